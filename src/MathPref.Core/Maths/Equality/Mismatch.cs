using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>The words for two answers of different kinds.</summary>
internal static class Mismatch
{
    public static Comparison Wrong(string method, Expr answer, Expr reference) =>
        Comparison.Wrong(method, $"{AnswerText.Of(answer)} is {Name(answer)}, the reference {AnswerText.Of(reference)} {Name(reference)}");

    public static Comparison Unknown(string method, Expr answer, Expr reference) =>
        Comparison.Unknown(method, $"nothing decides between {Name(answer)}, {AnswerText.Of(answer)}, and {Name(reference)}, {AnswerText.Of(reference)}");

    private static string Name(Expr expression) => AnswerKinds.Of(expression) switch
    {
        AnswerKind.Scalar => "one value",
        AnswerKind.Values => "a list of values",
        AnswerKind.Ordered => "a point",
        AnswerKind.Region => "a part of the number line",
        AnswerKind.Equation => "an equation",
        AnswerKind.Inequality => "an inequality",
        AnswerKind.System => "a system",
        AnswerKind.Matrix => "a matrix",
        AnswerKind.Ratio => "a ratio",
        AnswerKind.Percent => "a percentage",
        AnswerKind.Angle => "an angle",
        AnswerKind.Quantity => "a quantity",
        AnswerKind.Based => "a number with its base",
        AnswerKind.Time => "a time of day",
        AnswerKind.Date => "a date",
        AnswerKind.Words => "words",
        _ => "a choice",
    };
}
