using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>A connected part of the real line; a point has both ends the same and is closed.</summary>
/// <param name="Low">The lower end; null for minus infinity.</param>
/// <param name="High">The upper end; null for infinity.</param>
/// <param name="HasLow">Whether the lower end belongs to it; false at infinity.</param>
/// <param name="HasHigh">Whether the upper end belongs to it; false at infinity.</param>
internal sealed record Span(Expr? Low, Expr? High, bool HasLow, bool HasHigh)
{
    public static readonly Span All = new(null, null, false, false);

    public static Span Point(Expr value) => new(value, value, true, true);

    public bool IsPoint => Low is not null && ReferenceEquals(Low, High);

    public override string ToString() => IsPoint
        ? $"{{{AnswerText.Of(Low!)}}}"
        : $"{(HasLow ? '[' : '(')}{(Low is null ? "-∞" : AnswerText.Of(Low))}, {(High is null ? "∞" : AnswerText.Of(High))}{(HasHigh ? ']' : ')')}";
}
