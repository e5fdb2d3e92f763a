using System.Net;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>What chat servers answer: replies, errors in every form, headers of rates, lists of models.</summary>
internal sealed class ChatTarget : FuzzTarget
{
    private const string Key = "sk-Zx9-secret";

    private readonly CannedHandler _server = new();
    private readonly LlmSpec _spec = LlmSpec.Parse("mistral/ministral-8b-latest") with { Endpoint = new Uri("http://127.0.0.1:9/v1"), ApiKey = new NetworkCredential("", Key).SecurePassword };
    private readonly ChatErrorReader _errors;
    private readonly HttpChatClient _client;

    public ChatTarget()
    {
        var connection = LlmConnection.Resolve(_spec, _ => null);
        _errors = new ChatErrorReader(_spec, connection, TimeProvider.System);
        _client = new HttpChatClient(_spec, connection, new HttpClient(_server), TimeSpan.FromMinutes(1), TimeProvider.System);
    }

    public override string Name => "chat";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(
        """
        200
        x-ratelimit-limit-req-minute: 60
        x-ratelimit-remaining-req-minute: 59

        {"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"4"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}}
        """,
        """
        200
        x-ratelimit-remaining-requests: 0
        x-ratelimit-remaining-tokens: 0
        x-ratelimit-reset-tokens: 6m0s
        x-ratelimit-reset-requests: 1h2m3.5s20ms

        {"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"It is 4."}]},"finish_reason":"length"}],"usage":null}
        """,
        """
        200

        {"choices":[{"message":{"content":"<think>2 + 2</think> 4 \ud83d\ude00","reasoning_content":"x"}}]}
        """,
        """
        200

        {"choices":[{"message":{"content":"<|channel|>analysis<|message|>2 + 2<|end|><|start|>assistant<|channel|>final<|message|>It is 4.<|return|>"},"finish_reason":"stop"}]}
        """,
        """
        200

        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"The sum "},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"content":"is 3."},"finish_reason":"stop"}]}

        data: [DONE]
        """,
        """
        200

        {"model":"m","message":{"role":"assistant","content":"The sum "},"done":false}
        {"model":"m","message":{"role":"assistant","content":"is 3."},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":6}
        """,
        """
        201

        {"choices":[{"message":{"content":"To add"},"finish_reason":null,"native_finish_reason":"MAX_TOKENS","error":null}]}
        """,
        """
        200

        {"object":"list","data":[{"id":"ministral-8b-latest","owned_by":"mistralai","created":1700000000,"max_context_length":131072,"capabilities":{"completion_chat":true},"aliases":["a"],"deprecation":"2026-01-01T00:00:00Z"}],"choices":[{"message":{"content":"both"}}]}
        """);

    public override IReadOnlyList<string> Pieces { get; } = Bytes(
        "400\n", "401\n", "402\n", "404\n", "408\n", "429\n", "500\n", "503\n", "529\n", "307\n", "\n\n", "Retry-After: 1\n", "Retry-After: -1\n", "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\n", "retry-after-ms: 1500\n", "x-should-retry: true\n", "Location: https://elsewhere/\n", "x-ratelimit-limit-req-minute: 0\n", "x-ratelimit-remaining-req-minute: ", "x-ratelimit-reset-requests: ", "x-ratelimit-remaining-tokens-month: 0\n", "1h", "6m0s", "20ms",
        "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"code\":\"model_not_found\"}}", "{\"message\":\"Rate limit exceeded\",\"code\":\"1300\"}", "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"model\"],\"msg\":\"Field required\"}]}", "{\"object\":\"error\",\"message\":{\"detail\":\"x\"}}", "<html><body><h1>502 Bad Gateway</h1></body></html>", Key,
        ": OPENROUTER PROCESSING\n\nevent: error\ndata: {\"error\":{\"code\":502,\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"busy\\\"}}\",\"provider_name\":\"P\"}}}\n\n", "403\n", "\"error\":{\"code\":502,\"message\":\"Provider returned error\"}", "{\"error\":{\"code\":403,\"message\":\"Your input was flagged\",\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"x\"}}}", "[{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"34.5s\"}]}}]",
        "\"choices\":[", "\"message\":{", "\"content\":", "\"content\":null", "\"content\":[{\"type\":\"text\",\"text\":\"", "\"refusal\":\"no\"", "\"finish_reason\":\"content_filter\"", "\"finish_reason\":\"error\"", "\"usage\":{\"prompt_tokens\":", "\"reasoning\":\"", "<think>", "</think>", "{\"type\":\"thinking\",\"thinking\":[", "\\ud83d", "\\udc00\\ud83d", "\\u0000", "\\u001b", "\\\\ud800", "\\", "{", "}", "[", "]", "[[[[[[[[[[[[", "{\"error\":", "\"data\":[", "data: ", "event: error\n", "[DONE]", "\r\n\r\n", "\r", ": ping\n\n", "\ufeff", "\"delta\":{", "\"done\":true", "\"done\":false", "\"response\":\"", "\"text\":\"", "\"error\":null", "\"error\":\"", "\"metadata\":{\"raw\":\"", "\"retryDelay\":\"9s\"", "\"native_finish_reason\":\"SAFETY\"", "\"finish_reason\":\"max_tokens\"", "\"finish_reason\":\"abort\"", "System role not supported", "[THINK]", "[/THINK]", "<|channel|>analysis<|message|>", "<|start|>assistant<|channel|>final<|message|>", "<|im_end|>", "</s>", "<end_of_turn>", "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"", "\"thinking\":\"", "\"reasoning_content\":\"", "\"id\":\"", "\"created\":", "\"aliases\":[", ",", ":", "\"", "{\"a\":");

    public override bool IsRefusal(Exception thrown) => thrown is LlmException;

    public override bool Accepts(string input)
    {
        var answer = RawAnswer.Read(input);
        using var response = answer.ToResponse(new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:9/v1/chat/completions"));
        Check(_errors.FromAnswer(response, answer.Body));
        var rate = RateHeaders.Read(response);
        BrokenRule.Unless(rate is null || rate is not ({ RequestsPerMinute: < 0 } or { RemainingRequests: < 0 } or { RemainingTokens: < 0 } or { Reset.Ticks: < 0 }), "no number of a quota is below zero", () => $"{rate}");
        try
        {
            foreach (var model in ModelCatalogue.Read(_spec, answer.Body, _errors))
                BrokenRule.Unless(model is { Model: not null, Provider: not null, Aliases: not null }, "a model has a name");
        }
        catch (LlmException refused)
        {
            Check(refused);
        }
        _server.Answer(answer);
        try
        {
            var reply = _client.GetResponseAsync([new ChatMessage(ChatRole.User, "2 + 2?")]).GetAwaiter().GetResult();
            BrokenRule.Unless(!string.IsNullOrWhiteSpace(reply.Text), "a reply has text");
            BrokenRule.Unless(reply.Text == reply.Text.Trim(), "a reply has no blanks around it");
            BrokenRule.Unless(MathPref.Core.Datasets.ColumnValues.IndexOfHalfPair(reply.Text) < 0, "a reply is text that UTF-8 can hold");
            BrokenRule.Unless(reply.Usage is null or { InputTokenCount: null or >= 0, OutputTokenCount: null or >= 0 }, "counts of tokens are not below zero");
            return true;
        }
        catch (LlmException refused)
        {
            Check(refused);
            throw;
        }
    }

    private static void Check(LlmException error)
    {
        FuzzTrial.CheckRefusal(error);
        BrokenRule.Unless(!error.Message.Contains(Key, StringComparison.Ordinal), "the key stands nowhere in what is said of a failure");
        BrokenRule.Unless(error.RetryAfter is null || error.RetryAfter > TimeSpan.Zero, "a wait is longer than nothing", () => $"{error.RetryAfter}");
    }
}
