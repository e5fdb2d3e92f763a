using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Gives the tutorial's 46 mathematical topics as rows with the column input.</summary>
[Cmdlet(VerbsCommon.Get, "MathTopic")]
[OutputType(PSRow.TypeName)]
[Step("load_data_from_dicts")]
public sealed class GetMathTopicCommand : StepCommandBase
{
    /// <summary>Only topics whose names match; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.TopicCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the first so many; the tutorial uses 10.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    private int _written;
    private Provenance? _provenance;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _provenance = Trace(isSource: true);
    }

    protected override void ProcessRecord()
    {
        foreach (var name in Name ?? ["*"])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var matching = MathTopics.All.Where(pattern.IsMatch).ToList();
            if (matching.Count == 0)
                WriteError(Errors.NoSuchTopic(name));
            // Further names may come by the pipe.
            if (!MyInvocation.ExpectingInput)
                _provenance!.Total = Math.Min(First, _written + matching.Count);
            foreach (var topic in matching)
            {
                if (_written++ >= First)
                    return;
                _provenance!.Pass();
                WriteObject(PSRow.Write(new Row { { Columns.Input, topic } }, _provenance));
            }
        }
    }
}
