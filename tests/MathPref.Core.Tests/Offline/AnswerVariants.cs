using System.Globalization;
using System.Text.RegularExpressions;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Tests.Offline;

/// <summary>An answer of a family in other words: equal forms, and what is nearly the same and is not.</summary>
internal static partial class AnswerVariants
{
    /// <summary>One to three changes that each keep the value.</summary>
    public static string Equal(AnswerKind kind, string answer, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            answer = Rewritten(kind, answer, random);
        return answer;
    }

    /// <summary>One change as a slip of the pen makes it: a number one more or less, a sign turned, two parts swapped, a factor dropped. It may be equal by chance.</summary>
    public static string Near(string answer, Random random)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            string near = random.Next(5) switch
            {
                0 => Changed(answer, Sign(), random, sign => sign.Value == "-" ? "+" : "-"),
                1 => Swapped(answer, random),
                // A factor that stands alone is a factor of 1.
                2 => Changed(answer, Factor(), random, factor => StandsAlone(answer, factor) ? "1" : ""),
                3 => Changed(answer, Whole(), random, number => Text(int.Parse(number.Value, CultureInfo.InvariantCulture) - 1)),
                _ => Changed(answer, Whole(), random, number => Text(int.Parse(number.Value, CultureInfo.InvariantCulture) + 1)),
            };
            if (near != answer && !near.Contains("{}", StringComparison.Ordinal) && near.Trim().Length > 0)
                return near;
        }
        return answer;
    }

    private static bool StandsAlone(string answer, Match factor)
    {
        var (before, after) = (answer[..factor.Index].TrimEnd(), answer[(factor.Index + factor.Length)..].TrimStart());
        return (before.Length == 0 || before[^1] is '+' or '-' or '=' or '{' or '(' or '[' or ',') && (after.Length == 0 || after[0] is '+' or '-' or '=' or '}' or ')' or ']' or ',');
    }

    private static string Rewritten(AnswerKind kind, string answer, Random random)
    {
        int some = random.Next(2, 7);
        bool isNumber = kind is AnswerKind.Value or AnswerKind.Expression or AnswerKind.Expanded or AnswerKind.Reduced;
        var (name, value) = isNumber && answer.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (answer[..(at + 1)] + " ", answer[(at + 1)..].Trim()) : ("", answer);
        return random.Next(9) switch
        {
            0 => answer.Replace(@"\frac", random.Next(2) == 0 ? @"\dfrac" : @"\tfrac"),
            1 => Brackets().Replace(answer, bracket => (bracket.Value == "(" ? @"\left" : @"\right") + bracket.Value),
            2 => Changed(answer, Quotient(), random, q => $@"\frac{{{Times(q.Groups[1].Value, some)}}}{{{Times(q.Groups[2].Value, some)}}}"),
            3 => Changed(answer, Whole(), random, number => $"({Text(int.Parse(number.Value, CultureInfo.InvariantCulture) - some)} + {Text(some)})"),
            4 when isNumber => $@"{name}\frac{{{Text(some)}({value})}}{{{Text(some)}}}",
            5 when isNumber => $"{name}{value} + {Text(some)} - {Text(some)}",
            6 when isNumber => $"{name}-(-({value}))",
            4 or 5 when kind is AnswerKind.Equation && answer.Split('=') is [var left, var right] => $"{right.Trim()} = {left.Trim()}",
            6 when kind is AnswerKind.Equation && answer.Split('=') is [var left, var right] => $"{Text(some)}({left.Trim()}) = {Text(some)}({right.Trim()})",
            4 or 5 when kind is AnswerKind.Roots => string.Join(@" \text{ or } ", answer.Split(@" \text{ or } ").Reverse()),
            4 or 5 when kind is AnswerKind.Set && answer is ['\\', '{', .. var inner, '\\', '}'] && !inner.Contains('(') => $@"\{{{string.Join(", ", inner.Split(", ").Reverse())}\}}",
            _ => answer.Contains(@"\text", StringComparison.Ordinal) ? answer : Gaps().Replace(answer, gap => gap.Value.Trim()),
        };
    }

    private static string Times(string number, int factor) => Text(int.Parse(number, CultureInfo.InvariantCulture) * factor);

    private static string Swapped(string answer, Random random)
    {
        var numbers = Whole().Matches(answer);
        if (numbers.Count < 2)
            return answer;
        int first = random.Next(numbers.Count - 1);
        var (a, b) = (numbers[first], numbers[first + 1]);
        return answer[..a.Index] + b.Value + answer[(a.Index + a.Length)..b.Index] + a.Value + answer[(b.Index + b.Length)..];
    }

    private static string Changed(string text, Regex pattern, Random random, Func<Match, string> change)
    {
        var matches = pattern.Matches(text);
        if (matches.Count == 0)
            return text;
        var match = matches[random.Next(matches.Count)];
        return text[..match.Index] + change(match) + text[(match.Index + match.Length)..];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Neither an exponent, an index nor a part of a decimal.
    [GeneratedRegex(@"(?<![\^_0-9.]|[\^_]\{-?|[A-Za-z]|sqrt\[)[0-9]{1,6}(?![0-9.]|,[0-9]{3})")]
    private static partial Regex Whole();

    // An interval from plus infinity on is none, neither right nor wrong.
    [GeneratedRegex(@"[+-](?!\\infty)")]
    private static partial Regex Sign();

    [GeneratedRegex(@"[0-9]+(?=[a-zA-Z\\(])(?!\\[,}])|\\pi\b|\\sqrt\{[0-9]+\}")]
    private static partial Regex Factor();

    [GeneratedRegex(@"\\frac\{([0-9]{1,6})\}\{([0-9]{1,6})\}")]
    private static partial Regex Quotient();

    [GeneratedRegex(@"(?<!\\left|\\right|\\)[()]")]
    private static partial Regex Brackets();

    [GeneratedRegex(" [+=-] ")]
    private static partial Regex Gaps();
}
