using MathPref.Core.Datasets;
using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>
/// Publishes a folder as one commit. What the Hub has already is not sent again; what others change meanwhile is read anew and kept; a
/// commit whose answer was lost is looked for before it is made once more.
/// </summary>
internal sealed class HubPublisher(HubApi api, HubHttp http, HubSettings settings, Action<string> warn, Action<string> tell)
{
    private const int ParallelReads = 4;

    /// <summary>Both are told on any thread: <paramref name="warn"/> what a person should know, <paramref name="tell"/> waits and other attempts.</summary>
    public static HubPublisher Create(
        HubConnection connection, HubSettings settings, Action<string> warn, Action<string> tell, HttpClient? client = null, TimeProvider? time = null)
    {
        var http = new HubHttp(connection, client ?? HttpClients.For(settings.Proxy), settings, time ?? TimeProvider.System, tell);
        return new HubPublisher(new HubApi(connection, http), http, settings, warn, tell);
    }

    public TransferProgress Progress { get; } = new();

    /// <summary>Finds out what <see cref="PublishAsync"/> would do, by reading alone.</summary>
    public async Task<PublishForecast> ForecastAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var folder = PushFolder.Read(request.Path);
        var owner = await api.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        var repo = FullName(request.Repo, owner);
        var files = await ReadFilesAsync(folder, request, cancellationToken).ConfigureAwait(false);
        var exists = true;
        var snapshot = HubSnapshot.Empty;
        try
        {
            repo = (await api.GetRepoAsync(repo, null, cancellationToken).ConfigureAwait(false)).Id;
            snapshot = await ReadSnapshotAsync(repo, request.Revision, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException missing) when (missing.Failure is HubFailure.NotFound)
        {
            exists = false;
        }
        catch (HubException missing) when (missing.Failure is HubFailure.RevisionNotFound && !request.IsReference)
        {
            // The branch would be made from main.
            snapshot = await ReadSnapshotAsync(repo, PublishRequest.MainBranch, cancellationToken).ConfigureAwait(false);
        }
        return new PublishForecast(repo, !exists, await PlanAsync(snapshot, folder, files, repo, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Publishes. Throws <see cref="HubException"/>, <see cref="DatasetFormatException"/> for a folder or card that is none,
    /// <see cref="LoaderConflictException"/> where what loads there would load no more, and
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> for files that cannot be read.
    /// </summary>
    public async Task<PublishResult> PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var folder = PushFolder.Read(request.Path);
        // Asked before the files are read, which may take long.
        Progress.Begin("asking", 0);
        var owner = await api.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        if (owner.Role is "read")
            throw new HubException(HubFailure.Forbidden, $"The token of {owner.Name} may only read. Make one that may write at {HubConnection.TokenPage}.");
        var files = await ReadFilesAsync(folder, request, cancellationToken).ConfigureAwait(false);
        Progress.Begin("asking", 0);
        var repo = await PrepareRepoAsync(request, FullName(request.Repo, owner), cancellationToken).ConfigureAwait(false);
        var push = new HubPush(api, Progress, warn, request, repo);
        for (var attempt = 0; ; attempt++)
        {
            var snapshot = await ReadSnapshotAsync(repo, request.Revision, cancellationToken).ConfigureAwait(false);
            if (await push.FindLostAsync(cancellationToken).ConfigureAwait(false) is { } found)
                return found;
            var plan = await PlanAsync(snapshot, folder, files, repo, cancellationToken).ConfigureAwait(false);
            if (plan.IsEmpty)
                return push.Result(plan, null);
            try
            {
                return await push.CommitAsync(plan, cancellationToken).ConfigureAwait(false);
            }
            catch (HubException failed) when (failed == push.FailedCommit && (failed.Failure is HubFailure.Conflict || failed.MayBeDone))
            {
                if (attempt >= settings.Retry.MaximumRetryCount || !(failed.Failure is HubFailure.Conflict || failed.IsTransient))
                {
                    // The last word is what is there, not what was answered.
                    if (await push.FindLostAsync(cancellationToken).ConfigureAwait(false) is { } there)
                        return there;
                    throw;
                }
                tell($"{failed.Message} Reading anew what {repo} holds.");
                await http.WaitAsync(http.WaitAfter(attempt, failed), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string FullName(RepoId repo, HubOwner owner) => (repo.Namespace is null ? repo with { Namespace = owner.Name } : repo).ToString();

    /// <summary>Sees that there is a repository and the branch. Gives its name as the Hub has it.</summary>
    private async Task<string> PrepareRepoAsync(PublishRequest request, string name, CancellationToken cancellationToken)
    {
        try
        {
            await api.CreateAsync(RepoId.Parse(name), request.Private, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException refused) when (refused.Failure is HubFailure.NotFound or HubFailure.Forbidden or HubFailure.PaymentRequired)
        {
            // A token may have no right to make repositories and yet write into one that is there.
            try
            {
                await api.GetRepoAsync(name, null, cancellationToken).ConfigureAwait(false);
            }
            catch (HubException missing) when (missing.Failure is HubFailure.NotFound)
            {
                throw refused;
            }
        }
        var repo = await api.GetRepoAsync(name, null, cancellationToken).ConfigureAwait(false);
        if (request.Private == true && !repo.IsPrivate)
            throw new HubException(HubFailure.RepoIsPublic, $"{repo.Id} is there already and is public; -Private acts only on a repository that is made " +
                "now. Nothing was sent: make it private in its settings, or leave out -Private.");
        try
        {
            if (request.Revision != PublishRequest.MainBranch)
                await api.GetRepoAsync(repo.Id, request.Revision, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException missing) when (missing.Failure is HubFailure.RevisionNotFound && !request.IsReference)
        {
            await api.CreateBranchAsync(repo.Id, request.Revision, cancellationToken).ConfigureAwait(false);
        }
        return repo.Id;
    }

    private async Task<HubSnapshot> ReadSnapshotAsync(string repo, string revision, CancellationToken cancellationToken)
    {
        var head = (await api.GetRepoAsync(repo, revision, cancellationToken).ConfigureAwait(false)).Head;
        if (head is null)
            return HubSnapshot.Empty;
        var files = await api.GetTreeAsync(repo, head, cancellationToken).ConfigureAwait(false);
        async Task<string?> ReadAsync(string path) =>
            files.ContainsKey(path) ? await api.ReadTextAsync(repo, head, path, cancellationToken).ConfigureAwait(false) : null;
        return new HubSnapshot(head, files, await ReadAsync(DistisetLayout.CardName).ConfigureAwait(false))
        {
            Yaml = await ReadAsync(LoaderPlace.YamlName).ConfigureAwait(false),
            Infos = await ReadAsync(LoaderPlace.InfosName).ConfigureAwait(false),
        };
    }

    private async Task<PushPlan> PlanAsync(
        HubSnapshot snapshot, PushFolder folder, IReadOnlyList<PushFile> files, string repo, CancellationToken cancellationToken)
    {
        var staying = await new HubStaying(api, repo).ReadAsync(snapshot, folder, cancellationToken).ConfigureAwait(false);
        var shared = staying.ToDictionary(config => config.Key, config => PushedColumns.Of(folder, config.Key, config.Value), StringComparer.Ordinal);
        return PushPlan.Make(snapshot, folder, files, repo, shared);
    }

    private async Task<IReadOnlyList<PushFile>> ReadFilesAsync(PushFolder folder, PublishRequest request, CancellationToken cancellationToken)
    {
        Progress.Begin("reading", folder.Files.Sum(file => file.Mark.Length));
        var files = new PushFile[folder.Files.Count];
        var scan = new KeyScan(request);
        scan.CheckCard(folder.Card);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, files.Length),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                files[i] = await PushFile.OfFileAsync(folder.Files[i], Progress.Add, token).ConfigureAwait(false);
                scan.Check(folder.Files[i].Path, folder.Files[i].Source, token);
            }).ConfigureAwait(false);
        return files;
    }
}
