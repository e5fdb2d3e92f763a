using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A ratio in a right triangle with two known sides.</summary>
internal sealed partial class RatioFromSides() : ProblemFamily("ratio-from-sides", ["Trigonometric Ratios"],
[
    @"In triangle $ABC$ with the right angle at $C$, $<e0>$ and $<e1>$. What is $<e2>$?",
    @"Triangle $ABC$ is right-angled at $C$, with $<e0>$ and $<e1>$. Find the exact value of $<e2>$.",
    @"Find $<e2>$ in the right triangle $ABC$ with hypotenuse $AB$, in which $<e0>$ and $<e1>$.",
    @"The right triangle $ABC$ has the hypotenuse $AB$; besides, $<e0>$ and $<e1>$. Compute $<e2>$.",
])
{
    private static readonly (int, int, int)[] s_triples = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37),
        (11, 60, 61)];

    protected override string[] Draw(Rng rng, Level level)
    {
        string function = rng.Pick(level.Of<string[]>(["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sec", "csc", "cot", "tan"],
            ["sec", "csc", "cot"]));
        string asked = $@"\{function} {rng.Pick('A', 'B')}";
        int known = rng.Next(0, 2);
        if (level.Number < 3)
        {
            var (x, y, z) = rng.Pick(s_triples[..level.Of(3, 5, 0, 0, 0)]);
            int factor = rng.Next(1, level.Of(1, 5, 0, 0, 0)), turned = rng.Next(0, 1);
            string a = $"BC = {(turned == 0 ? x : y) * factor}", b = $"AC = {(turned == 0 ? y : x) * factor}", c = $"AB = {z * factor}";
            return known switch { 0 => [a, b, asked], 1 => [a, c, asked], _ => [b, c, asked] };
        }
        int leg = rng.Next(2, level.Of(0, 0, 12, 15, 20)), more = rng.Next(1, 9);
        return known switch
        {
            0 => [$"BC = {Side(rng, level, leg)}", $"AC = {leg + more}", asked],
            1 => [$"BC = {Side(rng, level, leg)}", $"AB = {leg * 3 + more}", asked],
            _ => [$"AC = {Side(rng, level, leg)}", $"AB = {leg * 3 + more}", asked],
        };
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Dictionary<string, Surd> sides = [];
        foreach (string text in values[..2])
        {
            if (Length().Match(text) is not { Success: true } side || RootSum.ReadSurd(side.Groups["length"].Value) is not { Factor.Sign: > 0 } length
                || !sides.TryAdd(side.Groups["side"].Value, length))
                return null;
        }
        if (Asked().Match(values[2]) is not { Success: true } asked)
            return null;
        string missing = new[] { "BC", "AC", "AB" }.Single(side => !sides.ContainsKey(side));
        Fraction Square(string side) => (sides[side] * sides[side]).Factor;
        Fraction square = missing == "AB" ? Square("BC") + Square("AC") : Square("AB") - Square(missing == "BC" ? "AC" : "BC");
        if (square.Sign <= 0 || RootSum.Root(square) is not { } found)
            return null;
        sides[missing] = found;
        string function = asked.Groups["function"].Value, angle = asked.Groups["angle"].Value;
        string opposite = angle == "A" ? "BC" : "AC", adjacent = angle == "A" ? "AC" : "BC";
        var (over, under, words) = Definition(function, opposite, adjacent);
        RootSum Ratio(string top, string bottom) => ((RootSum)sides[top]).Over(sides[bottom])!;
        string sum = missing == "AB" ? $"{Square("BC")} + {Square("AC")}" : $"{Square("AB")} - {Square(missing == "BC" ? "AC" : "BC")}";
        string law = missing == "AB" ? "AB^2 = BC^2 + AC^2" : missing == "BC" ? "BC^2 = AB^2 - AC^2" : "AC^2 = AB^2 - BC^2";
        string swapped = Swapped(function), given = over == "AB" ? under : over, leg = given == opposite ? "opposite" : "next to";
        var (wrongOver, wrongUnder, _) = Definition(swapped, opposite, adjacent);
        // The third side is found only where the ratio needs it.
        string[] third = over == missing || under == missing ? [$"By the Pythagorean theorem ${law} = {sum} = {square}$, so ${missing} = {found}$"] : [];
        return new(AnswerKind.Value, Ratio(over, under).ToString(),
            [
                .. third,
                missing == "AB" || third.Length > 0
                    ? $"The side opposite the angle ${angle}$ is ${opposite} = {sides[opposite]}$, the side next to it is ${adjacent} = {sides[adjacent]}$"
                    : $"The hypotenuse is $AB = {sides["AB"]}$, and the side {leg} the angle ${angle}$ is ${given} = {sides[given]}$",
                $@"By definition $\{function} {angle}$ is the {words}, $\frac{{{over}}}{{{under}}}$",
                $@"Hence $\{function} {angle} = {Ratio(over, under)}$",
            ],
            new($@"By definition $\{function} {angle} = \frac{{{wrongOver}}}{{{wrongUnder}}}$", Ratio(wrongOver, wrongUnder).ToString()),
            new($@"By definition $\{function} {angle} = \frac{{{under}}}{{{over}}}$", Ratio(under, over).ToString()),
            Slip.Careless($"The side opposite the angle ${angle}$ is ${adjacent}$", Ratio(Turned(over), Turned(under)).ToString()),
            over == missing || under == missing ? Pythagoras() : null);

        string Turned(string side) => side == "AB" ? side : side == "BC" ? "AC" : "BC";

        // The squares are added where they are to be subtracted, and the other way round.
        Slip? Pythagoras()
        {
            if (missing == "AB" && Square("BC") < Square("AC"))
                return null;
            string turned = missing == "AB" ? $"{Square("BC")} - {Square("AC")}" : $"{Square("AB")} + {Square(missing == "BC" ? "AC" : "BC")}";
            Fraction wrong = missing == "AB" ? (Square("BC") - Square("AC")).Abs() : Square("AB") + Square(missing == "BC" ? "AC" : "BC");
            if (wrong.IsZero || RootSum.Root(wrong) is not { } root)
                return null;
            sides[missing] = root;
            string answer = Ratio(over, under).ToString();
            sides[missing] = found;
            return Slip.Sign($"By the Pythagorean theorem ${missing}^2 = {turned} = {wrong}$", answer);
        }
    }

    private static string Side(Rng rng, Level level, int size) => new Surd(size, level.Of(1, 1, 1, rng.Pick(2, 3, 5), rng.Pick(2, 3, 5, 6, 7))).ToString();

    private static (string Over, string Under, string Words) Definition(string function, string opposite, string adjacent) => function switch
    {
        "sin" => (opposite, "AB", "opposite side over the hypotenuse"),
        "cos" => (adjacent, "AB", "adjacent side over the hypotenuse"),
        "tan" => (opposite, adjacent, "opposite side over the adjacent side"),
        "cot" => (adjacent, opposite, "adjacent side over the opposite side"),
        "sec" => ("AB", adjacent, "hypotenuse over the adjacent side"),
        _ => ("AB", opposite, "hypotenuse over the opposite side"),
    };

    private static string Swapped(string function) =>
        function switch { "sin" => "tan", "cos" => "sin", "tan" => "sin", "cot" => "cos", "sec" => "csc", _ => "sec" };

    [GeneratedRegex(@"^(?<side>BC|AC|AB) = (?<length>[^=]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Length();

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan|cot|sec|csc) (?<angle>[AB])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
