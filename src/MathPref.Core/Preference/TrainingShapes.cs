using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Maths.Scorers;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>
/// Rows in the columns that trainers read. Sources: distilabel's FormatTextGenerationDPO; TRL's dataset formats (as its trainers
/// take them at 1.16); OpenAI's guide to preference fine-tuning.
/// </summary>
public static class TrainingShapes
{
    /// <summary>The answer that TRL's accuracy_reward compares with.</summary>
    internal const string Solution = "solution";

    /// <summary>Where verl has the answer.</summary>
    internal const string RewardModel = "reward_model";

    private const string ExtraInfo = "extra_info";

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

    /// <summary>A question and its answer as TRL's accuracy_reward reads it. The question asks for a box.</summary>
    public static Row Grpo(AnsweredRow row, string solution)
    {
        var asked = row with { Instruction = AnswerRequest.With(row.Instruction, AnswerForm.Box) };
        var shaped = new Row { { Columns.Prompt, Messages(asked.Question()) }, { Solution, solution } };
        if (row.Source.Has(Columns.PassRate))
            shaped.Add(Columns.PassRate, row.Source[Columns.PassRate]);
        return WithOthers(shaped, row with { Instruction = AnswerRequest.Without(asked.Instruction) }, Columns.PromptId, TrainerColumns.OfRewards);
    }

    /// <summary>The same in verl's columns and no others; all rows have the same types.</summary>
    /// <param name="row">The question.</param>
    /// <param name="dataSource">What chooses the scorer.</param>
    /// <param name="form">How the answer has to be stated for it.</param>
    /// <param name="groundTruth">What it reads.</param>
    /// <param name="reference">The reference as given.</param>
    /// <param name="index">The number of the row, from 0.</param>
    public static Row Verl(AnsweredRow row, string dataSource, AnswerForm form, string groundTruth, string reference, long index)
    {
        var asked = row with { Instruction = AnswerRequest.With(row.Instruction, form) };
        var extra = new Row { { "split", "train" }, { "index", index }, { "question", row.Instruction }, { "answer", reference } };
        if (row.Source.Has(Columns.PassRate))
            extra.Add(Columns.PassRate, row.Source[Columns.PassRate]);
        return new()
        {
            { "data_source", dataSource },
            { Columns.Prompt, Messages(asked.Question()) },
            { "ability", "math" },
            { RewardModel, new Row { { "style", "rule" }, { "ground_truth", groundTruth } } },
            { ExtraInfo, extra },
        };
    }

    /// <summary>The row as it stands in a split: one of verl's says in which.</summary>
    internal static Row InSplit(Row row, string split)
    {
        if (!row.Has(RewardModel) || row[ExtraInfo] is not Row extra || extra["split"] is not string given || given == split)
            return row;
        var (placed, told) = (row.Copy(), extra.Copy());
        told["split"] = split;
        placed[ExtraInfo] = told;
        return placed;
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

    private static Row WithOthers(Row shaped, AnsweredRow row, string idColumn, params ReadOnlySpan<string> without)
    {
        foreach (var (name, value) in row.Source)
        {
            if (!shaped.Has(name) && !s_ofOtherShapes.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !without.Contains(name, StringComparer.OrdinalIgnoreCase))
                shaped.Add(name, value);
        }
        shaped[idColumn] = PromptId(row.Instruction);
        // What keeps its answers can be shaped once more, by the question that was asked.
        shaped.Asked = row.Source.Asked;
        return shaped;
    }

    private static object?[] Messages(IEnumerable<Row> messages) => messages.ToArray<object?>();
}
