using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of conic sections, ellipses, parabolas and hyperbolas: by the definitions, at many points.</summary>
internal static partial class ConicOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["conic-kind"] = ConicKind,
        ["parabolic-coefficient"] = ParabolicCoefficient,
        ["conic-centre"] = ConicCentre,
        ["conic-eccentricity"] = (problem, answer) => Same(Eccentricity(Conic(problem)), answer),
        ["focus-directrix-conic"] = (problem, answer) => FocusDirectrix(problem, answer, Real(Formulas(problem).Single(f => !f.Contains('=') && f[0] != '('))),
        ["polar-ellipse"] = PolarEllipse,
        ["cut-chord-midpoint"] = (problem, answer) => Point(answer) is var (x, y) && Conic(problem).IsBisected(Line(problem), x, y),
        ["tangency-constant"] = TangencyConstant,
        ["ellipse-of-foci"] = (problem, answer) => new Curve(answer).HasAll(OfFoci(problem, 1)),
        ["ellipse-latus-rectum"] = LatusRectum,
        ["ellipse-area"] = (problem, answer) =>
            Conic(problem) is var conic && Same(Enumerable.Range(0, 2000).Average(i => Math.Pow(conic.Radius(i * Math.PI / 2000), 2)) * Math.PI, answer),
        ["focal-triangle"] = FocalTriangle,
        ["ellipse-tangent"] = (problem, answer) => PointOf(problem) is var (x, y) && Conic(problem).IsTouchedBy(new(answer), x, y),
        ["bisected-chord"] = (problem, answer) => PointOf(problem) is var (x, y) && Conic(problem).IsBisected(new(answer), x, y),
        ["parabola-focus"] = ParabolaFocus,
        ["parabola-directrix"] = ParabolaDirectrix,
        ["parabola-of-focus"] = (problem, answer) => FocusDirectrix(problem, answer, 1),
        ["parabolic-arch"] = ParabolicArch,
        ["focal-chord-end"] = FocalChordEnd,
        ["parabola-tangent"] = ParabolaTangent,
        ["hyperbola-asymptote"] = (problem, answer) => new Curve(answer) is var line && line.Along is var (dx, dy) && dx * dy > 0 && Conic(problem).IsEvenAlong(line),
        ["hyperbola-of-foci"] = (problem, answer) => new Curve(answer).HasAll(OfFoci(problem, -1)),
        ["hyperbola-foci-distance"] = (problem, answer) => Same(2 * Conic(problem).Radii().Least / Math.Cos(Conic(problem).AsymptoteAngle()), answer),
        ["rectangular-tangent"] = (problem, answer) =>
            PointOf(problem) is var (x, y) && new Curve(Formulas(problem).Single(f => f.Contains('='))).IsTouchedBy(new(answer), x, y),
        ["hyperbola-of-asymptotes"] = HyperbolaOfAsymptotes,
        ["asymptote-distances"] = AsymptoteDistances,
    };

    private static bool ConicKind(string problem, string answer)
    {
        var conic = Conic(problem);
        var (least, most) = conic.Squares();
        bool isFlat = Math.Min(Math.Abs(least), Math.Abs(most)) < 1e-4;
        string kind = isFlat ? "parabola" : least < 0 && most > 0 ? "hyperbola" : most - least < 1e-9 ? "circle" : "ellipse";
        Assert.True(kind is "parabola" or "hyperbola" || conic.Points().Any(), problem);
        return answer == $@"\text{{{kind}}}";
    }

    private static bool ParabolicCoefficient(string problem, string answer)
    {
        double k = Real(Right(answer));
        var (least, most) = new Curve(Formulas(problem).Single(f => f.Contains('^')), new Dictionary<char, double> { ['k'] = k }).Squares();
        return k > 0 && Math.Min(Math.Abs(least), Math.Abs(most)) < 1e-5;
    }

    private static bool ConicCentre(string problem, string answer)
    {
        var (x, y) = Point(answer);
        var conic = Conic(problem);
        return Enumerable.Range(0, 12).All(i => RealLatex.Near(conic.At(x + i - 3, y + i * i - 7), conic.At(x - i + 3, y - i * i + 7)));
    }

    private static bool FocusDirectrix(string problem, string answer, double ratio)
    {
        var (x, y) = Point(Formulas(problem).Single(f => f[0] == '('));
        Curve directrix = new(Formulas(problem).Single(f => f.Contains('='))), conic = new(answer);
        double size = Math.Abs(directrix.At(1, 1) - directrix.At(0, 0));
        List<(double, double)> points = [];
        for (int i = 0; i < 40; i++)
        {
            // On a ray from the focus the distance from the directrix changes evenly, so there is one r with r = e(d + gr), and one for the other side.
            var (sin, cos) = Math.SinCos(0.1 + i * Math.PI / 20);
            double d = directrix.At(x, y) / size, g = directrix.At(x + cos, y + sin) / size - d;
            foreach (int side in (int[])[1, -1])
            {
                double r = ratio * side * d / (1 - ratio * side * g);
                if (r is > 0 and < 1000)
                    points.Add((x + r * cos, y + r * sin));
            }
        }
        return conic.HasAll(points);
    }

    private static bool PolarEllipse(string problem, string answer)
    {
        string r = Right(Formulas(problem)[0]).Replace(@"\theta", "t");
        double Radius(double angle) => RealLatex.Value(r, new Dictionary<char, double> { ['t'] = angle });
        return Same(Enumerable.Range(0, 60).Max(i => Radius(i * Math.PI / 60) + Radius(Math.PI + i * Math.PI / 60)), answer);
    }

    private static bool TangencyConstant(string problem, string answer)
    {
        double c = Real(Right(answer));
        string text = Formulas(problem).First(f => f.StartsWith("y =", StringComparison.Ordinal) && !f.Contains('^'));
        return c > 0 && Touches(new(text, new Dictionary<char, double> { ['c'] = c }), Conic(problem));
    }

    private static bool LatusRectum(string problem, string answer)
    {
        var conic = Conic(problem);
        var focus = Foci(conic)[0];
        double low = 0, high = 1000;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2, sign = conic.At(conic.Centre.X, conic.Centre.Y);
            double value = conic.IsLevel() ? conic.At(focus.X, focus.Y + middle) : conic.At(focus.X + middle, focus.Y);
            (low, high) = value * sign > 0 ? (middle, high) : (low, middle);
        }
        return Same(2 * low, answer);
    }

    private static bool FocalTriangle(string problem, string answer)
    {
        var conic = Conic(problem);
        var foci = Foci(conic);
        return conic.Points().All(p => Same(Distance(p, foci[0]) + Distance(p, foci[1]) + Distance(foci[0], foci[1]), answer));
    }

    private static bool ParabolaFocus(string problem, string answer)
    {
        // The difference of the distances from the focus and from some line across the axis is the same for all points.
        var points = Conic(problem).ParabolaPoints(out bool isUpright);
        var focus = Point(answer);
        double[] Differences(int side) => [.. points.Select(p => Distance(p, focus) - side * (isUpright ? p.Y : p.X))];
        return Differences(1) is var plus && plus.Max() - plus.Min() < 1e-7 || Differences(-1) is var minus && minus.Max() - minus.Min() < 1e-7;
    }

    private static bool ParabolaDirectrix(string problem, string answer)
    {
        // Three points with their distances from the line leave one focus; the others must be as far from it.
        Curve line = new(answer);
        var points = Conic(problem).ParabolaPoints(out bool isUpright);
        double size = Math.Sqrt(Math.Pow(line.At(1, 0) - line.At(0, 0), 2) + Math.Pow(line.At(0, 1) - line.At(0, 0), 2));
        double[] squares = [.. points.Select(p => Math.Pow(line.At(p.X, p.Y) / size, 2))];
        (double A, double B, double C) Row(int i) => (2 * (points[i].X - points[0].X), 2 * (points[i].Y - points[0].Y),
            points[i].X * points[i].X + points[i].Y * points[i].Y - points[0].X * points[0].X - points[0].Y * points[0].Y - squares[i] + squares[0]);
        var (r, s) = (Row(1), Row(2));
        double determinant = r.A * s.B - r.B * s.A;
        var focus = ((r.C * s.B - r.B * s.C) / determinant, (r.A * s.C - r.C * s.A) / determinant);
        return line.IsLine && Math.Abs(isUpright ? line.Along.Y : line.Along.X) < 1e-9
            && points.Zip(squares).All(pair => Math.Abs(Distance(pair.First, focus) - Math.Sqrt(pair.Second)) < 1e-6);
    }

    private static bool ParabolicArch(string problem, string answer)
    {
        double[] given = [.. Formulas(problem).Select(Real)];
        double left = -given[0] / 2, right = given[0] / 2, x = given[2];
        return Same(given[1] * (x - left) * (x - right) / ((0 - left) * (0 - right)), answer);
    }

    private static bool FocalChordEnd(string problem, string answer)
    {
        // The tangents at the ends of a focal chord are perpendicular.
        var (conic, first, second) = (Conic(problem), PointOf(problem), Point(answer));
        (double X, double Y) Gradient((double X, double Y) p) => (conic.At(p.X + 1, p.Y) - conic.At(p.X - 1, p.Y), conic.At(p.X, p.Y + 1) - conic.At(p.X, p.Y - 1));
        var (g, h) = (Gradient(first), Gradient(second));
        return conic.Has(first.X, first.Y) && conic.Has(second.X, second.Y)
            && Math.Abs(g.X * h.X + g.Y * h.Y) < 1e-7 * Math.Sqrt((g.X * g.X + g.Y * g.Y) * (h.X * h.X + h.Y * h.Y));
    }

    private static bool ParabolaTangent(string problem, string answer)
    {
        Curve line = new(answer);
        var (dx, dy) = line.Along;
        return RealLatex.Near(dy / dx, Real(Formulas(problem).Single(f => !f.Contains('=')))) && Touches(line, Conic(problem));
    }

    private static bool HyperbolaOfAsymptotes(string problem, string answer)
    {
        string m = Formulas(problem).Single(f => f.Contains('=')).Replace(@"y = \pm ", "");
        Curve conic = new(answer);
        var (x, y) = PointOf(problem);
        return conic.IsEvenAlong(new($"y = {m}")) && conic.IsEvenAlong(new($"y = -({m})")) && conic.Has(x, y);
    }

    private static bool AsymptoteDistances(string problem, string answer)
    {
        var conic = Conic(problem);
        double axis = conic.IsLevel() ? 0 : Math.PI / 2, angle = conic.AsymptoteAngle();
        double Height((double X, double Y) p, double direction) =>
            Math.Abs((p.X - conic.Centre.X) * Math.Sin(direction) - (p.Y - conic.Centre.Y) * Math.Cos(direction));
        return conic.Points().Where(p => Distance(p, conic.Centre) < 30).All(p => Same(Height(p, axis + angle) * Height(p, axis - angle), answer));
    }

    /// <summary>Points whose distances from the foci have the sum (1) or the difference (-1) that the problem tells.</summary>
    private static List<(double X, double Y)> OfFoci(string problem, int sign)
    {
        var foci = Formulas(problem).Where(f => f[0] == '(').Select(Point).ToArray();
        double length = Real(Formulas(problem).Single(f => f[0] != '('));
        List<(double X, double Y)> points = [];
        for (int i = 0; i < 24; i++)
        {
            var (sin, cos) = Math.SinCos(0.1 + i * Math.PI / 12);
            foreach (double target in (double[])(sign > 0 ? [length] : [length, -length]))
            {
                (double X, double Y) At(double r) => (foci[0].X + r * cos, foci[0].Y + r * sin);
                double Over(double r) => sign * r + Distance(At(r), foci[1]) - target;
                double low = 0, high = 100;
                if (Over(low) * Over(high) > 0)
                    continue;
                for (int step = 0; step < 60; step++)
                {
                    double middle = (low + high) / 2;
                    (low, high) = Over(low) * Over(middle) > 0 ? (middle, high) : (low, middle);
                }
                points.Add(At(low));
            }
        }
        return points;
    }

    /// <summary>The foci of an ellipse, from its vertices.</summary>
    private static (double X, double Y)[] Foci(Curve conic)
    {
        var (least, most) = conic.Radii();
        double c = Math.Sqrt(most * most - least * least);
        var (x, y) = conic.Centre;
        return conic.IsLevel() ? [(x - c, y), (x + c, y)] : [(x, y - c), (x, y + c)];
    }

    /// <summary>Where the conic's value along the line turns, it is zero.</summary>
    private static bool Touches(Curve line, Curve conic)
    {
        var (x, y) = line.Foot;
        var (dx, dy) = line.Along;
        double before = conic.At(x - dx, y - dy), at = conic.At(x, y), after = conic.At(x + dx, y + dy), t = (before - after) / (2 * (before + after - 2 * at));
        return conic.IsTouchedBy(line, x + t * dx, y + t * dy);
    }

    private static double Distance((double X, double Y) p, (double X, double Y) q) => Math.Sqrt((p.X - q.X) * (p.X - q.X) + (p.Y - q.Y) * (p.Y - q.Y));

    private static (double X, double Y) PointOf(string problem) => Point(Formulas(problem).Single(f => f[0] == '('));

    /// <summary>From the vertices of an ellipse, or the asymptotes of a hyperbola.</summary>
    private static double Eccentricity(Curve conic)
    {
        var (least, most) = conic.Radii();
        return double.IsNaN(conic.Radius(0)) || double.IsNaN(conic.Radius(Math.PI / 2))
            ? 1 / Math.Cos(conic.AsymptoteAngle())
            : Math.Sqrt(1 - least * least / (most * most));
    }

    private static Curve Conic(string problem) => new(Formulas(problem).Single(f => f.Contains('^') && f.Contains('=')));

    private static Curve Line(string problem) => new(Formulas(problem).Single(f => !f.Contains('^') && f.Contains('=')));

    private static double Real(string text) => RealLatex.Value(text);

    private static bool Same(double value, string answer) => RealLatex.Near(value, Real(Right(answer)), 1e-7);

    private static (double X, double Y) Point(string text) =>
        Right(text).Trim() is ['(', .. var inner, ')'] && inner.Split(',') is [var x, var y] ? (Real(x), Real(y)) : throw new InvalidOperationException(text);
}
