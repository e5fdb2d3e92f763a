using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a scalar is to Python (<see cref="DatasetCard.IsText"/>), and how Python writes a text: plain where that is read as text again, else in
/// single quotes, else in double ones. Source: PyYAML, resolver.py and emitter.py (analyze_scalar, choose_scalar_style).
/// </summary>
internal static partial class YamlText
{
    public static YamlScalarNode Node(string text) => new(text) { Style = StyleOf(text) };

    /// <summary>What Python makes of a scalar when it wants a text: of <c>yes</c> it is <c>True</c>.</summary>
    public static string PythonText(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (DatasetCard.IsText(node))
            return text;
        return text.Length == 0 || Nothing().IsMatch(text) ? "None" : True().IsMatch(text) ? "True" : False().IsMatch(text) ? "False" : text;
    }

    /// <summary>A node as JSON; null for nothing, and for what JSON has no form for.</summary>
    public static JsonNode? ToJson(YamlNode node, int depth = 0)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its features are nested too deeply");
        switch (node)
        {
            case YamlMappingNode mapping:
                var fields = new JsonObject();
                foreach (var (key, value) in mapping)
                    fields[key.ToString()] = ToJson(value, depth + 1);
                return fields;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Select(item => ToJson(item, depth + 1))]);
            case YamlScalarNode scalar when DatasetCard.IsText(scalar):
                return scalar.Value;
            case YamlScalarNode { Value: { } text } when True().IsMatch(text) || False().IsMatch(text):
                return True().IsMatch(text);
            case YamlScalarNode { Value: { } text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return whole;
            case YamlScalarNode { Value: { } text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                return null;
        }
    }

    public static YamlNode OfJson(JsonNode? node) => node switch
    {
        null => new YamlScalarNode("null"),
        JsonObject fields => new YamlMappingNode(
            fields.Select(field => new KeyValuePair<YamlNode, YamlNode>(Node(field.Key), OfJson(field.Value)))),
        JsonArray items => new YamlSequenceNode(items.Select(OfJson)),
        _ => node.GetValueKind() is JsonValueKind.String ? Node(node.GetValue<string>()) : new YamlScalarNode(node.ToJsonString()),
    };

    private static ScalarStyle StyleOf(string text)
    {
        if (text.Any(IsSpecial) || text.Contains('\n'))
            return ScalarStyle.DoubleQuoted;
        return DatasetCard.IsPlainText(text) && !NotPlain().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.SingleQuoted;
    }

    /// <summary>Whether it is only written escaped.</summary>
    private static bool IsSpecial(char c) => c is not ('\n' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00A0' and not '\uFEFF'))
        || c is '\u2028' or '\u2029' or '\u0085';

    /// <summary>Blanks at an end, what begins as something else, a colon before a blank or the end, a number sign behind a blank.</summary>
    [GeneratedRegex("""^[ ]|[ ]\z|^[#,\[\]{}&*!|>'"%@`]|^[-?:](?:[ ]|\z)|^---|^\.\.\.|:(?:[ ]|\z)|[ ]#""")]
    private static partial Regex NotPlain();

    [GeneratedRegex(@"^(?:~|null|Null|NULL)\z")]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)\z")]
    private static partial Regex True();

    [GeneratedRegex(@"^(?:no|No|NO|false|False|FALSE|off|Off|OFF)\z")]
    private static partial Regex False();
}
