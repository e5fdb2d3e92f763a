using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Hub;
using MathPref.Core.Tests.Llm;
using MathPref.Core.Tests.Maths.Labelled;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>
/// Questions with known answers from the Hub, several answers of a model to each, and pairs of right and wrong ones: the whole road in a real PowerShell,
/// with a strict Hub, a strict provider, and texts that real models wrote.
/// </summary>
public sealed class RealQuestionsTests
{
    private const int Questions = 30;
    private const int Answers = 8;

    /// <summary>The first block of docs/from-real-questions.md, but for its line with the model.</summary>
    private static readonly string s_block = Regex.Match(
        File.ReadAllText(Path.Combine(Programs.Root, "docs", "from-real-questions.md")), "```powershell\n[^\n]+\n(?<code>.+?)\n```", RegexOptions.Singleline).Groups["code"].Value;

    private const string Small = "$small = 'mistral/ministral-8b-latest'\n";
    private static readonly string s_run = $"{Small}Invoke-DatasetPipeline -Path ./run -Seed 7 {{\n{s_block}\n}}";

    private static readonly IReadOnlyList<LabelledAnswer> s_texts =
        LabelledAnswer.Read("real.jsonl.gz").Where(text => text.Kind is "openai/grade-school-math" or "microsoft/rho/gsm8k").ToList();

    [Fact]
    public async Task The_pairs_are_right_by_the_labels_and_whatever_comes_between_nothing_is_fetched_or_asked_twice()
    {
        using var scratch = new Scratch();
        await using var hub = await StrictHubServer.StartAsync();
        await using var provider = await StrictMistralServer.StartAsync();
        var road = new Road(provider);
        hub.AddFiles("openai/gsm8k", "main", ("README.md", Encoding.UTF8.GetBytes(Card)), ("main/train.jsonl", road.Source), ("socratic/train.jsonl", road.Source));
        async Task Do(string folder, string script)
        {
            Directory.CreateDirectory(scratch[folder]);
            (await Task.Run(() => Programs.ShellCommand($"$ErrorActionPreference = 'Stop'\nSet-Location -LiteralPath '{scratch[folder]}'\n{script}", Variables(folder)))).Succeeded();
        }
        (string, string?)[] Variables(string folder) =>
        [
            ("HF_ENDPOINT", hub.Address), ("HF_HUB_CACHE", scratch[folder + "-hub"]), ("HF_TOKEN_PATH", scratch["no-token"]), ("HF_TOKEN", null),
            ("MISTRAL_BASE_URL", provider.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key), ("MATHPREF_JOURNAL", null),
        ];

        await Do("whole", s_run);
        Assert.Equal(Questions * Answers, provider.Calls.Count);
        Assert.Equal(1, Contents(hub));
        var pairs = Files(scratch["whole/gsm8k-pairs"]);
        Assert.Equal(road.CheckPairs(scratch["whole/gsm8k-pairs"]), Questions - road.OneSided.Count);

        // Again as the same run; then as a pipe of its own with a journal, twice.
        await Do("whole", $$"""
            {{s_run}}
            $env:MATHPREF_JOURNAL = './journal.db'
            {{Small}}Set-Location (New-Item -ItemType Directory pipe)
            {{s_block}}
            Copy-Item -Recurse gsm8k-pairs first
            {{s_block}} -Force
            """);
        Assert.Equal(2 * Questions * Answers, provider.Calls.Count);
        Assert.Equal(1, Contents(hub));
        Assert.Equal(pairs, Files(scratch["whole/gsm8k-pairs"]));
        Assert.Equal(Files(scratch["whole/pipe/first"]), Files(scratch["whole/pipe/gsm8k-pairs"]));
        Assert.True(road.CheckPairs(scratch["whole/pipe/gsm8k-pairs"]) > 0);

        // Killed in the middle of the answers, and again.
        var before = provider.Calls.Count;
        Directory.CreateDirectory(scratch["killed"]);
        using (var process = Programs.StartShell($"Set-Location -LiteralPath '{scratch["killed"]}'\n{s_run}", Variables("killed")))
        {
            process.StandardInput.Close();
            await provider.ArrivalAsync(before + Questions * Answers / 2);
            process.Kill();
            await process.WaitForExitAsync();
        }
        Assert.InRange(provider.Calls.Count - before, Questions * Answers / 2, Questions * Answers - 1);
        await Do("killed", s_run);
        // What was in flight is asked once more.
        Assert.InRange(provider.Calls.Count - before, Questions * Answers, Questions * Answers + 16);
        Assert.Equal(2, Contents(hub));
        Assert.Equal(pairs, Files(scratch["killed/gsm8k-pairs"]));
        Assert.Empty(hub.Violations);
    }

    private const string Card =
        "---\nlicense: mit\nconfigs:\n- config_name: main\n  data_files:\n  - split: train\n    path: main/train.jsonl\n" +
        "- config_name: socratic\n  data_files:\n  - split: train\n    path: socratic/train.jsonl\n---\n# GSM8K\n";

    private static int Contents(StrictHubServer hub) => hub.Contents.Count(content => content.Path.EndsWith(".jsonl", StringComparison.Ordinal));

    private static Dictionary<string, string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    /// <summary>The questions, and which texts answer them.</summary>
    private sealed class Road
    {
        private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
        private readonly List<(string Question, string Reference, List<(string Text, bool IsRight)> Answers)> _questions = [];

        public Road(StrictMistralServer provider)
        {
            // A text that is right for its own question is wrong for one with another answer: these are plain numbers.
            var right = s_texts.Where(text => text.Expected && long.TryParse(text.Reference, out _)).ToList();
            var random = new Random(20261201);
            foreach (var text in right.DistinctBy(text => text.Reference).Take(Questions))
            {
                var own = s_texts.Where(other => other.Reference == text.Reference).Select(other => (other.Answer, other.Expected));
                var others = right.Where(other => other.Reference != text.Reference).OrderBy(_ => random.Next()).Take(Answers).Select(other => (other.Answer, false));
                var answers = own.Concat(others).DistinctBy(answer => answer.Answer).Take(Answers).OrderBy(_ => random.Next()).ToList();
                _questions.Add(($"Question {_questions.Count + 1}: which number is meant here?", text.Reference, answers));
            }
            // One that every answer gets right, and one that none does.
            _questions[3].Answers.RemoveAll(answer => !answer.IsRight);
            _questions[4].Answers.RemoveAll(answer => answer.IsRight);
            provider.Script = call => ScriptedReply.Text(AnswerTo(call));
        }

        public byte[] Source => Encoding.UTF8.GetBytes(string.Concat(_questions.Select(q =>
            JsonSerializer.Serialize(new { question = q.Question, answer = $"It takes two steps: <<1+1=2>>2.\n#### {q.Reference}" }) + "\n")));

        /// <summary>Questions whose answers are all right or all wrong.</summary>
        public IReadOnlyList<string> OneSided => _questions.Where(q => q.Answers.DistinctBy(a => a.IsRight).Count() == 1).Select(q => q.Question).ToList();

        /// <summary>Says of each pair whether its chosen is a text that is right and its rejected one that is wrong. Gives their number.</summary>
        public int CheckPairs(string folder)
        {
            var rows = new DatasetReader { OnError = error => Assert.Fail(error.Message), OnWarning = Assert.Fail }.Read(folder).ToList();
            foreach (var row in rows)
            {
                var question = Assert.Single(_questions, q => q.Question == (string)row[Columns.Prompt]!);
                Assert.Equal(question.Reference, row[Columns.ReferenceAnswer]);
                bool IsRight(string column) => question.Answers.First(a => a.Text == LastText(row[column])).IsRight;
                Assert.True(IsRight(Columns.Chosen), question.Question);
                Assert.False(IsRight(Columns.Rejected), question.Question);
            }
            Assert.Equal(rows.Count, rows.DistinctBy(row => (string)row[Columns.Prompt]!).Count());
            return rows.Count;
        }

        private static string LastText(object? conversation) => (string)((Row)((System.Collections.IEnumerable)conversation!).Cast<object>().Last())["content"]!;

        /// <summary>By the seed where one is sent, else the next one: as a model that is asked the same again says something else.</summary>
        private string AnswerTo(ChatCall call)
        {
            var text = call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
            lock (_asked)
            {
                var number = call.Body.TryGetProperty("random_seed", out var seed) ? seed.GetInt32() : _asked[text] = _asked.GetValueOrDefault(text) + 1;
                var answers = _questions.Single(q => q.Question == text).Answers;
                return answers[number % answers.Count].Text;
            }
        }
    }
}
