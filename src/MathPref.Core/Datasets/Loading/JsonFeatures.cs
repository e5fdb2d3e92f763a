using System.Text.Json;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a loader gives of the JSON files of a split: the columns of the first piece hold for all that follow. Source: datasets,
/// packaged_modules/json/json.py.
/// </summary>
public sealed class JsonFeatures
{
    private readonly List<JsonFact> _facts = [];

    private JsonFeatures(LoadedColumns? columns) => Columns = columns!;

    public LoadedColumns Columns { get; private set; }

    /// <summary>Rows of all files.</summary>
    public long Rows { get; private set; }

    /// <summary>What comes back as something else than stands there; rows are counted over all files.</summary>
    public IReadOnlyList<JsonFact> Facts => _facts;

    /// <summary>
    /// Reads the files of a split, in order. Throws <see cref="DatasetFormatException"/> for the file with which a load fails, or might: one
    /// that is no JSON, of other columns or types than those before it, or without a row among all.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="columns">The columns that a card or the splits before this one have settled; null where nothing has.</param>
    public static JsonFeatures Read(IReadOnlyList<LoadedFile> files, LoadedColumns? columns = null)
    {
        var features = new JsonFeatures(columns);
        for (var i = 0; i < files.Count; i++)
            features.Read(files[i], isFirst: i == 0);
        return features.Columns is not null
            ? features
            : throw new DatasetFormatException(files.Count == 0 ? "" : files[0].Path, null, null, "there is no row in it, and loading fails");
    }

    private void Read(LoadedFile file, bool isFirst)
    {
        JsonBatches? batches = null;
        try
        {
            batches = JsonBatches.Open(file, isFirst);
            for (var batch = 0; ; batch++)
            {
                var learner = new JsonLearner { IsScanned = isFirst && batch == 0 && Columns is null };
                if (!batches.Read(learner))
                    return;
                Add(learner);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidDataException or ZstdSharp.ZstdException or EndOfStreamException)
        {
            var problem = broken is JsonException ? "this is no JSON" : broken.Message;
            throw new DatasetFormatException(file.Path, batches?.Line, null, problem + ", and loading fails, or reads something else", broken);
        }
        finally
        {
            batches?.Dispose();
        }
    }

    private void Add(JsonLearner learner)
    {
        if (learner.EndsLoad is { } problem)
            throw new InvalidDataException(problem);
        var hasJson = Columns is not null && Columns.Fields.Any(field => JsonLearner.HasJson(field.Type));
        if (hasJson && learner.HasBlankLines)
            throw new InvalidDataException("there are blank lines, or rows of several, beside columns of Json");
        foreach (var fact in learner.FactsBeside(hasJson))
        {
            if (!_facts.Exists(other => other.Path == fact.Path && other.Kind == fact.Kind))
                _facts.Add(fact with { Row = fact.Row + Rows });
        }
        Rows += learner.Rows;
        if (Columns is null)
            Columns = learner.Columns;
        else if (learner.Root.Problem(LoadedType.StructOf(Columns.Fields), "") is { } other)
            throw new InvalidDataException(other);
    }
}
