using System.Text.Json;

namespace MathPref.Core.Runs;

/// <summary>
/// What a run wrote into folders of others, by path: its block's exports to a path of their own, which the same run replaces when it is run again. It is
/// kept beside the record, never in it, as it holds paths of this machine.
/// </summary>
/// <param name="path">exports.json in the run's folder.</param>
internal sealed class RunExports(string path)
{
    private readonly Lazy<Dictionary<string, IReadOnlyList<string>>> _hashes = new(() => Read(path));

    /// <summary>Whether this run wrote the file, and it is as the run wrote it.</summary>
    public bool IsOwn(string file) => OwnHash(Path.GetFullPath(file)) is not null;

    /// <summary>
    /// Notes files that are about to take their places. A kill leaves each as the one that is there now, where that is the run's, or the one to come.
    /// Throws <see cref="IOException"/> for a place that somebody else's file has taken since, unless that is to be replaced as well.
    /// </summary>
    public void Note(IReadOnlyList<(string Now, string Then)> files, bool force)
    {
        foreach (var (now, then) in files)
        {
            var place = Path.GetFullPath(then);
            var (there, come) = (OwnHash(place), RunFolder.HashOf(now));
            if (there is null && !force && File.Exists(place))
                throw new IOException($"{place} was written or changed by somebody else while the run worked.");
            _hashes.Value[place] = there is null || there == come ? [come] : [there, come];
        }
        var sorted = _hashes.Value.OrderBy(file => file.Key, StringComparer.Ordinal).ToDictionary(file => file.Key, file => file.Value);
        RunFolder.ReplaceFile(path, JsonSerializer.SerializeToUtf8Bytes(sorted, RunJson.Readable.DictionaryStringIReadOnlyListString));
    }

    /// <summary>The hash of a file that is this run's; null for another, and where there is none.</summary>
    private string? OwnHash(string place)
    {
        if (_hashes.Value.GetValueOrDefault(place) is not { } hashes || !File.Exists(place))
            return null;
        var hash = RunFolder.HashOf(place);
        return hashes.Contains(hash) ? hash : null;
    }

    /// <summary>A file that is no such list tells of nothing: what is there is then nobody's, and stays.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RunJson.Readable.DictionaryStringIReadOnlyListString) ?? []
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
