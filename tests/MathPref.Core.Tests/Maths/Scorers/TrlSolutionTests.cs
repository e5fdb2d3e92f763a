using MathPref.Core.Maths;
using MathPref.Core.Maths.Scorers;

namespace MathPref.Core.Tests.Maths.Scorers;

/// <summary>
/// Each rule by name. What TRL's scorer reads is in math-verify 0.9.0 (parser.py, grader.py) and latex2sympy2_extended 1.11.0
/// (math_normalization.py, PS.g4, latex2sympy2.py).
/// </summary>
public sealed class TrlSolutionTests
{
    [Theory]
    [InlineData("42", "42")]
    [InlineData("+42", "42")]
    [InlineData("1,234", "1234")]
    [InlineData("-2.50", "-2.50")]
    [InlineData("forty-two", "42")]
    [InlineData(@"\dfrac{1}{3}", "1/3")]
    [InlineData("-1/3", "-1/3")]
    [InlineData(@"\frac{84}{2}", "42")]
    [InlineData("17 + 25 = 42\n#### 42", "42")]
    [InlineData(@"First $17$, then $25$. So \boxed{42}.", "42")]
    [InlineData("$1,234$", "1234")]
    public void A_number_is_bare(string reference, string solution) => Assert.Equal(solution, Written(reference));

    [Theory]
    [InlineData("$42$")]
    [InlineData("$-2.5$")]
    [InlineData("$300000000$")]
    public void A_number_that_stands_in_dollars_stays_there(string reference) => Assert.Equal(reference, Written(reference));

    [Theory]
    [InlineData("√2", @"$\sqrt{2}$")]
    [InlineData("sqrt(2)", @"$\sqrt{2}$")]
    [InlineData(@"2\sqrt2", @"$2\sqrt{2}$")]
    [InlineData(@"\sqrt[3]{x}", @"$\sqrt[3]{x}$")]
    [InlineData("x^2 - 1", "$x^2 - 1$")]
    [InlineData("2**(n+1)-1", "$2^{n + 1} - 1$")]
    [InlineData("5*pi/3", @"$\frac{5\pi}{3}$")]
    [InlineData("log_2(x)", @"$\log_{2}(x)$")]
    [InlineData(@"\sum_{k=2}^{18} k(k+1)", @"$\sum_{k = 2}^{18} k \cdot (k + 1)$")]
    [InlineData("[[1, 2], [3, 4]]", @"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$")]
    [InlineData("]-2, 2[", "$(-2, 2)$")]
    [InlineData(@"x \in (-2, 2)", "$(-2, 2)$")]
    [InlineData("[1, 2)", "$[1, 2)$")]
    [InlineData(@"(-\infty,-1)\cup(1,\infty)", @"$(-\infty, -1) \cup (1, \infty)$")]
    [InlineData("{1, 2}", @"$\{1, 2\}$")]
    [InlineData("1 and 2", "$1, 2$")]
    [InlineData("x < 1 or x > 2", @"$x < 1 \text{ or } x > 2$")]
    [InlineData("-2 < x < 2", "$-2 < x < 2$")]
    [InlineData("x = 5", "$x = 5$")]
    [InlineData("25%", @"$25\%$")]
    [InlineData("90°", @"$90^\circ$")]
    [InlineData("7:3", "$7:3$")]
    [InlineData("not a function", @"$\text{not a function}$")]
    [InlineData("DNE", @"$\text{DNE}$")]
    [InlineData(@"\sqrt{2} \approx 1.414", @"$\sqrt{2}$")]
    [InlineData("yes", @"$\text{yes}$")]
    public void All_else_is_LaTeX_between_dollar_signs(string reference, string solution) => Assert.Equal(solution, Written(reference));

    [Theory]
    [InlineData("3e8", @"$3 \times 10^8$")]
    [InlineData("1.86e12", @"$1.86 \times 10^{12}$")]
    public void A_power_of_ten_stays(string reference, string solution) => Assert.Equal(solution, Written(reference));

    [Fact] // a chain stays an equation of the scorer's, which no number equals
    public void A_calculation_is_its_result() => Assert.Equal("42", Written("$17 + 25 = 42$"));

    [Theory] // math_normalization.py: units fall, and not every word is one
    [InlineData("5 cm", @"$5 \text{ cm}$")]
    [InlineData("$5", @"$\$5$")]
    [InlineData("42 apples", "42")]
    public void A_unit_that_is_known_stays_and_another_word_falls(string reference, string solution) => Assert.Equal(solution, Written(reference));

    [Theory]
    [InlineData("B")]
    [InlineData("(B)")]
    [InlineData("B) 7")]
    public void A_choice_is_its_letter(string reference) => Assert.Equal(@"$\text{B}$", Written(reference));

    [Theory] // latex2sympy2.py adds a whole number and the fraction behind it
    [InlineData(@"2 \cdot \frac{1}{2} x", @"$2 \cdot \frac{1}{2} \cdot x$")]
    public void A_number_is_never_right_before_a_fraction(string reference, string solution) => Assert.Equal(solution, Written(reference));

    [Theory]
    [InlineData("1011_2", "base")] // number_subexpr: the subscript is not looked at
    [InlineData("1:2:3", "ratio")] // COLON is a division
    [InlineData(@"\cos t", "unit")]
    [InlineData("(a) 5; (b) 6", "several")]
    [InlineData("3t", "unit")] // units_regex: "t" behind a digit
    [InlineData("a + A", "capital")] // lowercase_symbols
    [InlineData("3:30 PM", "time")]
    [InlineData(@"x \equiv 1 \pmod{5}", "congruence")]
    [InlineData(@"33\frac{1}{3}\%", "percent")] // PERCENT_NUMBER: NUMBER %
    [InlineData("f'(x)", "signs")] // to_remove_regex: quotes fall
    [InlineData("9.99e-8", "six places")] // grader.py rounds to six places: 2e-8 would be paid
    [InlineData(@"10^{-21}", "six places")]
    [InlineData("10:30", "time")] // COLON is a division: 1/3 would be paid
    [InlineData(@"p \implies q", "follows")]
    [InlineData(@"\text{A: }3, \text{B: }4", "several")]
    [InlineData(@"\text{Alice}, \text{Bob}", "list of words")]
    [InlineData("odd and prime", "commas")] // math_normalization.py, and_or
    [InlineData(@"\bar{x}", "accent")]
    [InlineData("", "empty")]
    public void What_the_scorer_reads_as_something_else_is_not_written(string reference, string reason)
    {
        var answer = TrlSolution.Of(MathReference.Read(reference));
        Assert.Null(answer.Text);
        Assert.Contains(reason, answer.Problem, StringComparison.Ordinal);
    }

    private static string? Written(string reference) => TrlSolution.Of(MathReference.Read(reference)).Text;
}
