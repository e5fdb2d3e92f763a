namespace MathPref.Core.Datasets;

/// <summary>What a loader makes of the JSON files of a config, whose types it guesses from the values: see <see cref="JsonFeatures"/>.</summary>
/// <param name="findings">Where it is said.</param>
/// <param name="columns">The columns that the card names; null where it names none.</param>
internal sealed class JsonCheck(Findings findings, LoadedColumns? columns)
{
    private readonly bool _isNamed = columns is not null;
    private LoadedColumns? _columns = columns;

    /// <summary>Whether the files are such that a loader reads as JSON.</summary>
    public static bool Reads(IReadOnlyList<string> files) =>
        files.Count > 0 && files.All(file => FileKind.Of(file).Loader == "json");

    /// <summary>Looks at the files of a split, whose columns hold for the splits behind it where the card names none.</summary>
    public void Check(DatasetFiles split)
    {
        var read = Read(split, _columns, out var problem);
        if (read is null && _isNamed)
        {
            // What the values themselves show is told, and else that they are cast to what the card says, or not.
            read = Read(split, null, out _);
            if (read?.Facts.Any(fact => JsonWords.Of(fact) is not null) is false)
                findings.Warning("WrongFeatures", $"{problem}, with the types that the card names. Export the rows again as Parquet, which keeps the types.",
                    split.Config, split.Split);
        }
        if (read is null)
        {
            // A file that cannot be read at all was said already.
            if (!findings.HasError(split.Config))
                findings.Error("DoesNotLoad", $"{problem}. Write the files of the config anew, of one kind of rows, or Parquet, which keeps the types " +
                    "(Export-Distiset -Format Parquet).", split.Config, split.Split);
            return;
        }
        if (!_isNamed)
            _columns = read.Columns;
        foreach (var fact in read.Facts)
        {
            if (JsonWords.Of(fact) is var (check, happens))
                findings.Row(ProblemSeverity.Warning, check, JsonWords.Sentence(fact.Path, happens), split, fact.Row, fact.Path, fact.Count);
        }
    }

    private static JsonFeatures? Read(DatasetFiles split, LoadedColumns? columns, out string problem)
    {
        problem = "";
        try
        {
            return JsonFeatures.Read(split.Files.Select(LoadedFile.At).ToList(), columns);
        }
        catch (Exception broken) when (broken is DatasetFormatException or IOException or UnauthorizedAccessException)
        {
            problem = broken.Message;
            return null;
        }
    }
}
