using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>
/// Rows in the columns that trainers read. Sources: distilabel's FormatTextGenerationDPO; TRL's dataset formats (as its trainers
/// take them at 1.16); OpenAI's guide to preference fine-tuning.
/// </summary>
public static class TrainingShapes
{
    /// <summary>Columns by which a trainer would take the row for another shape, or which it reads in a way of its own.</summary>
    private static readonly string[] s_ofOtherShapes =
    [
        Columns.Prompt, Columns.Chosen, Columns.ChosenModel, Columns.ChosenRating, Columns.Rejected, Columns.RejectedModel, Columns.RejectedRating,
        "completion", "label", "messages", "rating", "model",
    ];

    /// <summary>A pair. The answers at the pair's indexes must have text.</summary>
    public static Row Dpo(AnsweredRow row, PreferencePair pair, PreferenceFormat format) => format switch
    {
        PreferenceFormat.Distilabel => DistilabelDpo(row, pair),
        PreferenceFormat.Trl => TrlDpo(row, pair),
        _ => OpenAIDpo(row, pair),
    };

    /// <summary>The same, of a row whose source nobody needs any more: it becomes the pair where the shape keeps its columns.</summary>
    internal static Row LastDpo(AnsweredRow row, PreferencePair pair, PreferenceFormat format) =>
        format is PreferenceFormat.Distilabel ? AsDistilabelDpo(row.Source, row, pair) : Dpo(row, pair, format);

    /// <summary>One answer with a verdict: prompt and completion are lists of messages, label a Boolean (TRL's unpaired preference).</summary>
    public static Row Kto(AnsweredRow row, int index, bool label)
    {
        var shaped = new Row
        {
            { Columns.Prompt, Messages(row.Question()) },
            { "completion", Messages([row.Answer(index)]) },
            { "label", label },
            { "rating", row.Ratings[index] },
            { "model", row.Model(index) },
        };
        return WithOthers(shaped, row, Columns.PromptId);
    }

    /// <summary>One conversation. There is no prompt beside it: TRL would look for a completion then.</summary>
    public static Row Sft(AnsweredRow row, int index)
    {
        var shaped = new Row
        {
            { "messages", Messages(row.Question().Append(row.Answer(index))) },
            { "rating", row.Ratings[index] },
            { "model", row.Model(index) },
        };
        return WithOthers(shaped, row, Columns.PromptId);
    }

    /// <summary>Lower-case hexadecimal SHA-256 of the UTF-8 prompt.</summary>
    public static string PromptId(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)));

    private static Row DistilabelDpo(AnsweredRow row, PreferencePair pair) => AsDistilabelDpo(row.Source.Copy(room: 8), row, pair);

    private static Row AsDistilabelDpo(Row shaped, AnsweredRow row, PreferencePair pair)
    {
        foreach (var column in s_ofOtherShapes)
            shaped.Remove(column);
        shaped.Remove(Columns.PromptId);
        shaped[Columns.Prompt] = row.Instruction;
        shaped[Columns.PromptId] = PromptId(row.Instruction);
        var question = Messages(row.Question());
        AddSides(shaped, row, pair, index => [.. question, row.Answer(index)]);
        return shaped;
    }

    private static Row TrlDpo(AnsweredRow row, PreferencePair pair)
    {
        var shaped = new Row
        {
            { Columns.Prompt, Messages(row.Question()) },
            { Columns.Chosen, Messages([row.Answer(pair.Chosen)]) },
            { Columns.Rejected, Messages([row.Answer(pair.Rejected)]) },
        };
        shaped = WithOthers(shaped, row, Columns.PromptId);
        AddSides(shaped, row, pair, index => Messages([row.Answer(index)]));
        return shaped;
    }

    private static Row OpenAIDpo(AnsweredRow row, PreferencePair pair) => new()
    {
        { "input", new Row { { "messages", Messages(row.Question()) }, { "tools", Array.Empty<object?>() }, { "parallel_tool_calls", true } } },
        { "preferred_output", Messages([row.Answer(pair.Chosen)]) },
        { "non_preferred_output", Messages([row.Answer(pair.Rejected)]) },
    };

    private static void AddSides(Row shaped, AnsweredRow row, PreferencePair pair, Func<int, object?[]> conversation)
    {
        void Add(string column, string modelColumn, string ratingColumn, int index)
        {
            shaped[column] = conversation(index);
            if (row.Models is not null)
                shaped[modelColumn] = row.Model(index);
            shaped[ratingColumn] = row.Ratings[index];
        }
        Add(Columns.Chosen, Columns.ChosenModel, Columns.ChosenRating, pair.Chosen);
        Add(Columns.Rejected, Columns.RejectedModel, Columns.RejectedRating, pair.Rejected);
    }

    private static Row WithOthers(Row shaped, AnsweredRow row, string idColumn)
    {
        foreach (var (name, value) in row.Source)
        {
            if (!shaped.Has(name) && !s_ofOtherShapes.Contains(name, StringComparer.OrdinalIgnoreCase))
                shaped.Add(name, value);
        }
        shaped[idColumn] = PromptId(row.Instruction);
        // What keeps its answers can be shaped once more, by the question that was asked.
        shaped.Asked = row.Source.Asked;
        return shaped;
    }

    private static object?[] Messages(IEnumerable<Row> messages) => messages.ToArray<object?>();
}
