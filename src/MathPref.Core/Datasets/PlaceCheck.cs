namespace MathPref.Core.Datasets;

/// <summary>What a loader makes of the folder by its names alone: <see cref="LoaderView"/>.</summary>
internal sealed class PlaceCheck(Findings findings, DatasetSnapshot set)
{
    private readonly LoaderView _view = LoaderView.Of(LoaderPlace.OfFolder(set.Root));

    /// <summary>Says that a loader reads what this module does not by the folder's name; false where it does not either.</summary>
    public bool SayNotRead()
    {
        var files = _view.Error is not null ? [] : _view.Configs.Where(c => c.Error is null).SelectMany(c => c.Splits).SelectMany(s => s.Paths).ToList();
        if (!files.Exists(file => FileMark.Of(Path.Combine(set.Root, file)) is { Length: > 0 }))
            return false;
        findings.Warning("NotRead", $"load_dataset reads {files[0]}{(files.Count > 1 ? $" and {files.Count - 1} more" : "")} here, and this module reads " +
            "nothing by the folder's name, so that nothing was checked. Give Import-Dataset the files themselves, or name them in a README.md (configs).");
        return true;
    }

    /// <summary>Says what is wrong with names, before the files are looked at.</summary>
    public void Begin()
    {
        var card = set.Card;
        if (card.Sources().Count == 0)
            findings.Warning("NoCard", $"There is no {DistisetLayout.CardName} that names the files, so loaders guess configs and splits from the names of " +
                "the files. Export-Distiset writes one.");
        if (card.Defaults > 1)
            findings.Error("TwoDefaults", "The card calls more than one config the default (default: true): loading fails.");
        var kinds = set.Splits.SelectMany(split => split.Files).Select(file => FileKind.Of(file).Extension).Distinct().Count();
        if (kinds > 1 && (_view.Error is not null || _view.Configs.Any(config => config.Error is not null)))
            findings.Error("MixedFormats", "The configs and splits have files of several formats, and loaders take one for all: loading fails.");
    }

    /// <summary>What a config and its splits are called. A loader takes more names than can be written.</summary>
    public void CheckNames(string config, IEnumerable<string> splits)
    {
        if (DistisetLayout.ProblemWithConfig(config) is { } badConfig)
        {
            if (_view.Error is not null && config.AsSpan().IndexOfAny(LoaderView.BadNameCharacters) >= 0)
                findings.Error("BadConfigName", $"The config '{config}' cannot be loaded: {badConfig}.", config);
            else
                findings.Warning("BadConfigName", $"The config '{config}' loads, and Export-Distiset and Publish-Distiset do not write one of that name: " +
                    $"{badConfig}.", config);
        }
        foreach (var split in splits)
        {
            if (DistisetLayout.ProblemWithSplit(split) is not { } badSplit)
                continue;
            if (LoaderSplit.ProblemWith(split) is not null || split == "all")
                findings.Error("BadSplitName", $"The split '{split}' cannot be loaded: {badSplit}.", config, split);
            else
                findings.Warning("BadSplitName", $"The split '{split}' loads, and Export-Distiset and Publish-Distiset do not write one of that name: " +
                    $"{badSplit}.",
                    config, split);
        }
    }

    /// <summary>Says why nothing of the folder, or of a config, is loaded where no other finding does.</summary>
    public void End()
    {
        const string Remedy = "Correct the card or the names of the files.";
        if (_view.Error is { } error && !findings.HasError())
            findings.Error("DoesNotLoad", $"load_dataset fails on this folder: {error.Message} ({error.Kind}). {Remedy}");
        foreach (var config in _view.Configs.Where(config => config.Error is not null && !findings.HasError(config.Name)))
            findings.Error("DoesNotLoad", $"load_dataset fails on the config '{config.Name}': {config.Error!.Message} ({config.Error.Kind}). {Remedy}",
                config.Name);
    }
}
