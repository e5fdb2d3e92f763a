using System.Globalization;

namespace MathPref.Core.Tests.Maths;

/// <summary>A way of writing an expression: LaTeX, plain text or Python, with the habits of one hand.</summary>
internal sealed class MathNotation
{
    private enum Level
    {
        Sum,
        Product,
        Power,
        Atom,
    }

    private readonly bool _isTex;
    private readonly bool _isPython;
    private readonly string _times;
    private readonly string _fraction;
    private readonly string _gap;
    private readonly (string Open, string Close) _brackets;
    private readonly bool _slash;

    public MathNotation(Random random)
    {
        _isTex = random.Next(4) > 0;
        _isPython = !_isTex && random.Next(2) == 0;
        _times = _isTex ? Pick(random, " ", @" \cdot ", @" \times ", @"\,", " ") : Pick(random, "*", " * ");
        _fraction = Pick(random, @"\frac", @"\dfrac", @"\tfrac", @"\frac");
        _gap = Pick(random, " ", "");
        _brackets = _isTex ? Pick(random, ("(", ")"), (@"\left(", @"\right)"), (@"\left( ", @" \right)")) : ("(", ")");
        _slash = !_isTex || random.Next(6) == 0;
    }

    public string Write(MathTree tree) => Write(tree, Level.Sum);

    private string Write(MathTree tree, Level least)
    {
        var (text, level) = tree switch
        {
            Whole(var n) => (n.ToString(CultureInfo.InvariantCulture), Level.Atom),
            Letter('p') => (_isTex ? @"\pi" : "pi", Level.Atom),
            Letter(var name) => (name.ToString(), Level.Atom),
            Minus(var operand) => ("-" + Write(operand, Level.Product), Level.Sum),
            Plus(var terms) => (Sum(terms), Level.Sum),
            Times { Factors: [var only] } => (Write(only, Level.Product), Level.Product),
            Times(var factors) => (Product(factors), Level.Product),
            Over(var top, var bottom) => _slash
                ? (Write(top, Level.Power) + "/" + Write(bottom, Level.Power), Level.Product)
                : ($"{_fraction}{{{Write(top)}}}{{{Write(bottom)}}}", Level.Power),
            ToThe(var below, var n) => (Power(below, n), Level.Power),
            Of(var function, var argument) => (Call(function, argument), Level.Atom),
            _ => throw new ArgumentException("an unknown tree"),
        };
        return level >= least ? text : _brackets.Open + text + _brackets.Close;
    }

    private string Sum(IReadOnlyList<MathTree> terms)
    {
        if (terms.Count == 0)
            return "0";
        var text = terms[0] is Minus(var first) ? "-" + Write(first, Level.Product) : Write(terms[0], Level.Product);
        foreach (var term in terms.Skip(1))
            text += term is Minus(var operand) ? $"{_gap}-{_gap}{Write(operand, Level.Product)}" : $"{_gap}+{_gap}{Write(term, Level.Product)}";
        return text;
    }

    /// <summary>Numbers stand before the rest and with a sign between them, so that no two grow together, nor with a fraction to a mixed number.</summary>
    private string Product(IReadOnlyList<MathTree> factors)
    {
        if (factors.Count == 0)
            return "1";
        var text = Write(factors[0], Level.Power);
        foreach (var factor in factors.Skip(1))
        {
            var next = Write(factor, Level.Power);
            var isClear = _isTex && !char.IsAsciiDigit(next[0]) && !(factor is Over or ToThe { Base: Over } && char.IsAsciiDigit(text[^1]));
            text += (isClear || !_isTex ? _times : @" \cdot ") + next;
        }
        return text;
    }

    private string Power(MathTree below, int exponent)
    {
        var number = exponent.ToString(CultureInfo.InvariantCulture);
        var text = Write(below, Level.Atom);
        if (below is Of && _isTex)
            text = _brackets.Open + text + _brackets.Close;
        return _isTex ? $"{text}^{{{number}}}" : _isPython ? $"{text}**{(exponent < 0 ? $"({number})" : number)}" : $"{text}^{(exponent < 0 ? $"({number})" : number)}";
    }

    private string Call(string function, MathTree argument)
    {
        var text = Write(argument);
        return (function, _isTex) switch
        {
            ("sqrt", true) => $@"\sqrt{{{text}}}",
            ("exp", true) => $"e^{{{text}}}",
            (_, true) => $@"\{function}{_brackets.Open}{text}{_brackets.Close}",
            _ => $"{function}({text})",
        };
    }

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
