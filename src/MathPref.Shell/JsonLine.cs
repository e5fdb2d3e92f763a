using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MathPref.Shell;

/// <summary>An object of the pipeline as one line of JSON, without PowerShell's limit of depth.</summary>
internal static class JsonLine
{
    private const int MaximumDepth = 64;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(PSObject value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
            Write(json, value, 0);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        var source = value as PSObject;
        var inner = source?.BaseObject ?? value;
        if (depth > MaximumDepth)
            inner = inner?.ToString();
        switch (inner)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case double number when !double.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case float or decimal or long or int or short or sbyte or byte or ushort or uint:
                json.WriteNumberValue(Convert.ToDecimal(inner, CultureInfo.InvariantCulture));
                break;
            case Enum or DateTime or DateTimeOffset or Guid or Uri or Version or TimeSpan or char or ulong or IFormattable:
                json.WriteStringValue(inner is DateTime or DateTimeOffset ? ((IFormattable)inner).ToString("o", CultureInfo.InvariantCulture) : Convert.ToString(inner, CultureInfo.InvariantCulture));
                break;
            case IDictionary dictionary:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    json.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
                    Write(json, entry.Value, depth + 1);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, depth + 1);
                json.WriteEndArray();
                break;
            default:
                WriteProperties(json, source ?? PSObject.AsPSObject(inner), depth);
                break;
        }
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject source, int depth)
    {
        json.WriteStartObject();
        foreach (var property in source.Properties)
        {
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException)
            {
                continue;
            }
            json.WritePropertyName(property.Name);
            // Rows are data all the way down; of any other object the first levels say enough.
            if (source.BaseObject is PSCustomObject || depth < 3)
                Write(json, value, depth + 1);
            else
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        json.WriteEndObject();
    }
}
