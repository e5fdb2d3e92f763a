using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Security;
using System.Text;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Formatting;

/// <summary>A terminal of a given width that keeps what the format system writes to it, and the engine with the module's cmdlets and views behind it.</summary>
internal sealed class Screen : PSHost, IDisposable
{
    private readonly ScreenUI _ui;
    private readonly Runspace _runspace;

    public Screen(int width = 80, bool isPlain = true)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _ui = new ScreenUI(width, isPlain);
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in Engine.CmdletTypes)
        {
            var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
            state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
        }
        foreach (var file in ViewFiles)
            state.Formats.Add(new SessionStateFormatEntry(file));
        _runspace = RunspaceFactory.CreateRunspace(this, state);
        _runspace.Open();
    }

    public static IReadOnlyList<string> ViewFiles { get; } = Directory.GetFiles(Path.Combine(Programs.Root, "src", "MathPref"), "*.Format.ps1xml");

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "screen";

    public override Version Version => new(1, 0);

    public override PSHostUserInterface UI => _ui;

    /// <summary>What a script's output looks like.</summary>
    public string Show(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        using var ps = PowerShell.Create(_runspace);
        ps.AddScript(script).AddCommand("Out-Default");
        _ui.Written.Clear();
        ps.Invoke();
        Assert.Empty(ps.Streams.Error.Select(e => e.ToString()));
        return _ui.Written.ToString();
    }

    public void Dispose() => _runspace.Dispose();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class ScreenUI(int width, bool isPlain) : PSHostUserInterface
    {
        public StringBuilder Written { get; } = new();

        public override PSHostRawUserInterface RawUI { get; } = new ScreenRawUI(width);

        public override bool SupportsVirtualTerminal => !isPlain;

        public override void Write(string value) => Written.Append(GetOutputString(value, SupportsVirtualTerminal));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Written.Append(GetOutputString(value, SupportsVirtualTerminal)).Append('\n');

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, System.Collections.ObjectModel.Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, System.Collections.ObjectModel.Collection<ChoiceDescription> choices, int defaultChoice) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
    }

    private sealed class ScreenRawUI(int width) : PSHostRawUserInterface
    {
        public override Size BufferSize { get; set; } = new(width, 50);

        public override Size WindowSize { get; set; } = new(width, 50);

        public override Size MaxWindowSize => WindowSize;

        public override Size MaxPhysicalWindowSize => WindowSize;

        public override Coordinates WindowPosition { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override ConsoleColor BackgroundColor { get; set; }

        public override string WindowTitle { get; set; } = "";

        public override bool KeyAvailable => false;

        public override void FlushInputBuffer()
        {
        }

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
    }
}
