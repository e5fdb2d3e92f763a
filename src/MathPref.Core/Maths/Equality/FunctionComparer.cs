using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Compares two scalars by their values. Constants are equal when 300 bits of them agree: of algebraic numbers more than can agree of different ones
/// (<see cref="SeparationBound"/>; where that is too many, 300 bits of values below 2^75), and of sums of unlike sizes 300 of the smallest part. Functions
/// are equal when 100 bits agree at <see cref="NeededPoints"/> points (exact values at more, where variables are whole; more where there are branches) and
/// 300 at one of them. A difference is proved by balls that do not meet, at one point where both have real values; where no point has them, by the
/// principal values at all.
/// </summary>
internal sealed class FunctionComparer
{
    private const int NeededPoints = 4;
    private const int NeededWholePoints = 8;

    /// <summary>Where roots, bars, steps and inverse functions have branches, points have to fall on all of them.</summary>
    private const int NeededBranchPoints = 16;
    private const int Tries = 20;
    private const int LowPrecision = 128;
    private const int LowAgreement = 100;
    private const int HighAgreement = 300;

    private static readonly int[] _precisions = [96, 400, 1_200];

    private readonly PointEvaluator _points;
    private readonly ScalarTraits _traits;
    private readonly Expr _answer;
    private readonly Expr _reference;
    private readonly string? _constantIn;

    /// <param name="answer">The answer.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="traits">Those of both.</param>
    /// <param name="constantIn">
    /// Where given, the two may differ by what is constant on each part of the line when this variable alone changes (empty: when all change): a small
    /// step further the difference is the same.
    /// </param>
    public FunctionComparer(Expr answer, Expr reference, ScalarTraits traits, string? constantIn = null)
    {
        (_answer, _reference, _traits, _constantIn) = (answer, reference, traits, constantIn);
        _points = new(traits.Variables);
    }

    private bool ToConstant => _constantIn is not null;

    /// <summary>Whether every difference that was seen is below a hundredth of the value.</summary>
    public bool IsClose { get; private set; } = true;

    public Comparison Compare() => _traits.Variables.Count == 0 ? Constants() : Functions();

    private Comparison Constants()
    {
        var state = Evaluation.Done;
        long? least = null;
        for (int i = 0; i < _precisions.Length || least is not null && i == _precisions.Length; i++)
        {
            int precision = i < _precisions.Length ? _precisions[i] : (int)Math.Min(least!.Value, Ball.MaxPrecision);
            if (_points.At(0, _answer, precision, out state) is not { } a || _points.At(0, _reference, precision, out state) is not { } r)
            {
                if (state is Evaluation.Imprecise)
                    continue;
                break;
            }
            var difference = ScalarValue.Subtract(a, r, precision);
            if (!difference.ContainsZero)
            {
                IsClose = Close(difference, r);
                return Comparison.Wrong("Numeric", Different(a, r, precision));
            }
            long bits = ScalarValue.AgreeingBits(a, r, difference);
            if (bits < HighAgreement + _points.SpentBits)
            {
                if (bits >= HighAgreement)
                    least = HighAgreement + 100 + 3 * _points.SpentBits;
                continue;
            }
            // Algebraic numbers can agree to many digits, but not to so many: 2^-apart is their least distance.
            var apart = SeparationBound.Bits(_answer, _reference);
            bool isEnough = apart is null || difference.Magnitude < -apart;
            if (!isEnough)
                least = apart + Math.Max(0, a.Magnitude) + 64;
            if (isEnough || least > Ball.MaxPrecision && a.Magnitude < HighAgreement / 4)
                return Comparison.Right("Numeric", $"both are {a.ToText()}{(bits == long.MaxValue ? "" : $" and agree to {Digits(bits)} digits")}");
        }
        return Comparison.Unknown("Undecided", Why(state));
    }

    private Comparison Functions()
    {
        int valid = 0, principal = 0, principalDifferent = 0, last = -1;
        Comparison? different = null;
        long agreement = long.MaxValue;
        bool isWhole = _traits.Variables.Values.Any(d => d.HasFlag(VariableDomain.Whole));
        var state = Evaluation.Done;
        int needed = isWhole ? NeededWholePoints : _traits.HasBranches ? NeededBranchPoints : NeededPoints;
        for (int point = 0; point < Tries + needed && valid < needed; point++)
        {
            if (isWhole && !ToConstant && _points.ExactlyAt(point, _answer) is { } x && _points.ExactlyAt(point, _reference) is { } y)
            {
                if (x != y)
                    return Comparison.Wrong("Exact", Differ(point, RealValue.Text(x), RealValue.Text(y)));
                valid++;
                continue;
            }
            if (_points.At(point, _answer, LowPrecision, out state) is not { } a || _points.At(point, _reference, LowPrecision, out state) is not { } r)
            {
                if (state is Evaluation.Beyond)
                    break;
                continue;
            }
            var difference = ScalarValue.Subtract(a, r, LowPrecision);
            if (ToConstant)
            {
                if (Further(point) is not { } further)
                    continue;
                difference = ScalarValue.Subtract(difference, further, LowPrecision);
            }
            bool isPrincipal = a.IsPrincipal || r.IsPrincipal;
            if (!difference.ContainsZero)
            {
                IsClose &= Close(difference, r);
                var wrong = Comparison.Wrong("Numeric", Differ(point, a.ToText(), r.ToText()) + (ToConstant ? ": not by one constant" : ""));
                if (!isPrincipal)
                {
                    // A decimal may be close at one point by chance.
                    if (!_traits.HasDecimals || !IsClose || ++principalDifferent > NeededPoints)
                        return wrong;
                    different = wrong;
                    continue;
                }
                different ??= wrong;
                principalDifferent++;
                continue;
            }
            long bits = ScalarValue.AgreeingBits(a, r, difference);
            if (bits < LowAgreement)
            {
                state = Evaluation.Imprecise;
                continue;
            }
            agreement = Math.Min(agreement, bits);
            if (isPrincipal)
                principal++;
            else
                (valid, last) = (valid + 1, point);
        }
        if (valid + principal == 0 && principalDifferent >= NeededPoints)
            return different!;
        if (principalDifferent > 0 && valid < NeededPoints)
            return Comparison.Unknown("Undecided", "the two agree on one branch of their roots or logarithms and not on another");
        if (valid + principal < NeededPoints)
            return Comparison.Unknown("Undecided", Why(state));
        if (last >= 0 && !ToConstant && Refuted(last) is { } refuted)
            return refuted;
        string digits = agreement == long.MaxValue ? "exactly" : $"to {Digits(agreement)} digits";
        string what = ToConstant ? "the two differ by one constant" : "the two agree";
        return Comparison.Right("Numeric", $"{what} {digits} at {valid + principal} points{(last >= 0 ? ", such as " + _points.Describe(last)[3..] : "")}");
    }

    /// <summary>The difference of the two a small step further.</summary>
    private ScalarValue? Further(int point)
    {
        _points.Moved = _constantIn;
        var answer = _points.At(point, _answer, LowPrecision, out _);
        var reference = _points.At(point, _reference, LowPrecision, out _);
        _points.Moved = null;
        return answer is { } a && reference is { } r ? ScalarValue.Subtract(a, r, LowPrecision) : null;
    }

    /// <summary>Once more with many digits; null where they agree, and where that cannot be computed, too.</summary>
    private Comparison? Refuted(int point)
    {
        int precision = (int)Math.Min(400 + _points.SpentBits, Ball.MaxPrecision);
        if (_points.At(point, _answer, precision, out _) is not { } a || _points.At(point, _reference, precision, out _) is not { } r)
            return null;
        var difference = ScalarValue.Subtract(a, r, precision);
        if (!difference.ContainsZero && !a.IsPrincipal && !r.IsPrincipal)
            return Comparison.Wrong("Numeric", Differ(point, a.ToText(), r.ToText()));
        return difference.ContainsZero && ScalarValue.AgreeingBits(a, r, difference) >= HighAgreement + _points.SpentBits ? null
            : Comparison.Unknown("Undecided", "the two agree to 30 digits, and not to 90");
    }

    private string Differ(int point, string answer, string reference) =>
        $"{_points.Describe(point)} the answer is {answer}, the reference {reference}";

    private static string Different(ScalarValue a, ScalarValue r, int precision)
    {
        for (int digits = 10; digits <= 80; digits *= 2)
        {
            string answer = a.ToText(digits), reference = r.ToText(digits);
            if (answer != reference)
                return $"the answer is {answer}, the reference {reference}";
        }
        return $"the answer is the reference plus {ScalarValue.Subtract(a, r, precision).ToText()}";
    }

    private static bool Close(ScalarValue difference, ScalarValue reference) => difference.Magnitude < reference.Magnitude - 6;

    private static long Digits(long bits) => bits == long.MaxValue ? 0 : bits * 30103 / 100000;

    private static string Why(Evaluation state) => state switch
    {
        Evaluation.Undefined => "one of the two has no value",
        Evaluation.NotReal => "one of the two has no real value",
        Evaluation.Imprecise => "more digits than are computed would be needed to tell the two apart",
        _ => "one of the two is too much to compute",
    };
}
