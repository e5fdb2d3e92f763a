using System.Runtime.CompilerServices;
using MathPref.Core.Llm.Thoughts;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>A model that says what was settled for the call (<see cref="CallOptions.Reply"/>), with usage as a server gives it.</summary>
internal sealed class ScriptedChatClient(LlmSpec spec) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<ChatResponse>(cancellationToken);
        var reply = (options as CallOptions)?.Reply ?? throw new InvalidOperationException($"No reply was settled for this call of {spec}.");
        if (reply.Failure is { } failure)
            return Task.FromException<ChatResponse>(failure);
        // As with a server: a thought and a template's marks stay apart from the answer, and no text is no answer.
        var (text, thinking) = AnswerText.Separate(reply.Text);
        if (text.Length == 0 && thinking.Length > 0)
            return Task.FromException<ChatResponse>(
                ThinkingAlone.Failure(spec, thinking, reply.FinishReason ?? "stop", isCut: FinishReasons.IsCut(reply.FinishReason)));
        if (text.Length == 0)
            return Task.FromException<ChatResponse>(new LlmException(LlmFailure.Refused, $"{spec} gave an answer without text (finish_reason: " +
                $"{reply.FinishReason ?? "stop"})."));
        var (input, output) = (reply.InputTokens ?? TokenEstimate.Input(messages), reply.OutputTokens ?? TokenEstimate.Output(reply.Text));
        var contents = new List<AIContent>(2);
        if (thinking.Length > 0)
            contents.Add(new TextReasoningContent(thinking));
        // What has no mark in it is said to the letter.
        contents.Add(new TextContent(text == reply.Text.Trim() ? reply.Text : text));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = spec.ModelName,
            FinishReason = reply.FinishReason is { } reason ? new ChatFinishReason(reason) : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
