using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class ConditionsTests
{
    private static readonly Expr K = S("k");
    private static readonly Expr M = S("n");
    private static readonly Expr QuarterAndHalfTurns = Family(Add(Over(Pi, N(4)), Times(K, Pi)), K);

    [Fact]
    public void A_condition_on_one_side_alone_is_passed_over()
    {
        RightBothWays(List(Over(N(1), X), Not(X, N(0))), Over(N(1), X));
        WrongBothWays(List(Over(N(1), X), Not(X, N(0))), Over(N(2), X));
        Unknown(List(Over(N(1), X), Not(X, N(0))), List(Over(N(1), X), Not(X, N(1))));
    }

    [Fact]
    public void Values_that_run_with_an_integer_are_compared_modulo_their_period()
    {
        RightBothWays(QuarterAndHalfTurns, Family(Add(Over(Pi, N(4)), Times(M, Pi)), M));
        RightBothWays(QuarterAndHalfTurns, Family(Add(Over(Times(N(5), Pi), N(4)), Times(N(-1), M, Pi)), M));
        RightBothWays(QuarterAndHalfTurns, List(Add(Over(Pi, N(4)), Times(N(2), M, Pi)), Add(Over(Times(N(5), Pi), N(4)), Times(N(2), M, Pi)), In(M,
            new NumberSet(NumberSetKind.Integers))));
        WrongBothWays(QuarterAndHalfTurns, Family(Add(Over(Pi, N(4)), Times(N(2), M, Pi)), M));
        WrongBothWays(QuarterAndHalfTurns, Family(Add(Over(Pi, N(3)), Times(M, Pi)), M));
        RightBothWays(Family(Times(N(3), K), K), new SetBuilder(Add(N(3), Times(N(3), M)), In(M, new NumberSet(NumberSetKind.Integers))));
        Unknown(QuarterAndHalfTurns, Over(Pi, N(4)));
    }

    [Fact]
    public void Congruences_are_alike_when_the_modulus_divides_the_difference()
    {
        RightBothWays(Congruent(3, 7), Congruent(10, 7));
        RightBothWays(Congruent(-4, 7), Congruent(3, 7));
        WrongBothWays(Congruent(3, 7), Congruent(4, 7));
        WrongBothWays(Congruent(3, 7), Congruent(3, 14));
    }

    [Fact]
    public void Sums_along_the_axes_are_vectors()
    {
        var vector = Add(Times(N(3), S("i")), Neg(S("j")));
        RightBothWays(vector, Point(N(3), N(-1)));
        RightBothWays(vector, Point(N(3), N(-1), N(0)));
        WrongBothWays(vector, Point(N(3), N(1)));
    }

    private static Expr Family(Expr value, Expr index) => List(value, In(index, new NumberSet(NumberSetKind.Integers)));

    private static Expr Congruent(int value, int modulus) => Rel(X, RelationSign.Congruent, new Call(Function.Mod, [N(value), N(modulus)]));
}
