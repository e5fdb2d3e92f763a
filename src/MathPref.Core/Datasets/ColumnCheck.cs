using System.Globalization;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Whether the files of a config go together: all splits of a config have the columns and types that its card names, or else those of its first
/// file, and a loader casts the others to them or fails (datasets, table.py, array_cast).
/// </summary>
/// <param name="findings">Where it is said.</param>
/// <param name="config">The config.</param>
/// <param name="features">The columns that the card names; null where it names none.</param>
internal sealed class ColumnCheck(Findings findings, string config, YamlDotNet.RepresentationModel.YamlSequenceNode? features)
{
    /// <summary>Whose bytes trainers and this module's cmdlets take for texts.</summary>
    private static readonly HashSet<string> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        Columns.Prompt, Columns.Chosen, Columns.Rejected, "completion", "messages", "text", Columns.Instruction, Columns.Instructions,
        Columns.Generation, Columns.Generations, Columns.Input,
    };

    /// <summary>Of JSON loaders make doubles; what Parquet has of decimals stays.</summary>
    private readonly SchemaLearner _learner = new(hasDecimals: false);

    /// <summary>Columns of which no row's value could be learnt, so far.</summary>
    private readonly HashSet<string> _unlearnt = new(StringComparer.Ordinal);

    /// <summary>The columns to which the files are cast; null until there are some.</summary>
    private LoadedColumns? _cast = OfCard(features);

    /// <summary>Columns of numbers whose texts in the file at hand are to be numbers.</summary>
    private readonly Dictionary<string, (string File, bool Fails)> _numbers = new(StringComparer.Ordinal);

    /// <summary>Looks at a file of Parquet, by what it says of itself.</summary>
    public void Add(DatasetFiles split, string name, ParquetInfo info, LoadedColumns? loaded)
    {
        foreach (var column in info.ByteColumns.Where(column => s_texts.Contains(column.Split('.', '[')[0])))
            findings.Error(
                "BytesInsteadOfText",
                $"The column '{column}' of {name} holds bytes that are not said to be text: trainers train on what bytes look like. Export it again as text.",
                split.Config,
                split.Split,
                column);
        if (loaded is not null)
            CompareTimes(split, name, loaded);
        Compare(split, name, WithNulls(info.Schema, loaded));
        _cast ??= loaded;
    }

    /// <summary>The columns that the card names, or those of the first file; null where neither names types.</summary>
    public LoadedColumns? Settled => _cast;

    /// <summary>Looks at a row of a file that names no types; the row's number is from 1 in its split.</summary>
    public void Add(Row row, DatasetFiles split, long number, bool isJson)
    {
        if (Refusal(() => _learner.Add(row)) is not { } refusal)
            return;
        if (!isJson)
            findings.Row(ProblemSeverity.Error, "MixedSchemas", refusal, split, number);
        // The row's other columns are there all the same.
        foreach (var (name, value) in row)
        {
            if (!_learner.TryAdd(new Row { { name, value } }))
                _unlearnt.Add(name);
        }
    }

    /// <summary>Looks at a row of a file of Parquet, whose types were compared before.</summary>
    public void AddTyped(Row row)
    {
        foreach (var (column, (file, fails)) in _numbers)
        {
            if (!fails && row[column] is string text && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                _numbers[column] = (file, true);
        }
    }

    /// <summary>Says what only all rows of the file at hand tell.</summary>
    public void EndFile(DatasetFiles split)
    {
        foreach (var (column, (file, fails)) in _numbers)
        {
            if (fails)
                findings.Error("MixedSchemas", $"{file} does not go with the files before it: the column '{column}' is a number in them and holds other " +
                    "texts here: loading fails. Write all files anew, with one type.", split.Config, split.Split, file);
            else
                findings.Warning("MixedTypes", $"The column '{column}' is text in {file} and a number in the files before it: its texts come back as " +
                    "numbers. Write all files anew, with one type.", split.Config, split.Split, column);
        }
        _numbers.Clear();
    }

    /// <summary>Compares what the card names with all that was looked at.</summary>
    public void End()
    {
        if (features is null)
            return;
        foreach (var problem in CardFeatures.Compare(features, _learner.Schema))
        {
            if (_unlearnt.Contains(problem.Column) && _learner.Schema.Root.IndexOf(problem.Column) < 0)
                continue;
            var message = $"Column '{problem.Column}': {problem.Problem}.";
            if (problem.IsError)
                findings.Error("WrongFeatures", message, config, null, problem.Column);
            else
                findings.Warning("WrongFeatures", message, config, null, problem.Column);
        }
    }

    /// <summary>What no loader could read of a card is no type to compare with; it is said where the columns are compared.</summary>
    private static LoadedColumns? OfCard(YamlDotNet.RepresentationModel.YamlSequenceNode? features)
    {
        try
        {
            return features is null ? null : LoadedColumns.OfCard(features, DistisetLayout.CardName);
        }
        catch (DatasetFormatException)
        {
            return null;
        }
    }

    private void Compare(DatasetFiles split, string name, RowSchema schema)
    {
        var before = _learner.Schema;
        if (Refusal(() => _learner.Add(schema)) is { } refusal)
        {
            if (!Casts(name, split, schema))
                findings.Error("MixedSchemas", $"{name} does not go with the files before it. {refusal}", split.Config, split.Split, name);
            return;
        }
        // With the columns named in the card a shard may lack some, or have whole numbers for doubles.
        if (before.Fields.Count == 0 || features is not null)
            return;
        var others = _learner.Schema.Fields
            .Where(field => before.Root.IndexOf(field.Name) is var i && (i < 0 || !before.Fields[i].Type.Equals(field.Type)))
            .Select(field => $"'{field.Name}'")
            .ToList();
        if (others.Count > 0)
            findings.Error(
                "MixedSchemas",
                $"{name} has columns that the files before it do not have, or have with another type ({string.Join(", ", others)}), " +
                "and no dataset_info names them: loading fails.",
                split.Config,
                split.Split,
                name);
    }

    /// <summary>Whether the columns that differ are texts and numbers of which a loader makes the other.</summary>
    private bool Casts(string name, DatasetFiles split, RowSchema schema)
    {
        var before = _learner.Schema;
        var shared = schema.Fields.Where(field => before.Root.IndexOf(field.Name) >= 0)
            .Select(field => (field.Name, Before: before.Fields[before.Root.IndexOf(field.Name)].Type, field.Type))
            .Where(field => Refusal(() => Both(field.Before, field.Type)) is not null)
            .ToList();
        if (!shared.TrueForAll(f => (IsNumber(f.Before) && f.Type.Kind is ColumnKind.String) || (f.Before.Kind is ColumnKind.String && IsNumber(f.Type))))
            return false;
        foreach (var (column, type, _) in shared)
        {
            if (IsNumber(type))
                _numbers[column] = (name, false);
            else
                findings.Warning("MixedTypes", $"The column '{column}' is a number in {name} and text in the files before it: its numbers come back as " +
                    "texts. Write all files anew, with one type.", split.Config, split.Split, column);
        }
        return true;
    }

    private static void Both(ColumnType one, ColumnType other)
    {
        var learner = new SchemaLearner(hasDecimals: false);
        learner.Add(new RowSchema(ColumnType.StructOf([new ColumnField("", one)])));
        learner.Add(new RowSchema(ColumnType.StructOf([new ColumnField("", other)])));
    }

    private static bool IsNumber(ColumnType type) => type.Kind is ColumnKind.Int64 or ColumnKind.Double;

    /// <summary>To this module dates and times are texts; to a loader they are moments.</summary>
    private void CompareTimes(DatasetFiles split, string name, LoadedColumns loaded)
    {
        foreach (var field in loaded.Fields)
        {
            if (_cast?[field.Name] is not { } before || before.Equals(field.Type))
                continue;
            var place = features is null ? "the files before it" : "the card";
            if (IsTime(before) && IsText(field.Type))
                findings.Error("MixedTimes", $"The column '{field.Name}' of {split.Config}/{split.Split} is text in {name} and {before} in {place}: loading " +
                    "fails where a text is no date, and makes moments of the others. Write all files of the config anew, with one type.",
                    split.Config, split.Split, field.Name);
            else if (IsText(before) && IsTime(field.Type))
                findings.Warning("MixedTimes", $"The column '{field.Name}' of {split.Config}/{split.Split} is {field.Type} in {name} and text in {place}: " +
                    "its moments come back as texts of a form of their own. Write all files of the config anew, with one type.",
                    split.Config, split.Split, field.Name);
        }
    }

    private static bool IsText(LoadedType type) => type is { Kind: LoadedKind.Value, Name: "string" or "large_string" };

    private static bool IsTime(LoadedType type) => type.Kind is LoadedKind.Value
        && (type.Name.StartsWith("timestamp", StringComparison.Ordinal) || type.Name.StartsWith("date", StringComparison.Ordinal)
            || type.Name.StartsWith("time", StringComparison.Ordinal) || type.Name.StartsWith("duration", StringComparison.Ordinal));

    /// <summary>A column of Parquet's null type holds no values, whatever they would be stored as.</summary>
    private static RowSchema WithNulls(RowSchema schema, LoadedColumns? loaded) => new(ColumnType.StructOf(
        [.. schema.Fields.Select(field => loaded?[field.Name] is { IsNull: true } ? field with { Type = ColumnType.Null } : field)]));

    private static string? Refusal(Action learn)
    {
        try
        {
            learn();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
