namespace MathPref.Core.Maths.Reading;

/// <summary>Comparisons in words as their signs: <c>greater than or equal to 5</c>, <c>5 or more</c>, <c>x is less than 3</c>.</summary>
internal static class Comparatives
{
    public static TokenSpan Signs(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i++)
        {
            if (span[i].Kind is TokenKind.Words or TokenKind.Letters && (Of(span[i].Text) != null || span[i].Text is "least" or "most"))
                return Rewritten(span);
        }
        return span;
    }

    private static string? Of(string word) => word switch
    {
        "greater" or "Greater" or "more" or "More" or "larger" or "bigger" or "higher" => ">",
        "less" or "Less" or "fewer" or "smaller" or "lower" => "<",
        _ => null,
    };

    private static TokenSpan Rewritten(TokenSpan span)
    {
        var count = span.Count;
        // 5 or more
        if (count >= 3 && Prose.IsAnyOf(span[count - 2], "or", "or") && span[0].Kind is TokenKind.Number or TokenKind.Currency
            && Of(span[count - 1].Text) is { } open)
            return With(span.Slice(0, count - 2), 0, 0, open == ">" ? "≥" : "≤");
        for (var i = 0; i + 2 < count; i++)
        {
            // "x is at least 5"; with nothing before, "at least 5" is a value.
            if (i > 1 && Prose.IsAnyOf(span[i], "at", "at") && Prose.IsAnyOf(span[i + 1], "least", "most") && Prose.IsCopula(span[i - 1]))
            {
                var subject = i > 2 && Prose.IsAnyOf(span[i - 2], "must", "should") ? i - 2 : i - 1;
                return subject == 1 && span[0].Text.Length == 1 ? With(span, 1, i + 2, span[i + 1].Text == "least" ? "≥" : "≤") : span;
            }
            if (Of(span[i].Text) is not { } sign || !Prose.IsAnyOf(span[i + 1], "than", "than"))
                continue;
            var end = i + 2;
            if (end + 2 < count && Prose.IsAnyOf(span[end], "or", "or") && Prose.IsAnyOf(span[end + 1], "equal", "equal")
                && Prose.IsAnyOf(span[end + 2], "to", "to"))
            {
                end += 3;
                sign = sign == ">" ? "≥" : "≤";
            }
            var start = i;
            // No more than 5.
            if (start > 0 && Prose.IsAnyOf(span[start - 1], "no", "not"))
            {
                start--;
                sign = sign switch { ">" => "≤", "<" => "≥", "≥" => "<", _ => ">" };
            }
            if (start > 0 && Prose.IsCopula(span[start - 1]))
                start--;
            // "5 more than x" is no comparison.
            if (end < count && (start == 0 || start < i || span[start - 1].Kind != TokenKind.Number && start == 1))
                return With(span, start, end, sign);
        }
        return span;
    }

    private static TokenSpan With(TokenSpan span, int from, int to, string sign)
    {
        var tokens = new List<Token>(span.Count);
        for (var i = 0; i < from; i++)
            tokens.Add(span[i]);
        tokens.Add(new(TokenKind.Relation, sign, span[from].Start, true));
        for (var i = to; i < span.Count; i++)
            tokens.Add(span[i]);
        return new([.. tokens]);
    }
}
