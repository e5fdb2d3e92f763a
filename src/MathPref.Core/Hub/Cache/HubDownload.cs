using System.Net;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>Brings files of the Hub into the cache.</summary>
/// <param name="connection">Where the Hub is; the token goes there and nowhere else.</param>
/// <param name="http">A client that neither follows redirects nor unpacks: <see cref="HttpClients.ForFiles"/>.</param>
/// <param name="settings">How often and how long is tried.</param>
/// <param name="cache">Where the files come.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="tell">Told, on any thread, of waits for the Hub and of what is fetched again.</param>
/// <param name="warn">Told, on any thread, of a wait for another process, which may be long.</param>
internal sealed class HubDownload(
    HubConnection connection,
    HttpClient http,
    HubSettings settings,
    HubCache cache,
    TimeProvider time,
    Action<string>? tell = null,
    Action<string>? warn = null)
{
    private readonly HubHttp _hub = new(connection, http, settings, time, tell, warn);

    /// <summary>
    /// The path of a file of a commit in the cache, where it is fetched to if it is not there. What an earlier download left is gone on with. Throws
    /// <see cref="HubException"/> where it cannot be had, or is not what the listing says, and <see cref="CacheException"/> where it cannot be written.
    /// </summary>
    /// <param name="repo">The repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="file">The file, as the listing of the commit has it.</param>
    /// <param name="onBytes">
    /// Told how many more bytes are here, on any thread: those of the cache or of an earlier download at once; less than nothing where they were not good.
    /// At the end they are as many as the file has.
    /// </param>
    /// <param name="cancellationToken">Ends it; what has come stays for the next time.</param>
    public async Task<string> FetchAsync(string repo, string commit, HubEntry file, Action<long>? onBytes, CancellationToken cancellationToken)
    {
        var wanted = new FileRequest(repo, commit, file, $"{MessageText.Short(file.Path)} of {repo}");
        if (!HubCache.HasHash(file))
        {
            // A gated repository, it seems: then the Hub says so when the file is asked for.
            await _hub.SendAsync(wanted.At(connection, 0) with { Range = (0, 0) }, static _ => true, cancellationToken).ConfigureAwait(false);
        }
        var place = cache.PlaceOf(repo, commit, file);
        var length = CacheFiles.LengthOf(place.Snapshot);
        if (length == file.Size)
        {
            onBytes?.Invoke(file.Size);
            return place.Snapshot;
        }
        if (length is not null)
            tell?.Invoke(FormattableString.Invariant($"{wanted.Name} has {length} bytes in the cache and {file.Size} on the Hub: it is fetched again."));
        try
        {
            cache.Prepare(place);
            using var held = await CacheLock.TakeAsync(
                place.Lock,
                time,
                () => (warn ?? tell)?.Invoke($"Another process is fetching {wanted.Name}. Waiting for it ({place.Lock})."),
                cancellationToken).ConfigureAwait(false);
            // Who held it may have brought it.
            if (CacheFiles.LengthOf(place.Snapshot) == file.Size)
            {
                onBytes?.Invoke(file.Size);
                return place.Snapshot;
            }
            var isNew = CacheFiles.LengthOf(place.Blob) != file.Size;
            if (isNew)
                await BringAsync(place, wanted, onBytes, cancellationToken).ConfigureAwait(false);
            else
                onBytes?.Invoke(file.Size);
            cache.Link(place, isNew);
            return place.Snapshot;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or DiskException)
        {
            broken = (broken as DiskException)?.InnerException ?? broken;
            var left = CacheFiles.LengthOf(place.Partial) is { } count
                ? FormattableString.Invariant($" What has come of it, {count} of {file.Size} bytes, is in {place.Partial}; the same command goes on with it.")
                : "";
            throw new CacheException($"{wanted.Name} cannot be written into the cache: {broken.Message.TrimEnd('.')}.{left}", broken);
        }
    }

    /// <summary>
    /// The last bytes of a file, such as the footer of Parquet; nothing of them is kept. Throws <see cref="HubException"/> where they cannot be had.
    /// </summary>
    public Task<byte[]> ReadEndAsync(string repo, string commit, HubEntry file, long count, CancellationToken cancellationToken)
    {
        var wanted = new FileRequest(repo, commit, file, $"the end of {MessageText.Short(file.Path)} of {repo}");
        count = Math.Min(count, file.Size);
        var request = wanted.At(connection, 0) with { Range = (file.Size - count, file.Size - 1) };
        return _hub.SendAsync(
            request,
            answer => answer.Body.LongLength == count || answer.Body.LongLength == file.Size
                ? answer.Body[^(int)count..]
                : throw new HubException(HubFailure.BadResponse, $"The Hub gave {answer.Body.LongLength} bytes in place of {wanted.Name}."),
            cancellationToken);
    }

    /// <summary>Brings the content into its blob.</summary>
    private async Task BringAsync(CachePlace place, FileRequest wanted, Action<long>? onBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var partial = await PartialFile.OpenAsync(place.Partial, wanted.File, onBytes, cancellationToken).ConfigureAwait(false);
            await FillAsync(partial, wanted, cancellationToken).ConfigureAwait(false);
            if (!partial.IsWhole())
            {
                tell?.Invoke($"What has come of {wanted.Name} has not the hash of the listing: it is fetched once more, from the beginning.");
                partial.Reset();
                await FillAsync(partial, wanted, cancellationToken).ConfigureAwait(false);
            }
            if (!partial.IsWhole())
            {
                partial.Reset();
                throw new HubException(HubFailure.BadResponse, $"{wanted.Name} came with other content than the listing of the commit says, by its hash, and " +
                    "again when it was fetched anew. Nothing of it was kept: something on the way changes it, or the Hub's copy is broken.");
            }
            partial.Flush();
        }
        catch (HubException)
        {
            if (CacheFiles.LengthOf(place.Partial) == 0)
                CacheFiles.TryDelete(place.Partial);
            throw;
        }
        File.Move(place.Partial, place.Blob, overwrite: true);
    }

    /// <summary>Tries until as many bytes are here as the file has. A try that brings more than any before begins the count anew.</summary>
    private async Task FillAsync(PartialFile partial, FileRequest wanted, CancellationToken cancellationToken)
    {
        var (tries, most) = (0, partial.Length);
        while (partial.Length < wanted.File.Size)
        {
            try
            {
                await AttemptAsync(partial, wanted, cancellationToken).ConfigureAwait(false);
            }
            catch (HubException failed) when (failed.IsTransient)
            {
                if (partial.Length > most)
                    (tries, most) = (0, partial.Length);
                if (tries == settings.Retry.MaximumRetryCount)
                    throw;
                var wait = _hub.WaitAfter(tries++, failed);
                _hub.TellOfWait(wait, failed);
                await _hub.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AttemptAsync(PartialFile partial, FileRequest wanted, CancellationToken cancellationToken)
    {
        var request = wanted.At(connection, partial.Length);
        try
        {
            await ServiceAttempt.RunAsync(
                async limit =>
                {
                    await ReadAsync(partial, wanted, request, limit).ConfigureAwait(false);
                    return true;
                },
                settings.Timeout,
                time,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException broken)
        {
            throw _hub.Errors.FromTransport(broken, request, settings.Timeout);
        }
    }

    private async Task ReadAsync(PartialFile partial, FileRequest wanted, HubRequest request, AttemptTime limit)
    {
        var answers = new FileAnswers(wanted.Repo, wanted.Commit, wanted.File);
        using var response = await _hub.FollowAsync(request, static _ => { }, HttpCompletionOption.ResponseHeadersRead, answers.Look, limit.Token)
            .ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            await OnDisk(partial.Reset).ConfigureAwait(false);
            throw new HubException(HubFailure.BadResponse, $"The Hub does not give the rest of {wanted.Name}: it is fetched from the beginning.");
        }
        if (response.StatusCode is HttpStatusCode.NotFound && ServiceHeaders.First(response, "X-Error-Code") is "EntryNotFound")
            throw answers.Changed("no such file");
        if (!response.IsSuccessStatusCode)
            throw await _hub.FailureAsync(response, request, limit.Token).ConfigureAwait(false);
        answers.End();
        if (response.Content.Headers.ContentEncoding.FirstOrDefault(coding => coding is not "identity") is { } coding)
            throw new HubException(HubFailure.BadResponse, $"{wanted.Name} came compressed ({MessageText.Brief(coding)}), which was not asked for.");
        var range = response.Content.Headers.ContentRange;
        if (response.StatusCode is HttpStatusCode.PartialContent)
        {
            if (request.Range is null || range?.From != partial.Length || (range.Length ?? wanted.File.Size) != wanted.File.Size)
            {
                await OnDisk(partial.Reset).ConfigureAwait(false);
                throw new HubException(
                    HubFailure.BadResponse, $"The Hub gives another part of {wanted.Name} than was asked for: it is fetched from the beginning.");
            }
        }
        else
        {
            await OnDisk(partial.Reset).ConfigureAwait(false);
        }
        using var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        int count;
        while ((count = await body.ReadAsync(partial.Buffer, limit.Token).ConfigureAwait(false)) > 0)
        {
            limit.Restart();
            if (partial.Length + count > wanted.File.Size)
            {
                await OnDisk(partial.Reset).ConfigureAwait(false);
                throw answers.Changed(FormattableString.Invariant($"more than its {wanted.File.Size} bytes"));
            }
            await OnDisk(() => partial.AppendAsync(partial.Buffer.AsMemory(0, count))).ConfigureAwait(false);
        }
        if (partial.Length < wanted.File.Size)
            throw new HubException(
                HubFailure.Connection,
                FormattableString.Invariant($"The connection ended after {partial.Length} of {wanted.File.Size} bytes of {wanted.Name}."));
    }

    private static Task OnDisk(Action change) => OnDisk(() =>
    {
        change();
        return Task.CompletedTask;
    });

    /// <summary>What goes wrong on the disk is no broken connection, though both are an <see cref="IOException"/>.</summary>
    private static async Task OnDisk(Func<Task> change)
    {
        try
        {
            await change().ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            throw new DiskException(broken);
        }
    }

    private sealed class DiskException(IOException cause) : Exception(cause.Message, cause);

    /// <summary>A file that is wanted, and its name in messages.</summary>
    private sealed record FileRequest(string Repo, string Commit, HubEntry File, string Name)
    {
        /// <summary>The request for it, or for what is missing behind the bytes that are here.</summary>
        public HubRequest At(HubConnection connection, long here) =>
            new(HttpMethod.Get, connection.FileAt(Repo, Commit, File.Path), "reading " + Name)
            {
                AsIs = true,
                Repo = Repo,
                Range = here > 0 ? (here, null) : null,
            };
    }
}
