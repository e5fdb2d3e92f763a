using System.Collections;
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
}

/// <summary>Tells the shape of rows, and the prompt in any of them.</summary>
public static class TrainerShapes
{
    /// <summary>The shape, by the columns and what they hold.</summary>
    public static TrainerShape Of(Row row)
    {
        if (row.Has("preferred_output") && row.Has("non_preferred_output"))
            return TrainerShape.OpenAIPreference;
        if (row.Has(Columns.Chosen) && row.Has(Columns.Rejected))
            return row[Columns.Prompt] is string && IsList(row[Columns.Chosen]) ? TrainerShape.DistilabelPreference : IsList(row[Columns.Prompt]) ? TrainerShape.TrlPreference : TrainerShape.Other;
        if (row.Has("completion") && row.Has("label"))
            return TrainerShape.TrlUnpaired;
        return row.Has("messages") ? TrainerShape.Conversation : TrainerShape.Other;
    }

    /// <summary>
    /// The question that a row is about, in any shape: the prompt, its last message of a user, or that of a conversation; the instruction
    /// where there is no prompt. The same question gives the same text in every shape. Null where there is none.
    /// </summary>
    public static string? PromptOf(Row row) =>
        TextOf(row[Columns.Prompt]) ?? TextOf(row["messages"]) ?? TextOf((row["input"] as Row)?["messages"]) ?? (row[Columns.Instruction] as string)
        ?? TextOf(row[Columns.Chosen]) ?? TextOf(row[Columns.Input]);

    /// <summary>The answer in a column: the text itself, or that of the last message. Null where there is none.</summary>
    public static string? AnswerOf(object? value) => value as string ?? (Messages(value) is [.., var last] ? last["content"] as string : null);

    /// <summary>A list of messages; null where the value is none.</summary>
    public static IReadOnlyList<Row>? Messages(object? value) =>
        IsList(value) && ((IEnumerable)value!).Cast<object?>().ToList() is var items && items.TrueForAll(item => item is Row) ? items.ConvertAll(item => (Row)item!) : null;

    private static string? TextOf(object? value) =>
        value as string ?? Messages(value)?.LastOrDefault(message => message["role"] as string == "user")?["content"] as string;

    private static bool IsList(object? value) => value is IEnumerable and not string and not Row;
}
