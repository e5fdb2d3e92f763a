using MathPref.Core.Llm;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>What is answered while another program has locked the journal, or taken it away, is not lost.</summary>
public sealed class JournalLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    private static JournalEntry Entry(string text) => new(text, null, "stop", 3, 4, false);

    private static byte[] Key(int number) => RequestKey.Of("e", "m", [new ChatMessage(ChatRole.User, $"q{number}")], new CallOptions());

    private string[] Late => Directory.GetFiles(_folder.Path, "journal.db-late-*");

    /// <summary>Another program that has locked the journal until it is disposed of.</summary>
    private SqliteConnection Lock()
    {
        var other = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }

    /// <summary>Writes so many replies and a cost while the journal is locked; done when each has been told that it waits.</summary>
    private static async Task<Task[]> WriteWaitingAsync(Journal journal, int count)
    {
        var told = Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        Task[] writes = [journal.NoteCostAsync(7, "m", 0.25m), .. Enumerable.Range(0, count).Select(i => journal.WriteAsync(Key(i), "m", Entry($"a{i}"), text => told[i].TrySetResult(text)))];
        foreach (var text in await Task.WhenAll(told.Select(t => t.Task)).WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken))
            Assert.Contains("locked by another program", text, StringComparison.Ordinal);
        return writes;
    }

    [Fact]
    public async Task Answers_wait_for_a_journal_that_is_locked_and_lie_beside_it_meanwhile()
    {
        using var journal = Journal.Open(FilePath);
        Task[] writes;
        using (Lock())
        {
            writes = await WriteWaitingAsync(journal, 3);
            Assert.Single(Late);
            Assert.DoesNotContain(writes, write => write.IsCompleted);
        }
        await Task.WhenAll(writes).WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal($"a{i}", journal.Read(Key(i))!.Text));
        // The next commit comes after the file of the last is gone.
        await journal.WriteAsync(Key(9), "m", Entry("later"));
        Assert.Empty(Late);
    }

    [Fact]
    public async Task What_could_not_wait_any_longer_is_taken_in_when_the_journal_is_opened_again()
    {
        var journal = Journal.Open(FilePath);
        using (Lock())
        {
            var writes = await WriteWaitingAsync(journal, 3);
            journal.Dispose();
            await Task.WhenAll(writes);
            Assert.Single(Late);
        }
        // Taken in twice: the process may have ended before the file was gone.
        var copy = File.ReadAllBytes(Late[0]);
        for (var times = 0; times < 2; times++)
        {
            File.WriteAllBytes(_folder["journal.db-late-again"], copy);
            using var again = Journal.Open(FilePath);
            Assert.All(Enumerable.Range(0, 3), i => Assert.Equal($"a{i}", again.Read(Key(i))!.Text));
            Assert.Equal(0.25m, again.NotedCost());
            Assert.Empty(Late);
        }
    }

    [Fact]
    public async Task A_journal_that_is_locked_can_be_opened_and_what_lies_beside_it_is_taken_in_before_anything_is_asked()
    {
        Journal.Open(FilePath).Dispose();
        new LateFileOf(FilePath).Add(new LateChange("m", Key(1), Entry("kept").ToJson())).Leave();
        using var other = Lock();
        using var journal = Journal.Open(FilePath);
        Assert.Null(journal.Read(Key(1)));
        Assert.Throws<JournalException>(() => journal.NotedCost());
        var claiming = journal.ClaimAsync(Key(1), null, null, TestContext.Current.CancellationToken);
        other.Dispose();
        Assert.Null(await claiming.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken));
        Assert.Equal("kept", journal.Read(Key(1))!.Text);
        journal.ReleaseClaim(Key(1));
    }

    [Fact]
    public void What_a_kill_or_a_full_disk_has_cut_is_passed_over_and_the_rest_is_taken_in()
    {
        Journal.Open(FilePath).Dispose();
        var random = new Random();
        var seed = random.Next();
        random = new Random(seed);
        new LateFileOf(FilePath).Add(new LateChange("m", Key(0), Entry("a0").ToJson())).Add(new LateChange("m", Key(1), Entry("a1").ToJson())).Leave();
        var whole = File.ReadAllBytes(Late[0]);
        var second = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2);
        for (var cut = 0; cut < 20; cut++)
        {
            // The second line is cut, and sometimes a third comes after it.
            var end = random.Next(second, whole.Length - 2);
            byte[] torn = [.. whole[..end], .. cut % 2 == 0 ? [] : (byte[])[.. "\n"u8, .. System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new LateChange("m", Key(2), Entry("a2").ToJson()), LateJson.Default.LateChange)]];
            File.WriteAllBytes(Late.SingleOrDefault() ?? _folder["journal.db-late-x"], torn);
            using (var journal = Journal.Open(FilePath))
                Assert.True((journal.Read(Key(0))?.Text, journal.Read(Key(1))?.Text, journal.Read(Key(2))?.Text) == ("a0", null, cut % 2 == 0 ? null : "a2"), $"seed {seed}, cut {cut}");
            File.Delete(FilePath);
            Assert.Empty(Late);
        }
    }

    [Fact]
    public void What_another_process_is_still_writing_beside_the_journal_is_left_to_it()
    {
        Journal.Open(FilePath).Dispose();
        var late = new LateFileOf(FilePath).Add(new LateChange("m", Key(1), Entry("a").ToJson()));
        using (var journal = Journal.Open(FilePath))
            Assert.Null(journal.Read(Key(1)));
        Assert.Single(Late);
        late.Leave();
        using var again = Journal.Open(FilePath);
        Assert.Equal("a", again.Read(Key(1))!.Text);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("moved")]
    [InlineData("another journal in its place")]
    [InlineData("its backup in its place")]
    public async Task A_journal_that_is_taken_away_is_an_error_and_what_was_answered_since_goes_into_what_is_there_next(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be taken away there.");
        using (var before = Journal.Open(FilePath))
            await before.WriteAsync(Key(0), "m", Entry("before"));
        File.Copy(FilePath, _folder["backup.db"]);
        using (var another = Journal.Open(_folder["another.db"]))
            await another.WriteAsync(Key(5), "m", Entry("another"));
        using (var journal = Journal.Open(FilePath))
        {
            await journal.WriteAsync(Key(1), "m", Entry("a"));
            if (how == "deleted")
                File.Delete(FilePath);
            else if (how == "moved")
                File.Move(FilePath, _folder["elsewhere.db"]);
            else
                File.Move(_folder[how.StartsWith("another", StringComparison.Ordinal) ? "another.db" : "backup.db"], FilePath, overwrite: true);
            var error = await Assert.ThrowsAsync<JournalException>(() => journal.WriteAsync(Key(2), "m", Entry("b")));
            Assert.Contains("deleted, moved or replaced", error.Message, StringComparison.Ordinal);
            Assert.Contains(Late[0], error.Message, StringComparison.Ordinal);
            // A cmdlet that comes now uses what is there now.
            using var next = Journal.Open(FilePath);
            Assert.NotSame(journal, next);
            Assert.Equal("b", next.Read(Key(2))!.Text);
            await next.WriteAsync(Key(3), "m", Entry("c"));
        }
        using var again = Journal.Open(FilePath);
        Assert.Equal(("b", "c"), (again.Read(Key(2))?.Text, again.Read(Key(3))?.Text));
        Assert.Equal(how.StartsWith("its", StringComparison.Ordinal) ? "before" : null, again.Read(Key(0))?.Text);
        Assert.Equal(how.StartsWith("another", StringComparison.Ordinal) ? "another" : null, again.Read(Key(5))?.Text);
        Assert.Empty(Late);
        if (how == "moved")
        {
            using var moved = Journal.Open(_folder["elsewhere.db"]);
            Assert.Equal(("before", "a"), (moved.Read(Key(0))?.Text, moved.Read(Key(1))?.Text));
        }
    }

    [Fact]
    public async Task Every_spelling_of_a_path_is_one_journal()
    {
        var folder = Directory.CreateDirectory(_folder["a"]).FullName;
        var path = Path.Combine(folder, "journal.db");
        using var journal = Journal.Open(path);
        List<string> spellings =
        [
            Path.Combine(folder, ".", "journal.db"),
            Path.Combine(folder, "..", "a", "journal.db"),
            path + Path.DirectorySeparatorChar,
            Path.GetRelativePath(Environment.CurrentDirectory, path),
            folder + Path.DirectorySeparatorChar + Path.DirectorySeparatorChar + "journal.db",
        ];
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            spellings.Add(path.ToUpperInvariant());
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateSymbolicLink(_folder["folder-link"], folder);
            File.CreateSymbolicLink(_folder["link.db"], path);
            File.CreateSymbolicLink(_folder["link-of-link.db"], Path.Combine(_folder["folder-link"], "..", "link.db"));
            // And a link to what is made only later.
            File.CreateSymbolicLink(_folder["early.db"], Path.Combine(folder, "late.db"));
            spellings.AddRange([Path.Combine(_folder["folder-link"], "journal.db"), _folder["link.db"], _folder["link-of-link.db"]]);
            using var early = Journal.Open(_folder["early.db"]);
            using var late = Journal.Open(Path.Combine(folder, "late.db"));
            Assert.Same(early, late);
        }
        foreach (var spelling in spellings)
        {
            using var same = Journal.Open(spelling);
            Assert.True(ReferenceEquals(journal, same), spelling);
        }
        await journal.WriteAsync(Key(1), "m", Entry("still open"));
        Assert.Equal("still open", journal.Read(Key(1))!.Text);
    }

    /// <summary>What another process leaves beside the journal.</summary>
    private sealed class LateFileOf(string journal)
    {
        private readonly LateFile _file = new(journal);

        public LateFileOf Add(LateChange change)
        {
            _file.Add(change);
            return this;
        }

        public void Leave() => _file.Leave();
    }
}
