using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Net;
using MathPref.Rows;

namespace MathPref.Completion;

/// <summary>Completes a config of the dataset that -Path or -RepoId gives.</summary>
public sealed class ConfigCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => DatasetFolder.Splits(fakeBoundParameters)
            .GroupBy(split => split.Config, StringComparer.Ordinal)
            .Select(config => new Suggestion(
                config.Key,
                $"There already, with the split{(config.Count() == 1 ? "" : "s")} {string.Join(", ", config.Select(split => split.Split))}."))
            .ToList() is var configs && configs.Count > 1 && commandName.Equals("Import-Dataset", StringComparison.OrdinalIgnoreCase)
                ? configs.Append(new Suggestion("*", "All of them; the column config says which a row is of."))
                : configs);
}

/// <summary>Completes a split of the dataset that -Path or -RepoId gives: of -Config, where that is given too.</summary>
public sealed class SplitCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () =>
        {
            var config = PSRow.Unwrap(fakeBoundParameters["Config"]) is string one ? one : null;
            return DatasetFolder.Splits(fakeBoundParameters)
                .Where(split => config is null or "*" || split.Config == config)
                .GroupBy(split => split.Split, StringComparer.Ordinal)
                .Select(split => new Suggestion(
                    split.Key,
                    $"There already, of {string.Join(", ", split.Select(s => $"{s.Config} ({Text.Count(s.Files.Count, "file")})"))}."));
        });
}

/// <summary>The dataset that a half-typed command names: a folder, or one on the Hub.</summary>
internal static class DatasetFolder
{
    private static readonly string[] s_parameters = ["Path", "LiteralPath"];

    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<DatasetFiles>>> s_looks = new(StringComparer.Ordinal);

    /// <summary>The splits of the dataset; none where none is named, or it has no data, or is slow to say.</summary>
    public static IReadOnlyList<DatasetFiles> Splits(IDictionary bound)
    {
        // Of a command that reads one dataset and makes another, the one that it reads.
        if (Paths(bound["Source"]) is [var source])
            bound = new Hashtable { ["Path"] = source };
        var revision = PSRow.Unwrap(bound["Revision"]) as string;
        foreach (var repo in Paths(bound["RepoId"]))
            return Look($"{repo} {revision}", () => OnHub(HubAddress.OfRepo(repo, revision)));
        foreach (var path in s_parameters.Select(name => Paths(bound[name])).FirstOrDefault(paths => paths.Count > 0) ?? [])
        {
            if (HubAddress.Is(path))
                return Look($"{path} {revision}", () => OnHub(HubAddress.Parse(path).With(revision)));
            var folder = Resolve(path);
            if (folder is not null && Look(folder, () => Task.FromResult(InFolder(folder))) is { Count: > 0 } splits)
                return splits;
        }
        return [];
    }

    /// <summary>A dataset may lie on another machine: a look that takes too long goes on, and what it sees is there the next time.</summary>
    private static IReadOnlyList<DatasetFiles> Look(string place, Func<Task<IReadOnlyList<DatasetFiles>>> look)
    {
        var looking = s_looks.GetOrAdd(place, _ => Task.Run(look));
        try
        {
            if (!looking.Wait(Suggestions.Patience))
                return [];
            s_looks.TryRemove(place, out _);
            return looking.Result;
        }
        catch (AggregateException)
        {
            // What is wrong with it is for the cmdlet to tell.
            s_looks.TryRemove(place, out _);
            return [];
        }
    }

    private static IReadOnlyList<DatasetFiles> InFolder(string folder) => Directory.Exists(folder) ? FolderPlan.Of(DatasetFiles.RootOf(folder)).Splits : [];

    private static async Task<IReadOnlyList<DatasetFiles>> OnHub(HubAddress address)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var library = HubLibrary.Create(
            HubConnection.ForReading(null, environment),
            new HubSettings { Retry = new RetrySettings { MaximumRetryCount = 0 } },
            environment,
            HubVariables.IsOffline(environment),
            static _ => { },
            static _ => { });
        var dataset = await library.OpenAsync(address, CancellationToken.None).ConfigureAwait(false);
        return dataset.Plan.Splits.Select(split => new DatasetFiles(split.Config, split.Split, [], split.Files)).ToList();
    }

    /// <summary>Of several folders the first: each look has a patience of its own, and a person has one.</summary>
    private static IReadOnlyList<string> Paths(object? value) => PSRow.Unwrap(value) switch
    {
        null => [],
        string path => [path],
        IEnumerable list => list.Cast<object?>().Take(1).Select(item => PSRow.Unwrap(item)?.ToString() ?? "").ToList(),
        var other => [other.ToString() ?? ""],
    };

    /// <summary>As the session understands the path: relative to its location, with ~ and drives.</summary>
    public static string? Resolve(string path)
    {
        const string Script = "param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)";
        string? Full(string name) => ScriptBlock.Create(Script).InvokeReturnAsIs(name) is { } full ? PSRow.Unwrap(full)?.ToString() : null;
        path = path.Trim('\'', '"');
        // Tab escapes the brackets of a folder's name.
        return Full(path) is { } folder && !Path.Exists(folder) && path.Contains('`') ? Full(WildcardPattern.Unescape(path)) : Full(path);
    }
}
