using System.Text.RegularExpressions;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>The operations on two sets, by their LaTeX commands.</summary>
internal static class SetOperations
{
    public const int Most = 999;

    public static IReadOnlyList<string> All { get; } = [@"\cup", @"\cap", @"\setminus", @"\triangle"];

    public static int[]? Apply(int[] a, string operation, int[] b) => operation switch
    {
        @"\cup" => [.. a.Union(b).Order()],
        @"\cap" => [.. a.Intersect(b).Order()],
        @"\setminus" => [.. a.Except(b).Order()],
        @"\triangle" => [.. a.Except(b).Union(b.Except(a)).Order()],
        _ => null,
    };

    public static string Text(IReadOnlyList<int> elements) => elements.Count == 0 ? @"\emptyset" : $@"\{{{string.Join(", ", elements)}\}}";

    public static string Draw(Rng rng, int size, int most) => string.Join(", ", rng.Several(size, Enumerable.Range(1, most)).Order());
}

/// <summary>A ∪ B, A ∩ B, A \ B or A △ B of two listed sets.</summary>
internal sealed class SetOperation() : ProblemFamily("set-operation", ["Set Theory"],
[
    @"Let $A = \{<l0>\}$ and $B = \{<l1>\}$. Find the set $<e2>$.",
    @"Given $A = \{<l0>\}$ and $B = \{<l1>\}$, what is $<e2>$?",
    @"List the elements of $<e2>$, where $A = \{<l0>\}$ and $B = \{<l1>\}$.",
    @"Determine the set $<e2>$ for $A = \{<l0>\}$ and $B = \{<l1>\}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(3, 4, 5, 7, 9), most = 2 * size + 2;
        string operation = rng.Pick(level.Number == 1 ? [@"\cup", @"\cap"] : SetOperations.All);
        return
        [
            SetOperations.Draw(rng, rng.Next(size, size + 1), most), SetOperations.Draw(rng, rng.Next(size - 1, size + 1), most),
            operation == @"\setminus" && rng.Percent(50) ? $"B {operation} A" : $"A {operation} B",
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[2].Split(' ') is not [var left, var operation, var right] || (left, right) is not (("A", "B") or ("B", "A")) ||
            Blank.Set(values[0], 0, SetOperations.Most) is not { } a || Blank.Set(values[1], 0, SetOperations.Most) is not { } b)
            return null;
        if (left == "B")
            (a, b) = (b, a);
        if (SetOperations.Apply(a, operation, b) is not { Length: > 0 } result)
            return null;
        int[] both = [.. a.Intersect(b)], all = [.. a.Union(b).Order()], onlyLeft = [.. a.Except(b)], onlyRight = [.. b.Except(a)];
        string meaning = operation switch
        {
            @"\cup" => "holds every element that lies in at least one of the two sets",
            @"\cap" => "holds the elements that lie in both sets",
            @"\setminus" => $"holds the elements of ${left}$ that do not lie in ${right}$",
            _ => "holds the elements that lie in exactly one of the two sets",
        };
        string parts = operation switch
        {
            @"\cup" => "All three parts together",
            @"\cap" => "The elements in both sets",
            @"\setminus" => $"The elements in ${left}$ alone",
            _ => "The elements in only one of the sets",
        };
        Slip? As(string step, int[] wrong) => wrong.Length == 0 ? null : new(step, SetOperations.Text(wrong));
        return new(AnswerKind.Set, SetOperations.Text(result),
            [
                $"The set ${values[2]}$ {meaning}",
                $@"The elements in both sets form $A \cap B = {SetOperations.Text(both)}$",
                $"The elements in ${left}$ alone form ${SetOperations.Text(onlyLeft)}$, those in ${right}$ alone form ${SetOperations.Text(onlyRight)}$",
                $"{parts} are what is asked for, so ${values[2]} = {SetOperations.Text(result)}$",
            ],
            As($"The set ${values[2]}$ holds all elements of both sets", all),
            As($"The set ${values[2]}$ holds what the two sets have in common", both),
            As($"The set ${values[2]}$ holds what is left of ${right}$ without the elements of ${left}$", onlyRight),
            As($"Only the elements of ${left}$ outside ${right}$ belong to ${values[2]}$", onlyLeft),
            result.Length == 1 ? null : Slip.Careless($"The elements are ${string.Join(", ", result[..^1])}$", SetOperations.Text(result[..^1])));
    }
}

/// <summary>Two operations on three listed sets.</summary>
internal sealed partial class SetExpression() : ProblemFamily("set-expression", ["Set Theory"],
[
    @"Let $A = \{<l0>\}$, $B = \{<l1>\}$ and $C = \{<l2>\}$. Find the set $<e3>$.",
    @"For the sets $A = \{<l0>\}$, $B = \{<l1>\}$ and $C = \{<l2>\}$, list the elements of $<e3>$.",
    @"What is $<e3>$ if $A = \{<l0>\}$, $B = \{<l1>\}$ and $C = \{<l2>\}$?",
    @"Three sets are given: $A = \{<l0>\}$, $B = \{<l1>\}$ and $C = \{<l2>\}$. Determine $<e3>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(3, 4, 5, 6, 8), most = 2 * size;
        string first = rng.Pick(SetOperations.All), second = rng.Pick(SetOperations.All.Where(o => o != first).ToArray());
        string[] names = rng.Several(3, "A", "B", "C");
        return
        [
            SetOperations.Draw(rng, size, most), SetOperations.Draw(rng, size, most), SetOperations.Draw(rng, rng.Next(size - 1, size), most),
            rng.Percent(50) ? $"({names[0]} {first} {names[1]}) {second} {names[2]}" : $"{names[2]} {second} ({names[0]} {first} {names[1]})",
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var sets = new Dictionary<string, int[]>();
        foreach (var (name, text) in new[] { "A", "B", "C" }.Zip(values))
        {
            if (Blank.Set(text, 0, SetOperations.Most) is not { } set)
                return null;
            sets[name] = set;
        }
        if (Form().Match(values[3]) is not { Success: true } form)
            return null;
        string Part(string name) => form.Groups[name].Value;
        bool isInnerFirst = form.Groups["after"].Success;
        string outer = isInnerFirst ? Part("after") : Part("before");
        var third = sets[isInnerFirst ? Part("z") : Part("y")];
        int[]? Value(string inner, string outer, bool isSwapped = false) =>
            SetOperations.Apply(sets[Part("a")], inner, sets[Part("b")]) is not { } part ? null
            : isInnerFirst ^ isSwapped ? SetOperations.Apply(part, outer, third) : SetOperations.Apply(third, outer, part);
        if (Value(Part("inner"), outer) is not { Length: > 0 } result || SetOperations.Apply(sets[Part("a")], Part("inner"), sets[Part("b")]) is not { } inside)
            return null;
        string Turned(string operation) => operation is @"\cup" or @"\setminus" ? @"\cap" : @"\cup";
        Slip? As(string step, int[]? wrong) => wrong is not { Length: > 0 } ? null : new(step, SetOperations.Text(wrong));
        string bracket = $"{Part("a")} {Part("inner")} {Part("b")}", whole = values[3].Replace($"({bracket})", "S", StringComparison.Ordinal);
        return new(AnswerKind.Set, SetOperations.Text(result),
            [
                $"The bracket comes first; call the set in it $S = {bracket}$",
                $"From the two lists $S = {SetOperations.Text(inside)}$",
                $"It remains to find ${whole}$, {Meaning(whole)}",
                $"So ${values[3]} = {SetOperations.Text(result)}$",
            ],
            As($"The set in the bracket is $S = {SetOperations.Text(SetOperations.Apply(sets[Part("a")], Turned(Part("inner")), sets[Part("b")])!)}$",
                Value(Turned(Part("inner")), outer)),
            As($"It remains to find ${whole.Replace(outer, Turned(outer), StringComparison.Ordinal)}$", Value(Part("inner"), Turned(outer))),
            outer == @"\setminus" ? As($"It remains to find ${string.Join(' ', whole.Split(' ').Reverse())}$", Value(Part("inner"), outer, true)) : null,
            result.Length == 1 ? null : Slip.Careless($"The elements are ${string.Join(", ", result[1..])}$", SetOperations.Text(result[1..])));
    }

    private static string Meaning(string operation) => operation.Split(' ')[1] switch
    {
        @"\cup" => "the elements in at least one of the two sets",
        @"\cap" => "the elements in both sets",
        @"\setminus" => "the elements of the first set that are not in the second",
        _ => "the elements in exactly one of the two sets",
    };

    [GeneratedRegex(
        @"^(?:(?<y>[ABC]) (?<before>\\[a-z]+) )?\((?<a>[ABC]) (?<inner>\\[a-z]+) (?<b>[ABC])\)(?(y)|(?: (?<after>\\[a-z]+) (?<z>[ABC])))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>The class of a number under congruence on a listed set.</summary>
internal sealed class EquivalenceClass() : ProblemFamily("equivalence-class", ["Set Theory", "Discrete Mathematics"],
[
    @"On the set $\{<l0>\}$ two numbers are equivalent if they leave the same remainder on division by $<n1>$. Find the equivalence class of $<n2>$.",
    @"Numbers of the set $M = \{<l0>\}$ are called equivalent if their difference is divisible by $<n1>$. Which set is the equivalence class of $<n2>$?",
    @"Congruence modulo $<n1>$ is an equivalence relation on $\{<l0>\}$. List the equivalence class of $<n2>$.",
    @"Let $a \sim b$ mean that $<n1>$ divides $a - b$, for $a$ and $b$ in $\{<l0>\}$. Determine the equivalence class of $<n2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int modulus = level.Of(rng.Next(2, 3), rng.Next(3, 4), rng.Next(3, 5), rng.Next(4, 6), rng.Next(5, 7));
            int[] elements = [.. rng.Several(level.Of(6, 7, 9, 12, 15), Enumerable.Range(1, level.Of(14, 25, 40, 60, 99))).Order()];
            int of = rng.Pick(elements);
            if (elements.Count(e => e % modulus == of % modulus) > 1)
                return [string.Join(", ", elements), Tex.Text(modulus), Tex.Text(of)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Set(values[0], 0, SetOperations.Most) is not { } set || Blank.Whole(values[1], 2, 99) is not { } m ||
            Blank.Whole(values[2], 0, SetOperations.Most) is not { } of || !set.Contains(of))
            return null;
        int[] same = [.. set.Where(e => e % m == of % m)], next = [.. set.Where(e => e % m == (of + 1) % m)], multiples = [.. set.Where(e => e % m == 0)];
        return new(AnswerKind.Set, SetOperations.Text(same),
            [
                $@"Two numbers are equivalent if and only if they have the same remainder modulo ${m}$",
                $@"The remainder of ${of}$ is ${of % m}$, as ${of} = {of / m} \cdot {m} + {of % m}$",
                $"The remainders of ${string.Join(", ", set)}$ are ${string.Join(", ", set.Select(e => e % m))}$",
                $"The elements with the remainder ${of % m}$ form the class ${SetOperations.Text(same)}$",
            ],
            multiples.Length == 0 ? null : new($"The class holds the multiples of ${m}$", SetOperations.Text(multiples)),
            next.Length == 0 ? null : Slip.Careless($"The remainder of ${of}$ is ${(of + 1) % m}$", SetOperations.Text(next)),
            same.Length == 1 ? null : new($"The number ${of}$ does not belong to its own class", SetOperations.Text([.. same.Where(e => e != of)])),
            same.Length < 3 ? null : Slip.Careless($"The elements are ${string.Join(", ", same[..^1])}$", SetOperations.Text(same[..^1])));
    }
}
