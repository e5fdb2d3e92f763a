using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>Sine, cosine or tangent of the sum or difference of two angles of which one ratio each is known.</summary>
internal sealed partial class SumFormula() : ProblemFamily("sum-formula", ["Trigonometric Identities"],
[
    @"The angle $\alpha$ of the <w1> quadrant has $<e0>$, and the angle $\beta$ of the <w3> quadrant has $<e2>$. What is $<e4>$?",
    @"Use an addition formula to find $<e4>$, where $<e0>$ with $\alpha$ in the <w1> quadrant and $<e2>$ with $\beta$ in the <w3> quadrant.",
    @"Let $<e0>$ for an angle $\alpha$ in the <w1> quadrant and $<e2>$ for an angle $\beta$ in the <w3> quadrant. Compute $<e4>$.",
    @"Determine the exact value of $<e4>$ for $\alpha$ in the <w1> quadrant with $<e0>$ and $\beta$ in the <w3> quadrant with $<e2>$.",
])
{
    private static readonly (int, int, int)[] s_triples = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37)];

    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.Next(0, level.Of(0, 1, 3, 3, 3)), b = rng.Next(0, level.Of(0, 1, 3, 3, 3));
        string asked = rng.Pick(level.Of<string[]>(["sin", "cos"], ["sin", "cos"], ["sin", "cos"], ["sin", "cos", "tan"], ["tan"]));
        // Two different triples: equal or complementary angles would give 0 or 1.
        var triples = rng.Several(2, s_triples[..level.Of(3, 4, 5, 7, 7)]);
        return
        [
            Given(rng, level, triples[0], @"\alpha", a), Angles.Quadrants[a], Given(rng, level, triples[1], @"\beta", b), Angles.Quadrants[b],
            $@"\{asked}(\alpha {(rng.Percent(50) ? "+" : "-")} \beta)",
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Known(values[0], @"\alpha", values[1]) is not var (sinA, cosA) || Known(values[2], @"\beta", values[3]) is not var (sinB, cosB)
            || Asked().Match(values[4]) is not { Success: true } asked)
            return null;
        string function = asked.Groups["function"].Value, sign = asked.Groups["sign"].Value, other = sign == "+" ? "-" : "+";
        RootSum sa = sinA, ca = cosA, sb = sinB, cb = cosB, turned = sign == "+" ? sb : -sb;
        RootSum sine = sa * cb + ca * turned, cosine = ca * cb - sa * turned, wrongSine = sa * cb - ca * turned, wrongCosine = ca * cb + sa * turned;
        string first = $@"In its quadrant $\alpha$ has $\sin\alpha = {sa}$ and $\cos\alpha = {ca}$, as the squares add up to $1$";
        string second = $@"In the same way $\beta$ has $\sin\beta = {sb}$ and $\cos\beta = {cb}$";
        string sineRule = $@"\sin(\alpha {sign} \beta) = \sin\alpha\cos\beta {sign} \cos\alpha\sin\beta",
            cosineRule = $@"\cos(\alpha {sign} \beta) = \cos\alpha\cos\beta {other} \sin\alpha\sin\beta";
        string sineValue = Angles.Products((1, (sa * cb).ToString()), (sign == "+" ? 1 : -1, (ca * sb).Bracketed()));
        string cosineValue = Angles.Products((1, (ca * cb).ToString()), (sign == "+" ? -1 : 1, (sa * sb).Bracketed()));
        return function switch
        {
            "sin" => new(AnswerKind.Value, sine.ToString(),
                [first, second, $"The addition formula is ${sineRule}$", $"This is ${sineValue} = {sine}$"],
                Slip.Sign($@"The addition formula is $\sin(\alpha {sign} \beta) = \sin\alpha\cos\beta {other} \cos\alpha\sin\beta$", wrongSine.ToString()),
                new($@"The formula is $\sin(\alpha {sign} \beta) = \cos\alpha\cos\beta {other} \sin\alpha\sin\beta$", cosine.ToString()),
                new($@"The formula is $\sin(\alpha {sign} \beta) = \sin\alpha {sign} \sin\beta$", (sa + turned).ToString()),
                Slip.Careless($@"The first product, $\sin\alpha\cos\beta = {sa * cb}$, is the value", (sa * cb).ToString())),
            "cos" => new(AnswerKind.Value, cosine.ToString(),
                [first, second, $"The addition formula is ${cosineRule}$", $"This is ${cosineValue} = {cosine}$"],
                Slip.Sign($@"The addition formula is $\cos(\alpha {sign} \beta) = \cos\alpha\cos\beta {sign} \sin\alpha\sin\beta$", wrongCosine.ToString()),
                new($@"The formula is $\cos(\alpha {sign} \beta) = \sin\alpha\cos\beta {sign} \cos\alpha\sin\beta$", sine.ToString()),
                new($@"The formula is $\cos(\alpha {sign} \beta) = \cos\alpha {sign} \cos\beta$", (sign == "+" ? ca + cb : ca - cb).ToString()),
                Slip.Careless($@"The first product, $\cos\alpha\cos\beta = {ca * cb}$, is the value", (ca * cb).ToString())),
            _ => Tangent(),
        };

        WorkedProblem? Tangent()
        {
            if (sa.Over(ca) is not { } tanA || turned.Over(cb) is not { } tanB || (tanA + tanB).Over(1 - tanA * tanB) is not { } answer)
                return null;
            string tangentB = sign == "+" ? tanB.ToString() : (-tanB).ToString();
            return new(AnswerKind.Value, answer.ToString(),
                [
                    first + $@", so $\tan\alpha = {tanA}$", second + $@", so $\tan\beta = {tangentB}$",
                    $@"The addition formula is $\tan(\alpha {sign} \beta) = \frac{{\tan\alpha {sign} \tan\beta}}{{1 {other} \tan\alpha\tan\beta}}$",
                    $"The numerator is ${tanA + tanB}$ and the denominator ${1 - tanA * tanB}$",
                    $"The quotient is ${answer}$",
                ],
                (tanA + tanB).Over(1 + tanA * tanB) is { } sum
                    ? Slip.Sign($@"The denominator is $1 {sign} \tan\alpha\tan\beta = {1 + tanA * tanB}$", sum.ToString()) : null,
                new($@"The formula is $\tan(\alpha {sign} \beta) = \tan\alpha {sign} \tan\beta$", (tanA + tanB).ToString()),
                (tanA - tanB).Over(1 - tanA * tanB) is { } difference
                    ? Slip.Sign($@"The numerator is $\tan\alpha {other} \tan\beta = {tanA - tanB}$", difference.ToString()) : null);
        }
    }

    private static string Given(Rng rng, Level level, (int, int, int) triple, string angle, int quadrant)
    {
        var (a, b, c) = triple;
        Fraction up = quadrant is 0 or 1 ? 1 : -1, right = quadrant is 0 or 3 ? 1 : -1, size = rng.Pick(a, b);
        return rng.Next(0, level.Of(1, 1, 1, 2, 2)) switch
        {
            0 => $@"\sin{angle} = {up * size / c}",
            1 => $@"\cos{angle} = {right * size / c}",
            _ => $@"\tan{angle} = {up * right * a / b}",
        };
    }

    private static (Surd Sine, Surd Cosine)? Known(string given, string angle, string quadrant) =>
        Ratio().Match(given) is { Success: true } match && match.Groups["angle"].Value == angle && RootSum.ReadSurd(match.Groups["value"].Value) is { } value
            && Angles.FromRatio(match.Groups["function"].Value, value, Angles.Quadrant(quadrant)) is { } known && known.Sine.Under <= 999
                && known.Cosine.Under <= 999 ? known : null;

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan)(?<angle>\\alpha|\\beta) = (?<value>[^=]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ratio();

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan)\(\\alpha (?<sign>[+-]) \\beta\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}

/// <summary>A product of sines and cosines as a sum.</summary>
internal sealed partial class ProductToSum() : ProblemFamily("product-to-sum", ["Trigonometric Identities"],
[
    "Write the product $<e0>$ as a sum or difference of sines or cosines.",
    "Turn $<e0>$ into a sum or difference of two trigonometric functions.",
    "Which sum or difference of two sines or cosines equals $<e0>$ for every $x$?",
    "Use a product-to-sum formula to rewrite $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 7, 12, 15, 30);
        int[] multiples = rng.Several(2, Enumerable.Range(2, most - 1));
        Fraction factor = level.Number == 1 ? 2 : level.Number < 4 ? rng.Next(1, 8) : new Fraction(rng.NonZero(-15, 15), rng.Next(1, 7));
        return [Tex.Times(factor, $@"\{rng.Pick("sin", "cos")}({multiples[0]}x)\{rng.Pick("sin", "cos")}({multiples[1]}x)")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Product().Match(values[0]) is not { Success: true } product)
            return null;
        string number = product.Groups["factor"].Value, first = product.Groups["first"].Value, second = product.Groups["second"].Value;
        Fraction? factor = number switch { "" => 1, "-" => -1, _ => ExpressionReader.ReadNumber(number) };
        Fraction a = ExpressionReader.ReadNumber(product.Groups["a"].Value)!.Value, b = ExpressionReader.ReadNumber(product.Groups["b"].Value)!.Value;
        if (factor is not { IsZero: false, Bits: < 30 } k || a == b || a.Sign <= 0 || b.Sign <= 0)
            return null;
        // The sine comes first, and of like functions the one of the larger multiple, so that the difference of a cosine is positive.
        if (first == second ? a < b : first == "cos")
            (first, second, a, b) = (second, first, b, a);
        Fraction half = k / 2;
        bool sines = first == "sin" && second == "cos";
        string outer = sines ? "sin" : "cos";
        Fraction sumFactor = first == "sin" && second == "sin" ? -half : half, differenceFactor = half;
        string rule = (first, second) switch
        {
            ("sin", "cos") => @"\sin u\cos v = \frac{1}{2}\left(\sin(u + v) + \sin(u - v)\right)",
            ("cos", "cos") => @"\cos u\cos v = \frac{1}{2}\left(\cos(u - v) + \cos(u + v)\right)",
            _ => @"\sin u\sin v = \frac{1}{2}\left(\cos(u - v) - \cos(u + v)\right)",
        };
        string swapped = sines ? "cos" : "sin";
        int equals = rule.IndexOf('=', StringComparison.Ordinal);
        // The sine is odd: a negative difference goes before it.
        Fraction gap = (a - b).Abs();
        if (sines && a < b)
            differenceFactor = -half;
        string answer = Written(sumFactor, differenceFactor, outer);
        return new(AnswerKind.Expression, answer,
            [
                $"The product-to-sum formula is ${rule}$",
                $"Here $u = {Tex.Times(a, "x")}$ and $v = {Tex.Times(b, "x")}$, so that $u + v = {Tex.Times(a + b, "x")}$ and $u - v " +
                    $"= {Tex.Times(a - b, "x")}$",
                a < b ? $@"The sine is odd, so $\sin({Tex.Times(a - b, "x")}) = -\sin({Tex.Times(gap, "x")})$"
                    : $"Half of the factor ${k}$ is ${half}$, which goes before both terms of the bracket",
                $"Hence the product is ${answer}$",
            ],
            Slip.Sign($"Hence the product is ${Written(sumFactor, -differenceFactor, outer)}$", Written(sumFactor, -differenceFactor, outer)),
            Slip.Sign($"The product equals ${Written(-sumFactor, differenceFactor, outer)}$", Written(-sumFactor, differenceFactor, outer)),
            new($"The product-to-sum formula is ${rule[..equals]}{rule[equals..].Replace(outer, swapped, StringComparison.Ordinal)}$",
                Written(sumFactor, differenceFactor, swapped)),
            Slip.Careless($"The product-to-sum formula is ${rule.Replace(@"\frac{1}{2}", "", StringComparison.Ordinal)}$",
                Written(2 * sumFactor, 2 * differenceFactor, outer)),
            new($@"The product is $\{outer}$ of the product of the arguments, ${Tex.Times(a * b, "x")}$", Tex.Times(k, $@"\{outer}({Tex.Times(a * b, "x")})")));

        string Written(Fraction ofSum, Fraction ofDifference, string function)
        {
            (Fraction, string) large = (ofSum, $@"\{function}({Tex.Times(a + b, "x")})"), small = (ofDifference, $@"\{function}({Tex.Times(gap, "x")})");
            return ofSum.Sign < 0 ? Tex.Sum(small, large) : Tex.Sum(large, small);
        }
    }

    [GeneratedRegex(@"^(?<factor>-?(?:[0-9]{0,4}|\\frac\{[0-9]{1,4}\}\{[0-9]{1,4}\}))\\(?<first>sin|cos)\((?<a>[0-9]{0,4})x\)\\(?<second>sin|cos)\(" +
        @"(?<b>[0-9]{0,4})x\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Product();
}

/// <summary>The greatest or least value of a sin x + b cos x + d.</summary>
internal sealed partial class HarmonicExtreme() : ProblemFamily("harmonic-extreme", ["Trigonometric Identities", "Trigonometry"],
[
    "What is the <w1> value of $<e0>$ for real $x$?",
    "Find the <w1> value that $<e0>$ takes when $x$ runs through the real numbers.",
    @"By writing the wave in the form $R\sin(u + \varphi)$, determine the <w1> value of $<e0>$.",
    "Compute the <w1> value of $<e0>$ without calculus.",
])
{
    private static readonly (int, int)[] s_legs = [(3, 4), (5, 12), (8, 15), (6, 8), (7, 24)];

    protected override string[] Draw(Rng rng, Level level)
    {
        var (a, b) = rng.Pick(s_legs);
        // A common factor, so that the root is seldom bare.
        int most = level.Of(0, 6, 6, 9, 9), common = rng.Next(2, level.Of(2, 3, 6, 6, 6));
        Fraction sine = level.Number == 1 ? a : common * rng.NonZero(-most, most), cosine = level.Number == 1 ? b : common * rng.NonZero(-most, most);
        Fraction lift = level.Number == 1 ? 0 : rng.Next(-most, most);
        string x = Tex.Times(level.Of(1, 1, 1, rng.Next(2, 5), rng.Next(2, 9)), "x"), argument = x == "x" ? " x" : $"({x})";
        if (level.Number == 1 && rng.Percent(50))
            (sine, cosine) = (cosine, rng.Percent(50) ? -sine : sine);
        return [level.Number < 5 ? Tex.Sum((sine, @"\sin" + argument), (cosine, @"\cos" + argument), (lift, ""))
            : Tex.Sum((sine, @"\sin" + argument), (common * rng.NonZero(-9, 9), $@"\sqrt{{{rng.Pick(2, 3, 5)}}}\cos" + argument), (lift, "")),
                rng.Pick("greatest", "least")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        bool greatest = values[1] == "greatest";
        if (!(greatest || values[1] == "least") || Sum().Match(values[0]) is not { Success: true } sum || sum.Groups["x"].Value != sum.Groups["y"].Value
            || Factor(sum.Groups["a"].Value) is not { } a || Factor(sum.Groups["b"].Value.Replace(" ", "", StringComparison.Ordinal)) is not { } b
            || (sum.Groups["d"].Length == 0 ? 0
                : ExpressionReader.ReadNumber(sum.Groups["d"].Value.Replace(" ", "", StringComparison.Ordinal))) is not { Bits: < 30 } lift)
            return null;
        Fraction squares = (a * a).Factor + (b * b).Factor;
        if (RootSum.Root(squares) is not { } r)
            return null;
        RootSum amplitude = r, sign = greatest ? 1 : -1, answer = sign * amplitude + lift, sizes = (RootSum)Size(a) + Size(b);
        string name = $"{values[1]} value";
        List<string> steps =
        [
            $@"A sum $a\sin u + b\cos u$ equals $R\sin(u + \varphi)$ with $R = \sqrt{{a^2 + b^2}}$, by the addition formula for the sine",
            $@"Here $a = {a}$ and $b = {b}$, so $R = \sqrt{{{(a * a).Factor} + {(b * b).Factor}}} = {r}$",
            $"The sine lies between $-1$ and $1$ and takes both, so the wave's {name} is ${sign * amplitude}$",
        ];
        if (!lift.IsZero)
            steps.Add($"With the constant ${lift}$ the {name} of the whole is ${answer}$");
        return new(AnswerKind.Value, answer.ToString(), steps,
            new($"The {name}s of the two terms add up to ${sign * sizes}$, so this is the wave's {name}", (sign * sizes + lift).ToString()),
            Slip.Sign($"The wave's {name} is ${-(sign * amplitude)}$", (lift - sign * amplitude).ToString()),
            Slip.Careless($"As $R = a^2 + b^2 = {squares}$, the wave's {name} is ${sign * squares}$", (sign * squares + lift).ToString()),
            lift.IsZero ? null : Slip.Careless($"The {name} is that of the wave, ${sign * amplitude}$", (sign * amplitude).ToString()),
            RootSum.Root(((a * a).Factor - (b * b).Factor).Abs()) is { Factor.IsZero: false } difference
                ? new($@"As $R = \sqrt{{|a^2 - b^2|}} = {difference}$, the wave's {name} is ${sign * difference}$", (sign * difference + lift).ToString())
                    : null);

        static Surd Size(Surd of) => of.Factor.Sign < 0 ? -of : of;
    }

    private static Surd? Factor(string text) =>
        text switch { "" or "+" => new Surd(1, 1), "-" => new Surd(-1, 1), _ => RootSum.ReadSurd(text.TrimStart('+')) is { Factor.IsZero: false } factor
        ? factor : null };

    [GeneratedRegex(@"^(?<a>-?[0-9]{0,4})\\sin(?<x>(?: x|\([0-9]{0,3}x\))) (?<b>[+-] [0-9]{0,4}(?:\\sqrt\{[0-9]{1,3}\})?)\\cos(?<y>" +
        @"(?: x|\([0-9]{0,3}x\)))(?: (?<d>[+-] [0-9]{1,4}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sum();
}
