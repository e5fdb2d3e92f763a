using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MathPref.Shell;

/// <summary>The host that the engine talks to.</summary>
internal sealed class ShellHost(bool nonInteractive, bool dataOnly) : PSHost
{
    /// <summary>What the script gave to exit; null while it has not.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "MathPref.Shell";

    public override ShellUI UI { get; } = new ShellUI(nonInteractive, dataOnly);

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    /// <summary>The way for the shell's own cmdlet to the UI behind the engine's wrapper.</summary>
    public override PSObject PrivateData => PSObject.AsPSObject(UI);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no nested prompts: run it in pwsh.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompts: run it in pwsh.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
