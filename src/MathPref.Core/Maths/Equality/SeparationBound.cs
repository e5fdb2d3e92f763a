using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// How near to 0 the difference of two constants of whole numbers, + - · / and roots can be without being 0 (C. Burnikel, R. Fleischer, K. Mehlhorn,
/// S. Schirra: "A strong and easily computable separation bound for arithmetic expressions involving radicals", 2000): an expression E of degree D
/// (the product of its roots' indices) with bounds u and l is 0 or |E| is at least 1 / (u^(D-1) · l).
/// </summary>
internal sealed class SeparationBound
{
    private const long TooMuch = 1L << 30;

    private readonly List<Expr> _roots = [];
    private long _degree = 1;
    private bool _isBeyond;

    /// <summary>The bits b with |answer - reference| ≥ 2^-b where it is not 0; null where the two are no such constants, or it is beyond all use.</summary>
    public static long? Bits(Expr answer, Expr reference)
    {
        var bound = new SeparationBound();
        var (u, l) = Add(bound.Of(answer, Bounds.Depth), bound.Of(reference, Bounds.Depth));
        if (bound._isBeyond || bound._degree > 4_096)
            return null;
        long bits = (bound._degree - 1) * u + l;
        return bits < TooMuch ? bits : null;
    }

    /// <summary>The whole number that a constant is, where its ball around one is too small for the constant to be another number; else null.</summary>
    public static BigInteger? Nearest(Expr constant, Ball ball)
    {
        if (!ball.IsDefined || ball.AccurateBits < 64 || ball.Magnitude is < 0 or > 4_096)
            return null;
        var (mantissa, exponent, _) = ball;
        if (exponent >= 0 || -exponent > 2 * Ball.MaxPrecision)
            return null;
        var nearest = (mantissa + (BigInteger.One << (int)(-exponent - 1))) >> (int)-exponent;
        var difference = Ball.Subtract(ball, Ball.Exactly(nearest), 64);
        return difference.ContainsZero && Bits(constant, new Num(nearest)) is { } apart && difference.Magnitude < -apart ? nearest : null;
    }

    /// <summary>Logarithms to base 2 of u and l, rounded up.</summary>
    private (long U, long L) Of(Expr expression, int depth)
    {
        if (_isBeyond || depth == 0)
            return Beyond();
        depth--;
        switch (expression)
        {
            case Num n:
                return (Bits(n.Value.Numerator), Bits(n.Value.Denominator));
            case Neg n:
                return Of(n.Operand, depth);
            case Sum s:
            {
                var total = Of(s.Terms[0], depth);
                for (int i = 1; i < s.Terms.Length; i++)
                    total = Checked(Add(total, Of(s.Terms[i], depth)));
                return total;
            }
            case Product p:
            {
                (long U, long L) total = (0, 0);
                foreach (var factor in p.Factors)
                {
                    var (u, l) = Of(factor, depth);
                    total = Checked((total.U + u, total.L + l));
                }
                return total;
            }
            case Quotient q:
            {
                var (top, bottom) = (Of(q.Top, depth), Of(q.Bottom, depth));
                return Checked((top.U + bottom.L, top.L + bottom.U));
            }
            case Power p when RationalValue.TryGet(p.Exponent, out var exponent) && exponent.Numerator.GetBitLength() < 24:
                return Raised(p.Base, Of(p.Base, depth), (long)exponent.Numerator, exponent.Denominator);
            case Call { Function: Function.Root, Arguments: [var radicand] }:
                return Raised(radicand, Of(radicand, depth), 1, 2);
            case Call { Function: Function.Root, Arguments: [var radicand, Num { Value: { IsInteger: true, Sign: > 0 } index }] }:
                return Raised(radicand, Of(radicand, depth), 1, index.Numerator);
            default:
                return Beyond();
        }
    }

    private (long U, long L) Raised(Expr radicand, (long U, long L) @base, long power, BigInteger index)
    {
        if (index > 64)
            return Beyond();
        var (u, l) = power < 0 ? (@base.L, @base.U) : @base;
        long times = Math.Abs(power);
        if (times * Math.Max(1, Math.Max(u, l)) > TooMuch)
            return Beyond();
        int k = (int)index;
        // A root that stands there twice is one.
        if (k > 1 && !_roots.Exists(r => SameTree.Is(r, radicand)))
        {
            _degree = Math.Min(TooMuch, _degree * k);
            if (_roots.Count < 16)
                _roots.Add(radicand);
        }
        (u, l) = (u * times, l * times);
        // The k-th root of u/l is that of u·l^(k-1) by l, or u by that of l·u^(k-1): the smaller of the two bounds.
        return k == 1 ? (u, l) : u >= l ? ((u + (k - 1) * l) / k + 1, l) : (u, (l + (k - 1) * u) / k + 1);
    }

    private static (long U, long L) Add((long U, long L) a, (long U, long L) b) => (Math.Max(a.U + b.L, a.L + b.U) + 1, a.L + b.L);

    private (long U, long L) Checked((long U, long L) value) => value.U > TooMuch || value.L > TooMuch ? Beyond() : value;

    private (long U, long L) Beyond()
    {
        _isBeyond = true;
        return (0, 0);
    }

    private static long Bits(BigInteger value) => BigInteger.Abs(value) is var size && size <= 1 ? 0 : (long)size.GetBitLength();
}
