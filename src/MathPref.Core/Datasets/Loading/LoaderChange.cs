namespace MathPref.Core.Datasets;

/// <summary>What is about to be done to a place, seen with a loader's eyes: what it makes of it now, and what it will make of it then.</summary>
internal sealed class LoaderChange
{
    private const int FewNames = 3;

    private readonly LoaderPlace _before;
    private readonly LoaderPlace _after;
    private readonly IReadOnlySet<string> _gone;
    private readonly LoaderView _now;
    private readonly LoaderView _then;

    /// <param name="before">The place as it is.</param>
    /// <param name="after">The place as it will be.</param>
    /// <param name="now">What a loader makes of it as it is.</param>
    /// <param name="gone">The files that are deleted or written anew.</param>
    public LoaderChange(LoaderPlace before, LoaderPlace after, LoaderView now, IReadOnlySet<string> gone)
    {
        (_before, _after, _now, _gone) = (before, after, now, gone);
        _then = LoaderView.Of(after);
    }

    /// <summary>The splits that are written, each with its files in order.</summary>
    public required IReadOnlyList<(string Config, LoaderSplit Split)> Written { get; init; }

    /// <summary>The splits that are to go or to be replaced.</summary>
    public required Func<string, string, bool> IsReplaced { get; init; }

    /// <summary>What reads the data that are there; null where no data are.</summary>
    public string? Others => _now.Configs.FirstOrDefault(config => config.Error is null)?.Kind?.Reader;

    /// <summary>What helps where files stand in the way that somebody may not know to be data, as a sentence after a blank; empty elsewhere.</summary>
    public string WayOut => _before.Yaml is not null
            ? $" What {LoaderPlace.YamlName} says stands above the card: take its configs into the card, and it away."
        : !_now.IsNamed && Others is { } reader
            ? $" No card names these files, and loaders take them for a dataset by the ends of their names ({reader}). If they are none, rename them " +
                "(LICENSE for LICENSE.txt) or put them into a folder whose name begins with a dot; if they are, keep them elsewhere."
        : "";

    /// <summary>What would be lost, or would not load, as a sentence; null where nothing is.</summary>
    public string? Problem() => ProblemWithWritten()
        ?? _now.Configs.Where(config => config.Error is null).Select(ProblemWith).FirstOrDefault(problem => problem is not null)
        ?? ProblemWithDefault()
        ?? ProblemWithUnreadable();

    private string? ProblemWithWritten()
    {
        if (_then.Error is { } stopped)
            return _now.Error is { IsNothingThere: false }
                ? $"Loaders can do nothing with what is there, and could do nothing with what is written either: {_now.Error.Message}. Mend that first."
                : $"Loaders could do nothing with the result: {stopped.Message}.";
        foreach (var (name, split) in Written)
        {
            if (_then.Config(name) is not { } config)
                return $"Loaders would not find the config '{name}' that is written.";
            if (config.Kind is { } kind && split.Paths.Where(LoaderKind.IsKnown).All(path => !kind.Takes(path)))
                return $"Loaders take one format for all configs and splits of a dataset, and would not read {Names(split.Paths)}, for the others are " +
                    $"{kind.Reader}.";
            if (config.Error is { } error)
                return $"Loaders could not load the config '{name}' then: {error.Message}.";
            if (config.ChangingSettings is [var setting, ..])
                return $"The card has loaders read the config '{name}' with '{setting}', which is not for these rows.";
            if (config.Files(split.Name) is var paths && !paths.SequenceEqual(split.Paths.Where(config.Kind!.Takes)))
                return $"Loaders would take {Names(paths)} for {name}/{split.Name}, and the rows are in {Names(split.Paths)}.";
        }
        return null;
    }

    private string? ProblemWith(LoaderConfig now)
    {
        var splits = now.Splits.Where(split => !IsReplaced(now.Name, split.Name))
            .Select(split => split with { Paths = now.Files(split.Name).Where(path => !_gone.Contains(path)).ToList() })
            .Where(split => split.Paths.Count > 0)
            .ToList();
        if (splits.Count == 0)
            return null;
        var what = $"the config '{now.Name}' ({string.Join("; ", splits.Select(split => $"{split.Name}: {Names(split.Paths)}"))})";
        if (_then.Config(now.Name) is not { } then)
            return $"Loaders would not find {what} any more.";
        if (then.Kind is not null && then.Kind != now.Kind)
            return $"Loaders take one format for all configs and splits of a dataset, and would read {what}, which is {now.Kind!.Reader}, as " +
                $"{then.Kind.Reader}.";
        if (then.Error is { } error)
            return $"Loaders could not load {what} any more: {error.Message}.";
        foreach (var split in splits)
        {
            if (then.Files(split.Name) is var paths && !paths.SequenceEqual(split.Paths))
                return $"Loaders would take {Names(paths)} for {now.Name}/{split.Name}, which is {Names(split.Paths)} now." + Narrower(now, split.Name);
        }
        bool IsWritten(string split) => Written.Any(written => written.Config == now.Name && written.Split.Name == split);
        return then.Splits.FirstOrDefault(split => now.Split(split.Name) is null && !IsWritten(split.Name)) is { } more
            ? $"Loaders would find a split '{more.Name}' in the config '{now.Name}', which it has not."
            : null;
    }

    private static string Narrower(LoaderConfig config, string split) =>
        config.Patterns.FirstOrDefault(s => s.Name == split)?.Paths is { } patterns && config is not { NamesFiles: false, Folder: "" }
            ? $" The card finds them by {Names(patterns)}{(config.Folder.Length > 0 ? $" in {config.Folder}" : "")}: make that narrower, or name the files."
            : "";

    private string? ProblemWithDefault()
    {
        if (_now.UnnamedConfig is not { } name)
            return null;
        var isReplaced = _now.Config(name)!.Splits.All(split => IsReplaced(name, split.Name) || split.Paths.All(_gone.Contains));
        return isReplaced || _then.DefaultConfig == name || _now.Config(name)!.Error is not null
            ? null
            : $"A load that names no config gives '{name}' now, and would " +
                (_then.DefaultConfig is { } other ? $"give '{other}' then." : "have to name one then.");
    }

    /// <summary>Where a loader does nothing with the place as it is, what of it would be hidden for good.</summary>
    private string? ProblemWithUnreadable()
    {
        if (_now.Error is not { IsNothingThere: false } error)
            return null;
        var found = _then.Configs.SelectMany(config => config.Splits).SelectMany(split => split.Paths).ToHashSet(StringComparer.Ordinal);
        var hidden = Meant()
            .Where(file => !found.Contains(file) && _after.Files.Contains(file) && LoaderKind.IsKnown(file) && LoaderGlob.Find([file], "", "**").Count > 0)
            .Where(file => LoaderKind.Of([file], _before.Archive) is { Reader: not "harbor" })
            .ToList();
        return hidden.Count == 0 ? null
            : $"Loaders can do nothing with what is there ({error.Message}), and would never find {Names(hidden)} once the card names other files. " +
                "Mend that first.";
    }

    /// <summary>The files that the place as it is was to have in its dataset: those that its card names, and all where it names none.</summary>
    private IEnumerable<string> Meant()
    {
        try
        {
            var configs = LoaderCard.Read(_before).Configs;
            var files = _before.Files.Order(StringComparer.Ordinal).ToList();
            return configs.Count == 0 || configs.Any(config => config.Files is null)
                ? files
                : configs.SelectMany(c => c.Files!.SelectMany(split => split.Paths).SelectMany(path => LoaderGlob.Find(files, c.Folder, path)))
                    .Distinct()
                    .ToList();
        }
        catch (LoaderException)
        {
            return _before.Files;
        }
    }

    private static string Names(IReadOnlyList<string> paths) => paths.Count == 0
        ? "nothing"
        : string.Join(", ", paths.Take(FewNames)) + (paths.Count > FewNames ? $" and {paths.Count - FewNames} more" : "");
}
