using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Tests.Maths.Extraction;

/// <summary>Matrices that stand without dollars, with the signs around them.</summary>
public sealed class EnvironmentsTests
{
    [Theory]
    [InlineData(@"The answer is: \begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1}", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1}")]
    [InlineData(@"The answer is: \begin{vmatrix}1&2\\3&4\end{vmatrix}+5", @"\begin{vmatrix}1&2\\3&4\end{vmatrix}+5")]
    [InlineData(@"The answer is: \left[\begin{matrix}1&2\\3&4\end{matrix}\right]", @"\left[\begin{matrix}1&2\\3&4\end{matrix}\right]")]
    [InlineData(@"Thus we get \left|\begin{matrix}1&2\\3&4\end{matrix}\right|.", @"\left|\begin{matrix}1&2\\3&4\end{matrix}\right|")]
    [InlineData(@"The answer is: \begin{pmatrix}1&2\\3&4\end{pmatrix}.", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}")]
    public void A_matrix_keeps_its_signs(string text, string answer) => Assert.Equal(answer, FinalAnswers.Find(text).Text);
}
