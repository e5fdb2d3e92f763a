using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths;

namespace MathPref.Core.Tests.Maths.Extraction;

/// <summary>Endings in which a matrix has no marks, a bullet looks like a minus, or the last box is not the answer.</summary>
public sealed class MatricesBulletsAndDenialsTests
{
    [Theory]
    [InlineData(@"Thus we get 2\begin{pmatrix}1&2\\3&4\end{pmatrix}.", @"\begin{pmatrix}2&4\\6&8\end{pmatrix}", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}")]
    [InlineData(@"The answer is: \begin{pmatrix}1&2\\3&4\end{pmatrix}^2", @"\begin{pmatrix}7&10\\15&22\end{pmatrix}", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}")]
    [InlineData(@"The answer is: \begin{vmatrix}1&2\\3&4\end{vmatrix}+5", "3", "-2")]
    [InlineData(@"**Answer:** \left[\begin{matrix}1 & 2\\3 & 5\end{matrix}\right]", @"\begin{bmatrix}1&2\\3&5\end{bmatrix}",
        @"\begin{bmatrix}1&2\\3&4\end{bmatrix}")]
    [InlineData(@"So it is \left|\begin{matrix}1&2\\3&4\end{matrix}\right|.", "-2", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}")]
    [InlineData("So the answer is:\n\n- $-\\frac{3}{4}$", "-3/4", "3/4")]
    [InlineData("The answer is:\n- 5", "5", "-5")]
    [InlineData("The answer is:\n-5", "-5", "5")]
    [InlineData("The answer is:\n- 3 x + 2", "2-3x", "3x+2")]
    [InlineData("The answers are:\n- $x=2$\n- $x=3$", "2, 3", "3")]
    [InlineData("The roots are:\n1. 2\n2. 3", "2, 3", "3")]
    [InlineData(@"The answer is \boxed{20}, not \boxed{18}.", "20", "18")]
    [InlineData(@"\boxed{20} (my earlier \boxed{18} was wrong)", "20", "18")]
    [InlineData(@"The total is \boxed{20}. A common wrong answer is \boxed{18}.", "20", "18")]
    [InlineData(@"\boxed{18}. Wait, I made a mistake earlier: \boxed{20}", "20", "18")]
    [InlineData(@"My earlier \boxed{18} was wrong; it is \boxed{20}.", "20", "18")]
    [InlineData(@"~~\boxed{18}~~ \boxed{20}", "20", "18")]
    public void The_ending_gives_its_answer_and_not_what_stands_beside_it(string text, string right, string wrong)
    {
        Assert.Equal(MathVerdict.Right, MathAnswer.Check(text, right).Verdict);
        Assert.Equal(MathVerdict.Wrong, MathAnswer.Check(text, wrong).Verdict);
    }
}
