using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Offline.Problems;

/// <summary>
/// A problem worked out. Of the slips that a family offers only those are kept that are wrong: with some numbers a mistake cancels
/// itself out or can't be made (null).
/// </summary>
/// <param name="kind">What the answer is.</param>
/// <param name="answer">The right answer in LaTeX, without dollar signs.</param>
/// <param name="steps">Three to six steps, one sentence each, without its full stop; formulas stand between dollar signs.</param>
/// <param name="slips">Mistakes that one could make.</param>
internal sealed class WorkedProblem(AnswerKind kind, string answer, IReadOnlyList<string> steps, params IReadOnlyList<Slip?> slips)
{
    private MathReference? _reference;
    private IReadOnlyList<Slip>? _slips;

    /// <summary>What the answer is.</summary>
    public AnswerKind Kind => kind;

    /// <summary>Three to six steps, one sentence each, without its full stop.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>The right answer in LaTeX.</summary>
    public string Answer => answer;

    /// <summary>The right answer as it is compared with others.</summary>
    public MathReference Reference => _reference ??= MathReference.Read(answer);

    /// <summary>Wrong answers; none of them equals the right one in another form.</summary>
    public IReadOnlyList<Slip> Slips => _slips ??= [.. WrongOnes()];

    /// <summary>Whether there are <see cref="Slips"/>, without working them all out.</summary>
    public bool CanGoWrong => WrongOnes().Any();

    private IEnumerable<Slip> WrongOnes() =>
        slips.OfType<Slip>().DistinctBy(slip => slip.Answer).Where(slip => MathAnswer.Check(slip.Answer, Reference).Verdict is MathVerdict.Wrong);
}
