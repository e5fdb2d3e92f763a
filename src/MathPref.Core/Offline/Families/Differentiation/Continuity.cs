using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The constant for which a function with two branches is continuous.</summary>
internal sealed class ContinuousConstant() : ProblemFamily("continuous-constant", ["Limits and Continuity"],
[
    @"Find the constant $k$ for which $f(x) = \begin{cases} <e0> & x < <n2> \\ <e1> & x \ge <n2> \end{cases}$ is continuous.",
    @"For which $k$ is the function $f(x) = \begin{cases} <e0> & x < <n2> \\ <e1> & x \ge <n2> \end{cases}$ continuous everywhere?",
    @"Determine $k$ so that $f(x) = \begin{cases} <e0> & x < <n2> \\ <e1> & x \ge <n2> \end{cases}$ has no jump.",
    @"Which value of $k$ makes $f(x) = \begin{cases} <e0> & x < <n2> \\ <e1> & x \ge <n2> \end{cases}$ continuous at $x = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(-4, 4), b = rng.NonZero(-7, 7), c = rng.NonZero(-9, 9), d = rng.NonZero(-9, 9);
        int at = level.Number == 1 ? rng.Next(1, 5) : rng.NonZero(-5, 5);
        Polynomial k = Polynomial.Term(1, "k"), kx = Polynomial.Term(1, "kx"),
            known = level.Of(Polynomial.Linear(a, b), Polynomial.Linear(a, b), Polynomial.InX(a, b, c), Polynomial.InX(1, a, b, c),
            Polynomial.InX(a, b, c, d));
        Polynomial wanted = level.Of(rng.Percent(50) ? k : kx, kx + c, kx + c, Polynomial.Term(1, "kxx") + Polynomial.Linear(b, d),
            Polynomial.Term(1, "kxx") + kx + Polynomial.Linear(b, d));
        return rng.Percent(50) ? [known.ToString(), wanted.ToString(), Tex.Text(at)] : [wanted.ToString(), known.ToString(), Tex.Text(at)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: <= 5 } left || ExpressionReader.ReadPolynomial(values[1]) is not { Degree: <= 5 } right)
            return null;
        Fraction at = Formulas.Number(values[2]);
        if (AtX(left, at) is not { } first || AtX(right, at) is not { } second || first["k"] == second["k"])
            return null;
        Fraction answer = (second[""] - first[""]) / (first["k"] - second["k"]), rate = (first["k"] - second["k"]).Abs();
        var turned = AtX(left, -at)! - AtX(right, -at)!;
        return new(AnswerKind.Value, $"k = {answer}",
            [
                $"Both branches are polynomials, so only $x = {at}$ must be examined",
                $"From the left $f(x)$ tends to ${first}$",
                $"From the right $f(x)$ tends to ${second}$, which is also the value there",
                $"Continuity asks for ${first} = {second}$",
                $"So $k = {answer}$",
            ],
            Slip.Sign($"Collecting terms gives ${Polynomial.Term(first["k"] - second["k"], "k")} = {second[""] + first[""]}$",
                $"k = {(second[""] + first[""]) / (first["k"] - second["k"])}"),
            rate == 1 ? Slip.Careless($"So $k = {answer + 1}$", $"k = {answer + 1}")
                : Slip.Careless($"Collecting the constants gives $k = {answer * rate}$", $"k = {answer * rate}"),
            turned["k"].IsZero ? null : new($"Compare the branches at $x = {-at}$", $"k = {-turned[""] / turned["k"]}"),
            new("The branches meet where $k = 0$", "k = 0"));
    }

    /// <summary>The branch at that x, of degree one or less in k.</summary>
    private static Polynomial? AtX(Polynomial branch, Fraction x)
    {
        if (branch.Letters.Any(letter => letter is not ('x' or 'k')) || branch.Terms.Any(t => t.Key.Count(c => c == 'k') > 1))
            return null;
        return branch.Terms.Aggregate((Polynomial)0, (sum, t) => sum
            + Polynomial.Term(t.Value * x.Pow(t.Key.Count(c => c == 'x')), t.Key.Contains('k', StringComparison.Ordinal) ? "k" : ""));
    }
}

/// <summary>A limit from one side, of a quotient with an absolute value.</summary>
internal sealed class OneSidedLimit() : ProblemFamily("one-sided-limit", ["Limits and Continuity"],
[
    @"Find the one-sided limit $\lim_{x \to <n0>^<e1>} \frac{<2>}{<e3>}$.",
    @"What is the limit from one side $\lim_{x \to <n0>^<e1>} \frac{<2>}{<e3>}$?",
    @"Determine $\lim_{x \to <n0>^<e1>} \frac{<2>}{<e3>}$ by writing the absolute value without bars.",
    @"Evaluate $\lim_{x \to <n0>^<e1>} \frac{<2>}{<e3>}$, a limit from one side only.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.NonZero(-6, 6), m = rng.Next(1, level.Of(1, 4, 6, 6, 6)), s = rng.Pick(1, 1, -1);
        Polynomial root = Polynomial.Linear(1, -a), line = Polynomial.Linear(rng.Next(1, level.Of(1, 1, 2, 3, 3)), rng.Next(-9, 9));
        Polynomial top = level.Of(rng.Next(1, 6) * root, root * line, root * line, root * line * Polynomial.Linear(1, rng.Next(-5, 5)),
            root * line * Polynomial.Linear(rng.Next(1, 3), rng.Next(-6, 6)));
        return [Tex.Text(a), rng.Pick("+", "-"), top.ToString(), $"|{s * m * root}|"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[1] is not ("+" or "-") || values[3] is not ['|', .. var inner, '|'] || Formulas.ReadLinear(inner) is not { } u
            || Formulas.Read(values[2], 4) is not { Degree: > 0 } p)
            return null;
        Fraction a = Formulas.Number(values[0]);
        if (!u.At(a).IsZero || !p.At(a).IsZero)
            return null;
        bool isRight = values[1] == "+", isPositive = u["x"].Sign > 0 == isRight;
        Polynomial size = isPositive ? u : -u, rest = Formulas.WithoutRoot(p, a);
        Fraction factor = size["x"], answer = rest.At(a) / factor;
        var signed = factor.Sign < 0 ? -rest : rest;
        string root = Polynomial.Linear(1, -a).ToString();
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The limit is taken from the {(isRight ? "right" : "left")}, where $x {(isRight ? ">" : "<")} {a}$",
                $"There ${u}$ is {(isPositive ? "positive" : "negative")}, so $|{u}| = {size}$",
                $"The numerator is ${p}{(rest.Constant is { IsOne: true } ? "" : " = " + Formulas.Times(rest, a.IsZero ? "x" : $"({root})"))}$",
                $"Cancelling ${root}$ leaves ${(factor.Abs() == 1 ? signed.ToString() : Tex.Over(signed, factor.Abs().ToString()))}$",
                $"At $x = {a}$ this is ${answer}$",
            ],
            answer.IsZero ? null : Slip.Sign($"The absolute value is $|{u}| = {-size}$", (-answer).ToString()),
            new("The numerator tends to $0$, so the limit is $0$", "0"),
            rest.At(-a) == rest.At(a) ? null : Slip.Careless($"At $x = {-a}$ this is ${rest.At(-a) / factor}$", (rest.At(-a) / factor).ToString()),
            factor.Abs() != 1 ? Slip.Careless($"Cancelling ${root}$ leaves ${signed}$", (answer * factor.Abs()).ToString())
                : rest.Degree == 0 ? null : Slip.Careless($"At $x = {a}$ this is ${answer + 1}$", (answer + 1).ToString()));
    }
}
