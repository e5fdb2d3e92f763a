using MathPref.Shell;

namespace MathPref.Tests.Shell;

public sealed class KeyReaderTests
{
    [Fact]
    public void A_paste_is_one_text_with_its_line_breaks()
    {
        var read = ReadAll(Keys.Typing("a\x1b[200~1 |\n\t2\x1b[A\x1b[201~b"));
        Assert.Equal(["a", "<1 |\r\t2\x1b[A>", "b"], read);
    }

    [Fact]
    public void The_marks_of_a_paste_may_come_as_Alt_and_a_bracket()
    {
        var read = ReadAll([Keys.Alt('['), .. Keys.Typing("200~x"), Keys.Alt('['), .. Keys.Typing("201~")]);
        Assert.Equal(["<x>"], read);
    }

    [Fact]
    public void Sequences_that_nobody_knows_type_nothing() => Assert.Equal(["a", "b"], ReadAll(Keys.Typing("a\x1b[I\x1b[1;99Qb")));

    [Fact]
    public void Escape_is_a_key_and_so_is_what_follows() => Assert.Equal(["\x1b", "x", "\x1b"], ReadAll(Keys.Typing("\x1bx\x1b")));

    private static List<string> ReadAll(IEnumerable<ConsoleKeyInfo> typed)
    {
        var waiting = new Queue<ConsoleKeyInfo>(typed);
        var keys = new KeyReader(waiting.Dequeue, () => waiting.Count > 0);
        var read = new List<string>();
        while (keys.IsMore)
        {
            var (key, pasted) = keys.Read();
            read.Add(pasted is null ? key.KeyChar.ToString() : $"<{pasted}>");
        }
        return read;
    }
}
