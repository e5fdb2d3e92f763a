using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class HostileReadingTests
{
    private static readonly string[] _pieces =
    [
        "(", ")", "[", "]", "{", "}", @"\{", @"\}", @"\frac{", @"\frac{1}{", @"\text{", "x = 1, ", "x < 1 or ", "1:", "-", "= ", @"\$", "$", "the ", "5 cm ", "|", "{x|",
        "Union(", "Interval(1,", @"\cup [1,2)", @"\begin{cases}", @"\boxed{", "1,234", "_2", "^", @"\\", "&", "out of ", "if x>1 ", "per ", "(A) ", "1 ", "'", "\"", "is ",
        "∈", "except ", "and ", ";", "<1,", ">", "%", "°C", "one hundred and ", "dozen ", "\n", "\\", "A(1,", "#", "**", "0x", "3:30 PM ",
    ];

    [Fact]
    public void Any_repeated_piece_gives_a_reading_or_a_problem()
    {
        foreach (var piece in _pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, AnswerReader.MaxLength / piece.Length));
            foreach (var hostile in new[] { text, text[..^2] + "5", "5" + text[2..] })
            {
                var read = AnswerReader.Read(hostile);
                Assert.True(read.Expression == null != (read.Problem == null), piece);
            }
        }
    }

    [Fact]
    public void Any_mix_of_pieces_gives_a_reading_or_a_problem()
    {
        var random = new Random(23);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => _pieces[random.Next(_pieces.Length)] + (random.Next(3) == 0 ? "x" : "")));
            var read = AnswerReader.Read(text);
            Assert.True(read.Expression == null != (read.Problem == null), text);
        }
    }

    [Fact]
    public void A_text_beyond_the_longest_is_not_read() =>
        Assert.Equal("it is longer than 10,000 characters", AnswerReader.Read(new string('x', AnswerReader.MaxLength + 1)).Problem);

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("$$")]
    [InlineData(".")]
    public void Nothing_is_no_answer(string text) => Assert.Null(AnswerReader.Read(text).Expression);
}
