using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>
/// Types that only the <c>datasets</c> library has: pictures and the like, translations, arrays of several dimensions. Source: datasets,
/// features/*.py.
/// </summary>
internal static partial class SpecialTypes
{
    private const string ArrayModule = "datasets.features.features.";

    private static readonly LoadedType s_media = LoadedType.StructOf([
        new LoadedField("bytes", LoadedType.Value("binary")),
        new LoadedField("path", LoadedType.String),
    ]);

    private static readonly LoadedType s_variable = LoadedType.StructOf([
        new LoadedField("language", LoadedType.ListOf(LoadedType.String)),
        new LoadedField("translation", LoadedType.ListOf(LoadedType.String)),
    ]);

    /// <summary>
    /// The type of a name (<c>Image</c>) with its settings; null where the library has none of that name, on which loading fails.
    /// </summary>
    public static LoadedType? Of(string name, JsonObject settings)
    {
        var text = settings.Count == 0 ? "" : FeatureJson.Text(settings);
        switch (name)
        {
            case "Json":
                return text.Length == 0 ? LoadedType.Json : LoadedType.Special(name, text, null);
            case "Image" or "Audio" or "Video" or "Pdf" or "Nifti" or "Mesh":
                return LoadedType.Special(name, text, s_media);
            case "Translation" when settings["languages"] is JsonArray languages && languages.All(IsText):
                return LoadedType.Special(name, text, LoadedType.StructOf(languages
                    .Select(language => language!.GetValue<string>())
                    .Order(StringComparer.Ordinal)
                    .Select(language => new LoadedField(language, LoadedType.String))
                    .ToList()));
            case "TranslationVariableLanguages":
                return LoadedType.Special(name, text, s_variable);
            default:
                return ArrayName().IsMatch(name) && Dimensions(name, settings) is not null ? LoadedType.Special(name, text, null) : null;
        }
    }

    public static ArrowType ArrowOf(LoadedType type)
    {
        var settings = JsonNode.Parse(type.Settings)!.AsObject();
        var parameters = new JsonArray(settings["shape"]!.DeepClone(), settings["dtype"]!.DeepClone());
        var stored = new ArrowType(settings["dtype"]!.GetValue<string>());
        for (var i = Dimensions(type.Name, settings)!.Value; i > 0; i--)
            stored = ArrowType.List("list", new ArrowField("item", stored));
        return new ArrowType("extension")
        {
            Extension = ($"{ArrayModule}{type.Name}ExtensionType", FeatureJson.Text(parameters)),
            Children = [new ArrowField("", stored)],
        };
    }

    /// <summary>An array's type of the extension that a file names; null for any other.</summary>
    public static LoadedType? OfExtension(ArrowType type)
    {
        var (name, parameters) = type.Extension;
        if (!name.StartsWith(ArrayModule, StringComparison.Ordinal) || !name.EndsWith("ExtensionType", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonNode.Parse(parameters) is JsonArray { Count: 2 } said
                ? Of(name[ArrayModule.Length..^"ExtensionType".Length], new JsonObject { ["shape"] = said[0]?.DeepClone(), ["dtype"] = said[1]?.DeepClone() })
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Dimensions(string name, JsonObject settings) =>
        settings["shape"] is JsonArray shape && shape.Count == name[5] - '0' && IsText(settings["dtype"])
        && LoadedType.TryValue(settings["dtype"]!.GetValue<string>()) is not null ? shape.Count : null;

    private static bool IsText(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String;

    [GeneratedRegex(@"^Array[2-5]D\z")]
    private static partial Regex ArrayName();
}
