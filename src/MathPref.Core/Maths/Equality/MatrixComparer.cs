using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Matrices, computed first (<see cref="MatrixValue"/>): the same size, and entry by entry. A row or a column beside a point or a list is a vector; a row
/// beside a column is Wrong. A matrix of one entry is that entry; any other beside a number is Wrong. A determinant is the number it has.
/// </summary>
internal static class MatrixComparer
{
    private const string Method = "Matrix";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        var given = MatrixValue.Of(Unnamed(answer));
        var right = MatrixValue.Of(Unnamed(reference));
        if (given is null || right is null)
            return Comparison.Unknown(Method, $"{AnswerText.Of(given is null ? answer : reference)} is not computed here");
        if (given is MatrixOf a && right is MatrixOf b)
            return Entries(a, b, run);
        if (given is MatrixOf || right is MatrixOf)
        {
            var matrix = (MatrixOf)(given is MatrixOf ? given : right);
            var other = given is MatrixOf ? right : given;
            if (Rows(other) is { } rows)
                return given is MatrixOf ? Entries(matrix, rows, run) : Entries(rows, matrix, run);
            if (Items(other) is { } items && Vector(matrix) is { } vector)
                return (given is MatrixOf ? TupleComparer.InOrder(vector, items, run) : TupleComparer.InOrder(items, vector, run)) with { Method = Method };
            if (Assignments.TryRead(other, out _) && Vector(matrix) is { } named)
                return given is MatrixOf ? run.Compare(new Expressions.Tuple(named), other) : run.Compare(other, new Expressions.Tuple(named));
            if (matrix is { Rows: [[var entry]] })
                return given is MatrixOf ? run.Compare(entry, other) : run.Compare(other, entry);
            return AnswerKinds.Of(other) is AnswerKind.Scalar or AnswerKind.Ordered or AnswerKind.Ratio or AnswerKind.Percent
                ? Mismatch.Wrong(Method, answer, reference)
                : Mismatch.Unknown(Method, answer, reference);
        }
        return run.Compare(given, right);
    }

    private static Comparison Entries(MatrixOf answer, MatrixOf reference, ComparisonRun run)
    {
        if (answer.Rows.Length != reference.Rows.Length || answer.Rows[0].Length != reference.Rows[0].Length)
            return Comparison.Wrong(Method, $"{Size(answer)}, the reference {Size(reference)}");
        Comparison? open = null;
        for (int i = 0; i < answer.Rows.Length; i++)
        {
            for (int j = 0; j < answer.Rows[i].Length; j++)
            {
                var entry = run.Compare(answer.Rows[i][j], reference.Rows[i][j]);
                string place = FormattableString.Invariant($"row {i + 1}, column {j + 1}");
                if (entry.Verdict is MathVerdict.Wrong)
                    return Comparison.Wrong(Method, $"{place} is {AnswerText.Of(answer.Rows[i][j])}, in the reference {AnswerText.Of(reference.Rows[i][j])}");
                if (entry.Verdict is MathVerdict.Unknown)
                    open ??= Comparison.Unknown(Method, $"{place}: {entry.Reason}");
            }
        }
        return open ?? Comparison.Right(Method, $"the same entries, {Size(reference)}");
    }

    /// <summary>What stands behind the name in A = …</summary>
    private static Expr Unnamed(Expr expression) =>
        expression is Relation relation && Assignments.TrySplit(relation, out _, out var value) ? value : expression;

    private static ImmutableArray<Expr>? Vector(MatrixOf matrix) => matrix.Rows is [var row] ? row
        : matrix.Rows[0].Length == 1 ? [.. matrix.Rows.Select(r => r[0])]
        : null;

    private static ImmutableArray<Expr>? Items(Expr expression) => expression switch
    {
        Expressions.Tuple(var items) => items,
        Listing(var items) => items,
        Interval { HasLow: true, HasHigh: true } pair => [pair.Low, pair.High],
        _ => null,
    };

    /// <summary>A tuple or list of tuples of one length as the rows of a matrix.</summary>
    private static MatrixOf? Rows(Expr expression)
    {
        if (Items(expression) is not { Length: > 0 } items)
            return null;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Expr>>(items.Length);
        foreach (var item in items)
        {
            if (item is Listing || Items(item) is not { Length: > 0 } row || rows.Count > 0 && rows[0].Length != row.Length)
                return null;
            rows.Add(row);
        }
        return new(rows.MoveToImmutable());
    }

    private static string Size(MatrixOf matrix) => FormattableString.Invariant($"{matrix.Rows.Length} × {matrix.Rows[0].Length}");
}
