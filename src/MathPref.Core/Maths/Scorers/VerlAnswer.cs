using System.Text.RegularExpressions;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>A reference as a scorer of verl reads reward_model.ground_truth: the data_source chooses the scorer (verl 0.9.1).</summary>
/// <param name="DataSource">The data_source.</param>
/// <param name="Form">How a completion has to state its answer for that scorer.</param>
/// <param name="Answer">The ground truth, or why none can be written.</param>
public sealed partial record VerlAnswer(string DataSource, AnswerForm Form, ScorerAnswer Answer)
{
    /// <summary>The data_source of whole numbers, where none is given.</summary>
    public const string OfWholeNumbers = "openai/gsm8k";

    /// <summary>Its scorer computes: of numbers, expressions, letters and words.</summary>
    private const string Computed = "numina_olympiads";

    /// <summary>Its scorer compares texts, and drops units, percent signs and degrees: of all else.</summary>
    private const string Compared = "DigitalLearningGmbH/MATH-lighteval";

    /// <summary>The ground truth for a scorer.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="dataSource">The data_source; null for the one that fits the answer.</param>
    public static VerlAnswer Of(MathReference reference, string? dataSource = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Problem is { } unread)
            return Failed(dataSource ?? Compared, unread);
        var meaning = ScorerMeaning.Of(reference);
        dataSource ??= Fitting(meaning);
        if (LatexWriter.Write(meaning, out string? problem) is not { } latex)
            return Failed(dataSource, problem!);
        if ((ScorerLimits.Of(reference, meaning) ?? ReadBack.Problem(latex, meaning, reference)) is { } otherwise)
            return Failed(dataSource, otherwise);
        var scorer = VerlScorers.Of(dataSource);
        return new(dataSource, VerlScorers.FormOf(scorer), VerlScorers.Write(scorer, meaning, latex, AsWritten(reference, meaning)));
    }

    /// <summary>The final answer's own text where it is LaTeX and was not taken for less than it says.</summary>
    private static string? AsWritten(MathReference reference, Expr meaning) =>
        reference.Text is { } text && Latex().IsMatch(text) && meaning == AnswerKinds.Plain(reference.Readings.Meanings[0]) ? text.Trim() : null;

    /// <summary>
    /// Printable ASCII with a command, without dollars and quotes, a bare percent sign, bare braces in front and a bracket the wrong way round; or letters,
    /// digits and signs without a word.
    /// </summary>
    [GeneratedRegex(@"\A(?![\]{])(?=.*\\[a-zA-Z{])(?!.*(?<!\\)%)[ -~-['""$]]+\z|\A(?!\])(?!.*[a-zA-Z]{2})[0-9a-zA-Z+^()\[\], .=<>!-]+\z")]
    private static partial Regex Latex();

    private static VerlAnswer Failed(string dataSource, string problem) => new(dataSource, VerlScorers.FormOf(VerlScorers.Of(dataSource)), new(null, problem));

    /// <summary>
    /// numina's scorer pays other spellings of one value, but a number in digits also where it is a hundred times too large or small, and members of a
    /// tuple in the same way; MATH's pays fewer right answers, and no wrong ones.
    /// </summary>
    private static string Fitting(Expr meaning) => VerlScorers.Value(meaning, true) is var value && PlainNumber.Whole(value) is not null ? OfWholeNumbers
        : AnswerKinds.Of(value) is AnswerKind.Scalar or AnswerKind.Words or AnswerKind.Choice && VerlScorers.IsComputedSafely(value) ? Computed
        : Compared;
}
