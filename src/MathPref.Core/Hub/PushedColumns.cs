using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>
/// What a config holds that is pushed in part: its columns with those of the splits that stay on the Hub, and the rows of each.
/// </summary>
internal sealed record PushedColumns(LoadedColumns Columns, IReadOnlyList<SplitInfo> Splits)
{
    /// <summary>
    /// Puts what is pushed beside what stays. Throws <see cref="LoaderConflictException"/> where the two do not go together, and
    /// <see cref="DatasetFormatException"/> for files of the folder that do not load.
    /// </summary>
    /// <param name="folder">What is pushed.</param>
    /// <param name="name">The config.</param>
    /// <param name="staying">Its splits that stay.</param>
    public static PushedColumns Of(PushFolder folder, string name, StayingSplits staying)
    {
        var place = LoaderPlace.OfFolder(folder.Root);
        if (LoaderView.Of(place).Config(name) is not { Error: null } config
            || StayingSplits.Of(config, _ => false, place, LoaderFiles.In(folder.Root)) is not { } ours)
            throw Conflict(name, staying, $"The folder's config '{name}' does not load by itself.");
        var columns = ours.Columns.Equals(staying.Columns) ? staying.Columns : Together(folder, name, ours.Columns, staying);
        var told = DatasetCard.Parse(folder.Card, DistisetLayout.CardName).Infos().FirstOrDefault(info => info.Config == name)?.Splits ?? [];
        return new PushedColumns(columns,
        [
            .. staying.Splits.Concat(ours.Splits.Select(split => told.FirstOrDefault(t => t.Name == split.Name && t.Rows == split.Rows) ?? split))
                .OrderBy(split => split.Name, DistisetLayout.SplitOrder),
        ]);
    }

    private static LoadedColumns Together(PushFolder folder, string name, LoadedColumns ours, StayingSplits staying)
    {
        var fields = staying.Columns.Fields.Select(field => field.Type.IsNull && ours[field.Name] is { } type ? field with { Type = type } : field).ToList();
        fields.AddRange(ours.Fields.Where(field => staying.Columns[field.Name] is null));
        var all = new LoadedColumns(fields);
        var others = ours.Fields.Where(field => !field.Type.Equals(all[field.Name])).ToList();
        if (others.Count == 0)
            return all;
        // As they lie in the files they are cast, and each value has to stay what it is.
        var learner = new SchemaLearner(hasDecimals: false);
        var fit = new LoadedFit(all, isJson: !folder.Files.Any(file => DatasetReader.IsParquet(file.Source)));
        var isFirst = true;
        foreach (var source in folder.Placed.Where(placed => placed.Config == name).SelectMany(placed => placed.Split.Paths))
        {
            var file = folder.Files.First(f => f.Path == source).Source;
            if (DatasetReader.IsParquet(file) && !learner.TryAdd(ParquetRowReader.ReadInfo(file).Schema))
                throw Conflict(name, staying, "The files of the folder have no common types.");
            foreach (var row in DatasetReader.ReadFile(file, error => throw error))
            {
                if (!DatasetReader.IsParquet(file) && !learner.TryAdd(row))
                    throw Conflict(name, staying, "The rows of the folder have no common types.");
                if (isFirst && Mismatch(others, learner.Schema) is { } foreign)
                    throw Conflict(name, staying, $"The column '{foreign.Name}' is {all[foreign.Name]} there and {foreign.Type} here.");
                isFirst = false;
                if (fit.Add(row) is { } misfit)
                    throw Conflict(name, staying, misfit);
            }
        }
        return (LoadedFit.Problem(all, learner.Schema) ?? fit.End()) is { } problem ? throw Conflict(name, staying, problem) : all;
    }

    /// <summary>A column of a type that is not of our rows: only their own can be told to be cast.</summary>
    private static LoadedField? Mismatch(List<LoadedField> others, RowSchema schema) => others.Find(field =>
        schema.Fields.FirstOrDefault(f => f.Name == field.Name) is { Type.Kind: not ColumnKind.Null } ours && !LoadedType.Of(ours.Type).Equals(field.Type));

    private static LoaderConflictException Conflict(string config, StayingSplits staying, string why) => new(
        $"{why} The config '{config}' keeps its splits {string.Join(", ", staying.Splits.Select(split => split.Name))} on the Hub, loaders take all splits " +
        "of a config or none, and what they give for those is to stay the same. Nothing was sent: export these rows with another -Config, or publish the " +
        "other splits as well.");
}
