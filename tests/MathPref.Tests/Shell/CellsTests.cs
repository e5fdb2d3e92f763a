using MathPref.Shell;

namespace MathPref.Tests.Shell;

public sealed class CellsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("ﾊﾝ", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("❤️", 2)]
    [InlineData("…", 1)]
    public void Of_counts_cells(string text, int cells) => Assert.Equal(cells, Cells.Of(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("漢字漢字", 6, "漢字…")]
    [InlineData("漢字漢字", 5, "漢字…")]
    [InlineData("漢字漢字", 4, "漢…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void Cut_never_splits_a_character(string text, int width, string expected) => Assert.Equal(expected, Cells.Cut(text, width));

    [Theory]
    [InlineData("a\x1b]0;title\ab", "a]0;titleb")]
    [InlineData("two\r\n\r\nlines\t", "two lines")]
    [InlineData("\u202Eabc\u200B\u009B", "abc")]
    [InlineData(null, "")]
    public void Clean_leaves_one_line_that_steers_nothing(string? text, string expected) => Assert.Equal(expected, Cells.Clean(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb", Cells.Clean("a" + '\uD83D' + "b"));
}
