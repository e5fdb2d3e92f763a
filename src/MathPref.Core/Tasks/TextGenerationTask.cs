using Microsoft.Extensions.AI;

namespace MathPref.Core.Tasks;

/// <summary>Instruction in, answer out: the instruction as the user's message, after a system prompt where there is one.</summary>
public sealed record TextGenerationTask
{
    /// <summary>The system prompt of every call; a row's own <c>system_prompt</c> wins.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The messages that ask for an answer to <paramref name="instruction"/>.</summary>
    public IReadOnlyList<ChatMessage> BuildPrompt(string instruction, string? rowSystemPrompt = null)
    {
        var system = string.IsNullOrWhiteSpace(rowSystemPrompt) ? SystemPrompt : rowSystemPrompt;
        var user = new ChatMessage(ChatRole.User, instruction);
        return string.IsNullOrWhiteSpace(system) ? [user] : [new ChatMessage(ChatRole.System, system), user];
    }
}
