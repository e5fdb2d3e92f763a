using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Answers with what a journal holds and asks nobody: what a plan goes on with.</summary>
/// <param name="inner">What would be asked.</param>
/// <param name="journal">What was answered.</param>
/// <param name="spec">The model.</param>
/// <param name="endpoint">Where it would be asked.</param>
internal sealed class JournalPeekClient(IChatClient inner, JournalPeek journal, LlmSpec spec, string endpoint) : DelegatingChatClient(inner)
{
    /// <summary>The answer that the journal holds; null where the call would have to be made.</summary>
    public ChatResponse? Find(IReadOnlyList<ChatMessage> messages, CallOptions call) =>
        journal.Read(RequestKey.Of(endpoint, spec.Model, messages, call))?.For(call)?.ToResponse(spec.ModelName);

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(messages as IReadOnlyList<ChatMessage> ?? messages.ToList(), (CallOptions)options!)
            ?? throw new InvalidOperationException("A plan asks for what the journal holds alone."));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            journal.Dispose();
        base.Dispose(disposing);
    }
}
