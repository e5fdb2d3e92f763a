using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// The exact value of a scalar where it is a fraction and its arithmetic stays within <see cref="Bounds"/>. Odd roots of negative numbers are the
/// real ones: <c>(-8)^{1/3}</c> is -2. <c>0^0</c> is 1.
/// </summary>
internal sealed class ExactEvaluator
{
    /// <summary>Bits moved in one unit of <see cref="Work"/>.</summary>
    private const int BitStepsOfWork = 256;

    /// <summary>What a division or a common divisor of two long numbers moves: their bits, one times the other, through this; a root, a power
    /// likewise.</summary>
    private const int DivisionBits = 256;
    private const int RootBits = 1_024;
    private const int PowerBits = 8_192;

    private readonly Dictionary<string, Fraction> _values = [];
    private int _steps;
    private long _bitSteps;

    /// <summary>Whether something was divided by 0 (or has no value for the like of it): then there is no value at all.</summary>
    public bool IsUndefined { get; private set; }

    /// <summary>The value; null where it is no fraction, or has none, or where that would take too long to know.</summary>
    public static Fraction? Of(Expr expression) => expression is Num { Value: var value } ? value : new ExactEvaluator().Value(expression);

    public void Bind(string name, Fraction value) => _values[name] = value;

    public Fraction? Value(Expr expression) => Value(expression, Bounds.Depth);

    private Fraction? Value(Expr expression, int depth)
    {
        if (IsUndefined || depth == 0 || ++_steps > Bounds.Steps || !Work.TrySpend(1))
            return null;
        depth--;
        switch (expression)
        {
            case Num n:
                return n.Value;
            case Sym s:
                return _values.TryGetValue(s.Name, out var bound) ? bound : null;
            case Neg n:
                return -Value(n.Operand, depth);
            case BasedNumber b:
                return b.Value;
            case Percent p:
                return Value(p.Operand, depth) / 100;
            case Sum s:
            {
                Fraction total = 0;
                foreach (var term in s.Terms)
                {
                    if (Value(term, depth) is not { } value || Bounded(total + value) is not { } next)
                        return null;
                    total = next;
                }
                return total;
            }
            case Product p:
            {
                Fraction total = 1;
                foreach (var factor in p.Factors)
                {
                    if (Value(factor, depth) is not { } value || Times(total, value) is not { } next)
                        return null;
                    total = next;
                }
                return total;
            }
            case Quotient q:
                return Value(q.Top, depth) is { } top && Value(q.Bottom, depth) is { } bottom ? Divided(top, bottom) : null;
            case Power p:
                return Value(p.Exponent, depth) is { } exponent && Value(p.Base, depth) is { } @base ? Raised(@base, exponent) : null;
            case Call c:
                return OfCall(c, depth);
            case Iterated i:
                return OfIterated(i, depth);
            default:
                return null;
        }
    }

    private Fraction? OfIterated(Iterated i, int depth)
    {
        if (Value(i.From, depth) is not { IsInteger: true } from || Value(i.To, depth) is not { IsInteger: true } to)
            return null;
        Fraction total = i.IsProduct ? 1 : 0;
        if (to.Numerator - from.Numerator > Bounds.Iterations)
            return null;
        bool hadOuter = _values.TryGetValue(i.Index, out var outer);
        for (var k = from.Numerator; k <= to.Numerator; k++)
        {
            _values[i.Index] = k;
            if (Value(i.Body, depth) is not { } value || (i.IsProduct ? Times(total, value) : Bounded(total + value)) is not { } next)
                return null;
            total = next;
        }
        if (hadOuter)
            _values[i.Index] = outer;
        else
            _values.Remove(i.Index);
        return total;
    }

    private Fraction? OfCall(Call call, int depth)
    {
        var arguments = call.Arguments;
        if (arguments.Length == 0 || call.Function is Function.Det or Function.Transpose || Value(arguments[0], depth) is not { } x)
            return null;
        if (arguments.Length == 1)
            return OfOne(call.Function, x);
        if (call.Function is Function.Gcd or Function.Lcm or Function.Max or Function.Min)
            return Folded(call, x, depth);
        if (arguments.Length != 2 || Value(arguments[1], depth) is not { } y)
            return null;
        switch (call.Function)
        {
            case Function.Root:
                return y.IsInteger && y.Sign > 0 && y < Bounds.Bits ? RootOf(x, (int)y.Numerator) : null;
            case Function.Log:
                return ExactRoots.Logarithm(x, y);
            case Function.Binomial:
                return Chosen(x, y);
            case Function.Permutations:
                return x.IsInteger && y.IsInteger && x.Sign >= 0 && y.Sign >= 0 ? Falling(x, y.Numerator) : null;
            case Function.Mod when x.IsInteger && y.IsInteger && !y.IsZero:
                var rest = BigInteger.Remainder(x.Numerator, y.Numerator);
                return rest.Sign != 0 && rest.Sign != y.Sign ? rest + y.Numerator : rest;
            default:
                return null;
        }
    }

    private Fraction? OfOne(Function function, Fraction x)
    {
        switch (function)
        {
            case Function.Root:
                return RootOf(x, 2);
            case Function.Abs:
                return x.Abs();
            case Function.Sign:
                return x.Sign;
            case Function.Floor:
                return Whole.Floor(x);
            case Function.Ceiling:
                return -Whole.Floor(-x);
            case Function.Re or Function.Conjugate:
                return x;
            case Function.Im:
                return 0;
            case Function.Factorial:
                return FactorialOf(x, 1);
            case Function.DoubleFactorial:
                return FactorialOf(x, 2);
            case Function.Gamma:
                return FactorialOf(x - 1, 1);
            case Function.Sin or Function.Tan or Function.Arcsin or Function.Arctan or Function.Sinh or Function.Tanh or Function.Arsinh or Function.Artanh
                when x.IsZero:
                return 0;
            case Function.Cos or Function.Sec or Function.Cosh or Function.Sech or Function.Exp when x.IsZero:
                return 1;
            case Function.Ln or Function.Log or Function.Arccos or Function.Arcosh or Function.Arcsec when x == 1:
                return 0;
            case Function.Ln or Function.Log or Function.Cot or Function.Csc or Function.Coth or Function.Csch when x.IsZero:
                IsUndefined = true;
                return null;
            default:
                return null;
        }
    }

    private Fraction? Folded(Call call, Fraction first, int depth)
    {
        var total = first;
        for (int i = 1; i < call.Arguments.Length; i++)
        {
            if (Value(call.Arguments[i], depth) is not { } next)
                return null;
            switch (call.Function)
            {
                case Function.Max:
                    total = total.CompareTo(next) < 0 ? next : total;
                    break;
                case Function.Min:
                    total = total.CompareTo(next) > 0 ? next : total;
                    break;
                default:
                    if (!total.IsInteger || !next.IsInteger)
                        return null;
                    if (!TrySpend(total.Bits * next.Bits / DivisionBits))
                        return null;
                    var divisor = BigInteger.GreatestCommonDivisor(total.Numerator, next.Numerator);
                    total = call.Function is Function.Gcd ? divisor
                        : divisor.IsZero ? 0 : BigInteger.Abs(total.Numerator / divisor * next.Numerator);
                    if (Bounded(total) is null)
                        return null;
                    break;
            }
        }
        return Bounded(total);
    }

    /// <summary>n! (step 1) or n!! (step 2); the factorial of a negative whole number has no value, that of a fraction is none of ours.</summary>
    private Fraction? FactorialOf(Fraction n, int step)
    {
        if (!n.IsInteger)
            return null;
        if (n.Sign < 0)
        {
            IsUndefined |= n < 1 - step;
            return n == 1 - step ? 1 : null;
        }
        if (n > 14_000)
            return null;
        int count = (int)n.Numerator;
        _steps += count;
        return !TrySpend((long)count * count / 16) ? null : Whole.Product(step == 1 || count % 2 == 1 ? 1 : 2, count, step);
    }

    private Fraction? Chosen(Fraction n, Fraction k)
    {
        if (!k.IsInteger)
            return null;
        if (k.Sign < 0)
            return 0;
        var lower = k.Numerator;
        if (n.IsInteger && n.Sign >= 0)
        {
            if (n < k)
                return 0;
            lower = BigInteger.Min(lower, n.Numerator - lower);
        }
        return Falling(n, lower) is { } top && FactorialOf(lower, 1) is { } bottom && TrySpend(top.Bits * bottom.Bits / DivisionBits)
            ? top / bottom
            : null;
    }

    /// <summary>n (n - 1) … of k factors.</summary>
    private Fraction? Falling(Fraction n, BigInteger k)
    {
        if (k > Bounds.Iterations)
            return null;
        if (n.IsInteger && n.Sign >= 0 && n.Numerator < k)
            return 0;
        Fraction total = 1;
        for (int i = 0; i < k; i++)
        {
            _steps++;
            if (Times(total, n - i) is not { } next)
                return null;
            total = next;
        }
        return total;
    }

    private Fraction? Raised(Fraction @base, Fraction exponent)
    {
        if (exponent.IsZero || @base == 1)
            return 1;
        if (@base.IsZero)
        {
            IsUndefined |= exponent.Sign < 0;
            return IsUndefined ? null : 0;
        }
        if (@base == -1 && exponent.IsInteger)
            return exponent.Numerator.IsEven ? 1 : -1;
        if (BigInteger.Abs(exponent.Numerator) > Bounds.Bits || exponent.Denominator > 1_000)
            return null;
        if (!exponent.IsInteger)
        {
            if (RootOf(@base, (int)exponent.Denominator) is not { } root)
                return null;
            @base = root;
        }
        int times = (int)exponent.Numerator;
        long bits = Math.Max(@base.Numerator.GetBitLength(), @base.Denominator.GetBitLength());
        if (bits * Math.Abs((long)times) > Bounds.Bits)
            return null;
        if (times > 0 && @base.IsInteger && @base.Numerator == 2)
            return BigInteger.One << times;
        bits = @base.Bits * Math.Abs((long)times);
        return !TrySpend(bits * (2 + bits / PowerBits)) ? null
            : @base.IsInteger && times > 0 ? BigInteger.Pow(@base.Numerator, times)
            : @base.Pow(times);
    }

    private Fraction? RootOf(Fraction radicand, int index) =>
        TrySpend(radicand.Bits * radicand.Bits / RootBits) ? ExactRoots.Root(radicand, index) : null;

    private Fraction? Divided(Fraction top, Fraction bottom)
    {
        if (bottom.IsZero)
        {
            IsUndefined = true;
            return null;
        }
        return Bounded(top / bottom);
    }

    private Fraction? Times(Fraction a, Fraction b) => a.IsInteger && b.IsInteger ? Bounded(a.Numerator * b.Numerator) : Bounded(a * b);

    private Fraction? Bounded(Fraction value)
    {
        long bits = value.Numerator.GetBitLength() + (value.IsInteger ? 0 : value.Denominator.GetBitLength());
        // A fraction is brought to lowest terms, which takes the square of its length.
        return bits <= Bounds.Bits && TrySpend(value.IsInteger ? bits / 4 : bits + bits * bits / DivisionBits) ? value : null;
    }

    private bool TrySpend(long bitSteps)
    {
        _bitSteps += bitSteps;
        return _bitSteps <= Bounds.BitSteps && Work.TrySpend(bitSteps / BitStepsOfWork);
    }
}
