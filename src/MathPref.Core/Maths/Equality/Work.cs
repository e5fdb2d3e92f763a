namespace MathPref.Core.Maths.Equality;

/// <summary>
/// What one verdict may spend in all, whatever number of comparisons, evaluations and forms it takes: each of them is bounded by itself, and a list
/// of 200 by 200 would multiply those bounds. A unit is about a tenth of a microsecond. It belongs to the thread of the verdict; nothing is
/// counted where none has begun.
/// </summary>
internal static class Work
{
    [ThreadStatic]
    private static bool s_isCounted;

    [ThreadStatic]
    private static long s_left;

    /// <summary>Whether the verdict has spent all: nothing more is computed, and what does not follow from what was computed before is unknown.</summary>
    public static bool IsOver => s_isCounted && s_left < 0;

    public static void Begin() => (s_isCounted, s_left) = (true, Bounds.Work);

    public static void End() => s_isCounted = false;

    /// <summary>False where there is not enough left, and ever after until a new verdict begins.</summary>
    public static bool TrySpend(long units)
    {
        if (!s_isCounted)
            return true;
        // What is over stays over, though a smaller part would still fit.
        if (s_left >= 0)
            s_left -= units;
        return s_left >= 0;
    }
}
