using System.Text;
using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>
/// The answer and the thinking of a message in a reply, which may come in pieces. Content may be a string, null or a list of parts; thinking may be
/// parts of it (Mistral, Anthropic's blocks), a field beside it (reasoning: vLLM, Ollama, OpenRouter; reasoning_content: DeepSeek, SGLang, llama.cpp;
/// thinking: Ollama's own; reasoning_details: OpenRouter; reasoning_text: GitHub Copilot; thinking_blocks: LiteLLM) and marked in the text, or two of
/// these with the same. Google's OpenAI layer marks the whole of a message, or of one piece, as a thought.
/// </summary>
internal sealed class MessageTexts
{
    private static readonly string[] s_thinking = ["reasoning", "reasoning_content", "thinking", "reasoning_details", "reasoning_text", "thinking_blocks"];
    private static readonly string[] s_ofPart = ["thinking", "reasoning", "reasoning_content", "text", "summary", "content"];

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thoughts = new(0);
    private readonly StringBuilder?[] _beside = new StringBuilder?[s_thinking.Length];

    public void Add(JsonElement message)
    {
        if (message.TryGetProperty("content", out var content))
            Append(content, IsThought(message) ? _thoughts : _text, _thoughts);
        // LiteLLM repeats some fields there, and has others there alone.
        var others = message.TryGetProperty("provider_specific_fields", out var fields) && fields.ValueKind is JsonValueKind.Object ? fields : message;
        for (var i = 0; i < s_thinking.Length; i++)
        {
            if (HasTexts(message, s_thinking[i], out var field) || HasTexts(others, s_thinking[i], out field))
            {
                var thoughts = _beside[i] ??= new StringBuilder();
                Append(field, thoughts, thoughts);
            }
        }
    }

    private static bool HasTexts(JsonElement message, string name, out JsonElement field) =>
        message.TryGetProperty(name, out field) && field.ValueKind is JsonValueKind.String or JsonValueKind.Array;

    public void Add(string? text) => _text.Append(text);

    public void Clear()
    {
        _text.Clear();
        _thoughts.Clear();
        Array.Clear(_beside);
    }

    /// <returns>Both texts; each is empty where there is none.</returns>
    public (string Text, string Thinking) Read()
    {
        var thinking = AnswerText.Join(_thoughts.ToString(), Beside());
        var (answer, inText) = AnswerText.Separate(_text.ToString(), thinking.Length > 0);
        return (answer, AnswerText.Join(thinking, inText));
    }

    /// <summary>The first field that has some: where there are several, they say the same in other forms.</summary>
    private string Beside()
    {
        foreach (var thoughts in _beside.OfType<StringBuilder>())
        {
            // Some servers cut out the thought with its marks, or one of them.
            if (AnswerText.Separate(thoughts.ToString()) is var (unmarked, marked) && AnswerText.Join(marked, unmarked) is { Length: > 0 } thinking)
                return thinking;
        }
        return "";
    }

    private static void Append(JsonElement content, StringBuilder text, StringBuilder thinking)
    {
        if (content.ValueKind is JsonValueKind.String)
        {
            text.Append(JsonText.Of(content));
        }
        else if (content.ValueKind is JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
                AppendPart(part, text, thinking);
        }
        else if (content.ValueKind is JsonValueKind.Object)
        {
            AppendPart(content, text, thinking);
        }
    }

    /// <summary>Gemini's parts say it themselves, its OpenAI layer in what it adds.</summary>
    private static bool IsThought(JsonElement element) =>
        element.TryGetProperty("thought", out var thought) && thought.ValueKind is JsonValueKind.True
        || element.TryGetProperty("extra_content", out var extra) && extra.ValueKind is JsonValueKind.Object
        && extra.TryGetProperty("google", out var google) && google.ValueKind is JsonValueKind.Object
        && google.TryGetProperty("thought", out thought) && thought.ValueKind is JsonValueKind.True;

    private static void AppendPart(JsonElement part, StringBuilder text, StringBuilder thinking)
    {
        if (part.ValueKind is JsonValueKind.String)
            text.Append(JsonText.Of(part));
        if (part.ValueKind is not JsonValueKind.Object)
            return;
        switch (JsonText.OfMember(part, "type"))
        {
            case null or "text" or "output_text" or "summary_text":
                (IsThought(part) ? thinking : text).Append(JsonText.OfMember(part, "text"));
                break;
            case "thinking" or "reasoning" or "reasoning_content" or "reasoning_text" or "reasoning.text" or "reasoning.summary":
                foreach (var name in s_ofPart)
                {
                    if (!part.TryGetProperty(name, out var thoughts)
                        || thoughts.ValueKind is not (JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object))
                        continue;
                    Append(thoughts, thinking, thinking);
                    break;
                }
                break;
        }
    }
}
