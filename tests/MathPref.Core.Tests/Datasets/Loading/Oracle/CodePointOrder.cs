namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>The order in which Python sorts texts: by code points, where .NET's ordinal order goes by UTF-16 units.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int[] left = [.. (x ?? "").EnumerateRunes().Select(rune => rune.Value)];
        int[] right = [.. (y ?? "").EnumerateRunes().Select(rune => rune.Value)];
        return left.AsSpan().SequenceCompareTo(right);
    }
}
