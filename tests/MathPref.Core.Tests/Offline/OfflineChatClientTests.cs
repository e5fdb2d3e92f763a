using System.Globalization;
using System.Text;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Families.Functions;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Core.Tests.Offline.Opinions;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Offline;

public sealed class OfflineChatClientTests
{
    private const string Problem = "Solve the equation $3x - 7 = 2x + 5$ for $x$.";

    public static TheoryData<string> FirstTopics => [.. MathTopics.All.Take(10)];

    [Theory]
    [MemberData(nameof(FirstTopics))]
    public void Five_queries_about_a_topic_are_five_different_problems_of_several_of_its_families(string topic)
    {
        foreach (string model in OfflineChatClient.Models)
        {
            string[] problems = Corpus.Ask(model, new SelfInstructTask().BuildPrompt(topic)).Text.Split('\n');
            Assert.Equal(problems, new SelfInstructTask().Parse(string.Join('\n', problems)));
            Assert.Equal(5, problems.Distinct().Count());
            var families = problems.Select(p => Assert.Single(ProblemFamilies.All, f => f.TrySolve(p, out _))).ToList();
            Assert.All(families, family => Assert.Contains(topic, family.Topics));
            Assert.True(families.Distinct().Count() >= 2);
        }
    }

    [Fact]
    public void Topic_is_found_whatever_its_case_and_whatever_the_criteria_hold()
    {
        SelfInstructTask task = new() { NumInstructions = 3, Criteria = "## Context\nCooking\n\n## Output\nWrite 9 queries", ApplicationDescription = "## Context\nCooking" };
        Assert.Equal(3, Corpus.Ask("careful", task.BuildPrompt("  mATRICES ")).Text.Split('\n').Length);
    }

    [Fact]
    public void Asked_for_more_than_there_is_it_gives_what_there_is()
    {
        string[] problems = InstructionWriter.Write([new LogarithmValue()], 20_000, Level.Usual, new(1), TestContext.Current.CancellationToken).Split('\n');
        Assert.InRange(problems.Length, 400, 19_999);
        Assert.Equal(problems.Length, problems.Distinct().Count());
    }

    [Fact]
    public void Same_seed_gives_the_same_text_and_another_seed_another()
    {
        var prompt = new SelfInstructTask().BuildPrompt("Determinants");
        string Problems(long? seed) => Corpus.Ask("careful", prompt, new() { Seed = seed }).Text;
        Assert.Equal(Problems(1), Problems(1));
        Assert.Equal(Problems(null), Problems(0));
        Assert.NotEqual(Problems(1), Problems(2));
        Assert.Equal(12, Enumerable.Range(0, 12).Select(seed => Problems(seed)).Distinct().Count());
    }

    [Fact]
    public void Text_for_a_seed_is_the_same_in_every_version()
    {
        // A change of this text changes everybody's reproducible runs: say so in the changelog.
        const string golden =
            """
            Solve the system of equations $4x - 2y = -2$ and $x - 3y = 7$.
            What value of $x$ satisfies $6x - 15 = 8x - 19$?
            Solve the equation $6x - 12 = x - 32$ for $x$.
            """;
        Assert.Equal(golden.ReplaceLineEndings("\n"), Corpus.Ask("careful", new SelfInstructTask { NumInstructions = 3 }.BuildPrompt("Linear Equations"), new() { Seed = 42 }).Text);
    }

    [Fact]
    public void Judge_asked_a_problem_answers_as_careful_does() =>
        Assert.Equal(Corpus.Ask("careful", Problem), Corpus.Ask("judge", Problem));

    [Fact]
    public void Last_user_message_is_the_one_that_is_answered()
    {
        ChatMessage[] chat =
        [
            new(ChatRole.System, "Answer in verse."),
            new(ChatRole.User, "Hello"), new(ChatRole.Assistant, "Hello!"),
            new(ChatRole.User, Problem),
        ];
        Assert.Contains(@"\boxed{x = 12}", Corpus.Ask("careful", chat).Text);
    }

    [Theory]
    [InlineData("Solve step by step: {0}")]
    [InlineData("### Task\r\n{0}\r\n\r\nThink first.")]
    [InlineData("  {0}\n")]
    public void Problem_in_a_template_is_found(string template) =>
        Assert.Contains(@"\boxed{x = 12}", Corpus.Ask("careful", template.Replace("{0}", Problem)));

    [Fact]
    public void Unknown_topic_is_refused_with_the_topics_that_it_knows()
    {
        var refusal = Assert.Throws<OfflineModelException>(() => Corpus.Ask("careful", new SelfInstructTask().BuildPrompt("Cooking\u001b[31m")));
        Assert.Contains("offline/careful is rule-based", refusal.Message);
        Assert.Contains("'Cooking [31m'", refusal.Message);
        Assert.Contains("-Llm provider/model", refusal.Message);
        Assert.All(MathTopics.All.Take(10), topic => Assert.Contains(topic, refusal.Message));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("")]
    [InlineData("## Annotation <text 1> </text 1>")]
    [InlineData("# Task Description\nWrite 5 queries")]
    public void Anything_else_is_refused_with_what_it_can_do(string question)
    {
        foreach (string model in OfflineChatClient.Models)
        {
            var refusal = Assert.Throws<OfflineModelException>(() => Corpus.Ask(model, question));
            Assert.StartsWith($"offline/{model} is rule-based: it can write problems for the topics Algebraic Expressions, ", refusal.Message);
            Assert.EndsWith("work out its own problems, and judge answers to them. For anything else give a real model: -Llm provider/model.", refusal.Message);
        }
    }

    [Fact]
    public void Model_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.Contains("offline/careful, offline/hasty, offline/judge", Assert.Throws<ArgumentException>(() => new OfflineChatClient("clever")).Message);

    [Fact]
    public void Response_names_model_reason_and_usage()
    {
        var response = Corpus.Ask("careful", [new(ChatRole.User, Problem)]);
        Assert.Equal("offline/careful", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((Problem.Length + 3) / 4, response.Usage?.InputTokenCount);
        Assert.Equal((response.Text.Length + 3) / 4, response.Usage?.OutputTokenCount);
        Assert.Equal(response.Usage?.InputTokenCount + response.Usage?.OutputTokenCount, response.Usage?.TotalTokenCount);
    }

    [Fact]
    public void Answer_is_cut_at_the_token_limit()
    {
        string full = Corpus.Ask("careful", Problem);
        int tokens = (Encoding.UTF8.GetByteCount(full) + 3) / 4;
        var cut = Corpus.Ask("careful", [new(ChatRole.User, Problem)], new() { MaxOutputTokens = 10 });
        Assert.Equal(full[..40], cut.Text);
        Assert.Equal(ChatFinishReason.Length, cut.FinishReason);
        Assert.Equal(10, cut.Usage?.OutputTokenCount);
        Assert.Equal(ChatFinishReason.Stop, Corpus.Ask("careful", [new(ChatRole.User, Problem)], new() { MaxOutputTokens = tokens }).FinishReason);
        Assert.Equal(ChatFinishReason.Length, Corpus.Ask("careful", [new(ChatRole.User, Problem)], new() { MaxOutputTokens = tokens - 1 }).FinishReason);
    }

    [Fact]
    public void Answer_ends_before_a_stop_sequence() =>
        Assert.Equal("1. Bring", Corpus.Ask("careful", [new(ChatRole.User, Problem)], new() { StopSequences = ["zzz", " the terms"] }).Text);

    [Fact]
    public async Task Streaming_gives_the_same_answer()
    {
        using OfflineChatClient client = new("careful");
        var response = await client.GetStreamingResponseAsync(Problem, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Corpus.Ask("careful", Problem), response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.NotNull(response.Usage?.OutputTokenCount);
    }

    [Fact]
    public async Task Cancelled_call_is_not_answered()
    {
        using OfflineChatClient client = new("careful");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Problem, cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void Services_are_itself_and_its_metadata()
    {
        using OfflineChatClient client = new("hasty");
        Assert.Same(client, client.GetService<IChatClient>());
        Assert.Equal("offline", client.GetService<ChatClientMetadata>()?.ProviderName);
        Assert.Equal("hasty", client.GetService<ChatClientMetadata>()?.DefaultModelId);
        Assert.Null(client.GetService(typeof(string)));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("fa-IR")]
    public void Culture_changes_nothing(string culture)
    {
        string expected = In(CultureInfo.InvariantCulture);
        Assert.Equal(expected, In(CultureInfo.GetCultureInfo(culture)));

        static string In(CultureInfo culture)
        {
            var before = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = culture;
                StringBuilder transcript = new();
                foreach (string topic in OfflineChatClient.Topics)
                {
                    foreach (string problem in Corpus.Ask("careful", new SelfInstructTask { NumInstructions = 5 }.BuildPrompt(topic.ToLowerInvariant())).Text.Split('\n'))
                    {
                        string careful = Corpus.Ask("careful", problem), hasty = Corpus.Ask("hasty", problem);
                        string judgement = Corpus.Ask("judge", new UltraFeedbackTask().BuildPrompt(problem, [careful, hasty])).Text;
                        transcript.Append(CultureInfo.InvariantCulture, $"{problem}\n{careful}\n{hasty}\n{judgement}\n");
                    }
                }
                return transcript.ToString();
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }
}
