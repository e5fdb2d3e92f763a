using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Computes expressions of matrices: sums, products, scalar multiples, whole powers, transposes and determinants.</summary>
internal static class MatrixValue
{
    private const int MaxDepth = 40;

    /// <summary>Matrices with more rows or columns are compared entry by entry and not computed with.</summary>
    private const int MaxSize = 12;

    private const int MaxPower = 12;

    /// <summary>Nodes of an entry of a product: parts that several entries share count in each, as they do for all that walks through them.</summary>
    private const int MaxEntry = 1_000;

    private const int MaxDeterminant = 20_000;

    /// <summary>Whether a matrix stands in it, itself or under an operation.</summary>
    public static bool Has(Expr expression) => Has(expression, 0);

    /// <summary>A <see cref="MatrixOf"/> or a scalar; null where an operation does not fit its matrices, or is not done here.</summary>
    public static Expr? Of(Expr expression) => Of(expression, 0);

    private static bool Has(Expr expression, int depth) => expression switch
    {
        Num or Const or Sym => false,
        MatrixOf => true,
        _ when depth > MaxDepth => false,
        Neg(var operand) => Has(operand, depth + 1),
        Sum(var terms) => Any(terms, depth),
        Product(var factors) => Any(factors, depth),
        Quotient(var top, var bottom) => Has(top, depth + 1) || Has(bottom, depth + 1),
        Power(var basis, _) => Has(basis, depth + 1),
        Call(_, var arguments) => Any(arguments, depth),
        _ => false,
    };

    private static bool Any(ImmutableArray<Expr> items, int depth)
    {
        foreach (var item in items)
        {
            if (Has(item, depth + 1))
                return true;
        }
        return false;
    }

    private static Expr? Of(Expr expression, int depth)
    {
        if (!Has(expression))
            return expression;
        if (depth > MaxDepth)
            return null;
        switch (expression)
        {
            case MatrixOf:
                return expression;
            case Neg(var operand):
                return Scaled(Of(operand, depth + 1), new Num(-1));
            case Sum(var terms):
                return Fold(terms, Add, depth);
            case Product(var factors):
                return Fold(factors, Multiply, depth);
            case Quotient(var top, var bottom):
                return Of(bottom, depth + 1) is not { } divisor || divisor is MatrixOf ? null
                    : Of(top, depth + 1) switch
                    {
                        MatrixOf over => Each(over, e => Trees.Divide(e, divisor)),
                        { } scalar => Trees.Divide(scalar, divisor),
                        null => null,
                    };
            case Power(var basis, var exponent):
                return OfPower(Of(basis, depth + 1), exponent);
            case Call(Function.Transpose, [var argument]):
                return Of(argument, depth + 1) is MatrixOf matrix ? Transposed(matrix) : null;
            case Call(Function.Det or Function.Abs, [var argument]):
                return Of(argument, depth + 1) is { } inner
                    ? inner is MatrixOf square ? Short(Determinants.Of(square)) : ((Call)expression) with { Arguments = [inner] }
                    : null;
            default:
                return null;
        }
    }

    private static Expr? Fold(ImmutableArray<Expr> items, Func<Expr, Expr, Expr?> operation, int depth)
    {
        var value = Of(items[0], depth + 1);
        for (int i = 1; i < items.Length && value is not null; i++)
            value = Of(items[i], depth + 1) is { } next ? operation(value, next) : null;
        return value;
    }

    private static Expr? OfPower(Expr? basis, Expr exponent)
    {
        if (basis is null)
            return null;
        if (basis is not MatrixOf matrix)
            return new Power(basis, exponent);
        if (exponent is Sym("T" or "t"))
            return Transposed(matrix);
        if (!RationalValue.TryGet(exponent, out var power) || !power.IsInteger || power.Sign <= 0 || power.Numerator > MaxPower)
            return null;
        Expr? result = matrix;
        for (int i = 1; i < (int)power.Numerator && result is not null; i++)
            result = Multiply(result, matrix);
        return result;
    }

    private static Expr? Add(Expr left, Expr right)
    {
        if (left is not MatrixOf a || right is not MatrixOf b)
            return left is MatrixOf || right is MatrixOf ? null : Trees.Add(left, right);
        if (a.Rows.Length != b.Rows.Length || a.Rows[0].Length != b.Rows[0].Length)
            return null;
        return new MatrixOf([.. a.Rows.Select((row, i) => row.Select((e, j) => Trees.Add(e, b.Rows[i][j])).ToImmutableArray())]);
    }

    private static Expr? Multiply(Expr left, Expr right)
    {
        if (left is not MatrixOf a)
            return Scaled(right, left);
        if (right is not MatrixOf b)
            return Scaled(left, right);
        int size = b.Rows.Length;
        if (a.Rows[0].Length != size || Math.Max(Math.Max(a.Rows.Length, size), b.Rows[0].Length) > MaxSize)
            return null;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Expr>>(a.Rows.Length);
        foreach (var row in a.Rows)
        {
            var entries = ImmutableArray.CreateBuilder<Expr>(b.Rows[0].Length);
            for (int j = 0; j < b.Rows[0].Length; j++)
            {
                var terms = new List<Expr>(size);
                for (int k = 0; k < size; k++)
                    terms.Add(Trees.Multiply(row[k], b.Rows[k][j]));
                var entry = Trees.Sum(terms);
                if (!IsShort(entry, MaxEntry))
                    return null;
                entries.Add(entry);
            }
            rows.Add(entries.MoveToImmutable());
        }
        return new MatrixOf(rows.MoveToImmutable());
    }

    private static Expr? Short(Expr? determinant) => determinant is not null && IsShort(determinant, MaxDeterminant) ? determinant : null;

    private static bool IsShort(Expr expression, int nodes) => Left(expression, nodes) >= 0;

    /// <summary>What is left of so many nodes when those of a scalar are taken; below 0 where it has more.</summary>
    private static int Left(Expr expression, int nodes)
    {
        if (nodes < 0 || !Work.TrySpend(1))
            return -1;
        nodes--;
        return expression switch
        {
            Neg(var operand) => Left(operand, nodes),
            Sum(var terms) => Left(terms, nodes),
            Product(var factors) => Left(factors, nodes),
            Quotient(var top, var bottom) => Left(bottom, Left(top, nodes)),
            Power(var basis, var exponent) => Left(exponent, Left(basis, nodes)),
            Call(_, var arguments) => Left(arguments, nodes),
            _ => nodes,
        };
    }

    private static int Left(ImmutableArray<Expr> items, int nodes)
    {
        foreach (var item in items)
            nodes = Left(item, nodes);
        return nodes;
    }

    private static Expr? Scaled(Expr? value, Expr factor) => value switch
    {
        null => null,
        MatrixOf matrix => Each(matrix, e => Trees.Multiply(factor, e)),
        _ => Trees.Multiply(factor, value),
    };

    private static MatrixOf Each(MatrixOf matrix, Func<Expr, Expr> entry) => new([.. matrix.Rows.Select(row => row.Select(entry).ToImmutableArray())]);

    private static MatrixOf Transposed(MatrixOf matrix) =>
        new([.. Enumerable.Range(0, matrix.Rows[0].Length).Select(j => matrix.Rows.Select(row => row[j]).ToImmutableArray())]);
}
