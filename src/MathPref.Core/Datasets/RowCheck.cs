using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// What TRL refuses, skips or trains on without a word, row by row through the splits of one config. Bounded memory: of each row a hash of its prompt
/// is kept.
/// </summary>
internal sealed class RowCheck(Findings findings)
{
    private static readonly string[] s_answerColumns = [Columns.Chosen, Columns.Rejected, "completion", "messages"];

    private readonly Findings _findings = findings;
    private readonly Dictionary<ulong, int> _prompts = [];

    /// <summary>Whether a row was a pair as TRL takes it.</summary>
    public bool HasTrlPairs { get; private set; }

    /// <summary>Looks at a row; its number is from 1 in its split, the split's from 0 in the config.</summary>
    public void Check(Row row, DatasetFiles split, int splitNumber, long number)
    {
        var shape = TrainerShapes.Of(row);
        foreach (var problem in TrainerShapes.Problems(row, shape))
        {
            if (problem.IsEmpty)
                _findings.Row(ProblemSeverity.Error, "EmptyText", problem.Message, split, number, problem.Column);
            else
                _findings.Row(ProblemSeverity.Warning, "Shape", problem.Message, split, number, problem.Column);
        }
        HasTrlPairs |= shape is TrainerShape.TrlPreference;
        CheckPair(row, split, number);
        CheckTruncation(row, split, number);
        if (shape is TrainerShape.TrlUnpaired && row["label"] is null)
            _findings.Row(ProblemSeverity.Error, "NullLabel", "'label' is null, and must be true or false.", split, number, "label");
        if (TrainerShapes.PromptOf(row) is not { } prompt)
            return;
        var context = TrainerShapes.ContextOf(row) ?? prompt;
        if (context == prompt && row.Has(Columns.PromptId) && row[Columns.PromptId] as string != TrainingShapes.PromptId(prompt))
            _findings.Row(
                ProblemSeverity.Error,
                "WrongPromptId",
                "prompt_id is not the SHA-256 of the prompt (lower-case hexadecimal, of its UTF-8).",
                split,
                number,
                Columns.PromptId);
        CheckRepetition(context, shape, split, splitNumber, number);
    }

    private void CheckPair(Row row, DatasetFiles split, long number)
    {
        if (TrainerShapes.AnswerOf(Chosen(row)) is not { } chosen || TrainerShapes.AnswerOf(Rejected(row)) is not { } rejected)
            return;
        if (chosen == rejected)
            _findings.Row(
                ProblemSeverity.Error,
                "ChosenEqualsRejected",
                "chosen and rejected are the same text: there is nothing to learn from it. ConvertTo-DpoFormat makes no such pairs.",
                split,
                number);
        if (RowValues.AsNumber(row[Columns.ChosenRating]) is { } better && RowValues.AsNumber(row[Columns.RejectedRating]) is { } worse)
        {
            // Of a right answer and a wrong one the right one is chosen, whatever a judge thought of them.
            if (IsVerified(row))
                return;
            if (better < worse)
                _findings.Row(ProblemSeverity.Error, "ChosenRatedLower", "chosen is rated lower than rejected.", split, number);
            else if (better == worse && chosen != rejected)
                _findings.Row(ProblemSeverity.Warning, "Tie", "chosen and rejected are rated alike.", split, number);
        }
    }

    private static bool IsVerified(Row row) =>
        row[Columns.AnswersCorrect] is IEnumerable<object?> verdicts && verdicts.Contains(true) && verdicts.Contains(false);

    private void CheckTruncation(Row row, DatasetFiles split, long number)
    {
        foreach (var column in s_answerColumns.Where(row.Has))
        {
            if (TrainerShapes.AnswerOf(row[column]) is { } answer && IsCut(row, answer))
                _findings.Row(
                    ProblemSeverity.Warning,
                    "TruncatedAnswer",
                    $"The answer in '{column}' ended at the limit of tokens. Give the models more with -MaxNewTokens.",
                    split,
                    number,
                    column);
        }
    }

    private void CheckRepetition(string context, TrainerShape shape, DatasetFiles split, int splitNumber, long number)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        if (!_prompts.TryGetValue(hash, out var first))
            _prompts.Add(hash, splitNumber);
        else if (first != splitNumber)
            _findings.Row(
                ProblemSeverity.Error,
                "PromptInTwoSplits",
                "The prompt is in another split of the config as well: what is trained on must not be what is tested with. " +
                "Export-Distiset -TrainSize keeps prompts apart.",
                split,
                number);
        else if (shape is not TrainerShape.TrlUnpaired)
            _findings.Row(ProblemSeverity.Warning, "DuplicatePrompt", "The prompt came before in this split.", split, number);
    }

    private static object? Chosen(Row row) => row[Columns.Chosen] ?? row["preferred_output"];

    private static object? Rejected(Row row) => row[Columns.Rejected] ?? row["non_preferred_output"];

    /// <summary>Whether the answer is one of the row's generations, and that one ended at its limit.</summary>
    private static bool IsCut(Row row, string answer)
    {
        if (row[Columns.Generations] is not IEnumerable generations || row[Columns.FinishReasons] is not IEnumerable reasons)
            return ThinkingMarks.IsOf(answer, row[Columns.Generation] as string) && FinishReasons.IsCut(row[Columns.FinishReason] as string);
        return FinishReasons.IsCut(generations.Cast<object?>()
            .Zip(reasons.Cast<object?>())
            .FirstOrDefault(g => ThinkingMarks.IsOf(answer, g.First as string)).Second as string);
    }
}
