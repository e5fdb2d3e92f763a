namespace MathPref.Core.Argilla;

/// <summary>Sends batch after batch to one dataset, and keeps what it learns of the server on the way.</summary>
internal sealed class RecordSender(ArgillaClient client, PreferenceTarget target)
{
    private bool? _keepsOthers;

    public ArgillaClient Client => client;

    public string DatasetId => target.Dataset.Id;

    /// <inheritdoc cref="CallSize"/>
    public CallSize Size { get; } = new();

    /// <summary>Records that the server failed at alone, one after another, since it took any.</summary>
    public int LostInRow { get; set; }

    /// <summary>Suggestions that the rows no longer make.</summary>
    public SuggestionRemoval Removal { get; } = new(client);

    /// <summary>
    /// Whether the dataset had records before: then others may have added to their metadata, and calls go without first, whose answers tell
    /// what is there. In an empty one all is ours, and one call does.
    /// </summary>
    public async Task<bool> KeepsOthersAsync(CancellationToken cancellation) =>
        _keepsOthers ??= await client.CountRecordsAsync(DatasetId, cancellation).ConfigureAwait(false) > 0;

    public RecordUpload Upload(IReadOnlyList<PreferenceRecord> records) => new(this, records);
}
