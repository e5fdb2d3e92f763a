using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>pandas' ujson: what it reads as JSON, and how it writes. Numbers with fractions keep ten digits behind the point.</summary>
internal static class UltraJson
{
    private static readonly JsonSerializerOptions s_text = new() { Encoder = JavaScriptEncoder.Default };

    public static bool IsJson(string text)
    {
        try
        {
            Read(text);
            return true;
        }
        catch (PythonError)
        {
            return false;
        }
    }

    /// <summary>ujson_loads. Throws ValueError.</summary>
    public static object? Read(string text)
    {
        try
        {
            JsonText parser = new(text, isStrict: false);
            var value = Plain(parser.Next());
            return parser.IsAtEnd ? value : throw PythonError.ValueError("Trailing data");
        }
        catch (FormatException broken)
        {
            throw PythonError.ValueError(broken.Message);
        }
    }

    private static object? Plain(object? value) => value switch
    {
        JsonText.Number number => OfNumber(number.Raw),
        List<object?> items => items.ConvertAll(Plain),
        Struct fields => Plain(fields),
        _ => value,
    };

    private static Struct Plain(Struct fields)
    {
        Struct made = [];
        made.AddRange(fields.Select(field => (field.Name, Plain(field.Value))));
        return made;
    }

    private static object OfNumber(string raw)
    {
        if (raw.AsSpan().IndexOfAny(".eE") >= 0)
            return double.Parse(raw.TrimEnd('e', 'E', '+', '-') is var digits && digits.EndsWith('.') ? digits + "0" : digits, CultureInfo.InvariantCulture);
        var whole = BigInteger.Parse(raw, CultureInfo.InvariantCulture);
        return whole >= long.MinValue && whole <= ulong.MaxValue ? whole : throw PythonError.ValueError("Value is too big!");
    }

    /// <summary>ujson_dumps.</summary>
    public static string Write(object? value)
    {
        StringBuilder text = new();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case BigInteger whole:
                text.Append(whole);
                break;
            case double number:
                text.Append(OfDouble(number));
                break;
            case string words:
                text.Append(JsonSerializer.Serialize(words, s_text));
                break;
            case List<object?> items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Write(text, items[i]);
                }
                text.Append(']');
                break;
            case Struct fields:
                text.Append('{');
                for (var i = 0; i < fields.Count; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Write(text, fields[i].Name);
                    text.Append(':');
                    Write(text, fields[i].Value);
                }
                text.Append('}');
                break;
            default:
                throw new UnmodelledException($"{value.GetType()} as JSON");
        }
    }

    private static string OfDouble(double number)
    {
        if (!double.IsFinite(number))
            return "null";
        if (Math.Abs(number) >= 1e16 || number != 0 && Math.Abs(number) < 1e-10)
            return number.ToString("E14", CultureInfo.InvariantCulture).ToLowerInvariant();
        var rounded = Math.Round(number, 10).ToString("F10", CultureInfo.InvariantCulture).TrimEnd('0');
        return rounded.EndsWith('.') ? rounded + "0" : rounded;
    }
}
