using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// The names of single values: what the <c>datasets</c> library calls a dtype, and what Arrow calls the type. Source: datasets,
/// features/features.py, string_to_arrow; Arrow, type.cc, ToString.
/// </summary>
internal static partial class ArrowNames
{
    /// <summary>Arrow's name of a dtype; null where it is no dtype.</summary>
    public static string? ArrowOf(string dtype) => dtype switch
    {
        "null" or "bool" or "string" or "large_string" or "string_view" or "binary" or "large_binary" or "binary_view"
            or "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" => dtype,
        "bool_" => "bool",
        "utf8" => "string",
        "large_utf8" => "large_string",
        "float16" => "halffloat",
        "float32" or "float" => "float",
        "float64" or "double" => "double",
        "date32" => "date32[day]",
        "date64" => "date64[ms]",
        "time32[s]" or "time32[ms]" or "time64[us]" or "time64[ns]" => dtype,
        _ => OfTimestamp(dtype) ?? OfDecimal(dtype) ?? (Duration().IsMatch(dtype) || Fixed().IsMatch(dtype) ? dtype : null),
    };

    /// <summary>Unit and zone of a timestamp; null for what is none.</summary>
    public static (string Unit, string? Zone)? Timestamp(string dtype) => TimestampForm().Match(dtype) is { Success: true } match
        ? (match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null)
        : null;

    private static string? OfTimestamp(string dtype) => Timestamp(dtype) is not { } type ? null
        : string.IsNullOrEmpty(type.Zone) ? $"timestamp[{type.Unit}]" : $"timestamp[{type.Unit}, tz={type.Zone}]";

    private static string? OfDecimal(string dtype)
    {
        if (DecimalForm().Match(dtype) is not { Success: true } match
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            || !int.TryParse(match.Groups[3].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var scale)
            || precision < 1 || precision > (match.Groups[1].ValueSpan is "128" ? 38 : 76))
        {
            return null;
        }
        return string.Create(CultureInfo.InvariantCulture, $"decimal{match.Groups[1].ValueSpan}({precision}, {scale})");
    }

    [GeneratedRegex(@"^timestamp\[(s|ms|us|ns)(?:,\s*tz=([a-zA-Z0-9/_+\-:]*))?\]\z")]
    private static partial Regex TimestampForm();

    [GeneratedRegex(@"^decimal(128|256)\(([0-9]+),\s*(-?[0-9]+)\)\z")]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"^duration\[(?:s|ms|us|ns)\]\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^fixed_size_binary\[[0-9]{1,9}\]\z")]
    private static partial Regex Fixed();
}
