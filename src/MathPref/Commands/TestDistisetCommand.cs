using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>Looks for what a trainer or a loader would trip over in a dataset, and gives one object a problem; none where all is well.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Distiset", DefaultParameterSetName = "Path")]
[OutputType(typeof(DistisetProblem), typeof(bool))]
public sealed class TestDistisetCommand : DistisetCommandBase
{
    /// <summary>Gives true or false instead: false only where something is wrong or does not load (severity Error).</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process(string folder, RowProgress progress)
    {
        var problems = DistisetChecker.Check(folder, rows => progress.Report("checking", rows), Cancellation);
        if (Quiet)
            WriteObject(problems.All(problem => problem.Severity is not ProblemSeverity.Error));
        else
            WriteObject(problems, enumerateCollection: true);
    }
}
