using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads an answer or a part of one that may hold several values or statements: between commas, "and", "or", semicolons, rows.</summary>
internal static class ListReader
{
    public static Expr? Read(TokenSpan span, ReadingContext context)
    {
        if (!context.TryEnter())
            return null;
        var read = ReadWithin(span, context);
        context.Leave();
        return read;
    }

    private static Expr? ReadWithin(TokenSpan span, ReadingContext context)
    {
        span = BehindImplication(SpanText.Trim(span));
        if (span.Count == 0)
            return context.Fail("nothing is there");
        if (span.Count == 1)
            return RelationReader.Read(span, context);
        span = WithoutOrSo(Prose.Skip(span));
        if (CasesReader.Rows(span, context) is { } rows)
            return ListMaker.Make(rows, context);
        if (CompoundQuantity.Read(span, context) is { } quantity)
            return quantity;
        // "one hundred and five apples" is one quantity.
        if (span[0].Kind is TokenKind.Words or TokenKind.Letters && QuantityReader.Words(span, out var words) != null && HasAnd(span.Slice(0, words)))
            return RelationReader.Read(span, context);
        if (Lettered(span) is { } lettered)
            return ListMaker.Make(lettered, context);
        if (Alternative(span, context) is { } either)
            return either;
        var parts = Split(span);
        return parts.Count == 1 ? RelationReader.Read(parts[0].Span, context) : ListMaker.Make(parts, context);
    }

    /// <summary>"42 or so" is 42.</summary>
    private static TokenSpan WithoutOrSo(TokenSpan span) => span.Count > 2 && Prose.IsAnyOf(span[span.Count - 2], "or", "or")
        && Prose.IsAnyOf(span[span.Count - 1], "so", "so") ? SpanText.Trim(span.Slice(0, span.Count - 2)) : span;

    /// <summary>(a) 3 (b) 4, (i) 2 (ii) 3: the answers of several parts; null where it is none.</summary>
    private static List<ListPart>? Lettered(TokenSpan span)
    {
        if (span.Count < 8 || !IsLabel(span, 0) || span[1].Text is not ("a" or "i"))
            return null;
        var parts = new List<ListPart>();
        var start = 3;
        for (var i = 3; i < span.Count; i = span.After(i))
        {
            if (!IsLabel(span, i) || span[i + 1].Text != (span[1].Text == "a" ? ((char)('b' + parts.Count)).ToString() : new string('i', parts.Count + 2)))
                continue;
            parts.Add(new(SpanText.Trim(span.Slice(start, i - start)), Separator.Comma));
            start = i + 3;
        }
        parts.Add(new(SpanText.Trim(span.Slice(start, span.Count - start)), Separator.Comma));
        return parts.Count > 1 && parts.TrueForAll(p => p.Span.Count > 0) ? parts : null;
    }

    private static bool IsLabel(TokenSpan span, int at) => at + 3 < span.Count && span[at].Is(TokenKind.Open, "(") && (at == 0 || span[at].HasSpaceBefore)
        && span[at + 1].Kind is TokenKind.Letters or TokenKind.Words && span[at + 2].Is(TokenKind.Close, ")") && span[at + 3].HasSpaceBefore;

    /// <summary>0.6 (or 3/5), 2√3 (≈ 3.46), 3/5 (60%): the same value once more, in brackets behind it.</summary>
    private static Expr? Alternative(TokenSpan span, ReadingContext context)
    {
        var open = span[span.Count - 1].Is(TokenKind.Close, ")") ? span.MatchOf(span.Count - 1) : -1;
        if (open < 1 || span.Count - open < 4 || !span[open].HasSpaceBefore)
            return null;
        var inner = span.Slice(open + 1, span.Count - open - 2);
        // 20 m/s (72 km/h), 5 km (5000 m)
        if (inner.Count > 1 && span[0].Kind == TokenKind.Number && inner[0].Kind == TokenKind.Number
            && QuantityReader.Read(span.Slice(0, open), new()) is Quantity quantity
            && QuantityReader.Read(inner, new()) is (Quantity or Product { Factors: [Num, Sym] }) and var restated)
        {
            if (context.Depth == 1)
                context.Others.Add(restated);
            return quantity;
        }
        var isOr = Prose.IsAnyOf(inner[0], "or", "or");
        if (isOr ? inner[1].Kind is TokenKind.Letters or TokenKind.Words : !(inner[0].Kind == TokenKind.Relation && inner[0].Text is "≈" or "=")
            && !(inner.Count == 2 && inner[0].Kind == TokenKind.Number && inner[1].Kind == TokenKind.Percent))
            return null;
        if (!isOr)
            return Read(span.Slice(0, open), context);
        return ListMaker.Make([new(span.Slice(0, open), Separator.Comma), new(inner.Slice(1, inner.Count - 1), Separator.Or)], context);
    }

    private static bool HasAnd(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i++)
        {
            if (Prose.IsAnyOf(span[i], "and", "and"))
                return true;
        }
        return false;
    }

    /// <summary>Of "x^2 = 4 ⇒ x = ±2" what follows.</summary>
    private static TokenSpan BehindImplication(TokenSpan span)
    {
        var last = -1;
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (span[i].Kind == TokenKind.Command && span[i].Text is "Rightarrow" or "therefore")
                last = i;
        }
        return last < 0 ? span : SpanText.Trim(span.Slice(last + 1, span.Count - last - 1));
    }

    private static List<ListPart> Split(TokenSpan span)
    {
        var parts = new List<ListPart>();
        var separator = Separator.Comma;
        var start = 0;
        for (var i = 0; i <= span.Count; i = i < span.Count ? span.After(i) : i + 1)
        {
            var found = i < span.Count ? SeparatorAt(span, i) : Separator.Comma;
            if (found == null)
                continue;
            // ", and" is one separator; its word counts.
            if (i > start)
            {
                parts.Add(new(span.Slice(start, i - start), separator));
                separator = found.Value;
            }
            else if (found.Value > separator)
            {
                separator = found.Value;
            }
            start = i + 1;
        }
        return parts.Count == 0 ? [new(span, Separator.Comma)] : parts;
    }

    private static Separator? SeparatorAt(TokenSpan span, int at)
    {
        var token = span[at];
        switch (token.Kind)
        {
            case TokenKind.Comma:
                return Separator.Comma;
            case TokenKind.Semicolon or TokenKind.Row:
                return Separator.Semicolon;
            case TokenKind.Cell:
                return Separator.And;
            case TokenKind.Command:
                return token.Text == "wedge" ? Separator.And : token.Text == "vee" ? Separator.Or : null;
            // (x < 1) | (x > 2) of programs.
            case TokenKind.Bar when at > 0 && at < span.Count - 1 && span[at - 1].Is(TokenKind.Close, ")") && span[at + 1].Is(TokenKind.Open, "("):
                return Separator.Or;
            // Or(x < 1, x > 2) of programs
            case TokenKind.Letters when at == 0 && token.Text is "Or" or "And" && span.Count > 1 && span[1].Is(TokenKind.Open, "(") && !span[1].HasSpaceBefore:
                return null;
            case TokenKind.Words or TokenKind.Letters when token.Text.Length > 1:
                return token.Text.ToLowerInvariant() switch
                {
                    "and" => Separator.And,
                    "or" => Separator.Or,
                    "where" or "with" or "when" or "if" or "for" or "given" or "such" => HasCondition(span, at + 1) && at > 0 ? Separator.Where : null,
                    _ => null,
                };
            case TokenKind.Words when token.Text == "&":
                return Separator.And;
            default:
                return null;
        }
    }

    private static bool HasCondition(TokenSpan span, int from)
    {
        for (var i = from; i < span.Count; i = span.After(i))
        {
            if (SpanText.IsRelation(span[i]) || Prose.IsAnyOf(span[i], "integer", "integers"))
                return true;
        }
        return false;
    }
}
