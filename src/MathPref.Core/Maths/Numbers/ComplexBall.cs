namespace MathPref.Core.Maths.Numbers;

/// <summary>
/// A complex number whose parts are balls. A number with an imaginary part of exactly 0 is real, and functions of real numbers with real
/// values keep it so. Branches are the principal ones (arguments above -π and at most π); across a cut the result is undefined.
/// </summary>
internal readonly partial struct ComplexBall(Ball re, Ball im)
{
    public Ball Re { get; } = re;

    public Ball Im { get; } = im;

    public static ComplexBall Undefined { get; } = new(Ball.Undefined, Ball.Undefined);

    public static ComplexBall Zero => default;

    public static ComplexBall One { get; } = new(Ball.One, default);

    public static ComplexBall I { get; } = new(default, Ball.One);

    public bool IsDefined => Re.IsDefined && Im.IsDefined;

    /// <summary>The imaginary part is exactly 0.</summary>
    public bool IsReal => Im.IsZero;

    /// <summary>Exactly 0.</summary>
    public bool IsZero => Re.IsZero && Im.IsZero;

    /// <summary>0 may be the value; true of what is undefined.</summary>
    public bool ContainsZero => Re.ContainsZero && Im.ContainsZero || !IsDefined;

    /// <summary>|Re| and |Im| are below 2 to this power.</summary>
    public long Magnitude => Math.Max(Re.Magnitude, Im.Magnitude);

    /// <summary>How many bits of the whole are known; see <see cref="Ball.AccurateBits"/>.</summary>
    public long AccurateBits
    {
        get
        {
            if (!IsDefined)
                return 0;
            long radius = Math.Max(Re.IsExact ? long.MinValue : Re.Radius.Top, Im.IsExact ? long.MinValue : Im.Radius.Top);
            return radius == long.MinValue ? long.MaxValue : Magnitude - radius;
        }
    }

    public static implicit operator ComplexBall(Ball value) => Real(value);

    public static implicit operator ComplexBall(int value) => new(value, default);

    public static ComplexBall operator -(in ComplexBall z) => new(-z.Re, -z.Im);

    public static ComplexBall Conjugate(in ComplexBall z) => new(z.Re, -z.Im);

    /// <summary>The two may be the same number.</summary>
    public static bool Overlap(in ComplexBall a, in ComplexBall b) => Ball.Overlap(a.Re, b.Re) && Ball.Overlap(a.Im, b.Im);

    public static ComplexBall Add(in ComplexBall a, in ComplexBall b, int precision) =>
        new(Ball.Add(a.Re, b.Re, precision), Ball.Add(a.Im, b.Im, precision));

    public static ComplexBall Subtract(in ComplexBall a, in ComplexBall b, int precision) =>
        new(Ball.Subtract(a.Re, b.Re, precision), Ball.Subtract(a.Im, b.Im, precision));

    public static ComplexBall Multiply(in ComplexBall a, in ComplexBall b, int precision)
    {
        if (a.IsReal)
            return b.IsReal ? Ball.Multiply(a.Re, b.Re, precision) : Scale(b, a.Re, precision);
        if (b.IsReal)
            return Scale(a, b.Re, precision);
        int working = precision + 4;
        return new(
            Ball.Subtract(Ball.Multiply(a.Re, b.Re, working), Ball.Multiply(a.Im, b.Im, working), precision),
            Ball.Add(Ball.Multiply(a.Re, b.Im, working), Ball.Multiply(a.Im, b.Re, working), precision));
    }

    public static ComplexBall Divide(in ComplexBall a, in ComplexBall b, int precision)
    {
        if (b.IsReal)
            return a.IsReal ? Real(Ball.Divide(a.Re, b.Re, precision)) : new(Ball.Divide(a.Re, b.Re, precision), Ball.Divide(a.Im, b.Re, precision));
        int working = precision + 8;
        var square = NormSquare(b, working);
        var top = Multiply(a, Conjugate(b), working);
        return new(Ball.Divide(top.Re, square, precision), Ball.Divide(top.Im, square, precision));
    }

    public static Ball Abs(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Abs(z.Re)
        : z.Re.IsZero ? Ball.Abs(z.Im)
        : Ball.Sqrt(NormSquare(z, precision + 8), precision);

    /// <summary>Above -π and at most π.</summary>
    public static Ball Arg(in ComplexBall z, int precision) => Ball.Atan2(z.Im, z.Re, precision);

    /// <summary>z times i.</summary>
    public static ComplexBall TimesI(in ComplexBall z) => new(-z.Im, z.Re);

    /// <summary>Undefined in both parts where the real one is.</summary>
    private static ComplexBall Real(in Ball value) => value.IsDefined ? new(value, default) : Undefined;

    private static ComplexBall Scale(in ComplexBall z, in Ball by, int precision) =>
        new(Ball.Multiply(z.Re, by, precision), Ball.Multiply(z.Im, by, precision));

    private static Ball NormSquare(in ComplexBall z, int precision) =>
        Ball.Add(Ball.Multiply(z.Re, z.Re, precision), Ball.Multiply(z.Im, z.Im, precision), precision);
}
