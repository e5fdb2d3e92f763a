using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>What an answer's text is cut into.</summary>
public class LexerTests
{
    private static string Texts(string text, CommaReading commas = CommaReading.Thousands)
    {
        var tokens = Lexer.Read(text, commas);
        return string.Join(" ", Enumerable.Range(0, tokens.Count).Select(i => tokens[i].Text));
    }

    [Theory]
    [InlineData("1,234.5", "1234.5")]
    [InlineData(@"1\,000", "1000")]
    [InlineData("1 000", "1000")]
    [InlineData("1{,}000", "1000")]
    [InlineData(@"1,\!000,\!000", "1000000")]
    [InlineData("3{,}14", "3.14")]
    [InlineData("3,14", "3 , 14")]
    [InlineData("0,123", "0 , 123")]
    [InlineData("12,345,6", "12 , 345 , 6")]
    [InlineData("3 125/128", "3 125 / 128")]
    [InlineData(@"0.\overline{3}", "0.(3)")]
    [InlineData(@"0.\bar3", "0.(3)")]
    [InlineData(@"0.\dot{1}4285\dot{7}", "0.(142857)")]
    [InlineData("0.1666...", "0.1(6)")]
    [InlineData("2.718281828...", "2.718281828")]
    [InlineData("8.18E+03", "8.18e+03")]
    [InlineData("2e-1", "2 e - 1")]
    [InlineData("1e-5", "1e-5")]
    [InlineData("½", "1/2")]
    [InlineData(@"\log_2 128", "log _ 2 128")]
    public void Digits_are_one_number_with_what_belongs_to_them(string text, string expected) => Assert.Equal(expected, Texts(text));

    [Theory]
    [InlineData("1,234", nameof(CommaReading.Separator), "1 , 234")]
    [InlineData("3,14", nameof(CommaReading.DecimalPoint), "3.14")]
    [InlineData("1.234,5", nameof(CommaReading.DecimalPoint), "1234.5")]
    public void A_comma_is_what_the_caller_takes_it_for(string text, string commas, string expected) =>
        Assert.Equal(expected, Texts(text, Enum.Parse<CommaReading>(commas)));

    [Fact]
    public void Thousands_by_plain_commas_are_marked()
    {
        Assert.True(Lexer.Read("1,234")[0].HasCommaGroups);
        Assert.False(Lexer.Read("1{,}234")[0].HasCommaGroups);
    }

    [Theory]
    [InlineData("**73**", "73")]
    [InlineData(@"\displaystyle \mathbf{x}\!+\color{red}{y}", "x + { y }")]
    [InlineData(@"\\(\\frac{1}{2}\\)", "frac { 1 } { 2 }")]
    [InlineData(@"a\\frac12", "a frac 1 2")]
    [InlineData(@"1 \\ 2", @"1 \\ 2")]
    [InlineData(@"\frac{1}{2", "frac { 1 } { 2 }")]
    [InlineData("}x}", "x")]
    [InlineData("$5$", "5")]
    [InlineData("$5", "$ 5")]
    [InlineData(@"\$5", "$ 5")]
    [InlineData("x²", "x ^ { 2 }")]
    [InlineData("１−π", "1 - pi")]
    [InlineData(@"\text{ no solution }", "no solution")]
    [InlineData(@"\text{76.25%}", "76.25 %")]
    [InlineData(@"90^{\circ}", "90 °")]
    [InlineData(@"\left]1\right[", "] 1 [")]
    [InlineData(@"x \not= 3", "x ≠ 3")]
    [InlineData("i+-i", "i + - i")]
    [InlineData("3 +- 2", "3 ± 2")]
    [InlineData("x.", "x")]
    public void What_changes_looks_alone_is_gone(string text, string expected) => Assert.Equal(expected, Texts(text));

    [Fact]
    public void An_open_bracket_knows_where_it_closes_and_a_scan_passes_over_what_it_encloses()
    {
        var tokens = Lexer.Read("(1, 2], 3");
        Assert.Equal(4, tokens.MatchOf(0));
        Assert.Equal(0, tokens.MatchOf(4));
        Assert.Equal(5, tokens.IndexOf(TokenKind.Comma));
        Assert.Equal(-1, tokens.Slice(0, 4).MatchOf(0));
    }
}
