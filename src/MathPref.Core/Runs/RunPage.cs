using MathPref.Core.Datasets;

namespace MathPref.Core.Runs;

/// <summary>
/// The README.md of a run's folder, by which loaders that are given the folder find the dataset in it and none of the files beside it. It has
/// the <c>configs</c> of the dataset's card and nothing else: whatever more it said would have to be kept right. A text that somebody put there stays.
/// </summary>
internal static class RunPage
{
    /// <summary>Whether the folder's README.md names files of a run's dataset and no others.</summary>
    public static bool IsPage(string folder)
    {
        try
        {
            var page = DatasetCard.Open(PathOf(folder));
            return page.Sources().Count > 0 && OuterCard.IsWithin(page, DatasetFiles.DistisetInRun);
        }
        catch (DatasetFormatException)
        {
            // Broken, or the pointer to one that was not fetched.
            return false;
        }
    }

    /// <summary>
    /// Makes the page say what the dataset's card says now; without a dataset it says nothing, and a page of that alone goes. Nothing is thrown
    /// where it cannot be written: the dataset is what a run is for.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="onWarning">Told once where that could not be done.</param>
    public static void Renew(string folder, Action<string> onWarning)
    {
        var dataset = Path.Combine(folder, DatasetFiles.DistisetInRun);
        try
        {
            // Until an export into the dataset has ended, its card points elsewhere.
            using var turn = FolderLock.Take(dataset, CancellationToken.None);
            Write(PathOf(folder), DatasetCard.Open(Path.Combine(dataset, DistisetLayout.CardName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
        {
            if (!Directory.Exists(dataset))
                return;
            onWarning($"{PathOf(folder)} does not name the files of the run's dataset, so load_dataset on {folder} fails or mixes its configs: " +
                $"{error.Message.TrimEnd('.')}. Load {dataset} instead, which is whole; the next run writes the page where it can.");
        }
    }

    private static string PathOf(string folder) => Path.Combine(folder, DistisetLayout.CardName);

    private static void Write(string path, DatasetCard dataset)
    {
        var configs = OuterCard.Configs(dataset, DatasetFiles.DistisetInRun);
        var isThere = FileMark.Of(path) is not null;
        var page = DatasetCard.Open(path);
        if (!configs.Any() && !page.Entries().Any())
            return;
        if (Directory.Exists(path))
            throw new IOException("it is a folder. Give it another name");
        if (!OuterCard.IsWithin(page, DatasetFiles.DistisetInRun))
            throw new IOException($"it names files of its own ({string.Join(", ", page.Sources().SelectMany(s => s.Patterns).Take(3))}). " +
                "Take its configs out, or move it elsewhere");
        var named = page.Entries().Concat(dataset.Entries()).Select(DatasetCard.NameOf).ToHashSet(StringComparer.Ordinal);
        // What somebody wrote of their columns and counts would be wrong after another run, and loaders refuse that.
        foreach (var config in named)
            page.ForgetInfo(config);
        if (configs.Any())
            page.Front.Children["configs"] = configs;
        else
            page.Front.Children.Remove("configs");
        var text = (page.Front.Children.Count == 0 ? page.Body : page.ToString()).TrimEnd('\n') + "\n";
        if (isThere && DatasetCard.ReadText(path) == text)
            return;
        // Where a file may be replaced though it may not be written, that is not what its owner meant.
        if (isThere && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
            throw new UnauthorizedAccessException("it is read-only. Let it be written");
        if (text.Length == 1)
            File.Delete(path);
        else
            DatasetCard.Save(path, text);
    }
}
