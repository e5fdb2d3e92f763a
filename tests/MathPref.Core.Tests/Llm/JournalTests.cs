using MathPref.Core.Llm;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref-journal").FullName;

    private string FilePath => Path.Combine(_folder, "journal.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JournalEntry Entry(string text) => new(text, null, "stop", 3, 4, false);

    private static byte[] Key(int number) => RequestKey.Of("e", "m", [new ChatMessage(ChatRole.User, $"q{number}")], new CallOptions());

    [Fact]
    public async Task What_was_written_is_there_when_it_is_opened_again()
    {
        using (var journal = Journal.Open(FilePath))
            await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => journal.WriteAsync(Key(i), "m", Entry($"a{i}\u2028\0é"))));
        using var again = Journal.Open(FilePath);
        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal($"a{i}\u2028\0é", again.Read(Key(i))!.Text));
        Assert.Null(again.Read(Key(5000)));
    }

    [Fact]
    public async Task A_write_that_is_done_is_in_the_file_before_the_journal_is_closed()
    {
        using var journal = Journal.Open(FilePath);
        await journal.WriteAsync(Key(1), "m", Entry("kept"));
        using var other = new SqliteConnection($"Data Source={FilePath};Mode=ReadOnly;Pooling=False");
        other.Open();
        using var count = other.CreateCommand();
        count.CommandText = "SELECT count(*) FROM replies";
        Assert.Equal(1L, count.ExecuteScalar());
    }

    [Fact]
    public async Task Cmdlets_that_name_the_same_file_share_it()
    {
        using var one = Journal.Open(FilePath);
        using (var two = Journal.Open(FilePath))
            Assert.Same(one, two);
        await one.WriteAsync(Key(1), "m", Entry("still open"));
        Assert.Equal("still open", one.Read(Key(1))!.Text);
    }

    [Theory]
    [InlineData("not a database, but long enough to be read as a header: ----------------------------------------------------------")]
    [InlineData("short")]
    public void A_foreign_file_is_named_and_not_touched(string content)
    {
        File.WriteAllText(FilePath, content);
        var error = Assert.Throws<JournalException>(() => Journal.Open(FilePath));
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void The_database_of_another_program_is_named_and_not_touched()
    {
        using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            other.Open();
            using var create = other.CreateCommand();
            create.CommandText = "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)";
            create.ExecuteNonQuery();
        }
        var before = File.ReadAllBytes(FilePath);
        Assert.Contains("another program", Assert.Throws<JournalException>(() => Journal.Open(FilePath)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public async Task A_torn_file_is_named_and_not_replaced()
    {
        using (var journal = Journal.Open(FilePath))
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => journal.WriteAsync(Key(i), "m", Entry(new string('x', 200)))));
        using (var file = File.OpenWrite(FilePath))
            file.SetLength(file.Length - 5000);
        var length = new FileInfo(FilePath).Length;
        Assert.Contains(FilePath, Assert.Throws<JournalException>(() => Journal.Open(FilePath)).Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(FilePath).Length);
    }

    [Fact]
    public async Task A_file_whose_end_lies_in_its_wal_is_whole()
    {
        // The state that a kill in the middle of a checkpoint leaves: the first page is new, those after it are still in the -wal.
        var copy = Path.Combine(_folder, "copy.db");
        using (var journal = Journal.Open(FilePath))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => journal.WriteAsync(Key(i), "m", Entry(new string('x', 500)))));
            File.Copy(FilePath, copy);
            File.Copy(FilePath + "-wal", copy + "-wal");
        }
        var whole = File.ReadAllBytes(FilePath);
        Assert.True(whole.Length > new FileInfo(copy).Length);
        using (var file = File.OpenWrite(copy))
            file.Write(whole.AsSpan(0, 100));
        using var again = Journal.Open(copy);
        Assert.All(Enumerable.Range(0, 300), i => Assert.NotNull(again.Read(Key(i))));
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_is_in_use_is_an_error_and_not_a_silent_loss()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be deleted there.");
        using var journal = Journal.Open(FilePath);
        await journal.WriteAsync(Key(0), "m", Entry("a"));
        File.Delete(FilePath);
        var began = TimeProvider.System.GetTimestamp();
        JournalException? error = null;
        for (var i = 1; error is null && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20); i++)
            error = await Record.ExceptionAsync(() => journal.WriteAsync(Key(i), "m", Entry("b"))) as JournalException;
        Assert.Contains("deleted", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_names_the_file() =>
        Assert.Contains("nowhere", Assert.Throws<JournalException>(() => Journal.Open(Path.Combine(_folder, "nowhere", "journal.db"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_key_is_made_of_all_that_decides_the_answer_and_of_nothing_else()
    {
        ChatMessage[] messages = [new(ChatRole.User, "q")];
        static byte[] Of(ChatMessage[] messages, CallOptions options, string endpoint = "e", string model = "m") => RequestKey.Of(endpoint, model, messages, options);
        var key = Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] });
        Assert.Equal(key, Of([new(ChatRole.User, "q")], new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }));
        var others = new[]
        {
            Of(messages, new CallOptions { Temperature = 0.6f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 8, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 2, TopP = 0.9f, StopSequences = ["a"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.8f, StopSequences = ["a"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["b"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"], Generation = 1 }),
            Of([new(ChatRole.System, "q")], new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }, endpoint: "f"),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }, model: "n"),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"], ReasoningEffort = "low" }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"], ReasoningEffort = "high" }),
            Of(messages, new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a", "low"] }),
            Of([new(new ChatRole("reasoning_effort"), "low"), .. messages], new CallOptions { Temperature = 0.5f, MaxOutputTokens = 9, Seed = 1, TopP = 0.9f, StopSequences = ["a"] }),
        };
        Assert.All(others, other => Assert.NotEqual(key, other));
        Assert.Equal(others.Length, others.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(Of(messages, new CallOptions()), Of(messages, new CallOptions { MaxOutputTokens = 4096, LengthIsBudgets = true }));
    }

    [Fact]
    public void What_a_model_was_told_to_do_is_kept_and_nothing_is_written_of_one_that_was_told_nothing()
    {
        var said = new ChatResponse(new ChatMessage(ChatRole.Assistant, "4"));
        Assert.DoesNotContain("behaviour", System.Text.Encoding.UTF8.GetString(JournalEntry.From(said, new CallOptions()).ToJson()), StringComparison.Ordinal);
        ToldBehaviour.Set(said, "polished sign");
        Assert.Equal("polished sign", ToldBehaviour.Of(JournalEntry.FromJson(JournalEntry.From(said, new CallOptions()).ToJson()).ToResponse("m")));
        Assert.Null(ToldBehaviour.Of(JournalEntry.FromJson("""{"text":"4"}"""u8).ToResponse("m")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"text":null}""")]
    public void An_entry_without_a_text_is_no_reply(string json) => Assert.Throws<System.Text.Json.JsonException>(() => JournalEntry.FromJson(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void An_entry_whose_reason_to_end_is_empty_has_none() => Assert.Null((Entry("a") with { FinishReason = "" }).ToResponse("m").FinishReason);

    [Fact]
    public void An_entry_of_an_earlier_version_comes_back_with_its_thinking_apart()
    {
        var entry = JournalEntry.FromJson("""{"text":"[THINK]1 and 2[/THINK]The sum is 3.<|im_end|>","finishReason":"stop"}"""u8).Separated();
        Assert.Equal(("The sum is 3.", "1 and 2"), (entry.Text, entry.Thinking));
        Assert.Equal("The sum is 3.", entry.ToResponse("m").Text);
        Assert.Equal("a\n\nb", JournalEntry.FromJson("""{"text":"<think>b</think>4","thinking":"a"}"""u8).Separated().Thinking);
        Assert.Null(JournalEntry.FromJson("""{"text":"4"}"""u8).Separated().Thinking);
    }

    [Fact]
    public void What_was_apart_when_it_was_kept_is_read_to_the_letter()
    {
        var said = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("thought"), new TextContent("<think> is\na mark")]));
        var entry = JournalEntry.FromJson(JournalEntry.From(said, new CallOptions()).ToJson()).Separated();
        Assert.Equal(("<think> is\na mark", "thought"), (entry.Text, entry.Thinking));
        said = new ChatResponse(new ChatMessage(ChatRole.Assistant, "<think>\nnever closed"));
        Assert.Equal("<think>\nnever closed", JournalEntry.FromJson(JournalEntry.From(said, new CallOptions()).ToJson()).Separated().Text);
    }

    [Fact]
    public async Task A_thought_alone_that_an_earlier_version_kept_is_no_answer_and_is_asked_anew()
    {
        var spec = LlmSpec.Parse("openai/m");
        ChatMessage[] question = [new(ChatRole.User, "q")];
        var key = RequestKey.Of("e", "m", question, new CallOptions());
        var journal = Journal.Open(FilePath);
        await journal.WriteAsync(key, "openai/m", Entry("[THINK]1 and 2, perhaps"));
        using var asked = new ScriptedChatClient(spec);
        using var client = new JournalChatClient(asked, journal, spec, "e", new RequestLog(), refresh: false);
        CallOptions call = new() { Reply = new MathPref.Core.Llm.ScriptedReply { Text = "<think>1 and 2</think>3" } };
        Assert.Equal("3", (await client.GetResponseAsync(question, call, TestContext.Current.CancellationToken)).Text);
        Assert.Equal(("3", "1 and 2", true), (journal.Read(key)!.Text, journal.Read(key)!.Thinking, journal.Read(key)!.IsSeparated));
    }
}
