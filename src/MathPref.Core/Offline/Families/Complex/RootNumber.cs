using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>A complex number whose parts are multiples of roots.</summary>
internal readonly record struct RootNumber(Surd Re, Surd Im)
{
    public override string ToString() => Measures.Sum(Re.ToString(), Imaginary);

    private string Imaginary => Im.Under.IsOne ? Tex.Times(Im.Factor, "i") : $"{Im}i";
}
