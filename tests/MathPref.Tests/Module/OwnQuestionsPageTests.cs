using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>docs/your-own-questions.md from its first block to its last, in one session, with a strict service on loopback in place of Mistral.</summary>
public sealed partial class OwnQuestionsPageTests
{
    private const int Questions = 200;
    private const int More = 50;

    [Fact]
    public async Task The_page_on_one_s_own_questions_does_what_it_says()
    {
        using var scratch = new Scratch();
        WriteQuestions(scratch["questions.csv"], "What is", Questions);
        WriteQuestions(scratch["more.csv"], "Tomorrow: what is", More);
        await using var mistral = await StrictMistralServer.StartAsync();
        mistral.Script = Answer;
        var page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "your-own-questions.md"));
        // What stands in for Mistral has no list price, which -MaxCost needs.
        var blocks = PowerShellBlock().Matches(page).Select(m => MaxCost().Replace(m.Groups["code"].Value, "")).ToList();
        var script = new StringBuilder($"Set-Location '{scratch.Path}'\n$ErrorActionPreference = 'Stop'\n");
        for (var i = 0; i < blocks.Count; i++)
            script.Append(CultureInfo.InvariantCulture, $"'=== {i}'\n{blocks[i]}\n");
        var outcome = await Task.Run(() => Programs.ShellCommand(
            script.ToString(), ("MISTRAL_BASE_URL", mistral.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)), TestContext.Current.CancellationToken);
        outcome.Succeeded();
        Assert.Equal("", outcome.Error);
        var shown = outcome.Output.Split("=== ").Skip(1).Select(text => text[(text.IndexOf('\n') + 1)..].Trim()).ToList();
        string Of(string words) => shown[blocks.FindIndex(block => block.Contains(words, StringComparison.Ordinal))];

        // Nothing is asked twice: 200 questions, a third model for them, and fifty more on the second day.
        Assert.Equal(
            [
                ("ministral-8b-latest", false, 4 * Questions), ("ministral-8b-latest", true, 4 * More),
                ("mistral-large-latest", false, 2 * Questions), ("mistral-large-latest", true, More),
                ("mistral-medium-latest", false, Questions),
                ("mistral-small-latest", false, 4 * Questions), ("mistral-small-latest", true, 4 * More),
            ],
            mistral.Calls
                .GroupBy(call => (call.Body.GetProperty("model").GetString()!, Prompt(call).Contains("Tomorrow: ", StringComparison.Ordinal)))
                .Select(calls => (Model: calls.Key.Item1, IsNew: calls.Key.Item2, Calls: calls.Count()))
                .OrderBy(calls => calls.Model, StringComparer.Ordinal).ThenBy(calls => calls.IsNew));
        Assert.DoesNotContain("Warning", Of("Test-Distiset"), StringComparison.Ordinal);
        Assert.DoesNotContain("Error", Of("Test-Distiset"), StringComparison.Ordinal);

        // Both models' figures, and pairs of both levels.
        var figures = Regex.Replace(Of("Group-Object model"), @"\s*(Name|Count|Mean) *: ", " ");
        Assert.Matches(@"ministral-8b-latest +800 +\d", figures);
        Assert.Matches(@"mistral-small-latest +800 +\d", figures);
        Assert.Matches("easy", figures);

        var set = Distiset.Read(scratch["own"]);
        Assert.Equal(["judged", "openai", "trl"], set.Config);
        Assert.Equal(Questions + More, Read(set, "judged").Count);
        foreach (var split in new[] { "train", "test" })
        {
            var trl = Read(set, "trl", split);
            Assert.NotEmpty(trl);
            Assert.All(trl, row => Assert.True((long)row[Columns.ChosenRating]! - (long)row[Columns.RejectedRating]! >= 2));
            Assert.All(trl, row => Assert.Equal(row["question"], TrainerShapes.PromptOf(row)));
            Assert.All(trl, row => Assert.Matches(@"^\d+$", (string)row["solution"]!));
            Assert.Equal(trl.Select(TrainerShapes.PromptOf), Read(set, "openai", split).Select(TrainerShapes.PromptOf));
        }
        var openAI = Distiset.Read(scratch["own-openai"]);
        Assert.All(openAI.Splits, split => Assert.EndsWith(".jsonl", Assert.Single(split.Files), StringComparison.Ordinal));
        // Nine answers each, of three models, each with a rating.
        var three = Read(Distiset.Read(scratch["own-three"]), "default");
        Assert.NotEmpty(three);
        Assert.All(three, row => Assert.Equal(9, ((object?[])row[Columns.Generations]!).Length));
        Assert.All(three, row => Assert.DoesNotContain(null, (object?[])row[Columns.Ratings]!));
        Assert.All(three, row => Assert.Equal("mistral-medium-latest", ((object?[])row[Columns.ModelNames]!)[^1]));
    }

    private static ScriptedReply Answer(ChatCall call)
    {
        var prompt = Prompt(call);
        if (!prompt.Contains("## Annotation", StringComparison.Ordinal))
            return ScriptedReply.Text($"{call.Body.GetProperty("model").GetString()} says {StableNumber(prompt + call.Text("model") + call.Number) % 90}.");
        // One rating for each text of the prompt; some questions get none that differ by two.
        var texts = Math.Max(1, TextOfPrompt().Count(prompt));
        var first = StableNumber(prompt) % 4 == 0 ? 4 : 2;
        return ScriptedReply.Text(string.Join("\n\n", Enumerable.Range(1, texts).Select(i => $"#### Output for Text {i}\nRating: {Math.Min(5, first + i % 3)}\nRationale: so it is.")));
    }

    private static string Prompt(ChatCall call) => call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;

    private static int StableNumber(string text) => text.Aggregate(7, (sum, c) => (sum * 31 + c) & 0xffffff);

    private static void WriteQuestions(string file, string words, int count) => File.WriteAllLines(
        file,
        Enumerable.Range(1, count).Select(i => $"\"{words} {i} + {2 * i}, exactly?\",{3 * i},{(i % 3 == 0 ? "hard" : "easy")}").Prepend("question,solution,level"));

    private static List<Row> Read(Distiset set, string config, string? split = null) =>
        new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config, Split = split }.Read(set.Path).ToList();

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();

    [GeneratedRegex(@" -MaxCost \d+")]
    private static partial Regex MaxCost();

    /// <summary>A text to be rated, as the judge's prompt begins it.</summary>
    [GeneratedRegex(@"(?m)^<text \d+")]
    private static partial Regex TextOfPrompt();
}
