namespace MathPref.Core.Hub;

/// <summary>Hashes of the Hub as text: lower case hexadecimal digits.</summary>
internal static class HubHash
{
    /// <summary>Git's, of a commit or a file: SHA-1.</summary>
    public static bool IsGit(string text) => Is(text, 40);

    /// <summary>SHA-256 of a large file's content, or Xet's own hash, which is as long.</summary>
    public static bool IsLong(string text) => Is(text, 64);

    private static bool Is(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
