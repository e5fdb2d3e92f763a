using System.Globalization;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline;
using MathPref.Core.Tasks;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 15: 100,000 problems of all topics and levels made, answered by two embedded models, judged by the third and compared with the right answer, by
/// one thread: its processor time. The prompts are the tasks' own, and the replies are read as those of any model.
/// </summary>
internal static class EmbeddedModels
{
    private const int Problems = 100_000;
    private const int AtOnce = 50;

    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        using OfflineChatClient careful = new("careful"), hasty = new("hasty"), judge = new("judge");
        var (wanted, made, right, seed) = (isShort ? Problems / 10 : Problems, 0, 0, 0);
        var wrong = new List<string>();
        var ratings = new UltraFeedbackTask();
        var began = ThreadTime.Seconds;
        for (; made < wanted; seed++)
        {
            var topic = OfflineChatClient.Topics[seed % OfflineChatClient.Topics.Count];
            var instructions = new SelfInstructTask { NumInstructions = AtOnce, Difficulty = seed % 5 + 1 };
            var written = await careful.GetResponseAsync(instructions.BuildPrompt(topic), new() { Seed = seed });
            foreach (var problem in instructions.Parse(written.Text))
            {
                made++;
                string[] answers = [(await careful.GetResponseAsync(problem)).Text, (await hasty.GetResponseAsync(problem)).Text];
                var judged = ratings.Parse((await judge.GetResponseAsync(ratings.BuildPrompt(problem, answers))).Text, problem, answers);
                var reference = MathReference.Read(OfflineChatClient.ReferenceAnswer(problem)!);
                var verdicts = Array.ConvertAll(answers, answer => MathAnswer.Check(answer, reference, new() { Question = problem }).Verdict);
                right += verdicts[1] is MathVerdict.Right ? 1 : 0;
                if (verdicts[0] is not MathVerdict.Right || judged[0].Rating is not 5 || judged[1].Rating is null or > 4 || judged[1].Rating > 2 != verdicts[1] is MathVerdict.Right)
                    wrong.Add($"{problem}: {string.Join(", ", verdicts)}, rated {string.Join(", ", judged.Select(each => each.Rating))}: {answers[1]}");
            }
        }
        var seconds = (ThreadTime.Seconds - began) * Problems / made;
        return
        [
            new Figure
            {
                Number = "15", Name = "100,000 problems made, answered twice, judged and verified, processor time of one thread", Unit = "s", Value = seconds, Mark = 60,
                Detail = string.Create(CultureInfo.InvariantCulture, $"{made:#,0} problems of {OfflineChatClient.Topics.Count} topics; hasty is right in {100.0 * right / made:0.0} %"),
                Wrong = wrong.Count == 0 ? null : $"{wrong.Count} problems, such as {string.Join("\n", wrong.Take(5))}",
            },
        ];
    }
}
