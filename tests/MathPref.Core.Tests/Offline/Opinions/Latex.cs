using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Reads the formulas of problems and answers on its own: numbers instead of polynomials, nothing of the solver's.</summary>
internal static partial class Latex
{
    /// <summary>What the text boxes; the test fails if that is not exactly one thing.</summary>
    public static string Boxed(string text)
    {
        string rest = Assert.Single(text.Split(@"\boxed{")[1..]);
        int depth = 1, end = 0;
        for (; depth > 0; end++)
            depth += rest[end] switch { '{' => 1, '}' => -1, _ => 0 };
        return rest[..(end - 1)];
    }

    /// <summary>All that stands between dollar signs.</summary>
    public static string[] Formulas(string text) => [.. text.Split('$').Where((_, i) => i % 2 == 1)];

    /// <summary>The whole numbers that stand outside formulas.</summary>
    public static int[] Numbers(string text) =>
        [.. WholeNumber().Matches(string.Concat(text.Split('$').Where((_, i) => i % 2 == 0))).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];

    /// <summary>The right side of the last equals sign.</summary>
    public static string Right(string equation) => equation[(equation.LastIndexOf('=') + 1)..];

    public static Rational Number(string text) => Value(text, []);

    /// <summary>The value of an expression where each letter has a value.</summary>
    public static Rational Value(string text, Dictionary<char, Rational> letters)
    {
        int at = 0;
        string compact = text.Replace(" ", "").Replace(@"\cdot", "*");
        var value = Sum();
        Assert.True(at == compact.Length, $"'{text}' is not an expression");
        return value;

        Rational Sum()
        {
            var sum = Next('-') ? 0 - Product() : Product();
            while (at < compact.Length && compact[at] is '+' or '-')
                sum = compact[at++] == '+' ? sum + Product() : sum - Product();
            return sum;
        }

        Rational Product()
        {
            var product = Power();
            while (at < compact.Length && (compact[at] is '*' or '(' or '\\' || char.IsAsciiLetterOrDigit(compact[at])))
            {
                Next('*');
                product *= Power();
            }
            return product;
        }

        Rational Power()
        {
            var @base = Atom();
            return Next('^') ? @base.Pow(Atom().Top) : @base;
        }

        Rational Atom()
        {
            if (Next('('))
                return Closed(')');
            if (Next('{'))
                return Closed('}');
            if (Next('\\'))
            {
                Assert.StartsWith("frac{", compact[at..]);
                at += "frac".Length;
                var top = Atom();
                return top / Atom();
            }
            if (char.IsAsciiLetter(compact[at]))
                return letters[compact[at++]];
            int start = at;
            while (at < compact.Length && char.IsAsciiDigit(compact[at]))
                at++;
            return BigInteger.Parse(compact[start..at], CultureInfo.InvariantCulture);
        }

        Rational Closed(char bracket)
        {
            var inner = Sum();
            Assert.True(Next(bracket), $"'{text}' lacks a {bracket}");
            return inner;
        }

        bool Next(char expected)
        {
            bool found = at < compact.Length && compact[at] == expected;
            at += found ? 1 : 0;
            return found;
        }
    }

    /// <summary>Whether two expressions agree at many points, more of them than their degree allows by chance.</summary>
    public static bool SameFunction(string first, string second, string letters)
    {
        // Larger than any root of a denominator here, so both are defined everywhere.
        for (int i = 0; i < 12; i++)
        {
            var point = letters.Select((letter, n) => (letter, value: (Rational)(101 + 7 * i + 31 * n * (i + 1)))).ToDictionary(p => p.letter, p => p.value);
            if (Value(first, point) != Value(second, point))
                return false;
        }
        return true;
    }

    /// <summary>The entries of the only matrix in the text; letters take the values given.</summary>
    public static Rational[,] Matrix(string text, Dictionary<char, Rational>? letters = null)
    {
        string body = Pmatrix().Match(text).Groups[1].Value;
        var rows = body.Split(@"\\").Select(row => row.Split('&').Select(cell => Value(cell, letters ?? [])).ToArray()).ToArray();
        var matrix = new Rational[rows.Length, rows[0].Length];
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < rows[r].Length; c++)
                matrix[r, c] = rows[r][c];
        }
        return matrix;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\\begin\{pmatrix\}(.*)\\end\{pmatrix\}")]
    private static partial Regex Pmatrix();
}
