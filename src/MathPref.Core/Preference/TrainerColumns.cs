using System.Collections;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>
/// Columns that TRL's trainers take for their own, whatever they were meant for: what is already tokenized, masks, tools, the reference model's
/// figures. Other columns do no harm (TRL 1.10, dpo_trainer.py, kto_trainer.py, reward_trainer.py, sft_trainer.py).
/// </summary>
internal static class TrainerColumns
{
    private static readonly string[] s_always = ["image", "images", "chat_template_kwargs"];

    /// <summary>
    /// What GRPOTrainer reads as images, gives to the reward functions itself (a column prompts or completions ends the training, the others are lost),
    /// and what its reasoning_accuracy_reward takes for an argument (TRL 1.10, grpo_trainer.py _calculate_rewards, accuracy_rewards.py).
    /// </summary>
    internal static string[] OfRewards { get; } =
    [
        "image", "images", "prompts", "completions", "completion_ids", "trainer_state", "log_extra", "log_metric", "environment", "environments",
        "reasoning_delimiters",
    ];

    private static readonly string[] s_ofPairs = ["ref_chosen_logps", "ref_rejected_logps", "margin"];
    private static readonly string[] s_ofLabels = ["ref_logps", "ref_KL_logps"];
    private static readonly string[] s_ofTokens = ["labels", "attention_mask", "completion_mask", "assistant_masks", "seq_lengths"];
    private static readonly (string One, string Other)[] s_tokenizedPairs = [("chosen_ids", "rejected_ids"), ("chosen_input_ids", "rejected_input_ids")];

    /// <summary>What is wrong with such columns in a row that a trainer takes.</summary>
    public static IEnumerable<ShapeProblem> Problems(Row row)
    {
        var isPair = row.Has(Columns.Chosen) && row.Has(Columns.Rejected);
        var isCompletion = row.Has(Columns.Prompt) && row.Has("completion");
        var isTuning = !isPair && (row.Has("messages") || isCompletion || row["text"] is string);
        if (TrainerShapes.Of(row) is TrainerShape.TrlGrpo)
        {
            foreach (var column in OfRewards.Where(row.Has))
                yield return new ShapeProblem(column, $"TRL's GRPOTrainer or its reward functions have '{column}' for something of their own. " +
                    "Leave it out, or call it otherwise.");
            yield break;
        }
        if (!isPair && !isTuning)
            yield break;
        foreach (var column in s_always.Where(row.Has))
            yield return new ShapeProblem(column, $"TRL reads a column '{column}' in a way of its own. Leave it out, or call it otherwise.");
        if (row.Has("tools") && ProblemWithTools(row["tools"]) is { } tools)
            yield return new ShapeProblem("tools", $"TRL gives the column 'tools' to the chat template, and it {tools}: training fails. Make it a list of " +
                "tools, each an object (or the JSON of one), leave it out, or call it otherwise.");
        string[] figures = isPair ? s_ofPairs : isCompletion ? s_ofLabels : [];
        foreach (var column in figures.Where(column => row.Has(column) && RowValues.AsNumber(row[column]) is null))
            yield return new ShapeProblem(column, $"'{column}' is null or no number, on which TRL fails. Leave the column out.");
        if (isPair)
        {
            foreach (var (one, _) in s_tokenizedPairs.Where(pair => row.Has(pair.One) && row.Has(pair.Other)))
                yield return new ShapeProblem(one, $"TRL's RewardTrainer takes rows with '{one}' for tokenized ones and looks at no text. " +
                    "Leave the column out, or call it otherwise.");
        }
        if (isCompletion && row.Has("KL_completion_ids"))
            yield return OfTokens("KL_completion_ids", "KTOTrainer");
        if (!isTuning)
            yield break;
        if (row.Has("input_ids"))
            yield return new ShapeProblem("input_ids", "TRL's SFTTrainer takes rows with a column 'input_ids' for tokenized ones and looks at no text. " +
                "Leave it out, or call it otherwise.");
        foreach (var column in s_ofTokens.Where(row.Has))
            yield return OfTokens(column, "SFTTrainer");
    }

    private static ShapeProblem OfTokens(string column, string trainer) => new(column,
        $"TRL's {trainer} takes the column '{column}' for one of its own, by the tokens of the texts, which it makes otherwise. " +
        "Leave it out, or call it otherwise.");

    /// <summary>Null is no tool, and a text is read as JSON first.</summary>
    private static string? ProblemWithTools(object? tools)
    {
        const string NoList = "is no list of objects";
        switch (tools)
        {
            case null:
                return null;
            case string text:
                try
                {
                    using var json = JsonDocument.Parse(text);
                    return json.RootElement.ValueKind is JsonValueKind.Null
                        || (json.RootElement.ValueKind is JsonValueKind.Array
                            && json.RootElement.EnumerateArray().All(tool => tool.ValueKind is JsonValueKind.Object))
                        ? null
                        : NoList;
                }
                catch (JsonException)
                {
                    return "is a text that is no JSON";
                }
            case Row or not IEnumerable:
                return NoList;
            case IEnumerable list:
                return list.Cast<object?>().All(tool => tool is Row) ? null : NoList;
        }
    }
}
