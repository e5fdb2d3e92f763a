namespace MathPref.Core.Datasets;

/// <summary>A split in <c>dataset_info</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">num_examples; null where the card has no such number.</param>
/// <param name="Bytes">num_bytes, about what the values take in memory; no loader checks it.</param>
internal sealed record SplitInfo(string Name, long? Rows, long Bytes);
