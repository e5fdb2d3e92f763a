using System.Collections;
using System.Text.RegularExpressions;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>For which trainer a row is shaped.</summary>
public enum TrainerShape
{
    /// <summary>None that is known.</summary>
    Other,

    /// <summary>prompt, chosen and rejected as lists of messages, the answers alone in the latter two: TRL trains on it as it is.</summary>
    TrlPreference,

    /// <summary>prompt a text, chosen and rejected whole conversations: distilabel's.</summary>
    DistilabelPreference,

    /// <summary>prompt, completion and label: TRL's unpaired preference, for KTO.</summary>
    TrlUnpaired,

    /// <summary>messages: a conversation, for supervised fine-tuning.</summary>
    Conversation,

    /// <summary>input, preferred_output and non_preferred_output: OpenAI's preference fine-tuning.</summary>
    OpenAIPreference,

    /// <summary>prompt a list of messages, solution the answer: TRL's GRPOTrainer with accuracy_reward.</summary>
    TrlGrpo,

    /// <summary>data_source, prompt, reward_model: verl's reinforcement learning.</summary>
    Verl,
}

/// <summary>Something about a row that a trainer does not take as it is meant.</summary>
/// <param name="Column">The column.</param>
/// <param name="Message">What is wrong, and what helps.</param>
/// <param name="IsEmpty">Whether a text is missing that must be there.</param>
public sealed record ShapeProblem(string Column, string Message, bool IsEmpty = false);

/// <summary>Tells the shape of rows, and the prompt in any of them.</summary>
public static partial class TrainerShapes
{
    /// <summary>What is wrong with every pair in distilabel's shape, unless the same dataset has them in TRL's as well.</summary>
    public static ShapeProblem DistilabelShape { get; } = new(
        Columns.Prompt,
        "The shape is distilabel's (prompt a text, chosen and rejected whole conversations), " +
        "on which today's TRL fails. ConvertTo-DpoFormat -Format Trl makes one that it trains on; or leave the column 'prompt' out.");

    private static readonly ShapeProblem s_answersItself =
        new(Columns.Prompt, "The prompt does not end with a message of the user: the model learns to answer itself.");

    private static readonly (string Open, string Close)[] s_delimiters = [("$", "$"), (@"\(", @"\)"), (@"\[", @"\]"), (@"\boxed{", "}")];

    [GeneratedRegex(@"^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(/\d+)?%?$(?<=\d%?)", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber();

    /// <summary>The columns that make a pair or another example, ratings among them: what is lost there is lost to training.</summary>
    private static readonly HashSet<string> s_ofPair = new(
        [
            Columns.Prompt, Columns.Chosen, Columns.Rejected, Columns.ChosenRating, Columns.RejectedRating, Columns.Ratings, Columns.Generation,
            Columns.Generations, "completion", "label", "messages", "rating", "score_chosen", "score_rejected", "preferred_output", "non_preferred_output",
            "ref_chosen_logps", "ref_rejected_logps", "margin", TrainingShapes.Solution, TrainingShapes.RewardModel,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the column is one of those that make a pair.</summary>
    public static bool IsOfPair(string column) => s_ofPair.Contains(column);

    /// <summary>The shape, by the columns and what they hold.</summary>
    public static TrainerShape Of(Row row)
    {
        if (row.Has("preferred_output") && row.Has("non_preferred_output"))
            return TrainerShape.OpenAIPreference;
        if (row.Has(Columns.Chosen) && row.Has(Columns.Rejected))
            return row[Columns.Prompt] is string && IsList(row[Columns.Chosen]) ? TrainerShape.DistilabelPreference
                : IsList(row[Columns.Prompt]) ? TrainerShape.TrlPreference
                : TrainerShape.Other;
        if (row.Has("completion") && row.Has("label"))
            return TrainerShape.TrlUnpaired;
        if (row.Has(TrainingShapes.RewardModel) && row.Has("data_source"))
            return TrainerShape.Verl;
        if (row.Has(TrainingShapes.Solution) && IsList(row[Columns.Prompt]) && !row.Has("completion") && !row.Has("messages"))
            return TrainerShape.TrlGrpo;
        return row.Has("messages") ? TrainerShape.Conversation : TrainerShape.Other;
    }

    /// <summary>
    /// The question that a row is about, in any shape: the prompt, its last message of a user, or that of a conversation; the instruction
    /// where there is no prompt. The same question gives the same text in every shape. Null where there is none.
    /// </summary>
    public static string? PromptOf(Row row) => Of(row) is TrainerShape.TrlGrpo or TrainerShape.Verl && TextOf(row[Columns.Prompt]) is { } asked
        // What asks for the form of the answer is no part of the question.
        ? AnswerRequest.Without(asked)
        : TextOf(row[Columns.Prompt]) ?? TextOf(row["messages"]) ?? TextOf((row["input"] as Row)?["messages"])
            ?? (row[Columns.Instruction] as string) ?? TextOf(row[Columns.Chosen]) ?? TextOf(row[Columns.Input]);

    /// <summary>Whether the row looks like one that this module's chain makes.</summary>
    public static bool IsOfThisChain(Row row) =>
        Of(row) is not TrainerShape.Other || row.Has(Columns.Instruction) || row.Has(Columns.Instructions)
        || row.Has(Columns.Generation) || row.Has(Columns.Generations) || row.Has(Columns.Chosen);

    /// <summary>All that stands before the answer: equal in two rows that ask the same, in a conversation of several turns as well.</summary>
    public static string? ContextOf(Row row)
    {
        IReadOnlyList<Row>? context = Messages(row[Columns.Prompt])
            ?? (row[Columns.Prompt] is null
                ? Messages(row["messages"]) is { } whole ? whole.SkipLast(1).ToList() : Messages((row["input"] as Row)?["messages"])
                : null);
        return context?.Count(message => message["role"] as string == "user") > 1
            ? string.Join('\u0001', context.Select(message => $"{message["role"]}\u0002{message["content"]}"))
            : PromptOf(row);
    }

    /// <summary>
    /// What keeps a trainer from taking the row as it is, or makes it learn something else than meant: the column, what is wrong, and
    /// whether it is an empty text (TRL 1.16, run with each).
    /// </summary>
    public static IEnumerable<ShapeProblem> Problems(Row row, TrainerShape shape)
    {
        foreach (var column in TextColumns(shape, row))
        {
            if (!HasText(row[column]))
                yield return new ShapeProblem(
                    column,
                    $"'{column}' is null or empty, or has a message without text: one such row ends a training or spoils it.",
                    IsEmpty: true);
        }
        switch (shape)
        {
            case TrainerShape.DistilabelPreference:
                yield return DistilabelShape;
                break;
            case TrainerShape.TrlPreference:
                if (!EndsWithUser(row))
                    yield return s_answersItself;
                foreach (var column in new[] { Columns.Chosen, Columns.Rejected })
                {
                    if (Messages(row[column]) is not [var answer] || answer["role"] as string != "assistant")
                        yield return new ShapeProblem(column, $"'{column}' is not one message of the assistant beside a prompt of messages: " +
                            "the model learns the question, or the wrong role.");
                }
                break;
            case TrainerShape.TrlUnpaired when row["label"] is not (null or bool or 0L or 1L or 0 or 1):
                yield return new ShapeProblem("label", "'label' is neither true nor false.");
                break;
            case TrainerShape.TrlGrpo:
                if (!EndsWithUser(row))
                    yield return s_answersItself;
                if (row[TrainingShapes.Solution] is not string solution || HasText(solution) && !IsReadAsWritten(solution))
                    yield return new ShapeProblem(
                        TrainingShapes.Solution,
                        "'solution' is neither a plain number nor LaTeX in $…$ or \\boxed{…}: TRL's accuracy_reward leaves such rows out, or compares with a " +
                        "number that it finds in them. ConvertTo-GrpoFormat writes it safely.");
                break;
            case TrainerShape.Verl:
                if (!EndsWithUser(row))
                    yield return s_answersItself;
                if ((row[TrainingShapes.RewardModel] as Row)?["ground_truth"] is not string truth || !HasText(truth))
                    yield return new ShapeProblem(
                        TrainingShapes.RewardModel,
                        "'ground_truth' in 'reward_model' is no text: verl's scorers give no reward for a number, or fail. Write it as a text.");
                break;
            case TrainerShape.Conversation when row.Has(Columns.Prompt):
                yield return new ShapeProblem(Columns.Prompt, "A column 'prompt' stands beside 'messages': TRL looks for a 'completion' then and fails. " +
                    "ConvertTo-SftFormat leaves it out.");
                break;
            case TrainerShape.Conversation when Messages(row["messages"]) is not [.., var end] || end["role"] as string != "assistant":
                yield return new ShapeProblem("messages", "The conversation does not end with the assistant.");
                break;
        }
        if (shape is TrainerShape.OpenAIPreference or TrainerShape.Verl)
            yield break;
        foreach (var problem in TrainerColumns.Problems(row))
            yield return problem;
    }

    /// <summary>The columns whose text the trainer reads.</summary>
    private static IEnumerable<string> TextColumns(TrainerShape shape, Row row) => shape switch
    {
        TrainerShape.TrlPreference or TrainerShape.DistilabelPreference => [Columns.Prompt, Columns.Chosen, Columns.Rejected],
        TrainerShape.TrlUnpaired => [Columns.Prompt, "completion"],
        TrainerShape.Conversation => ["messages"],
        TrainerShape.TrlGrpo => [Columns.Prompt, TrainingShapes.Solution],
        TrainerShape.Verl => [Columns.Prompt, "data_source"],
        TrainerShape.OpenAIPreference => ["preferred_output", "non_preferred_output"],
        _ => new[] { Columns.Prompt, Columns.Chosen, Columns.Rejected, "completion", "text" }.Where(row.Has),
    };

    private static bool EndsWithUser(Row row) => Messages(row[Columns.Prompt]) is [.., { } last] && last["role"] as string is "user" or "tool";

    /// <summary>Of other texts math-verify sees a number at most, the last one.</summary>
    private static bool IsReadAsWritten(string solution)
    {
        var text = solution.Trim();
        return PlainNumber().IsMatch(text)
            || s_delimiters.Any(pair => text.Length > pair.Open.Length + pair.Close.Length
                && text.StartsWith(pair.Open, StringComparison.Ordinal) && text.EndsWith(pair.Close, StringComparison.Ordinal));
    }

    private static bool HasText(object? value) => value switch
    {
        string text => !string.IsNullOrWhiteSpace(text),
        IEnumerable => Messages(value) is { Count: > 0 } messages
            && messages.All(message => message["content"] is string content && !string.IsNullOrWhiteSpace(content)
                || message["tool_calls"] is IEnumerable),
        _ => false,
    };

    /// <summary>The answer in a column: the text itself, or that of the last message. Null where there is none.</summary>
    public static string? AnswerOf(object? value) => value as string ?? (Messages(value) is [.., var last] ? last["content"] as string : null);

    /// <summary>A list of messages; null where the value is none.</summary>
    public static IReadOnlyList<Row>? Messages(object? value) =>
        IsList(value) && ((IEnumerable)value!).Cast<object?>().ToList() is var items && items.TrueForAll(item => item is Row)
            ? items.ConvertAll(item => (Row)item!)
            : null;

    private static string? TextOf(object? value) =>
        value as string ?? Messages(value)?.LastOrDefault(message => message["role"] as string == "user")?["content"] as string;

    private static bool IsList(object? value) => value is IEnumerable and not string and not Row;
}
