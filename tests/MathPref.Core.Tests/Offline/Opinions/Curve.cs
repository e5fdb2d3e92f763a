namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>A curve of the second degree or less, known from the values of its equation at six points and from nothing of the solver's.</summary>
internal sealed class Curve
{
    private const int Directions = 20_000;

    private readonly double _a, _b, _c, _d, _e, _f;

    /// <param name="equation">In x and y; the values of other letters are given.</param>
    /// <param name="letters">Letters other than x and y.</param>
    public Curve(string equation, IReadOnlyDictionary<char, double>? letters = null)
    {
        string[] sides = equation.Split('=');
        Assert.Equal(2, sides.Length);
        double Value(double x, double y)
        {
            Dictionary<char, double> all = new(letters ?? new Dictionary<char, double>()) { ['x'] = x, ['y'] = y };
            return RealLatex.Value(sides[0], all) - RealLatex.Value(sides[1], all);
        }
        double origin = Value(0, 0), right = Value(1, 0), left = Value(-1, 0), up = Value(0, 1), down = Value(0, -1), corner = Value(1, 1);
        (_a, _d, _c, _e, _f) = ((right + left) / 2 - origin, (right - left) / 2, (up + down) / 2 - origin, (up - down) / 2, origin);
        _b = corner - _a - _c - _d - _e - _f;
        Assert.True(RealLatex.Near(Value(3, -2), At(3, -2)) && RealLatex.Near(Value(-5, 7), At(-5, 7)), equation);
    }

    /// <summary>The sum of the sizes of the coefficients.</summary>
    public double Scale => Math.Abs(_a) + Math.Abs(_b) + Math.Abs(_c) + Math.Abs(_d) + Math.Abs(_e) + Math.Abs(_f);

    public bool IsLine => Math.Abs(_a) + Math.Abs(_b) + Math.Abs(_c) < 1e-9 && Math.Abs(_d) + Math.Abs(_e) > 1e-9;

    /// <summary>A direction along it, where it is a line.</summary>
    public (double X, double Y) Along => IsLine ? (-_e / Math.Sqrt(_d * _d + _e * _e), _d / Math.Sqrt(_d * _d + _e * _e)) : throw new InvalidOperationException("no line");

    /// <summary>Some point of it, where it is a line.</summary>
    public (double X, double Y) Foot => IsLine ? (-_d * _f / (_d * _d + _e * _e), -_e * _f / (_d * _d + _e * _e)) : throw new InvalidOperationException("no line");

    public (double X, double Y) Centre
    {
        get
        {
            double determinant = 4 * _a * _c - _b * _b;
            return ((_b * _e - 2 * _c * _d) / determinant, (_b * _d - 2 * _a * _e) / determinant);
        }
    }

    public double At(double x, double y) => _a * x * x + _b * x * y + _c * y * y + _d * x + _e * y + _f;

    public bool Has(double x, double y) => Math.Abs(At(x, y)) < 1e-7 * Scale * Math.Max(1, x * x + y * y);

    /// <summary>What grows with the square of the distance in that direction.</summary>
    public double Square(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return _a * cos * cos + _b * cos * sin + _c * sin * sin;
    }

    /// <summary>The least and the largest of the squares over many directions.</summary>
    public (double Least, double Most) Squares()
    {
        double least = double.MaxValue, most = double.MinValue;
        for (int i = 0; i < Directions; i++)
        {
            double square = Square(Math.PI * i / Directions);
            (least, most) = (Math.Min(least, square), Math.Max(most, square));
        }
        return (least, most);
    }

    /// <summary>The distance of the curve from its centre in that direction; NaN where there is no point.</summary>
    public double Radius(double angle) => Math.Sqrt(-At(Centre.X, Centre.Y) / Square(angle));

    /// <summary>The least and the largest distance from the centre, the largest of a hyperbola without a meaning.</summary>
    public (double Least, double Most) Radii()
    {
        var radii = Enumerable.Range(0, Directions).Select(i => Radius(Math.PI * i / Directions)).Where(double.IsFinite).ToArray();
        return (radii.Min(), radii.Max());
    }

    /// <summary>Whether the longer axis of an ellipse, or the one through the vertices of a hyperbola, is parallel to the x-axis; else it is to the y-axis.</summary>
    public bool IsLevel()
    {
        double right = Radius(0), up = Radius(Math.PI / 2);
        return double.IsNaN(up) || right > up;
    }

    /// <summary>The angle between the axis through the vertices of a hyperbola and an asymptote, by bisection.</summary>
    public double AsymptoteAngle()
    {
        double axis = IsLevel() ? 0 : Math.PI / 2, low = 0, high = Math.PI / 2;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (double.IsNaN(Radius(axis + middle)))
                high = middle;
            else
                low = middle;
        }
        return low;
    }

    /// <summary>Points of an ellipse or a hyperbola.</summary>
    public IEnumerable<(double X, double Y)> Points(int count = 24)
    {
        for (int i = 0; i < count; i++)
        {
            double angle = 2 * Math.PI * i / count + 0.1, radius = Radius(angle);
            if (double.IsFinite(radius) && radius < 1000)
                yield return (Centre.X + radius * Math.Cos(angle), Centre.Y + radius * Math.Sin(angle));
        }
    }

    /// <summary>Whether all these points, and not just any, belong to it.</summary>
    public bool HasAll(IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToArray();
        Assert.True(all.Length >= 6, "too few points");
        // Around a point of the curve there must be points that are none of it.
        return all.All(p => Has(p.X, p.Y)) && Scale > 1e-9 && (!Has(all[0].X + 0.37, all[0].Y + 0.61) || !Has(all[1].X - 0.53, all[1].Y + 0.29));
    }

    /// <summary>Points of a parabola with an axis along a coordinate axis.</summary>
    public (double X, double Y)[] ParabolaPoints(out bool isUpright)
    {
        bool isQuadraticInX = isUpright = Math.Abs(_a) > 1e-9;
        Assert.True(Math.Abs(_b) < 1e-9 && Math.Abs(_a * _c) < 1e-9, "no such parabola");
        return [.. Enumerable.Range(-4, 9).Select(t => isQuadraticInX
            ? (1.5 * t, -(_a * 2.25 * t * t + _d * 1.5 * t + _f) / _e)
            : (-(_c * 2.25 * t * t + _e * 1.5 * t + _f) / _d, 1.5 * t))];
    }

    /// <summary>Whether its value is the same along the line, and not zero: then they come as near as one likes and never meet.</summary>
    public bool IsEvenAlong(Curve line)
    {
        var ((x, y), (dx, dy)) = (line.Foot, line.Along);
        double start = At(x, y);
        return Math.Abs(start) > 1e-7 * Scale && new[] { -7.0, -1, 2, 5 }.All(t => RealLatex.Near(At(x + t * dx, y + t * dy), start, 1e-7))
            && Math.Abs(_a) + Math.Abs(_b) + Math.Abs(_c) > 1e-9;
    }

    /// <summary>Whether a line meets the curve in that point and, on both sides, grows away from it alike.</summary>
    public bool IsTouchedBy(Curve line, double x, double y)
    {
        var (dx, dy) = line.Along;
        return line.Has(x, y) && Has(x, y) && IsBisected(line, x, y) && Math.Abs(At(x + dx, y + dy)) > 1e-9 * Scale;
    }

    /// <summary>Whether the point lies on the line, and the curve is as far on the one side as on the other.</summary>
    public bool IsBisected(Curve line, double x, double y)
    {
        var (dx, dy) = line.Along;
        double[] steps = [0.5, 1, 2, 3.7];
        return line.Has(x, y) && steps.All(t => RealLatex.Near(At(x + t * dx, y + t * dy), At(x - t * dx, y - t * dy), 1e-7));
    }
}
