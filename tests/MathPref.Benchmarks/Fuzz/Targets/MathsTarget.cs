using System.Text;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>
/// Answers and references in mathematics: pieces of their grammar, put together as they should be or not. An input is an answer and a
/// reference with a unit separator (U+001F) between; without one it is held against itself.
/// </summary>
internal sealed class MathsTarget : FuzzTarget
{
    public const char Separator = '\u001f';

    /// <summary>Longer ones are not what models write, and are cut.</summary>
    private const int LongestText = 10_000;

    private static readonly string[] s_atoms =
    [
        "1", "2", "7", "-3", "12", "0", "1,234", "1{,}000", "0.5", "3.14159", "1e9", "1e-400", "9999999999", "1.\\overline{6}", "½", "x", "y", "n", "e", "i", "I", "E", "pi", "π", @"\pi", @"\alpha", "x_1", "x_{12}", @"\infty", "∞", @"30^\circ", "50\\%", "\\$5", @"\emptyset", @"\mathbb{R}", "10!", "(1,2)", "[0,1)", @"\{1,2\}", "1011_2", "7:32", "3:30 PM", "July 4", "no solution", "B",
    ];

    private static readonly string[] s_pairs = ["{0}+{1}", "{0} - {1}", "{0}{1}", "{0} {1}", @"{0} \cdot {1}", "{0}*{1}", "{0}/{1}", @"\frac{{{0}}}{{{1}}}", @"\dfrac{{{0}}}{{{1}}}", "{0}^{{{1}}}", "{0}^{1}", "{0}**{1}", @"\binom{{{0}}}{{{1}}}", @"\log_{{{0}}}{{{1}}}", @"\sqrt[{0}]{{{1}}}", "{0}, {1}", "{0}; {1}", @"{0} \text{{ or }} {1}", "{0} and {1}", "{0} = {1}", "{0} < {1}", @"{0} \le {1}", "{0} ≥ {1}", @"{0} \cup {1}", @"{0} \in {1}", @"{0} \pm {1}", "({0}, {1})", @"\left({0}, {1}\right]", "[{0},{1})", @"\{{{0}, {1}\}}", @"\begin{{pmatrix}}{0}&{1}\\{1}&{0}\end{{pmatrix}}", @"\begin{{cases}}{0}\\{1}\end{{cases}}", "{0}:{1}", @"\sum_{{k={0}}}^{{{1}}} k", @"\prod_{{k={0}}}^{{{1}}} k"];

    private static readonly string[] s_singles = ["({0})", @"\left({0}\right)", "-{0}", "-({0})", @"\sqrt{{{0}}}", "sqrt({0})", "|{0}|", @"\lfloor {0} \rfloor", "({0})!", "{0}!", @"\sin {0}", @"\cos({0})", @"\tan^{{-1}}({0})", @"\sin^2 {0}", @"\ln {0}", "ln({0})", "e^{{{0}}}", "exp({0})", @"\overline{{{0}}}", "{0}'", @"{0}\text{{ cm}}", "{0} dollars", "{0}%", @"{0}^\circ", "x = {0}", @"\text{{{0}}}", @"\mathrm{{{0}}}", @"{0}^{{{0}}}", "2^({0})", @"\displaystyle {0}", "${0}$", @"\boxed{{{0}}}"];

    private static readonly string[] s_texts = ["{0}", "{0}", "The answer is {0}.", "**Answer:** {0}", "#### {0}", "Step 1.\n\n$\\boxed{{{0}}}$", "$$\\boxed{{{0}}}$$ Done.", "First \\boxed{{3}}, but that is not what was asked, so we go on.\n\\[ \\boxed{{{0}}} \\]", "So there are **{0}** of them.", "\\[ {0} \\]"];

    public override string Name => "maths";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "1/2" + Separator + @"\frac{1}{2}",
        @"\frac{\sqrt{2}}{2}" + Separator + @"1/\sqrt2",
        "The answer is $\\boxed{x^2+2x+1}$." + Separator + "(x+1)^2",
        @"\frac{1}{2004!}" + Separator + @"\frac{1}{2006!}",
        @"x<1 \text{ or } x \ge 2" + Separator + @"(-\infty,1)\cup[2,\infty)",
        @"\begin{pmatrix}1&2\\3&4\end{pmatrix}" + Separator + "[[1,2],[3,4]]",
        "$\\boxed{1}$ and $\\boxed{2}$" + Separator + @"\{1,2\}",
        @"2^{2^{2^{2^{2^{2}}}}}" + Separator + "0",
        @"\sin^2 x+\cos^2 x" + Separator + "1",
        "1,234.5 dollars" + Separator + @"\$1234.50",
        "(x+1)^{1000}" + Separator + "(1+x)^{999}(x+1)",
        "I cannot say." + Separator + "no solution",
    ];

    public override IReadOnlyList<string> Pieces { get; } =
    [
        .. s_atoms, "(", ")", "[", "]", "{", "}", @"\{", @"\}", "|", @"\left(", @"\right)", @"\left|", @"\right.", @"\frac", @"\frac{1}{2}", @"\sqrt", @"\sqrt[", @"\sin", @"\log_", @"\boxed{", @"\fbox{", @"\text{", @"\begin{pmatrix}", @"\end{pmatrix}", @"\begin{cases}", @"\end{cases}", "&", @"\\", "^", "^{", "_", "_{", "!", "!!", "'", "=", "<", ">", @"\le", @"\cup", @"\in", @"\mid", ",", ";", ":", ".", "+", "-", "*", "/", @"\cdot", @"\pm", "$", "$$", @"\(", @"\)", @"\[", @"\]", "####", "**", "The answer is ", "Final Answer:", " and ", " or ", @"\sum_{k=1}^{", @"\prod_{k=1}^{n}", @"\int", @"\mathbf", @"\,", @"\!", "\u001f", "^9999999999", "!^{!}", "e^{e^{",
    ];

    public override string? Make(Random random)
    {
        var depth = random.Next(8) == 0 ? 9 : random.Next(5);
        var reference = Expression(random, depth);
        var answer = random.Next(3) == 0 ? reference : Expression(random, depth);
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, s_texts[random.Next(s_texts.Length)], answer) + Separator + reference;
    }

    public override bool Accepts(string input)
    {
        var (answer, reference) = Parts(input);
        var check = MathAnswer.Check(answer, reference);
        BrokenRule.Unless(check == MathAnswer.Check(answer, reference), "a verdict is the same again");
        BrokenRule.Unless(check.Method.Length > 0 && check.Reason.Length > 0, "a verdict has a method and a reason");
        var self = MathAnswer.Check(answer, answer);
        // Of prose a reference may give more than an answer does.
        BrokenRule.Unless(self.Verdict is not MathVerdict.Wrong || self.Answer != self.Reference || self.Method == "NoAnswer", "no answer is wrong against itself", () => self.ToString());
        return true;
    }

    /// <summary>Answer and reference.</summary>
    public static (string Answer, string Reference) Parts(string input)
    {
        var at = input.IndexOf(Separator, StringComparison.Ordinal);
        var (answer, reference) = at < 0 ? (input, input) : (input[..at], input[(at + 1)..]);
        return (Cut(answer), Cut(reference));
    }

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;

    private static string Expression(Random random, int depth)
    {
        if (depth == 0)
            return s_atoms[random.Next(s_atoms.Length)];
        var text = new StringBuilder();
        if (random.Next(3) == 0)
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, s_singles[random.Next(s_singles.Length)], Expression(random, depth - 1));
        else
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, s_pairs[random.Next(s_pairs.Length)], Expression(random, depth - 1), Expression(random, random.Next(depth)));
        return text.Length > LongestText ? s_atoms[0] : text.ToString();
    }
}
