using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Foresight;
using MathPref.Rows;

namespace MathPref.Commands;

/// <summary>A cmdlet that shapes rows for a trainer, and counts by reason those that it makes nothing of.</summary>
public abstract class TrainingRowCommandBase : RowCommandBase, IColumnStage
{
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private object? _target;

    /// <summary>The column with the question. Without it the one that was asked, where the row tells that, else instruction.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string? InputColumn { get; set; }

    /// <summary>What the rows are not made into, for the warning: "no pair".</summary>
    private protected abstract string Made { get; }

    private protected abstract void Shape(Row row);

    /// <summary>The column that will be missing besides the question; notes those that the cmdlet makes.</summary>
    private protected abstract ColumnGap? ForeseeOthers(ColumnForecast columns);

    ColumnGap? IColumnStage.Foresee(ColumnForecast columns)
    {
        var question = columns.Question(InputColumn);
        var hasQuestion = columns.Has(question);
        var others = ForeseeOthers(columns);
        return hasQuestion ? others : new ColumnGap(question, "-InputColumn");
    }

    ColumnGap? IColumnStage.ForeseeValue(Row row, ColumnForecast columns) => ForeseeValue(row, columns);

    /// <summary>What this cmdlet can make nothing of: <see cref="IColumnStage.ForeseeValue"/>.</summary>
    private protected virtual ColumnGap? ForeseeValue(Row row, ColumnForecast columns) => null;

    private protected string QuestionOf(Row row) => AskedColumn.Text(row, InputColumn, MyInvocation.MyCommand.Name);

    private protected sealed override void Process(Row row, object target)
    {
        _target = target;
        Shape(row);
    }

    /// <summary>Counts the row in hand for the warning at the end; a run keeps it.</summary>
    private protected void Skip(string reason)
    {
        _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
        Provenance.Skip(reason);
        if (Step is not null)
            Run!.KeepSkipped(Step, reason, _target!, ColumnOfStrings);
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_skipped.Count > 0)
        {
            var reasons = string.Join(", ", _skipped.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value} {s.Key}"));
            WriteWarning($"{Text.Count(_skipped.Values.Sum(), "row")} made {Made}: {reasons}.");
        }
    }
}
