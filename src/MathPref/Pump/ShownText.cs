namespace MathPref.Pump;

/// <summary>Answers and references as a model is shown them.</summary>
internal static class ShownText
{
    /// <summary>In characters: what a model is sent is paid for.</summary>
    private const int MaxShown = 20_000;

    /// <summary>The end of a text that is too long to be sent: there the final answer is.</summary>
    public static string EndOf(string text)
    {
        if (text.Length <= MaxShown)
            return text;
        var start = text.Length - MaxShown;
        if (char.IsLowSurrogate(text[start]))
            start++;
        return string.Concat("[the beginning is cut] … ", text.AsSpan(start));
    }
}
