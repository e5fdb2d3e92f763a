using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>Two secants from one point.</summary>
internal sealed class SecantTheorem() : ProblemFamily("secant-theorem", ["Circle Geometry"],
[
    "Two secants from a point $P$ meet a circle in $A$ and $B$ and in $C$ and $D$, with $C$ between $P$ and $D$. "
        + "If $PA = <n0>$, $PB = <n1>$ and $PC = <n2>$, how long is $CD$?",
    "From a point $P$ outside a circle two secants are drawn, one through its points $A$ and $B$, one through $C$ and then $D$. "
        + "Given $PA = <n0>$, $PB = <n1>$ and $PC = <n2>$, find $CD$.",
    "One line through a point $P$ outside a circle meets the circle in $A$ and $B$, another first in $C$ and then in $D$. "
        + "Compute $CD$ from $PA = <n0>$, $PB = <n1>$, $PC = <n2>$.",
    "What is the length of the chord $CD$ if the lines $AB$ and $CD$ meet outside the circle in $P$, "
        + "where $PA = <n0>$, $PB = <n1>$ and $PC = <n2>$, with $C$ nearer to $P$ than $D$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int least = level.Of(2, 2, 2, 8, 20), most = level.Of(8, 10, 16, 30, 60);
            int a = rng.Next(least, most), b = a + rng.Next(2, most), c = rng.Next(least, most);
            if ((level.Number > 2 || a * b % c == 0) && c * c < a * b && c != a)
                return [Tex.Text(a), Tex.Text(b), Tex.Text(c)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 10_000) is not { } a || Measures.Whole(values[1], 1, 10_000) is not { } b
            || Measures.Whole(values[2], 1, 10_000) is not { } c
            || a >= b || c * c >= a * b)
            return null;
        Fraction d = a * b / c, answer = d - c, chord = a * (b - a) / c;
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"By the secant theorem the products of the distances from $P$ are equal: $PA \cdot PB = PC \cdot PD$",
                $@"Here $PA \cdot PB = {a} \cdot {b} = {a * b}$",
                $@"So $PD = \frac{{{a * b}}}{{{c}}}{(d.Denominator == c.Numerator ? "" : $" = {d}")}$",
                $"The chord is $CD = PD - PC = {d} - {c} = {answer}$",
            ],
            Slip.Careless($@"As $PA \cdot PB = PC \cdot CD$, the length is $CD = {d}$", d.ToString()),
            new($@"The theorem says $PA \cdot AB = PC \cdot CD$, so $CD = \frac{{{a} \cdot {b - a}}}{{{c}}} = {chord}$", chord.ToString()),
            Slip.Sign($"The chord is ${d} + {c} = {d + c}$", (d + c).ToString()),
            new($@"The distances are in proportion, $\frac{{PA}}{{PB}} = \frac{{PC}}{{PD}}$, so $PD = {b * c / a}$", (b * c / a - c).ToString()));
    }
}

/// <summary>A tangent and a secant from one point.</summary>
internal sealed class TangentSecant() : ProblemFamily("tangent-secant", ["Circle Geometry"],
[
    "From a point $P$ outside a circle a tangent touches it in $T$ and a secant meets it first in $A$ and then in $B$. "
        + "If $PA = <n0>$ and $AB = <n1>$, how long is $PT$?",
    "A secant from $P$ meets a circle in $A$ and $B$, with $PA = <n0>$ and $AB = <n1>$, where $A$ is nearer to $P$. "
        + "Find the length of the tangent $PT$ to the circle.",
    "The line $PAB$ cuts a circle in $A$ and $B$, with $A$ between $P$ and $B$, and $PT$ is a tangent. Compute $PT$ from $PA = <n0>$ and $AB = <n1>$.",
    "What is the length of the tangent $PT$ to a circle if a secant from $P$ meets it first in $A$, then in $B$, with $PA = <n0>$ and $AB = <n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        if (level.Number == 1)
        {
            var (a, b) = rng.Pick<(int A, int B)>((4, 5), (1, 3), (2, 6), (3, 9), (4, 12), (9, 7), (1, 8), (1, 15), (5, 15), (8, 10));
            return [Tex.Text(a), Tex.Text(b)];
        }
        int most = level.Of(9, 12, 40, 80, 200);
        return [Tex.Text(rng.Next(level.Of(1, 1, 2, 20, 60), most)), Tex.Text(rng.Next(level.Of(1, 1, 2, 20, 60), most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 10_000) is not { } a || Measures.Whole(values[1], 1, 10_000) is not { } chord)
            return null;
        Fraction b = a + chord, square = a * b;
        var answer = Surd.Root(square);
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"By the tangent-secant theorem $PT^2 = PA \cdot PB$",
                $"Here $PB = PA + AB = {a} + {chord} = {b}$",
                $@"So $PT^2 = {a} \cdot {b} = {square}$",
                $"Therefore $PT = {Roots.Of(square)}$",
            ],
            new($@"The theorem says $PT^2 = PA \cdot AB = {a} \cdot {chord} = {a * chord}$, so $PT = {Roots.Of(a * chord)}$", Surd.Root(a * chord).ToString()),
            Slip.Careless($"The length is $PT = {square}$", square.ToString()),
            new($"The tangent is half of $PA + PB$, so $PT = {(a + b) / 2}$", ((a + b) / 2).ToString()),
            new($@"By Pythagoras $PT^2 = PB^2 - PA^2 = {b * b - a * a}$", Surd.Root(b * b - a * a).ToString()));
    }
}

/// <summary>Opposite angles of a cyclic quadrilateral.</summary>
internal sealed class CyclicQuadrilateral() : ProblemFamily("cyclic-quadrilateral", ["Circle Geometry"],
[
    @"In a cyclic quadrilateral $ABCD$ the angles at $A$ and $C$ are $(<0>)^\circ$ and $(<1>)^\circ$. How many degrees is the angle at $A$?",
    @"The quadrilateral $ABCD$ is inscribed in a circle, with the angle $(<0>)^\circ$ at $A$ and the angle $(<1>)^\circ$ at $C$. "
        + "Find the angle at $A$ in degrees.",
    @"Four points $A$, $B$, $C$, $D$ lie in this order on a circle. The quadrilateral has the angles $(<0>)^\circ$ at $A$ and $(<1>)^\circ$ at $C$. "
        + "Compute the angle at $A$ in degrees.",
    @"What is the size in degrees of the angle at $A$ of a cyclic quadrilateral $ABCD$ with the angle $(<0>)^\circ$ at $A$ and $(<1>)^\circ$ at $C$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            Fraction a = rng.Next(1, level.Of(1, 3, 5, 7, 9)), c = rng.Next(1, level.Of(3, 3, 5, 7, 9)), x = rng.Next(5, level.Of(40, 30, 30, 25, 22));
            if (level.Number == 5)
                x /= 2;
            Fraction b = rng.Next(level.Of(0, -10, -30, -40, -60), level.Of(30, 10, 40, 60, 90)), d = 180 - a * x - c * x - b;
            // No angle is so flat or so sharp that nobody would draw it.
            if (d.IsInteger && a * x + b is var angle && angle >= 20 && angle <= 160 && !d.IsZero && !(a == 1 && b.IsZero))
                return [Polynomial.Linear(a, b).ToString(), Polynomial.Linear(c, d).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } first || !first.IsIn('x', 1) || ExpressionReader.ReadPolynomial(values[1]) is not { } second
            || !second.IsIn('x', 1) || first.Terms.Concat(second.Terms).Any(term => term.Value.Bits > 64))
            return null;
        Polynomial sum = first + second, difference = first - second;
        if (!sum.IsIn('x', 1))
            return null;
        Fraction x = (180 - sum[""]) / sum["x"], answer = first.At(x);
        if (answer.Sign <= 0 || answer >= 180)
            return null;
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"Opposite angles of a cyclic quadrilateral add up to $180^\circ$",
                $"So ${sum} = 180$",
                $"This gives ${Polynomial.Term(sum["x"], "x")} = {180 - sum[""]}$, so $x = {x}$",
                $"The angle at $A$ measures ${first} = {answer}$ degrees",
            ],
            difference.IsIn('x', 1) ? Wrong("are equal", -difference[""] / difference["x"]) : null,
            Slip.Careless($"The angle is $x = {x}$ degrees", x.ToString()),
            Slip.Careless($"With $x = {x}$ the angle measures ${second.At(x)}$ degrees", second.At(x).ToString()),
            Wrong(@"add up to $360^\circ$", (360 - sum[""]) / sum["x"]),
            Wrong(@"add up to $90^\circ$", (90 - sum[""]) / sum["x"]));

        // Nobody takes an angle that is none for the answer.
        Slip? Wrong(string rule, Fraction x) => first.At(x) is var angle && angle.Sign > 0 && angle < 180
            ? new($"Opposite angles {rule}, so $x = {x}$ and the angle measures ${angle}$ degrees", angle.ToString())
            : null;
    }
}

/// <summary>The angles of an inscribed triangle from its arcs.</summary>
internal sealed class InscribedAngles() : ProblemFamily("inscribed-angles", ["Circle Geometry"],
[
    "Three points divide a circle into arcs in the ratio $<n0> : <n1> : <n2>$. "
        + "How many degrees does the largest angle of the triangle with these vertices have?",
    "The vertices of a triangle divide its circumcircle into arcs in the ratio $<n0> : <n1> : <n2>$. Find the largest angle of the triangle in degrees.",
    "A triangle is inscribed in a circle so that the arcs over its sides are in the ratio $<n0> : <n1> : <n2>$. Compute its largest angle in degrees.",
    "What is the largest angle, in degrees, of a triangle whose circumcircle is cut by the vertices into arcs in the ratio $<n0> : <n1> : <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int least = level.Of(1, 1, 1, 5, 20), most = level.Of(4, 7, 20, 40, 120);
            int a = rng.Next(least, most), b = rng.Next(least, most), c = rng.Next(least, most);
            // The angles are whole numbers or have small denominators.
            bool isReduced = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(a, b), c).IsOne;
            if (isReduced && (level.Number > 3 ? 2160 : 360) % (a + b + c) == 0)
                return [Tex.Text(a), Tex.Text(b), Tex.Text(c)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Whole(values[0], 1, 1000) is not { } a || Measures.Whole(values[1], 1, 1000) is not { } b
            || Measures.Whole(values[2], 1, 1000) is not { } c)
            return null;
        Fraction[] parts = [.. ((Fraction[])[a, b, c]).Order()];
        Fraction total = a + b + c, arc = 360 * parts[2] / total, answer = arc / 2;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The circle consists of ${a} + {b} + {c} = {total}$ equal parts",
                $@"The largest arc has the central angle $\frac{{{parts[2]}}}{{{total}}} \cdot 360^\circ = {arc}^\circ$",
                "The angle of the triangle over an arc is an inscribed angle, half of the central angle",
                $@"So the largest angle measures ${answer}$ degrees",
            ],
            new($"The angle over the largest arc is its central angle, ${arc}$ degrees", arc.ToString()),
            new($"The largest angle lies opposite the smallest arc, so it measures ${180 * parts[0] / total}$ degrees", (180 * parts[0] / total).ToString()),
            Slip.Careless(
                $@"The largest arc is $\frac{{{parts[1]}}}{{{total}}} \cdot 360^\circ = {360 * parts[1] / total}^\circ$",
                (180 * parts[1] / total).ToString()),
            new($"The largest angle lies over the two other arcs together, so it measures ${180 - answer}$ degrees", (180 - answer).ToString()));
    }
}
