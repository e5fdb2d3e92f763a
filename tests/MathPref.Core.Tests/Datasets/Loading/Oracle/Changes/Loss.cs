namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>Something that loaded and loads no longer, or new rows that do not.</summary>
/// <param name="Kind">The rule that is broken, the same for all places.</param>
/// <param name="Detail">What was lost here.</param>
internal sealed record Loss(string Kind, string Detail);
