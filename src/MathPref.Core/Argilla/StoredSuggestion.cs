using System.Text.Json;

namespace MathPref.Core.Argilla;

/// <summary>A suggestion as the server has it.</summary>
internal readonly record struct StoredSuggestion(string Id, string QuestionId, bool IsHuman)
{
    public static StoredSuggestion Read(JsonElement item) => new(
        StoredRecord.Text(item, "id"),
        StoredRecord.Text(item, "question_id"),
        item.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("human"u8));
}
