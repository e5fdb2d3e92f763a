namespace MathPref.Core.Datasets;

/// <summary>A file below a dataset's folder.</summary>
/// <param name="Name">Relative to the folder, with <c>/</c>; a link on the way stands in it by its own name.</param>
/// <param name="Real">Its full path without links: two names of one file have one.</param>
/// <param name="IsLinked">Whether a link is on the way.</param>
internal sealed record FolderFile(string Name, string Real, bool IsLinked);
