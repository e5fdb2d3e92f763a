using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// YAML as PyYAML's safe loader gives it: version 1.1 (yes is true, 010 is 8), the last of two equal keys. Mappings come as
/// <see cref="OrderedDictionary{TKey, TValue}"/> by text, lists as <see cref="List{T}"/>, whole numbers as <see cref="BigInteger"/>.
/// </summary>
internal static partial class PyYaml
{
    public static object? Load(string text)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var value = Read(parser, []);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
                throw new PythonError("ComposerError", "expected a single document in the stream");
            return value;
        }
        catch (YamlException broken)
        {
            throw new PythonError("YAMLError", broken.Message);
        }
    }

    private static object? Read(IParser parser, Dictionary<string, object?> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value.Value, out var known) ? known : throw new PythonError("ComposerError", "found undefined alias");
        if (parser.TryConsume<Scalar>(out var scalar))
            return Keep(anchors, scalar.Anchor, Resolve(scalar));
        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            List<object?> items = [];
            Keep(anchors, sequence.Anchor, items);
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Read(parser, anchors));
            return items;
        }
        var start = parser.Consume<MappingStart>();
        OrderedDictionary<string, object?> mapping = [];
        Keep(anchors, start.Anchor, mapping);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, anchors);
            var value = Read(parser, anchors);
            if (key is not string name)
                throw new PythonError("TypeError", $"the key {key} is no text");
            if (name == "<<")
                throw new UnmodelledException("a merge key");
            mapping[name] = value;
        }
        return mapping;
    }

    private static object? Keep(Dictionary<string, object?> anchors, AnchorName anchor, object? value)
    {
        if (!anchor.IsEmpty)
            anchors[anchor.Value] = value;
        return value;
    }

    private static object? Resolve(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
        {
            return scalar.Tag.Value == "tag:yaml.org,2002:str" ? scalar.Value : throw new UnmodelledException($"the tag {scalar.Tag}");
        }
        if (scalar.Style != ScalarStyle.Plain)
            return scalar.Value;
        var text = scalar.Value;
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (text is "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON")
            return true;
        if (text is "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF")
            return false;
        if (Whole().IsMatch(text))
            return OfWhole(text.Replace("_", "", StringComparison.Ordinal));
        if (Float().IsMatch(text))
        {
            var plain = text.Replace("_", "", StringComparison.Ordinal);
            return plain.EndsWith("inf", StringComparison.OrdinalIgnoreCase) || plain.EndsWith("nan", StringComparison.OrdinalIgnoreCase)
                ? double.NaN
                : double.Parse(plain, CultureInfo.InvariantCulture);
        }
        return Date().IsMatch(text) ? DateTime.MinValue : text;
    }

    private static object OfWhole(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var digits = text.TrimStart('-', '+');
        if (digits.Contains(':', StringComparison.Ordinal))
            return digits.Split(':').Aggregate(BigInteger.Zero, (sum, part) => sum * 60 + BigInteger.Parse(part, CultureInfo.InvariantCulture)) * sign;
        var value = digits switch
        {
            ['0', 'b', .. var bits] => bits.Aggregate(BigInteger.Zero, (sum, bit) => sum * 2 + (bit - '0')),
            ['0', 'x', .. var hex] => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ['0', _, ..] => digits.Aggregate(BigInteger.Zero, (sum, digit) => sum * 8 + (digit - '0')),
            _ => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
        };
        return value * sign;
    }

    [GeneratedRegex(@"\A(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\z|[Tt ])")]
    private static partial Regex Date();
}
