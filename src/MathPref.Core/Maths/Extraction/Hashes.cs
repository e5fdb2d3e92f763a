namespace MathPref.Core.Maths.Extraction;

/// <summary>
/// The answer behind the last <c>####</c>, as solutions of GSM8K end. Headings of Markdown, which begin with the same signs, are prose and no answer.
/// </summary>
internal static class Hashes
{
    private const string Sign = "####";

    private const int MaxTries = 8;

    private const int MaxFormula = 4_000;

    public static Marker? Last(string text, int from)
    {
        int before = text.Length;
        for (int tries = 0; tries < MaxTries && before > from; tries++)
        {
            int at = text.AsSpan(from, before - from).LastIndexOf(Sign);
            if (at < 0)
                return null;
            at += from;
            if (Read(text, at) is { } marker)
                return marker;
            before = at;
        }
        return null;
    }

    private static Marker? Read(string text, int at)
    {
        int start = at + Sign.Length;
        int end = text.IndexOf('\n', start);
        end = end < 0 ? text.Length : end;
        // A matrix goes on over several lines.
        if (text.AsSpan(start, end - start).ContainsAny('$', '\\') && end < text.Length)
        {
            string window = text.Substring(start, Math.Min(MaxFormula, text.Length - start));
            if (Formulas.Of(window, out _) is [var first, ..] && first.Start < end - start && start + first.End > end)
            {
                end = text.IndexOf('\n', start + first.End);
                end = end < 0 ? text.Length : end;
            }
        }
        string line = Values.Clean(text[start..end]);
        if (line.Length == 0 || !BareAnswers.Is(line) || IsStep(line))
            return null;
        if (Formulas.Of(line, out _) is { Count: 1 } formulas && formulas[0].Start == 0 && formulas[0].End == line.Length)
            line = Formulas.Last(line, formulas, out _, out _)!;
        return new(new([Calculations.Result(Latex.WithoutDoubledBackslashes(line))], AnswerPlace.Hashes, "behind the last ####"), at, IsFinal: true);
    }

    /// <summary>"Step 2", "1. Counting", "Solution": a heading.</summary>
    private static bool IsStep(string line) =>
        line.StartsWith("Step", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Part", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("Case", StringComparison.OrdinalIgnoreCase) || line.EndsWith("Answer", StringComparison.OrdinalIgnoreCase)
        || (char.IsAsciiDigit(line[0]) && line.Length > 3 && line.AsSpan(0, Math.Min(4, line.Length)).IndexOf(". ") > 0);
}
