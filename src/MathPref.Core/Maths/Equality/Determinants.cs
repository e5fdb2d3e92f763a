using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Determinants: of rational numbers by elimination, of other entries by expansion along the rows.</summary>
internal static class Determinants
{
    private const int MaxRational = 24;

    private const int MaxSymbolic = 6;

    /// <summary>The determinant as a scalar; null where the matrix is not square, or too large.</summary>
    public static Expr? Of(MatrixOf matrix)
    {
        int size = matrix.Rows.Length;
        foreach (var row in matrix.Rows)
        {
            if (row.Length != size)
                return null;
        }
        return size <= MaxRational && TryRational(matrix, out var rows) ? new Num(Eliminated(rows))
            : size <= MaxSymbolic ? Expanded(matrix, 0, 0, new Expr?[1 << size])
            : null;
    }

    private static bool TryRational(MatrixOf matrix, out Fraction[][] rows)
    {
        rows = new Fraction[matrix.Rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new Fraction[matrix.Rows[i].Length];
            for (int j = 0; j < rows[i].Length; j++)
            {
                if (!RationalValue.TryGet(matrix.Rows[i][j], out rows[i][j]))
                    return false;
            }
        }
        return true;
    }

    private static Fraction Eliminated(Fraction[][] rows)
    {
        Fraction determinant = 1;
        for (int column = 0; column < rows.Length; column++)
        {
            int pivot = column;
            while (pivot < rows.Length && rows[pivot][column].IsZero)
                pivot++;
            if (pivot == rows.Length)
                return 0;
            if (pivot != column)
            {
                (rows[pivot], rows[column]) = (rows[column], rows[pivot]);
                determinant = -determinant;
            }
            determinant *= rows[column][column];
            for (int r = column + 1; r < rows.Length; r++)
            {
                var factor = rows[r][column] / rows[column][column];
                for (int c = column; !factor.IsZero && c < rows.Length; c++)
                    rows[r][c] -= factor * rows[column][c];
            }
        }
        return determinant;
    }

    /// <summary>The determinant of the rows from <paramref name="row"/> on without the columns of <paramref name="used"/>; each is made once.</summary>
    private static Expr Expanded(MatrixOf matrix, int row, int used, Expr?[] made)
    {
        if (row == matrix.Rows.Length)
            return Trees.One;
        if (made[used] is { } known)
            return known;
        var terms = new List<Expr>();
        bool isMinus = false;
        for (int column = 0; column < matrix.Rows.Length; column++)
        {
            if ((used >> column & 1) != 0)
                continue;
            var entry = matrix.Rows[row][column];
            if (!Trees.IsZero(entry))
            {
                var term = Trees.Multiply(entry, Expanded(matrix, row + 1, used | 1 << column, made));
                terms.Add(isMinus ? Trees.Negate(term) : term);
            }
            isMinus = !isMinus;
        }
        return made[used] = Trees.Sum(terms);
    }
}
