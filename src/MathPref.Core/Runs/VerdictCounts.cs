namespace MathPref.Core.Runs;

/// <summary>What was found of the final answers of a step's rows.</summary>
/// <param name="Right">Those that equal the reference, or what most answers say.</param>
/// <param name="Wrong">Those that do not.</param>
/// <param name="Unknown">Those of which it could not be told.</param>
internal sealed record VerdictCounts(long Right, long Wrong, long Unknown)
{
    /// <summary>Of no answer yet.</summary>
    public static VerdictCounts None { get; } = new(0, 0, 0);
}
