using System.Text.Json;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths.Scorers;

/// <summary>One measured case: what a library's own scorer gave for a completion, with the answer written so.</summary>
internal sealed record ScorerCase(string Group, string Written, string Completion, double? Score)
{
    /// <summary>Full marks; geometry3k counts the form too.</summary>
    public bool IsPaid => Score >= 0.9;
}

/// <summary>What the libraries' own scorers gave (TRL 1.16.0 with math-verify 0.9.0, verl 0.9.1).</summary>
internal static class ScorerTable
{
    /// <summary>accuracy_reward; the groups are of one question each.</summary>
    public static IReadOnlyList<ScorerCase> Trl() => Read("trl-cases.jsonl", row => row.GetProperty("function").GetString() != "accuracy_reward" ? null
        : new(row.GetProperty("kind").GetString()!, row.GetProperty("solution").GetString()!, row.GetProperty("completion").GetString()!, Score(row, "reward")));

    /// <summary>Texts only: a ground truth that is a number in JSON is none of ours. The groups are the data_sources.</summary>
    public static IReadOnlyList<ScorerCase> Verl() => Read("verl-cases.jsonl", row => row.GetProperty("ground_truth").ValueKind is not JsonValueKind.String ? null
        : new(row.GetProperty("data_source").GetString()!, row.GetProperty("ground_truth").GetString()!, row.GetProperty("completion").GetString()!, Score(row, "score")));

    /// <summary>
    /// What is amiss with a text for a reference: it has to be one that was measured, each right completion that another spelling of the same answer pays
    /// has to be paid, and no wrong one that some spelling which pays a right one does not pay. Right and wrong are what MathAnswer says.
    /// </summary>
    public static IEnumerable<string> Failures(IReadOnlyList<ScorerCase> all, IReadOnlyList<ScorerCase> group, string reference, string? text,
        Func<string, string, bool> isSpelling)
    {
        var read = MathReference.Read(reference);
        var right = group.Where(c => c.IsPaid && MathAnswer.Check(c.Completion, read).Verdict is MathVerdict.Right
            && MathAnswer.Check($@"\boxed{{{Bare(c.Written)}}}", read).Verdict is MathVerdict.Right).ToList();
        if (right.Count == 0)
            yield break;
        var ours = all.Where(c => text is not null && isSpelling(c.Written, text)).ToList();
        if (ours.Count == 0)
            yield return $"{reference}: {text ?? "nothing"} was not measured";
        foreach (var c in ours.Where(c => !c.IsPaid && right.Any(r => r.Completion == c.Completion)))
            yield return $"{reference}: {text} does not pay {c.Completion}";
        foreach (var c in ours.Where(c => c.IsPaid && MathAnswer.Check(c.Completion, read).Verdict is MathVerdict.Wrong))
        {
            if (group.Any(o => o.Completion == c.Completion && !o.IsPaid && right.Any(r => r.Written == o.Written)))
                yield return $"{reference}: {text} pays {c.Completion}";
        }
    }

    private static string Bare(string written) => MathReference.Read(written).Text ?? written;

    private static double? Score(JsonElement row, string name) =>
        row.TryGetProperty(name, out var score) && score.ValueKind is JsonValueKind.Number ? score.GetDouble() : null;

    private static List<ScorerCase> Read(string file, Func<JsonElement, ScorerCase?> of)
    {
        var cases = new List<ScorerCase>();
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Maths", "Scorers", "fixtures", file)))
        {
            using var json = JsonDocument.Parse(line);
            if (of(json.RootElement) is { } one)
                cases.Add(one);
        }
        return cases;
    }
}
