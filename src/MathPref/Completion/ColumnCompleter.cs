using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Rows;

namespace MathPref.Completion;

/// <summary>Completes a column: those that are lists for Expand-Column, those of one answer for Merge-Column. Others can be typed.</summary>
public sealed class ColumnCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] s_lists =
    [
        new(Columns.Instructions, "A list: the instructions that New-SelfInstruct made of a topic."),
        new(Columns.Generations, "A list: the answers to an instruction."),
        new(Columns.ModelNames, "A list: who answered, in the order of generations."),
        new(Columns.GenerationModels, "A list: who answered, as distilabel's DPO step calls it."),
        new(Columns.FinishReasons, "A list: why each answer ended, stop or length."),
        new(Columns.Thinkings, "A list: what each model thought before its answer."),
        new(Columns.Answers, "A list: the final answer of each text, as Test-MathAnswer found it."),
        new(Columns.AnswersCorrect, "A list: whether each answer is right."),
        new(Columns.AnswerMethods, "A list: how that was found."),
        new(Columns.Ratings, "A list: the rating of each answer."),
        new(Columns.Rationales, "A list: the reason for each rating."),
        new(Columns.Types, "A list: the kinds that aspects with types name for each answer."),
        new(Columns.RationalesForRatings, "A list: the reason for each rating, of aspects with types."),
    ];

    private static readonly Suggestion[] s_single =
    [
        new(Columns.Generation, "The answer to an instruction; becomes generations."),
        new(Columns.ModelName, "Who answered; becomes model_names."),
        new(Columns.FinishReason, "Why the answer ended; becomes finish_reasons."),
        new(Columns.Thinking, "What the model thought before its answer; becomes thinkings."),
        new(Columns.Instruction, "The instruction."),
        new(Columns.Input, "The topic."),
        new(Columns.SystemPrompt, "The system prompt."),
    ];

    private static readonly Suggestion[] s_keys =
    [
        new(Columns.Instruction, "The instruction; the default."),
        new(Columns.Input, "The topic."),
        new(Columns.SystemPrompt, "The system prompt."),
        new(Columns.Prompt, "The prompt of a pair."),
        new(Columns.PromptId, "The SHA-256 of the prompt."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => parameterName == "By" ? s_keys
            : (commandName ?? "").EndsWith("Expand-Column", StringComparison.OrdinalIgnoreCase) ? s_lists
            : s_single);
}
