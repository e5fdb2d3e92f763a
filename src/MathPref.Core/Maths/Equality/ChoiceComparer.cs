using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Letters of multiple choice. Two letters decide, whatever text stands behind them. A letter with its text against a value: the text is compared. A value
/// against a letter without its text is Unknown: what the letter stands for is not said.
/// </summary>
internal static class ChoiceComparer
{
    private const string Method = "Choice";

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (Letter(answer) is { } given && Letter(reference) is { } right && (answer is Choice || reference is Choice))
        {
            return given == right
                ? Comparison.Right(Method, $"both are {right}")
                : Comparison.Wrong(Method, $"{given} is not {right}");
        }
        if (answer is Choice { Text: { } text } && reference is not Choice)
            return run.Compare(text, reference);
        if (reference is Choice { Text: { } behind } && answer is not Choice)
            return run.Compare(answer, behind);
        // Several letters: each is an item of a list.
        return AnswerKinds.Of(answer) is AnswerKind.Values || AnswerKinds.Of(reference) is AnswerKind.Values
            ? SetComparer.Compare(ValueList.Of(answer), ValueList.Of(reference), run)
            : Mismatch.Unknown(Method, answer, reference);
    }

    private static char? Letter(Expr expression) => expression switch
    {
        Choice(var letter, _) => char.ToUpperInvariant(letter),
        Sym { Name: [>= 'A' and <= 'Z' or >= 'a' and <= 'j'] } symbol => char.ToUpperInvariant(symbol.Name[0]),
        Words { Text: [>= 'a' and <= 'z'] } word => char.ToUpperInvariant(word.Text[0]),
        Const(ConstKind.E) => 'E',
        Const(ConstKind.I) => 'I',
        _ => null,
    };
}
