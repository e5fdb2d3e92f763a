using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>Writes what a reference means in the LaTeX that scorers have in common: full braces, no sizes, no unicode, one spelling for one tree.</summary>
internal sealed partial class LatexWriter
{
    private const int MaxDepth = 40;

    private static readonly HashSet<string> s_greek = [.. ("alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho "
        + "sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell").Split(' ')];

    private string? _problem;
    private int _depth;

    /// <summary>The LaTeX, without dollar signs; null where there is none, and why.</summary>
    public static string? Write(Expr expression, out string? problem)
    {
        var writer = new LatexWriter();
        string text = writer.Of(expression);
        problem = writer._problem;
        return problem is null ? text : null;
    }

    private string Fail(string problem)
    {
        _problem ??= problem;
        return "";
    }

    private string Of(Expr expression)
    {
        if (_problem is not null)
            return "";
        if (_depth >= MaxDepth)
            return Fail("it is nested too deeply");
        _depth++;
        string text = expression switch
        {
            Num number => LatexNumber.Of(number) ?? Fail("it has too many digits"),
            Const(var kind) => kind switch { ConstKind.Pi => @"\pi", ConstKind.E => "e", ConstKind.I => "i", _ => @"\infty" },
            Sym(var name) => OfName(name),
            Neg(var operand) => "-" + Factor(operand),
            Sum(var terms) => OfTerms(terms),
            Product(var factors) => OfFactors(factors),
            Quotient(var top, var bottom) => $@"\frac{{{Of(top)}}}{{{Of(bottom)}}}",
            Power(var basis, var exponent) => OfPower(basis, exponent),
            Call(var function, var arguments) => OfCall(function, arguments),
            Apply(var name, var arguments) => $"{OfName(name)}({Items(arguments)})",
            Iterated iterated => OfIterated(iterated),
            PlusMinus(var operand, var isMinusFirst) => (isMinusFirst ? @"\mp " : @"\pm ") + Factor(operand),
            _ => OfAnswer(expression),
        };
        _depth--;
        return text;
    }

    /// <summary>A letter, Latin or Greek, with its subscript.</summary>
    private string OfName(string name)
    {
        int line = name.IndexOf('_', StringComparison.Ordinal);
        string stem = line < 0 ? name : name[..line];
        string index = line < 0 ? "" : name[(line + 1)..];
        if (stem.Length != 1 || !char.IsAsciiLetter(stem[0]))
        {
            if (!s_greek.Contains(stem))
                return Fail($"the name '{name}' is no single letter");
            stem = $@"\{stem}";
        }
        if (!index.All(char.IsAsciiLetterOrDigit))
            return Fail($"the subscript of '{name}' is no word");
        return index.Length == 0 ? stem : index.Length == 1 ? $"{stem}_{index}" : $"{stem}_{{{index}}}";
    }

    private string OfTerms(ImmutableArray<Expr> terms)
    {
        string text = "";
        foreach (var term in terms)
        {
            string one = term is Sum ? $"({Of(term)})" : Of(term);
            if (text.Length == 0)
                text = one;
            else if (term is PlusMinus)
                text += " " + one;
            else
                text += one.StartsWith('-') ? " - " + one[1..].TrimStart() : " + " + one;
        }
        return text;
    }

    private string OfFactors(ImmutableArray<Expr> factors)
    {
        string text = "";
        for (int i = 0; i < factors.Length; i++)
        {
            string one = i == 0 && factors[i] is Num ? Of(factors[i]) : Factor(factors[i]);
            text += i == 0 ? one : Between(factors[i - 1], factors[i], one) + one;
        }
        return text;
    }

    /// <summary>
    /// Nothing behind a number and between brackets, <c>\times</c> before a power of ten, else <c>\cdot</c>: scorers add 2 and a fraction or a number
    /// in brackets that stands behind it, and take a letter before brackets for a function.
    /// </summary>
    private static string Between(Expr left, Expr right, string text)
    {
        if (right is Power(Num { Value: { IsInteger: true } ten }, _) && ten.Equals(10))
            return @" \times ";
        bool isNumber = left is Num;
        bool isCoefficient = isNumber || left is Neg(Num);
        if (isCoefficient && right is Sym or Const)
            return "";
        if (isCoefficient && (right is Power(Sym or Const or Sum, _) or Sum || right is Call(Function.Root, _) && text[0] == '\\'))
            return "";
        if (IsBracketed(left) && IsBracketed(right))
            return "";
        return IsLetter(left) && IsLetter(right) && text[0] != '\\' && left is not Sym("d") and not Power(Sym("d"), _) ? " " : @" \cdot ";
    }

    private static bool IsBracketed(Expr expression) => expression is Sum or Power(Sum, _);

    private static bool IsLetter(Expr expression) => expression is Sym or Const or Power(Sym or Const, _);

    private string OfPower(Expr basis, Expr exponent)
    {
        string below = basis is Num { Value.Sign: >= 0 } number && !LatexNumber.IsFraction(number) && !LatexNumber.IsScientific(number) || basis is Sym or Const
            ? Of(basis)
            : $"({Of(basis)})";
        string above = exponent is (Quotient(Num, Num) or Neg(Quotient(Num, Num))) && PlainNumber.Of(exponent) is { } plain ? plain : Of(exponent);
        return above.Length == 1 ? $"{below}^{above}" : $"{below}^{{{above}}}";
    }

    /// <summary>In brackets where what stands beside it would bind more closely.</summary>
    private string Factor(Expr expression)
    {
        string text = Of(expression);
        return expression is Sum or Neg or PlusMinus || text.StartsWith('-') ? $"({text})" : text;
    }

    private string Items(ImmutableArray<Expr> items, string between = ", ")
    {
        var texts = new List<string>(items.Length);
        foreach (var item in items)
            texts.Add(Of(item));
        return string.Join(between, texts);
    }
}
