using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>What a final answer was read as.</summary>
/// <param name="Text">What was read.</param>
/// <param name="Expression">The likeliest reading; null where there is none.</param>
/// <param name="Others">Other readings that a person might have meant, the likelier first: <c>1,234</c> is a number and may be two.</param>
/// <param name="Problem">Why there is no reading, for a reason that people read; null where there is one.</param>
internal sealed record AnswerReading(string Text, Expr? Expression, IReadOnlyList<Expr> Others, string? Problem = null);
