using System.Collections.Immutable;

namespace MathPref.Core.Tests.Maths;

/// <summary>Random expressions, equal ones and spoiled ones.</summary>
internal static class MathTrees
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<char, double>> s_points =
    [
        new Dictionary<char, double> { ['x'] = 1.3728, ['y'] = 2.1194, ['z'] = 0.7713 },
        new Dictionary<char, double> { ['x'] = 0.8191, ['y'] = 1.6907, ['z'] = 2.9341 },
        new Dictionary<char, double> { ['x'] = 2.4637, ['y'] = 0.5471, ['z'] = 1.2289 },
    ];

    /// <summary>One that is defined, neither huge nor tiny, at the points where it is looked at.</summary>
    public static MathTree Make(Random random)
    {
        while (true)
        {
            var tree = Make(random, 3, random.Next(3) == 0);
            if (tree.Size is > 1 and < 30 && Values(tree).All(value => double.IsFinite(value) && Math.Abs(value) is > 1e-3 and < 1e6))
                return tree;
        }
    }

    private static MathTree Make(Random random, int depth, bool isNumber)
    {
        if (depth == 0 || random.Next(5) == 0)
            return random.Next(3) > 0 && !isNumber ? new Letter("xyz"[random.Next(3)]) : random.Next(8) == 0 ? new Letter('p') : new Whole(random.Next(1, 10));
        MathTree Part() => Make(random, depth - 1, isNumber);
        return random.Next(12) switch
        {
            < 4 => new Plus([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => random.Next(3) == 0 ? new Minus(Part()) : Part())]),
            < 7 => new Times([Part(), Part()]),
            < 9 => new Over(Part(), Part()),
            9 => new ToThe(Part(), random.Next(2, 4)),
            10 => new Of("sqrt", isNumber ? new Whole(random.Next(2, 20)) : new Letter("xyz"[random.Next(3)])),
            _ => isNumber ? new Of("ln", new Whole(random.Next(2, 12))) : new Of(random.Next(3) switch { 0 => "sin", 1 => "cos", _ => "exp" }, new Letter("xyz"[random.Next(3)])),
        };
    }

    /// <summary>An equal one, after some changes that each keep the value.</summary>
    public static MathTree Rewrite(MathTree tree, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var number = random.Next(tree.Size);
            if (tree.Change(ref number, node => Equal(node, random)) is { Size: < 60 } next)
                tree = next;
        }
        return tree;
    }

    private static MathTree? Equal(MathTree node, Random random)
    {
        var some = new Whole(random.Next(2, 8));
        return (random.Next(3), node) switch
        {
            (_, Times { Factors: [var a, Plus sum] }) => new Plus([.. sum.Terms.Select(term => new Times([a, term]))]),
            (_, Times { Factors: [Plus sum, var a] }) => new Plus([.. sum.Terms.Select(term => new Times([term, a]))]),
            (0, Over(Plus sum, var b)) => new Plus([.. sum.Terms.Select(term => new Over(term, b))]),
            (_, Over(var a, var b)) => random.Next(2) == 0 ? new Over(new Times([some, a]), new Times([b, some])) : new Times([a, new ToThe(b, -1)]),
            (_, ToThe(Of("sin", var a), 2)) => new Plus([new Whole(1), new Minus(new ToThe(new Of("cos", a), 2))]),
            (_, ToThe(Plus { Terms: [var a, var b] }, 2)) => new Plus([new ToThe(a, 2), new Times([new Whole(2), a, b]), new ToThe(b, 2)]),
            (_, ToThe(var a, 2)) => new Times([a, a]),
            (_, ToThe(var a, 3)) => new Times([a, new ToThe(a, 2)]),
            (_, Of("sqrt", Whole(var n))) => new Over(new Of("sqrt", new Whole(n * some.Value * some.Value)), some),
            (_, Of("ln", Whole(var n))) => new Plus([new Of("ln", new Whole(n * some.Value)), new Minus(new Of("ln", some))]),
            (0, Of("exp", var a)) => new Over(new Whole(1), new Of("exp", new Minus(a))),
            (0, _) => new Over(new Times([some, node]), some),
            (1, Plus(var terms)) => new Plus([.. terms.Reverse()]),
            (1, Times(var factors)) => new Times([.. factors.Reverse()]),
            (1, _) => new Plus([new Plus([node, some]), new Minus(some)]),
            _ => new Minus(new Minus(node)),
        };
    }

    /// <summary>One that differs at every point where it is looked at: a number one more, a sign, a quotient turned over, a term or factor gone.</summary>
    public static MathTree Spoil(MathTree tree, Random random)
    {
        while (true)
        {
            var number = random.Next(tree.Size);
            var spoiled = tree.Change(ref number, node => Slip(node, random));
            if (Values(tree).Zip(Values(spoiled)).All(pair => double.IsFinite(pair.Second) && Math.Abs(pair.First - pair.Second) > 1e-4 * Math.Abs(pair.First)))
                return spoiled;
        }
    }

    private static MathTree? Slip(MathTree node, Random random) => node switch
    {
        Whole(var n) => new Whole(n + 1),
        Letter('p') => new Whole(3),
        Letter => random.Next(2) == 0 ? new Minus(node) : new Times([new Whole(2), node]),
        Minus(var a) => a,
        Over(var a, var b) => random.Next(2) == 0 ? new Over(b, a) : a,
        ToThe(var a, var n) => new ToThe(a, n == -1 ? 1 : n - 1),
        Plus { Terms: var terms } => random.Next(2) == 0 ? new Plus(terms.SetItem(0, new Minus(terms[0]))) : new Plus(terms.RemoveAt(terms.Length - 1)),
        Times { Factors: var factors } => new Times(factors.RemoveAt(factors.Length - 1)),
        Of(var f, var a) => f switch { "sin" => new Of("cos", a), "cos" => new Of("sin", a), "sqrt" => a, _ => new Of(f, new Times([new Whole(2), a])) },
        _ => null,
    };

    private static IEnumerable<double> Values(MathTree tree) => s_points.Select(tree.At);
}
