using MathPref.Core.Offline;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Puts the layers of a model together: retry, then the gate, then HTTP or the embedded model.</summary>
internal static class Chat
{
    /// <summary>Throws <see cref="LlmConfigurationException"/> when the model cannot be called as it is set up.</summary>
    public static IChatClient Open(LlmSpec spec, CallGate gate, RetrySettings retry, TimeSpan timeout, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        if (spec.Profile.IsOffline)
            return new GatedChatClient(new OfflineChatClient(spec.Model), gate);
        var connection = LlmConnection.Resolve(spec, Environment.GetEnvironmentVariable);
        var http = new HttpChatClient(spec, connection, HttpClients.ForModels(), spec.TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : timeout, time);
        return new RetryChatClient(new GatedChatClient(http, gate), retry, time);
    }
}
