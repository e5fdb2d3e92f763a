using System.Text.Json;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>What a body says of tokens, under the names of OpenAI, of others who followed Anthropic, or of Ollama's own routes.</summary>
internal static class ReplyUsage
{
    /// <summary>Null where it says nothing; a count that is none stands there as one that no call can have (<see cref="BelievableUsage"/>).</summary>
    public static UsageDetails? Of(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return null;
        JsonElement usage = default;
        var details = root.TryGetProperty("usage", out usage) && usage.ValueKind is JsonValueKind.Object
            ? new UsageDetails
            {
                InputTokenCount = Count(usage, "prompt_tokens") ?? Count(usage, "input_tokens"),
                OutputTokenCount = Count(usage, "completion_tokens") ?? Count(usage, "output_tokens"),
            }
            : new UsageDetails { InputTokenCount = Count(root, "prompt_eval_count"), OutputTokenCount = Count(root, "eval_count") };
        // Some count thinking in the total alone (Gemini's layer, and gateways to it).
        if (usage.ValueKind is JsonValueKind.Object && Count(usage, "total_tokens") is { } total and < BelievableUsage.NoCount
            && details.InputTokenCount is { } input and < BelievableUsage.NoCount && total - input > (details.OutputTokenCount ?? 0))
            details.OutputTokenCount = total - input;
        return details.InputTokenCount is null && details.OutputTokenCount is null ? null : details;
    }

    private static long? Count(JsonElement usage, string name)
    {
        if (!usage.TryGetProperty(name, out var count) || count.ValueKind is JsonValueKind.Null)
            return null;
        return count.ValueKind is JsonValueKind.Number && count.TryGetDecimal(out var n) && n is >= 0 and < long.MaxValue && decimal.IsInteger(n)
            ? (long)n
            : BelievableUsage.NoCount;
    }
}
