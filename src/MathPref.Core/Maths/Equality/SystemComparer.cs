using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Equations that hold together. Values for names (<c>x = 1, y = 2</c>, <c>(x, y) = (1, 2)</c>) are compared name by name; against a point without names in
/// the order of the alphabet, w after z; where only the order in which they were written fits, it is Unknown, since <c>(b, a)</c> may be meant or not.
/// Against a list as a list. Systems of linear equations with rational numbers are compared by what solves them, all others equation by equation:
/// all found is Right, else Unknown.
/// </summary>
internal static class SystemComparer
{
    private const string Method = "System";

    public static Comparison Compare(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        bool isNamed = Assignments.TryRead(answer, out var given), isAskedNamed = Assignments.TryRead(reference, out var right);
        if (isNamed && isAskedNamed)
            return Named(given, right, run);
        if (kind is AnswerKind.System && asked is AnswerKind.System)
            return Equations(answer, reference, run);
        var (values, other, isAnswer) = kind is AnswerKind.System ? (given, reference, true) : (right, answer, false);
        if (!(isAnswer ? isNamed : isAskedNamed))
            return Unnamed(answer, kind, reference, asked, run);
        switch (isAnswer ? asked : kind)
        {
            case AnswerKind.Ordered:
                return Point(values, ((Expressions.Tuple)other).Items, isAnswer, run);
            case AnswerKind.Values:
                ImmutableArray<Expr> written = [.. values.Select(v => v.Value)];
                var comparison = isAnswer
                    ? SetComparer.Compare(written, ValueList.Of(other), run)
                    : SetComparer.Compare(ValueList.Of(other), written, run);
                // Two names with one value are two values of a list all the same.
                return comparison with { Method = Method };
            case AnswerKind.Scalar when (isAnswer ? answer : reference) is Relation { Signs.Length: > 1 }:
                return isAnswer ? run.Compare(values[0].Value, other) : run.Compare(other, values[0].Value);
            case AnswerKind.Equation when isAnswer is false && values.Length > 1
                && other is Relation one && Assignments.TrySplit(one, out string name, out var value) && Variables.AreNone(value):
                return Named([(name, value)], values, run);
            case AnswerKind.Scalar or AnswerKind.Region or AnswerKind.Inequality:
                return Mismatch.Wrong(Method, answer, reference);
            default:
                return Mismatch.Unknown(Method, answer, reference);
        }
    }

    private static Comparison Named(ImmutableArray<(string Name, Expr Value)> answer, ImmutableArray<(string Name, Expr Value)> reference, ComparisonRun run)
    {
        Comparison? open = null;
        int found = 0;
        foreach (var (name, value) in reference)
        {
            foreach (var (other, given) in answer)
            {
                if (other != name)
                    continue;
                found++;
                var comparison = run.Compare(given, value);
                if (comparison.Verdict is MathVerdict.Wrong)
                    return Comparison.Wrong(Method, $"{name} is {AnswerText.Of(given)}, in the reference {AnswerText.Of(value)}");
                if (comparison.Verdict is MathVerdict.Unknown)
                    open ??= Comparison.Unknown(Method, $"{name}: {comparison.Reason}");
            }
        }
        if (found == 0)
            return Renamed(answer, reference, run);
        if (found == answer.Length && found < reference.Length && open is null)
            return Comparison.Wrong(Method, $"the answer has no value for {reference.First(r => answer.All(a => a.Name != r.Name)).Name}");
        return found < reference.Length || found < answer.Length
            ? Comparison.Unknown(Method, "not the same names have values")
            : open ?? Comparison.Right(Method, $"the same values of {string.Join(", ", reference.Select(r => r.Name))}");
    }

    /// <summary>Other names throughout: Right where their values are the same in order, else Unknown.</summary>
    private static Comparison Renamed(
        ImmutableArray<(string Name, Expr Value)> answer, ImmutableArray<(string Name, Expr Value)> reference, ComparisonRun run) =>
        answer.Length == reference.Length && TupleComparer.InOrder(Sorted(answer), Sorted(reference), run).Verdict is MathVerdict.Right
            ? Comparison.Right(Method, "the same values under other names")
            : Comparison.Unknown(Method, "the values have other names");

    private static Comparison Point(ImmutableArray<(string Name, Expr Value)> values, ImmutableArray<Expr> point, bool isAnswer, ComparisonRun run)
    {
        var sorted = Sorted(values);
        var inOrder = isAnswer ? TupleComparer.InOrder(sorted, point, run) : TupleComparer.InOrder(point, sorted, run);
        if (inOrder.Verdict is not MathVerdict.Wrong)
            return inOrder with { Method = Method };
        ImmutableArray<Expr> written = [.. values.Select(v => v.Value)];
        var asWritten = isAnswer ? TupleComparer.InOrder(written, point, run) : TupleComparer.InOrder(point, written, run);
        return asWritten.Verdict is MathVerdict.Wrong ? inOrder with { Method = Method }
            : Comparison.Unknown(Method, "the values fit in the order written, not in that of their names");
    }

    /// <summary>The values by their names in the order of a point: the alphabet, but w, where x, y, z stand beside it, is the fourth.</summary>
    private static ImmutableArray<Expr> Sorted(ImmutableArray<(string Name, Expr Value)> values)
    {
        bool hasX = false;
        foreach (var (name, _) in values)
            hasX |= name == "x";
        string Key(string name) => name == "w" && hasX ? "zz" : name;
        return [.. values.OrderBy(v => Key(v.Name), StringComparer.Ordinal).Select(v => v.Value)];
    }

    private static Comparison Unnamed(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        var statements = Statements(kind is AnswerKind.System ? answer : reference);
        var other = kind is AnswerKind.System ? reference : answer;
        if ((kind is AnswerKind.System ? asked : kind) is AnswerKind.Values or AnswerKind.Equation)
            return Equations(answer, reference, run);
        return statements.Length > 0 && AnswerKinds.Of(other) is AnswerKind.Scalar ? Mismatch.Wrong(Method, answer, reference)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static Comparison Equations(Expr answer, Expr reference, ComparisonRun run)
    {
        var given = Statements(answer);
        var right = Statements(reference);
        if (LinearSystem.TryRead(given) is { } one && LinearSystem.TryRead(right) is { } two)
        {
            return one.HasSameSolutions(two)
                ? Comparison.Right(Method, "the same solutions of linear equations")
                : Comparison.Wrong(Method, "the linear equations have other solutions");
        }
        return SetComparer.Compare(given, right, run).Verdict is MathVerdict.Right
            ? Comparison.Right(Method, "the same equations")
            : Comparison.Unknown(Method, "the systems are not the same equation by equation");
    }

    private static ImmutableArray<Expr> Statements(Expr expression) => expression switch
    {
        AllOf(var statements) => statements,
        Listing(var items) => items,
        Relation { Operands: [Expressions.Tuple(var left), Expressions.Tuple(var right)] } when left.Length == right.Length =>
            [.. left.Zip(right, (l, r) => (Expr)new Relation([l, r], [RelationSign.Equal]))],
        _ => [expression],
    };
}
