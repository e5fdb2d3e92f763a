using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>Square roots as steps show them.</summary>
internal static class Roots
{
    /// <summary>The root, and its simplest form where that is another: <c>\sqrt{12} = 2\sqrt{3}</c>.</summary>
    public static string Of(Fraction square)
    {
        string plain = $@"\sqrt{{{square}}}", simple = Surd.Root(square).ToString();
        return plain == simple ? plain : $"{plain} = {simple}";
    }
}
