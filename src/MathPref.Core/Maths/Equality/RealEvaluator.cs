using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// The value of a scalar as a real ball, at given values of its variables. Where a root, a logarithm or a power leaves the real numbers it says so;
/// odd roots of negative numbers are real. Inverse functions have their principal values; that of the cotangent lies between 0 and pi.
/// </summary>
internal sealed class RealEvaluator(BallWork work, int precision)
{
    private readonly List<(string Name, Fraction Exact, Ball Ball)> _values = [];
    private readonly ExactEvaluator _exact = new();

    /// <summary>Why the last value is none.</summary>
    public Evaluation State { get; private set; }

    /// <summary>
    /// How many bits of precision sums of unlike sizes have taken up: 300 of e^300 + 1 are spent before the 1 is seen. Whole numbers
    /// of many digits count alike, and functions that are near a limit: the arctangent of e^500.
    /// </summary>
    public long SpentBits { get; private set; }

    public void Bind(string name, Fraction value)
    {
        _values.Add((name, value, Ball.From(value, precision)));
        _exact.Bind(name, value);
    }

    /// <summary>The value; undefined unless <see cref="State"/> is Done.</summary>
    public Ball Value(Expr expression)
    {
        State = Evaluation.Done;
        var value = Value(expression, Bounds.Depth);
        if (State is Evaluation.Done && !value.IsDefined)
            State = Evaluation.Imprecise;
        return value;
    }

    private Ball Fail(Evaluation state)
    {
        if (State is Evaluation.Done)
            State = state;
        return Ball.Undefined;
    }

    private Ball Value(Expr expression, int depth)
    {
        if (State is not Evaluation.Done)
            return Ball.Undefined;
        if (depth == 0 || !work.Spend(1, precision))
            return Fail(Evaluation.Beyond);
        depth--;
        switch (expression)
        {
            case Num n:
                if (n.Value.Numerator.GetBitLength() is > 64 and var bits)
                    SpentBits = Math.Max(SpentBits, bits - (long)BigInteger.TrailingZeroCount(BigInteger.Abs(n.Value.Numerator)));
                return Ball.From(n.Value, precision);
            case BasedNumber b:
                return Ball.From(b.Value, precision);
            case Const c:
                return c.Kind switch
                {
                    ConstKind.Pi => Ball.Pi(precision),
                    ConstKind.E => Ball.Exp(Ball.One, precision),
                    ConstKind.I => Fail(Evaluation.NotReal),
                    _ => Fail(Evaluation.Beyond),
                };
            case Sym s:
                return Variable(s.Name);
            case Neg n:
                return -Value(n.Operand, depth);
            case Sum s:
            {
                var total = Ball.Zero;
                long least = long.MaxValue, most = long.MinValue;
                foreach (var term in s.Terms)
                {
                    var value = Value(term, depth);
                    total = Ball.Add(total, value, precision);
                    // Of a term that may be 0 no digit is known; what its own parts took up is counted there.
                    if (!value.ContainsZero && value.Magnitude is > long.MinValue and < long.MaxValue and var size)
                        (least, most) = (Math.Min(least, size), Math.Max(most, size));
                }
                if (most > least)
                    SpentBits = Math.Max(SpentBits, most - least);
                // Where the terms cancel, their digits before the point are gone.
                if (total.ContainsZero && most > SpentBits)
                    SpentBits = most;
                return total;
            }
            case Product p:
            {
                var total = Ball.One;
                foreach (var factor in p.Factors)
                    total = Ball.Multiply(total, Value(factor, depth), precision);
                return total;
            }
            case Quotient q:
                return Divided(Value(q.Top, depth), Value(q.Bottom, depth));
            case Power p:
                return OfPower(p, depth);
            case Degrees d:
                return Ball.Divide(Ball.Multiply(Value(d.Operand, depth), Ball.Pi(precision), precision), 180, precision);
            case Percent p:
                return Ball.Divide(Value(p.Operand, depth), 100, precision);
            case Iterated i:
                return OfIterated(i, depth);
            case Call c:
                return OfCall(c, depth);
            default:
                return Fail(Evaluation.Beyond);
        }
    }

    private Ball Variable(string name)
    {
        for (int i = _values.Count - 1; i >= 0; i--)
        {
            if (_values[i].Name == name)
                return _values[i].Ball;
        }
        return Fail(Evaluation.Beyond);
    }

    private Ball Divided(Ball top, Ball bottom)
    {
        if (bottom.ContainsZero && State is Evaluation.Done)
            return Fail(bottom.IsZero ? Evaluation.Undefined : Evaluation.Imprecise);
        return Ball.Divide(top, bottom, precision);
    }

    private Ball OfPower(Power p, int depth)
    {
        var @base = Value(p.Base, depth);
        if (State is not Evaluation.Done)
            return @base;
        if (_exact.Value(p.Exponent) is not { } exponent)
        {
            if (@base.IsPositive)
                return work.Spend(20, precision) ? Ball.Power(@base, Value(p.Exponent, depth), precision) : Fail(Evaluation.Beyond);
            if (!@base.IsZero)
                return Fail(@base.IsNegative ? Evaluation.NotReal : Evaluation.Imprecise);
            return Value(p.Exponent, depth).IsPositive ? Ball.Zero : Fail(Evaluation.Undefined);
        }
        if (BigInteger.Abs(exponent.Numerator) > int.MaxValue || exponent.Denominator > int.MaxValue)
            return Fail(Evaluation.Beyond);
        if (exponent.Sign < 0 && @base.ContainsZero)
            return Fail(@base.IsZero ? Evaluation.Undefined : Evaluation.Imprecise);
        int times = (int)exponent.Numerator;
        if (exponent.IsInteger)
            return work.Spend(2 * (32 - BitOperations.LeadingZeroCount((uint)Math.Abs(times))), precision)
                ? Ball.Power(@base, times, precision)
                : Fail(Evaluation.Beyond);
        var root = Root(@base, (int)exponent.Denominator);
        return State is Evaluation.Done ? Ball.Power(root, times, precision) : root;
    }

    /// <summary>The real root.</summary>
    private Ball Root(Ball radicand, int index)
    {
        if (State is not Evaluation.Done || !work.Spend(index == 2 ? 2 : 20, precision))
            return Fail(Evaluation.Beyond);
        if (radicand.IsNegative)
            return index % 2 == 0 ? Fail(Evaluation.NotReal) : -Ball.Root(-radicand, index, precision);
        if (radicand.IsPositive || radicand.IsZero)
            return Ball.Root(radicand, index, precision);
        return Fail(Evaluation.Imprecise);
    }

    private Ball OfIterated(Iterated i, int depth)
    {
        if (_exact.Value(i.From) is not { IsInteger: true } from || _exact.Value(i.To) is not { IsInteger: true } to
            || to.Numerator - from.Numerator > Bounds.Iterations)
            return Fail(Evaluation.Beyond);
        var total = i.IsProduct ? Ball.One : Ball.Zero;
        for (var k = from.Numerator; k <= to.Numerator && State is Evaluation.Done; k++)
        {
            _values.Add((i.Index, k, Ball.From(k, precision)));
            _exact.Bind(i.Index, k);
            var body = Value(i.Body, depth);
            _values.RemoveAt(_values.Count - 1);
            total = i.IsProduct ? Ball.Multiply(total, body, precision) : Ball.Add(total, body, precision);
        }
        int outer = _values.FindLastIndex(v => v.Name == i.Index);
        if (outer >= 0)
            _exact.Bind(i.Index, _values[outer].Exact);
        return total;
    }

    private Ball OfCall(Call call, int depth)
    {
        var arguments = call.Arguments;
        if (arguments.Length == 0)
            return Fail(Evaluation.Beyond);
        switch (call.Function)
        {
            case Function.Factorial or Function.Gamma:
                return OfFactorial(call, depth);
            case Function.DoubleFactorial or Function.Binomial or Function.Permutations or Function.Gcd or Function.Lcm or Function.Mod:
                return Exactly(call);
            case Function.Re or Function.Conjugate:
                return Value(arguments[0], depth);
            case Function.Im:
                return Ball.Multiply(Value(arguments[0], depth), 0, precision);
            case Function.Det or Function.Transpose:
                return Fail(Evaluation.Beyond);
        }
        var x = Value(arguments[0], depth);
        if (State is not Evaluation.Done)
            return x;
        if (arguments.Length == 1)
            return work.Spend(10, precision) ? OfOne(call, x) : Fail(Evaluation.Beyond);
        switch (call.Function)
        {
            case Function.Root when arguments.Length == 2:
                return _exact.Value(arguments[1]) is { IsInteger: true, Sign: > 0 } index && index < 100_000
                    ? Root(x, (int)index.Numerator)
                    : Fail(Evaluation.Beyond);
            case Function.Log when arguments.Length == 2:
                return Divided(Ln(x), Ln(Value(arguments[1], depth)));
            case Function.Max or Function.Min:
                return Extreme(call, x, depth);
            default:
                return Fail(Evaluation.Beyond);
        }
    }

    private Ball Exactly(Call call)
    {
        if (_exact.Value(call) is { } value)
            return Ball.From(value, precision);
        return Fail(_exact.IsUndefined ? Evaluation.Undefined : Evaluation.Beyond);
    }

    /// <summary>Of whole numbers exactly, of others by the gamma function.</summary>
    private Ball OfFactorial(Call call, int depth)
    {
        if (_exact.Value(call) is { } value)
            return Ball.From(value, precision);
        if (_exact.IsUndefined)
            return Fail(Evaluation.Undefined);
        var x = Value(call.Arguments[0], depth);
        if (State is not Evaluation.Done || !work.Spend(200, precision))
            return Fail(Evaluation.Beyond);
        return call.Function is Function.Gamma ? Ball.Gamma(x, precision) : Ball.Factorial(x, precision);
    }

    private Ball Extreme(Call call, Ball first, int depth)
    {
        var best = first;
        for (int i = 1; i < call.Arguments.Length; i++)
        {
            var next = Value(call.Arguments[i], depth);
            if (State is not Evaluation.Done)
                return next;
            // Where the two cannot be told apart either will do only if they are the same.
            if (Ball.Compare(next, best) is not { } sign)
                return Fail(Evaluation.Imprecise);
            if (call.Function is Function.Max ? sign > 0 : sign < 0)
                best = next;
        }
        return best;
    }

    private Ball OfOne(Call call, Ball x)
    {
        SpentBits = Math.Max(SpentBits, RealFunctions.SpentBits(call.Function, x));
        switch (call.Function)
        {
            case Function.Root:
                return Root(x, 2);
            case Function.Ln or Function.Log:
                return Ln(x);
            case Function.Abs:
                return Ball.Abs(x);
            case Function.Sign:
                return x.IsZero ? Ball.Zero : x.IsPositive ? Ball.One : x.IsNegative ? -Ball.One : Fail(Evaluation.Imprecise);
            case Function.Floor or Function.Ceiling when _exact.Value(call) is { } whole:
                return Ball.From(whole, precision);
            case Function.Arg:
                return x.IsPositive ? Ball.Zero : x.IsNegative ? Ball.Pi(precision) : Fail(Evaluation.Imprecise);
        }
        if (call.Function is Function.Floor or Function.Ceiling && call.Arguments is [var argument] && SeparationBound.Nearest(argument, x) is { } integer)
            return Ball.From(integer, precision);
        if (RealFunctions.Of(call.Function, x, precision) is not { } value)
            return Fail(Evaluation.Beyond);
        if (value.IsDefined)
            return value;
        return Fail(RealFunctions.IsOutside(call.Function, x) ? Evaluation.NotReal : Evaluation.Imprecise);
    }

    private Ball Ln(Ball x)
    {
        if (State is not Evaluation.Done || !work.Spend(10, precision))
            return Fail(Evaluation.Beyond);
        return x.IsPositive ? Ball.Ln(x, precision)
            : Fail(x.IsZero ? Evaluation.Undefined : x.IsNegative ? Evaluation.NotReal : Evaluation.Imprecise);
    }
}
