using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>Answers that would take long or go deep end in a verdict, and what people write is still decided.</summary>
public class MathBoundsTests
{
    /// <summary>Half of what a thread has where it has least.</summary>
    private const int StackSize = 512 << 10;

    private const int LongestText = 10_000;

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData(@"\left(", "1", @"\right)")]
    [InlineData("{", "1", "}")]
    [InlineData(@"\{1,", "2", @"\}")]
    [InlineData("-(", "x", ")")]
    [InlineData("|", "x", "|")]
    [InlineData(@"\sqrt{2+", "2", "}")]
    [InlineData(@"1+\frac{1}{", "2", "}")]
    [InlineData(@"\frac{", "x", "}{2}")]
    [InlineData(@"\sin(", "x", ")")]
    [InlineData("e^{", "x", "}")]
    [InlineData("2^", "1", "")]
    [InlineData("(", "3", "!)")]
    [InlineData(@"\binom{", "9", "}{2}")]
    [InlineData(@"\sum_{k=1}^{", "3", "}k")]
    [InlineData(@"\begin{pmatrix}", "1", @"\end{pmatrix}")]
    [InlineData("x_{", "1", "}")]
    [InlineData(@"\boxed{", "1", "}")]
    [InlineData(@"((0,1)\cup", "(3,4)", ")")]
    public void NestingOfAnyDepthStaysWithinHalfAStack(string open, string core, string close)
    {
        var verdicts = new List<MathVerdict>();
        var thread = new Thread(
            () =>
            {
                foreach (var share in (int[])[20, 60, 100, 150, 199, 201, 300, int.MaxValue])
                {
                    var times = Math.Min(share, (LongestText - core.Length) / (open.Length + close.Length));
                    var text = string.Concat(Enumerable.Repeat(open, times)) + core + string.Concat(Enumerable.Repeat(close, times));
                    verdicts.Add(MathAnswer.Check(text, text + "+1").Verdict);
                    verdicts.Add(MathAnswer.Check(text, "x+1").Verdict);
                    verdicts.Add(MathAnswer.Check("0.5", text).Verdict);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        Assert.Equal(24, verdicts.Count);
    }

    [Fact]
    public void MatricesThatShareTheirEntriesAreNotWalkedThroughAgainAndAgain()
    {
        var row = string.Join("&", Enumerable.Range(1, 6).Select(i => $"a_{i}"));
        var power = $@"\begin{{pmatrix}}{string.Join(@"\\", Enumerable.Repeat(row, 6))}\end{{pmatrix}}^{{12}}";
        Assert.Equal(MathVerdict.Unknown, MathAnswer.Check(power, power + "+" + power).Verdict);
    }

    [Theory]
    [InlineData(@"\sum_{{k=1}}^{{{0}}}\frac{{1}}{{k}}")]
    [InlineData(@"\sum_{{k=1}}^{{{0}}}\sqrt{{k}}")]
    [InlineData(@"(x+y+z)^{{{0}}}")]
    public void AListThatIsTooMuchToCompareIsUnknownAndTheNextVerdictIsNotTouched(string item)
    {
        var items = Enumerable.Range(1_000, 150).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, item, i)).ToList();
        var list = string.Join(", ", items);
        items.Reverse();
        Assert.Equal(MathVerdict.Unknown, MathAnswer.Check(string.Join(", ", items), list).Verdict);
        Assert.Equal(MathVerdict.Right, MathAnswer.Check(@"\frac{\sqrt{2}}{2}", @"1/\sqrt2").Verdict);
    }

    [Theory]
    [InlineData("10000!/9998!", "99990000")]
    [InlineData(@"\sum_{k=1}^{10000}k^3", "2500500025000000")]
    [InlineData(@"\sum_{k=1}^{10000}2^k", "2^{10001}-2")]
    [InlineData(@"\sum_{k=1}^{1000}\frac{1}{k(k+1)}", @"\frac{1000}{1001}")]
    [InlineData(@"\binom{1000}{500}", @"\frac{1000!}{500!\,500!}")]
    [InlineData("2^{10000}", "4^{5000}")]
    [InlineData(@"\sqrt[100]{7^{40000}}", "7^{400}")]
    [InlineData("(x+1)^{50}", "(x^2+2x+1)^{25}")]
    public void WhatPeopleWriteStaysDecided(string answer, string reference)
    {
        Assert.Equal(MathVerdict.Right, MathAnswer.Check(answer, reference).Verdict);
        Assert.Equal(MathVerdict.Wrong, MathAnswer.Check(answer, $"({reference})+1").Verdict);
    }
}
