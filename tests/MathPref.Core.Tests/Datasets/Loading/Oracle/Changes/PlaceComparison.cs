namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>
/// What a change of a place lost: each config, split, row and type that loaded before loads after, but for what the command was told to
/// replace, and so does the load that names no config; and the new rows load. In the config that is written, columns may come and go whose
/// values are null in all rows that stay, and a column that knows no type but null may have one. A load that failed owes nothing.
/// </summary>
internal static class PlaceComparison
{
    public static IReadOnlyList<Loss> Losses(PlaceView before, PlaceView after, IReadOnlyList<WrittenRows> written)
    {
        List<Loss> losses = [];
        if (after.Loads.Values.FirstOrDefault(load => load.Unmodelled is not null) is { } unknown && !before.Loads.Values.Any(load => load.Unmodelled == unknown.Unmodelled))
            throw new UnmodelledException(unknown.Unmodelled!);
        if (after.Error is { } error)
        {
            if (before.Loads.Values.Any(load => load.Loads))
                losses.Add(new("nothing of the place loads any more", error.ToString()));
            else if (written.Count > 0)
                losses.Add(new("the new rows do not load: nothing of the place does", error.ToString()));
            return losses;
        }
        foreach (var (config, load) in before.Loads.Where(load => load.Value.Loads))
            losses.AddRange(Compare($"config {config}", config, load, after.Loads.GetValueOrDefault(config), written));
        // That the unnamed load gives the same config is seen by what it gives, not by the name.
        if (before.Unnamed is { Loads: true } unnamed && NameOf(before, unnamed) is var name)
            losses.AddRange(Compare("the unnamed load", name, unnamed, after.Unnamed, written).Select(loss => loss with { Kind = "the unnamed load: " + loss.Kind }));
        losses.AddRange(written.SelectMany(rows => Written(after, rows)));
        return losses;
    }

    private static string NameOf(PlaceView view, PlaceLoad load) => view.Loads.FirstOrDefault(pair => ReferenceEquals(pair.Value, load)).Key ?? "default";

    private static IEnumerable<Loss> Compare(string what, string config, PlaceLoad before, PlaceLoad? after, IReadOnlyList<WrittenRows> written)
    {
        var isTouched = written.Any(rows => rows.Config == config);
        List<LoadedSplit> owed = [.. before.Splits!.Where(split => !written.Any(rows => rows.Replaces(config, split.Name)))];
        if (owed.Count == 0 && isTouched)
            yield break;
        if (after is null)
        {
            yield return new("a config is gone", what);
            yield break;
        }
        if (!after.Loads)
        {
            yield return new($"a config no longer loads ({after.Error!.Kind}{(after.Error.Cause is { } cause ? " from " + cause : "")})", $"{what}: {after.Error}");
            yield break;
        }
        foreach (var (column, feature) in before.Features!.Fields)
        {
            var now = after.Features!.Fields.GetValueOrDefault(column);
            if (now is null && isTouched && owed.TrueForAll(split => split.Table.Find(column)!.Values.All(value => value is null)))
                continue;
            if (now is null)
                yield return new("a column is gone", $"{what}, {column}");
            else if (now != feature && !(isTouched && feature.Type == ArrowType.Null))
                yield return new($"a type is another{(isTouched ? "" : " in a config that was not written")}", $"{what}, {column}: {feature} is {now}");
        }
        if (!isTouched && after.Features!.Fields.Count > before.Features.Fields.Count)
            yield return new("a config that was not written has more columns", what);
        if (!isTouched && after.Splits!.Count > before.Splits!.Count)
            yield return new("a config that was not written has more splits", $"{what}: {string.Join(", ", after.Splits.Select(split => split.Name))}");
        foreach (var split in owed)
        {
            if (after.Splits!.FirstOrDefault(other => other.Name == split.Name) is not { } still)
            {
                yield return new("a split is gone", $"{what}, {split.Name}");
                continue;
            }
            // A column that is gone has been told.
            var had = split.RowsOf(after.Features!.Fields.ContainsKey).ToList();
            var rows = still.RowsOf(before.Features.Fields.ContainsKey).ToList();
            if (!rows.SequenceEqual(had))
                yield return new("rows are others", $"{what}, {split.Name}: {string.Join("; ", had.Take(3))} are {string.Join("; ", rows.Take(3))}");
            else if (still.RowsOf(column => !before.Features.Fields.ContainsKey(column)).Any(row => row.Split(": ").Skip(1).Any(value => !value.StartsWith("null", StringComparison.Ordinal))))
                yield return new("rows have values that they had not", $"{what}, {split.Name}");
        }
    }

    private static IEnumerable<Loss> Written(PlaceView after, WrittenRows written)
    {
        if (after.Loads.GetValueOrDefault(written.Config) is not { } load)
        {
            yield return new("the new rows do not load: there is no such config", written.Config);
            yield break;
        }
        if (!load.Loads)
        {
            yield return new($"the new rows do not load ({load.Error!.Kind}{(load.Error.Cause is { } cause ? " from " + cause : "")})", load.Error.ToString());
            yield break;
        }
        var rows = load.Splits!.Where(split => written.Splits.Contains(split.Name)).SelectMany(WrittenRows.Of).ToList();
        // Which row is in train and which in test is not this test's matter.
        var isSame = written.Splits.Count > 1 ? rows.Order(StringComparer.Ordinal).SequenceEqual(written.Rows.Order(StringComparer.Ordinal)) : rows.SequenceEqual(written.Rows);
        if (!isSame)
            yield return new("the new rows come back as others", $"{string.Join("; ", written.Rows)} are {string.Join("; ", rows.Take(6))}");
    }
}
