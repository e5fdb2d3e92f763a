using System.Text.RegularExpressions;
using MathPref.Core.Offline.Algebra;

namespace MathPref.Core.Offline.Answers;

/// <summary>A final answer that was understood; equality is by value, not by look.</summary>
internal sealed partial class Answer
{
    private readonly AnswerKind _kind;
    private readonly IReadOnlyList<Quotient> _parts;
    private readonly int _columns;

    private Answer(AnswerKind kind, string text, IReadOnlyList<Quotient> parts, int columns = 1) =>
        (_kind, Text, _parts, _columns) = (kind, text, parts, columns);

    /// <summary>The answer as a bare formula on one line.</summary>
    public string Text { get; }

    /// <summary>Reads an answer of that kind in any of its usual spellings; null where the text is none.</summary>
    public static Answer? Read(AnswerKind kind, string text)
    {
        if (AnswerText.Clean(text) is not { Length: > 0 } clean)
            return null;
        return kind switch
        {
            AnswerKind.Value => ReadValue(clean),
            AnswerKind.Roots => ReadRoots(clean),
            AnswerKind.Point => ReadPoint(clean),
            AnswerKind.Matrix => ReadMatrix(clean),
            _ => Of(kind, clean, [ExpressionReader.Read(AnswerText.SplitAtEquals(clean).Value)]),
        };
    }

    /// <summary>How <paramref name="given"/> stands to <paramref name="right"/>, both as text.</summary>
    public static Verdict Compare(AnswerKind kind, string? given, string right) => ReadRight(kind, right).Judge(given);

    /// <summary>Reads the right answer of a problem of ours, which can't fail.</summary>
    public static Answer ReadRight(AnswerKind kind, string text) =>
        Read(kind, text) ?? throw new InvalidOperationException($"The answer {text} of a problem can't be read.");

    /// <summary>How <paramref name="given"/> stands to this answer.</summary>
    public Verdict Judge(string? given) => given is null || Read(_kind, given) is not { } answer ? Verdict.Unreadable : answer.Compare(this);

    private Verdict Compare(Answer right)
    {
        if (_kind is AnswerKind.Expanded or AnswerKind.Reduced)
            return !_parts[0].SameValue(right._parts[0]) ? Verdict.Wrong : HasFormOf(right) ? Verdict.Right : Verdict.Unfinished;
        bool anyOrder = _kind is AnswerKind.Roots;
        int same = _parts.Where((part, i) => anyOrder
            ? right._parts.Any(part.SameValue)
            : i < right._parts.Count && part.SameValue(right._parts[i])).Count();
        if (same == _parts.Count && same == right._parts.Count && _columns == right._columns)
            return Verdict.Right;
        return same > 0 && right._parts.Count > 1 && _columns == right._columns ? Verdict.PartlyRight : Verdict.Wrong;
    }

    private bool HasFormOf(Answer right) => _kind is AnswerKind.Reduced
        ? _parts[0].Bottom.Degree == right._parts[0].Bottom.Degree
        : !Text.Contains('(') && TermSigns().Count(AnswerText.SplitAtEquals(Text).Value) + 1 <= Math.Max(1, right._parts[0].Top.Terms.Count);

    private static Answer? ReadValue(string text)
    {
        // "3200 bacteria" and "3,200" are the number.
        string number = ThousandsComma().Replace(AnswerText.SplitAtEquals(text).Value, "");
        return Of(AnswerKind.Value, text, [ReadConstant(LongWord().Replace(number, ""))]);
    }

    private static Answer? ReadRoots(string text)
    {
        string inner = text.Replace(@"\{", "").Replace(@"\}", "").Replace(@"\in", "=");
        var values = AnswerText.Split(inner).Select(part => ReadConstant(AnswerText.SplitAtEquals(part).Value)).ToList();
        if (values.Contains(null))
            return null;
        return values.Count == 0 ? null : Of(AnswerKind.Roots, text, [.. values.DistinctBy(v => v!.Constant)]);
    }

    private static Answer? ReadPoint(string text)
    {
        var parts = AnswerText.Split(text);
        if (parts.Count == 1)
        {
            string pair = AnswerText.SplitAtEquals(parts[0]).Value;
            if (pair is not ['(', .. var inner, ')'])
                return null;
            parts = AnswerText.Split(inner);
        }
        if (parts.Count != 2)
            return null;
        var named = parts.Select(AnswerText.SplitAtEquals).ToArray();
        if (named[0].Name == "y")
            Array.Reverse(named);
        return Of(AnswerKind.Point, text, [.. named.Select(part => ReadConstant(part.Value))]);
    }

    private static Answer? ReadMatrix(string text)
    {
        string value = AnswerText.SplitAtEquals(text).Value;
        int start = value.IndexOf(@"\begin", StringComparison.Ordinal);
        if (start < 0 || Algebra.Matrix.Read(value[start..]) is not { } matrix)
            return null;
        Quotient? factor = start == 0 ? (Polynomial)1 : ReadConstant(value[..start].TrimEnd(' ', '*').Replace(@"\cdot", ""));
        return factor is null ? null : Of(AnswerKind.Matrix, text, [.. matrix.Entries.Select(e => factor * e)], matrix.Columns);
    }

    private static Quotient? ReadConstant(string text) => ExpressionReader.Read(text) is { Constant: not null } value ? value : null;

    private static Answer? Of(AnswerKind kind, string text, IReadOnlyList<Quotient?> parts, int columns = 1) =>
        parts.Contains(null) ? null : new(kind, text, [.. parts.OfType<Quotient>()], columns);

    // A sign directly after an opening brace or a caret belongs to an exponent or a fraction, the first one to the first term.
    [GeneratedRegex(@"(?<=[^\s({^])\s*[+-]", RegexOptions.CultureInvariant)]
    private static partial Regex TermSigns();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsComma();

    [GeneratedRegex(@"(?<![\\A-Za-z])[A-Za-z]{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongWord();
}
