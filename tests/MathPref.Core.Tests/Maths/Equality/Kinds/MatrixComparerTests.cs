using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class MatrixComparerTests
{
    private static readonly Expr Square = Matrix([N(1), N(2)], [N(3), N(4)]);

    [Fact]
    public void Matrices_are_compared_entry_by_entry()
    {
        Right(Matrix([N(1), D("2.0")], [N(3), N(4)]), Square);
        WrongBothWays(Square, Matrix([N(1), N(3)], [N(2), N(4)]));
        WrongBothWays(Square, Matrix([N(1), N(2)]));
        WrongBothWays(Square, N(1));
        Assert.Equal("row 2, column 1 is 2, in the reference 3", Compare(Matrix([N(1), N(2)], [N(2), N(4)]), Square).Reason);
        RightBothWays(Eq(S("A"), Square), Square);
    }

    [Fact]
    public void Rows_and_columns_beside_a_point_are_vectors()
    {
        RightBothWays(Matrix([N(1)], [N(2)]), Point(N(1), N(2)));
        RightBothWays(Matrix([N(1), N(2)]), Point(N(1), N(2)));
        RightBothWays(Matrix([N(1), N(2)]), Closed(N(1), N(2)));
        RightBothWays(Matrix([N(1)], [N(2)]), All(Eq(X, N(1)), Eq(Y, N(2))));
        RightBothWays(Eq(Point(X, Y), Matrix([N(1)], [N(2)])), Matrix([N(1)], [N(2)]));
        WrongBothWays(Matrix([N(1)], [N(2)]), Matrix([N(1), N(2)]));
        WrongBothWays(Matrix([N(1)], [N(2)]), Point(N(2), N(1)));
    }

    [Fact]
    public void Operations_of_matrices_are_computed()
    {
        RightBothWays(Times(Over(1, 3), Matrix([N(3), N(6)], [N(9), N(12)])), Square);
        RightBothWays(Add(Square, Square), Times(N(2), Square));
        RightBothWays(Times(Square, Square), Matrix([N(7), N(10)], [N(15), N(22)]));
        RightBothWays(Pow(Square, 2), Matrix([N(7), N(10)], [N(15), N(22)]));
        RightBothWays(new Call(Function.Transpose, [Square]), Matrix([N(1), N(3)], [N(2), N(4)]));
        RightBothWays(Eq(S("A"), Times(N(2), Square)), Add(Square, Square));
        WrongBothWays(Times(N(2), Square), Square);
        Unknown(Add(Square, Matrix([N(1)])), Square);
    }

    [Fact]
    public void Determinants_are_numbers()
    {
        RightBothWays(Det(Square), N(-2));
        RightBothWays(Det(Matrix([N(0), N(-1), N(4)], [N(0), N(-4), N(2)], [N(2), N(-4), N(-3)])), N(28));
        WrongBothWays(Det(Square), N(2));
        RightBothWays(Add(Det(Square), N(1)), N(-1));
    }

    [Fact]
    public void Determinants_with_variables_are_expanded()
    {
        RightBothWays(Det(Matrix([X, N(1)], [N(1), X])), Add(Pow(X, 2), N(-1)));
        RightBothWays(Det(Matrix([X, N(0), N(1)], [N(0), X, N(0)], [N(1), N(0), X])), Add(Pow(X, 3), Neg(X)));
        WrongBothWays(Det(Matrix([X, N(1)], [N(1), X])), Add(Pow(X, 2), N(1)));
    }
}
