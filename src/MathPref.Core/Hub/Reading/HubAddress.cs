using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Hub;

/// <summary>
/// Where a dataset of the Hub is: <c>hf://datasets/owner/name[@revision][/path]</c>, or the address of its page in a browser. Source: huggingface_hub,
/// utils/_hf_uris.py.
/// </summary>
/// <param name="Repo">Owner and name.</param>
/// <param name="Revision">A branch, a tag, a reference or a commit; null for the main branch.</param>
/// <param name="Path">A file, a folder or a pattern in it; empty for all of it.</param>
internal sealed partial record HubAddress(string Repo, string? Revision, string Path)
{
    public const string Scheme = "hf://";

    /// <summary>What a revision is called that is read where none is given.</summary>
    public const string MainBranch = "main";

    /// <summary>Where the Hub keeps what it made Parquet of.</summary>
    public const string Converted = "refs/convert/parquet";

    private const string Example = "an address is hf://datasets/<owner>/<name>, with @<revision> and /<path> behind it where they are wanted";

    private static readonly string[] s_sites = [HubConnection.HubAddress + "/", "https://www.huggingface.co/", "https://hf.co/", "http://huggingface.co/"];

    /// <summary>Whether a text is an address and no path: of the Hub, or of any other place on the web, which is none of the Hub.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a revision is a commit, which never changes.</summary>
    public static bool IsCommit(string? revision) => revision is not null && Commit().IsMatch(revision);

    /// <summary>Reads an address. Throws <see cref="ArgumentException"/> that says what is wrong with it.</summary>
    public static HubAddress Parse(string text)
    {
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return OfDatasets(text, text[Scheme.Length..], null);
        var site = s_sites.FirstOrDefault(site => text.StartsWith(site, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"'{text}' is no address of the Hub: {Example}.");
        var page = text[site.Length..];
        page = page[..(page.IndexOfAny(['?', '#']) is >= 0 and var end ? end : page.Length)].Trim('/');
        var parts = page.Split('/');
        if (parts is not ["datasets", _, _, ..])
            throw new ArgumentException($"'{text}' is no page of a dataset: {Example}.");
        return parts.Length == 3 ? OfDatasets(text, page, null)
            : parts is [_, var owner, var name, "blob" or "tree" or "resolve" or "raw" or "blame", .. var place]
                // A browser writes @ and slashes of a revision as they are asked for: the first part is one, unless it begins a reference.
                ? OfDatasets(text, $"datasets/{owner}/{name}@{string.Join('/', place)}", Uri.UnescapeDataString)
            : throw new ArgumentException($"'{text}' is not the address of data: give hf://datasets/{parts[1]}/{parts[2]}, with -Config and -Split where " +
                "they are wanted.");
    }

    /// <summary>Reads the name of a repository. Throws <see cref="ArgumentException"/> that says which rule it breaks.</summary>
    public static HubAddress OfRepo(string repo, string? revision)
    {
        if (RepoId.Parse(repo).Namespace is null)
            throw new ArgumentException($"'{repo}' has no owner: give owner/name, such as openai/gsm8k. Sets that once had none have one now.");
        return new HubAddress(repo, CheckRevision(repo, revision), "");
    }

    /// <summary>The same with a revision that was given beside it. Throws <see cref="ArgumentException"/> where it has another one.</summary>
    public HubAddress With(string? revision) => revision is null || revision == Revision ? this
        : Revision is null ? this with { Revision = CheckRevision(Repo, revision) }
        : throw new ArgumentException($"The address {this} has the revision '{Revision}', and -Revision is '{revision}': give one of them.");

    public override string ToString() => $"{Scheme}datasets/{Repo}{AtRevision}{(Path.Length == 0 ? "" : "/" + Path)}";

    private string AtRevision => Revision is null ? ""
        : Reference().Match(Revision).Length == Revision.Length ? "@" + Revision
        // A branch that is called refs is none of those.
        : Reference().IsMatch($"{Revision}/{Path}") ? "@" + Uri.HexEscape(Revision[0]) + Uri.EscapeDataString(Revision[1..])
        : "@" + Uri.EscapeDataString(Revision);

    private static HubAddress OfDatasets(string text, string body, Func<string, string>? unescape)
    {
        const string Kind = "datasets/";
        body = body.Trim('/');
        if (!body.StartsWith(Kind, StringComparison.Ordinal))
            throw new ArgumentException(body.Split('/') is [var owner, var name, ..] && owner is not ("models" or "spaces" or "buckets")
                ? $"'{text}' is the address of a model: that of a dataset is hf://datasets/{owner}/{name}."
                : $"'{text}' is no address of a dataset: {Example}.");
        var place = body[Kind.Length..];
        var at = place.IndexOf('@');
        // Behind the name it is a part of a file's name.
        if (at >= 0 && place.AsSpan(0, at).Count('/') > 1)
            at = -1;
        var parts = (at < 0 ? place : place[..at]).Split('/', 3);
        if (parts.Length < 2 || (at >= 0 && parts.Length > 2))
            throw new ArgumentException($"'{text}' has no owner and name: {Example}.");
        var repo = $"{parts[0]}/{parts[1]}";
        if (!RepoId.IsValid(repo))
            _ = RepoId.Parse(repo);
        var (revision, path) = at < 0 ? (null, parts.Length > 2 ? parts[2] : "") : Split(place[(at + 1)..]);
        if (unescape is not null)
            path = unescape(path);
        if (revision is "")
            throw new ArgumentException($"'{text}' has no revision behind its @: {Example}.");
        path = path.Trim('/');
        return path.Split('/').Any(step => step is "." or ".." || step.Contains('\\')) && path.Length > 0
            ? throw new ArgumentException($"'{text}' has a path that leads elsewhere: give it without '.' and '..'.")
            : new HubAddress(repo, CheckRevision(text, revision), path);
    }

    /// <summary>A revision ends at the first slash, but references are whole.</summary>
    private static (string? Revision, string Path) Split(string text)
    {
        if (Reference().Match(text) is { Success: true } reference)
            return (reference.Value, text[reference.Length..]);
        var slash = text.IndexOf('/');
        return slash < 0 ? (Uri.UnescapeDataString(text), "") : (Uri.UnescapeDataString(text[..slash]), text[slash..]);
    }

    private static string? CheckRevision(string text, string? revision) =>
        revision is { Length: > 0 } && (PublishRequest.ProblemWithRevision(revision)
            ?? (revision.EnumerateRunes().Contains(Rune.ReplacementChar) ? "it has a character that is none" : null)) is { } problem
            ? throw new ArgumentException($"'{text}': '{revision}' cannot be a revision: {problem}.")
            : revision;

    [GeneratedRegex(@"\Arefs/(?:convert/[\w.-]+|pr/[0-9]+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}
