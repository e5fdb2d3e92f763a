using System.Globalization;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// What the Hub's answers to one request for a file say that it is, from redirect to redirect, against what the listing of the commit says. The storage is not
/// asked: its ETag is another.
/// </summary>
internal sealed class FileAnswers(string repo, string commit, HubEntry file)
{
    private bool _saysCommit;
    private bool _saysEtag;

    /// <summary>Throws <see cref="HubException"/> where an answer speaks of another file.</summary>
    public void Look(HttpResponseMessage response)
    {
        if (ServiceHeaders.First(response, "X-Repo-Commit") is { } said)
        {
            _saysCommit = true;
            if (said != commit)
                throw Changed($"commit {MessageText.Brief(said)} instead of {commit}");
        }
        var etag = ServiceHeaders.First(response, "X-Linked-Etag") ?? (response.IsSuccessStatusCode ? ServiceHeaders.First(response, "ETag") : null);
        if (etag is not null)
        {
            _saysEtag = true;
            etag = (etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag).Trim('"');
            if (etag != HubCache.EtagOf(file))
                throw Changed($"content {MessageText.Brief(etag)} instead of {HubCache.EtagOf(file)}");
        }
        if (long.TryParse(ServiceHeaders.First(response, "X-Linked-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size != file.Size)
            throw Changed(FormattableString.Invariant($"{size} bytes instead of {file.Size}"));
    }

    /// <summary>Throws <see cref="HubException"/> where none of them said what the Hub always says.</summary>
    public void End()
    {
        if (!_saysCommit || !_saysEtag)
            throw new HubException(HubFailure.BadResponse, $"What answers for {MessageText.Short(file.Path)} of {repo} does not say of which commit it is " +
                "and what it holds (X-Repo-Commit, ETag): is it the Hub (HF_ENDPOINT), or something on the way to it?");
    }

    /// <summary>The file is not the one of the listing.</summary>
    public HubException Changed(string how) => new(
        HubFailure.FileChanged,
        $"{MessageText.Short(file.Path)} of {repo} changed under the same revision: the Hub gives {how}. The listing of that commit is no longer true; run " +
        "the command again, and if that does not help, tell the owner of the dataset.");
}
