using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A sum of multiples of inverse functions at values of special angles.</summary>
internal sealed partial class InverseValue() : ProblemFamily("inverse-trig-value", ["Inverse Trigonometric Functions"],
[
    "What is the exact value of $<e0>$ in radians?",
    "Find the principal value of $<e0>$ as a multiple of $\\pi$.",
    "Evaluate $<e0>$ exactly, in radians.",
    "Express $<e0>$ as a multiple of $\\pi$.",
])
{
    private static readonly string[] s_sines = [@"\frac{1}{2}", @"\frac{\sqrt{2}}{2}", @"\frac{\sqrt{3}}{2}", "1"];
    private static readonly string[] s_tangents = [@"\frac{\sqrt{3}}{3}", "1", @"\sqrt{3}"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 3, 4, 6, 9);
        return [Tex.Sum(rng.Several(level.Of(1, 1, 2, 2, 3), "arcsin", "arccos", "arctan").Select(function =>
        {
            string value = (rng.Percent(50) ? "-" : "") + rng.Pick(function == "arctan" ? s_tangents : s_sines);
            Fraction factor = level.Number == 1 ? 1 : rng.NonZero(-most, most);
            return (level.Number == 1 && rng.Percent(50) ? 2 : factor, $@"\{function}\left({value}\right)");
        }))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        // The terms are found, and what is left must be a sum of multiples of letters.
        List<(string Term, string Function, Fraction Degrees, RootSum Value)> terms = [];
        bool known = true;
        string sum = Term().Replace(values[0], term =>
        {
            string function = term.Groups["function"].Value;
            var value = RootSum.Read(term.Groups["value"].Value);
            if (value is null || terms.Count == 4 || Principal(function, value) is not { } degrees)
                known = false;
            else
                terms.Add((term.Value, function, degrees, value));
            return ((char)('p' + Math.Max(0, terms.Count - 1))).ToString();
        });
        if (!known || terms.Count == 0 || Stray().IsMatch(Term().Replace(values[0], "")) || ExpressionReader.ReadPolynomial(sum) is not { Degree: 1 } linear
            || linear.Terms.Count != terms.Count)
            return null;
        Fraction[] factors = [.. terms.Select((_, i) => linear[((char)('p' + i)).ToString()])];
        if (factors.Any(factor => factor.IsZero || factor.Bits > 20))
            return null;
        Fraction Total(Func<string, Fraction, Fraction> of) =>
            terms.Zip(factors).Aggregate((Fraction)0, (all, t) => all + t.Second * of(t.First.Function, t.First.Degrees));
        Fraction answer = Total((_, degrees) => degrees);
        List<string> steps = ["Principal values are meant: of $\\arcsin$ and $\\arctan$ from $-\\frac{\\pi}{2}$ to $\\frac{\\pi}{2}$, of $\\arccos$ " +
            "from $0$ to $\\pi$"];
        foreach (var (term, function, degrees, value) in terms)
            steps.Add($@"Since $\{function[3..]}\left({Angles.Radians(degrees)}\right) = {value}$, ${term} = {Angles.Radians(degrees)}$");
        steps.Add(terms.Count == 1 && factors[0] == 1
            ? $"This angle, ${Angles.Radians(answer)}$, lies in the range of the principal values"
            : $"Together this makes ${Angles.Products(terms.Zip(factors, (term, factor) => (factor, Bracketed(term.Degrees))))} = {Angles.Radians(answer)}$");
        return new(AnswerKind.Value, Angles.Radians(answer), steps,
            Slip.Sign("A negative argument gives the angle of its absolute value", Angles.Radians(Total((function, degrees) =>
                function == "arccos" ? degrees > 90 ? 180 - degrees : degrees : degrees.Abs()))),
            Wrong((function, degrees) => function == "arctan" ? degrees : 90 - degrees),
            terms.Exists(t => t.Function == "arccos" && t.Degrees > 90)
                ? new(@"As $\arccos(-x) = -\arccos x$, the inverse cosine is negative", Angles.Radians(Total((function, degrees) =>
                    function == "arccos" && degrees > 90 ? degrees - 180 : degrees)))
                : null,
            factors.Any(factor => factor.Abs() != 1)
                ? Slip.Careless($"The angles add up to " +
                    $"${Angles.Radians(terms.Zip(factors).Aggregate((Fraction)0, (all, t) => all + t.Second.Sign * t.First.Degrees))}$",
                    Angles.Radians(terms.Zip(factors).Aggregate((Fraction)0, (all, t) => all + t.Second.Sign * t.First.Degrees)))
                : null,
            Wrong((_, degrees) => degrees.IsZero || !(degrees / 30).IsInteger || (degrees / 90).IsInteger ? degrees
                : degrees > 90 ? 270 - degrees : degrees.Sign * 90 - degrees),
            new($@"In degrees this is ${Angles.Degrees(answer)}$, and $360^\circ$ are $\pi$", Angles.Radians(answer / 2)));

        // The angles of other special values.
        Slip? Wrong(Func<string, Fraction, Fraction> of)
        {
            string[] wrong = [.. terms.Where(t => of(t.Function, t.Degrees) != t.Degrees)
                .Select(t => $"${t.Term} = {Angles.Radians(of(t.Function, t.Degrees))}$")];
            return wrong.Length == 0 ? null : new($"Here {string.Join(" and ", wrong)}", Angles.Radians(Total(of)));
        }
    }

    private static string Bracketed(Fraction degrees) => degrees.Sign < 0 ? $"({Angles.Radians(degrees)})" : Angles.Radians(degrees);

    /// <summary>The principal value in degrees at the value of a special angle.</summary>
    private static Fraction? Principal(string function, RootSum value)
    {
        int low = function == "arccos" ? 0 : -90, high = function == "arccos" ? 180 : 90;
        for (int degrees = low; degrees <= high; degrees += 15)
        {
            if (Angles.Value(function[3..], degrees)?.SameAs(value) == true)
                return degrees;
        }
        return null;
    }

    [GeneratedRegex(@"\\(?<function>arcsin|arccos|arctan)\\left\((?<value>[^()]+)\\right\)", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    [GeneratedRegex("[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Stray();
}
