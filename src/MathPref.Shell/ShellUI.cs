using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace MathPref.Shell;

/// <summary>Output to stdout; errors, warnings, verbose and debug to stderr, so that a pipe gets data and nothing else.</summary>
internal sealed class ShellUI : PSHostUserInterface
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(false);

    private readonly bool _nonInteractive;
    private readonly bool _dataOnly;
    private readonly TextWriter _output = new StreamWriter(Console.OpenStandardOutput(), s_utf8) { AutoFlush = true, NewLine = "\n" };
    private readonly TextWriter _error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), s_utf8) { AutoFlush = true, NewLine = "\n" });
    private readonly Lock _lock = new();
    private readonly ProgressPane? _progress;
    private bool _isAtLineStart = true;

    public ShellUI(bool nonInteractive, bool dataOnly)
    {
        (_nonInteractive, _dataOnly) = (nonInteractive, dataOnly);
        // Whoever says that nobody is there to answer has nobody to watch, either.
        if (Terminal.ErrorDraws && !Terminal.IsPlain && !nonInteractive)
            _progress = new ProgressPane(_error, () => Terminal.Size, TimeProvider.System);
    }

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal { get; } = Terminal.OutputDraws && !Terminal.IsPlain;

    /// <summary>Whether a person can edit a line where this writes the prompt.</summary>
    public bool CanEdit => !Console.IsInputRedirected && Terminal.OutputDraws && (!_dataOnly || Terminal.ErrorDraws);

    /// <summary>Where data alone goes to stdout, what the engine says to a person goes to stderr.</summary>
    private TextWriter Talk => _dataOnly ? _error : _output;

    public override void Write(string value) => Send(Talk, ForOutput(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Send(Talk, ForOutput(value) + "\n");

    /// <summary>The format views colour their text; what is no terminal gets it plain.</summary>
    private string ForOutput(string value) => GetOutputString(value, SupportsVirtualTerminal);

    /// <summary>Data goes out as it is.</summary>
    public void WriteData(string line) => Send(_output, line + "\n");

    /// <summary>What the prompt draws while nothing runs. It begins at the start of a line, and ends there.</summary>
    public void Draw(string frame)
    {
        lock (_lock)
            Talk.Write(frame);
    }

    /// <summary>Ends the line that a command has left unfinished.</summary>
    public void BeginLine()
    {
        if (!_isAtLineStart)
            Send(Talk, "\n");
    }

    public override void WriteErrorLine(string value) => Send(_error, value + "\n");

    public override void WriteWarningLine(string message) => Send(_error, $"WARNING: {message}\n");

    public override void WriteVerboseLine(string message) => Send(_error, $"VERBOSE: {message}\n");

    public override void WriteDebugLine(string message) => Send(_error, $"DEBUG: {message}\n");

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress?.Report(sourceId, record);

    /// <summary>Nothing runs any more.</summary>
    public void EndProgress() => _progress?.Clear();

    /// <summary>On a terminal, output and progress take turns: whoever leaves a line unfinished keeps the progress away.</summary>
    private void Send(TextWriter writer, string text)
    {
        lock (_lock)
        {
            var isSeen = writer == _error ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
            if (isSeen)
                _progress?.Hide();
            else if (writer == _output && Terminal.OutputIsPipe)
                _progress?.Yield();
            writer.Write(text);
            if (!isSeen || text.Length == 0)
                return;
            _isAtLineStart = text[^1] == '\n';
            if (_isAtLineStart)
                _progress?.Resume();
        }
    }

    /// <summary>The terminal shows what is typed, and the key that ends it.</summary>
    private string? ReadAnswer()
    {
        _progress?.Hide();
        var answer = Console.In.ReadLine();
        _isAtLineStart = true;
        _progress?.Resume();
        return answer;
    }

    public override string ReadLine()
    {
        RefuseIfNonInteractive("a line");
        return ReadAnswer() ?? "";
    }

    public override SecureString ReadLineAsSecureString()
    {
        RefuseIfNonInteractive("a secret");
        _progress?.Hide();
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
        Send(_output, "\n");
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseIfNonInteractive(string.Join(", ", descriptions.Select(d => d.Name)));
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Send(_output, $"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadAnswer() ?? "");
        }
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseIfNonInteractive("a choice");
        var labels = choices.Select(c => c.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        Send(_output, $"{caption}\n{message}\n");
        while (true)
        {
            Send(_output, $"{string.Join(", ", labels)}{(defaultChoice >= 0 ? $" (default {labels[defaultChoice]})" : "")}: ");
            var answer = ReadAnswer()?.Trim();
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
        if (_nonInteractive || Console.IsInputRedirected)
            throw new PSInvalidOperationException($"There is nobody to ask for {what}: give it as a parameter.");
    }
}
