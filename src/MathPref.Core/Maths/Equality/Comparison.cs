namespace MathPref.Core.Maths.Equality;

/// <summary>A verdict and what it rests on.</summary>
/// <param name="Verdict">How the answer stands to the reference.</param>
/// <param name="Method">
/// One word: Text, Exact, Polynomial, Decimal, Numeric, Set, Interval, Tuple, Equation, Inequality, System, Matrix, Ratio, Unit, Percent, Base, Time, Date,
/// Words, Choice, Several, Unread, Undecided, NoAnswer.
/// </param>
/// <param name="Reason">One sentence that a person can check, with the two values: "9/5 is 1.8, the reference 2.2".</param>
internal sealed record Comparison(MathVerdict Verdict, string Method, string Reason)
{
    public static Comparison Right(string method, string reason) => new(MathVerdict.Right, method, reason);

    public static Comparison Wrong(string method, string reason) => new(MathVerdict.Wrong, method, reason);

    public static Comparison Unknown(string method, string reason) => new(MathVerdict.Unknown, method, reason);
}
