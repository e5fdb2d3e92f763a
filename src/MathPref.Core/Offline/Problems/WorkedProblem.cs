using MathPref.Core.Offline.Answers;

namespace MathPref.Core.Offline.Problems;

/// <summary>
/// A problem worked out. Of the slips that a family offers only those are kept that are wrong: with some numbers a mistake cancels
/// itself out or can't be made (null).
/// </summary>
internal sealed class WorkedProblem(AnswerKind kind, string answer, IReadOnlyList<string> steps, params IReadOnlyList<Slip?> slips)
{
    private IReadOnlyList<Slip>? _slips;

    /// <summary>What the answer is.</summary>
    public AnswerKind Kind => kind;

    /// <summary>Three to six steps, one sentence each, without its full stop.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>The right answer in LaTeX.</summary>
    public string Answer => answer;

    /// <summary>Wrong answers; none of them equals the right one in another form.</summary>
    public IReadOnlyList<Slip> Slips => _slips ??= [.. WrongOnes()];

    /// <summary>Whether there are <see cref="Slips"/>, without working them all out.</summary>
    public bool CanGoWrong => WrongOnes().Any();

    private IEnumerable<Slip> WrongOnes()
    {
        var right = Answers.Answer.ReadRight(kind, answer);
        return slips.OfType<Slip>().DistinctBy(s => s.Answer).Where(s => right.Judge(s.Answer) is Verdict.Wrong or Verdict.PartlyRight);
    }
}
