using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace MathPref.Shell;

/// <summary>Output to stdout; errors, warnings, verbose and debug to stderr, so that a pipe gets data and nothing else.</summary>
internal sealed class ShellUI(bool nonInteractive, bool dataOnly) : PSHostUserInterface
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(false);

    private readonly TextWriter _output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), s_utf8) { AutoFlush = true, NewLine = "\n" });
    private readonly TextWriter _error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), s_utf8) { AutoFlush = true, NewLine = "\n" });

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal { get; } = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Where data alone goes to stdout, what the engine says to a person goes to stderr.</summary>
    private TextWriter Talk => dataOnly ? _error : _output;

    public override void Write(string value) => Talk.Write(ForOutput(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Talk.WriteLine(ForOutput(value));

    /// <summary>The format views colour their text; what is no terminal gets it plain.</summary>
    private string ForOutput(string value) => GetOutputString(value, SupportsVirtualTerminal);

    /// <summary>Data goes out as it is.</summary>
    public void WriteData(string line) => _output.WriteLine(line);

    public override void WriteErrorLine(string value) => _error.WriteLine(value);

    public override void WriteWarningLine(string message) => _error.WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => _error.WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => _error.WriteLine("DEBUG: " + message);

    /// <summary>No progress is shown yet: rows on stdout must not be disturbed.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine()
    {
        RefuseIfNonInteractive("a line");
        return Console.In.ReadLine() ?? "";
    }

    public override SecureString ReadLineAsSecureString()
    {
        RefuseIfNonInteractive("a secret");
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                if (secret.Length > 0)
                    secret.RemoveAt(secret.Length - 1);
            }
            else if (key.KeyChar != 0)
            {
                secret.AppendChar(key.KeyChar);
            }
        }
        _output.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseIfNonInteractive(string.Join(", ", descriptions.Select(d => d.Name)));
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            _output.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(Console.In.ReadLine() ?? "");
        }
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseIfNonInteractive("a choice");
        var labels = choices.Select(c => c.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        _output.WriteLine(caption);
        _output.WriteLine(message);
        while (true)
        {
            _output.Write($"{string.Join(", ", labels)}{(defaultChoice >= 0 ? $" (default {labels[defaultChoice]})" : "")}: ");
            var answer = Console.In.ReadLine()?.Trim();
            if (string.IsNullOrEmpty(answer) && (defaultChoice >= 0 || answer is null))
                return Math.Max(defaultChoice, 0);
            var index = labels.FindIndex(l => l.StartsWith(answer!, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
                return index;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("This shell does not ask for credentials: run it in pwsh.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private void RefuseIfNonInteractive(string what)
    {
        if (nonInteractive || Console.IsInputRedirected)
            throw new PSInvalidOperationException($"There is nobody to ask for {what}: give it as a parameter.");
    }
}
