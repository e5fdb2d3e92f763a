namespace MathPref.Core.Datasets;

/// <summary>
/// Names in a card what a loader finds by itself, before something is named beside it: a card that names one config hides all that it does not name,
/// and the only config is the one that is loaded where none is named.
/// </summary>
internal static class KeptConfigs
{
    /// <param name="card">To be changed.</param>
    /// <param name="isWritten">Whether a config is written.</param>
    /// <param name="view">What a loader makes of the place now.</param>
    /// <param name="files">The files as they will be.</param>
    /// <param name="isReplaced">Whether a split is to go, or to have other files.</param>
    /// <param name="isGone">Whether a file is deleted or written anew.</param>
    public static void Name(
        DatasetCard card,
        Func<string, bool> isWritten,
        LoaderView view,
        IReadOnlyList<string> files,
        Func<string, string, bool> isReplaced,
        Func<string, bool> isGone)
    {
        // One that names its files itself is as it is; one whose files were found would find the new ones, too. What lies in another folder does not.
        var found = view.Configs.Where(config => !config.NamesFiles && config.Error is null && (config.Folder.Length == 0 || isWritten(config.Name)));
        foreach (var config in found)
        {
            foreach (var split in config.Splits.Where(split => !isReplaced(config.Name, split.Name)))
            {
                var paths = split.Paths.Where(path => !isGone(path)).ToList();
                if (paths.Count > 0)
                    card.SetFiles(config.Name, split.Name, Patterns(config.Name, split.Name, paths, files));
            }
        }
    }

    /// <summary>Marks the config that a load gives which names none, where it is not known by its name or by being the only one.</summary>
    public static void MarkDefault(DatasetCard card, LoaderView view)
    {
        if (view.UnnamedConfig is { } name and not DistisetLayout.DefaultConfig)
            card.MarkDefault(name);
    }

    /// <summary>As we name our own, where that says the same; else each file.</summary>
    private static IReadOnlyList<string> Patterns(string config, string split, List<string> paths, IReadOnlyList<string> files)
    {
        var pattern = DistisetLayout.Pattern(config, split);
        return LoaderGlob.Find(files, "", pattern).SequenceEqual(paths) ? [pattern] : paths.ConvertAll(LoaderGlob.Escape);
    }
}
