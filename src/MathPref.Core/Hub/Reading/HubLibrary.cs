using MathPref.Core.Datasets;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>Finds datasets on the Hub, and in its cache on this machine.</summary>
internal sealed class HubLibrary
{
    /// <summary>So many repositories of an owner are looked through for one of a name like the one that was asked for.</summary>
    private const int MostNames = 500;

    private readonly HubApi _api;
    private readonly HubDownload _download;
    private readonly Action<string> _warn;

    private HubLibrary(HubApi api, HubDownload download, HubCache cache, bool isOffline, Action<string> warn)
    {
        _api = api;
        _download = download;
        Cache = cache;
        IsOffline = isOffline;
        _warn = warn;
    }

    private HubCache Cache { get; }

    /// <summary>Whether nothing is asked for, and what is in the cache is all there is.</summary>
    private bool IsOffline { get; }

    /// <summary>
    /// Both are told on any thread: <paramref name="warn"/> what a person should know, <paramref name="tell"/> waits and other attempts.
    /// </summary>
    public static HubLibrary Create(
        HubConnection connection,
        HubSettings settings,
        Func<string, string?> environment,
        bool isOffline,
        Action<string> warn,
        Action<string> tell,
        TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var cache = HubCache.Of(environment);
        return new HubLibrary(
            new HubApi(connection, new HubHttp(connection, HttpClients.For(settings.Proxy), settings, time, tell, warn)),
            new HubDownload(connection, HttpClients.ForFiles(settings.Proxy), settings, cache, time, tell, warn),
            cache,
            isOffline,
            warn);
    }

    /// <summary>
    /// Opens what an address names: a repository at the commit that its revision is at now, a folder or a file in it. Throws
    /// <see cref="HubException"/> where it cannot be had, and <see cref="DatasetFormatException"/> where nothing of it can be read.
    /// </summary>
    public async Task<HubDataset> OpenAsync(HubAddress address, CancellationToken cancellationToken)
    {
        var dataset = await FindAsync(address, cancellationToken).ConfigureAwait(false);
        if (dataset.IsConverted)
            dataset.Card = await CardOfAsync(address, cancellationToken).ConfigureAwait(false);
        try
        {
            await dataset.PlanAsync(address.Path, cancellationToken).ConfigureAwait(false);
            return dataset;
        }
        catch (DatasetFormatException nothing) when (ReadPlan.MayBeConverted(nothing) && address is { Path: "", Revision: null or HubAddress.MainBranch })
        {
            if (await OpenConvertedAsync(address, nothing, cancellationToken).ConfigureAwait(false) is not { } converted)
                throw;
            converted.Card = dataset.Card;
            return converted;
        }
    }

    private async Task<HubDataset> FindAsync(HubAddress address, CancellationToken cancellationToken)
    {
        var commit = await FindCommitAsync(address, cancellationToken).ConfigureAwait(false);
        return commit.IsKept ? Kept(address, commit.Oid) : await ListAsync(address, commit.Oid, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What people say of a dataset, in its main branch; null where nothing can be had of it.</summary>
    private async Task<DatasetCard?> CardOfAsync(HubAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var dataset = await FindAsync(address with { Revision = null }, cancellationToken).ConfigureAwait(false);
            return await dataset.ReadCardAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HubException)
        {
            return null;
        }
    }

    private sealed record Found(string Oid, bool IsKept);

    /// <summary>The commit that is read, and whether it is known from the cache alone.</summary>
    private async Task<Found> FindCommitAsync(HubAddress address, CancellationToken cancellationToken)
    {
        var revision = address.Revision ?? HubAddress.MainBranch;
        var kept = HubAddress.IsCommit(revision) ? revision : Cache.CommitOf(address.Repo, revision);
        if (IsOffline)
            return kept is null || !IsHere(address.Repo, kept) ? throw NotHere(address, Cache.Root) : new Found(kept, IsKept: true);
        if (HubAddress.IsCommit(revision) && Cache.TreeOf(address.Repo, revision) is not null)
            return new Found(revision, IsKept: false);
        HubRepo repo;
        try
        {
            repo = await _api.GetRepoAsync(address.Repo, revision, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException missing) when (missing.Failure is HubFailure.NotFound)
        {
            throw new HubException(
                HubFailure.NotFound,
                $"There is no dataset '{address.Repo}' on the Hub, or it is private and the token (HF_TOKEN, -Token) does not let one see it." +
                    await SimilarAsync(address.Repo, cancellationToken).ConfigureAwait(false),
                missing) { Status = missing.Status };
        }
        catch (HubException missing) when (missing.Failure is HubFailure.RevisionNotFound)
        {
            throw new HubException(
                HubFailure.RevisionNotFound,
                $"{address.Repo} has no revision '{revision}'.{await RevisionsAsync(address, cancellationToken).ConfigureAwait(false)}",
                missing) { Status = missing.Status };
        }
        catch (HubException unreachable) when (unreachable.IsTransient && kept is not null && IsHere(address.Repo, kept))
        {
            _warn($"{unreachable.Message} {address.Repo} is read from the cache, as it was at the commit {kept}.");
            return new Found(kept, IsKept: true);
        }
        var head = repo.Head ?? throw new HubException(HubFailure.RevisionNotFound, $"{address} has no commit yet, so there is nothing to read.");
        Cache.KeepCommit(address.Repo, revision, head);
        return new Found(head, IsKept: false);
    }

    private bool IsHere(string repo, string commit) => Cache.TreeOf(repo, commit) is not null || Cache.FilesOf(repo, commit).Count > 0;

    private static HubException NotHere(HubAddress address, string root) => new(
        HubFailure.NotInCache,
        $"{address} is not in the cache ({root}), and nothing is asked for offline. Read it once without -Offline and HF_HUB_OFFLINE.");

    /// <summary>What the cache has of a commit: all that its listing names, or else the files that are there.</summary>
    private HubDataset Kept(HubAddress address, string commit)
    {
        var files = Cache.TreeOf(address.Repo, commit)
            ?? Cache.FilesOf(address.Repo, commit).ToDictionary(
                file => file,
                file => new HubEntry(file, CacheFiles.LengthOf(Cache.Find(address.Repo, commit, file)!) ?? 0, "", null),
                StringComparer.Ordinal);
        return new HubDataset(address, commit, files, Cache, IsOffline ? null : _download);
    }

    private async Task<HubDataset> ListAsync(HubAddress address, string commit, CancellationToken cancellationToken)
    {
        if (Cache.TreeOf(address.Repo, commit) is not { } files)
        {
            files = await _api.GetTreeAsync(address.Repo, commit, cancellationToken).ConfigureAwait(false);
            if (files.Keys.FirstOrDefault(name => !CacheNames.IsSafe(name)) is { } unsafeName)
                throw new HubException(
                    HubFailure.BadResponse,
                    $"The Hub lists a file of {address.Repo} that is called '{MessageText.Short(unsafeName)}', and none can be: nothing of it is read.");
            Cache.KeepTree(address.Repo, commit, files);
        }
        return new HubDataset(address, commit, files, Cache, _download);
    }

    /// <summary>The Parquet that the Hub made of a dataset; null where it made none.</summary>
    private async Task<HubDataset?> OpenConvertedAsync(HubAddress address, DatasetFormatException reason, CancellationToken cancellationToken)
    {
        try
        {
            var dataset = await FindAsync(address with { Revision = HubAddress.Converted }, cancellationToken).ConfigureAwait(false);
            await dataset.PlanAsync("", cancellationToken).ConfigureAwait(false);
            _warn($"{reason.Message.TrimEnd('.')}. The Parquet that the Hub made of it ({HubAddress.Converted}) is read in its place.");
            return dataset;
        }
        catch (Exception none) when (none is HubException { Failure: HubFailure.RevisionNotFound or HubFailure.NotFound or HubFailure.NotInCache }
            or DatasetFormatException)
        {
            return null;
        }
    }

    /// <summary>Names like one that is not there, ready to stand behind a sentence; empty where the owner has none, or the Hub does not say.</summary>
    private async Task<string> SimilarAsync(string repo, CancellationToken cancellationToken)
    {
        try
        {
            var (owner, name) = (repo.Split('/')[0], repo.Split('/')[1]);
            var names = await _api.FindDatasetsAsync(owner, MostNames, cancellationToken).ConfigureAwait(false);
            return NearestName.Hint(name, names.Select(id => id.Split('/')[^1]));
        }
        catch (HubException)
        {
            return "";
        }
    }

    private async Task<string> RevisionsAsync(HubAddress address, CancellationToken cancellationToken)
    {
        const int Most = 10;
        try
        {
            var names = await _api.GetRevisionsAsync(address.Repo, cancellationToken).ConfigureAwait(false);
            return $"{NearestName.Hint(address.Revision ?? "", names)} There {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names.Take(Most))}" +
                $"{(names.Count > Most ? $" and {names.Count - Most} more" : "")}, and any commit.";
        }
        catch (HubException)
        {
            return "";
        }
    }
}
