using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>Values of hyperbolic functions at logarithms.</summary>
internal sealed partial class HyperbolicAtLogarithm() : ProblemFamily("hyperbolic-at-logarithm", ["Hyperbolic Functions"],
[
    "Write $<e0>$ as a rational number.",
    "What is the rational number $<e0>$?",
    "Use the definition by exponentials to compute $<e0>$.",
    "Simplify $<e0>$ to a fraction without logarithms.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [level.Number switch
    {
        1 => One(rng, rng.Next(2, 12), 1),
        2 => One(rng, Log(rng, 9, 4), 1),
        3 => One(rng, Log(rng, 12, 12), rng.Pick(1, 1, 2)),
        _ => Tex.Sum((rng.NonZero(-6, 6), One(rng, Log(rng, 9, 6), 1)), (rng.NonZero(-6, 6), One(rng, Log(rng, 9, 6), level.Of(1, 1, 1, 1, 2)))),
    }];

    protected override WorkedProblem? Work(string[] values)
    {
        List<(string Term, string Function, Fraction Power)> terms = [];
        bool known = true;
        string sum = Term().Replace(values[0], term =>
        {
            Fraction? factor = term.Groups["factor"].Value.Length == 0 ? 1 : ExpressionReader.ReadNumber(term.Groups["factor"].Value);
            Fraction? of = ExpressionReader.ReadNumber(term.Groups["plain"].Value + term.Groups["of"].Value);
            if (factor is not { IsInteger: true } times || times.Abs() > 6 || times.IsZero || of is not { Sign: > 0, Bits: <= 40 } u || u == 1
                || terms.Count == 2)
                known = false;
            else
                terms.Add((term.Value, term.Groups["function"].Value, u.Pow((int)times.Numerator)));
            return terms.Count <= 1 ? "p" : "q";
        });
        if (!known || terms.Count == 0 || Stray().IsMatch(Term().Replace(values[0], "")) || ExpressionReader.ReadPolynomial(sum) is not { Degree: 1 } linear
            || linear.Terms.Count != terms.Count)
            return null;
        Fraction[] factors = [.. terms.Select((_, i) => linear[i == 0 ? "p" : "q"])];
        if (factors.Any(factor => factor.IsZero || factor.Bits > 40))
            return null;
        Fraction Total(Func<string, Fraction, Fraction> value) =>
            terms.Zip(factors).Aggregate((Fraction)0, (all, t) => all + t.Second * value(t.First.Function, t.First.Power));
        Fraction answer = Total(Value);
        List<string> steps = [];
        foreach (string function in terms.Select(t => t.Function).Distinct())
            steps.Add($"By definition ${Definition(function)}$");
        foreach (var (term, function, u) in terms)
        {
            string argument = term[(term.IndexOf('(', StringComparison.Ordinal) + 1)..^(term.EndsWith(@"\right)", StringComparison.Ordinal) ? @"\right)".Length
                : 1)];
            string exponentials = $@"For $x = {argument}$ the exponentials are $e^x = {u}$ and $e^{{-x}} = {1 / u}$";
            if (terms.Count == 1)
                steps.AddRange([exponentials, $"So ${term} = {Value(function, u)}$"]);
            else
                steps.Add($"{exponentials}, so that ${term} = {Value(function, u)}$");
        }
        if (terms.Count > 1)
            steps.Add($"Together this is " +
                $"${Angles.Products(terms.Zip(factors, (term, factor) => (factor, Value(term.Function, term.Power).Bracketed())))} = {answer}$");
        return new(AnswerKind.Value, answer.ToString(), steps,
            Slip.Sign(@"The definitions are $\sinh x = \frac{e^x + e^{-x}}{2}$ and $\cosh x = \frac{e^x - e^{-x}}{2}$",
                Total((function, u) => Value(function switch { "sinh" => "cosh", "cosh" => "sinh", _ => "coth" }, u)).ToString()),
            Slip.Careless(@"The definitions are $\sinh x = e^x - e^{-x}$ and $\cosh x = e^x + e^{-x}$",
                Total((function, u) => (function == "tanh" ? 1 : 2) * Value(function, u)).ToString()),
            terms.Exists(term => term.Function == "tanh")
                ? null
                : new("The exponential of $-x$ is $-e^x$", Total((function, u) => function == "sinh" ? u : 0).ToString()),
            new("The exponential and the logarithm cancel, so the value is half of the argument of the logarithm", Total((_, u) => u / 2).ToString()));
    }

    private static Fraction Log(Rng rng, int top, int bottom)
    {
        while (true)
        {
            Fraction of = new(rng.Next(1, top), rng.Next(1, bottom));
            if (of != 1)
                return of;
        }
    }

    private static string One(Rng rng, Fraction of, int factor)
    {
        string argument = Tex.Times(factor, of.IsInteger ? $@"\ln {of}" : $@"\ln\left({of}\right)");
        return of.IsInteger ? $@"\{rng.Pick("sinh", "cosh", "tanh")}({argument})" : $@"\{rng.Pick("sinh", "cosh", "tanh")}\left({argument}\right)";
    }

    private static Fraction Value(string function, Fraction u) => function switch
    {
        "sinh" => (u - 1 / u) / 2,
        "cosh" => (u + 1 / u) / 2,
        "tanh" => (u - 1 / u) / (u + 1 / u),
        _ => (u + 1 / u) / (u - 1 / u),
    };

    private static string Definition(string function) => function switch
    {
        "sinh" => @"\sinh x = \frac{e^x - e^{-x}}{2}",
        "cosh" => @"\cosh x = \frac{e^x + e^{-x}}{2}",
        _ => @"\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}",
    };

    [GeneratedRegex(@"\\(?<function>sinh|cosh|tanh)(?:\((?<factor>-?[0-9]?)\\ln (?<plain>[0-9]{1,6})\)|\\left\((?<factor>-?[0-9]?)\\ln\\left\(" +
        @"(?<of>[^()]{1,30})\\right\)\\right\))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    [GeneratedRegex("[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Stray();
}
