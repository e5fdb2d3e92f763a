using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>A call of a scripted model: what its script block is given.</summary>
public sealed record ScriptedCall
{
    /// <summary>The model: <c>scripted/…</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The number of this call among all of the model, from 1, in the order of the input.</summary>
    public required int Number { get; init; }

    /// <summary>The number of this answer among several to the same prompt, from 0.</summary>
    public required int Generation { get; init; }

    /// <summary>All messages, the system's included.</summary>
    public required IReadOnlyList<ScriptedMessage> Messages { get; init; }

    /// <summary>The options of the call, the cmdlet's over New-Llm's.</summary>
    public required LlmOptions Options { get; init; }

    /// <summary>The text of the last user message.</summary>
    public string Prompt => Messages.LastOrDefault(m => m.Role == "user")?.Content ?? "";

    /// <summary>The beginning of the prompt on one line, for messages.</summary>
    internal string PromptStart => MessageText.Short(Prompt);
}
