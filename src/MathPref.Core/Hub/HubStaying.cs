using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>
/// Looks into the splits that stay in a repository beside those that are pushed: the footers of Parquet, other files whole where the card does not say what
/// they hold.
/// </summary>
internal sealed class HubStaying(HubApi api, string repo)
{
    /// <summary>Bytes of a text file that are still fetched to find out its columns.</summary>
    public const long MostText = 100_000_000;

    /// <summary>
    /// The splits that stay, by the configs that are pushed. Throws <see cref="LoaderConflictException"/> for some that do not load as they are, and for texts
    /// that are too long to be looked into.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, StayingSplits>> ReadAsync(
        HubSnapshot snapshot, PushFolder folder, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StayingSplits>(StringComparer.Ordinal);
        if (snapshot.Head is not { } commit)
            return found;
        var place = snapshot.Place(repo);
        var view = LoaderView.Of(place);
        foreach (var name in folder.Configs)
        {
            if (view.Config(name) is not { Error: null } config || config.Kind!.Reader is not ("parquet" or "json"))
                continue;
            bool IsPushed(string split) => folder.Splits.Any(s => s.Config == name && s.Split == split);
            try
            {
                List<HubEntry> Needed(bool trusts) =>
                    StayingSplits.Needed(config, IsPushed, place, trusts).Select(path => snapshot.Files[path]).ToList();
                var needed = Needed(false);
                var trustsCard = config.Kind.Reader is not "parquet" && needed.Sum(file => file.Size) > MostText;
                if (trustsCard)
                    needed = Needed(true);
                var files = await ReadFilesAsync(config, needed, commit, cancellationToken).ConfigureAwait(false);
                if (StayingSplits.Of(config, IsPushed, place, files, trustsCard) is { } staying)
                    found.Add(name, staying);
            }
            catch (DatasetFormatException broken)
            {
                throw new LoaderConflictException($"The splits of '{name}' that stay on the Hub do not load as they are ({broken.Message}), and no split " +
                    "of a config loads without the others. Nothing was sent: mend or delete them there, or export these rows with another -Config.");
            }
        }
        return found;
    }

    private async Task<LoaderFiles> ReadFilesAsync(LoaderConfig config, List<HubEntry> needed, string commit, CancellationToken cancellationToken)
    {
        var footers = new Dictionary<string, ParquetFeatures>(StringComparer.Ordinal);
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var isParquet = config.Kind!.Reader is "parquet";
        if (!isParquet && needed.Sum(file => file.Size) is > MostText and var size)
            throw new LoaderConflictException($"What the splits of '{config.Name}' that stay on the Hub hold, no dataset_info of the card there tells, and " +
                $"their {size / 1_000_000} MB are too many to be looked into. Nothing was sent: write dataset_info there, or export these rows with another " +
                "-Config.");
        foreach (var file in needed)
        {
            if (isParquet)
                footers[file.Path] = await ReadFooterAsync(file, commit, cancellationToken).ConfigureAwait(false);
            else
                texts[file.Path] = await api.ReadBytesAsync(repo, commit, file, null, cancellationToken).ConfigureAwait(false);
        }
        return new LoaderFiles(path => footers[path], path => new LoadedFile(path, () => new MemoryStream(texts[path], writable: false)));
    }

    private async Task<ParquetFeatures> ReadFooterAsync(HubEntry file, string commit, CancellationToken cancellationToken)
    {
        var mark = await api.ReadBytesAsync(repo, commit, file, ParquetFeatures.MarkLength, cancellationToken).ConfigureAwait(false);
        var end = await api.ReadBytesAsync(repo, commit, file, ParquetFeatures.Needed(mark, file.Path), cancellationToken).ConfigureAwait(false);
        return ParquetFeatures.Read(end, file.Path);
    }
}
