using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class SetReadingTests
{
    [Theory]
    [InlineData("(1,2)", "Tuple([1, 2])")]
    [InlineData("(x,y) = (1,2)", "Relation([Tuple([x, y]), Tuple([1, 2])], [Equal])")]
    [InlineData(@"\langle 1,2\rangle", "Tuple([1, 2])")]
    [InlineData("<1, 2>", "Tuple([1, 2])")]
    [InlineData("[1,2,3]", "Tuple([1, 2, 3])")]
    [InlineData("A(1,2)", "Relation([A, Tuple([1, 2])], [Equal])")]
    [InlineData("(1,200)", "Tuple([1, 200])")]
    [InlineData(@"(-\infty, 2]", "Interval(-Infinity, 2, False, True)")]
    [InlineData("[1, 2)", "Interval(1, 2, True, False)")]
    [InlineData("]1,2[", "Interval(1, 2, False, False)")]
    [InlineData(@"]-\infty,-4]", "Interval(-Infinity, -4, False, True)")]
    [InlineData("(1, 2[", "Interval(1, 2, False, False)")]
    [InlineData("[0; 1[", "Interval(0, 1, True, False)")]
    [InlineData(@"\left(-\infty, -12\right)", "Interval(-Infinity, -12, False, False)")]
    [InlineData(@"x \in (1,2)", "Membership(x, Interval(1, 2, False, False), False)")]
    [InlineData(@"x \in ]1, 2[", "Membership(x, Interval(1, 2, False, False), False)")]
    [InlineData(@"\{1,2\}", "SetOf([1, 2])")]
    [InlineData("{1, 2}", "SetOf([1, 2])")]
    [InlineData(@"\{(1,2),(3,4)\}", "SetOf([Tuple([1, 2]), Tuple([3, 4])])")]
    [InlineData("Interval.open(1, 2)", "Interval(1, 2, False, False)")]
    [InlineData("Interval(-oo, 2)", "Interval(-Infinity, 2, False, True)")]
    [InlineData("FiniteSet(1, 2)", "SetOf([1, 2])")]
    public void Brackets_give_points_intervals_and_sets(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData(@"(−∞,5) \cup (5,∞)", "SetOperation(Union, Interval(-Infinity, 5, False, False), Interval(5, Infinity, False, False))")]
    [InlineData(@"(-\infty, 1) U (2, \infty)", "SetOperation(Union, Interval(-Infinity, 1, False, False), Interval(2, Infinity, False, False))")]
    [InlineData(@"]1,2[ \cup ]3,4[", "SetOperation(Union, Interval(1, 2, False, False), Interval(3, 4, False, False))")]
    [InlineData(@"(-\infty, 1) \text{ and } (2, \infty)", "SetOperation(Union, Interval(-Infinity, 1, False, False), Interval(2, Infinity, False, False))")]
    [InlineData(@"x \in (-\infty, 1) \cup (2, 3]",
        "Membership(x, SetOperation(Union, Interval(-Infinity, 1, False, False), Interval(2, 3, False, True)), False)")]
    [InlineData(@"\mathbb{R} \setminus \{-5\}", "SetOperation(Difference, NumberSet(Reals, 0), SetOf([-5]))")]
    [InlineData(@"\mathbb{R} - \{2\}", "SetOperation(Difference, NumberSet(Reals, 0), SetOf([2]))")]
    [InlineData(@"\text{All real numbers except } x = 5", "SetOperation(Difference, NumberSet(Reals, 0), SetOf([5]))")]
    [InlineData("Union(Interval.open(-oo, 1), Interval.open(2, oo))",
        "SetOperation(Union, Interval(-Infinity, 1, False, False), Interval(2, Infinity, False, False))")]
    [InlineData("Complement(Reals, {0})", "SetOperation(Difference, NumberSet(Reals, 0), SetOf([0]))")]
    [InlineData(@"\mathbb{R}", "NumberSet(Reals, 0)")]
    [InlineData(@"\mathbb R^+", "NumberSet(Reals, 1)")]
    [InlineData(@"\mathbb{Z}_{>0}", "NumberSet(Integers, 1)")]
    [InlineData("all real numbers", "NumberSet(Reals, 0)")]
    [InlineData("positive integers", "NumberSet(Integers, 1)")]
    [InlineData(@"x \in \mathbb{R}", "Membership(x, NumberSet(Reals, 0), False)")]
    [InlineData(@"x = 2k\pi, k \in \mathbb{Z}", "AllOf([Relation([x, Product([2, k, Pi])], [Equal]), Membership(k, NumberSet(Integers, 0), False)])")]
    [InlineData(@"x = 2k \text{ where } k \text{ is an integer}",
        "AllOf([Relation([x, Product([2, k])], [Equal]), Membership(k, NumberSet(Integers, 0), False)])")]
    [InlineData(@"\{x : x > 2\}", "SetBuilder(x, Relation([x, 2], [Greater]))")]
    [InlineData(@"\{x \mid x > 2\}", "SetBuilder(x, Relation([x, 2], [Greater]))")]
    [InlineData(@"\left\{ x \in \mathbb{R} : x \neq 2 \right\}", "SetBuilder(x, Relation([x, 2], [NotEqual]))")]
    [InlineData(@"\{ n \in \mathbb{Z} \mid n > 2 \}", "SetBuilder(n, AllOf([Membership(n, NumberSet(Integers, 0), False), Relation([n, 2], [Greater])]))")]
    [InlineData("{x ∈ ℝ | x ≥ 2}", "SetBuilder(x, Relation([x, 2], [GreaterOrEqual]))")]
    [InlineData(@"\{ (x, y) : x + y = 1 \}", "SetBuilder(Tuple([x, y]), Relation([Sum([x, y]), 1], [Equal]))")]
    public void Sets_are_joined_and_named(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));
}
