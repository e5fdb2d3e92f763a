using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// A dataset's folder as it was at one moment: what its card says, and which files these were. All rows come from those files; where
/// another lies in the place of one, that is a <see cref="DatasetReplacedException"/>.
/// </summary>
internal sealed class DatasetSnapshot
{
    /// <summary>An export points the card elsewhere twice; a look that lasts so long is rare, and many of them one after the other are none.</summary>
    private const int Tries = 20;

    private readonly Dictionary<string, FileMark> _files;

    private DatasetSnapshot(string root, string cardText, DatasetCard card, FolderPlan plan, Dictionary<string, FileMark> files)
    {
        Root = root;
        CardText = cardText;
        Card = card;
        Splits = plan.Splits;
        Plan = plan.Plan;
        PlanError = plan.Error;
        _files = files;
    }

    public string Root { get; }

    /// <summary>The card as it stands; empty where there is none.</summary>
    public string CardText { get; }

    public DatasetCard Card { get; }

    /// <summary>All splits, in the card's order, also those that do not load.</summary>
    public IReadOnlyList<DatasetFiles> Splits { get; }

    /// <summary>How it is read; null where <see cref="PlanError"/> says why it is not.</summary>
    public ReadPlan? Plan { get; }

    public DatasetFormatException? PlanError { get; }

    /// <summary>
    /// Looks at a folder. Throws <see cref="DatasetFormatException"/> for a broken card and for links that lead out of the folder,
    /// <see cref="DatasetReplacedException"/> where it does not come to rest.
    /// </summary>
    /// <param name="root">The folder.</param>
    /// <param name="isForReading">Whether rows are all that is wanted: a card whose YAML has no end is none then, as it is for loaders.</param>
    /// <param name="isAsNamed">Whether all files that the card names are wanted, and not those that a loader takes.</param>
    public static DatasetSnapshot Take(string root, bool isForReading = false, bool isAsNamed = false)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (TryTake(root, isForReading, isAsNamed) is { } snapshot)
                return snapshot;
        }
        throw new DatasetReplacedException(root);
    }

    /// <summary>What a file is known by.</summary>
    public FileMark MarkOf(string file) => _files[file];

    /// <summary>The path of a file, by its name in the folder.</summary>
    public string PathOf(string name) => FolderTree.PathOf(Root, name);

    /// <summary>
    /// The rows of one of the files, by its ending where nothing else is said. Where <paramref name="wanted"/> is given, other columns may be left out.
    /// </summary>
    public IEnumerable<Row> Read(
        string file, Action<DatasetFormatException> onError, Func<string, bool>? wanted = null, ReadOptions? options = null, FileReading? reading = null)
    {
        // The file that is opened is the one that was looked at if that was there before and after; from then on it is held.
        Check(file);
        void OnError(DatasetFormatException error)
        {
            Check(file);
            onError(error);
        }
        using var rows = Guard(file, () => (reading?.Read(file, OnError, wanted, options ?? new ReadOptions())
            ?? DatasetReader.ReadFile(file, OnError, wanted, options)).GetEnumerator());
        for (var isFirst = true; ; isFirst = false)
        {
            var hasRow = Guard(file, rows.MoveNext);
            // Whoever writes into the file that is held is found out at its end.
            if (isFirst || !hasRow)
                Check(file);
            if (!hasRow)
                yield break;
            yield return rows.Current;
        }
    }

    /// <summary>What one of the files, which is Parquet, says of itself. Throws <see cref="DatasetFormatException"/> where it is broken.</summary>
    public ParquetInfo ReadInfo(string file)
    {
        var info = Guard(file, () =>
        {
            PointerFile.Check(file);
            return ParquetRowReader.ReadInfo(file);
        });
        Check(file);
        return info;
    }

    private static DatasetSnapshot? TryTake(string root, bool isForReading, bool isAsNamed)
    {
        var cardPath = Path.Combine(root, DistisetLayout.CardName);
        try
        {
            var before = FileMark.Of(cardPath);
            var text = before is null ? "" : DatasetCard.ReadText(cardPath);
            var card = isForReading && LoaderCard.Block(text) is null ? DatasetCard.OfFront([]) : DatasetCard.Parse(text, cardPath);
            var plan = isAsNamed ? FolderPlan.AsNamed(root, card) : FolderPlan.Of(root, card);
            var files = new Dictionary<string, FileMark>(StringComparer.Ordinal);
            foreach (var file in plan.Files)
            {
                if (FileMark.Of(file) is not { } mark)
                    return null;
                files[file] = mark;
            }
            // While the card stays, so does what it points to: an export fills a place only while the card points to another.
            return FileMark.Of(cardPath) == before ? new DatasetSnapshot(root, text, card, plan, files) : null;
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Check(string file)
    {
        if (HasChanged(file))
            throw new DatasetReplacedException(file);
    }

    private bool HasChanged(string file) => FileMark.Of(file) != _files[file];

    /// <summary>What is wrong with another file in that place is of no interest.</summary>
    private T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is (IOException and not DatasetReplacedException) or DatasetFormatException && HasChanged(file))
        {
            throw new DatasetReplacedException(file);
        }
    }
}
