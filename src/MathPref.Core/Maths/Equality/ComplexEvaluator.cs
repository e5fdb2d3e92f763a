using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// The value of a scalar as a complex ball. Roots, logarithms and powers have their principal values, but for odd roots of negative real numbers, which
/// are real: <c>(-8)^{1/3}</c> is -2.
/// </summary>
internal sealed class ComplexEvaluator(BallWork work, int precision)
{
    private readonly List<(string Name, Fraction? Exact, ComplexBall Ball)> _values = [];
    private readonly ExactEvaluator _exact = new();

    /// <summary>Why the last value is none.</summary>
    public Evaluation State { get; private set; }

    /// <summary>Whether a function of several branches had an argument that is not a positive number.</summary>
    public bool IsPrincipal { get; private set; }

    public void Bind(string name, Fraction value)
    {
        _values.Add((name, value, Ball.From(value, precision)));
        _exact.Bind(name, value);
    }

    public void Bind(string name, Fraction real, Fraction imaginary) =>
        _values.Add((name, null, new ComplexBall(Ball.From(real, precision), Ball.From(imaginary, precision))));

    /// <summary>The value; undefined unless <see cref="State"/> is Done.</summary>
    public ComplexBall Value(Expr expression)
    {
        State = Evaluation.Done;
        IsPrincipal = false;
        var value = Value(expression, Bounds.Depth);
        if (State is Evaluation.Done && !value.IsDefined)
            State = Evaluation.Imprecise;
        return value;
    }

    private ComplexBall Fail(Evaluation state)
    {
        if (State is Evaluation.Done)
            State = state;
        return ComplexBall.Undefined;
    }

    private ComplexBall Value(Expr expression, int depth)
    {
        if (State is not Evaluation.Done)
            return ComplexBall.Undefined;
        if (depth == 0 || !work.Spend(3, precision))
            return Fail(Evaluation.Beyond);
        depth--;
        switch (expression)
        {
            case Num n:
                return Ball.From(n.Value, precision);
            case BasedNumber b:
                return Ball.From(b.Value, precision);
            case Const c:
                return c.Kind switch
                {
                    ConstKind.Pi => Ball.Pi(precision),
                    ConstKind.E => Ball.Exp(Ball.One, precision),
                    ConstKind.I => ComplexBall.I,
                    _ => Fail(Evaluation.Beyond),
                };
            case Sym s:
                int place = _values.FindLastIndex(v => v.Name == s.Name);
                return place < 0 ? Fail(Evaluation.Beyond) : _values[place].Ball;
            case Neg n:
                return -Value(n.Operand, depth);
            case Sum s:
            {
                var total = ComplexBall.Zero;
                foreach (var term in s.Terms)
                    total = ComplexBall.Add(total, Value(term, depth), precision);
                return total;
            }
            case Product p:
            {
                var total = ComplexBall.One;
                foreach (var factor in p.Factors)
                    total = ComplexBall.Multiply(total, Value(factor, depth), precision);
                return total;
            }
            case Quotient q:
                return Divided(Value(q.Top, depth), Value(q.Bottom, depth));
            case Power p:
                return OfPower(p, depth);
            case Degrees d:
                return ComplexBall.Divide(ComplexBall.Multiply(Value(d.Operand, depth), Ball.Pi(precision), precision), 180, precision);
            case Percent p:
                return ComplexBall.Divide(Value(p.Operand, depth), 100, precision);
            case Iterated i:
                return OfIterated(i, depth);
            case Call c:
                return OfCall(c, depth);
            default:
                return Fail(Evaluation.Beyond);
        }
    }

    private ComplexBall Divided(ComplexBall top, ComplexBall bottom)
    {
        if (bottom.ContainsZero && State is Evaluation.Done)
            return Fail(bottom.IsZero ? Evaluation.Undefined : Evaluation.Imprecise);
        return ComplexBall.Divide(top, bottom, precision);
    }

    private ComplexBall OfPower(Power p, int depth)
    {
        var @base = Value(p.Base, depth);
        if (State is not Evaluation.Done)
            return @base;
        if (!work.Spend(40, precision))
            return Fail(Evaluation.Beyond);
        if (_exact.Value(p.Exponent) is { } exponent && BigInteger.Abs(exponent.Numerator) < int.MaxValue && exponent.Denominator < 100_000)
        {
            if (exponent.Sign < 0 && @base.ContainsZero)
                return Fail(@base.IsZero ? Evaluation.Undefined : Evaluation.Imprecise);
            var root = exponent.IsInteger ? @base : Root(@base, (int)exponent.Denominator);
            return State is Evaluation.Done ? ComplexBall.Power(root, (int)exponent.Numerator, precision) : root;
        }
        var power = Value(p.Exponent, depth);
        if (State is not Evaluation.Done)
            return power;
        if (p.Base is Const { Kind: ConstKind.E })
            return ComplexBall.Exp(power, precision);
        if (@base.ContainsZero)
            return Fail(Evaluation.Undefined);
        IsPrincipal |= !IsPositive(@base);
        return ComplexBall.Power(@base, power, precision);
    }

    private static bool IsPositive(ComplexBall value) => value.IsReal && value.Re.IsPositive;

    private ComplexBall Root(ComplexBall radicand, int index)
    {
        if (State is not Evaluation.Done || !work.Spend(40, precision))
            return Fail(Evaluation.Beyond);
        if (radicand.IsReal && radicand.Re.IsNegative && index % 2 == 1)
            return -(ComplexBall)Ball.Root(-radicand.Re, index, precision);
        IsPrincipal |= !IsPositive(radicand) && !radicand.IsZero;
        return index == 2 ? ComplexBall.Sqrt(radicand, precision) : ComplexBall.Root(radicand, index, precision);
    }

    private ComplexBall Ln(ComplexBall x)
    {
        if (State is not Evaluation.Done || !work.Spend(20, precision))
            return Fail(Evaluation.Beyond);
        if (x.ContainsZero)
            return Fail(x.IsZero ? Evaluation.Undefined : Evaluation.Imprecise);
        IsPrincipal |= !IsPositive(x);
        return ComplexBall.Log(x, precision);
    }

    private ComplexBall OfIterated(Iterated i, int depth)
    {
        if (_exact.Value(i.From) is not { IsInteger: true } from || _exact.Value(i.To) is not { IsInteger: true } to
            || to.Numerator - from.Numerator > Bounds.Iterations)
            return Fail(Evaluation.Beyond);
        var total = i.IsProduct ? ComplexBall.One : ComplexBall.Zero;
        for (var k = from.Numerator; k <= to.Numerator && State is Evaluation.Done; k++)
        {
            _values.Add((i.Index, k, Ball.From(k, precision)));
            _exact.Bind(i.Index, k);
            var body = Value(i.Body, depth);
            _values.RemoveAt(_values.Count - 1);
            total = i.IsProduct ? ComplexBall.Multiply(total, body, precision) : ComplexBall.Add(total, body, precision);
        }
        int outer = _values.FindLastIndex(v => v.Name == i.Index);
        if (outer >= 0 && _values[outer].Exact is { } exact)
            _exact.Bind(i.Index, exact);
        return total;
    }

    private ComplexBall OfCall(Call call, int depth)
    {
        if (_exact.Value(call) is { } exact)
            return Ball.From(exact, precision);
        if (call.Arguments.Length == 0)
            return Fail(Evaluation.Beyond);
        var x = Value(call.Arguments[0], depth);
        if (State is not Evaluation.Done)
            return x;
        if (!work.Spend(30, precision))
            return Fail(Evaluation.Beyond);
        if (call.Arguments.Length == 2)
        {
            return call.Function switch
            {
                Function.Root when _exact.Value(call.Arguments[1]) is { IsInteger: true, Sign: > 0 } index && index < 100_000 => Root(x, (int)index.Numerator),
                Function.Log => Divided(Ln(x), Ln(Value(call.Arguments[1], depth))),
                _ => Fail(Evaluation.Beyond),
            };
        }
        return call.Arguments.Length == 1 ? OfOne(call.Function, x) : Fail(Evaluation.Beyond);
    }

    private ComplexBall OfOne(Function function, ComplexBall x)
    {
        switch (function)
        {
            case Function.Root:
                return Root(x, 2);
            case Function.Ln or Function.Log:
                return Ln(x);
            case Function.Abs:
                return ComplexBall.Abs(x, precision);
            case Function.Re:
                return x.Re;
            case Function.Im:
                return x.Im;
            case Function.Conjugate:
                return ComplexBall.Conjugate(x);
            case Function.Arg:
                return x.ContainsZero ? Fail(Evaluation.Undefined) : ComplexBall.Arg(x, precision);
            case Function.Exp:
                return ComplexBall.Exp(x, precision);
            case Function.Sin:
                return ComplexBall.Sin(x, precision);
            case Function.Cos:
                return ComplexBall.Cos(x, precision);
            case Function.Tan:
                return Divided(ComplexBall.Sin(x, precision), ComplexBall.Cos(x, precision));
            case Function.Cot:
                return Divided(ComplexBall.Cos(x, precision), ComplexBall.Sin(x, precision));
            case Function.Sec:
                return Divided(1, ComplexBall.Cos(x, precision));
            case Function.Csc:
                return Divided(1, ComplexBall.Sin(x, precision));
            case Function.Sinh:
                return ComplexBall.Sinh(x, precision);
            case Function.Cosh:
                return ComplexBall.Cosh(x, precision);
            case Function.Tanh:
                return Divided(ComplexBall.Sinh(x, precision), ComplexBall.Cosh(x, precision));
            case Function.Coth:
                return Divided(ComplexBall.Cosh(x, precision), ComplexBall.Sinh(x, precision));
        }
        if (x.IsReal)
        {
            if (RealFunctions.Of(function, x.Re, precision) is { IsDefined: true } real)
                return real;
        }
        IsPrincipal = true;
        return function switch
        {
            Function.Arcsin => ComplexBall.Asin(x, precision),
            Function.Arccos => ComplexBall.Acos(x, precision),
            Function.Arctan => ComplexBall.Atan(x, precision),
            Function.Arsinh => ComplexBall.Asinh(x, precision),
            Function.Arcosh => ComplexBall.Acosh(x, precision),
            Function.Artanh => ComplexBall.Atanh(x, precision),
            _ => Fail(Evaluation.Beyond),
        };
    }
}
