using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Tests.Maths.Extraction;

/// <summary>Texts made to break what searches them: none throws, and none takes more than linear time.</summary>
public sealed class HostileTextsTests
{
    private static readonly string[] s_pieces =
    [
        @"\boxed{", @"\boxed{}", @"\boxed{1},", @"\fbox", @"\boxed ", "$", "$$", "{", "}", "answer is ", "answer: $", "A:\n", "####", "#### a is\n", "*",
        "7", "a1 ", "1 ", "1/", "1, ",
        "$1 ", "$x\n\n", @"\(", @"\[", @"\begin{a}", @"\begin{a}\end{a}", "```", "```python\n", "```output\n", "<think>", "</think>", "</answer>", "[asy]",
        " is ", ". ", "x = ", "=",
        @"\\", @"\\(", @"\", @"$\", @"\text{", "1 x 10^", "\0", "(", ")", "!", "答案", "\n", "“", " is the answer", "option is ", "**", "####",
        @"\begin{align}", @"\end{align}", @"\)", @"\]", ", ", " and ", "x", "%", "_", ">",
        "**1**, ", "(A) 5 ", "x = 1\n", " (Check: 1. ", "This agrees. ", "final value is ", " is correct", " — ", " – 5", "5! ", "USD ", "(not ", "A) ", "}",
        @"(\begin{pmatrix}1\end{pmatrix}+", @"\end{pmatrix}", "answers are:\n- 5\n", @"\boxed{1} not ", "- ",
        "two ", "5 hours and ", @"$\blacksquare$ ", "→ = ",
    ];

    [Fact]
    public void Every_piece_repeated_and_every_pair_of_pieces_gives_an_answer_or_none()
    {
        foreach (string first in s_pieces)
        {
            Check(string.Concat(Enumerable.Repeat(first, 300)));
            foreach (string second in s_pieces)
            {
                Check(first + second);
                Check(string.Concat(Enumerable.Repeat(first + second, 5)));
                Check("So " + first + "5" + second);
            }
        }
    }

    [Fact]
    public void Ten_thousand_nested_boxes_hold_one_answer()
    {
        string text = string.Concat(Enumerable.Repeat(@"\boxed{", 10_000)) + "5" + new string('}', 10_000);
        Assert.Equal("5", FinalAnswers.Find(text).Text);
        Assert.Equal(AnswerPlace.None, FinalAnswers.Find(text[..^10_000]).Place);
    }

    // The allocated bytes stand for time, which a test cannot measure on a busy machine.
    [Fact]
    public void What_is_allocated_grows_with_the_length_and_not_with_its_square()
    {
        foreach (string piece in s_pieces)
        {
            long one = Allocated(piece, 10_000), four = Allocated(piece, 40_000);
            Assert.True(four < 8 * one + 1_000_000, $"{piece}: {one} bytes, {four} for four times the length");
        }
    }

    private static long Allocated(string piece, int length)
    {
        string text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        FinalAnswers.Find(piece);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FinalAnswers.Find(text);
        FinalAnswers.OfReference(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Check(string text)
    {
        var found = FinalAnswers.Find(text);
        Assert.Equal(found.Parts.Count == 0, found.Place == AnswerPlace.None);
        Assert.DoesNotContain("", found.Parts);
        FinalAnswers.OfReference(text);
    }
}
