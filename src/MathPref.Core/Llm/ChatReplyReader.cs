using System.Text.Json;
using MathPref.Core.Llm.Thoughts;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Reads the body of a 200: the answer's text apart from the model's thinking (<see cref="MessageTexts"/>), why it ended and what it used. Usage may be
/// missing; an error may come with status 200.
/// </summary>
internal static class ChatReplyReader
{
    public static ChatResponse Read(byte[] body, LlmSpec spec, ChatErrorReader errors)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            // The reader's own exception quotes the body, where anything may stand.
            throw new LlmException(LlmFailure.BadResponse, $"{spec} answered with what is not whole JSON: {errors.Shorten(body)}");
        }
        using (document)
        {
            var root = document.RootElement;
            try
            {
                return root.ValueKind is JsonValueKind.Object && root.TryGetProperty("choices", out var choices)
                    && choices.ValueKind is JsonValueKind.Array && choices.GetArrayLength() > 0
                    ? ReadChoice(choices[0], root, spec, errors)
                    : throw errors.FromBodyOfSuccess(body, root);
            }
            catch (LlmException failed)
            {
                failed.Usage = ReadUsage(root);
                throw;
            }
        }
    }

    private static ChatResponse ReadChoice(JsonElement choice, JsonElement root, LlmSpec spec, ChatErrorReader errors)
    {
        var finish = JsonText.OfMember(choice, "finish_reason");
        if (finish == "error")
            throw new LlmException(LlmFailure.Server, $"{spec} broke off its answer (finish_reason: error).") { MayBeBilled = true };
        if (choice.ValueKind is not JsonValueKind.Object || !choice.TryGetProperty("message", out var message) || message.ValueKind is not JsonValueKind.Object)
            throw new LlmException(LlmFailure.BadResponse, $"{spec} answered with a choice that has no message.");

        var (text, thinking) = MessageTexts.Read(message);
        // Some servers say "" for a reason that they do not have.
        if (finish is not null)
            finish = errors.Words(finish) is { Length: > 0 } words ? words : null;
        if (string.IsNullOrWhiteSpace(text))
            throw WithoutText(message, thinking, finish, spec, errors);
        var contents = new List<AIContent>(2);
        if (thinking.Length > 0)
            contents.Add(new TextReasoningContent(thinking));
        contents.Add(new TextContent(text));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = spec.ModelName,
            FinishReason = finish is null ? null : new ChatFinishReason(finish),
            Usage = ReadUsage(root),
        };
    }

    private static LlmException WithoutText(JsonElement message, string thinking, string? finish, LlmSpec spec, ChatErrorReader errors)
    {
        if (message.TryGetProperty("refusal", out var refusal) && refusal.ValueKind is JsonValueKind.String)
            return new LlmException(LlmFailure.Refused, $"{spec} refused: {errors.Words(JsonText.Of(refusal))}");
        return finish switch
        {
            "content_filter" => new LlmException(LlmFailure.Refused, $"{spec} gave no text: its content filter removed it."),
            _ when thinking.Length > 0 => ThinkingAlone.Failure(spec, thinking, finish, isCut: finish is "length" or "model_length"),
            "length" or "model_length" => new LlmException(
                LlmFailure.Refused,
                $"{spec} used up its tokens before it wrote any text; give it more with -MaxNewTokens."),
            _ => new LlmException(LlmFailure.Refused, $"{spec} gave an answer without text (finish_reason: {errors.Words(finish ?? "none")})."),
        };
    }

    /// <summary>What the server says of tokens; a count that is none stands there as one that no call can have (<see cref="BelievableUsage"/>).</summary>
    public static UsageDetails? ReadUsage(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("usage", out var usage) || usage.ValueKind is not JsonValueKind.Object)
            return null;
        static long? Count(JsonElement usage, string name)
        {
            if (!usage.TryGetProperty(name, out var count) || count.ValueKind is JsonValueKind.Null)
                return null;
            return count.ValueKind is JsonValueKind.Number && count.TryGetDecimal(out var n) && n is >= 0 and < long.MaxValue && decimal.IsInteger(n)
                ? (long)n
                : BelievableUsage.NoCount;
        }
        var details = new UsageDetails { InputTokenCount = Count(usage, "prompt_tokens"), OutputTokenCount = Count(usage, "completion_tokens") };
        return details.InputTokenCount is null && details.OutputTokenCount is null ? null : details;
    }
}
