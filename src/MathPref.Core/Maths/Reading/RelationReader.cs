using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads one statement (an equation, an inequality, a chain, a membership) or, without a sign between two sides, one value.</summary>
internal static class RelationReader
{
    public static Expr? Read(TokenSpan span, ReadingContext context)
    {
        span = Prose.Skip(SpanText.Trim(span));
        if (span.Count == 0)
            return context.Fail("nothing is there");
        while (span.Count > 1 && (Prose.IsAnyOf(span[0], "if", "when") || Prose.IsAnyOf(span[0], "where", "for")))
            span = span.Slice(1, span.Count - 1);
        // "= 5" and "≈ 3.14" are values.
        while (span.Count > 1 && (span[0].Kind == TokenKind.Relation && span[0].Text is "=" or "≈" or "≡" || span[0].Is(TokenKind.Command, "sim")))
            span = Prose.Skip(span.Slice(1, span.Count - 1));
        if (HasException(span))
            return SetReader.Read(span, context);
        if (!HasSign(span))
            return IntegerPhrase(span) ?? Program(span, context) ?? Residue(span, context);
        return Chain(span, context);
    }

    /// <summary>A statement's left side where it is one equation: what it says of which variable; otherwise null.</summary>
    public static TokenSpan? LeftOf(TokenSpan span)
    {
        span = Prose.Skip(SpanText.Trim(span));
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (IsSign(span, i))
                return i > 0 && SignOf(span[i]) is RelationSign.Equal or RelationSign.Approximately ? span.Slice(0, i) : null;
        }
        return null;
    }

    /// <summary>"all real numbers except x = 5".</summary>
    private static bool HasException(TokenSpan span)
    {
        if (span[0].Kind is not (TokenKind.Words or TokenKind.Letters or TokenKind.Command))
            return false;
        for (var i = 1; i < span.Count - 1; i = span.After(i))
        {
            if (SpanText.IsRelation(span[i]))
                return false;
            if (Prose.IsAnyOf(span[i], "except", "excluding"))
                return true;
        }
        return false;
    }

    private static bool HasSign(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (IsSign(span, i))
                return true;
        }
        return false;
    }

    /// <summary>A relation, or "is" behind a variable: "x is 5".</summary>
    private static bool IsSign(TokenSpan span, int at) =>
        SpanText.IsRelation(span[at]) || at > 0 && at < span.Count - 1 && Prose.IsCopula(span[at]) && !Prose.IsWord(span[at - 1])
            && !Prose.IsWord(span[at + 1]);

    private static RelationSign? SignOf(Token token) => token.Kind != TokenKind.Relation ? RelationSign.Equal : token.Text switch
    {
        "=" => RelationSign.Equal,
        "≠" => RelationSign.NotEqual,
        "<" => RelationSign.Less,
        "≤" => RelationSign.LessOrEqual,
        ">" => RelationSign.Greater,
        "≥" => RelationSign.GreaterOrEqual,
        "≈" => RelationSign.Approximately,
        "≡" => RelationSign.Congruent,
        _ => null,
    };

    /// <summary>Eq(x, 2) and Ne(x, 2) of programs.</summary>
    private static Expr? Program(TokenSpan span, ReadingContext context)
    {
        if (span.Count > 4 && span[0].Kind == TokenKind.Letters && span[0].Text is "Or" or "And" && SpanText.IsEnclosed(span.Slice(1, span.Count - 1)))
        {
            var statements = ImmutableArray.CreateBuilder<Expr>();
            foreach (var part in SpanText.SplitAtCommas(span.Slice(2, span.Count - 3)))
            {
                if (part.Count == 0 || ListReader.Read(part, context) is not { } statement)
                    return context.Fail($"not understood: {SpanText.Of(span)}");
                statements.Add(statement);
            }
            return span[0].Text == "Or" ? new AnyOf(statements.ToImmutable()) : new AllOf(statements.ToImmutable());
        }
        if (span.Count < 6 || span[0].Kind != TokenKind.Letters || span[0].Text is not ("Eq" or "Ne") || !SpanText.IsEnclosed(span.Slice(1, span.Count - 1)))
            return null;
        var sides = SpanText.SplitAtCommas(span.Slice(2, span.Count - 3));
        if (sides.Count != 2 || ValueReader.Read(sides[0], context) is not { } left || ValueReader.Read(sides[1], context) is not { } right)
            return null;
        return new Relation([left, right], [span[0].Text == "Eq" ? RelationSign.Equal : RelationSign.NotEqual]);
    }

    private static Expr? Chain(TokenSpan span, ReadingContext context)
    {
        var operands = ImmutableArray.CreateBuilder<Expr>();
        var signs = ImmutableArray.CreateBuilder<RelationSign>();
        var start = 0;
        for (var i = 0; i <= span.Count; i = i < span.Count ? span.After(i) : i + 1)
        {
            if (i < span.Count && !IsSign(span, i))
                continue;
            var part = span.Slice(start, i - start);
            // "> 5" says it of whatever was asked for.
            if (part.Count == 0 && operands.Count == 0 && span[0].Text is "<" or ">" or "≤" or "≥")
            {
                operands.Add(new Sym("x"));
                signs.Add(SignOf(span[0])!.Value);
                start = 1;
                continue;
            }
            if (part.Count == 0)
                return context.Fail($"one side of a relation is missing: {SpanText.Of(span)}");
            if (i < span.Count && SignOf(span[i]) == null)
                return operands.Count == 0 ? Member(part, span[i].Text == "∉", span.Slice(i + 1, span.Count - i - 1), context)
                    : context.Fail($"a chain with a membership: {SpanText.Of(span)}");
            if (operands.Count == 0 && Label(part) is { } label)
            {
                operands.Add(label);
            }
            else
            {
                var operand = signs.Count > 0 && signs[^1] == RelationSign.Congruent ? Residue(part, context) : ValueReader.Read(SpanText.Trim(part), context);
                if (operand == null)
                    return null;
                operands.Add(operand);
            }
            if (i < span.Count)
                signs.Add(SignOf(span[i])!.Value);
            start = i + 1;
        }
        return new Relation(operands.ToImmutable(), signs.ToImmutable());
    }

    /// <summary>"Area" of <c>\text{Area} = 12</c>: words that name a quantity.</summary>
    private static Sym? Label(TokenSpan part)
    {
        // P(A ∩ B) = 0.3, \lim_{x \to 0} x = 0, Var(X) = 4
        if (part[0] is { Kind: TokenKind.Command, Text: "lim" or "int" or "iint" or "iiint" or "oint" or "Pr" or "dim" or "deg" or "ker" }
            || part.Count > 1 && part[0] is { Kind: TokenKind.Words, Text.Length: > 1 } && !Prose.IsName(part[0].Text)
            || part.Count > 3 && Prose.IsWord(part[0]) && (part[0].Text.Length > 3 || part[0].Text is "Var" or "Cov") && part[1].Is(TokenKind.Open, "(")
                && SpanText.IsEnclosed(part.Slice(1, part.Count - 1))
            || part.Count > 3 && part[0] is { Kind: TokenKind.Letters, Text: "P" or "Pr" or "E" or "n" or "Var" } && part[1].Text is "(" or "["
                && SpanText.IsEnclosed(part.Slice(1, part.Count - 1)) && (SpanText.HasRelation(part.Slice(2, part.Count - 3))
                    || part[3].Kind is TokenKind.Relation or TokenKind.Bar))
            return new(SpanText.Of(part));
        // \det = -2
        if (part.Count == 1 && part[0].Kind is TokenKind.Command or TokenKind.Words or TokenKind.Letters && part[0].Text.Length > 2
            && Vocabulary.Find(part[0].Text) is { Function: not null, Name: null })
            return new(part[0].Text);
        for (var i = 0; i < part.Count; i++)
        {
            if (!Prose.IsWord(part[i]))
                return null;
        }
        return new(PlainWords.Normalize(SpanText.Of(part)));
    }

    private static Expr? Member(TokenSpan subject, bool isNot, TokenSpan set, ReadingContext context)
    {
        if (ValueReader.Read(SpanText.Trim(subject), context) is not { } what || SetReader.Read(set, context) is not { } where)
            return null;
        return new Membership(what, where, isNot);
    }

    /// <summary>3 (mod 7), 3 \pmod 7, 3 mod 7: the remainder with its modulus.</summary>
    private static Expr? Residue(TokenSpan part, ReadingContext context)
    {
        for (var i = 1; i < part.Count; i++)
        {
            var token = part[i];
            if (!(token.Kind == TokenKind.Command && token.Text is "pmod" or "mod" or "pod") && !Prose.IsAnyOf(token, "mod", "modulo"))
                continue;
            if (i + 1 == part.Count)
                break;
            var end = i > 0 && part[i - 1].Kind == TokenKind.Open && part.MatchOf(i - 1) == part.Count - 1 ? part.Count - 1 : part.Count;
            var remainder = part.Slice(0, end < part.Count ? i - 1 : i);
            if (ValueReader.Read(remainder, context) is not { } left
                || ValueReader.Read(SpanText.Trim(part.Slice(i + 1, end - i - 1)), context) is not { } modulus)
                return null;
            return new Call(Function.Mod, [left, modulus]);
        }
        return ValueReader.Read(SpanText.Trim(part), context);
    }

    /// <summary>"k is an integer", "integer k", "any integer n": that k is a whole number.</summary>
    private static Membership? IntegerPhrase(TokenSpan span)
    {
        string? variable = null;
        var isInteger = false;
        for (var i = 0; i < span.Count; i++)
        {
            var token = span[i];
            if (token.Kind is not (TokenKind.Words or TokenKind.Letters))
                return null;
            if (token.Text.Length == 1 && token.Text != "a" && variable == null)
                variable = token.Text;
            else if (token.Text is "integer" or "integers")
                isInteger = true;
            else if (token.Text is not ("is" or "an" or "any" or "some" or "all" or "every" or "are" or "where" or "for" or "a" or "with"))
                return null;
        }
        return isInteger && variable != null ? new(new Sym(variable), new NumberSet(NumberSetKind.Integers), false) : null;
    }
}
