namespace MathPref;

/// <summary>Text from models and servers on its way to a terminal.</summary>
internal static class Text
{
    /// <summary>One line of at most 120 characters without control characters.</summary>
    public static string Shorten(string text)
    {
        var plain = Core.Llm.ChatErrorReader.Plain(text);
        return plain.Length <= 120 ? plain : plain[..120] + "…";
    }

    public static string Count(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
