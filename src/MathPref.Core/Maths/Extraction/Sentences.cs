namespace MathPref.Core.Maths.Extraction;

/// <summary>Sentences of prose.</summary>
internal static class Sentences
{
    private const int Longest = 300;

    /// <summary>The last sentence of a text; empty where there is none, or only a very long one.</summary>
    public static string Last(string text)
    {
        int end = text.Length;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        int at = end - 1;
        while (at > 0 && end - at < Longest && !(text[at - 1] == '\n' || text[at - 1] == '。' && at < end - 1
            || text[at - 1] is '.' or '!' or '?' && char.IsWhiteSpace(text[at])))
            at--;
        return at < 0 || end - at >= Longest ? "" : text[at..end].Trim();
    }
}
