using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>What differs from server to server in the same request, and is learnt from a refusal that says so.</summary>
/// <param name="LengthField">The name of the limit of tokens.</param>
/// <param name="HasSystemRole">Whether a message of the system is one of its own; else it goes before the user's.</param>
internal sealed record RequestForm(string LengthField, bool HasSystemRole = true)
{
    private const string NewLengthField = "max_completion_tokens";

    /// <summary>The form that the server asks for with this refusal of a request in the present one; null where it asks for none.</summary>
    public RequestForm? After(LlmException refused, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // Newer OpenAI models refuse the old name of the field, and say so.
        if (LengthField == "max_tokens" && options?.MaxOutputTokens is not null && refused.Failure is LlmFailure.BadRequest
            && refused.Message.Contains(NewLengthField, StringComparison.Ordinal))
            return this with { LengthField = NewLengthField };
        return HasSystemRole && SystemRole.IsRefused(refused, messages) ? this with { HasSystemRole = false } : null;
    }

    /// <summary>What has been learnt since another form, for people.</summary>
    public string DifferenceFrom(RequestForm before) => before.LengthField != LengthField
        ? $"the limit of tokens is called {LengthField} there."
        : "it takes no message of the role system, so its text goes before the user's from now on.";
}
