namespace MathPref.Core.Hub;

/// <summary>Where a file of a commit lies in the cache.</summary>
/// <param name="Snapshot">By its name: a link to the blob, or the file itself.</param>
/// <param name="Blob">By its content.</param>
/// <param name="Partial">What has come of it so far. The library passes by the name, and its <c>hf cache prune</c> deletes it.</param>
/// <param name="Lock">Whoever brings it holds this.</param>
internal sealed record CachePlace(string Snapshot, string Blob, string Partial, string Lock);
