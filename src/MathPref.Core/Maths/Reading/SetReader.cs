using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads sets: number sets by sign or words, unions, intersections, differences, and as SymPy prints them.</summary>
internal static class SetReader
{
    /// <summary>How many sets are joined: the tree is as deep.</summary>
    private const int MostSets = 20;

    /// <summary>The operator at a token, with how strongly it binds; null where there is none.</summary>
    private static (SetOperator Operator, int Strength)? OperatorAt(TokenSpan span, int at)
    {
        var token = span[at];
        if (token.Kind == TokenKind.Relation)
        {
            return token.Text switch
            {
                "∪" => (SetOperator.Union, 1),
                "∩" => (SetOperator.Intersection, 2),
                "∖" => (SetOperator.Difference, 1),
                _ => null,
            };
        }
        if (at == 0 || at == span.Count - 1)
            return null;
        // A plain U between brackets.
        if (token.Is(TokenKind.Letters, "U") && span[at - 1].Kind == TokenKind.Close && span[at + 1].Kind == TokenKind.Open)
            return (SetOperator.Union, 1);
        // "\mathbb{R} - \{5\}" and "\mathbb{R} \ {5}", whose backslash is no command.
        var isNumbers = at == 1 && NumberSetOf(span[0]) != null;
        if (isNumbers && token.Kind == TokenKind.Minus && span[at + 1].Kind == TokenKind.Open)
            return (SetOperator.Difference, 1);
        if (Prose.IsAnyOf(token, "union", "union"))
            return (SetOperator.Union, 1);
        if (Prose.IsAnyOf(token, "intersect", "intersection"))
            return (SetOperator.Intersection, 2);
        return Prose.IsAnyOf(token, "except", "excluding") ? (SetOperator.Difference, 1) : null;
    }

    public static bool HasOperator(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (OperatorAt(span, i) != null)
                return true;
        }
        return false;
    }

    /// <summary>A stretch that is to be a set: with operators, or one set (a pair in round brackets is an interval).</summary>
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
        span = SpanText.Trim(span);
        if (span.Count == 0)
            return context.Fail("a set is missing");
        // The weakest operator that stands last parts the whole: they are taken from the left.
        int weakest = -1, strength = int.MaxValue;
        var operation = SetOperator.Union;
        for (var i = 0; i < span.Count; i = span.After(i))
        {
            if (OperatorAt(span, i) is not var (found, binds) || binds > strength)
                continue;
            (weakest, strength, operation) = (i, binds, found);
        }
        if (weakest < 0)
            return One(span, context);
        var left = Read(span.Slice(0, weakest), context);
        var right = left == null ? null : Right(span.Slice(weakest + 1, span.Count - weakest - 1), operation, context);
        return left == null || right == null ? null : new SetOperation(operation, left, right);
    }

    /// <summary>ℝ, "all real numbers", "positive integers", <c>Reals</c>, ∅, <c>Union(…)</c>; null where it is none of these.</summary>
    public static Expr? Named(TokenSpan span, ReadingContext context)
    {
        var first = span[0];
        if (span.Count == 1 && first.Is(TokenKind.Command, "emptyset") || span.Count <= 3 && Prose.IsAnyOf(first, "EmptySet", "EmptySet"))
            return new SetOf([]);
        if (span.Count == 3 && Prose.IsAnyOf(first, "set", "set") && span[1].Kind == TokenKind.Open && span[2].Kind == TokenKind.Close)
            return new SetOf([]);
        if (NumberSetOf(first) is { } kind)
            return Signed(kind, span);
        if (first.Kind is not (TokenKind.Words or TokenKind.Letters))
            return null;
        return OfWords(span) ?? OfProgram(span, context);
    }

    private static Expr? One(TokenSpan span, ReadingContext context)
    {
        if (Named(span, context) is { } named)
            return named;
        if (span.Count == 1 && span[0].Kind == TokenKind.Letters && span[0].Text is "R" or "Z" or "N" or "Q" or "C")
            return new NumberSet(OfLetter(span[0].Text));
        return ListReader.Read(span, context) is { } read ? BracketReader.AsSet(read) : null;
    }

    /// <summary>Behind "except" values stand bare: "all real numbers except 5", "except x = 5".</summary>
    private static Expr? Right(TokenSpan span, SetOperator operation, ReadingContext context)
    {
        if (Read(span, context) is not { } right)
            return null;
        if (operation != SetOperator.Difference || right is SetOf or Interval or NumberSet or SetOperation or SetBuilder)
            return right;
        return right switch
        {
            Listing list => new SetOf(list.Items),
            Relation { Operands: [_, var value], Signs: [RelationSign.Equal] } => new SetOf([value]),
            _ => new SetOf([right]),
        };
    }

    private static NumberSetKind? NumberSetOf(Token token) => token.Kind != TokenKind.Command ? null : token.Text switch
    {
        "Reals" => NumberSetKind.Reals,
        "Integers" => NumberSetKind.Integers,
        "Naturals" => NumberSetKind.Naturals,
        "Rationals" => NumberSetKind.Rationals,
        "Complexes" => NumberSetKind.Complexes,
        _ => null,
    };

    private static NumberSetKind OfLetter(string letter) => letter switch
    {
        "R" => NumberSetKind.Reals,
        "Z" => NumberSetKind.Integers,
        "N" => NumberSetKind.Naturals,
        "Q" => NumberSetKind.Rationals,
        _ => NumberSetKind.Complexes,
    };

    /// <summary>ℝ^+, ℤ_{&gt;0}, ℝ_-: null for other exponents, as ℝ^2.</summary>
    private static NumberSet? Signed(NumberSetKind kind, TokenSpan span)
    {
        var sign = 0;
        for (var i = 1; i < span.Count; i++)
        {
            var token = span[i];
            if (token.Kind == TokenKind.Plus || token.Is(TokenKind.Relation, ">"))
                sign = 1;
            else if (token.Kind == TokenKind.Minus || token.Is(TokenKind.Relation, "<"))
                sign = -1;
            else if (token.Kind is not (TokenKind.Caret or TokenKind.Underscore or TokenKind.Open or TokenKind.Close) && !token.Is(TokenKind.Number, "0"))
                return null;
        }
        return span.Count == 1 || sign != 0 ? new(kind, sign) : null;
    }

    private static NumberSet? OfWords(TokenSpan span)
    {
        NumberSetKind? kind = null;
        var sign = 0;
        for (var i = 0; i < span.Count; i++)
        {
            if (span[i].Kind is not (TokenKind.Words or TokenKind.Letters))
                return null;
            switch (span[i].Text.ToLowerInvariant())
            {
                case "real" or "reals" when kind == null:
                    kind = NumberSetKind.Reals;
                    break;
                case "integer" or "integers" when kind == null:
                    kind = NumberSetKind.Integers;
                    break;
                case "natural" or "naturals" when kind == null:
                    kind = NumberSetKind.Naturals;
                    break;
                case "rational" or "rationals" when kind == null:
                    kind = NumberSetKind.Rationals;
                    break;
                case "complex" or "complexes" when kind == null:
                    kind = NumberSetKind.Complexes;
                    break;
                case "positive":
                    sign = 1;
                    break;
                case "negative":
                    sign = -1;
                    break;
                case "all" or "any" or "every" or "set" or "of" or "the" or "numbers" or "number" or "values" or "value" or "x" or "is" or "an" or "a" or "in":
                    break;
                default:
                    return null;
            }
        }
        return kind == null ? null : new(kind.Value, sign);
    }

    /// <summary>Interval.open(1, 2), Union(…), Intersection(…), Complement(…), FiniteSet(…).</summary>
    private static Expr? OfProgram(TokenSpan span, ReadingContext context)
    {
        var name = span[0].Text;
        if (name is not ("Interval" or "Union" or "Intersection" or "Complement" or "FiniteSet" or "S" or "Reals" or "Integers" or "Naturals" or "Rationals"))
            return null;
        if (name == "S" && span.Count == 3 && span[1].Kind == TokenKind.Stop)
            return Program(span[2].Text);
        if (span.Count == 1)
            return Program(name);
        var open = span.IndexOf(TokenKind.Open);
        if (open < 1 || span.MatchOf(open) != span.Count - 1 || open != 1 && !(open == 3 && span[1].Kind == TokenKind.Stop))
            return null;
        var kind = open == 3 ? span[2].Text : "";
        var items = ImmutableArray.CreateBuilder<Expr>();
        foreach (var part in SpanText.SplitAtCommas(span.Slice(open + 1, span.Count - open - 2)))
        {
            var isSet = name is "Union" or "Intersection" or "Complement";
            if ((isSet ? Right(part, SetOperator.Difference, context) : ListReader.Read(part, context)) is not { } item)
                return null;
            items.Add(item);
        }
        if (name != "FiniteSet" && items.Count > MostSets)
            return context.Fail($"{name} of more sets than are read");
        if (name == "FiniteSet")
            return new SetOf(items.ToImmutable());
        if (name == "Interval")
        {
            if (items.Count != 2)
                return context.Fail("an Interval without two ends");
            var hasLow = kind is not ("open" or "Lopen") && !SpanText.IsInfinite(items[0]);
            var hasHigh = kind is not ("open" or "Ropen") && !SpanText.IsInfinite(items[1]);
            return new Interval(items[0], items[1], hasLow, hasHigh);
        }
        var all = items[0];
        for (var i = 1; i < items.Count; i++)
        {
            all = new SetOperation(name == "Union" ? SetOperator.Union : name == "Intersection" ? SetOperator.Intersection : SetOperator.Difference,
                all, items[i]);
        }
        return all;
    }

    private static Expr? Program(string name) => name switch
    {
        "Reals" => new NumberSet(NumberSetKind.Reals),
        "Integers" => new NumberSet(NumberSetKind.Integers),
        "Naturals" => new NumberSet(NumberSetKind.Naturals),
        "Rationals" => new NumberSet(NumberSetKind.Rationals),
        "EmptySet" => new SetOf([]),
        _ => null,
    };
}
