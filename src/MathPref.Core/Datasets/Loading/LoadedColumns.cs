using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>The columns that a loader gives, in order. Names are told apart by case.</summary>
public sealed class LoadedColumns : IEquatable<LoadedColumns>
{
    private readonly Dictionary<string, LoadedType> _types = new(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> for a name that stands twice.</summary>
    public LoadedColumns(IReadOnlyList<LoadedField> fields)
    {
        Fields = fields;
        foreach (var field in fields)
            _types.Add(field.Name, field.Type);
    }

    public IReadOnlyList<LoadedField> Fields { get; }

    /// <summary>The type of a column; null where there is none of that name.</summary>
    public LoadedType? this[string name] => _types.GetValueOrDefault(name);

    /// <summary>
    /// The columns that a card names under <c>features</c>, of its <c>dataset_info</c> or of a config. Throws
    /// <see cref="DatasetFormatException"/>, which calls the card <paramref name="path"/>, for what no loader could read.
    /// </summary>
    public static LoadedColumns OfCard(YamlNode features, string path)
    {
        try
        {
            return CardTypes.Read(features);
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetFormatException(path, features.Start.Line + 1, features.Start.Column, broken.Message, broken);
        }
    }

    /// <summary>The columns that a JSON of features names, as dataset_infos.json holds it. Throws as <see cref="OfCard"/> does.</summary>
    public static LoadedColumns OfJson(JsonNode features, string path)
    {
        try
        {
            return FeatureJson.Read(features);
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetFormatException(path, null, null, broken.Message, broken);
        }
    }

    /// <summary>The columns of rows of ours, as Parquet of ours gives them.</summary>
    public static LoadedColumns Of(RowSchema ours) => new(ours.Fields.Select(field => new LoadedField(field.Name, LoadedType.Of(field.Type))).ToList());

    /// <summary>
    /// These columns, then those that rows of ours have besides them. A column of which nothing is known but null takes the type of ours.
    /// </summary>
    public LoadedColumns Union(RowSchema ours)
    {
        var fields = Fields
            .Select(field => field.Type.IsNull && Find(ours, field.Name) is { } type ? field with { Type = LoadedType.Of(type) } : field)
            .ToList();
        fields.AddRange(ours.Fields.Where(field => this[field.Name] is null).Select(field => new LoadedField(field.Name, LoadedType.Of(field.Type))));
        return new LoadedColumns(fields);
    }

    /// <summary>
    /// Why a file with other columns may not load as these, which are settled by a card or by the files before it, in a clause about the
    /// file; null where it does, whatever its values.
    /// </summary>
    public string? Problem(LoadedColumns file) => LoadedCast.Problem(this, file);

    /// <summary>These columns as a card names them under <c>features</c>.</summary>
    public YamlSequenceNode ToYaml() => CardTypes.Write(this);

    /// <summary>These columns as JSON under the key <c>huggingface</c> of a Parquet file's own keys.</summary>
    public string ToHuggingFaceKey() =>
        FeatureJson.Text(new JsonObject { ["info"] = new JsonObject { ["features"] = FeatureJson.Write(this) } });

    public bool Equals([NotNullWhen(true)] LoadedColumns? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override bool Equals(object? obj) => Equals(obj as LoadedColumns);

    public override int GetHashCode() => Fields.Count;

    /// <summary>The columns in Arrow's words: <c>answer: string, score: double</c>.</summary>
    public override string ToString() => string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"));

    private static ColumnType? Find(RowSchema ours, string name) =>
        ours.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.Ordinal))?.Type;
}
