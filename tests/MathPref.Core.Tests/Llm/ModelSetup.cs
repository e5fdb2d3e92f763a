using System.Net;
using System.Security;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

/// <summary>Models that the tests call, and how they are put together.</summary>
internal static class ModelSetup
{
    public static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public static readonly ChatMessage[] Question = [new(ChatRole.User, "what is 2+2?")];

    public static SecureString Secret(string text) => new NetworkCredential("", text).SecurePassword;

    public static LlmSpec Spec(StrictMistralServer server, string model = "mistral/ministral-8b-latest", string key = StrictMistralServer.Key) =>
        LlmSpec.Parse(model) with { Endpoint = server.Address, ApiKey = key.Length == 0 ? null : Secret(key) };

    public static HttpChatClient Client(LlmSpec spec, TimeSpan? timeout = null, TimeProvider? time = null) =>
        new(spec, LlmConnection.Resolve(spec, _ => null), Http, timeout ?? StrictMistralServer.Patience, time ?? TimeProvider.System);

    public static HttpChatClient Client(StrictMistralServer server, string model = "mistral/ministral-8b-latest", TimeSpan? timeout = null, TimeProvider? time = null) =>
        Client(Spec(server, model), timeout, time);

    public static IChatClient Gated(IChatClient inner, CallGate gate) => new LimitedChatClient(inner, gate);

    public static Task<ChatResponse> AskAsync(this IChatClient client, ChatOptions? options = null) =>
        client.GetResponseAsync(Question, options, TestContext.Current.CancellationToken);

    public static async Task<LlmException> FailAsync(this IChatClient client, ChatOptions? options = null) =>
        await Assert.ThrowsAsync<LlmException>(() => client.AskAsync(options));

    /// <summary>Turns the clock until the task ends: each turn lets what waits for it go on first.</summary>
    public static async Task TurnUntilDoneAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        for (var turn = 0; turn < 100_000 && !task.IsCompleted; turn++)
        {
            time.Advance(step);
            await Task.WhenAny(task, Task.Run(() => Thread.Yield(), TestContext.Current.CancellationToken));
        }
        await task.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken);
    }

}
