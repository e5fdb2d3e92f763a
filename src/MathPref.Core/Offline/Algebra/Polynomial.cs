using System.Globalization;
using System.Text;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Offline.Algebra;

/// <summary>
/// A polynomial in any letters with rational coefficients; prints as LaTeX in standard form. A monomial is the string of its
/// letters in order (x²y is "xxy"): degrees are small here, and products are then mere sorting.
/// </summary>
internal sealed class Polynomial
{
    private static readonly Polynomial s_zero = new([]);

    private readonly KeyValuePair<string, Fraction>[] _terms;

    private Polynomial(KeyValuePair<string, Fraction>[] terms) => _terms = terms;

    /// <summary>The terms from the highest degree down.</summary>
    public IReadOnlyList<KeyValuePair<string, Fraction>> Terms => _terms;

    /// <summary>The total degree; 0 for constants, zero included.</summary>
    public int Degree => _terms.Length == 0 ? 0 : _terms[0].Key.Length;

    public bool IsZero => _terms.Length == 0;

    /// <summary>The letters that occur, in order.</summary>
    public IReadOnlyList<char> Letters => [.. _terms.SelectMany(t => t.Key).Distinct().Order()];

    /// <summary>The value of a constant polynomial, null for any other.</summary>
    public Fraction? Constant => Degree == 0 ? this[""] : null;

    /// <summary>The coefficient of a monomial such as "xx".</summary>
    public Fraction this[string monomial] => Array.Find(_terms, t => t.Key == monomial).Value;

    public static implicit operator Polynomial(Fraction value) => Term(value, "");

    public static implicit operator Polynomial(int value) => Term(value, "");

    public static Polynomial Term(Fraction coefficient, string monomial) => coefficient.IsZero ? s_zero : new([new(monomial, coefficient)]);

    /// <summary>a x + b.</summary>
    public static Polynomial Linear(Fraction a, Fraction b, string letter = "x") => Term(a, letter) + b;

    /// <summary>In x, from the highest coefficient down to the constant.</summary>
    public static Polynomial InX(params ReadOnlySpan<Fraction> coefficients)
    {
        Polynomial sum = 0;
        foreach (var coefficient in coefficients)
            sum = sum * Term(1, "x") + coefficient;
        return sum;
    }

    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        if (a.IsZero || b.IsZero)
            return a.IsZero ? b : a;
        // Both lists are in order, so they are merged like two sorted files.
        List<KeyValuePair<string, Fraction>> sum = new(a._terms.Length + b._terms.Length);
        int i = 0, j = 0;
        while (i < a._terms.Length && j < b._terms.Length)
        {
            var (s, t) = (a._terms[i], b._terms[j]);
            int order = Order(s.Key, t.Key);
            if (order != 0)
                sum.Add(order < 0 ? a._terms[i++] : b._terms[j++]);
            else
            {
                var coefficient = s.Value + t.Value;
                if (!coefficient.IsZero)
                    sum.Add(new(s.Key, coefficient));
                i++;
                j++;
            }
        }
        sum.AddRange(a._terms.AsSpan(i));
        sum.AddRange(b._terms.AsSpan(j));
        return new([.. sum]);
    }

    public static Polynomial operator -(Polynomial a) => a * -1;

    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        if (a.Constant is { } left)
            return b.Times(left);
        if (b.Constant is { } right)
            return a.Times(right);
        Dictionary<string, Fraction> product = [];
        foreach (var (s, coefficient) in a._terms)
        {
            foreach (var (t, factor) in b._terms)
            {
                string monomial = string.Concat((s + t).Order());
                product[monomial] = product.GetValueOrDefault(monomial) + coefficient * factor;
            }
        }
        var terms = product.Where(t => !t.Value.IsZero).ToArray();
        Array.Sort(terms, (x, y) => Order(x.Key, y.Key));
        return new(terms);
    }

    /// <summary>Whether it is a polynomial of exactly this degree in x alone (or in <paramref name="letter"/>).</summary>
    public bool IsIn(char letter, int degree) => Degree == degree && _terms.All(t => t.Key.AsSpan().TrimStart(letter).IsEmpty);

    /// <summary>The value for x.</summary>
    public Fraction At(Fraction x) => _terms.Aggregate((Fraction)0, (sum, term) => sum + term.Value * x.Pow(term.Key.Length));

    public bool SameAs(Polynomial other) => (this - other).IsZero;

    public override string ToString()
    {
        if (IsZero)
            return "0";
        var text = new StringBuilder();
        foreach (var (monomial, coefficient) in _terms)
        {
            if (text.Length > 0)
                text.Append(coefficient.Sign < 0 ? " - " : " + ");
            else if (coefficient.Sign < 0)
                text.Append('-');
            var size = coefficient.Abs();
            if (monomial.Length == 0 || size != 1)
                text.Append(size);
            foreach (var power in monomial.GroupBy(c => c))
                text.Append(power.Key).Append(Exponent(power.Count()));
        }
        return text.ToString();
    }

    private Polynomial Times(Fraction factor) =>
        factor == 1 ? this : factor.IsZero ? s_zero : new(Array.ConvertAll(_terms, t => KeyValuePair.Create(t.Key, t.Value * factor)));

    private static int Order(string a, string b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b);

    private static string Exponent(int exponent) => exponent switch
    {
        1 => "",
        < 10 => "^" + exponent.ToString(CultureInfo.InvariantCulture),
        _ => $"^{{{exponent.ToString(CultureInfo.InvariantCulture)}}}",
    };
}
