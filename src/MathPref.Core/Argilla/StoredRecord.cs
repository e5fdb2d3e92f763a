using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>A record as the server has it after a bulk call: what of it may be others'.</summary>
/// <param name="Id">The server's own name for it.</param>
/// <param name="Metadata">All its metadata; no object where it has none.</param>
/// <param name="Suggestions">All its suggestions, those of earlier calls among them; empty where the server does not tell them.</param>
internal sealed record StoredRecord(string Id, JsonElement Metadata, IReadOnlyList<StoredSuggestion> Suggestions)
{
    /// <summary>Throws <see cref="FormatException"/>, <see cref="KeyNotFoundException"/> or <see cref="InvalidOperationException"/> for another form.</summary>
    public static StoredRecord Read(JsonElement item)
    {
        var suggestions = item.TryGetProperty("suggestions", out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select(StoredSuggestion.Read).ToList()
            : [];
        return new StoredRecord(
            Text(item, "id"),
            item.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object ? metadata.Clone() : default,
            suggestions);
    }

    internal static string Text(JsonElement item, string name) =>
        item.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : throw new FormatException(name);
}
