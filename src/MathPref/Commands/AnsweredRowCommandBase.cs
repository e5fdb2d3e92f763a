using MathPref.Core.Maths;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Foresight;
using MathPref.Rows;

namespace MathPref.Commands;

/// <summary>A cmdlet that shapes rows of answers for a trainer, and counts by reason those that it makes nothing of.</summary>
public abstract class AnsweredRowCommandBase : TrainingRowCommandBase
{
    private const string Rating = "rating";
    private const string Model = "model";

    /// <summary>Whether every row must have ratings.</summary>
    private protected virtual bool NeedsRatings => true;

    /// <summary>Whether every row must say of its answers whether they are right.</summary>
    private protected virtual bool NeedsVerdicts => false;

    /// <summary>Whether one answer is enough: the column generation, with its rating and model in the singular too.</summary>
    private protected virtual bool TakesOne => true;

    /// <summary>Whether the answers are to begin with what their models thought.</summary>
    private protected virtual bool WithThinking => false;

    private protected abstract void Shape(AnsweredRow row);

    private protected sealed override ColumnGap? ForeseeOthers(ColumnForecast columns)
    {
        var gap = !columns.Has(Columns.Generations) && !(TakesOne && columns.Has(Columns.Generation)) ? new ColumnGap(Columns.Generations)
            : NeedsRatings && !columns.Has(Columns.Ratings) && !(TakesOne && columns.Has(Rating)) ? new ColumnGap(Columns.Ratings)
            : NeedsVerdicts && !columns.Has(Columns.AnswersCorrect) ? new ColumnGap(Columns.AnswersCorrect)
            : null;
        // Those of every shape.
        columns.AddPossible(
            Columns.Prompt, Columns.PromptId, Columns.Chosen, Columns.ChosenModel, Columns.ChosenRating, Columns.Rejected, Columns.RejectedModel,
            Columns.RejectedRating, "completion", "label", "messages", "rating", "model", "input", "preferred_output", "non_preferred_output");
        return gap;
    }

    private protected sealed override void Shape(Row row) => Shape(Read(row));

    private AnsweredRow Read(Row row)
    {
        var instruction = QuestionOf(row);
        var generations = Generations(row);
        var isRated = row.Has(Columns.Ratings);
        var isRatedAlone = !isRated && TakesOne && generations.Count == 1 && row.Has(Rating);
        var ratings = isRatedAlone ? [row[Rating]]
            : isRated || NeedsRatings ? AnswerColumns.OneForEach(generations, List(row, Columns.Ratings), Columns.Ratings)
            : null;
        if (isRatedAlone && !RatingValue.TryRead(row[Rating], out _))
            throw Errors.BadRating(row[Rating]!);
        // Beside ratings, model_name is the judge's.
        var author = NeedsRatings && !isRatedAlone || isRated ? null : row[Columns.ModelName] as string ?? row[Model] as string;
        var answered = AnswerColumns.Of(row, instruction, generations, ratings, author);
        if (NeedsVerdicts)
            answered = answered with { Verdicts = Verdicts(row, generations) };
        if (!WithThinking)
            return answered;
        if (answered.Thinkings is { } thinkings)
            AnswerColumns.OneForEach(generations, thinkings, Columns.Thinkings);
        return answered with { WithThinking = true };
    }

    /// <summary>Where nothing tells how a verdict was found and what the final answer is, every answer states one.</summary>
    private IReadOnlyList<AnswerVerdict> Verdicts(Row row, IReadOnlyList<string?> generations)
    {
        var correct = AnswerColumns.OneForEach(generations, List(row, Columns.AnswersCorrect), Columns.AnswersCorrect);
        var methods = BesideVerdicts(row, Columns.AnswerMethods, generations);
        var answers = BesideVerdicts(row, Columns.Answers, generations);
        return correct.Select((value, i) => new AnswerVerdict(
            AnswerColumns.TryReadVerdict(value, out var isCorrect) ? isCorrect : throw Errors.BadVerdict(value!),
            methods?[i] as string != AnswerCheck.NoAnswer && (answers is null || answers[i] is not (null or "")))).ToList();
    }

    private static IReadOnlyList<object?>? BesideVerdicts(Row row, string column, IReadOnlyList<string?> generations) =>
        AnswerColumns.List(row, column) is { } list ? AnswerColumns.OneForEach(generations, list, column) : null;

    /// <summary>The answers as texts: a number is one too, as it is for the cmdlet that compares them.</summary>
    private IReadOnlyList<string?> Generations(Row row)
    {
        // A row that was never judged, or was elsewhere, has its one answer in the singular.
        if (TakesOne && row[Columns.Generations] is null && AnswerChecks.TextOf(row[Columns.Generation]) is { } one)
            return [one];
        return List(row, Columns.Generations).Select(AnswerChecks.TextOf).ToList();
    }

    private IReadOnlyList<object?> List(Row row, string column) =>
        AnswerColumns.List(row, column) ?? throw (row[column] is { } other ? Errors.NotTheList(column, other)
            : row.Has(column) ? Errors.WrongColumn(column, "a list") : Errors.MissingColumn(column, MyInvocation.MyCommand.Name, row));
}
