using System.Net;
using System.Net.Http.Headers;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// One attempt at <c>POST …/chat/completions</c>: the request as the provider's profile has it, the reply or an
/// <see cref="LlmException"/> that says what kind of failure it was.
/// </summary>
internal sealed class HttpChatClient : IChatClient
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue s_accept = new("application/json");

    private readonly LlmSpec _spec;
    private readonly LlmConnection _connection;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Uri _address;
    private readonly ChatErrorReader _errors;
    private volatile RequestForm _form;

    public HttpChatClient(LlmSpec spec, LlmConnection connection, HttpClient http, TimeSpan timeout, TimeProvider time)
    {
        _spec = spec;
        _connection = connection;
        _http = http;
        _timeout = timeout;
        _time = time;
        _address = connection.ChatAddress;
        _errors = new ChatErrorReader(spec, connection, time);
        _form = new RequestForm(connection.LengthField);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
        var form = _form;
        var learnt = "";
        while (true)
        {
            try
            {
                var response = await SendAsync(list, options, form, cancellationToken).ConfigureAwait(false);
                if (learnt.Length > 0)
                {
                    _form = form;
                    (options as CallOptions)?.OnLearnt?.Invoke(learnt);
                }
                return response;
            }
            catch (LlmException refused) when (form.After(refused, list, options) is { } other)
            {
                learnt += $"{(learnt.Length > 0 ? " " : "")}{_spec}: {other.DifferenceFrom(form)}";
                form = other;
            }
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata)
            ? new ChatClientMetadata(_spec.Provider, _connection.Endpoint, _spec.Model)
            : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The HttpClient belongs to the factory.</summary>
    public void Dispose()
    {
    }

    private async Task<ChatResponse> SendAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, RequestForm form, CancellationToken cancellationToken)
    {
        var state = (options as CallOptions)?.State ?? new CallState();
        state.IsSent = false;
        state.BeforeSending?.Invoke();
        try
        {
            return await ServiceAttempt.RunAsync(
                time => AttemptAsync(messages, options, form, state, time.Token), _timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException broken)
        {
            throw _errors.FromTransport(broken, _address, _timeout, state.IsSent);
        }
        catch (LlmException failed)
        {
            failed.Usage = BelievableUsage.Of(failed.Usage, messages, options);
            throw;
        }
    }

    private async Task<ChatResponse> AttemptAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, RequestForm form, CallState state, CancellationToken limit)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Body(messages, options, form, state) };
        request.Headers.Accept.Add(s_accept);
        _connection.Authorize(request.Headers);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(limit).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw _errors.FromAnswer(response, body);
        var reply = ChatReplyReader.Read(body, _spec, _errors);
        reply.Usage = BelievableUsage.Of(reply.Usage, messages, options, reply);
        reply.RawRepresentation = RateHeaders.Read(response);
        return reply;
    }

    private Question Body(IReadOnlyList<ChatMessage> messages, ChatOptions? options, RequestForm form, CallState state)
    {
        var body = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("model", _spec.Model);
            json.WriteStartArray("messages");
            foreach (var message in form.HasSystemRole ? messages : SystemRole.Fold(messages))
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role.Value);
                json.WriteString("content", message.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (options?.Temperature is { } temperature)
                json.WriteNumber("temperature", temperature);
            if (options?.TopP is { } topP)
                json.WriteNumber("top_p", topP);
            if (options?.MaxOutputTokens is { } length)
                json.WriteNumber(form.LengthField, length);
            if (options?.Seed is { } seed && _spec.Profile.SeedField is { } seedField)
                json.WriteNumber(seedField, seed);
            if ((options as CallOptions)?.ReasoningEffort is { } effort && _spec.Profile.ReasoningEfforts.Count > 0)
                json.WriteString("reasoning_effort", effort);
            if (options?.StopSequences is { Count: > 0 } stop)
            {
                json.WriteStartArray("stop");
                foreach (var text in stop)
                    json.WriteStringValue(text);
                json.WriteEndArray();
            }
            // Some servers stream where nothing is said of it.
            json.WriteBoolean("stream", false);
            json.WriteEndObject();
        });
        return new Question(body, state) { Headers = { ContentType = s_json } };
    }

    /// <summary>The body of a request, which is asked for when there is a connection: from then on the attempt may be billed.</summary>
    private sealed class Question(byte[] json, CallState state) : ByteArrayContent(json)
    {
        private readonly byte[] _json = json;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            state.IsSent = true;
            return stream.WriteAsync(_json, cancellationToken).AsTask();
        }
    }
}
