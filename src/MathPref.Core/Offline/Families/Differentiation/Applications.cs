using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The largest field on a river for the money that its fence may cost.</summary>
internal sealed class FenceCost() : ProblemFamily("fence-cost", ["Differential Calculus"],
[
    "A rectangular field lies on a straight river and needs a fence on its three other sides. The side parallel to the river costs <n1> euros per metre, "
        + "each of the two others <n2> euros per metre. What is the largest area, in square metres, that can be fenced for <n0> euros?",
    "For <n0> euros a rectangular plot on a straight canal is to be fenced, with no fence on the water. "
        + "The fence parallel to the water costs <n1> euros per metre, that on the two other sides <n2> euros per metre. "
        + "Find the greatest possible area in square metres.",
    "Three sides of a rectangular garden are fenced, and the fourth is the wall of a house. The side opposite the wall costs <n1> euros per metre, "
        + "the two other sides cost <n2> euros per metre, and there are <n0> euros to spend. Which is the greatest area in square metres?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.Next(1, level.Of(4, 9, 15, 20, 25)), b = rng.Next(1, level.Of(4, 9, 15, 20, 25));
        // Whole lengths on the lower levels, halves on the others.
        int budget = (level.Number < 4 ? 4 : 2) * a * b * rng.Next(1, level.Of(5, 9, 20, 20, 20));
        return [Tex.Text(budget), Tex.Text(a), Tex.Text(b)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction budget = Formulas.Number(values[0]), a = Formulas.Number(values[1]), b = Formulas.Number(values[2]);
        if (budget.Sign <= 0 || a.Sign <= 0 || b.Sign <= 0)
            return null;
        Fraction x = budget / (2 * a), y = budget / (4 * b), answer = x * y, equal = budget / (a + 2 * b);
        var cost = Polynomial.Term(a, "x") + Polynomial.Term(2 * b, "y");
        var area = Polynomial.InX(-a / (2 * b), budget / (2 * b), 0);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Let $x$ be the length of the side parallel to the free side and $y$ that of the two others, so the cost is ${cost} = {budget}$",
                $"Solving for $y$ gives $y = {Formulas.Over(Tex.Sum((budget, ""), (-a, "x")), (2 * b).ToString())}$",
                $"The area is $A(x) = xy = {area}$, with $A'(x) = {Formulas.Derivative(area)}$",
                $"Its graph opens downwards, so it is greatest where $A'(x) = 0$, at $x = {x}$, and then $y = {y}$",
                $@"The greatest area is ${x} \cdot {y} = {answer}$",
            ],
            Slip.Careless($"The cost is ${Polynomial.Term(a, "x") + Polynomial.Term(b, "y")} = {budget}$, so $x = {x}$ and $y = {2 * y}$",
                (2 * answer).ToString()),
            new($"The best rectangle is a square with the side ${equal}$", (equal * equal).ToString()),
            new($"A third of the money goes to each of the three sides, so $x = {budget / (3 * a)}$ and $y = {budget / (3 * b)}$",
                (budget * budget / (9 * a * b)).ToString()),
            Slip.Careless($"The greatest value is at $x = {x}$", x.ToString()));
    }
}

/// <summary>The open box of the greatest volume from a rectangular sheet.</summary>
internal sealed class OpenBox() : ProblemFamily("open-box", ["Differential Calculus"],
[
    "Equal squares are cut from the corners of a sheet of <w2> that is <n0> cm long and <n1> cm wide, and the sides are folded up to an open box. "
        + "For which side of the squares, in cm, is the volume greatest?",
    "An open box is made from a <n0> cm by <n1> cm sheet of <w2> by cutting equal squares from the corners and folding. "
        + "Find the side of the squares, in cm, that gives the greatest volume.",
    "From a rectangular sheet of <w2> with sides of <n0> cm and <n1> cm, squares of side $x$ cm are cut at the corners, "
        + "and the rest is bent up to a box without a lid. Which $x$ makes the volume a maximum?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string material = rng.Pick("cardboard", "tin", "paper", "plastic");
        if (level.Number == 1)
        {
            string side = Tex.Text(6 * rng.Next(1, 12));
            return [side, side, material];
        }
        // Sides a and b of a triangle with an angle of 60 degrees and a third side that is whole, too: a² - ab + b² is a square.
        int m = rng.Next(level.Of(2, 2, 2, 3, 5), level.Of(2, 3, 5, 7, 10)), n = rng.Next(1, m - 1), a = m * m + 2 * m * n, b = m * m - n * n;
        int scale = rng.Next(1, Math.Max(1, 200 / a));
        if (rng.Percent(50))
            b = a - b;
        return [Tex.Text(scale * a), Tex.Text(scale * b), material];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Formulas.Number(values[0]), b = Formulas.Number(values[1]);
        if (values[2] is not ("cardboard" or "tin" or "paper" or "plastic") || a.Sign <= 0 || b.Sign <= 0)
            return null;
        var volume = Polynomial.InX(4, -2 * (a + b), a * b, 0);
        var derivative = Formulas.Derivative(volume);
        if (Formulas.Roots(derivative) is not var (low, high))
            return null;
        Fraction most = (a < b ? a : b) / 2;
        return new(AnswerKind.Value, $"x = {low}",
            [
                $"With squares of side $x$ the box is $x$ high, ${Less(a, 2)}$ long and ${Less(b, 2)}$ wide",
                $"The volume is $V(x) = x({Less(a, 2)})({Less(b, 2)}) = {volume}$, for $x$ between $0$ and ${most}$",
                $"The derivative is $V'(x) = {derivative}$",
                $"It is zero at $x = {low}$ and $x = {high}$",
                $"Only $x = {low}$ lies between $0$ and ${most}$, and as $V$ is zero at both ends and positive between, it is greatest there",
            ],
            Slip.Careless($"The derivative is zero at $x = {high}$", $"x = {high}"),
            new($"The volume is greatest in the middle, at $x = {most / 2}$", $"x = {most / 2}"),
            Single(a, b),
            Slip.Careless($"The value $x = {low}$ is doubled, as there are two squares on a side", $"x = {2 * low}"));
    }

    private static string Less(Fraction side, int times) => Tex.Sum((side, ""), (-times, "x"));

    /// <summary>With x, not 2x, taken off each side.</summary>
    private static Slip? Single(Fraction a, Fraction b) =>
        Formulas.Roots(Formulas.Derivative(Polynomial.InX(1, -(a + b), a * b, 0))) is var (low, _)
            ? new($"The volume is $x({Less(a, 1)})({Less(b, 1)})$, greatest at $x = {low}$", $"x = {low}")
            : null;
}

/// <summary>How fast an area or a volume grows with a length.</summary>
internal sealed class RelatedRates() : ProblemFamily("related-rates", ["Differential Calculus"],
[
    "The <w0> of a <w1> grows at a rate of <n2> cm per second. How fast does the <w3> grow when the <w0> is <n4> cm?",
    "At what rate does the <w3> of a <w1> increase when its <w0> is <n4> cm and grows by <n2> cm per second?",
    "A <w1> is growing so that its <w0> increases at <n2> cm per second. Find the rate of change of its <w3> at the moment when the <w0> is <n4> cm.",
    "When the <w0> of a <w1> is <n4> cm, it increases at <n2> cm per second. Determine the rate at which the <w3> increases.",
])
{
    /// <summary>What grows, as a multiple of a power of the length, perhaps with the factor pi.</summary>
    private static readonly Dictionary<(string Length, string Shape, string Size), (Fraction Factor, int Power, bool HasPi)> s_sizes = new()
    {
        [("side", "square", "area")] = (1, 2, false),
        [("radius", "circle", "area")] = (1, 2, true),
        [("edge", "cube", "volume")] = (1, 3, false),
        [("edge", "cube", "surface")] = (6, 2, false),
        [("radius", "sphere", "volume")] = (new(4, 3), 3, true),
        [("radius", "sphere", "surface")] = (4, 2, true),
        [("radius", "hemisphere", "volume")] = (new(2, 3), 3, true),
    };

    protected override string[] Draw(Rng rng, Level level)
    {
        var (length, shape, size) = rng.Pick([.. s_sizes.Keys.Where(key =>
            level.Number switch { 1 => key.Size == "area", > 3 => key.Shape is not ("square" or "circle"), _ => true })]);
        return [length, shape, Tex.Text(rng.Next(2, level.Of(6, 9, 12, 20, 25))), size, Tex.Text(rng.Next(2, level.Of(9, 12, 20, 40, 99)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (!s_sizes.TryGetValue((values[0], values[1], values[3]), out var size))
            return null;
        Fraction rate = Formulas.Number(values[2]), length = Formulas.Number(values[4]);
        if (rate.Sign <= 0 || length.Sign <= 0)
            return null;
        string letter = values[0] == "radius" ? "r" : "a", pi = size.HasPi ? @"\pi" : "";
        string name = values[3] switch { "area" => "A", "volume" => "V", _ => "S" };
        string Formula(Fraction factor, int power) => size.HasPi || factor.IsInteger ? Tex.Multiple(factor, $"{pi} {Formulas.Power(letter, power)}".Trim())
            : "";
        Fraction slope = size.Factor * size.Power * length.Pow(size.Power - 1), value = size.Factor * length.Pow(size.Power);
        string Number(Fraction factor) => Tex.Multiple(factor, pi);
        return new(AnswerKind.Value, Number(slope * rate),
            [
                $"The {values[3]} of a {values[1]} with the {values[0]} ${letter}$ is ${name} = {Formula(size.Factor, size.Power)}$",
                $"By the chain rule ${name}'(t) = {Formula(size.Factor * size.Power, size.Power - 1)} \\cdot {letter}'(t)$",
                $"Here ${letter} = {length}$ and ${letter}'(t) = {rate}$",
                $@"So ${name}'(t) = {Number(slope)} \cdot {rate} = {Number(slope * rate)}$"
                    + $" in {(values[3] == "volume" ? "cubic" : "square")} centimetres per second",
            ],
            Slip.Careless($"The derivative of the {values[3]} is ${Number(slope)}$", Number(slope)),
            rate == 1 ? null : new($"The {values[3]} is ${Number(value)}$, and it grows at ${rate}$ times that", Number(value * rate)),
            new($"The {values[3]} grows by that of a {values[1]} with the {values[0]} ${rate}$, ${Number(size.Factor * rate.Pow(size.Power))}$",
                Number(size.Factor * rate.Pow(size.Power))),
            Slip.Careless($"The derivative of the {values[3]} is ${Formula(size.Factor, size.Power - 1)}$", Number(slope * rate / size.Power)));
    }
}
