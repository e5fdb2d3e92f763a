using System.Globalization;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>The value of a formula in floating point, with nothing of the solver's: sums, products, fractions, powers, roots and the usual functions.</summary>
internal static class RealLatex
{
    private static readonly Dictionary<string, Func<double, double>> s_functions = new()
    {
        ["sin"] = Math.Sin, ["cos"] = Math.Cos, ["tan"] = Math.Tan,
        ["cot"] = x => 1 / Math.Tan(x), ["sec"] = x => 1 / Math.Cos(x), ["csc"] = x => 1 / Math.Sin(x),
        ["arcsin"] = Math.Asin, ["arccos"] = Math.Acos, ["arctan"] = Math.Atan,
        ["sinh"] = Math.Sinh, ["cosh"] = Math.Cosh, ["tanh"] = Math.Tanh,
        ["coth"] = x => 1 / Math.Tanh(x), ["sech"] = x => 1 / Math.Cosh(x), ["csch"] = x => 1 / Math.Sinh(x),
        ["ln"] = Math.Log, ["exp"] = Math.Exp, ["log"] = Math.Log10,
    };

    /// <summary>The value where each letter has a value; e and \pi are the constants, C is 0 unless it is given. NaN for what is not defined.</summary>
    public static double Value(string text, IReadOnlyDictionary<char, double>? letters = null)
    {
        int at = 0;
        string compact = text.Replace(@"\left", "").Replace(@"\right", "").Replace(@"\,", "").Replace(@"\cdot", "*").Replace(@"\times", "*");
        var value = Sum();
        Skip();
        Assert.True(at == compact.Length, $"'{text}' is not an expression: '{compact[at..]}' is left");
        return value;

        double Sum()
        {
            var sum = Next('-') ? -Product() : Product();
            while (true)
            {
                if (Next('+'))
                    sum += Product();
                else if (Next('-'))
                    sum -= Product();
                else
                    return sum;
            }
        }

        double Product()
        {
            var product = Power();
            while (true)
            {
                Skip();
                if (Next('*'))
                    product *= Power();
                else if (Next('/'))
                    product /= Power();
                else if (at < compact.Length && (compact[at] is '(' or '\\' or '{' || char.IsAsciiLetterOrDigit(compact[at])))
                    product *= Power();
                else
                    return product;
            }
        }

        double Power()
        {
            var @base = Atom();
            while (true)
            {
                if (Next('^'))
                {
                    if (Command("circ") || TakeText(@"{\circ}"))
                        @base *= Math.PI / 180;
                    else
                        @base = Math.Pow(@base, Atom());
                }
                else if (Next('!'))
                    @base = Factorial(@base);
                else
                    return @base;
            }
        }

        double Atom()
        {
            Skip();
            if (Next('('))
                return Closed(')');
            if (Next('{'))
                return Closed('}');
            if (Next('|'))
                return Math.Abs(Closed('|'));
            if (Next('-'))
                return -Atom();
            Assert.True(at < compact.Length, $"'{text}' breaks off");
            if (compact[at] == '\\')
                return OfCommand();
            if (char.IsAsciiLetter(compact[at]))
            {
                char letter = compact[at++];
                if (letters is not null && letters.TryGetValue(letter, out var known))
                    return known;
                return letter switch { 'e' => Math.E, 'C' => 0, _ => throw new InvalidOperationException($"'{letter}' in '{text}' has no value") };
            }
            int start = at;
            while (at < compact.Length && (char.IsAsciiDigit(compact[at]) || (compact[at] == '.' && at + 1 < compact.Length && char.IsAsciiDigit(compact[at + 1]))))
                at++;
            Assert.True(at > start, $"'{compact[at..]}' in '{text}' is no number");
            return double.Parse(compact[start..at], CultureInfo.InvariantCulture);
        }

        double OfCommand()
        {
            if (Command("frac"))
            {
                double top = Atom();
                return top / Atom();
            }
            if (Command("binom"))
            {
                double n = Atom(), k = Atom();
                return Math.Round(Factorial(n) / Factorial(k) / Factorial(n - k));
            }
            if (Command("sqrt"))
            {
                if (!Next('['))
                    return Math.Sqrt(Atom());
                double degree = Closed(']'), of = Atom();
                return of < 0 && degree % 2 == 1 ? -Math.Pow(-of, 1 / degree) : Math.Pow(of, 1 / degree);
            }
            if (Command("pi"))
                return Math.PI;
            if (Command("log") && Next('_'))
            {
                double @base = Atom();
                return Math.Log(Power()) / Math.Log(@base);
            }
            foreach (var (name, function) in s_functions)
            {
                if (!Command(name))
                    continue;
                if (!Next('^'))
                    return function(Argument());
                double exponent = Atom();
                return exponent == -1 ? Inverse(name)(Argument()) : Math.Pow(function(Argument()), exponent);
            }
            throw new InvalidOperationException($"'{compact[at..]}' in '{text}' is no command that is known");
        }

        // sin 2x is sin(2x), sin(x) y is sin(x) times y.
        double Argument()
        {
            Skip();
            if (at < compact.Length && compact[at] is '(' or '{' or '|')
                return Atom();
            var argument = Power();
            while (at < compact.Length && char.IsAsciiLetterOrDigit(compact[at]))
                argument *= Power();
            return argument;
        }

        double Closed(char bracket)
        {
            var inner = Sum();
            Assert.True(Next(bracket), $"'{text}' lacks a {bracket}");
            return inner;
        }

        bool Command(string name)
        {
            Skip();
            int end = at + 1 + name.Length;
            if (at >= compact.Length || compact[at] != '\\' || string.CompareOrdinal(compact, at + 1, name, 0, name.Length) != 0 || (end < compact.Length && char.IsAsciiLetter(compact[end])))
                return false;
            at = end;
            return true;
        }

        bool TakeText(string expected)
        {
            bool found = string.CompareOrdinal(compact, at, expected, 0, expected.Length) == 0;
            at += found ? expected.Length : 0;
            return found;
        }

        bool Next(char expected)
        {
            Skip();
            bool found = at < compact.Length && compact[at] == expected;
            at += found ? 1 : 0;
            return found;
        }

        void Skip()
        {
            while (at < compact.Length && compact[at] == ' ')
                at++;
        }
    }

    /// <summary>The value for x.</summary>
    public static double At(string text, double x) => Value(text, new Dictionary<char, double> { ['x'] = x });

    /// <summary>Equal but for rounding.</summary>
    public static bool Near(double a, double b, double tolerance = 1e-9) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>Simpson's rule.</summary>
    public static double Integral(Func<double, double> f, double from, double to, int pieces = 4000)
    {
        double h = (to - from) / (2 * pieces), sum = f(from) + f(to);
        for (int i = 1; i < 2 * pieces; i++)
            sum += (i % 2 == 0 ? 2 : 4) * f(from + i * h);
        return sum * h / 3;
    }

    /// <summary>The derivative by central differences, with one step of Richardson's extrapolation: about 1e-8 of relative error.</summary>
    public static double Derivative(Func<double, double> f, double at, double h = 1e-3)
    {
        double Difference(double step) => (f(at + step) - f(at - step)) / (2 * step);
        return (4 * Difference(h / 2) - Difference(h)) / 3;
    }

    private static double Factorial(double n) => n < 0 ? double.NaN : n < 2 ? 1 : n * Factorial(n - 1);

    private static Func<double, double> Inverse(string name) => name switch
    {
        "sin" => Math.Asin, "cos" => Math.Acos, "tan" => Math.Atan,
        "sinh" => Math.Asinh, "cosh" => Math.Acosh, "tanh" => Math.Atanh,
        _ => throw new InvalidOperationException($"{name}^-1 is not known"),
    };
}
