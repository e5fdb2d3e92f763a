using System.Text;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Small questions about a stretch of tokens.</summary>
internal static class SpanText
{
    /// <summary>Without punctuation at its ends and groups of LaTeX around it.</summary>
    public static TokenSpan Trim(TokenSpan span)
    {
        while (true)
        {
            var count = span.Count;
            while (span.Count > 0 && IsPunctuation(span[0]))
                span = span.Slice(1, span.Count - 1);
            while (span.Count > 0 && IsPunctuation(span[span.Count - 1]))
                span = span.Slice(0, span.Count - 1);
            // A group with commas in it is a set of plain text.
            if (span.Count > 2 && span[0].Is(TokenKind.Open, "{") && span.MatchOf(0) == span.Count - 1 && !HasSeparator(span.Slice(1, span.Count - 2)))
                span = span.Slice(1, span.Count - 2);
            if (span.Count == count)
                return span;
        }
    }

    /// <summary>Whether a bracket that opens at the beginning closes at the end.</summary>
    public static bool IsEnclosed(TokenSpan span) => span.Count >= 2 && span[0].Kind == TokenKind.Open && span.MatchOf(0) == span.Count - 1;

    /// <summary>The tokens as one text, for people and for telling whether two stretches are alike.</summary>
    public static string Of(TokenSpan span)
    {
        if (span.Count == 1)
            return span[0].Text;
        var text = new StringBuilder();
        for (var i = 0; i < span.Count && text.Length < 200; i++)
        {
            if (i > 0 && span[i].HasSpaceBefore)
                text.Append(' ');
            if (span[i].Kind == TokenKind.Command)
                text.Append('\\');
            text.Append(span[i].Text);
        }
        return text.ToString();
    }

    public static bool HasRelation(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (IsRelation(span[i]))
                return true;
        }
        return false;
    }

    /// <summary>A sign between two sides, not between two sets.</summary>
    public static bool IsRelation(Token token) => token.Kind == TokenKind.Relation && !IsSetOperator(token);

    public static bool IsSetOperator(Token token) => token.Kind == TokenKind.Relation && token.Text is "∪" or "∩" or "∖";

    public static bool HasSeparator(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (span[i].Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon || span[i].Kind == TokenKind.Bar && i > 0 && HasRelation(span))
                return true;
        }
        return false;
    }

    /// <summary>Parts between commas or semicolons outside of brackets; empty ones at the ends are left out.</summary>
    public static List<TokenSpan> SplitAtCommas(TokenSpan span)
    {
        var parts = new List<TokenSpan>();
        var start = 0;
        // Where semicolons part, commas belong to what is between them.
        var kind = span.IndexOf(TokenKind.Semicolon) >= 0 ? TokenKind.Semicolon : TokenKind.Comma;
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (span[i].Kind != kind)
                continue;
            parts.Add(span.Slice(start, i - start));
            start = i + 1;
        }
        if (start < span.Count || parts.Count == 0)
            parts.Add(span.Slice(start, span.Count - start));
        return parts;
    }

    /// <summary>Whether a tree is infinity or minus infinity, so that a bracket beside it is one of an interval.</summary>
    public static bool IsInfinite(Expr e) => e is Const { Kind: ConstKind.Infinity } or Neg { Operand: Const { Kind: ConstKind.Infinity } };

    private static bool IsPunctuation(Token token) => token.Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Stop or TokenKind.Row;
}
