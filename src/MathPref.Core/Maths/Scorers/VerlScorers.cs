using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>The scorers that verl 0.9.1 has for mathematics (verl/utils/reward_score).</summary>
internal enum VerlScorer
{
    /// <summary>gsm8k: digits behind <c>#### </c>.</summary>
    Digits,

    /// <summary>math_reward: the box's text, tidied.</summary>
    Text,

    /// <summary>math_dapo: the text of the last line <c>Answer: …</c>, tidied.</summary>
    Line,

    /// <summary>prime_math: the box, computed.</summary>
    Computed,

    /// <summary>geo3k: the box behind thoughts.</summary>
    Geometry,

    /// <summary>A function of one's own.</summary>
    Own,
}

/// <summary>What each of verl's scorers takes for a ground truth.</summary>
internal static class VerlScorers
{
    public static VerlScorer Of(string dataSource) => dataSource switch
    {
        VerlAnswer.OfWholeNumbers => VerlScorer.Digits,
        "lighteval/MATH" or "DigitalLearningGmbH/MATH-lighteval" or "HuggingFaceH4/MATH-500" => VerlScorer.Text,
        "math_dapo" or "math" or "math_dapo_reasoning" => VerlScorer.Line,
        "numina_aops_forum" or "numina_synthetic_math" or "numina_amc_aime" or "numina_synthetic_amc" or "numina_cn_k12" or "numina_olympiads" =>
            VerlScorer.Computed,
        "hiyouga/geometry3k" => VerlScorer.Geometry,
        _ => dataSource.StartsWith("aime", StringComparison.Ordinal) ? VerlScorer.Line : VerlScorer.Own,
    };

    public static AnswerForm FormOf(VerlScorer scorer) => scorer switch
    {
        VerlScorer.Digits => AnswerForm.Hashes,
        VerlScorer.Line => AnswerForm.AnswerLine,
        VerlScorer.Geometry => AnswerForm.ThinkThenBox,
        _ => AnswerForm.Box,
    };

    /// <summary>
    /// What stands behind the only equals sign: scorers drop what stands before it, in the completion at least; <paramref name="isOfFunctions"/> where
    /// they drop <c>f(x) =</c> as they drop <c>y =</c>.
    /// </summary>
    public static Expr Value(Expr meaning, bool isOfFunctions) => meaning switch
    {
        Relation { Operands: [Sym { Name.Length: 1 }, var value], Signs: [RelationSign.Equal] } => value,
        // What is one sign alone they drop on the left, whatever it is.
        Relation { Operands: [not Sym and var value, (Sym or Product or Quotient or Power or Sum) and var name], Signs: [RelationSign.Equal] }
            when Variables.AreNone(value) => Value(new Relation([name, value], [RelationSign.Equal]), isOfFunctions),
        Relation { Operands: [Sym or Apply, var value], Signs: [RelationSign.Equal] } when isOfFunctions => value,
        _ => meaning,
    };

    /// <summary>
    /// Whether numina's scorer pays no wrong answer for it: it drops all brackets and braces before it compares texts, so that 2(x + 1) is 2x + 1 to it,
    /// and what stands behind a subscript. A sum stands alone, then.
    /// </summary>
    public static bool IsComputedSafely(Expr value) => value switch
    {
        Words or Choice => true,
        Sum(var terms) => terms.All(HasNoSum),
        _ => HasNoSum(value),
    };

    private static bool HasNoSum(Expr value) => value switch
    {
        Num or Const => true,
        Sym(var name) => !name.Contains('_', StringComparison.Ordinal),
        Neg(var operand) => HasNoSum(operand),
        Product(var factors) => factors.All(HasNoSum),
        Quotient(var top, var bottom) => HasNoSum(top) && HasNoSum(bottom),
        Power(var basis, var exponent) => HasNoSum(basis) && HasNoSum(exponent),
        Call(Function.Root, var arguments) => arguments.All(HasNoSum),
        _ => false,
    };

    /// <summary>The ground truth, bare.</summary>
    /// <param name="scorer">Who reads it.</param>
    /// <param name="meaning">What it says.</param>
    /// <param name="latex">The same as LaTeX.</param>
    /// <param name="asWritten">The reference's own spelling where that is LaTeX and says the same; null where it is not.</param>
    public static ScorerAnswer Write(VerlScorer scorer, Expr meaning, string latex, string? asWritten) => scorer switch
    {
        VerlScorer.Digits => OfDigits(Value(meaning, true)),
        VerlScorer.Computed => OfComputed(Value(meaning, true)),
        VerlScorer.Text => OfText(Value(meaning, false), asWritten),
        VerlScorer.Line => OfLine(Value(meaning, true)),
        _ => new(latex, null),
    };

    private static ScorerAnswer OfDigits(Expr value) => (PlainNumber.Whole(value) ?? (value is Num or Neg(Num) ? PlainNumber.Of(value) : null)) is { } digits
        ? new(digits, null)
        : new(null, $"the scorer of {VerlAnswer.OfWholeNumbers} compares digits only");

    private static ScorerAnswer OfComputed(Expr value)
    {
        if (HasEquation(value))
            return Dropped("numina_…");
        // Of a number in digits it pays a hundredth and a hundred times as well, of a fraction it does not.
        value = value switch
        {
            Num { Decimals: not null, Value: { IsInteger: false } exact } => new Num(exact),
            Neg(Num { Decimals: not null, Value: { IsInteger: false } exact }) => new Num(-exact),
            _ => value,
        };
        return WithoutEquals(OfLatexOrWords(value), "numina_…");
    }

    private static ScorerAnswer OfText(Expr value, string? asWritten)
    {
        var answer = Latex(value);
        // It compares texts, and a model that knows the source writes as the source does.
        if (asWritten is not null && value is not (Num or Neg(Num) or Words or Choice) && !HasEquation(value) && answer.Problem is null)
            answer = new(asWritten, null);
        return value is not Quantity && answer.Text?.Contains(@"\text{ ", StringComparison.Ordinal) == true
            ? new(null, "MATH's scorer takes what stands behind a \\text for a unit and drops it")
            : answer;
    }

    private static ScorerAnswer OfLine(Expr value) =>
        HasEquation(value) ? Dropped("math_dapo") : WithoutEquals(OfLatexOrWords(value), "math_dapo");

    private static ScorerAnswer Dropped(string scorer) => new(null, $"the scorer of {scorer} drops all before an equals sign");

    /// <summary>A sum over k = 1, ... has one too.</summary>
    private static ScorerAnswer WithoutEquals(ScorerAnswer answer, string scorer) =>
        answer.Text?.Contains('=', StringComparison.Ordinal) is true ? Dropped(scorer) : answer;

    /// <summary>Words bare, for scorers that take <c>\text</c> from both.</summary>
    private static ScorerAnswer OfLatexOrWords(Expr value) =>
        value is Words(var words) ? new(words, null) : Latex(value);

    private static bool HasEquation(Expr value) => value switch
    {
        Relation relation => relation.Signs.Contains(RelationSign.Equal),
        AllOf(var statements) => statements.Any(HasEquation),
        AnyOf(var statements) => statements.Any(HasEquation),
        Listing(var items) => items.Any(HasEquation),
        _ => false,
    };

    private static ScorerAnswer Latex(Expr value) => LatexWriter.Write(value, out string? problem) is { } latex ? new(latex, null) : new(null, problem);
}
