using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>A line of a table: what an answer is to a reference.</summary>
/// <param name="Verdict">What it must be.</param>
/// <param name="Answer">A text that ends in a final answer, or that answer.</param>
/// <param name="Reference">What is right.</param>
/// <param name="Method">How it must be found; null where it does not matter.</param>
/// <param name="Place">File and line, for a person.</param>
internal sealed record MathCase(MathVerdict Verdict, string Answer, string Reference, string? Method, string Place)
{
    /// <summary>
    /// Tables of cases: <c>=</c>, <c>≠</c> or <c>?</c>, the answer, the reference and at times the method, with tabs between. <c>⏎</c> stands for a
    /// break of a line, and a line that begins with <c>#</c> and a blank, or two of them, is a heading.
    /// </summary>
    public static IReadOnlyList<MathCase> Read(string file)
    {
        var cases = new List<MathCase>();
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Maths", "Cases", file)))
        {
            number++;
            if (line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal))
                continue;
            var cells = line.Split('\t');
            cases.Add(new(VerdictOf(cells[0]), Text(cells[1]), Text(cells[2]), cells.Length > 3 ? cells[3] : null, $"{file}:{number}"));
        }
        return cases;
    }

    public static IEnumerable<string> Files => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Maths", "Cases"), "*.tsv").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public static MathVerdict VerdictOf(string sign) => sign switch
    {
        "=" => MathVerdict.Right,
        "≠" => MathVerdict.Wrong,
        "?" => MathVerdict.Unknown,
        _ => throw new FormatException($"'{sign}' is no verdict."),
    };

    /// <summary>Null where it is as it must be; else what is wrong with it, in a line.</summary>
    public string? Failure()
    {
        var check = MathAnswer.Check(Answer, Reference);
        if (check.Verdict == Verdict && (Method is null || check.Method == Method))
            return null;
        return $"{Place}: must be {Verdict} {Method}, is {check.Verdict} ({check.Method}): {Answer} | {Reference}: {check.Reason}";
    }

    private static string Text(string cell) => cell.Replace('⏎', '\n');
}
