using MathPref.Core.Llm;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>A journal that is only looked into: all is seen that is in it, and nothing comes of the look.</summary>
public sealed class JournalPeekTests : IDisposable
{
    private static readonly byte[] s_key = [1, 2, 3, 4, 5, 6, 7, 8];

    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    private static JournalEntry Entry(string text, string end = "stop") => new(text, null, end, 1, 2, IsCutByBudget: false);

    [Theory]
    [InlineData("journal.db")]
    [InlineData("what? #1 100% é & 'it'.db")]
    public async Task One_that_is_closed_is_read_and_no_file_comes_beside_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains('?', StringComparison.Ordinal), "No such name there.");
        using (var journal = Journal.Open(File(name)))
        {
            await journal.WriteAsync(s_key, "m", Entry("kept"));
            await journal.NoteCostAsync(7, "m", 0.25m);
        }
        using var peek = JournalPeek.Open(File(name))!;
        Assert.Equal(("kept", 1L, 0.25m), (peek.Read(s_key)!.Text, peek.Answers, peek.NotedCost));
        Assert.Null(peek.Read([9]));
        Assert.Equal([name], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task One_that_is_in_use_and_one_that_a_kill_left_are_read_with_what_is_not_in_the_file_yet()
    {
        using var journal = Journal.Open(File("journal.db"));
        await journal.WriteAsync(s_key, "m", Entry("kept"));
        using (var peek = JournalPeek.Open(File("journal.db"))!)
            Assert.Equal("kept", peek.Read(s_key)!.Text);
        foreach (var end in new[] { "", "-wal" })
            Copy(File("journal.db" + end), File("left.db" + end));
        using var left = JournalPeek.Open(File("left.db"))!;
        Assert.Equal("kept", left.Read(s_key)!.Text);
        // Who writes is not kept from it.
        await journal.WriteAsync([2], "m", Entry("later"));
    }

    [Fact]
    public void None_is_null_and_what_is_no_journal_is_an_error()
    {
        Assert.Null(JournalPeek.Open(File("none.db")));
        Assert.Null(JournalPeek.Open(Path.Combine(_folder, "no", "folder", "none.db")));
        System.IO.File.WriteAllText(File("empty.db"), "");
        Assert.Null(JournalPeek.Open(File("empty.db")));
        System.IO.File.WriteAllText(File("text.db"), new string('x', 200));
        Assert.Throws<JournalException>(() => JournalPeek.Open(File("text.db")));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder).Count());
    }

    [Fact]
    public void What_is_no_answer_is_not_taken_for_one()
    {
        var call = new CallOptions();
        Assert.NotNull(Entry("fine").For(call));
        Assert.Null(Entry(" ").For(call));
        Assert.Null(Entry("refused", "content_filter").For(call));
        Assert.Null((Entry("cut", "length") with { IsCutByBudget = true }).For(call));
        Assert.NotNull((Entry("cut", "length") with { IsCutByBudget = true }).For(new CallOptions { LengthIsBudgets = true }));
        Assert.Equal(ChatRole.Assistant, Entry("fine").ToResponse("m").Messages[0].Role);
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew);
        source.CopyTo(target);
    }
}
