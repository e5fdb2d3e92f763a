using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class RegionComparerTests
{
    private static readonly Expr Integers = new NumberSet(NumberSetKind.Integers);
    private static readonly Expr Reals = new NumberSet(NumberSetKind.Reals);

    [Fact]
    public void Inequalities_are_intervals()
    {
        RightBothWays(More(X, N(2)), Open(N(2), Infinity));
        RightBothWays(AtMost(N(-6), Y), AtLeast(S("m"), N(-6)));
        RightBothWays(In(X, From(N(-3), Infinity)), From(N(-3), Infinity));
        RightBothWays(Chain(N(1), RelationSign.Less, X, RelationSign.LessOrEqual, N(2)), UpTo(N(1), N(2)));
        RightBothWays(Chain(N(2), RelationSign.GreaterOrEqual, X, RelationSign.Greater, N(1)), UpTo(N(1), N(2)));
        RightBothWays(All(More(X, N(1)), AtMost(X, N(2))), UpTo(N(1), N(2)));
        RightBothWays(new SetBuilder(X, Less(X, N(-12))), Open(MinusInfinity, N(-12)));
        WrongBothWays(More(X, N(2)), AtLeast(X, N(2)));
        WrongBothWays(More(X, N(2)), Less(X, N(2)));
        WrongBothWays(UpTo(N(1), N(2)), From(N(1), N(2)));
    }

    [Fact]
    public void A_pair_beside_a_part_of_the_line_is_an_open_interval()
    {
        RightBothWays(Point(N(1), N(2)), Chain(N(1), RelationSign.Less, X, RelationSign.Less, N(2)));
        Wrong(Point(N(1), N(2)), Closed(N(1), N(2)));
        Unknown(Closed(N(1), N(2)), Point(N(1), N(2)));
        WrongBothWays(Point(N(1), N(2), N(3)), Closed(N(1), N(2)));
        RightBothWays(Union(Point(N(1), N(2)), UpTo(N(3), N(4))), Any(Chain(N(3), RelationSign.Less, X, RelationSign.LessOrEqual, N(4)),
            Chain(N(1), RelationSign.Less, X, RelationSign.Less, N(2))));
    }

    [Fact]
    public void Ends_may_be_decimals_and_radicals()
    {
        Right(Chain(N(-1), RelationSign.LessOrEqual, X, RelationSign.Less, D("-0.75")), From(N(-1), Over(-3, 4)));
        RightBothWays(From(Sqrt(8), Infinity), AtLeast(X, Times(N(2), Sqrt(2))));
        RightBothWays(Union(Open(Neg(Sqrt(5)), N(0)), From(Add(N(1), Sqrt(2)), Infinity)),
            Any(AtLeast(X, Add(Sqrt(2), N(1))), Chain(Neg(Sqrt(5)), RelationSign.Less, X, RelationSign.Less, N(0))));
        WrongBothWays(From(Sqrt(8), Infinity), AtLeast(X, Times(N(3), Sqrt(2))));
    }

    [Fact]
    public void Linear_inequalities_are_solved()
    {
        RightBothWays(More(Times(N(2), X), N(4)), More(X, N(2)));
        RightBothWays(Less(Times(N(-2), X), N(4)), More(X, N(-2)));
        RightBothWays(More(Add(X, N(-2)), N(0)), Open(N(2), Infinity));
        RightBothWays(Chain(N(3), RelationSign.LessOrEqual, Add(Times(N(2), X), N(1)), RelationSign.Less, N(7)), From(N(1), N(3)));
        RightBothWays(Less(new Call(Function.Abs, [X]), N(2)), Open(N(-2), N(2)));
        RightBothWays(AtLeast(new Call(Function.Abs, [Add(X, N(-3))]), N(1)), Union(UpTo(MinusInfinity, N(2)), From(N(4), Infinity)));
        WrongBothWays(Less(new Call(Function.Abs, [X]), N(2)), Open(N(-2), N(3)));
    }

    [Fact]
    public void Unions_are_put_in_order_and_touching_parts_joined()
    {
        RightBothWays(Union(From(N(1), Infinity), Open(MinusInfinity, N(-10))), Any(Less(X, N(-10)), AtLeast(X, N(1))));
        RightBothWays(Union(From(N(0), N(1)), From(N(1), N(2))), From(N(0), N(2)));
        WrongBothWays(Union(Open(N(0), N(1)), Open(N(1), N(2))), Open(N(0), N(2)));
        RightBothWays(Union(Open(N(0), N(1)), Union(Open(N(1), N(2)), Set(N(1)))), Open(N(0), N(2)));
        RightBothWays(List(Open(MinusInfinity, N(0)), Open(N(1), Infinity)), Union(Open(MinusInfinity, N(0)), Open(N(1), Infinity)));
        WrongBothWays(Less(X, N(-10)), Any(Less(X, N(-10)), AtLeast(X, N(1))));
    }

    [Fact]
    public void Real_numbers_without_some_are_a_union()
    {
        var union = Union(Open(MinusInfinity, N(3)), Open(N(3), Infinity));
        RightBothWays(Not(X, N(3)), union);
        RightBothWays(Without(Reals, Set(N(3))), union);
        RightBothWays(All(Not(X, N(3)), Not(X, N(5))), Without(Reals, Set(N(5), N(3))));
        WrongBothWays(Not(X, N(3)), Reals);
        RightBothWays(Reals, Open(MinusInfinity, Infinity));
        RightBothWays(new NumberSet(NumberSetKind.Reals, 1), More(X, N(0)));
    }

    [Fact]
    public void Bounded_integers_are_a_finite_set()
    {
        var bounded = new SetBuilder(X, All(In(X, Integers), Chain(N(-1), RelationSign.LessOrEqual, X, RelationSign.Less, N(3))));
        RightBothWays(bounded, Set(N(-1), N(0), N(1), N(2)));
        WrongBothWays(bounded, Set(N(-1), N(0), N(1), N(2), N(3)));
        var unbounded = All(In(X, Integers), More(X, N(2)));
        RightBothWays(unbounded, All(In(X, Integers), AtLeast(X, N(3))));
        Unknown(AtLeast(X, N(3)), unbounded);
        Wrong(AtLeast(X, N(4)), unbounded);
    }

    [Fact]
    public void One_value_is_not_a_part_of_the_line()
    {
        WrongBothWays(N(2), Open(N(2), N(3)));
        WrongBothWays(N(2), More(X, N(2)));
        RightBothWays(Empty, All(More(X, N(2)), Less(X, N(1))));
        WrongBothWays(Empty, More(X, N(2)));
        RightBothWays(Closed(N(2), N(2)), N(2));
    }

    [Fact]
    public void Ends_with_variables_are_compared_by_their_look()
    {
        RightBothWays(Open(S("a"), Infinity), More(X, S("a")));
        RightBothWays(Chain(S("a"), RelationSign.Less, X, RelationSign.Less, S("b")), Open(S("a"), S("b")));
        WrongBothWays(Open(S("a"), Infinity), From(S("a"), Infinity));
    }

    [Fact]
    public void What_is_not_solved_is_unknown()
    {
        Unknown(Less(Pow(X, 5), Add(X, N(1))), Open(N(0), N(1)));
        Unknown(Open(N(0), N(1)), Less(Pow(X, 5), Add(X, N(1))));
    }

    [Fact]
    public void Inequalities_in_two_variables_are_alike_up_to_a_positive_factor()
    {
        var one = More(Y, Add(Times(N(2), X), N(1)));
        RightBothWays(one, More(Add(Y, Neg(Times(N(2), X))), N(1)));
        RightBothWays(one, Less(Add(Times(N(4), X), Neg(Times(N(2), Y))), N(-2)));
        WrongBothWays(one, Less(Y, Add(Times(N(2), X), N(1))));
        WrongBothWays(one, AtLeast(Y, Add(Times(N(2), X), N(1))));
        WrongBothWays(one, More(Y, Add(Times(N(2), X), N(2))));
    }
}
