using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Values as texts that are equal where a user of the library would find equal values: numbers with their kind, moments with their zone.
/// </summary>
internal static class ValueText
{
    /// <summary>What a user gets of a stored value.</summary>
    public static string Of(object? value, Feature feature)
    {
        if (value is null)
            return "null";
        switch (feature)
        {
            case JsonFeature:
                return OfJson(UltraJson.Read((string)value));
            case PictureFeature:
                var bytes = (byte[])((Struct)value).Get("bytes")!;
                return $"picture [{BigEndian(bytes, 16)}, {BigEndian(bytes, 20)}]#{Convert.ToHexString(SHA256.HashData(bytes))[..8]}";
            case ListFeature list:
                return $"[{string.Join(", ", ((List<object?>)value).Select(item => Of(item, list.Item)))}]";
            case StructFeature fields:
                return $"{{{string.Join(", ", ((Struct)value).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{Text(field.Name)}: {Of(field.Value, fields.Fields[field.Name])}"))}}}";
        }
        var type = feature.Type;
        if (type.IsTimestamp)
            return "datetime " + Moment((BigInteger)value, type);
        if (type.IsDecimal)
            return "Decimal " + ArrowText(value, type);
        if (type.Name.StartsWith("date", StringComparison.Ordinal))
            return "date " + ArrowText(value, type);
        if (type.Name.StartsWith("time", StringComparison.Ordinal) || type.Name.StartsWith("duration", StringComparison.Ordinal))
            return $"{type.Name} {value}";
        return OfJson(value);
    }

    /// <summary>A value that JSON could hold, or bytes.</summary>
    public static string OfJson(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        BigInteger whole => whole.ToString(CultureInfo.InvariantCulture),
        double number => "float " + number.ToString("R", CultureInfo.InvariantCulture),
        string text => Text(text),
        byte[] bytes => "bytes " + Convert.ToBase64String(bytes),
        List<object?> items => $"[{string.Join(", ", items.Select(OfJson))}]",
        Struct fields => $"{{{string.Join(", ", fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{Text(field.Name)}: {OfJson(field.Value)}"))}}}",
        _ => throw new UnmodelledException($"a value that is {value.GetType()}"),
    };

    /// <summary>A value as expected.json has it.</summary>
    public static string OfExpected(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when value.GetRawText().AsSpan().IndexOfAny(".eE") >= 0 => "float " + value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(OfExpected))}]",
        _ => value.EnumerateObject().ToList() switch
        {
            [{ Name: "datetime" } moment] => "datetime " + moment.Value.GetString(),
            [{ Name: "date" } date] => "date " + date.Value.GetString(),
            [{ Name: "Decimal" } number] => "Decimal " + number.Value.GetString(),
            [{ Name: "float" }] => "float NaN",
            [{ Name: "bytes_base64" } bytes] => "bytes " + bytes.Value.GetString(),
            [{ Name: "picture" } picture] => $"picture [{string.Join(", ", picture.Value.EnumerateArray().Select(side => side.GetInt32()))}]",
            var fields => $"{{{string.Join(", ", fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{Text(field.Name)}: {OfExpected(field.Value)}"))}}}",
        },
    };

    /// <summary>The text that Arrow's cast to string gives.</summary>
    public static string ArrowText(object value, ArrowType type)
    {
        switch (value)
        {
            case BigInteger unscaled when type.IsDecimal:
                var scale = type.Digits.Scale;
                var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
                return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}";
            case BigInteger units when type.IsTimestamp || type.Name == "date32[day]":
                return Moments.Write(units, type, ' ', type.HasZone ? "Z" : "");
            case BigInteger whole when type.IsWhole:
                return whole.ToString(CultureInfo.InvariantCulture);
            case double number:
                var text = number.ToString("R", CultureInfo.InvariantCulture);
                return double.IsFinite(number) && text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text;
            default:
                throw new UnmodelledException($"{type} as text");
        }
    }

    /// <summary>As Python's isoformat, with nanoseconds where there are any.</summary>
    private static string Moment(BigInteger units, ArrowType type)
    {
        var text = Moments.Write(units, type, 'T', "");
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var fraction = text[(point + 1)..].TrimEnd('0');
            text = text[..point] + (fraction.Length == 0 ? "" : "." + fraction.PadRight(6, '0'));
        }
        return text + (type.HasZone ? "+00:00" : "");
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static int BigEndian(byte[] bytes, int at) => bytes.Length < at + 4 ? 0 : System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
