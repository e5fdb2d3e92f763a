using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>pz + q times the conjugate of z = a + bi.</summary>
internal sealed partial class ConjugateEquation() : ProblemFamily("conjugate-equation", ["Complex Numbers"],
[
    "Solve the equation $<e0>$ for the complex number $z$.",
    "Find the complex number $z$ that satisfies $<e0>$.",
    "Which complex number $z$ is the solution of $<e0>$?",
    "Determine the complex number $z$ from the equation $<e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(3, 4, 7, 9, 20);
            Fraction p = rng.Next(1, most), q = rng.Next(1, most);
            Gaussian z = Gaussian.Draw(rng, level.Of(3, 5, 9, 9, 20));
            bool minus = level.Number > 1 && rng.Percent(50);
            if (p == q)
                continue;
            if (level.Number > 3)
                z = new(z.Re / (p + q), z.Im / (p - q));
            Gaussian right = p * z + (minus ? -q : q) * z.Conjugate;
            if (right.Re.IsInteger && right.Im.IsInteger)
                return [$@"{Tex.Times(p, "z")} {(minus ? "-" : "+")} {Tex.Times(q, @"\overline{z}")} = {right}"];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Gaussian.Read(match.Groups["right"].Value) is not { } right)
            return null;
        Fraction p = Factor("p"), size = Factor("q"), q = match.Groups["sign"].Value == "-" ? -size : size, sum = p + q, difference = p - q;
        if (sum.IsZero || difference.IsZero || right.IsZero)
            return null;
        Gaussian z = new(right.Re / sum, right.Im / difference);
        string left = Tex.Sum((sum, "x"), (difference, "yi"));
        return new(AnswerKind.Value, $"z = {z}",
            [
                @"Put $z = x + yi$ with real $x$ and $y$, so that $\overline{z} = x - yi$",
                $"The left side is then ${left}$",
                "Real and imaginary parts agree with those of the right side: "
                    + $"${Tex.Times(sum, "x")} = {right.Re}$ and ${Tex.Times(difference, "y")} = {right.Im}$",
                $"This gives $x = {z.Re}$ and $y = {z.Im}$, so $z = {z}$",
            ],
            new($@"With $\overline{{z}} = z$ the equation is ${Tex.Times(sum, "z")} = {right}$", $"z = {new Gaussian(right.Re / sum, right.Im / sum)}"),
            Slip.Sign($"The imaginary parts give $y = {-z.Im}$", $"z = {z.Conjugate}"),
            Slip.Sign(
                $"The left side is ${Tex.Sum((difference, "x"), (sum, "yi"))}$, so $x = {right.Re / difference}$ and $y = {right.Im / sum}$",
                $"z = {new Gaussian(right.Re / difference, right.Im / sum)}"),
            Slip.Careless($"The solution is the real number $x = {z.Re}$", $"z = {z.Re}"));

        Fraction Factor(string group) => match.Groups[group].Length == 0 ? 1 : Measures.Whole(match.Groups[group].Value, 0, 1000)!.Value;
    }

    [GeneratedRegex(@"^(?<p>[0-9]{0,3})z (?<sign>[+-]) (?<q>[0-9]{0,3})\\overline\{z\} = (?<right>[0-9i +-]{1,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>ax² + bx + c = 0 without real roots.</summary>
internal sealed class ComplexRoots() : ProblemFamily("complex-roots", ["Complex Numbers"],
[
    "Find the complex roots of the equation $<0> = 0$.",
    "Solve the equation $<0> = 0$ over the complex numbers.",
    "Which complex numbers $x$ satisfy the equation $<0> = 0$?",
    "Determine all complex solutions of $<0> = 0$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 6, 12, 9, 15), a = level.Of(1, 1, rng.Pick(1, 1, 2), rng.Next(1, 3), rng.Next(2, 5));
        int u = rng.NonZero(-most, most), v = rng.Next(1, most);
        if (level.Number < 4)
            return [(a * Polynomial.InX(1, -2 * u, u * u + v * v)).ToString()];
        return [Polynomial.InX(a, rng.NonZero(-3 * most, 3 * most), rng.Next(1, 5 * most)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } p || !p.IsIn('x', 2)
            || p.Terms.Any(term => term.Value.Abs() > 10_000 || !term.Value.IsInteger))
            return null;
        var (a, b, c) = (p["xx"], p["x"], p[""]);
        var discriminant = b * b - 4 * a * c;
        if (discriminant.Sign >= 0)
            return null;
        Surd root = Surd.Root(-discriminant);
        string Both(Fraction real, Surd imaginary) =>
            $@"x = {new RootNumber(new(real, 1), -imaginary)} \text{{ or }} x = {new RootNumber(new(real, 1), imaginary)}";
        Fraction real = -b / (2 * a);
        Surd imaginary = 1 / (2 * a).Abs() * root;
        return new(AnswerKind.Roots, Both(real, imaginary),
            [
                $@"The discriminant is $b^2 - 4ac = {b.Bracketed()}^2 - 4 \cdot {a.Bracketed()} \cdot {c.Bracketed()} = {discriminant}$",
                $@"It is negative, with the square roots $\pm {new RootNumber(new(0, 1), root)}$ in the complex numbers",
                $@"By the quadratic formula $x = \frac{{{-b} \pm {new RootNumber(new(0, 1), root)}}}{{{2 * a}}}$",
                $"So ${Both(real, imaginary)}$",
            ],
            b.IsZero ? null : Slip.Sign(
                $@"By the quadratic formula $x = \frac{{{b} \pm {new RootNumber(new(0, 1), root)}}}{{{2 * a}}}$",
                Both(-real, imaginary)),
            Slip.Careless(
                $@"The real part is ${-b} \div {(2 * a).Bracketed()} = {real}$, and the imaginary parts are $\pm {root}$",
                Both(real, root)),
            new(
                $@"The square roots of ${discriminant}$ are $\pm {Tex.Times(-discriminant, "i")}$",
                Both(real, 1 / (2 * a).Abs() * new Surd(-discriminant, 1))),
            a == 1 ? null : new(
                $@"By the quadratic formula $x = \frac{{{-b} \pm {new RootNumber(new(0, 1), root)}}}{{2}}$",
                Both(-b / 2, new Fraction(1, 2) * root)));
    }
}

/// <summary>z² = a + bi.</summary>
internal sealed class ComplexSquareRoots() : ProblemFamily("complex-square-roots", ["Complex Numbers"],
[
    "Find both square roots of the complex number $<0>$.",
    "Solve the equation $z^2 = <0>$ in the complex numbers.",
    "What are the two square roots of the complex number $<0>$?",
    "Which complex numbers $z$ have the square $<0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Gaussian z = Gaussian.Draw(rng, level.Of(4, 7, 15, 25, 40));
        if (level.Number == 5)
            z = new(z.Re / 2, z.Im / 2);
        return [(z * z).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0], 100_000) is not { } w || w.Im.IsZero || !w.Norm.TryRoot(2, out var modulus)
            || !((modulus + w.Re) / 2).TryRoot(2, out var x) || x.IsZero)
            return null;
        Gaussian z = new(x, w.Im / (2 * x)), swapped = new(z.Im.Abs(), z.Im.Sign * z.Re);
        string Both(Gaussian number) => $@"z = {number} \text{{ or }} z = {-number}";
        return new(AnswerKind.Roots, Both(z),
            [
                $"Put $z = x + yi$, so that $x^2 - y^2 = {w.Re}$ and $2xy = {w.Im}$",
                $@"The moduli give a third equation, $x^2 + y^2 = \sqrt{{{w.Norm}}} = {modulus}$",
                $@"Adding the first and the third, $2x^2 = {w.Re + modulus}$, so $x = \pm {x}$",
                $@"From $2xy = {w.Im}$ follows $y = {z.Im}$ for $x = {x}$, and the opposite for $x = {-x}$",
                $"So ${Both(z)}$",
            ],
            Slip.Sign($"From $2xy = {w.Im}$ follows $y = {-z.Im}$ for $x = {x}$", Both(z.Conjugate)),
            Slip.Careless($"With $x = {x}$ and $y = {z.Im}$ the solution is $z = {z}$", $"z = {z}"),
            z.Re.Abs() == z.Im.Abs() ? null : new($"The equations give $x^2 = {z.Im * z.Im}$ and $y^2 = {x * x}$", Both(swapped)),
            Slip.Careless($"From $xy = {w.Im}$ follows $y = {w.Im / x}$ for $x = {x}$", Both(new(x, w.Im / x))));
    }
}
