using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class RelationReadingTests
{
    [Theory]
    [InlineData("x > 2", "Relation([x, 2], [Greater])")]
    [InlineData(@"-5 < x \le 3", "Relation([-5, x, 3], [Less, LessOrEqual])")]
    [InlineData(@"x \ge -6", "Relation([x, -6], [GreaterOrEqual])")]
    [InlineData("x<=3", "Relation([x, 3], [LessOrEqual])")]
    [InlineData(@"x \leqslant 3", "Relation([x, 3], [LessOrEqual])")]
    [InlineData(@"x \neq 11/5", "Relation([x, Quotient(11, 5)], [NotEqual])")]
    [InlineData(@"x \ne 0, 1", "AllOf([Relation([x, 0], [NotEqual]), Relation([x, 1], [NotEqual])])")]
    [InlineData("x < 1 or x > 2", "AnyOf([Relation([x, 1], [Less]), Relation([x, 2], [Greater])])")]
    [InlineData("x > 1 and x < 2", "AllOf([Relation([x, 1], [Greater]), Relation([x, 2], [Less])])")]
    [InlineData("x < -2, -1 < x < 1, or x > 3", "AnyOf([Relation([x, -2], [Less]), Relation([-1, x, 1], [Less, Less]), Relation([x, 3], [Greater])])")]
    [InlineData("(x < 3) & (x > 1)", "AllOf([Relation([x, 3], [Less]), Relation([x, 1], [Greater])])")]
    [InlineData("(2 < x) | (x < 1)", "AnyOf([Relation([2, x], [Less]), Relation([x, 1], [Less])])")]
    [InlineData("k = 5", "Relation([k, 5], [Equal])")]
    [InlineData("x is 5", "Relation([x, 5], [Equal])")]
    [InlineData("y = 2x+1", "Relation([y, Sum([Product([2, x]), 1])], [Equal])")]
    [InlineData("f(x) = 3x", "Relation([Apply(f, [x]), Product([3, x])], [Equal])")]
    [InlineData("S = 3+4 = 7", "Relation([S, Sum([3, 4]), 7], [Equal, Equal])")]
    [InlineData(@"x \approx 3.14", "Relation([x, 157/50~2], [Approximately])")]
    [InlineData(@"\approx 3.14", "157/50~2")]
    [InlineData("= 5", "5")]
    [InlineData(@"x^2 = 4 \Rightarrow x = 2", "Relation([x, 2], [Equal])")]
    [InlineData(@"x \equiv 3 \pmod{7}", "Relation([x, Call(Mod, [3, 7])], [Congruent])")]
    [InlineData("Eq(x, 2)", "Relation([x, 2], [Equal])")]
    [InlineData(@"\text{Tom} = 12", "Relation([tom, 12], [Equal])")]
    [InlineData("|x| < 3", "Relation([Call(Abs, [x]), 3], [Less])")]
    public void Statements_keep_their_signs_and_their_links(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));
}
