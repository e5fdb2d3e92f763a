using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>Draws places, from the layouts and mixtures of two, and what is written into them.</summary>
internal sealed class PlaceDrawing(Random random)
{
    private static readonly string[] s_folders = ["more", "data", "train", "extra/test", "trl", "default"];
    private static readonly string[] s_splits = ["train", "train", "train", "test", "validation", "extra"];
    private static readonly string[] s_configs = ["default", "trl", "kto", "mine"];
    private static readonly string[] s_texts = ["What is $1 + 1$?", "2", "six", "", "None", "007", "x, \"y\"\nz", "𝑥 and é", "true"];

    public Place Place()
    {
        var place = Layouts.Copy(Pick(Layouts.Names));
        Description = place.Name;
        if (random.Next(5) < 2)
            return place;
        var other = Layouts.Copy(Pick(Layouts.Names));
        var folder = random.Next(2) == 0 ? "" : Pick(s_folders) + "/";
        var takesOtherCard = random.Next(3) == 0;
        Description = $"{place.Name} with {other.Name}{(folder.Length > 0 ? $" in {folder}" : "")}{(takesOtherCard ? ", whose card it has" : "")}";
        foreach (var (path, bytes) in other.Files)
        {
            if (path == "README.md")
            {
                if (takesOtherCard)
                    place.Files[path] = bytes;
            }
            else if (random.Next(8) > 0 || !place.Files.ContainsKey(folder + path))
            {
                place.Files.TryAdd(folder + path, bytes);
            }
        }
        // A file cannot lie where a folder is.
        foreach (var path in place.Files.Keys.Where(path => place.Files.Keys.Any(longer => longer.StartsWith(path + "/", StringComparison.Ordinal))).ToList())
            place.Files.Remove(path);
        return place;
    }

    /// <summary>How the place that was drawn last was made.</summary>
    public string Description { get; private set; } = "";

    /// <summary>How many exports make what is published.</summary>
    public int Parts() => random.Next(3) == 0 ? 2 : 1;

    /// <summary>What is written beside what loads there.</summary>
    /// <param name="view">What loads.</param>
    /// <param name="mayForce">Whether a split that is there can be told to be replaced; where not, fewer are drawn that are.</param>
    public PlaceCommand Command(PlaceView view, bool mayForce = true)
    {
        var theirs = view.Loads.Keys.ToList();
        var config = theirs.Count > 0 && random.Next(2) == 0 ? Pick(theirs) : Pick(s_configs);
        var load = view.Loads.GetValueOrDefault(config) is { Loads: true } own ? own : view.Loads.Values.FirstOrDefault(other => other.Loads);
        var hasTrainSize = random.Next(8) == 0;
        var isThere = view.Loads.GetValueOrDefault(config)?.SplitNames;
        var split = isThere is { Count: > 0 } && random.Next(3) == 0 ? Pick(isThere) : Pick(s_splits);
        if (!mayForce && isThere is not null && isThere.Contains(split) && random.Next(4) > 0)
            (split, hasTrainSize) = (s_splits.Concat(["more"]).First(other => !isThere.Contains(other)), false);
        var willReplace = hasTrainSize || isThere is not null && isThere.Contains(split);
        return new PlaceCommand
        {
            Config = config,
            Split = hasTrainSize ? "train" : split,
            // Mostly what goes beside what is there: what cannot is refused, and a place that is only refused shows nothing.
            Format = random.Next(5) > 0 ? load?.Kind == "json" ? DistisetFormat.Jsonl : DistisetFormat.Parquet : random.Next(2) == 0 ? DistisetFormat.Jsonl : DistisetFormat.Parquet,
            Force = random.Next(10) < (willReplace ? 8 : 2),
            TrainSize = hasTrainSize ? 0.5 : null,
            IsWholeConfig = random.Next(12) == 0,
            Rows = Rows(load?.Features, hasTrainSize),
        };
    }

    private List<Row> Rows(StructFeature? theirs, bool hasPrompt)
    {
        List<(string Name, Func<object?> Value)> columns = [];
        if (theirs is not null && random.Next(3) > 0)
        {
            foreach (var (name, feature) in theirs.Fields)
            {
                if (random.Next(12) > 0 && ValueOf(feature) is { } value)
                    columns.Add((name, value));
            }
            if (random.Next(6) == 0)
                columns.Add(("note", () => Pick(s_texts)));
            if (columns.Count > 0 && random.Next(6) == 0)
                columns[0] = (columns[0].Name, random.Next(2) == 0 ? () => (long)random.Next(9) : () => Pick(s_texts));
        }
        if (columns.Count == 0)
            columns = [.. Own().Where(_ => random.Next(3) > 0)];
        if (columns.Count == 0)
            columns = [("prompt", () => Pick(s_texts))];
        if (hasPrompt)
            columns = [("prompt", () => $"Prompt {random.Next(4)}"), .. columns.Where(column => column.Name != "prompt")];
        if (random.Next(10) == 0)
            columns[^1] = (columns[^1].Name, () => null);
        return [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
        {
            Row row = [];
            foreach (var (name, value) in columns)
                row[name] = value();
            return row;
        })];
    }

    private List<(string Name, Func<object?> Value)> Own() =>
    [
        ("prompt", () => Pick(s_texts)), ("answer", () => Pick(s_texts)), ("n", () => (long)random.Next(100)), ("score", () => random.Next(10) + 0.5), ("ok", () => random.Next(2) == 0),
        ("tags", () => (object?[])["sum", Pick(s_texts)]), ("messages", () => (object?[])[new Row { { "role", "user" }, { "content", Pick(s_texts) } }]),
    ];

    /// <summary>Null for what rows have no value for.</summary>
    private Func<object?>? ValueOf(Feature feature) => feature switch
    {
        LabelFeature => () => (long)random.Next(2),
        JsonFeature => () => random.Next(2) == 0 ? "six" : (object?)6L,
        ListFeature list when ValueOf(list.Item) is { } item => () => Enumerable.Range(0, random.Next(1, 3)).Select(_ => item()).ToArray(),
        StructFeature fields when fields.Fields.Count > 0 && fields.Fields.Values.All(field => ValueOf(field) is not null) => () =>
        {
            Row row = [];
            foreach (var (name, field) in fields.Fields)
                row[name] = ValueOf(field)!();
            return row;
        },
        ValueFeature { Type: var type } when type.IsText => () => Pick(s_texts),
        ValueFeature { Type: var type } when type.IsWhole => () => (long)random.Next(100),
        ValueFeature { Type: var type } when type.IsFloat => () => random.Next(10) + 0.5,
        ValueFeature { Type.Name: "bool" } => () => random.Next(2) == 0,
        ValueFeature { Type.Name: "null" } => () => random.Next(2) == 0 ? null : Pick(s_texts),
        _ => null,
    };

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
