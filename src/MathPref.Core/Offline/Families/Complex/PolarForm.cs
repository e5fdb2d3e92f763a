using System.Globalization;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>The modulus of a quotient.</summary>
internal sealed class ComplexModulus() : ProblemFamily("complex-modulus", ["Complex Numbers"],
[
    @"Find the modulus of the complex number $\frac{<0>}{<1>}$.",
    @"What is the absolute value of the complex number $\frac{<0>}{<1>}$?",
    @"Compute $|z|$ for the complex number $z = \frac{<0>}{<1>}$.",
    @"How far is the complex number $\frac{<0>}{<1>}$ from the origin of the complex plane?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number == 1)
        {
            Gaussian first = new(rng.Pick(3, -3, 4, -4), 0), second = rng.Pick(new Gaussian(1, 1), new(1, -1), new(2, 1), new(1, 2), new(2, -1));
            return [new Gaussian(first.Re, first.Re.Abs() == 3 ? 4 : 3).ToString(), second.ToString()];
        }
        int most = level.Of(3, 6, 9, 12, 20);
        return [Gaussian.Draw(rng, most).ToString(), Gaussian.Draw(rng, most).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0], 200) is not { } z || Gaussian.Read(values[1], 200) is not { } w || z.IsZero || w.Im.IsZero
            || !new[] { z.Re, z.Im, w.Re, w.Im }.All(part => part.IsInteger))
            return null;
        Surd answer = Surd.Root(z.Norm / w.Norm), product = Surd.Root(z.Norm * w.Norm);
        Fraction difference = (z.Re * z.Re - z.Im * z.Im).Abs();
        string Square(Gaussian number) => $@"\sqrt{{{number.Re.Bracketed()}^2 + {number.Im.Bracketed()}^2}} = {Surd.Root(number.Norm)}";
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"The modulus of a quotient is the quotient of the moduli, and $|a + bi| = \sqrt{a^2 + b^2}$",
                $"The numerator has the modulus ${Square(z)}$",
                $"The denominator has the modulus ${Square(w)}$",
                $"The modulus of the quotient is ${Roots.Of(z.Norm / w.Norm)}$",
            ],
            Slip.Careless($@"The modulus of the quotient is $\frac{{{z.Norm}}}{{{w.Norm}}}$", (z.Norm / w.Norm).ToString()),
            new($"The modulus of the quotient is the product of the moduli, ${product}$", product.ToString()),
            Slip.Sign($"The numerator has the modulus ${(difference.IsZero ? "0" : Roots.Of(difference))}$", Surd.Root(difference / w.Norm).ToString()),
            new(
                $"The modulus of $a + bi$ is $|a| + |b|$, here ${z.Re.Abs() + z.Im.Abs()}$ and ${w.Re.Abs() + w.Im.Abs()}$",
                ((z.Re.Abs() + z.Im.Abs()) / (w.Re.Abs() + w.Im.Abs())).ToString()));
    }
}

/// <summary>The principal argument of a number or a power.</summary>
internal sealed partial class ComplexArgument() : ProblemFamily("complex-argument", ["Complex Numbers"],
[
    @"Find the principal argument $\varphi$, with $-\pi < \varphi \le \pi$, of the complex number $<e0>$.",
    @"What is the principal argument of the complex number $<e0>$, taken from the interval $(-\pi, \pi]$?",
    @"Determine the argument $\varphi$ of the complex number $<e0>$ with $-\pi < \varphi \le \pi$.",
    @"Which angle $\varphi$ with $-\pi < \varphi \le \pi$ is the argument of the complex number $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction k = rng.Next(1, level.Of(6, 9, 9, 15, 20));
        Surd one = new(k * rng.Pick(1, -1), 1), three = new(k * rng.Pick(1, -1), 3), two = new(k * rng.Pick(1, -1), 1);
        var z = rng.Pick(new RootNumber(one, two), new RootNumber(one, three), new RootNumber(three, one));
        return [level.Number < 3 ? z.ToString() : $"({z})^{{{Tex.Text(rng.Next(level.Of(0, 0, 2, 9, 100), level.Of(0, 0, 9, 99, 999)))}}}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || match.Groups["open"].Success != match.Groups["n"].Success
            || Part("re") is not { } re || Part("im") is not { } im || re.Factor.IsZero || im.Factor.IsZero)
            return null;
        int n = match.Groups["n"].Success ? int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) : 1;
        Fraction reSquare = (re * re).Factor, imSquare = (im * im).Factor, ratio = imSquare / reSquare;
        int acute = ratio == 1 ? 45 : ratio == 3 ? 60 : ratio == new Fraction(1, 3) ? 30 : 0;
        if (acute == 0)
            return null;
        int angle = re.Factor.Sign > 0 ? acute : 180 - acute;
        angle *= im.Factor.Sign;
        int tangent = re.Factor.Sign * im.Factor.Sign * acute, total = n * angle, reduced = Reduced(total), turns = (reduced - total) / 360;
        string quadrant = (re.Factor.Sign, im.Factor.Sign) switch { (1, 1) => "first", (-1, 1) => "second", (-1, -1) => "third", _ => "fourth" };
        return new(AnswerKind.Value, Angles.Radians(reduced),
            [
                n > 1 ? $"The base ${new RootNumber(re, im)}$ lies in the {quadrant} quadrant" : $"The number lies in the {quadrant} quadrant",
                $@"Its parts have the ratio $\frac{{|b|}}{{|a|}} = {Surd.Root(ratio)} = \tan {Angles.Radians(acute)}$",
                $"So {(n > 1 ? "its" : "the")} argument is ${Angles.Radians(angle)}$",
                .. n > 1
                    ? (string[])[
                        $@"The argument of the power is ${(Fraction)n}$ times as large, ${Angles.Radians(total)}$",
                        turns == 0 ? $@"This lies between $-\pi$ and $\pi$, so $\varphi = {Angles.Radians(reduced)}$"
                            : $@"{(turns > 0 ? "Adding" : "Subtracting")} ${Tex.Times(2 * Math.Abs(turns), @"\pi")}$ brings it into the interval: "
                                + $@"$\varphi = {Angles.Radians(reduced)}$"]
                    : [],
            ],
            tangent == angle ? null : new(
                $@"From the tangent alone, {(n > 1 ? "the base has the argument" : "the argument is")} ${Angles.Radians(tangent)}$",
                Angles.Radians(Reduced(n * tangent))),
            Slip.Sign($"{(n > 1 ? "The base has the argument" : "The argument is")} ${Angles.Radians(-angle)}$", Angles.Radians(Reduced(-total))),
            n > 1 ? Slip.Careless($"The argument is ${Angles.Radians(angle)}$", Angles.Radians(angle)) : null,
            new(
                $@"The tangent of the angle is $\frac{{a}}{{b}}$, so the acute angle is ${Angles.Radians(90 - acute)}$",
                Angles.Radians(Reduced(n * Math.Sign(angle) * (Math.Abs(angle) < 90 ? 90 - acute : 90 + acute)))),
            Slip.Careless($@"The argument is ${Angles.Radians(total)}$", Angles.Radians(total)));

        Surd? Part(string name)
        {
            string root = match.Groups[name + "Root"].Value, size = match.Groups[name].Value;
            if (name == "im" ? match.Groups["sign"].Value is "-" : match.Groups["minus"].Value is "-")
                size = "-" + (size.Length == 0 ? "1" : size);
            if (Measures.Whole(size.Length == 0 ? "1" : size, -1000, 1000) is not { } factor)
                return null;
            return new Surd(factor, root.Length == 0 ? 1 : int.Parse(root, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The same angle above -180 and up to 180 degrees.</summary>
    private static int Reduced(int degrees)
    {
        int angle = ((degrees % 360) + 360) % 360;
        return angle > 180 ? angle - 360 : angle;
    }

    [GeneratedRegex(
        @"^(?<open>\()?(?<minus>-)?(?<re>[0-9]{0,3})(?:\\sqrt\{(?<reRoot>[0-9]{1,3})\})? (?<sign>[+-]) "
            + @"(?<im>[0-9]{0,3})(?:\\sqrt\{(?<imRoot>[0-9]{1,3})\})?i(?:\)\^\{(?<n>[0-9]{1,3})\})?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The product of two numbers in polar form.</summary>
internal sealed class PolarProduct() : ProblemFamily("polar-product", ["Complex Numbers", "Trigonometry"],
[
    @"Write the product $<n0>(\cos <n1>^\circ + i \sin <n1>^\circ) \cdot <n2>(\cos <n3>^\circ + i \sin <n3>^\circ)$ in the form $a + bi$.",
    @"What is $<n0>(\cos <n1>^\circ + i \sin <n1>^\circ) \cdot <n2>(\cos <n3>^\circ + i \sin <n3>^\circ)$ in the form $a + bi$?",
    @"Multiply $<n0>(\cos <n1>^\circ + i \sin <n1>^\circ)$ by $<n2>(\cos <n3>^\circ + i \sin <n3>^\circ)$ "
        + "and give the result as $a + bi$ with exact $a$ and $b$.",
    @"Compute the product of the complex numbers $<n0>(\cos <n1>^\circ + i \sin <n1>^\circ)$ and $<n2>(\cos <n3>^\circ + i \sin <n3>^\circ)$ "
        + "in the form $a + bi$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int target = rng.Pick<int>(level.Of<int[]>(
            [30, 45, 60], [30, 45, 60, 90, 120, 135], [30, 45, 60, 120, 135, 150, 210, 225, 240], [150, 210, 225, 240, 300, 315, 330],
            [390, 405, 480, 495, 510, 570, 585, 600]));
        int step = level.Of(5, 5, 5, 1, 1), first = step * rng.Next(level.Of(1, 1, 2, 20, 250), (level.Number == 5 ? 350 : target - 1) / step);
        int least = level.Of(2, 2, 2, 5, 9), most = level.Of(5, 6, 9, 15, 24);
        return [Tex.Text(rng.Next(least, most)), Tex.Text(first), Tex.Text(rng.Next(least, most)), Tex.Text(target - first)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 2, 1000) is not { } r || Measures.Whole(values[1], 1, 359) is not { } a || Measures.Whole(values[2], 2, 1000) is not { } s
            || Measures.Whole(values[3], 1, 359) is not { } b)
            return null;
        Fraction size = r * s, angle = a + b;
        int degrees = (int)angle.Numerator, difference = (int)(a - b).Numerator;
        if (Angles.Cosine(degrees) is not { } cosine || Angles.Sine(degrees) is not { } sine)
            return null;
        string At(Fraction factor, Surd x, Surd y) => new RootNumber(factor * x, factor * y).ToString();
        string answer = At(size, cosine, sine), polar = $@"{size}(\cos {angle}^\circ + i \sin {angle}^\circ)";
        return new(AnswerKind.Expression, answer,
            [
                $@"In polar form the moduli are multiplied: ${r} \cdot {s} = {size}$",
                $@"The arguments are added: ${a}^\circ + {b}^\circ = {angle}^\circ$",
                $"So the product is ${polar}$",
                $@"Here $\cos {angle}^\circ = {cosine}$ and $\sin {angle}^\circ = {sine}$",
                $"This gives ${answer}$",
            ],
            new($"The moduli are added: ${r} + {s} = {r + s}$", At(r + s, cosine, sine)),
            new($@"The real part is ${size} \sin {angle}^\circ$ and the imaginary part ${size} \cos {angle}^\circ$", At(size, sine, cosine)),
            Slip.Sign($@"Here $\cos {angle}^\circ = {-cosine}$", At(size, -cosine, sine)),
            Angles.Cosine(difference) is { } x && Angles.Sine(difference) is { } y
                ? new($@"The arguments are subtracted: ${a - b}^\circ$", At(size, x, y)) : null,
            Slip.Careless($"The modulus of the product is ${r}$", At(r, cosine, sine)));
    }
}
