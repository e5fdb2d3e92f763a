using System.Management.Automation;

namespace MathPref.Shell;

/// <summary>Ends a pipeline with <c>-OutputFormat Json</c>: each object one line of JSON, each error a line on stderr.</summary>
[Cmdlet("Out", "JsonLine")]
internal sealed class OutJsonLineCommand : PSCmdlet
{
    public const string Name = "Out-JsonLine";

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        var ui = (ShellUI)Host.PrivateData.BaseObject;
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case ErrorRecord error:
                ui.WriteErrorLine(ErrorText.Of(error));
                break;
            default:
                ui.WriteData(JsonLine.Of(InputObject));
                break;
        }
    }
}
