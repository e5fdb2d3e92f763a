using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>A server that was found to be one, and the workspace that is meant.</summary>
internal sealed record ArgillaSession(ArgillaClient Client, string Version, ArgillaWorkspace Workspace, IReadOnlyList<ArgillaDataset> Datasets)
{
    /// <summary>
    /// Checks the version, the key, its user's role and the workspace, in that order. Without <paramref name="workspace"/> there must be
    /// one alone: which of several is meant is not guessed.
    /// </summary>
    public static async Task<ArgillaSession> OpenAsync(ArgillaClient client, string? workspace, CancellationToken cancellation)
    {
        var version = await client.CheckVersionAsync(cancellation).ConfigureAwait(false);
        var me = await client.MeAsync(cancellation).ConfigureAwait(false);
        if (me.Role == "annotator")
            throw new ArgillaException(ArgillaFailure.Authentication, $"The key for Argilla at {client.Connection} is that of an annotator. Making " +
                "datasets and reading all answers takes an owner's, or that of an admin of the workspace.");
        var workspaces = await client.WorkspacesAsync(cancellation).ConfigureAwait(false);
        var meant = Choose(client, workspaces, workspace);
        return new ArgillaSession(client, version, meant, await client.DatasetsAsync(meant, cancellation).ConfigureAwait(false));
    }

    /// <summary>The dataset of that name; null where there is none.</summary>
    public ArgillaDataset? Find(string name) => Datasets.FirstOrDefault(d => d.Name == name);

    /// <summary>The dataset of that name. Throws <see cref="ArgillaFailure.DatasetNotFound"/> with the names that there are.</summary>
    public ArgillaDataset Get(string name) => Find(name) ?? throw new ArgillaException(
        ArgillaFailure.DatasetNotFound,
        $"There is no dataset '{Client.Words(name)}' in the workspace '{Client.Words(Workspace.Name)}' of Argilla at {Client.Connection}. " +
        $"{Listed(Client, name, Datasets.Select(d => d.Name), "It has none.", "It has")}");

    private static ArgillaWorkspace Choose(ArgillaClient client, List<ArgillaWorkspace> workspaces, string? name)
    {
        var names = workspaces.Select(w => w.Name).ToList();
        if (name is null && workspaces.Count != 1)
            throw new ArgillaException(ArgillaFailure.Workspace, $"Say which workspace of Argilla at {client.Connection} is meant (-Workspace). " +
                $"{Listed(client, null, names, "The key's user has none; an owner makes them.", "There are")}");
        return name is null
            ? workspaces[0]
            : workspaces.Find(w => w.Name == name)
                ?? throw new ArgillaException(ArgillaFailure.Workspace, $"There is no workspace '{client.Words(name)}' in Argilla at {client.Connection}, " +
                    $"or the key's user has no part in it. {Listed(client, name, names, "The key's user has none; an owner makes them.", "There are")}");
    }

    /// <summary>The names that there are, and which of them <paramref name="meant"/> may be.</summary>
    private static string Listed(ArgillaClient client, string? meant, IEnumerable<string> names, string none, string some)
    {
        const int most = 20;
        var sorted = names.Order(StringComparer.Ordinal).Select(client.Words).ToList();
        if (sorted.Count == 0)
            return none;
        var more = sorted.Count > most ? $" and {sorted.Count - most} more" : "";
        return $"{some} {string.Join(", ", sorted.Take(most))}{more}.{(meant is null ? "" : NearestName.Hint(meant, sorted))}";
    }
}
