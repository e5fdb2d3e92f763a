using System.Text;
using System.Text.Json;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Reads the body of a 200: the answer's text apart from the model's thinking, why it ended and what it used. Content may be a
/// string, null or a list of parts; usage may be missing; an error may come with status 200.
/// </summary>
internal static class ChatReplyReader
{
    private const string Opening = "<think>", Closing = "</think>";

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

        var (text, thinking) = Texts(message);
        // Some servers say "" for a reason that they do not have.
        if (finish is not null)
            finish = errors.Words(finish) is { Length: > 0 } words ? words : null;
        if (string.IsNullOrWhiteSpace(text))
            throw WithoutText(message, finish, spec, errors);
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

    private static LlmException WithoutText(JsonElement message, string? finish, LlmSpec spec, ChatErrorReader errors)
    {
        if (message.TryGetProperty("refusal", out var refusal) && refusal.ValueKind is JsonValueKind.String)
            return new LlmException(LlmFailure.Refused, $"{spec} refused: {errors.Words(JsonText.Of(refusal))}");
        return finish switch
        {
            "content_filter" => new LlmException(LlmFailure.Refused, $"{spec} gave no text: its content filter removed it."),
            "length" or "model_length" => new LlmException(
                LlmFailure.Refused,
                $"{spec} used up its tokens before it wrote any text; give it more with -MaxNewTokens."),
            _ => new LlmException(LlmFailure.Refused, $"{spec} gave an answer without text (finish_reason: {errors.Words(finish ?? "none")})."),
        };
    }

    private static (string Text, string Thinking) Texts(JsonElement message)
    {
        var answer = "";
        var thinking = new StringBuilder(0);
        if (message.TryGetProperty("content", out var content))
        {
            if (content.ValueKind is JsonValueKind.String)
            {
                answer = JsonText.Of(content);
            }
            else if (content.ValueKind is JsonValueKind.Array)
            {
                var text = new StringBuilder();
                AppendParts(content, text, thinking);
                answer = text.ToString();
            }
        }
        foreach (var name in (ReadOnlySpan<string>)["reasoning", "reasoning_content"])
        {
            if (message.TryGetProperty(name, out var reasoning) && reasoning.ValueKind is JsonValueKind.String)
            {
                thinking.Append(JsonText.Of(reasoning));
                break;
            }
        }
        // Servers without a parser for reasoning leave it in the text; the closing mark may lie beyond the limit of tokens.
        var begin = answer.IndexOf(Opening, StringComparison.Ordinal);
        var end = answer.IndexOf(Closing, StringComparison.Ordinal);
        if (begin >= 0 && string.IsNullOrWhiteSpace(answer[..begin]))
            begin += Opening.Length;
        else if (EndsThought(answer, begin, end))
            begin = 0;
        else
            return (answer.Trim(), thinking.ToString());
        thinking.Append(answer[begin..(end < 0 ? answer.Length : end)].Trim());
        return (end < 0 ? "" : answer[(end + Closing.Length)..].Trim(), thinking.ToString());
    }

    /// <summary>
    /// The opening mark of a thought may have stood in the prompt. Then the closing one stands alone, at the end of its line; within a line,
    /// or where there are more, the text speaks of it.
    /// </summary>
    private static bool EndsThought(string answer, int begin, int end) =>
        end >= 0 && !(begin >= 0 && begin < end) && end == answer.LastIndexOf(Closing, StringComparison.Ordinal)
        && answer.AsSpan(end + Closing.Length).TrimStart(" \t") is [] or ['\r' or '\n', ..];

    private static void AppendParts(JsonElement parts, StringBuilder text, StringBuilder thinking)
    {
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind is not JsonValueKind.Object || !part.TryGetProperty("type", out var type))
                continue;
            if (type.ValueKind is JsonValueKind.String && type.ValueEquals("text") && JsonText.OfMember(part, "text") is { } words)
                text.Append(words);
            else if (type.ValueKind is JsonValueKind.String && type.ValueEquals("thinking") && part.TryGetProperty("thinking", out var thoughts))
            {
                if (thoughts.ValueKind is JsonValueKind.Array)
                    AppendParts(thoughts, thinking, thinking);
                else if (thoughts.ValueKind is JsonValueKind.String)
                    thinking.Append(JsonText.Of(thoughts));
            }
        }
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
