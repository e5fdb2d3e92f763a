using System.Collections;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Rows;
using MathPref.Core.Runs;

namespace MathPref.Rows;

/// <summary>What is known of the answers of a row, as its columns and as an object of its own.</summary>
internal static class AnswerChecks
{
    /// <summary>The type name of the object that says how one answer stands to one reference.</summary>
    public const string TypeName = "MathPref.AnswerCheck";

    private const string Verdict = "verdict";
    private const string IsCorrect = "is_correct";

    /// <summary>Writes the verdicts into the row; null for an answer that never came.</summary>
    public static void Write(Row row, IReadOnlyList<AnswerCheck?> checks)
    {
        row[Columns.Answers] = checks.Select(check => check?.Answer).ToArray();
        row[Columns.AnswersCorrect] = checks.Select(object? (check) => check?.IsCorrect).ToArray();
        row[Columns.AnswerMethods] = checks.Select(check => check?.Method).ToArray();
    }

    /// <summary>Right among right and wrong; null where none is known.</summary>
    public static double? PassRate(IReadOnlyList<AnswerCheck?> checks)
    {
        var right = checks.Count(check => check?.Verdict is MathVerdict.Right);
        var known = right + checks.Count(check => check?.Verdict is MathVerdict.Wrong);
        return known == 0 ? null : (double)right / known;
    }

    /// <summary>Adds the verdicts of a row that was written; one on an answer that never came is none.</summary>
    public static VerdictCounts Count(PSObject row, VerdictCounts counts)
    {
        var correct = PSRow.AsList(row.Properties[Columns.AnswersCorrect].Value)!;
        var methods = PSRow.AsList(row.Properties[Columns.AnswerMethods].Value)!;
        for (var i = 0; i < correct.Count; i++)
        {
            counts = correct[i] switch
            {
                true => counts with { Right = counts.Right + 1 },
                false => counts with { Wrong = counts.Wrong + 1 },
                _ => methods[i] is null ? counts : counts with { Unknown = counts.Unknown + 1 },
            };
        }
        return counts;
    }

    /// <summary>Makes of the row the object that says how its one answer stands to the reference.</summary>
    public static void WriteAlone(Row row, AnswerCheck check)
    {
        foreach (var name in row.Names.ToList())
            row.Remove(name);
        row[Verdict] = check.Verdict.ToString();
        row[IsCorrect] = check.IsCorrect;
        row["answer"] = check.Answer;
        row["reference"] = check.Reference;
        row["method"] = check.Method;
        row["reason"] = check.Reason;
    }

    /// <summary>Whether the object says that its answer is right.</summary>
    public static bool IsRight(PSObject check) => check.Properties[IsCorrect]?.Value is true;

    /// <summary>Whether a value is a row or a list of several, and so no answer.</summary>
    public static bool IsRow(object? value) =>
        PSRow.Unwrap(value) is PSObject or IDictionary or DataRow or Row || PSRow.AsList(value) is not null && TextOf(value) is null;

    /// <summary>A value as the text of an answer: a text, a number, a truth value, or a list of one of these; null for another.</summary>
    public static string? TextOf(object? value) => PSRow.Unwrap(value) switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        { } number when RowValues.AsNumber(number) is not null => Convert.ToString(number, CultureInfo.InvariantCulture),
        { } other when PSRow.AsList(other) is [var one] && one is not (null or System.Collections.IList) => TextOf(one),
        _ => null,
    };
}
