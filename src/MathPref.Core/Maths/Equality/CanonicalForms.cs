using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Brings scalars into one form: a quotient of polynomials with whole coefficients in generators, which are variables, i, pi, roots, powers of e and
/// of others, logarithms of primes and variables, and functions of canonical arguments. Known relations are applied (i² = -1, roots to their index,
/// cos² = 1 - sin²), so that a difference of 0 proves equality; one that is not 0 proves a difference only where all generators are
/// variables. Variables under a root, a logarithm or in the base of a power are taken as positive. Forms of one instance share their generators.
/// </summary>
internal sealed partial class CanonicalForms
{
    private const int MaxBits = 20_000;
    private const int MaxIterations = 100;

    /// <summary>Less deep than what is computed: a level here takes more of the stack.</summary>
    private const int MaxDepth = 60;

    private readonly List<Generator> _generators = new(Polynomial.Generators);
    private readonly Dictionary<string, RationalFunction> _indices = [];
    private int _steps;
    private int _products;

    /// <summary>Set where a form would be too long, or has too many generators, or has none: no result counts then.</summary>
    public bool IsBeyond { get; private set; }

    /// <summary>Whether something was divided by what is identically 0.</summary>
    public bool IsUndefined { get; private set; }

    /// <summary>Whether all generators so far are variables.</summary>
    public bool IsOfVariablesAlone => _generators.TrueForAll(g => g.Kind is GeneratorKind.Symbol);

    public RationalFunction? Of(Expr expression)
    {
        var form = Of(expression, MaxDepth);
        return IsBeyond ? null : form;
    }

    /// <summary>Whether the difference is 0; null where that is too long to multiply out.</summary>
    public bool? AreEqual(RationalFunction a, RationalFunction b)
    {
        bool equal = Multiply(a.Top, b.Bottom).Same(Multiply(b.Top, a.Bottom));
        return IsBeyond ? null : equal;
    }

    /// <summary>Whether the difference is a number; null where that is too long to multiply out.</summary>
    public bool? DifferByNumber(RationalFunction a, RationalFunction b)
    {
        var difference = Add(a, Negated(b));
        if (IsBeyond)
            return null;
        if (difference.Top.IsZero)
            return true;
        return difference.Top.Monomials.SequenceEqual(difference.Bottom.Monomials)
            && difference.Top.Times(difference.Bottom.Coefficients[0]).Same(difference.Bottom.Times(difference.Top.Coefficients[0]));
    }

    private RationalFunction Of(Expr expression, int depth)
    {
        if (IsBeyond || depth == 0 || ++_steps > Bounds.Steps / 10 || !Work.TrySpend(5))
            return Beyond();
        depth--;
        switch (expression)
        {
            case Num n:
                return Number(n.Value);
            case BasedNumber b:
                return Number(b.Value);
            case Const c:
                return c.Kind switch
                {
                    ConstKind.Pi => Variable(new() { Kind = GeneratorKind.Pi }),
                    ConstKind.E => Exponential(RationalFunction.One),
                    ConstKind.I => Imaginary(),
                    _ => Beyond(),
                };
            case Sym s:
                return _indices.TryGetValue(s.Name, out var index) ? index : Variable(new() { Kind = GeneratorKind.Symbol, Name = s.Name });
            case Neg n:
                return Negated(Of(n.Operand, depth));
            case Sum s:
            {
                var total = RationalFunction.Zero;
                foreach (var term in s.Terms)
                    total = Add(total, Of(term, depth));
                return total;
            }
            case Product p:
            {
                var total = RationalFunction.One;
                foreach (var factor in p.Factors)
                    total = Multiply(total, Of(factor, depth));
                return total;
            }
            case Quotient q:
                return Multiply(Of(q.Top, depth), Inverse(Of(q.Bottom, depth)));
            case Power p:
                return Raised(Of(p.Base, depth), Of(p.Exponent, depth));
            case Degrees d:
                return Multiply(Of(d.Operand, depth), Multiply(Number(new(1, 180)), Of(new Const(ConstKind.Pi), depth)));
            case Percent p:
                return Multiply(Of(p.Operand, depth), Number(new(1, 100)));
            case Iterated i:
                return OfIterated(i, depth);
            case Call c:
                return OfCall(c, depth);
            default:
                return Beyond();
        }
    }

    private RationalFunction OfIterated(Iterated i, int depth)
    {
        var from = Of(i.From, depth);
        var to = Of(i.To, depth);
        if (IsBeyond || WholeNumber(from) is not { } first || WholeNumber(to) is not { } last || last - first > MaxIterations || _indices.ContainsKey(i.Index))
            return Beyond();
        var total = i.IsProduct ? RationalFunction.One : RationalFunction.Zero;
        for (int k = first; k <= last && !IsBeyond; k++)
        {
            _indices[i.Index] = Number(k);
            var body = Of(i.Body, depth);
            total = i.IsProduct ? Multiply(total, body) : Add(total, body);
        }
        _indices.Remove(i.Index);
        return total;
    }

    private RationalFunction Beyond()
    {
        IsBeyond = true;
        return RationalFunction.Zero;
    }

    private static RationalFunction Number(Fraction value) => new(Polynomial.Of(value.Numerator), Polynomial.Of(value.Denominator));

    private static RationalFunction Negated(RationalFunction a) => a with { Top = a.Top.Times(BigInteger.MinusOne) };

    private static Fraction? FractionOf(RationalFunction a) => a.IsConstant ? new Fraction(a.Top.Constant, a.Bottom.Constant) : null;

    private static int? WholeNumber(RationalFunction a) =>
        FractionOf(a) is { IsInteger: true } value && BigInteger.Abs(value.Numerator) < 1_000_000 ? (int)value.Numerator : null;

    private RationalFunction Imaginary() =>
        Variable(new() { Kind = GeneratorKind.Imaginary, RelationDegree = 2, Relation = Polynomial.Of(BigInteger.MinusOne) });

    private RationalFunction Variable(Generator generator) => new(Term(generator, 1), Polynomial.One);

    /// <summary>The generator to a power of at least 0, which is new or was met before.</summary>
    private Polynomial Term(Generator generator, int power)
    {
        int slot = _generators.FindIndex(generator.Same);
        if (slot < 0)
        {
            slot = _generators.Count;
            if (slot == Polynomial.Generators || power > Polynomial.MaxExponent)
            {
                IsBeyond = true;
                return Polynomial.One;
            }
            _generators.Add(generator);
        }
        if (power > Polynomial.MaxExponent)
        {
            IsBeyond = true;
            return Polynomial.One;
        }
        var term = Polynomial.Term(Polynomial.Monomial(slot, power), BigInteger.One);
        return generator.RelationDegree > 0 && power >= generator.RelationDegree ? Reduced(term) : term;
    }

    private RationalFunction Add(RationalFunction a, RationalFunction b)
    {
        if (IsBeyond)
            return RationalFunction.Zero;
        if (a.Top.IsZero)
            return b;
        if (b.Top.IsZero)
            return a;
        if (a.Bottom.Same(b.Bottom))
            return Bounded(new RationalFunction(Polynomial.Add(a.Top, b.Top), a.Bottom));
        if (a.Bottom.IsConstant && b.Bottom.IsConstant)
        {
            var divisor = BigInteger.GreatestCommonDivisor(a.Bottom.Constant, b.Bottom.Constant);
            var factor = b.Bottom.Constant / divisor;
            return Bounded(new RationalFunction(Polynomial.Add(a.Top.Times(factor), b.Top.Times(a.Bottom.Constant / divisor)), a.Bottom.Times(factor)));
        }
        return Bounded(new RationalFunction(Polynomial.Add(Multiply(a.Top, b.Bottom), Multiply(b.Top, a.Bottom)), Multiply(a.Bottom, b.Bottom)));
    }

    private RationalFunction Multiply(RationalFunction a, RationalFunction b) => IsBeyond ? RationalFunction.Zero
        : a.Top.Same(b.Bottom) && !a.Top.IsZero ? new(b.Top, a.Bottom)
        : b.Top.Same(a.Bottom) && !b.Top.IsZero ? new(a.Top, b.Bottom)
        : new(Multiply(a.Top, b.Top), Multiply(a.Bottom, b.Bottom));

    private RationalFunction Inverse(RationalFunction a)
    {
        if (!a.Top.IsZero)
            return new(a.Bottom, a.Top);
        IsUndefined |= !IsBeyond;
        return Beyond();
    }

    private RationalFunction Bounded(RationalFunction a)
    {
        if (a.Top.Count > Bounds.Terms || a.Bottom.Count > Bounds.Terms)
            IsBeyond = true;
        return a;
    }

    private Polynomial Multiply(Polynomial a, Polynomial b)
    {
        if (IsBeyond || a.IsZero || b.IsZero)
            return Polynomial.Zero;
        if (a.IsConstant)
            return Bounded(b.Times(a.Constant));
        if (b.IsConstant)
            return Bounded(a.Times(b.Constant));
        _products += a.Count * b.Count;
        if (_products > Bounds.TermProducts || !Work.TrySpend(a.Count * b.Count * CostOf(a.MaxBits(), b.MaxBits())))
        {
            IsBeyond = true;
            return Polynomial.Zero;
        }
        var monomials = new ulong[a.Count * b.Count];
        var coefficients = new BigInteger[monomials.Length];
        ulong all = 0;
        int n = 0;
        for (int i = 0; i < a.Count; i++)
        {
            for (int j = 0; j < b.Count; j++)
            {
                all |= monomials[n] = a.Monomials[i] + b.Monomials[j];
                coefficients[n++] = a.Coefficients[i] * b.Coefficients[j];
            }
        }
        if (Polynomial.IsTooLarge(all))
        {
            IsBeyond = true;
            return Polynomial.Zero;
        }
        var product = Bounded(Polynomial.From(monomials, coefficients));
        return MayReduce ? Reduced(product) : product;
    }

    /// <summary>A product of two coefficients in units of <see cref="Work"/>: words times words.</summary>
    private static long CostOf(long bits, long otherBits) => 1 + bits * otherBits / 65_536;

    private bool MayReduce => _generators.Exists(g => g.RelationDegree > 0);

    /// <summary>With every power of a generator that its relation knows replaced.</summary>
    private Polynomial Reduced(Polynomial polynomial)
    {
        for (int slot = _generators.Count - 1; slot >= 0; slot--)
        {
            var generator = _generators[slot];
            if (generator.RelationDegree == 0)
                continue;
            var kept = polynomial;
            var replaced = Polynomial.Zero;
            for (int i = 0; i < polynomial.Count && !IsBeyond; i++)
            {
                ulong monomial = polynomial.Monomials[i];
                int power = Polynomial.Exponent(monomial, slot);
                if (power < generator.RelationDegree)
                    continue;
                var coefficient = polynomial.Coefficients[i];
                kept = Polynomial.Subtract(kept, Polynomial.Term(monomial, coefficient));
                ulong rest = monomial - Polynomial.Monomial(slot, power - power % generator.RelationDegree);
                var factor = RaisedWhole(generator.Relation, power / generator.RelationDegree);
                replaced = Polynomial.Add(replaced, Multiply(Polynomial.Term(rest, coefficient), factor));
            }
            polynomial = Bounded(Polynomial.Add(kept, replaced));
        }
        return polynomial;
    }

    private Polynomial Bounded(Polynomial polynomial)
    {
        if (polynomial.Count > Bounds.Terms || polynomial.MaxBits() > MaxBits)
            IsBeyond = true;
        return IsBeyond ? Polynomial.Zero : polynomial;
    }

    private Polynomial RaisedWhole(Polynomial @base, int power)
    {
        if (power == 1)
            return @base;
        if (@base.IsConstant)
        {
            if (@base.MaxBits() * power > MaxBits)
                IsBeyond = true;
            return IsBeyond ? Polynomial.Zero : Polynomial.Of(BigInteger.Pow(@base.Constant, power));
        }
        var result = Polynomial.One;
        for (; power > 0 && !IsBeyond; power >>= 1)
        {
            if ((power & 1) != 0)
                result = Multiply(result, @base);
            if (power > 1)
                @base = Multiply(@base, @base);
        }
        return result;
    }
}
