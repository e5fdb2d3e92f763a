using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class EquationComparerTests
{
    private static readonly Expr Line = Eq(Y, Add(Times(N(2), X), N(1)));

    [Fact]
    public void A_value_with_a_name_is_the_value()
    {
        RightBothWays(Eq(X, N(5)), N(5));
        RightBothWays(Eq(X, N(5)), Eq(S("k"), N(5)));
        RightBothWays(Eq(N(5), X), N(5));
        WrongBothWays(Eq(X, N(5)), N(6));
        WrongBothWays(Eq(X, N(5)), Eq(X, N(6)));
        RightBothWays(Eq(X, Degrees(N(30))), Degrees(N(30)));
        RightBothWays(Eq(S("v"), Unit(N(5), "cm")), N(5));
    }

    [Fact]
    public void The_last_of_a_chain_is_the_value_and_the_exact_one_before_an_approximation()
    {
        Right(new Relation([S("S"), Add(N(3), N(4)), N(7)], [RelationSign.Equal, RelationSign.Equal]), N(7));
        Right(new Relation([X, Sqrt(2), D("1.4")], [RelationSign.Equal, RelationSign.Approximately]), Sqrt(2));
        Right(Rel(X, RelationSign.Approximately, D("1.414")), Sqrt(2));
        Wrong(new Relation([S("S"), Add(N(3), N(4)), N(7)], [RelationSign.Equal, RelationSign.Equal]), N(8));
    }

    [Fact]
    public void The_right_side_behind_a_function_or_a_name_counts_against_a_bare_one()
    {
        var side = Add(Times(N(2), X), N(1));
        RightBothWays(Line, side);
        RightBothWays(Eq(new Apply("f", [X]), side), Add(N(1), Times(X, N(2))));
        RightBothWays(Eq(new Apply("f", [S("t")]), Add(Times(N(2), S("t")), N(1))), Eq(new Apply("f", [X]), side));
        RightBothWays(Eq(new Apply("f", [X]), side), Line);
        WrongBothWays(Line, Add(Times(N(3), X), N(1)));
    }

    [Fact]
    public void Equations_are_alike_up_to_a_constant_factor()
    {
        RightBothWays(Line, Eq(Add(Times(N(4), X), Neg(Times(N(2), Y))), N(-2)));
        RightBothWays(Eq(Add(Over(Pow(X, 2), N(4)), Neg(Over(Pow(Y, 2), N(9)))), N(1)), Eq(Add(Times(N(-4), Pow(Y, 2)), Times(N(9), Pow(X, 2))), N(36)));
        WrongBothWays(Line, Eq(Y, Add(Times(N(2), X), N(2))));
        WrongBothWays(Line, Eq(X, Add(Times(N(2), Y), N(1))));
        WrongBothWays(Eq(Add(Pow(X, 2), Pow(Y, 2)), N(25)), Eq(Add(Pow(X, 2), Pow(Y, 2)), N(24)));
        WrongBothWays(Eq(Over(2, 5), Add(Y, X)), Eq(Add(Y, Neg(X)), Over(2, 5)));
    }

    [Fact]
    public void Denominators_are_cleared()
    {
        RightBothWays(Eq(Y, Over(N(1), X)), Eq(Times(X, Y), N(1)));
        RightBothWays(Eq(Y, Over(Add(X, N(1)), Add(X, N(-1)))), Eq(Times(Y, Add(X, N(-1))), Add(X, N(1))));
        WrongBothWays(Eq(Y, Over(N(1), X)), Eq(Times(X, Y), N(2)));
    }

    [Fact]
    public void Curves_that_are_solved_for_a_variable_each_are_compared_by_their_points()
    {
        var logarithm = Eq(Y, new Call(Function.Ln, [X]));
        RightBothWays(logarithm, Eq(new Power(new Const(ConstKind.E), Y), X));
        WrongBothWays(logarithm, Eq(new Power(new Const(ConstKind.E), Y), Times(N(2), X)));
        WrongBothWays(Eq(Y, Sqrt(X)), Eq(X, Add(Pow(Y, 2), N(1))));
    }

    [Fact]
    public void A_linear_equation_in_one_variable_is_its_root()
    {
        RightBothWays(Eq(Add(Times(N(2), X), N(3)), N(11)), N(4));
        RightBothWays(Eq(Add(Times(N(2), X), N(3)), N(11)), Eq(X, N(4)));
        WrongBothWays(Eq(Add(Times(N(2), X), N(3)), N(11)), N(5));
    }

    [Fact]
    public void What_stands_before_the_value_may_be_more_than_a_name()
    {
        RightBothWays(Eq(Times(S("A"), S("B")), N(5)), N(5));
        WrongBothWays(Eq(Times(S("A"), S("B")), N(5)), N(6));
        Right(Eq(Add(S("a"), S("b")), N(5)), N(5));
        Wrong(Eq(Add(S("a"), S("b")), N(5)), N(6));
        Right(Eq(Add(Times(N(2), X), Neg(Y)), N(-1)), Add(Times(N(2), X), N(1)));
        Unknown(Eq(Pow(X, 2), N(25)), N(5));
        Unknown(N(25), Eq(Add(Pow(X, 2), Pow(Y, 2)), N(25)));
        Right(Eq(Sqrt(5), Point(N(5), N(2))), Eq(Sqrt(5), Point(N(5), N(2))));
        RightBothWays(Eq(Ratio(3, 4), Ratio(1, 2)), Ratio(1, 2));
    }

    [Fact]
    public void Names_that_share_a_value_are_a_system()
    {
        var both = new Relation([X, Y, N(2)], [RelationSign.Equal, RelationSign.Equal]);
        RightBothWays(both, Point(N(2), N(2)));
        RightBothWays(both, All(Eq(X, N(2)), Eq(Y, N(2))));
        RightBothWays(both, N(2));
        WrongBothWays(both, Point(N(2), N(3)));
    }

    [Fact]
    public void Values_for_names_are_compared_name_by_name()
    {
        var system = All(Eq(X, N(1)), Eq(Y, N(2)));
        RightBothWays(system, List(Eq(Y, N(2)), Eq(X, N(1))));
        RightBothWays(system, Eq(Point(X, Y), Point(N(1), N(2))));
        RightBothWays(system, Eq(Point(Y, X), Point(N(2), N(1))));
        RightBothWays(system, Point(N(1), N(2)));
        RightBothWays(system, List(N(1), N(2)));
        WrongBothWays(system, List(Eq(X, N(2)), Eq(Y, N(1))));
        WrongBothWays(system, Point(N(1), N(3)));
        WrongBothWays(system, N(1));
        Unknown(All(Eq(Y, N(1)), Eq(X, N(2))), Point(N(1), N(2)));
        RightBothWays(All(Eq(X, N(1)), Eq(Y, N(2)), Eq(S("z"), N(3)), Eq(S("w"), N(4))), Point(N(1), N(2), N(3), N(4)));
        Wrong(system, All(Eq(X, N(1)), Eq(Y, N(2)), Eq(S("z"), N(3))));
        Unknown(All(Eq(X, N(1)), Eq(Y, N(2)), Eq(S("z"), N(3))), system);
    }

    [Fact]
    public void Linear_systems_are_compared_by_what_solves_them()
    {
        var system = All(Eq(Add(X, Y), N(3)), Eq(Add(X, Neg(Y)), N(-1)));
        RightBothWays(system, All(Eq(X, N(1)), Eq(Y, N(2))));
        RightBothWays(system, All(Eq(Add(Times(N(2), X), Times(N(2), Y)), N(6)), Eq(Times(N(2), X), N(2))));
        WrongBothWays(system, All(Eq(Add(X, Y), N(3)), Eq(Add(X, Neg(Y)), N(1))));
        Unknown(All(Eq(Pow(X, 2), Y), Eq(X, N(1))), All(Eq(Times(X, Y), N(1)), Eq(X, N(1))));
    }
}
