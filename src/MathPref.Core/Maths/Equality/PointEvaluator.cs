using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Computes scalars at sample points: as real numbers where that is possible, else as complex ones.</summary>
internal sealed class PointEvaluator(IReadOnlyDictionary<string, VariableDomain> variables)
{
    private const int MaxDescribed = 6;

    private readonly BallWork _work = new();
    private static readonly Fraction Step = new(1, 128);

    private readonly bool _isComplex = variables.Values.Any(d => d.HasFlag(VariableDomain.Complex));

    /// <summary>Of all values so far, see <see cref="RealEvaluator.SpentBits"/>.</summary>
    public long SpentBits { get; private set; }

    /// <summary>The variable that is a small step further than the point says; empty: all of them; null: none.</summary>
    public string? Moved { get; set; }

    /// <summary>The value at a point; null where there is none, with the reason in <paramref name="state"/>.</summary>
    public ScalarValue? At(int point, Expr expression, int precision, out Evaluation state)
    {
        if (!_isComplex)
        {
            var real = new RealEvaluator(_work, precision);
            int place = 0;
            foreach (var (name, domain) in variables)
                real.Bind(name, Real(point, place++, name, domain));
            var value = real.Value(expression);
            state = real.State;
            SpentBits = Math.Max(SpentBits, real.SpentBits);
            if (state is Evaluation.Done)
                return ScalarValue.Of(value);
            if (state is not Evaluation.NotReal)
                return null;
        }
        return ComplexAt(point, expression, precision, out state);
    }

    private Fraction Real(int point, int place, string name, VariableDomain domain)
    {
        var value = SamplePoints.Real(point, place, domain);
        return Moved is { } moved && (moved.Length == 0 || moved == name) ? value + Step : value;
    }

    private ScalarValue? ComplexAt(int point, Expr expression, int precision, out Evaluation state)
    {
        var complex = new ComplexEvaluator(_work, precision);
        int place = 0;
        foreach (var (name, domain) in variables)
        {
            var real = Real(point, place, name, domain);
            if (_isComplex)
                complex.Bind(name, real, SamplePoints.Imaginary(point, place));
            else
                complex.Bind(name, real);
            place++;
        }
        var value = complex.Value(expression);
        state = complex.State;
        return state is Evaluation.Done ? new(value.Re, value.Im, complex.IsPrincipal) : null;
    }

    /// <summary>The exact value at a point where it is a fraction.</summary>
    public Fraction? ExactlyAt(int point, Expr expression)
    {
        if (_isComplex)
            return null;
        var exact = new ExactEvaluator();
        int place = 0;
        foreach (var (name, domain) in variables)
            exact.Bind(name, SamplePoints.Real(point, place++, domain));
        return exact.Value(expression);
    }

    /// <summary>"at x = 3/64, y = 2"; empty for a constant.</summary>
    public string Describe(int point)
    {
        int place = 0;
        var parts = new List<string>();
        foreach (var (name, domain) in variables)
        {
            if (place == MaxDescribed)
            {
                parts.Add("…");
                break;
            }
            string text = RealValue.Text(SamplePoints.Real(point, place, domain));
            parts.Add(_isComplex ? $"{name} = {text} + ({RealValue.Text(SamplePoints.Imaginary(point, place))})i" : $"{name} = {text}");
            place++;
        }
        return parts.Count == 0 ? "" : "at " + string.Join(", ", parts);
    }
}
