using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MathPref.Completion;

/// <summary>Completes the names of data for which verl has a scorer of its own, and says what it reads.</summary>
public sealed class DataSourceCompleter : IArgumentCompleter
{
    private const string InBox = "the last \\boxed{…}, compared as text.";
    private const string OnLine = "a last line Answer: …, compared as text; 1 and -1.";
    private const string BySympy = "the last \\boxed{…}, compared by sympy.";

    private static readonly (string Name, string Reads)[] s_known =
    [
        ("openai/gsm8k", "what stands behind ####, a number compared as text."),
        ("DigitalLearningGmbH/MATH-lighteval", InBox), ("lighteval/MATH", InBox), ("HuggingFaceH4/MATH-500", InBox),
        ("math_dapo", OnLine), ("math", OnLine), ("math_dapo_reasoning", OnLine), ("aime", OnLine),
        ("numina_aops_forum", BySympy), ("numina_synthetic_math", BySympy), ("numina_amc_aime", BySympy), ("numina_synthetic_amc", BySympy),
        ("numina_cn_k12", BySympy), ("numina_olympiads", BySympy),
        ("hiyouga/geometry3k", "<think>…</think> and then \\boxed{…}."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.For(wordToComplete, word => s_known
            .Where(source => source.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(source => new Suggestion(source.Name, $"{source.Name}: {source.Reads}")));
}
