using System.Net;
using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>One push and what it has done so far, over all its attempts at the commit.</summary>
internal sealed class HubPush(HubApi api, TransferProgress progress, Action<string> warn, PublishRequest request, string repo)
{
    /// <summary>Requests to the storage at a time, over all files.</summary>
    private const int ParallelUploads = 5;

    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private string? _checkedCard;
    private int _lastPullRequest;
    private PushPlan? _lost;

    /// <summary>How the commit itself failed last; all that comes before it has been tried often enough when it fails.</summary>
    public HubException? FailedCommit { get; private set; }

    public PublishResult Result(PushPlan plan, HubCommitted? committed)
    {
        var url = api.RepoAddress(repo);
        if (committed is null)
            return new PublishResult(repo, url, null, null, null, [], [], plan.Skips, 0);
        return new PublishResult(
            repo,
            url,
            committed.Oid,
            api.AddressOf(committed.Url) ?? api.CommitAddress(repo, committed.Oid),
            api.AddressOf(committed.PullRequestUrl),
            plan.Uploads.Select(file => file.Path).ToList(),
            plan.Deletes,
            plan.Skips,
            plan.Uploads.Sum(file => file.Length));
    }

    public async Task<PublishResult> CommitAsync(PushPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Uploads.FirstOrDefault(file => file.Path == DistisetLayout.CardName) is { } card)
            await CheckCardAsync(card, cancellationToken).ConfigureAwait(false);
        var modes = await api.PreuploadAsync(repo, request.Revision, request.CreatePullRequest, plan.Uploads, cancellationToken).ConfigureAwait(false);
        var taken = plan.Uploads.Where(file => !modes[file.Path].IsIgnored).ToList();
        var ignored = plan.Uploads.Except(taken).Select(file => file.Path).ToList();
        if (ignored.Count > 0)
        {
            warn($"The Hub leaves out {string.Join(", ", ignored)} (its .gitignore).");
            plan = plan with { Uploads = taken, Skips = plan.Skips.Concat(ignored).Order(StringComparer.Ordinal).ToList() };
            if (plan.IsEmpty)
                return Result(plan, null);
        }
        // The storage takes no empty files, whatever the Hub wants.
        var large = taken.Where(file => modes[file.Path].IsLarge && file.Length > 0).ToList();
        var regular = taken.Except(large).ToList();
        await UploadAsync(large, cancellationToken).ConfigureAwait(false);

        if (request.CreatePullRequest)
            _lastPullRequest = (await api.GetPullRequestsAsync(repo, cancellationToken).ConfigureAwait(false)).Keys.DefaultIfEmpty(0).Max();
        progress.Begin("committing", regular.Sum(file => file.Length));
        var lines = request.Message.Trim().Split('\n', 2);
        var commit = new HubCommit(lines[0].Trim(), lines.Length > 1 ? lines[1].Trim() : "", plan.Base.Head, regular, large, plan.Deletes);
        try
        {
            return Result(
                plan,
                await api.CommitAsync(repo, request.Revision, request.CreatePullRequest, commit, progress.Add, cancellationToken).ConfigureAwait(false));
        }
        catch (HubException failed)
        {
            FailedCommit = failed;
            if (failed.MayBeDone)
                _lost = plan;
            throw;
        }
    }

    /// <summary>
    /// The commit whose answer was lost, if it was made: the one that stands upon the commit it was to stand upon, with the files that
    /// it was to bring. Others may have committed after it.
    /// </summary>
    public async Task<PublishResult?> FindLostAsync(CancellationToken cancellationToken)
    {
        if (_lost is not { } plan)
            return null;
        if (request.CreatePullRequest)
        {
            var requests = await api.GetPullRequestsAsync(repo, cancellationToken).ConfigureAwait(false);
            foreach (var (number, commit) in requests.Where(pr => pr.Key > _lastPullRequest).OrderBy(pr => pr.Key))
            {
                if (plan.IsDoneIn(await api.GetTreeAsync(repo, commit, cancellationToken).ConfigureAwait(false)))
                    return Result(plan, new HubCommitted(commit, null, api.PullRequestAddress(repo, number).AbsoluteUri));
            }
            return null;
        }
        var child = plan.Base.Head is { } parent
            ? await api.GetChildAsync(repo, request.Revision, parent, cancellationToken).ConfigureAwait(false)
            : (await api.GetRepoAsync(repo, request.Revision, cancellationToken).ConfigureAwait(false)).Head;
        return child is not null && plan.IsDoneIn(await api.GetTreeAsync(repo, child, cancellationToken).ConfigureAwait(false))
            ? Result(plan, new HubCommitted(child, null, null))
            : null;
    }

    private async Task CheckCardAsync(PushFile card, CancellationToken cancellationToken)
    {
        if (_checkedCard == card.Sha256)
            return;
        foreach (var warning in await api.ValidateCardAsync(card.Text!, cancellationToken).ConfigureAwait(false))
            warn($"The Hub on the card: {warning}");
        _checkedCard = card.Sha256;
    }

    private async Task UploadAsync(IReadOnlyList<PushFile> large, CancellationToken cancellationToken)
    {
        var missing = large.Where(file => !_stored.Contains(file.Sha256)).DistinctBy(file => file.Sha256).ToList();
        progress.Begin("uploading", missing.Sum(file => file.Length));
        using var slots = new SemaphoreSlim(ParallelUploads);
        foreach (var batch in missing.Chunk(HubApi.BatchSize))
        {
            var uploads = await BatchAsync(batch, cancellationToken).ConfigureAwait(false);
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken },
                async (file, token) =>
                    await UploadAsync(file, uploads.First(u => u.Oid == file.Sha256), slots, token).ConfigureAwait(false)).ConfigureAwait(false);
            _stored.UnionWith(batch.Select(file => file.Sha256));
        }
    }

    private Task<IReadOnlyList<HubUpload>> BatchAsync(IReadOnlyCollection<PushFile> files, CancellationToken cancellationToken) =>
        api.LfsBatchAsync(repo, request.CreatePullRequest || request.IsReference ? null : request.Revision, files, cancellationToken);

    private async Task UploadAsync(PushFile file, HubUpload upload, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var verify = upload.Verify;
        try
        {
            await SendAsync(file, upload, slots, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException refused)
            when (refused.Failure is HubFailure.Connection
                || refused.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            // A presigned address has an end, of which nothing is heard where the storage hangs up before it has all bytes; and parts
            // whose last answer was lost are together already. So: new addresses, once.
            var again = (await BatchAsync([file], cancellationToken).ConfigureAwait(false))[0];
            verify = again.Verify ?? verify;
            await SendAsync(file, again, slots, cancellationToken).ConfigureAwait(false);
        }
        if (verify is not null)
            await api.VerifyAsync(verify, file, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(PushFile file, HubUpload upload, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var sent = 0L;
        void OnSent(long bytes)
        {
            Interlocked.Add(ref sent, bytes);
            progress.Add(bytes);
        }
        if (upload.Address is null)
        {
            progress.Add(file.Length);
            return;
        }
        try
        {
            if (upload.PartSize is { } size)
                await SendPartsAsync(file, upload, size, slots, OnSent, cancellationToken).ConfigureAwait(false);
            else
                await PutAsync(upload.Address, file, 0, file.Length, slots, OnSent, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            progress.Add(-sent);
            throw;
        }
    }

    private async Task SendPartsAsync(PushFile file, HubUpload upload, long size, SemaphoreSlim slots, Action<long> onSent, CancellationToken cancellationToken)
    {
        var etags = new string[upload.Parts.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, etags.Length),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var offset = i * size;
                etags[i] = await PutAsync(upload.Parts[i], file, offset, Math.Min(size, file.Length - offset), slots, onSent, token).ConfigureAwait(false)
                    ?? throw new HubException(HubFailure.BadResponse, $"The storage gave no ETag for part {i + 1} of {file.Path}.");
            }).ConfigureAwait(false);
        await api.CompleteAsync(upload.Address!, file, etags, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> PutAsync(
        Uri address, PushFile file, long offset, long length, SemaphoreSlim slots, Action<long> onSent, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await api.PutAsync(address, file, offset, length, onSent, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }
}
