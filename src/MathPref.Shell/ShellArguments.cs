using System.Management.Automation.Runspaces;

namespace MathPref.Shell;

/// <summary>The command line, as pwsh has it: <c>-Command</c> and <c>-File</c> take all that follows.</summary>
internal sealed record ShellArguments
{
    public const string Usage =
        """
        MathPref.Shell [-NonInteractive] [-OutputFormat Text|Json] [-Module <path>] [-Command <script> | -File <script.ps1> [arguments]]

          -Command       Runs the script and ends. - reads it from standard input.
          -File          Runs the script file with the arguments and ends.
          -OutputFormat  Json writes each output object as one line of JSON.
          -NonInteractive  Fails instead of asking.
          -Module        The MathPref.psd1 to load; without it the one of this repository.

        Without -Command and -File it asks for commands; exit leaves.
        """;

    public string? Command { get; private init; }

    public string? File { get; private init; }

    public IReadOnlyList<CommandParameter> FileArguments { get; private init; } = [];

    public string? Module { get; private init; }

    public bool NonInteractive { get; private init; }

    public bool Json { get; private init; }

    public bool ShowHelp { get; private init; }

    public static bool TryParse(string[] args, out ShellArguments arguments, out string problem)
    {
        arguments = new ShellArguments();
        problem = "";
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].TrimStart('-', '/').ToLowerInvariant();
            switch (name)
            {
                case "h" or "help" or "?":
                    arguments = arguments with { ShowHelp = true };
                    return true;
                case "noninteractive":
                    arguments = arguments with { NonInteractive = true };
                    break;
                case "noprofile" or "nologo" or "nop":
                    break;
                case "outputformat" or "o" or "of":
                    if (++i == args.Length || args[i].ToLowerInvariant() is not ("text" or "json"))
                    {
                        problem = "-OutputFormat takes Text or Json.";
                        return false;
                    }
                    arguments = arguments with { Json = args[i].Equals("json", StringComparison.OrdinalIgnoreCase) };
                    break;
                case "module":
                    if (++i == args.Length || !System.IO.File.Exists(args[i]))
                    {
                        problem = "-Module takes the path of a MathPref.psd1.";
                        return false;
                    }
                    arguments = arguments with { Module = Path.GetFullPath(args[i]) };
                    break;
                case "command" or "c":
                    if (i + 1 == args.Length)
                    {
                        problem = "-Command takes a script.";
                        return false;
                    }
                    arguments = arguments with { Command = args[i + 1] == "-" ? Console.In.ReadToEnd() : string.Join(' ', args[(i + 1)..]) };
                    return true;
                case "file" or "f":
                    return TryTakeFile(args[(i + 1)..], ref arguments, out problem);
                default:
                    // As in pwsh, a bare path is a file to run.
                    if (!args[i].StartsWith('-'))
                        return TryTakeFile(args[i..], ref arguments, out problem);
                    problem = $"'{args[i]}' is not known here.";
                    return false;
            }
        }
        return true;
    }

    private static bool TryTakeFile(string[] rest, ref ShellArguments arguments, out string problem)
    {
        problem = "";
        if (rest.Length == 0)
        {
            problem = "-File takes the path of a script.";
            return false;
        }
        if (!System.IO.File.Exists(rest[0]))
        {
            problem = $"There is no file '{rest[0]}'.";
            return false;
        }
        arguments = arguments with { File = Path.GetFullPath(rest[0]), FileArguments = rest[1..].Select(ToParameter).ToList() };
        return true;
    }

    /// <summary>"-Name" stays a name whose value follows, "-Name:value" is both, anything else is a value.</summary>
    private static CommandParameter ToParameter(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-' || !char.IsLetter(argument[1]))
            return new CommandParameter(null, argument);
        var colon = argument.IndexOf(':');
        if (colon < 0)
            return new CommandParameter(argument);
        var value = argument[(colon + 1)..];
        return new CommandParameter(argument[..colon], value.ToLowerInvariant() switch { "$true" => true, "$false" => false, _ => value });
    }
}
