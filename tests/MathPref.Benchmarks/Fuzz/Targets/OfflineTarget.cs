using MathPref.Core.Maths;
using MathPref.Core.Maths.Extraction;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>The embedded model, which reads what other models wrote: answers to judge, instructions to work out, topics.</summary>
internal sealed class OfflineTarget : FuzzTarget
{
    private readonly OfflineChatClient _judge = new("judge");
    private readonly OfflineChatClient _careful = new("careful");
    private readonly string _problem;

    public OfflineTarget()
    {
        _problem = Ask(_careful, new SelfInstructTask { NumInstructions = 1 }.BuildPrompt("Algebraic Expressions")).Split('\n')[0];
        Seeds = [.. OfflineChatClient.Topics.SelectMany(Worked)];
    }

    public override string Name => "offline";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; }

    public override IReadOnlyList<string> Pieces { get; } =
    [
        @"\boxed{", "}", "{", "$", "$$", @"\(", @"\)", @"\[", @"\frac{1}{2}", @"\frac12", @"\dfrac", @"\begin{pmatrix}", @"\end{pmatrix}", @"\\", "&", @"\cdot", @"\times", "x^{64}", "x^-64", "(x+1)^{64}", "((((((((", "))))))))", "--------", "1/0", "0^0", "0^{-1}", "x = ", "y = 2", "(1, 2)", @"\{1, 2\}", @"\in", @"\text{ or }", " and ", "answer is ", "The answer is: 5.", "1,000", "3.14", ": ", "Solve ", "Simplify ", "<text 1> ", " </text 1>", "<text 2> x </text 2>", "## Annotation\n", "Instruction: ", "\n\nTexts:\n<text 1> ", "# Overall Rating\n", "# Task Description\n", "## Context\n", "\n## Output", "Matrices", "²", "−",
    ];

    public override bool Accepts(string input)
    {
        // As an answer that is judged: every text gets its rating, whatever is in it.
        var task = new UltraFeedbackTask();
        var judgements = task.Parse(Ask(_judge, task.BuildPrompt(_problem, [input, "1"])), _problem, [input, "1"]);
        BrokenRule.Unless(judgements.All(judgement => judgement.Rating is not null), "the judge rates every text", () => $"{string.Join(", ", judgements.Select(judgement => judgement.Problem))}");
        _ = Try(() => Ask(_judge, task.BuildPrompt(input, ["1"])));
        _ = Try(() => Ask(_careful, new SelfInstructTask().BuildPrompt(input)));
        var worked = Try(() => Ask(_careful, [new ChatMessage(ChatRole.User, input)]));
        foreach (var kind in Enum.GetValues<AnswerKind>())
        {
            var judged = Assessment.Of(input, new WorkedProblem(kind, "x = 1", []), _problem);
            BrokenRule.Unless(judged.Quote is not { } quote || !quote.AsSpan().ContainsAny("\n:#$"), "what the judge quotes is a formula", () => judged.Quote!);
        }
        BrokenRule.Unless(worked is null || MathAnswer.Check(worked, worked).Answer is { Length: > 0 }, "a problem that is worked out has an answer");
        return worked is not null || FinalAnswers.Find(input).Parts.Count > 0;
    }

    private List<string> Worked(string topic) => Ask(_careful, new SelfInstructTask { NumInstructions = 3 }.BuildPrompt(topic)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(problem => new[] { problem, Ask(_careful, [new ChatMessage(ChatRole.User, problem)]) }).ToList();

    private static string Ask(OfflineChatClient client, IReadOnlyList<ChatMessage> messages) => client.GetResponseAsync(messages).GetAwaiter().GetResult().Text;

    private static string? Try(Func<string> ask)
    {
        try
        {
            return ask();
        }
        catch (OfflineModelException)
        {
            return null;
        }
    }
}
