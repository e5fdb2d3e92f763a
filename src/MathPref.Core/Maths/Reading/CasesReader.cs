namespace MathPref.Core.Maths.Reading;

/// <summary>Finds the rows of a system: <c>cases</c>, <c>aligned</c>, a brace before an array.</summary>
internal static class CasesReader
{
    /// <summary>Its rows as parts; null where the stretch is no system or its rows hold no statements (a matrix).</summary>
    public static List<ListPart>? Rows(TokenSpan span, ReadingContext context)
    {
        // \left\{ whose \right. is no token.
        if (span.Count > 1 && span[0].Is(TokenKind.Open, @"\{") && span.MatchOf(0) < 0 && span[1].Kind == TokenKind.Begin)
            span = span.Slice(1, span.Count - 1);
        if (span.Count > 2 && span[span.Count - 1].Is(TokenKind.Close, @"\}") && span.MatchOf(span.Count - 1) < 0)
            span = span.Slice(0, span.Count - 1);
        if (span.Count < 3 || span[0].Kind != TokenKind.Begin || span.MatchOf(0) != span.Count - 1)
            return null;
        if (span[0].Text is not ("cases" or "dcases" or "rcases" or "aligned" or "align" or "alignedat" or "gathered" or "gather" or "split"
            or "array" or "eqnarray"
            or "equation" or "multline"))
            return null;
        var inner = span.Slice(1, span.Count - 2);
        var rows = new List<List<Token>>();
        var row = new List<Token>();
        var hasRelation = false;
        for (var i = 0; i <= inner.Count; i++)
        {
            if (i == inner.Count || inner[i].Kind == TokenKind.Row)
            {
                // A row that begins with a sign goes on with the row before it.
                if (row.Count > 0 && rows.Count > 0 && row[0].Kind == TokenKind.Relation)
                    rows[^1].AddRange(row);
                else if (row.Count > 0)
                    rows.Add(row);
                row = [];
                continue;
            }
            if (inner[i].Kind == TokenKind.Cell)
            {
                if (IsCondition(row, inner, i))
                {
                    context.Fail("a function by cases");
                    return null;
                }
                continue;
            }
            hasRelation |= inner[i].Kind == TokenKind.Relation;
            row.Add(inner[i]);
        }
        return hasRelation ? rows.ConvertAll(r => new ListPart(new([.. r]), Separator.Semicolon)) : null;
    }

    /// <summary>Whether a new cell begins a condition on what stands before it, and does not align the signs of equations.</summary>
    private static bool IsCondition(List<Token> row, TokenSpan inner, int cell) =>
        row.Count > 0 && cell + 1 < inner.Count && inner[cell + 1].Kind is not (TokenKind.Relation or TokenKind.Row or TokenKind.Cell
            or TokenKind.Plus or TokenKind.Minus)
        && row[^1].Kind is not (TokenKind.Relation or TokenKind.Plus or TokenKind.Minus) && row.TrueForAll(t => t.Kind != TokenKind.Relation);
}
