using MathPref.Core.Llm;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

/// <summary>Another process that asks the same: here it is a sign of life and rows in the file, as a real one would have them.</summary>
public sealed class JournalClaimTests : IDisposable
{
    private static readonly LlmSpec s_spec = LlmSpec.Parse("openai/m");

    private readonly TemporaryFolder _folder = new();

    private string FilePath => JournalFile.RealPathOf(_folder["journal.db"]);

    public void Dispose() => _folder.Dispose();

    private static byte[] Key(string text) => RequestKey.Of("e", s_spec.Model, [new ChatMessage(ChatRole.User, text)], new CallOptions());

    private static JournalEntry Entry(string text) => new(text, null, "stop", 3, 4, false);

    private sealed class Model(Func<Task<string>> answer) : IChatClient
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            (options as CallOptions)?.State.BeforeSending?.Invoke();
            Interlocked.Increment(ref _asked);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, await answer()));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private JournalChatClient Client(IChatClient model, bool refresh = false, TimeProvider? time = null) =>
        new(model, Journal.Open(_folder["journal.db"]), s_spec, "e", new RequestLog(), refresh, time: time);

    private static Task<ChatResponse> AskAsync(IChatClient client, string text, CancellationToken cancellation = default) =>
        client.GetResponseAsync([new ChatMessage(ChatRole.User, text)], new CallOptions(), cancellation);

    /// <summary>What another process commits.</summary>
    private void Commit(Action<JournalStatements> change)
    {
        using var connection = JournalFile.Connect(FilePath);
        using var statements = new JournalStatements(connection);
        using var transaction = connection.BeginTransaction();
        statements.Transaction = transaction;
        change(statements);
        transaction.Commit();
    }

    private long Claims()
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM claims";
        return (long)count.ExecuteScalar()!;
    }

    /// <summary>A process was stopped between its claim and its call; meanwhile another took over.</summary>
    private sealed class Stopped(IChatClient inner, Action meanwhile) : DelegatingChatClient(inner)
    {
        private int _calls;

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (_calls++ == 0)
                meanwhile();
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_stood_still_does_not_ask_what_another_has_taken_over(bool isAnswered)
    {
        var clock = new FakeTimeProvider();
        var model = new Model(() => Task.FromResult("mine"));
        using var other = JournalOwner.Begin(FilePath);
        using var client = Client(new Stopped(model, () =>
        {
            clock.Advance(TimeSpan.FromSeconds(70));
            Commit(statements =>
            {
                statements.ReleaseAll(Owner(Key("q")));
                statements.Claim(Key("q"), other.Id, -1);
                if (!isAnswered)
                    return;
                statements.Keep(Key("q"), "m", Entry("the other's").ToJson());
                statements.Release(Key("q"), other.Id);
            });
        }), time: clock);
        var asking = AskAsync(client, "q");
        if (!isAnswered)
        {
            Commit(statements =>
            {
                statements.Keep(Key("q"), "m", Entry("the other's").ToJson());
                statements.Release(Key("q"), other.Id);
            });
        }
        Assert.Equal("the other's", (await asking).Text);
        Assert.Equal(0, model.Asked);
    }

    private long Owner(byte[] key)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var owner = connection.CreateCommand();
        owner.CommandText = "SELECT owner FROM claims WHERE key = $key";
        owner.Parameters.AddWithValue("$key", key);
        return (long)owner.ExecuteScalar()!;
    }

    [Fact]
    public async Task What_another_process_is_asking_is_waited_for_and_not_asked()
    {
        var model = new Model(() => Task.FromResult("mine"));
        using var client = Client(model);
        using var other = JournalOwner.Begin(FilePath);
        Commit(statements => statements.Claim(Key("q"), other.Id, -1));
        var asking = AskAsync(client, "q");
        Assert.Equal("mine", (await AskAsync(client, "another")).Text);
        Assert.False(asking.IsCompleted);
        Commit(statements =>
        {
            statements.Keep(Key("q"), "m", Entry("the other's").ToJson());
            statements.Release(Key("q"), other.Id);
        });
        Assert.Equal("the other's", (await asking.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);
        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task What_another_process_failed_to_get_is_asked()
    {
        var model = new Model(() => Task.FromResult("mine"));
        using var client = Client(model);
        using var other = JournalOwner.Begin(FilePath);
        Commit(statements => statements.Claim(Key("q"), other.Id, -1));
        var asking = AskAsync(client, "q");
        Commit(statements => statements.Release(Key("q"), other.Id));
        Assert.Equal("mine", (await asking.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task A_process_that_ends_leaves_its_requests_to_others_and_what_it_could_not_write_is_taken_in_first()
    {
        var model = new Model(() => Task.FromResult("mine"));
        using var client = Client(model);
        var other = JournalOwner.Begin(FilePath);
        Commit(statements =>
        {
            statements.Claim(Key("q"), other.Id, -1);
            statements.Claim(Key("late"), other.Id, -1);
        });
        var late = new LateFile(FilePath);
        late.Add(new LateChange("m", Key("late"), Entry("the other's").ToJson()));
        var asking = AskAsync(client, "q");
        var answered = AskAsync(client, "late");
        late.Leave();
        other.Dispose();
        Assert.Equal("mine", (await asking.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);
        Assert.Equal("the other's", (await answered.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);
        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task What_a_killed_process_leaves_is_gone_when_the_journal_is_opened()
    {
        Journal.Open(FilePath).Dispose();
        // A file that nobody holds, and its claim.
        File.WriteAllText(JournalOwner.FileOf(FilePath, 12), "");
        Commit(statements => statements.Claim(Key("q"), 12, -1));
        var model = new Model(() => Task.FromResult("mine"));
        using (var client = Client(model))
        {
            Assert.False(File.Exists(JournalOwner.FileOf(FilePath, 12)));
            Assert.Equal("mine", (await AskAsync(client, "q")).Text);
        }
        Assert.Equal(0, Claims());
        Assert.Equal(["journal.db"], _folder.Entries());
    }

    [Fact]
    public async Task A_claim_ends_with_its_call_however_that_ends()
    {
        var model = new Model(() => Task.FromException<string>(new LlmException(LlmFailure.BadRequest, "no")));
        using var client = Client(model);
        await Assert.ThrowsAsync<LlmException>(() => AskAsync(client, "fails"));
        using var cancel = new CancellationTokenSource();
        var hanging = new TaskCompletionSource<string>();
        using var slow = Client(new Model(() => hanging.Task.WaitAsync(cancel.Token)));
        var asking = AskAsync(slow, "is cancelled", cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        using var good = Client(new Model(() => Task.FromResult("yes")));
        await AskAsync(good, "is answered");
        await AskAsync(good, "is answered");
        Assert.Equal(0, Claims());
    }

    [Fact]
    public async Task Who_stops_waiting_for_another_process_holds_nothing()
    {
        using var client = Client(new Model(() => Task.FromResult("mine")));
        using var other = JournalOwner.Begin(FilePath);
        Commit(statements => statements.Claim(Key("q"), other.Id, -1));
        using var cancel = new CancellationTokenSource();
        var asking = AskAsync(client, "q", cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        // An equal call of this process is no prisoner of the one that left.
        Commit(statements => statements.Release(Key("q"), other.Id));
        Assert.Equal("mine", (await AskAsync(client, "q").WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public void A_sign_of_life_ends_with_its_process_and_not_before()
    {
        Journal.Open(FilePath).Dispose();
        var neighbours = new JournalNeighbours(FilePath, TimeProvider.System);
        using (var alive = JournalOwner.Begin(FilePath))
            Assert.False(neighbours.IsGone(alive.Id));
        Assert.True(neighbours.IsGone(99));
        File.WriteAllText(JournalOwner.FileOf(FilePath, 98), "");
        Assert.True(neighbours.IsGone(98));
    }

    /// <summary>The clock of the file is another's: only that it changes counts, and only looks that were made.</summary>
    [Fact]
    public void A_process_that_is_stopped_for_long_is_passed_over_and_one_whose_clock_jumps_is_not()
    {
        Journal.Open(FilePath).Dispose();
        var time = new FakeTimeProvider();
        var neighbours = new JournalNeighbours(FilePath, time);
        using var other = JournalOwner.Begin(FilePath);
        var file = JournalOwner.FileOf(FilePath, other.Id);
        var beats = 0;
        bool IsGoneAfter(int seconds, int beatEach)
        {
            for (var second = 0; second < seconds; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                if (second % beatEach == 0)
                    File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(++beats * (beats % 2 == 0 ? 1 : -1)));
                if (neighbours.IsGone(other.Id))
                    return true;
            }
            return false;
        }
        Assert.False(IsGoneAfter(300, 5));
        Assert.False(IsGoneAfter(55, 1000));
        // The machine slept, and both with it.
        time.Advance(TimeSpan.FromHours(9));
        Assert.False(neighbours.IsGone(other.Id));
        Assert.True(IsGoneAfter(70, 1000));
        Assert.False(IsGoneAfter(10, 5));
    }
}
