using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MathPref.Core.Text;

/// <summary>The text of a JSON string from a server. Half of a surrogate pair, which JSON can write and no text can hold, becomes U+FFFD, and so do bytes that are no UTF-8.</summary>
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
            // What is no UTF-8 becomes U+FFFD too; the element itself would not give that either.
            var whole = HalfOfAPair().Replace(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)), match => match.Groups["whole"].Success ? match.Value : "\\ufffd");
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
