using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MathPref.Core.Text;

/// <summary>
/// The text of a JSON string from a server. Half of a surrogate pair, which JSON can write and no text can hold, becomes U+FFFD, and so do
/// bytes that are no UTF-8.
/// </summary>
internal static partial class JsonText
{
    /// <summary>The text of an object's member; null where there is none of that name, or none that is a text.</summary>
    public static string? OfMember(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? Of(member)
            : null;

    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // What is no UTF-8 becomes U+FFFD too; the element itself would not give that either.
            var written = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
            var whole = HalfOfAPair().Replace(written, match => match.Groups["whole"].Success ? match.Value : "\\ufffd");
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
