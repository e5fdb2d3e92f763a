using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Powers, roots, logarithms and functions in canonical form.</summary>
internal sealed partial class CanonicalForms
{
    private const int MaxIndex = 20;

    private RationalFunction Raised(RationalFunction @base, RationalFunction exponent)
    {
        if (IsBeyond)
            return RationalFunction.Zero;
        if (IsE(@base))
            return Exponential(exponent);
        if (FractionOf(exponent) is { } number)
            return Raised(@base, number);
        if (!exponent.Bottom.IsConstant || @base.Top.IsZero)
            return Beyond();
        // b^(a + c) = b^a b^c, and for products of positive numbers (pq)^a = p^a q^a.
        var total = RationalFunction.One;
        var bottom = exponent.Bottom.Constant;
        for (int i = 0; i < exponent.Top.Count && !IsBeyond; i++)
        {
            ulong monomial = exponent.Top.Monomials[i];
            var coefficient = new Fraction(exponent.Top.Coefficients[i], bottom);
            total = Multiply(total, monomial == 0 ? Raised(@base, coefficient) : RaisedMonomial(@base, monomial, coefficient));
        }
        return total;
    }

    private RationalFunction RaisedMonomial(RationalFunction @base, ulong monomial, Fraction coefficient)
    {
        var argument = new RationalFunction(Polynomial.Term(monomial, BigInteger.One), Polynomial.Of(coefficient.Denominator));
        var total = RationalFunction.One;
        foreach (var (factor, power) in PositiveFactors(@base))
        {
            var times = coefficient.Numerator * power;
            if (BigInteger.Abs(times) > Polynomial.MaxExponent)
                return Beyond();
            var term = Term(new() { Kind = GeneratorKind.Power, Base = factor, Argument = argument }, (int)BigInteger.Abs(times));
            total = Multiply(total, times.Sign < 0 ? new(Polynomial.One, term) : new(term, Polynomial.One));
        }
        return total;
    }

    private RationalFunction Raised(RationalFunction @base, Fraction exponent)
    {
        if (exponent.IsZero)
            return RationalFunction.One;
        if (exponent.Sign < 0)
            return Raised(Inverse(@base), -exponent);
        if (exponent.IsInteger)
        {
            if (exponent > 20_000)
                return Beyond();
            return new(RaisedWhole(@base.Top, (int)exponent.Numerator), RaisedWhole(@base.Bottom, (int)exponent.Numerator));
        }
        if (exponent.Numerator > MaxIndex * MaxIndex || exponent.Denominator > MaxIndex)
            return Beyond();
        return Root(@base, (int)exponent.Numerator, (int)exponent.Denominator);
    }

    /// <summary>The root of a power: a root for each prime and each variable, one for what is left.</summary>
    private RationalFunction Root(RationalFunction @base, int power, int index)
    {
        if (@base.Top.IsZero || IsBeyond)
            return @base;
        var total = RationalFunction.One;
        @base = @base.Primitive();
        if (@base.IsConstant && @base.Top.Sign < 0)
        {
            // The real root of a negative number for an odd index, i for the square root; the others are not ours.
            if (index % 2 == 0)
            {
                if (index != 2)
                    return Beyond();
                var i = Imaginary();
                total = new(RaisedWhole(i.Top, power), Polynomial.One);
            }
            else if (power % 2 == 1)
            {
                total = Negated(total);
            }
            @base = Negated(@base);
        }
        foreach (var (factor, times) in PositiveFactors(@base))
        {
            int exponent = Math.Abs(times) * power;
            int divisor = (int)BigInteger.GreatestCommonDivisor(exponent, index);
            int degree = index / divisor;
            var term = degree == 1
                ? RaisedWhole(factor, exponent / divisor)
                : Term(new() { Kind = GeneratorKind.Root, Base = factor, Index = degree, RelationDegree = degree, Relation = factor }, exponent / divisor);
            total = Multiply(total, times < 0 ? new(Polynomial.One, term) : new(term, Polynomial.One));
        }
        return total;
    }

    /// <summary>
    /// Factors with their powers (negative ones of the denominator) into which a base may be split under a root or a logarithm: primes, and
    /// variables where the rest is a positive number; else numerator and denominator without their contents.
    /// </summary>
    private List<(Polynomial Factor, int Power)> PositiveFactors(RationalFunction @base)
    {
        @base = @base.Primitive();
        var factors = new List<(Polynomial, int)>(4);
        AddPositiveFactors(factors, @base.Top, 1);
        AddPositiveFactors(factors, @base.Bottom, -1);
        return factors;
    }

    private void AddPositiveFactors(List<(Polynomial, int)> factors, Polynomial polynomial, int sign)
    {
        if (polynomial.IsZero || IsBeyond)
        {
            IsBeyond = true;
            return;
        }
        var content = polynomial.Content();
        if (content.GetBitLength() > 400)
        {
            IsBeyond = true;
            return;
        }
        bool isSplit = polynomial.Count == 1 && polynomial.Sign > 0 && IsOfVariables(polynomial.Monomials[0]);
        if (!content.IsOne)
        {
            foreach (var (prime, power) in Factors.Of(content))
                factors.Add((Polynomial.Of(prime), power * sign));
        }
        if (isSplit)
        {
            for (int slot = 0; slot < _generators.Count; slot++)
            {
                int exponent = Polynomial.Exponent(polynomial.Monomials[0], slot);
                if (exponent > 0)
                    factors.Add((Polynomial.Term(Polynomial.Monomial(slot, 1), BigInteger.One), exponent * sign));
            }
        }
        else
        {
            polynomial = polynomial.DividedBy(content);
            if (!polynomial.IsOne)
                factors.Add((polynomial, sign));
        }
    }

    /// <summary>Whether what stands in the monomial is positive by what is said of variables, or by what it is.</summary>
    private bool IsOfVariables(ulong monomial)
    {
        for (int slot = 0; slot < _generators.Count; slot++)
        {
            if (Polynomial.Exponent(monomial, slot) > 0 && _generators[slot].Kind is not (GeneratorKind.Symbol or GeneratorKind.Pi)
                && !IsPositiveRoot(_generators[slot]))
                return false;
        }
        return true;
    }

    private static bool IsPositiveRoot(Generator generator) => generator.Kind is GeneratorKind.Root && generator.Base.IsConstant && generator.Base.Sign > 0;

    private bool IsE(RationalFunction a) => a.Bottom.IsOne && a.Top.Count == 1 && a.Top.Coefficients[0].IsOne
        && _generators.FindIndex(g => g.Kind is GeneratorKind.Exponential && g.Argument.Same(RationalFunction.One)) is >= 0 and var slot
        && a.Top.Monomials[0] == Polynomial.Monomial(slot, 1);

    /// <summary>e^(a + b) = e^a e^b; e^(c x) is the c-th power of e^x for whole c.</summary>
    private RationalFunction Exponential(RationalFunction exponent)
    {
        if (IsBeyond)
            return RationalFunction.Zero;
        if (!exponent.Bottom.IsConstant)
            return Variable(new() { Kind = GeneratorKind.Exponential, Argument = exponent.Primitive() });
        var total = RationalFunction.One;
        for (int i = 0; i < exponent.Top.Count && !IsBeyond; i++)
        {
            ulong monomial = exponent.Top.Monomials[i];
            var coefficient = new Fraction(exponent.Top.Coefficients[i], exponent.Bottom.Constant);
            if (BigInteger.Abs(coefficient.Numerator) > Polynomial.MaxExponent)
                return Beyond();
            int times = (int)coefficient.Numerator;
            if (monomial != 0 && coefficient.IsInteger && LogarithmSlot(monomial) is { } slot)
            {
                // e^(c ln b) = b^c.
                total = Multiply(total, Raised(new(_generators[slot].Base, Polynomial.One), coefficient));
                continue;
            }
            var argument = new RationalFunction(Polynomial.Term(monomial, BigInteger.One), Polynomial.Of(coefficient.Denominator));
            var term = Term(new() { Kind = GeneratorKind.Exponential, Argument = argument }, Math.Abs(times));
            total = Multiply(total, times < 0 ? new(Polynomial.One, term) : new(term, Polynomial.One));
        }
        return total;
    }

    private int? LogarithmSlot(ulong monomial)
    {
        int slot = _generators.FindIndex(g => g.Kind is GeneratorKind.Logarithm);
        for (; slot >= 0 && slot < _generators.Count; slot++)
        {
            if (_generators[slot].Kind is GeneratorKind.Logarithm && monomial == Polynomial.Monomial(slot, 1))
                return slot;
        }
        return null;
    }

    private RationalFunction Logarithm(RationalFunction argument)
    {
        if (IsBeyond || argument.Top.IsZero || argument.IsConstant && argument.Top.Sign * argument.Bottom.Sign < 0)
            return Beyond();
        if (argument.Bottom.IsOne && argument.Top.Count == 1 && argument.Top.Coefficients[0].IsOne && ExponentialSlot(argument.Top.Monomials[0]) is { } e
            && !ContainsImaginary(_generators[e].Argument))
        {
            int power = Polynomial.Exponent(argument.Top.Monomials[0], e);
            return Multiply(Number(power), _generators[e].Argument);
        }
        var total = RationalFunction.Zero;
        foreach (var (factor, power) in PositiveFactors(argument))
        {
            // ln of a root is a fraction of the ln of its base.
            var logarithm = Variable(new() { Kind = GeneratorKind.Logarithm, Base = factor });
            if (factor.Count == 1 && RootSlot(factor.Monomials[0]) is { } root)
                logarithm = Multiply(Logarithm(new(_generators[root].Base, Polynomial.One)), Number(new(1, _generators[root].Index)));
            total = Add(total, Multiply(Number(power), logarithm));
        }
        return total;
    }

    private int? ExponentialSlot(ulong monomial) => SlotOf(monomial, GeneratorKind.Exponential, anyPower: true);

    private int? RootSlot(ulong monomial) => SlotOf(monomial, GeneratorKind.Root, anyPower: false);

    private int? SlotOf(ulong monomial, GeneratorKind kind, bool anyPower)
    {
        for (int slot = 0; slot < _generators.Count; slot++)
        {
            int power = Polynomial.Exponent(monomial, slot);
            if (power > 0)
                return _generators[slot].Kind == kind && (anyPower || power == 1) && monomial == Polynomial.Monomial(slot, power) ? slot : null;
        }
        return null;
    }

    private bool ContainsImaginary(RationalFunction a)
    {
        int slot = _generators.FindIndex(g => g.Kind is GeneratorKind.Imaginary);
        if (slot < 0)
            return false;
        foreach (ulong monomial in a.Top.Monomials)
        {
            if (Polynomial.Exponent(monomial, slot) > 0)
                return true;
        }
        return false;
    }

    private RationalFunction OfCall(Call call, int depth)
    {
        if (call.Arguments.Length is 0 or > 2)
            return Beyond();
        var x = Of(call.Arguments[0], depth);
        var second = call.Arguments.Length == 2 ? Of(call.Arguments[1], depth) : RationalFunction.Zero;
        if (IsBeyond)
            return RationalFunction.Zero;
        if (x.IsConstant && second.IsConstant && call.Function is not (Function.Root or Function.Ln or Function.Log or Function.Exp)
            && new ExactEvaluator().Value(call) is { } value)
            return value.Numerator.GetBitLength() + value.Denominator.GetBitLength() < MaxBits ? Number(value) : Beyond();
        switch (call.Function)
        {
            case Function.Root:
                if (call.Arguments.Length == 1)
                    return Root(x, 1, 2);
                return WholeNumber(second) is >= 1 and <= MaxIndex and var index ? Raised(x, new Fraction(1, index)) : Beyond();
            case Function.Exp:
                return Exponential(x);
            case Function.Ln:
                return Logarithm(x);
            case Function.Log when call.Arguments.Length == 2:
                return Multiply(Logarithm(x), Inverse(Logarithm(second)));
            case Function.Sin:
                return Odd(Function.Sin, x);
            case Function.Cos:
                return Cosine(x);
            case Function.Tan:
                return Multiply(Odd(Function.Sin, x), Inverse(Cosine(x)));
            case Function.Cot:
                return Multiply(Cosine(x), Inverse(Odd(Function.Sin, x)));
            case Function.Sec:
                return Inverse(Cosine(x));
            case Function.Csc:
                return Inverse(Odd(Function.Sin, x));
            case Function.Sinh:
                return Hyperbolic(x, -1);
            case Function.Cosh:
                return Hyperbolic(x, 1);
            case Function.Tanh:
                return Multiply(Hyperbolic(x, -1), Inverse(Hyperbolic(x, 1)));
            case Function.Coth:
                return Multiply(Hyperbolic(x, 1), Inverse(Hyperbolic(x, -1)));
            case Function.Sech:
                return Inverse(Hyperbolic(x, 1));
            case Function.Csch:
                return Inverse(Hyperbolic(x, -1));
            case Function.Arcsin or Function.Arctan or Function.Arsinh or Function.Artanh:
                return Odd(call.Function, x);
            case Function.Det or Function.Transpose:
                return Beyond();
            default:
                return Variable(new() { Kind = GeneratorKind.Function, Function = call.Function, Argument = x.Primitive(), Second = second.Primitive() });
        }
    }

    /// <summary>f(-x) = -f(x): the argument begins with a positive coefficient.</summary>
    private RationalFunction Odd(Function function, RationalFunction x)
    {
        if (x.Top.IsZero)
            return RationalFunction.Zero;
        x = x.Primitive();
        return x.Top.Sign < 0
            ? Negated(Variable(new() { Kind = GeneratorKind.Function, Function = function, Argument = Negated(x) }))
            : Variable(new() { Kind = GeneratorKind.Function, Function = function, Argument = x });
    }

    private RationalFunction Cosine(RationalFunction x)
    {
        if (x.Top.IsZero)
            return RationalFunction.One;
        x = x.Primitive();
        if (x.Top.Sign < 0)
            x = Negated(x);
        var sine = Odd(Function.Sin, x).Top;
        return Variable(new()
        {
            Kind = GeneratorKind.Function,
            Function = Function.Cos,
            Argument = x,
            RelationDegree = 2,
            Relation = Polynomial.Subtract(Polynomial.One, Multiply(sine, sine)),
        });
    }

    private RationalFunction Hyperbolic(RationalFunction x, int sign)
    {
        var rising = Exponential(x);
        var falling = Inverse(rising);
        return Multiply(Add(rising, sign < 0 ? Negated(falling) : falling), Number(new(1, 2)));
    }
}
