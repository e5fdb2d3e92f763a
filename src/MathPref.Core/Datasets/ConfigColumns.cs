using MathPref.Core.Rows;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// The columns of a config of which some splits stay while others are written: loaders take all splits of a config with the same columns, or none, and what
/// they give for those that stay is to be the same afterwards.
/// </summary>
internal sealed class ConfigColumns(DistisetTarget target, DistisetFolder folder, SchemaLearner learner)
{
    private LoadedFit? _fit;

    /// <summary>A split that stays.</summary>
    public sealed record KeptSplit(string Name, long Rows, long DataBytes, long FileBytes);

    /// <summary>The splits that stay.</summary>
    public IReadOnlyList<KeptSplit> Kept { get; private set; } = [];

    /// <summary>What loaders give for them; null where none stays, or where those that stay do not load.</summary>
    public LoadedColumns? Theirs { get; private set; }

    /// <summary>Whether those that stay have no common types already: then nothing more can be asked.</summary>
    public bool IsMixed { get; private set; }

    private bool IsJson => target.Format is DistisetFormat.Jsonl;

    /// <summary>
    /// Looks at the splits that stay. Throws <see cref="DatasetFormatException"/> for one whose shards are not whole, and
    /// <see cref="LoaderConflictException"/> where rows that were taken already do not go with what another export has written meanwhile.
    /// </summary>
    public void Learn()
    {
        var (before, wasMixed) = (Theirs, IsMixed);
        (Kept, Theirs, IsMixed) = ([], null, false);
        if (target.IsWholeConfig)
            return;
        var card = DatasetCard.Open(folder.CardPath);
        var (place, view) = folder.Look();
        // Without a card our own folders are named again, and files that loaders would not find are not.
        var found = DatasetFiles.Of(target.Root, card)
            .Where(f => f.Config == target.Config && !target.Splits.Contains(f.Split) && f.Files.Count > 0)
            .Where(f => view.IsNamed || f.Config != DistisetLayout.DefaultConfig || view.Config(f.Config)?.Split(f.Split) is not null)
            .ToList();
        foreach (var split in found)
        {
            if (DistisetLayout.ProblemWithShards(split.Files) is { } problem)
                throw new DatasetFormatException(folder.Folder, null, null, $"the split '{split.Split}', which stays, is not whole: {problem}. " +
                    "Restore it, or export it again with -Force");
        }
        var facts = found.ConvertAll(split => (Name: split.Split, Facts: SplitFacts.Read(split.Files, split.ReadingBy(view))));
        var staying = Staying(place, view);
        Theirs = staying?.Columns;
        Kept = (staying?.Splits.Select(split => (split.Name, split.Rows)) ?? facts.Select(split => (split.Name, Rows: (long?)split.Facts.Rows)))
            .Select(split => (split.Name, split.Rows, facts.Find(f => f.Name == split.Name).Facts))
            .Select(split => new KeptSplit(split.Name, split.Rows ?? split.Facts?.Rows ?? 0, split.Facts?.DataBytes ?? 0, split.Facts?.FileBytes ?? 0))
            .ToList();
        foreach (var split in facts)
        {
            if (Theirs is { } theirs)
                LearnPlain(split.Facts.Schema, theirs);
            else if (split.Facts.Schema is not { } schema || !learner.TryAdd(schema))
                IsMixed = true;
        }
        // A column of which nothing but null is known takes the type of ours.
        _fit ??= Theirs is { } known ? new LoadedFit(new LoadedColumns(known.Fields.Where(field => !field.Type.IsNull).ToList()), IsJson) : null;
        if (learner.Count == 0)
            return;
        if (!IsJson && IsMixed && !wasMixed)
            throw Meanwhile("and its columns have other types than these rows.");
        if (Theirs is { } now && !now.Equals(before) && LoadedFit.Problem(now.Union(learner.Schema), learner.Schema) is { } conflict)
            throw Meanwhile($"and these rows do not go with it. {conflict}");
    }

    /// <summary>Why a row cannot be written beside the splits that stay; null where it can.</summary>
    public string? ProblemWith(Row row) => _fit?.Add(row) is { } problem ? problem + " " + Reason : null;

    /// <summary>
    /// The columns as they are to be written. Throws <see cref="LoaderConflictException"/> where all rows together do not go with the splits that stay.
    /// </summary>
    public RowSchema Settle()
    {
        if (Theirs is not { } theirs)
            return learner.Schema;
        var settled = LoadedFit.Settle(theirs, learner.Schema);
        var problem = _fit?.End() ?? LoadedFit.Problem(theirs.Union(settled ?? learner.Schema), settled ?? learner.Schema);
        if (problem is null && settled is null)
            problem = "A list without any value would have another type than theirs.";
        return problem is null ? settled! : throw new LoaderConflictException($"{problem} {Reason}");
    }

    /// <summary>The columns of all splits, for the card.</summary>
    public YamlSequenceNode Features(DatasetCard card)
    {
        if (Theirs is { } theirs)
            return theirs.Union(learner.Schema).ToYaml();
        // Where somebody gave those that stay types that are not ours, and they fit, theirs stand.
        var told = card.Infos().FirstOrDefault(info => info.Config == target.Config)?.Features;
        return Kept.Count > 0 && told is not null && CardFeatures.HasOtherTypes(told) && !CardFeatures.Compare(told, learner.Schema).Any()
            ? told
            : CardFeatures.Write(learner.Schema);
    }

    private string Reason => $"What the config's other splits ({string.Join(", ", Kept.Select(split => split.Name))}) hold counts: loaders take all splits " +
        "of a config or none, and what they give for those is to stay the same. To give a column another type write all splits at once " +
        "(-TrainSize with -Force), or another -Config.";

    private StayingSplits? Staying(LoaderPlace place, LoaderView view)
    {
        try
        {
            return view.Config(target.Config) is { } config
                ? StayingSplits.Of(config, split => target.Splits.Contains(split), place, LoaderFiles.In(target.Root))
                : null;
        }
        catch (DatasetFormatException broken)
        {
            throw new LoaderConflictException($"The splits of '{target.Config}' that stay do not load as they are ({broken.Message}), and no split of a " +
                "config loads without the others. Mend or delete them, or give another -Config.");
        }
    }

    /// <summary>What is the same for loaders and for us, so that these rows have all columns and numbers of one type.</summary>
    private void LearnPlain(RowSchema? schema, LoadedColumns theirs)
    {
        var plain = schema?.Fields.Where(field => LoadedType.Of(field.Type).Equals(theirs[field.Name])).ToList() ?? [];
        if (plain.Count > 0)
            learner.TryAdd(new RowSchema(plain));
    }

    private LoaderConflictException Meanwhile(string why) => new(
        $"Another export wrote the config's split {string.Join(", ", Kept.Select(split => split.Name))} meanwhile, {why} Loaders take all splits of a " +
        "config or none: give another -Config.");
}
