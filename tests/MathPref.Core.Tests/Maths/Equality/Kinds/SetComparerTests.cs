using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class SetComparerTests
{
    [Fact]
    public void Order_and_repeats_do_not_count()
    {
        RightBothWays(List(N(1), N(2), N(3)), Set(N(3), N(1), N(2)));
        RightBothWays(List(N(1), N(2), N(2)), Set(N(2), N(1)));
        RightBothWays(Set(Over(1, 2), D("0.5")), Over(1, 2));
        RightBothWays(Set(Sqrt(8), N(1)), List(N(1), Times(N(2), Sqrt(2))));
    }

    [Fact]
    public void A_value_that_differs_from_all_is_named()
    {
        var comparison = Compare(List(N(-3), N(8)), Set(N(-3), N(6)));
        Assert.Equal(Core.Maths.Equality.MathVerdict.Wrong, comparison.Verdict);
        Assert.Equal("8 is not among -3, 6", comparison.Reason);
        Assert.Equal("6 of the reference is not among -3", Compare(Set(N(-3)), Set(N(-3), N(6))).Reason);
    }

    [Fact]
    public void Ways_to_write_the_values_of_a_variable_are_lists()
    {
        var values = Set(N(1), N(2));
        RightBothWays(Any(Eq(X, N(1)), Eq(X, N(2))), values);
        RightBothWays(List(Eq(S("x_1"), N(2)), Eq(S("x_2"), N(1))), values);
        RightBothWays(In(X, values), List(N(2), N(1)));
        RightBothWays(List(Eq(X, N(1)), N(2)), Any(Eq(X, N(2)), Eq(X, N(1))));
        RightBothWays(Eq(X, Set(N(1), N(2))), values);
        WrongBothWays(List(Eq(X, N(1)), N(3)), values);
    }

    [Fact]
    public void Two_values_are_not_one()
    {
        WrongBothWays(Set(N(1), N(2)), N(1));
        RightBothWays(Set(N(5)), N(5));
        RightBothWays(Eq(X, N(5)), Set(N(5)));
        WrongBothWays(Empty, N(0));
        RightBothWays(Empty, Empty);
        WrongBothWays(List(new Choice('A', null), new Choice('D', null)), Add(X, N(6)));
    }

    [Fact]
    public void What_cannot_be_told_is_unknown_and_never_wrong()
    {
        // 0.33 has too few digits to be 1/3 or not.
        Unknown(Set(D("0.33"), N(1)), Set(Over(1, 3), N(1)));
        Wrong(Set(D("0.33"), N(2)), Set(Over(1, 3), N(1)));
        Unknown(Set(W("left"), N(1)), Set(W("port"), N(1)));
    }

    [Fact]
    public void Signs_of_plus_minus_are_both_values()
    {
        RightBothWays(PlusMinus(N(4)), Set(N(-4), N(4)));
        RightBothWays(Eq(X, Add(N(1), PlusMinus(Sqrt(2)))), List(Add(N(1), Sqrt(2)), Add(N(1), Neg(Sqrt(2)))));
        RightBothWays(List(N(3), PlusMinus(N(2))), Set(N(3), N(2), N(-2)));
        RightBothWays(Point(PlusMinus(N(1)), N(2)), List(Point(N(1), N(2)), Point(N(-1), N(2))));
        WrongBothWays(PlusMinus(N(4)), N(4));
        WrongBothWays(PlusMinus(N(4)), Set(N(4), N(5)));
    }

    [Fact]
    public void All_signs_of_an_answer_go_together_and_four_values_for_two_signs_are_unknown()
    {
        var together = Set(Add(N(1), Sqrt(2)), Add(N(-1), Neg(Sqrt(2))));
        var four = Set(Add(N(1), Sqrt(2)), Add(N(-1), Neg(Sqrt(2))), Add(N(-1), Sqrt(2)), Add(N(1), Neg(Sqrt(2))));
        var signs = Add(PlusMinus(N(1)), PlusMinus(Sqrt(2)));
        Right(together, signs);
        Unknown(four, signs);
        Wrong(Set(N(1), Sqrt(2)), signs);
        var opposite = Add(PlusMinus(N(1)), new PlusMinus(Sqrt(2), true));
        Right(Set(Add(N(1), Neg(Sqrt(2))), Add(N(-1), Sqrt(2))), opposite);
    }

    [Fact]
    public void A_list_for_a_point_keeps_the_order()
    {
        var point = Point(N(1), N(2));
        Right(List(N(1), N(2)), point);
        Unknown(List(N(2), N(1)), point);
        Unknown(Set(N(1), N(2)), point);
        Wrong(List(N(1), N(3)), point);
        Right(point, List(N(2), N(1)));
        Right(Closed(N(1), N(2)), List(N(1), N(2)));
        Right(List(N(1), N(2)), Closed(N(1), N(2)));
        Wrong(Closed(N(1), N(3)), point);
    }

    [Fact]
    public void Points_in_a_list_are_paired_as_points()
    {
        RightBothWays(List(Point(N(1), N(2)), Point(N(3), N(4))), Set(Point(N(3), N(4)), Point(N(1), N(2))));
        WrongBothWays(List(Point(N(1), N(2)), Point(N(4), N(3))), Set(Point(N(3), N(4)), Point(N(1), N(2))));
        WrongBothWays(Point(N(1), N(2)), List(Point(N(1), N(2)), Point(N(3), N(4))));
        RightBothWays(List(Eq(X, N(1)), Eq(Y, N(2)), Eq(X, N(2)), Eq(Y, N(1))), List(Point(N(2), N(1)), Point(N(1), N(2))));
        RightBothWays(Any(All(Eq(X, N(1)), Eq(Y, N(2))), All(Eq(X, N(2)), Eq(Y, N(1)))), List(Point(N(2), N(1)), Point(N(1), N(2))));
    }

    [Fact]
    public void Long_lists_of_numbers_are_compared()
    {
        Expr[] numbers = [.. Enumerable.Range(0, 3000).Select(i => Over(i, 7))];
        Right(List(numbers), Set([.. numbers.Reverse()]));
        Wrong(List([.. numbers, N(-1)]), Set(numbers));
        Unknown(List([.. Enumerable.Range(0, 3000).Select(i => Sqrt(i))]), Set([.. Enumerable.Range(0, 3000).Select(i => Add(X, N(i)))]));
    }
}
