namespace MathPref.Shell;

internal static class Program
{
    private const int UsageError = 64;

    private static int Main(string[] args)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (!ShellArguments.TryParse(args, out var arguments, out var problem))
        {
            Console.Error.WriteLine(problem);
            Console.Error.WriteLine(ShellArguments.Usage);
            return UsageError;
        }
        if (arguments.ShowHelp)
        {
            Console.WriteLine(ShellArguments.Usage);
            return 0;
        }
        using var shell = new Shell(arguments);
        return shell.Run();
    }
}
