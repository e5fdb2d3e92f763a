using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// The real roots of a polynomial with whole coefficients, exactly, with their multiplicities: rational ones by the rational root theorem, then those
/// of what is left where it is quadratic, quadratic in x², or a·x^n + c.
/// </summary>
internal static class RealRoots
{
    private const int MaxDegree = 16;
    private const int MaxCandidates = 2_000;
    private const int MaxCoefficient = 1_000_000;

    /// <summary>Coefficients from the constant upwards, the last not 0; null where the roots are not of these forms.</summary>
    public static List<(Expr Root, int Multiplicity)>? Of(BigInteger[] coefficients)
    {
        var roots = new List<(Expr, int)>();
        int zeros = 0;
        while (coefficients[zeros].IsZero)
            zeros++;
        if (zeros > 0)
            roots.Add((Trees.Zero, zeros));
        return coefficients.Length - zeros > MaxDegree + 1 || !TryAdd(coefficients[zeros..], roots) ? null : roots;
    }

    private static bool TryAdd(BigInteger[] polynomial, List<(Expr, int)> roots)
    {
        if (TryBySquares(polynomial, roots))
            return true;
        if (Candidates(polynomial) is not { } candidates)
            return false;
        foreach (var candidate in candidates)
        {
            int multiplicity = 0;
            while (polynomial.Length > 1 && Divided(polynomial, candidate) is { } quotient)
                (polynomial, multiplicity) = (quotient, multiplicity + 1);
            if (multiplicity > 0)
                roots.Add((new Num(candidate), multiplicity));
        }
        return TryBySquares(polynomial, roots);
    }

    /// <summary>A constant, a line, a quadratic, a·x^n + c, or a quadratic in x².</summary>
    private static bool TryBySquares(BigInteger[] p, List<(Expr, int)> roots)
    {
        if (p.Length <= 3)
        {
            if (p.Length > 1)
                roots.AddRange(p.Length == 2 ? [(new Num(new Fraction(-p[0], p[1])), 1)] : Quadratic(p[2], p[1], p[0]));
            return true;
        }
        int degree = p.Length - 1;
        if (p[1..degree].All(c => c.IsZero))
        {
            var value = new Fraction(-p[0], p[degree]);
            if (degree % 2 == 0 && value.Sign < 0)
                return true;
            var root = new Call(Function.Root, [new Num(value.Abs()), Num.Of(degree)]);
            if (value.Sign > 0)
                roots.Add((root, 1));
            if (degree % 2 == 0 || value.Sign < 0)
                roots.Add((Trees.Negate(root), 1));
            return true;
        }
        if (degree != 4 || !p[1].IsZero || !p[3].IsZero)
            return false;
        foreach (var (square, multiplicity) in Quadratic(p[4], p[2], p[0]))
        {
            if (!IsPositive(square))
                continue;
            var root = new Call(Function.Root, [square]);
            roots.Add((root, multiplicity));
            roots.Add((Trees.Negate(root), multiplicity));
        }
        return true;
    }

    private static List<(Expr Root, int Multiplicity)> Quadratic(BigInteger a, BigInteger b, BigInteger c)
    {
        var discriminant = b * b - 4 * a * c;
        if (discriminant.Sign < 0)
            return [];
        if (discriminant.IsZero)
            return [(new Num(new Fraction(-b, 2 * a)), 2)];
        var whole = ExactRoots.FloorRoot(discriminant, 2);
        if (whole * whole == discriminant)
            return [(new Num(new Fraction(-b - whole, 2 * a)), 1), (new Num(new Fraction(-b + whole, 2 * a)), 1)];
        Expr middle = new Num(new Fraction(-b, 2 * a));
        // √D/2a = √(D/4a²): the sign of a only says which of the two is the greater.
        Expr half = new Call(Function.Root, [new Num(new Fraction(discriminant, 4 * a * a))]);
        return [(Trees.Subtract(middle, half), 1), (Trees.Add(middle, half), 1)];
    }

    private static bool IsPositive(Expr value)
    {
        if (RationalValue.TryGet(value, out var rational))
            return rational.Sign > 0;
        var evaluator = new RealEvaluator(new BallWork(), 512);
        return evaluator.Value(value) is var ball && evaluator.State is Evaluation.Done && ball.IsPositive;
    }

    /// <summary>Fractions of a divisor of the constant by one of the first coefficient; null where there are too many.</summary>
    private static List<Fraction>? Candidates(BigInteger[] p)
    {
        var (constant, first) = (BigInteger.Abs(p[0]), BigInteger.Abs(p[^1]));
        if (constant > MaxCoefficient || first > MaxCoefficient)
            return null;
        var tops = Divisors((int)constant);
        var bottoms = Divisors((int)first);
        if (tops.Count * bottoms.Count > MaxCandidates)
            return null;
        var candidates = new List<Fraction>();
        foreach (int bottom in bottoms)
        {
            foreach (int top in tops)
            {
                if (BigInteger.GreatestCommonDivisor(top, bottom).IsOne)
                {
                    candidates.Add(new(top, bottom));
                    candidates.Add(new(-top, bottom));
                }
            }
        }
        return candidates;
    }

    private static List<int> Divisors(int number)
    {
        var divisors = new List<int>();
        for (int i = 1; (long)i * i <= number; i++)
        {
            if (number % i != 0)
                continue;
            divisors.Add(i);
            if (i != number / i)
                divisors.Add(number / i);
        }
        return divisors;
    }

    /// <summary>The polynomial by (q·x - p) for the root p/q in lowest terms, whose quotient is whole (Gauss); null where it is none.</summary>
    private static BigInteger[]? Divided(BigInteger[] polynomial, Fraction root)
    {
        var quotient = new BigInteger[polynomial.Length - 1];
        var carry = BigInteger.Zero;
        for (int i = quotient.Length - 1; i >= 0; i--)
        {
            carry = BigInteger.DivRem(polynomial[i + 1] + root.Numerator * carry, root.Denominator, out var rest);
            if (!rest.IsZero)
                return null;
            quotient[i] = carry;
        }
        return (polynomial[0] + root.Numerator * carry).IsZero ? quotient : null;
    }
}
