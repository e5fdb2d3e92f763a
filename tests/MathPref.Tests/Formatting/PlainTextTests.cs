using MathPref.Formatting;

namespace MathPref.Tests.Formatting;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abc  \t\n def", 8, "abc def")]
    [InlineData("abc def", 5, "abc…")]
    [InlineData("  abc  ", 3, "abc")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("🧮🧮", 3, "🧮…")]
    [InlineData("a\u001b[31mb\u009bc\u0007", 20, "a[31mbc")]
    [InlineData("a\u202eb\u2066c\u200fd\u200be\ufefff", 20, "abcdef")]
    [InlineData("a\u2028b\u2029c\u0085d", 20, "a b c d")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void A_line_is_plain_and_no_wider_than_it_may_be(string text, int width, string expected) => Assert.Equal(expected, PlainText.Line(text, width));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb", PlainText.Line("a\ud800b", 20));

    [Fact]
    public void Marks_without_a_width_of_their_own_do_not_go_on_for_ever()
    {
        Assert.True(PlainText.Line("a" + new string('\u0301', 100_000), 20).Length < 200);
        Assert.Equal("e\u0301e\u0301", PlainText.Line("e\u0301e\u0301", 2));
    }

    [Fact]
    public void Lines_are_kept_where_all_of_a_text_is_shown() => Assert.Equal("a\nb\nc d", PlainText.Lines("a\r\nb\nc\td\u001b\u202e"));

    [Fact]
    public void Long_text_is_broken_between_words() => Assert.Equal(["one two", "three", "fourfour", "5"], PlainText.Wrap("one two three fourfour 5", 7));
}
