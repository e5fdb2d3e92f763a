namespace MathPref.Core.Hub;

/// <summary>
/// What one commit does. It is made upon <paramref name="Parent"/>: the Hub refuses it when another has come since. The content of the
/// regular files goes with it; the large ones the storage has already (LFS).
/// </summary>
internal sealed record HubCommit(
    string Summary,
    string Description,
    string? Parent,
    IReadOnlyList<PushFile> Regular,
    IReadOnlyList<PushFile> Large,
    IReadOnlyList<string> Deleted);
