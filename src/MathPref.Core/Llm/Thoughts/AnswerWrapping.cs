using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>Marks around an answer that stay when the thought before it is gone.</summary>
internal static partial class AnswerWrapping
{
    /// <param name="text">The answer, without space around it.</param>
    /// <param name="hasThought">Whether a thought came before it: then tags around the whole of it are the thought's partners.</param>
    public static string Remove(string text, bool hasThought)
    {
        if (hasThought && Tagged().Match(text) is { Success: true } opening)
        {
            var closing = $"</{opening.Groups["name"].Value}>";
            var end = text.IndexOf(closing, StringComparison.OrdinalIgnoreCase);
            // Without a closing tag the answer was cut off.
            if (end < 0 || end + closing.Length == text.Length)
                text = text[opening.Length..(end < 0 ? text.Length : end)].Trim();
        }
        // GLM's, around what is asked for, wherever that is in the answer.
        if (!text.Contains("_of_box|>", StringComparison.Ordinal))
            return text;
        var code = Code.Of(text);
        return Box().Replace(
            text,
            mark => MarkPlace.IsQuoted(text, mark.Index, mark.Index + mark.Length) || code.Contains(mark.Index) ? mark.Value : "").Trim();
    }

    /// <summary>Hunyuan and R1-Zero answer in &lt;answer&gt;, Ernie and Granite in &lt;response&gt;, Marco-o1 in &lt;Output&gt;.</summary>
    [GeneratedRegex(@"\A<(?<name>answer|final_answer|response|output|solution)>\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"<\|(?:begin|end)_of_box\|>", RegexOptions.CultureInvariant)]
    private static partial Regex Box();
}
