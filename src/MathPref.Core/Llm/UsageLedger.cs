using System.Collections.Concurrent;

namespace MathPref.Core.Llm;

/// <summary>What the models of this process were asked and what it cost, since it began.</summary>
public static class UsageLedger
{
    private static readonly ConcurrentDictionary<(string Model, Uri? Endpoint), ModelUsage> s_all = new();

    /// <summary>A snapshot for each model that was called, by name.</summary>
    public static IReadOnlyList<LlmUsage> All => s_all.OrderBy(m => m.Key.Model, StringComparer.Ordinal).Select(m => m.Value.Snapshot()).ToList();

    internal static ModelUsage Of(LlmSpec spec, Uri? endpoint) => s_all.GetOrAdd((spec.ToString(), endpoint), key => new ModelUsage(spec, key.Endpoint));
}
