using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using Tuple = MathPref.Core.Maths.Expressions.Tuple;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads what one pair of brackets encloses: points, intervals, sets, sets by a condition, lists of programs.</summary>
internal static class BracketReader
{
    /// <summary>The tree of an enclosed stretch; null where it is no structure of brackets (a scalar may be) or was not understood.</summary>
    public static Expr? Read(TokenSpan span, ReadingContext context, out bool isStructure)
    {
        isStructure = true;
        var inner = span.Slice(1, span.Count - 2);
        string open = span[0].Text, close = span[span.Count - 1].Text;
        if (open is @"\{" or "{")
            return Braces(span, inner, context, open, out isStructure);
        if (open is not ("(" or "[" or "]" or "langle"))
        {
            isStructure = false;
            return null;
        }
        var parts = SpanText.SplitAtCommas(inner);
        if (open == "[" && parts.Count == 1 && inner.Count > 2 && inner[0].Is(TokenKind.Open, "[") && ScalarReader.Read(span, out _) is MatrixOf rows)
            return rows;
        if (parts.Count == 1)
        {
            // "(x > 2)" and "[113]" are what they enclose; "(x + 1)" is a scalar's own bracket.
            isStructure = open != "(" || SpanText.HasRelation(inner) || SpanText.IsEnclosed(inner);
            if (isStructure && inner.Count == 0)
                return context.Fail("an empty bracket");
            return isStructure ? ListReader.Read(inner, context) : null;
        }
        if (open == "[" && inner[0].Is(TokenKind.Open, "["))
        {
            // Rows in brackets: a matrix, which the reader of scalars knows.
            if (ScalarReader.Read(span, out _) is MatrixOf matrix)
                return matrix;
        }
        if (Items(parts, context) is not { } items)
            return null;
        if (items.All(i => i is Relation or Membership))
            return new AllOf(items);
        var isPair = items.Length == 2 && open != "langle" && items.All(IsBound);
        var isInterval = isPair && (open != "(" || close != ")" || SpanText.IsInfinite(items[0]) || SpanText.IsInfinite(items[1]));
        return isInterval ? new Interval(items[0], items[1], open == "[", close == "]") : new Tuple(items);
    }

    /// <summary>As a set: a pair in round brackets is an open interval there.</summary>
    public static Expr AsSet(Expr e) => e is Tuple { Items: [var low, var high] } ? new Interval(low, high, false, false) : e;

    private static Expr? Braces(TokenSpan whole, TokenSpan inner, ReadingContext context, string open, out bool isStructure)
    {
        isStructure = true;
        if (inner.Count == 0)
            return new SetOf([]);
        var bar = ConditionAt(inner);
        if (bar > 0)
            return Builder(inner.Slice(0, bar), inner.Slice(bar + 1, inner.Count - bar - 1), context);
        // The solution that programs print: {x: 1, y: 2}.
        if (inner.IndexOf(TokenKind.Colon) > 0)
        {
            var statements = ImmutableArray.CreateBuilder<Expr>();
            foreach (var part in SpanText.SplitAtCommas(inner))
            {
                var colon = part.IndexOf(TokenKind.Colon);
                if (colon <= 0 || ListReader.Read(part.Slice(0, colon), context) is not { } left
                    || ListReader.Read(part.Slice(colon + 1, part.Count - colon - 1), context) is not { } right)
                    return context.Fail($"a set whose condition is not understood: {SpanText.Of(inner)}");
                statements.Add(new Relation([left, right], [RelationSign.Equal]));
            }
            return statements.Count == 1 ? statements[0] : new AllOf(statements.ToImmutable());
        }
        var parts = SpanText.SplitAtCommas(inner);
        if (open == "{" && parts.Count == 1)
            return ListReader.Read(inner, context);
        // {{1, 2}, {3, 4}} of programs
        if (open == "{" && parts.Count > 1 && inner[0].Is(TokenKind.Open, "{") && ScalarReader.Read(whole, out _) is MatrixOf matrix)
        {
            if (context.Depth == 1)
                context.Others.Add(new SetOf([.. matrix.Rows.Select(row => (Expr)new SetOf(row))]));
            return matrix;
        }
        if (ListReader.Read(inner, context) is not { } read)
            return null;
        return read switch
        {
            Listing list => new SetOf(list.Items),
            Relation or AllOf or AnyOf => read,
            _ => new SetOf([read]),
        };
    }

    /// <summary>
    /// Where the condition of a set begins: a colon, a bar or "such that" behind the element, before what holds a relation; -1 where none does.
    /// </summary>
    private static int ConditionAt(TokenSpan inner)
    {
        for (var i = 0; i < inner.Count - 1; i = inner.After(i))
        {
            var token = inner[i];
            if (token.Kind == TokenKind.Comma)
                return -1;
            if (i == 0 || inner[i + 1].Kind == TokenKind.Relation)
                continue;
            var isMark = token.Kind is TokenKind.Colon or TokenKind.Bar
                || Prose.IsAnyOf(token, "such", "where") && (token.Text != "such" || Prose.IsAnyOf(inner[i + 1], "that", "that"));
            if (isMark && (SpanText.HasRelation(inner.Slice(i + 1, inner.Count - i - 1)) || HasWords(inner.Slice(i + 1, inner.Count - i - 1))))
                return i;
        }
        return -1;
    }

    private static bool HasWords(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i++)
        {
            if (span[i].Kind == TokenKind.Words)
                return true;
        }
        return false;
    }

    private static Expr? Builder(TokenSpan element, TokenSpan condition, ReadingContext context)
    {
        if (Prose.IsAnyOf(condition[0], "that", "that"))
            condition = condition.Slice(1, condition.Count - 1);
        if (ListReader.Read(element, context) is not { } what || ListReader.Read(condition, context) is not { } holds)
            return null;
        if (what is not Membership { IsNot: false } member)
            return new SetBuilder(what, holds);
        // That x is a real number goes without saying.
        return member.Set is NumberSet { Kind: NumberSetKind.Reals, Sign: 0 }
            ? new SetBuilder(member.Subject, holds)
            : new SetBuilder(member.Subject, new AllOf(holds is AllOf all ? [member, .. all.Statements] : [member, holds]));
    }

    private static ImmutableArray<Expr>? Items(List<TokenSpan> parts, ReadingContext context)
    {
        var items = ImmutableArray.CreateBuilder<Expr>(parts.Count);
        foreach (var part in parts)
        {
            if (part.Count == 0)
            {
                context.Fail("nothing between two commas");
                return null;
            }
            if (ListReader.Read(part, context) is not { } item)
                return null;
            items.Add(item);
        }
        return items.MoveToImmutable();
    }

    private static bool IsBound(Expr e) => e is not (Tuple or Interval or SetOf or Relation or AllOf or AnyOf or Words or MatrixOf or Listing);
}
