using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Rows;

namespace MathPref.Commands;

/// <summary>A cmdlet that shapes rows of answers for a trainer, and counts by reason those that it makes nothing of.</summary>
public abstract class AnsweredRowCommandBase : RowCommandBase
{
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);

    /// <summary>What the rows are not made into, for the warning: "no pair".</summary>
    private protected abstract string Made { get; }

    /// <summary>Whether every row must have ratings.</summary>
    private protected virtual bool NeedsRatings => true;

    private protected abstract void Shape(AnsweredRow row);

    private protected sealed override void Process(Row row, object target) => Shape(Read(row));

    /// <summary>Counts a row for the warning at the end.</summary>
    private protected void Skip(string reason)
    {
        _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
        Provenance.Skip(reason);
    }

    protected override void EndProcessing()
    {
        if (_skipped.Count > 0)
            WriteWarning($"{Text.Count(_skipped.Values.Sum(), "row")} made {Made}: {string.Join(", ", _skipped.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value} {s.Key}"))}.");
    }

    private AnsweredRow Read(Row row)
    {
        var instruction = PSRow.Unwrap(row[Columns.Instruction]) as string
            ?? throw Errors.MissingColumn(Columns.Instruction, MyInvocation.MyCommand.Name, isNull: row.Has(Columns.Instruction));
        var generations = Texts(row);
        var ratings = row.Has(Columns.Ratings) || NeedsRatings ? List(row, Columns.Ratings) : new object?[generations.Count];
        if (ratings.Count != generations.Count)
            throw Errors.WrongColumn(Columns.Ratings, $"as long as generations ({ratings.Count} and {generations.Count})");
        return new AnsweredRow
        {
            Source = row,
            Instruction = instruction,
            SystemPrompt = PSRow.Unwrap(row[Columns.SystemPrompt]) as string,
            Generations = generations,
            Ratings = ratings,
            Models = Models(row),
        };
    }

    private List<string?> Texts(Row row)
    {
        // A row that was never judged has its one answer in the singular.
        if (!NeedsRatings && !row.Has(Columns.Generations) && PSRow.Unwrap(row[Columns.Generation]) is string one)
            return [one];
        return List(row, Columns.Generations).Select(g => g as string).ToList();
    }

    private List<string?>? Models(Row row) =>
        (PSRow.AsList(row[Columns.ModelNames]) ?? PSRow.AsList(row[Columns.GenerationModels]) ?? (!NeedsRatings && PSRow.Unwrap(row[Columns.ModelName]) is string one && !row.Has(Columns.Ratings) ? [one] : null))
        ?.Select(m => m as string).ToList();

    private IReadOnlyList<object?> List(Row row, string column) =>
        PSRow.AsList(row[column]) ?? throw (row.Has(column) ? Errors.WrongColumn(column, "a list") : Errors.MissingColumn(column, MyInvocation.MyCommand.Name));
}
