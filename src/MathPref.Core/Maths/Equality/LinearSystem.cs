using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Linear equations with rational coefficients in rows: the coefficients by their variables, and the constant on the left.</summary>
internal sealed class LinearSystem
{
    private const int MaxEquations = 24;

    private readonly List<(SortedDictionary<string, Fraction> Coefficients, Fraction Constant)> _rows = [];

    /// <summary>The equations; null where one is not linear with rational coefficients by its look, or there are too many.</summary>
    public static LinearSystem? TryRead(ImmutableArray<Expr> statements)
    {
        if (statements.Length > MaxEquations)
            return null;
        var system = new LinearSystem();
        foreach (var statement in statements)
        {
            if (statement is not Relation relation)
                return null;
            for (int i = 0; i < relation.Signs.Length; i++)
            {
                var names = Variables.Of(relation);
                if (relation.Signs[i] is not RelationSign.Equal || names.Count > MaxEquations
                    || !system.TryAdd(Trees.Subtract(relation.Operands[i], relation.Operands[i + 1]), names))
                {
                    return null;
                }
            }
        }
        return system;
    }

    /// <summary>Whether the same values of the variables solve both: their reduced rows are the same, or neither has a solution.</summary>
    public bool HasSameSolutions(LinearSystem other)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (coefficients, _) in _rows.Concat(other._rows))
            names.UnionWith(coefficients.Keys);
        var order = names.ToList();
        var mine = Reduced(order);
        var its = other.Reduced(order);
        if (mine.Count != its.Count)
            return false;
        for (int i = 0; i < mine.Count; i++)
        {
            if (!mine[i].AsSpan().SequenceEqual(its[i]))
                return false;
        }
        return true;
    }

    private bool TryAdd(Expr difference, SortedSet<string> names)
    {
        var row = new SortedDictionary<string, Fraction>(StringComparer.Ordinal);
        var rest = difference;
        foreach (string name in names)
        {
            if (name.EndsWith(')') || LinearForm.Of(rest, name) is not { } form || !RationalValue.TryGet(form.Slope, out var slope))
                return false;
            if (!slope.IsZero)
                row[name] = slope;
            rest = form.Rest;
        }
        if (!RationalValue.TryGet(rest, out var constant))
            return false;
        _rows.Add((row, constant));
        return true;
    }

    /// <summary>The rows in reduced echelon form without those of zeros; a contradiction leaves its row alone.</summary>
    private List<Fraction[]> Reduced(List<string> order)
    {
        var rows = _rows.ConvertAll(r =>
        {
            var row = new Fraction[order.Count + 1];
            for (int i = 0; i < order.Count; i++)
                row[i] = r.Coefficients.GetValueOrDefault(order[i]);
            row[^1] = r.Constant;
            return row;
        });
        int rank = 0;
        for (int column = 0; column <= order.Count && rank < rows.Count; column++)
        {
            int pivot = rows.FindIndex(rank, r => !r[column].IsZero);
            if (pivot < 0)
                continue;
            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            if (column == order.Count)
                return [rows[rank].Select((_, i) => (Fraction)(i == order.Count ? 1 : 0)).ToArray()];
            Clear(rows, rank, column);
            rank++;
        }
        rows.RemoveRange(rank, rows.Count - rank);
        return rows;
    }

    private static void Clear(List<Fraction[]> rows, int rank, int column)
    {
        var lead = rows[rank][column];
        for (int i = 0; i < rows[rank].Length; i++)
            rows[rank][i] /= lead;
        for (int r = 0; r < rows.Count; r++)
        {
            var factor = rows[r][column];
            if (r == rank || factor.IsZero)
                continue;
            for (int i = 0; i < rows[r].Length; i++)
                rows[r][i] -= factor * rows[rank][i];
        }
    }
}
