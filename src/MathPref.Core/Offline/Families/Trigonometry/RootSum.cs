using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A sum of different surds over a common denominator: <c>\frac{\sqrt{6} - \sqrt{2}}{4}</c>, <c>2 + \sqrt{3}</c>, <c>5</c>.</summary>
internal sealed partial class RootSum
{
    // Of numbers that are read: what is made of them stays small enough for Surd to take the squares out.
    private const int MaxUnder = 9999;
    private const int MaxRoot = 100_000_000;
    private const int MaxBits = 64;

    private readonly Surd[] _terms;

    private RootSum(Surd[] terms, bool inOrder)
    {
        _ = inOrder;
        _terms = terms;
    }

    private RootSum(IEnumerable<Surd> terms) => _terms =
    [
        .. terms.GroupBy(term => term.Under)
            .Select(same => new Surd(same.Aggregate((Fraction)0, (sum, term) => sum + term.Factor), same.Key))
            .Where(term => !term.Factor.IsZero)
            .OrderByDescending(term => term.Factor.Sign)
            .ThenByDescending(term => term.Under.IsOne)
            .ThenByDescending(term => term.Under),
    ];

    /// <summary>The value where it is rational.</summary>
    public Fraction? Rational => _terms switch
    {
        [] => 0,
        [var only] when only.Under.IsOne => only.Factor,
        _ => null,
    };

    /// <summary>The only term; null where there are several.</summary>
    public Surd? Single => _terms switch
    {
        [] => new Surd(0, 1),
        [var only] => only,
        _ => null,
    };

    public bool IsZero => _terms.Length == 0;

    public static implicit operator RootSum(Surd value) => new(value.Factor.IsZero ? [] : [value], true);

    public static implicit operator RootSum(Fraction value) => new Surd(value, 1);

    public static implicit operator RootSum(int value) => (Fraction)value;

    public static RootSum operator +(RootSum a, RootSum b) => new(a._terms.Concat(b._terms));

    public static RootSum operator -(RootSum a) => new(a._terms.Select(term => -term));

    public static RootSum operator -(RootSum a, RootSum b) => a + -b;

    public static RootSum operator *(RootSum a, RootSum b) => new(a._terms.SelectMany(_ => b._terms, (left, right) => left * right));

    /// <summary>The root of a fraction; null where it is negative or too large to be of use.</summary>
    public static Surd? Root(Fraction of)
    {
        if (of.Sign < 0 || of.Denominator > MaxRoot)
            return null;
        var (bottom, under) = ((Fraction)of.Denominator).TryRoot(2, out var exact) ? (exact, of.Numerator) : (of.Denominator, of.Numerator * of.Denominator);
        return under > MaxRoot ? null : new Surd(1 / bottom, under);
    }

    /// <summary>Reads sums, products and powers of numbers and of roots of whole numbers.</summary>
    public static RootSum? Read(string text)
    {
        if (Letter().IsMatch(text))
            return null;
        List<int> roots = [];
        string polynomial = SquareRoot().Replace(text, root =>
        {
            int under = int.Parse(root.Groups[1].Value, CultureInfo.InvariantCulture);
            if (!roots.Contains(under))
                roots.Add(under);
            return ((char)('p' + roots.IndexOf(under))).ToString();
        });
        if (roots.Count > 4 || roots.Exists(under => under > (roots.Count > 2 ? 99 : MaxUnder))
            || ExpressionReader.ReadPolynomial(polynomial) is not { Degree: <= 8 } sum)
            return null;
        var terms = sum.Terms.Select(term => term.Key.Aggregate(new Surd(term.Value, 1), (product, letter) => product * new Surd(1, roots[letter - 'p'])));
        return sum.Terms.Any(term => term.Value.Bits > MaxBits) ? null : new(terms);
    }

    /// <summary>Reads one term; null for a number that is not short.</summary>
    public static Surd? ReadSurd(string text) => Read(text)?.Single is { Factor.Bits: <= 28 } only && only.Under <= MaxUnder ? only : null;

    /// <summary>The quotient with a rational denominator; null where the divisor is 0 or of three terms and more.</summary>
    public RootSum? Over(RootSum divisor) => divisor._terms switch
    {
        [var only] => this * new Surd(1 / (only.Factor * only.Under), only.Under),
        [var first, var second] when ((RootSum)(first * first) - second * second).Rational is { } norm => this * (1 / norm) * ((RootSum)first - second),
        _ => null,
    };

    public bool SameAs(RootSum other) => _terms.AsSpan().SequenceEqual(other._terms);

    /// <summary>In brackets where it has a leading sign or several terms in the open.</summary>
    public string Bracketed() => ToString() is ['-', ..] || (_terms.Length > 1 && Denominator.IsOne) ? $"({this})" : ToString();

    public override string ToString()
    {
        if (Denominator.IsOne)
            return Tex.Sum(_terms.Select(Part));
        // A sign that all terms share stands before the fraction.
        bool minus = _terms[0].Factor.Sign < 0;
        string top = Tex.Sum(_terms.Select(term => Part((minus ? -1 : 1) * (Fraction)Denominator * term)));
        return $@"{(minus ? "-" : "")}\frac{{{top}}}{{{(Fraction)Denominator}}}";
    }

    private BigInteger Denominator => _terms.Aggregate(BigInteger.One, (common, term) =>
        common * term.Factor.Denominator / BigInteger.GreatestCommonDivisor(common, term.Factor.Denominator));

    private static (Fraction Factor, string Of) Part(Surd term) => (term.Factor, term.Under.IsOne ? "" : $@"\sqrt{{{(Fraction)term.Under}}}");

    [GeneratedRegex(@"(?<!\\[a-z]*)[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Letter();

    [GeneratedRegex(@"\\sqrt\{([0-9]{1,6})\}", RegexOptions.CultureInvariant)]
    private static partial Regex SquareRoot();
}
