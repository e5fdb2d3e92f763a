using System.Management.Automation;
using MathPref.Core.Rows;

namespace MathPref.Commands;

/// <summary>Gives the tutorial's 46 mathematical topics as rows with the column input.</summary>
[Cmdlet(VerbsCommon.Get, "MathTopic")]
[OutputType(PSRow.TypeName)]
public sealed class GetMathTopicCommand : StageCommandBase
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
    private Stage? _stage;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stage = new Stage(this, isSource: true) { Step = Step };
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
                _stage!.Total = Math.Min(First, _written + matching.Count);
            foreach (var topic in matching)
            {
                if (_written++ >= First)
                    return;
                _stage!.Pass();
                WriteObject(PSRow.Write(new Row { { Columns.Input, topic } }, _stage));
            }
        }
    }
}
