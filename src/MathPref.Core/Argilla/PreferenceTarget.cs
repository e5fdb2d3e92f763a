using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Argilla;

/// <summary>
/// A dataset of preference records: the fields id, instruction and generations-0 …, and for each generation a rating and a rationale,
/// as distilabel's PreferenceToArgilla makes them.
/// </summary>
internal sealed partial class PreferenceTarget
{
    private static readonly long[] s_ratings = [1, 2, 3, 4, 5];

    public required ArgillaDataset Dataset { get; init; }

    /// <summary>The most generations of a record.</summary>
    public required int Generations { get; init; }

    /// <summary>Generations that the dataset has fields for, where they are more.</summary>
    public int Room { get => Math.Max(field, Generations); init; }

    /// <summary>Whether records carry distilabel's id beside external_id.</summary>
    public required bool HasId { get; init; }

    /// <summary>Whether annotators see the texts as Markdown.</summary>
    public required bool UsesMarkdown { get; init; }

    /// <summary>The question that rates a generation, by its index; null where the dataset asks for none.</summary>
    public required IReadOnlyList<ArgillaQuestion?> Ratings { get; init; }

    /// <summary>The question for the reason of a rating, by its index; null where the dataset asks for none.</summary>
    public required IReadOnlyList<ArgillaQuestion?> Rationales { get; init; }

    public static string Generation(int index) => string.Create(CultureInfo.InvariantCulture, $"generations-{index}");

    public static string Rating(int index) => Generation(index) + "-rating";

    public static string Rationale(int index) => Generation(index) + "-rationale";

    public static string Model(int index) => string.Create(CultureInfo.InvariantCulture, $"model-{index}");

    /// <summary>
    /// The dataset, ready for records: made where <paramref name="dataset"/> is null, completed and published where it is a draft (an
    /// earlier run may have been ended there), else taken as it is. Safe to repeat, and beside another that does the same. Without
    /// <paramref name="generations"/> a record holds as many as the dataset has fields for; with <paramref name="markdown"/> new fields are
    /// shown as Markdown, in which Argilla sets formulas.
    /// </summary>
    public static async Task<PreferenceTarget> PrepareAsync(
        ArgillaClient client,
        ArgillaWorkspace workspace,
        string name,
        ArgillaDataset? dataset,
        int? generations,
        bool markdown,
        int minimumResponses,
        CancellationToken cancellation)
    {
        dataset ??= await client.CreateDatasetAsync(name, workspace, minimumResponses, cancellation).ConfigureAwait(false)
            ?? await FindAsync(client, workspace, name, cancellation).ConfigureAwait(false)
            ?? throw new ArgillaException(ArgillaFailure.DatasetNotFound, $"Argilla has a dataset '{name}' in the workspace '{workspace.Name}' already, " +
                "and does not show it to this key's user.");
        if (!dataset.IsReady)
        {
            try
            {
                await CompleteAsync(client, dataset, generations, markdown, cancellation).ConfigureAwait(false);
                await client.PublishAsync(dataset, cancellation).ConfigureAwait(false);
            }
            catch (ArgillaException refused) when (refused.Failure is ArgillaFailure.Refused)
            {
                // A published dataset takes no more fields: another that does the same may have been first, and made them all.
                if (await FindAsync(client, workspace, name, cancellation).ConfigureAwait(false) is not { IsReady: true } ready || ready.Id != dataset.Id)
                    throw;
            }
            dataset = dataset with { IsReady = true };
        }
        var target = (await ReadAsync(client, dataset, cancellation).ConfigureAwait(false)).For(generations);
        // A dataset that allows no other metadata takes these; for one that does they can be filtered by.
        var properties = await client.MetadataPropertiesAsync(dataset, cancellation).ConfigureAwait(false);
        for (var i = 0; i < target.Generations; i++)
        {
            if (!properties.Contains(Model(i)))
                await client.AddTermsAsync(dataset, Model(i), cancellation).ConfigureAwait(false);
        }
        return target;
    }

    /// <summary>What a dataset holds. Throws <see cref="ArgillaFailure.DatasetMismatch"/> for one that is not of preference records.</summary>
    public static async Task<PreferenceTarget> ReadAsync(ArgillaClient client, ArgillaDataset dataset, CancellationToken cancellation)
    {
        var fields = await client.FieldsAsync(dataset, cancellation).ConfigureAwait(false);
        var questions = await client.QuestionsAsync(dataset, cancellation).ConfigureAwait(false);
        bool Holds(string name) => fields.Any(f => f.Name == name && f.Type == "text");
        if (!Holds("instruction"))
            throw Mismatch(dataset, "it has no text field 'instruction'");
        var count = Enumerable.Range(0, int.MaxValue).First(i => !Holds(Generation(i)));
        if (count == 0)
            throw Mismatch(dataset, $"it has no text field '{Generation(0)}'");
        return new PreferenceTarget
        {
            Dataset = dataset,
            Generations = count,
            HasId = Holds("id"),
            UsesMarkdown = fields.Exists(f => f.Name == Generation(0) && f.UsesMarkdown),
            Ratings = Enumerable.Range(0, count).Select(i => questions.Find(q => q.Name == Rating(i) && q.Type == "rating")).ToList(),
            Rationales = Enumerable.Range(0, count).Select(i => questions.Find(q => q.Name == Rationale(i) && q.Type == "text")).ToList(),
            Foreign = fields
                .Where(f => f.IsRequired && f.Name is not ("id" or "instruction") && !Enumerable.Range(0, count).Any(i => f.Name == Generation(i)))
                .Select(f => client.Words(f.Name))
                .ToList(),
            RequiredGenerations = Enumerable.Range(0, count).Where(i => fields.Any(f => f.IsRequired && f.Name == Generation(i))).ToList(),
        };
    }

    /// <summary>What <see cref="PrepareAsync"/> would make where there is none, without a server.</summary>
    public static PreferenceTarget Foreseen(ArgillaWorkspace workspace, string name, int generations, bool markdown) => new()
    {
        Dataset = new ArgillaDataset("", name, workspace.Id, IsReady: true, AllowsExtraMetadata: true),
        Generations = generations,
        HasId = true,
        UsesMarkdown = markdown,
        Ratings = Enumerable.Range(0, generations).Select(i => new ArgillaQuestion(Rating(i), Rating(i), "rating", i == 0, s_ratings.ToHashSet())).ToList(),
        Rationales = Enumerable.Range(0, generations).Select(i => new ArgillaQuestion(Rationale(i), Rationale(i), "text", false, new HashSet<long>())).ToList(),
        Foreign = [],
        RequiredGenerations = [0],
    };

    public static async Task<ArgillaDataset?> FindAsync(ArgillaClient client, ArgillaWorkspace workspace, string name, CancellationToken cancellation) =>
        (await client.DatasetsAsync(workspace, cancellation).ConfigureAwait(false)).Find(d => d.Name == name);

    /// <summary>Required fields that no preference record has.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }

    /// <summary>The generations that no record may leave out, by their index.</summary>
    public required IReadOnlyList<int> RequiredGenerations { get; init; }

    /// <summary>
    /// The target of records of so many generations; null takes what the dataset has. Throws for a dataset that would refuse every
    /// such record.
    /// </summary>
    public PreferenceTarget For(int? most)
    {
        var generations = most ?? Generations;
        if (generations > Generations)
            throw Mismatch(Dataset, $"it holds {Counted(Generations)}, not {generations}, and none can be added after a dataset is published. " +
                "Give another -Name");
        if (Foreign.Count > 0)
            throw Mismatch(Dataset, $"its field '{Foreign[0]}' is required, and preference records have none");
        if (RequiredGenerations.FirstOrDefault(i => i >= generations, -1) is >= 0 and var missing)
            throw Mismatch(Dataset, $"its field '{Generation(missing)}' is required, so it takes {Counted(missing + 1)} at least (-NumGenerations)");
        return new PreferenceTarget
        {
            Dataset = Dataset,
            Generations = generations,
            Room = Room,
            HasId = HasId,
            UsesMarkdown = UsesMarkdown,
            Ratings = Ratings.Take(generations).ToList(),
            Rationales = Rationales.Take(generations).ToList(),
            Foreign = [],
            RequiredGenerations = RequiredGenerations,
        };
    }

    private static async Task CompleteAsync(ArgillaClient client, ArgillaDataset dataset, int? generations, bool markdown, CancellationToken cancellation)
    {
        var thereFields = await client.FieldsAsync(dataset, cancellation).ConfigureAwait(false);
        var thereQuestions = await client.QuestionsAsync(dataset, cancellation).ConfigureAwait(false);
        // Nothing takes back what is published: a draft that somebody else is at stays theirs.
        var other = thereFields.Find(f => !IsOurs(f))?.Name ?? thereQuestions.Find(q => !IsOurs(q))?.Name;
        if (other is not null)
            throw Mismatch(dataset, $"it is not published yet, and its '{client.Words(other)}' is none of theirs. " +
                "Give another -Name, or publish it in Argilla first");
        var fields = thereFields.Select(f => f.Name).ToHashSet();
        var questions = thereQuestions.Select(q => q.Name).ToHashSet();
        var count = generations ?? Math.Max(1, Enumerable.Range(0, int.MaxValue).First(i => !fields.Contains(Generation(i))));
        async Task AddFieldAsync(string name, bool isRequired, bool asMarkdown)
        {
            if (!fields.Contains(name))
                await client.AddFieldAsync(dataset, name, isRequired, asMarkdown, cancellation).ConfigureAwait(false);
        }
        async Task AddQuestionAsync(string name, string title, string? description, bool isRequired, long[]? options)
        {
            if (!questions.Contains(name))
                await client.AddQuestionAsync(dataset, name, title, description, isRequired, options, cancellation).ConfigureAwait(false);
        }
        await AddFieldAsync("id", isRequired: false, asMarkdown: false).ConfigureAwait(false);
        await AddFieldAsync("instruction", isRequired: true, markdown).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
            await AddFieldAsync(Generation(i), isRequired: i == 0, markdown).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            var ignore = i == 0 ? null : $"Ignore this question if the corresponding `{Generation(i)}` field is not available.";
            await AddQuestionAsync(Rating(i), $"Rate {Generation(i)} given instruction.", ignore, i == 0, s_ratings).ConfigureAwait(false);
            await AddQuestionAsync(Rationale(i), $"Specify the rationale for {Generation(i)}'s rating.", ignore, isRequired: false, null).ConfigureAwait(false);
        }
    }

    private static bool IsOurs(ArgillaField field) => field.Type == "text" && OurField().IsMatch(field.Name);

    private static bool IsOurs(ArgillaQuestion question) =>
        OurQuestion().Match(question.Name) is { Success: true } match
        && question.Type == (match.Groups[1].ValueSpan is "rating" ? "rating" : "text");

    private static string Counted(int generations) =>
        string.Create(CultureInfo.InvariantCulture, $"{generations} generation{(generations == 1 ? "" : "s")} a record");

    private static ArgillaException Mismatch(ArgillaDataset dataset, string why) =>
        new(ArgillaFailure.DatasetMismatch, $"The dataset '{dataset.Name}' in Argilla is not one of preference records as they are needed here: {why}.");

    [GeneratedRegex(@"\A(id|instruction|generations-[0-9]+)\z")]
    private static partial Regex OurField();

    [GeneratedRegex(@"\Agenerations-[0-9]+-(rating|rationale)\z")]
    private static partial Regex OurQuestion();
}
