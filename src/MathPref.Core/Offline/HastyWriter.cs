using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>
/// Writes the answer to a problem as a hasty student would: right with a single step, right and badly shown, wrong by a slip, unfinished, or wrong and shown
/// as well as a careful student's. What it can write of one problem is a short list.
/// </summary>
internal static partial class HastyWriter
{
    private const string Right = "right";
    private const string Unfinished = "unfinished";
    private const string Polished = "polished";
    private const decimal UsualErrors = 0.4m;

    /// <summary>Fewer steps look like none to a judge.</summary>
    private const int StepsBeforeASlip = 2;

    private const int Whole = 1_000_000;

    /// <summary>An answer, and what was done in it: "right", "bare", "sign", "formula", "careless", "unfinished", "polished sign" …</summary>
    public static (string Text, string Did) Write(WorkedProblem worked, EmbeddedModel model, Rng rng)
    {
        string kind = Drawn(model, rng);
        if (kind == Unfinished && UnfinishedOnes(worked) is { Count: > 0 } unfinished)
            return (rng.Pick(unfinished), Unfinished);
        // Not every problem has a slip of every kind: another one takes its place, so that the share of errors stays.
        var slips = kind is Right or EmbeddedModel.Bare ? [] : worked.Slips.Where(slip => Named(slip) == kind).ToList();
        if (slips.Count == 0 && kind is not (Right or EmbeddedModel.Bare))
            slips = [.. worked.Slips];
        if (slips.Count == 0)
            return kind == EmbeddedModel.Bare ? (rng.Pick(BareOnes(worked)), kind) : (rng.Pick(BrieflyShown(worked.Steps[^2], worked.Answer)), Right);
        var slip = rng.Pick(slips);
        return kind == Polished ? (PolishedOne(worked, slip), $"{Polished} {Named(slip)}") : (rng.Pick(BrieflyShown(slip.Step, slip.Answer)), Named(slip));
    }

    /// <summary>All that it can write of a problem.</summary>
    public static IEnumerable<string> All(WorkedProblem worked) =>
    [
        .. BrieflyShown(worked.Steps[^2], worked.Answer),
        .. BareOnes(worked),
        .. worked.Slips.SelectMany(slip => BrieflyShown(slip.Step, slip.Answer).Append(PolishedOne(worked, slip))),
        .. UnfinishedOnes(worked),
    ];

    /// <summary>One kind, by the shares that the model is told.</summary>
    private static string Drawn(EmbeddedModel model, Rng rng)
    {
        decimal at = (decimal)rng.Next(0, Whole - 1) / Whole;
        foreach (var (kind, share) in Shares(model))
        {
            if (at < share)
                return kind;
            at -= share;
        }
        return Right;
    }

    /// <summary>Where single kinds are told, the others are none; else the errors are of each kind alike, and a third of the right answers is bare.</summary>
    private static IEnumerable<(string Kind, decimal Share)> Shares(EmbeddedModel model)
    {
        decimal? told = model[EmbeddedModel.Errors];
        if (model.IsTold && told is null)
            return EmbeddedModel.ErrorKinds.Append(EmbeddedModel.Bare).Select(kind => (kind, model[kind] ?? 0));
        decimal errors = told ?? UsualErrors;
        return EmbeddedModel.ErrorKinds.Select(kind => (kind, errors / EmbeddedModel.ErrorKinds.Count))
            .Append((EmbeddedModel.Bare, model[EmbeddedModel.Bare] ?? (1 - errors) / 3));
    }

    private static string Named(Slip slip) => slip.Kind switch { SlipKind.Sign => "sign", SlipKind.Careless => "careless", _ => "formula" };

    private static string[] BrieflyShown(string step, string answer) =>
        [$"{step}.\n{AnswerWriter.Boxed(answer)}", $"{step}.\nAnswer: {AnswerWriter.Boxed(answer)}"];

    /// <summary>A right answer without its steps, without its box, or with its steps in a muddle.</summary>
    private static string[] BareOnes(WorkedProblem worked) =>
    [
        AnswerWriter.Boxed(worked.Answer),
        $"Answer: ${worked.Answer}$",
        // In one breath and from the end: to a judge it is no step.
        $"{AnswerWriter.Boxed(worked.Answer)} because {string.Join("; ", worked.Steps.Reverse().Skip(1).Select(Lower))}",
    ];

    /// <summary>
    /// Steps that end before the answer. What says it all the same, a step early, is finished: where every step does (4x = 8 says what x = 2 says), the
    /// first one breaks off before its last formula.
    /// </summary>
    private static List<string> UnfinishedOnes(WorkedProblem worked)
    {
        List<string> texts = [];
        for (int steps = worked.Steps.Count - 1; steps > 0 && texts.Count < 2; steps--)
            AddUnlessRight(AnswerWriter.Numbered(worked.Steps.Take(steps)));
        if (texts.Count == 0 && worked.Steps[0].Split('$') is { Length: > 2 } pieces && pieces[0].Length > 0)
            AddUnlessRight(AnswerWriter.Numbered([string.Join('$', pieces[..^2])]).TrimEnd(' ', ':', ',', '.'));
        return texts;

        void AddUnlessRight(string text)
        {
            if (MathAnswer.Check(text, worked.Reference).Verdict is not MathVerdict.Right)
                texts.Add(text);
        }
    }

    /// <summary>Careful's steps up to the one that goes wrong, and from there on as if all were well.</summary>
    private static string PolishedOne(WorkedProblem worked, Slip slip)
    {
        List<string> steps = [.. worked.Steps.Take(PlaceOf(slip, worked.Steps)), slip.Step];
        if (!slip.Step.Contains(slip.Answer, StringComparison.Ordinal))
            steps.Add($"This gives ${slip.Answer}$");
        return AnswerWriter.Shown(steps, slip.Answer);
    }

    /// <summary>The step that a slip stands for: the one that it shares most with, the later of two.</summary>
    private static int PlaceOf(Slip slip, IReadOnlyList<string> steps)
    {
        var said = Pieces(slip.Step);
        return Enumerable.Range(0, steps.Count).Skip(Math.Min(StepsBeforeASlip, steps.Count - 1)).MaxBy(i =>
        {
            var step = Pieces(steps[i]);
            int shared = step.Count(said.Contains);
            return (Share: (double)shared / (step.Count + said.Count - shared), i);
        });
    }

    private static HashSet<string> Pieces(string step) => [.. Piece().Matches(step.ToLowerInvariant()).Select(piece => piece.Value)];

    /// <summary>A sentence in the middle of another: its first word is not one letter and not all capitals.</summary>
    private static string Lower(string step) => step is [>= 'A' and <= 'Z', >= 'a' and <= 'z', ..] ? char.ToLowerInvariant(step[0]) + step[1..] : step;

    [GeneratedRegex(@"[a-z]{2,}|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
