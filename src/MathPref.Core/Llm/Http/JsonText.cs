using System.Text.Json;
using System.Text.RegularExpressions;

namespace MathPref.Core.Llm;

/// <summary>The text of a JSON string from a server. Half of a surrogate pair, which JSON can write and no text can hold, becomes U+FFFD.</summary>
internal static partial class JsonText
{
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            var whole = HalfOfAPair().Replace(element.GetRawText(), match => match.Groups["whole"].Success ? match.Value : "\\ufffd");
            try
            {
                using var document = JsonDocument.Parse(whole);
                return document.RootElement.GetString() ?? "";
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                return "\ufffd";
            }
        }
    }

    [GeneratedRegex(@"(?<whole>\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfOfAPair();
}
