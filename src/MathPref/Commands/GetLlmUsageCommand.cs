using System.Management.Automation;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>Gives what each model of this process was asked so far, and what it cost.</summary>
[Cmdlet(VerbsCommon.Get, "LlmUsage")]
[OutputType(typeof(LlmUsage))]
public sealed class GetLlmUsageCommand : PSCmdlet
{
    /// <summary>Only models whose provider/model matches; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.UsedModelCompleter))]
    public string Name { get; set; } = "*";

    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        WriteObject(UsageLedger.All.Where(u => pattern.IsMatch($"{u.Provider}/{u.Model}")), enumerateCollection: true);
    }
}
