using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using AnswerKind = MathPref.Core.Offline.Problems.AnswerKind;
using Tuple = MathPref.Core.Maths.Expressions.Tuple;

namespace MathPref.Core.Offline;

/// <summary>Wrong answers of which a part is right: one of the roots, one coordinate, some entries of a matrix.</summary>
internal static class AnswerParts
{
    /// <summary>So many parts are compared with each other.</summary>
    private const int Most = 30;

    private static readonly ComparisonRules s_rules = new();

    public static bool AreSome(string answer, AnswerKind kind, MathReference reference)
    {
        if (kind is not (AnswerKind.Roots or AnswerKind.Set or AnswerKind.Point or AnswerKind.Matrix)
            || reference.Readings.Meanings is not [var right, ..] || AnswerReadings.Of(answer).Meanings is not [var given, ..])
            return false;
        var (wanted, parts) = (Of(right), Of(given));
        if (wanted.Count is < 2 or > Most || parts.Count > Most)
            return false;
        return kind is AnswerKind.Roots or AnswerKind.Set
            ? parts.Exists(part => wanted.Exists(other => AreEqual(part, other)))
            : parts.Count == wanted.Count && Shape(given) == Shape(right) && parts.Zip(wanted).Any(pair => AreEqual(pair.First, pair.Second));
    }

    private static bool AreEqual(Expr part, Expr other) => MathAnswer.Compare([part], [other], s_rules).Verdict is MathVerdict.Right;

    private static List<Expr> Of(Expr answer) => Value(answer) switch
    {
        Listing(var items) => [.. items],
        SetOf(var items) => [.. items],
        Tuple(var items) => [.. items],
        AnyOf(var items) => [.. items],
        AllOf(var items) => [.. items],
        MatrixOf(var rows) => [.. rows.SelectMany(row => row)],
        var other => [other],
    };

    /// <summary>The columns of a matrix; 0 for anything else, whose parts have no shape.</summary>
    private static int Shape(Expr answer) => Value(answer) is MatrixOf { Rows: [var row, ..] } ? row.Length : 0;

    /// <summary>What is named or bounded: <c>(2, -3)</c> of <c>(x, y) = (2, -3)</c>, the set of <c>x ∈ {2, 3}</c>.</summary>
    private static Expr Value(Expr answer) => answer switch
    {
        Relation { Operands: [.., Tuple or MatrixOf or SetOf] } relation => relation.Operands[^1],
        Membership { IsNot: false } membership => membership.Set,
        _ => answer,
    };
}
