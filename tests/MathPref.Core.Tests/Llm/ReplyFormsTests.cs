using System.Text;
using System.Text.Json;
using MathPref.Core.Llm;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>Bodies of a success in every form that servers and gateways send: what is whole is read, and nothing else is an answer.</summary>
public sealed class ReplyFormsTests : IAsyncLifetime
{
    private const string Whole = """{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"The sum is 3."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":6}}""";

    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Answer(string body, string type = "application/json", int status = 200)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => new ScriptedReply { Status = status, Body = body, ContentType = type };
    }

    private static string Chunk(string delta, string finish = "null") => $$"""{"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""";

    private static string Events(params string[] data) => string.Concat(data.Select(d => $"data: {d}\n\n"));

    private static readonly string[] s_sum =
    [
        Chunk("""{"role":"assistant","content":""}"""), Chunk("""{"content":"The sum "}"""), Chunk("""{"content":"is 3."}"""), Chunk("{}", "\"stop\""),
    ];

    public static TheoryData<string, string> Readable => new()
    {
        { "a byte order mark", "\ufeff" + Whole },
        { "blank lines that kept the connection open", "\n\n \r\n" + Whole },
        { "a comment before it", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" + Whole },
        { "a list of one", $"[{Whole}]" },
        { "the mark of a stream's end after it", Whole + "\ndata: [DONE]\n" },
        { "what is no JSON after it", Whole + "\n<!-- served by x -->" },
        { "itself twice", Whole + "\n" + Whole },
        { "events", Events([.. s_sum, "[DONE]"]) },
        { "events without the mark of the end", Events(s_sum) },
        { "events with a mark before them", "\ufeff" + Events([.. s_sum, "[DONE]"]) },
        { "events with CRLF and no blank after the colon", Events([.. s_sum, "[DONE]"]).Replace("\n", "\r\n", StringComparison.Ordinal).Replace("data: ", "data:", StringComparison.Ordinal) },
        { "events with CR alone", Events([.. s_sum, "[DONE]"]).Replace("\n", "\r", StringComparison.Ordinal) },
        { "events with names, ids and comments", ": hi\n\nretry: 5\n\n" + string.Concat(s_sum.Select((d, i) => $"event: message\nid: {i}\ndata: {d}\n\n: ping\n\n")) },
        { "events without empty lines between", string.Concat(s_sum.Select(d => $"data: {d}\n")) + "data: [DONE]" },
        { "an event whose JSON stands on several lines", "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"The sum is 3.\"},\"finish_reason\":\"stop\"}]}\n\n" },
        { "an event that is the whole answer", Events(Whole, "[DONE]") },
        { "events and the whole after them", Events([.. s_sum, Whole, "[DONE]"]) },
        { "an event cut after the end of the answer", Events(s_sum) + "data: {\"choices\":[],\"usa" },
        { "JSON lines", string.Join("\n", s_sum) },
        { "JSON lines with the mark of the end", string.Join("\n", s_sum) + "\n[DONE]\n" },
        { "JSON without lines", string.Concat(s_sum) },
        { "Ollama's lines", """
            {"model":"m","message":{"role":"assistant","content":"The sum "},"done":false}
            {"model":"m","message":{"role":"assistant","content":"is 3."},"done":false}
            {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":6}
            """ },
        { "Ollama's generate", """{"model":"m","response":"The sum is 3.","done":true}""" },
        { "a completion", """{"object":"text_completion","choices":[{"text":"The sum is 3.","finish_reason":"stop"}]}""" },
        { "raw ends of lines in a string", Whole.Replace("\"id\":\"1\"", "\"id\":\"1\n\t2\"", StringComparison.Ordinal) },
        { "numbers that are none", Whole.Replace("\"index\":0", "\"index\":0,\"logprobs\":[NaN,-Infinity,Infinity]", StringComparison.Ordinal) },
        { "a body within a string", JsonSerializer.Serialize(Whole) },
        { "an envelope", $$"""{"code":200,"msg":"success","data":{{Whole}}}""" },
        { "another envelope", $$"""{"result":{{Whole}},"success":true,"errors":[]}""" },
        { "an error of empty words beside it", Whole[..^1] + ""","error":{"message":"","type":"","param":"","code":null}}""" },
        { "an error that is a success beside it", Whole[..^1] + ""","error":{"code":0,"message":"Success"}}""" },
        { "an error called None beside it", Whole[..^1] + ""","error":"None"}""" },
        { "pieces of another answer between", Events(s_sum[0], s_sum[1], """{"choices":[{"index":1,"delta":{"content":"WRONG"},"finish_reason":"stop"}]}""", s_sum[2], s_sum[3]) },
        { "another answer before it", Whole.Replace("\"choices\":[", "\"choices\":[{\"index\":1,\"message\":{\"content\":\"WRONG\"},\"finish_reason\":\"stop\"},", StringComparison.Ordinal) },
        { "a stream of completions", Events("""{"choices":[{"text":"The sum "}]}""", """{"choices":[{"text":"is 3.","finish_reason":"stop"}]}""", "[DONE]") },
        { "an empty error beside it", Whole[..^1] + ""","error":null}""" },
        { "an error without content beside it", Whole[..^1] + ""","error":{}}""" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task What_is_whole_is_read_in_every_form(string form, string body)
    {
        Answer(body);
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.True(response.Text == "The sum is 3.", $"{form}: {response.Text}");
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task A_mark_of_UTF_16_is_understood() =>
        Assert.Equal("The sum is 3.", await ReadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Whole)]));

    private static Task<string> ReadAsync(byte[] body)
    {
        var spec = LlmSpec.Parse("vllm/x");
        return Task.FromResult(ChatReplyReader.Read(body, spec, new ChatErrorReader(spec, LlmConnection.Resolve(spec, _ => null), TimeProvider.System)).Text);
    }

    [Fact]
    public async Task A_stream_gives_why_it_ended_what_it_used_and_its_thinking()
    {
        Answer(Events(Chunk("""{"reasoning_content":"1 and "}"""), Chunk("""{"reasoning_content":"2"}"""), Chunk("""{"content":"3"}"""), Chunk("{}", "\"length\""), """{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":6}}""", "[DONE]"), "text/event-stream");
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal(("3", "length", 5, 6), (response.Text, response.FinishReason?.Value, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
        Assert.Equal("1 and 2", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
    }

    [Fact]
    public async Task Counts_of_Ollamas_own_routes_are_counts()
    {
        Answer("""{"message":{"content":"3"},"done":true,"done_reason":"length","prompt_eval_count":5,"eval_count":6}""");
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal(("length", 5, 6), (response.FinishReason?.Value, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
    }

    /// <summary>What it is, the body, the failure, whether another attempt can help, words of the message.</summary>
    public static TheoryData<string, string, LlmFailure, bool, string> Broken => new()
    {
        { "an error in the choice, with half an answer", """{"choices":[{"message":{"content":"To add 1 and 2 we fir"},"finish_reason":null,"error":{"code":502,"message":"Provider returned error"}}]}""", LlmFailure.Server, true, "Provider returned error" },
        { "an error beside the choices", """{"choices":[{"message":{"content":"To add"},"finish_reason":"stop"}],"error":{"code":503,"message":"upstream gone"}}""", LlmFailure.Server, true, "upstream gone" },
        { "an error in the message", """{"choices":[{"message":{"content":"To add","error":{"message":"lost"}},"finish_reason":"stop"}]}""", LlmFailure.Server, true, "lost" },
        { "an error that is a string", """{"error":"upstream connect error"}""", LlmFailure.Server, true, "upstream connect error" },
        { "a bare string", "\"Internal Server Error\"", LlmFailure.Server, true, "Internal Server Error" },
        { "a list of errors", """[{"error":{"code":429,"message":"Resource has been exhausted","status":"RESOURCE_EXHAUSTED"}}]""", LlmFailure.RateLimited, true, "Resource has been exhausted" },
        { "errors of a gateway", """{"success":false,"errors":[{"code":2009,"message":"Unauthorized"}],"result":null}""", LlmFailure.Authentication, false, "Unauthorized" },
        { "an error that says so and has its words beside it", """{"error":true,"message":"The engine is overloaded"}""", LlmFailure.Server, true, "overloaded" },
        { "a refusal of the request", """{"error":{"code":400,"message":"This model's maximum context length is 8192 tokens."}}""", LlmFailure.BadRequest, false, "maximum context length" },
        { "a refusal by its type", """{"error":{"type":"invalid_request_error","message":"stop: too many"}}""", LlmFailure.BadRequest, false, "stop: too many" },
        { "a refusal by its words alone", """{"error":"Unsupported value: 'temperature'"}""", LlmFailure.BadRequest, false, "Unsupported value" },
        { "no credit", """{"error":{"message":"Insufficient credits. Add more.","code":402}}""", LlmFailure.AllowanceEmpty, false, "Insufficient credits" },
        { "a wrong key", """{"error":{"message":"Invalid API key","type":"authentication_error"}}""", LlmFailure.Authentication, false, "Invalid API key" },
        { "moderation", """{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["violence"]}}}""", LlmFailure.Refused, false, "flagged" },
        { "FastAPI's detail", """{"detail":"Not Found"}""", LlmFailure.BadRequest, false, "Not Found" },
        { "an old vLLM's error", """{"object":"error","message":"The model is loading","code":503}""", LlmFailure.Server, true, "loading" },
        { "an error within a piece", Events(s_sum[1], """{"choices":[{"delta":{"error":{"message":"worker died","code":500}}}]}""", "[DONE]"), LlmFailure.Server, true, "worker died" },
        { "a filter without a message", """{"choices":[{"index":0,"finish_reason":"content_filter","content_filter_results":{}}]}""", LlmFailure.Refused, false, "content filter" },
        { "a limit without a message", """{"choices":[{"index":0,"message":null,"finish_reason":"length"}]}""", LlmFailure.Refused, false, "-MaxNewTokens" },
        { "MiniMax without balance", """{"choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""", LlmFailure.AllowanceEmpty, false, "insufficient balance" },
        { "MiniMax's filter", """{"choices":null,"base_resp":{"status_code":1026,"status_msg":"input new_sensitive"}}""", LlmFailure.Refused, false, "new_sensitive" },
        { "MiniMax without a key", """{"choices":null,"base_resp":{"status_code":1004,"status_msg":"login fail"}}""", LlmFailure.Authentication, false, "login fail" },
        { "an account that was closed", """{"error":{"message":"Your account has been suspended"}}""", LlmFailure.Authentication, false, "suspended" },
        { "an end of file", """{"error":"unexpected EOF"}""", LlmFailure.Server, true, "EOF" },
        { "a deadline", """{"error":"context deadline exceeded"}""", LlmFailure.Server, true, "deadline" },
        { "a provider's wrong answer", """{"error":{"message":"Invalid response from upstream provider"}}""", LlmFailure.Server, true, "upstream" },
        { "a worker that restarts", """{"error":{"message":"worker must be restarted; maximum requests reached"}}""", LlmFailure.Server, true, "restarted" },
        { "an error within a stream", Events(s_sum[0], s_sum[1], """{"error":{"message":"worker died","code":500}}"""), LlmFailure.Server, true, "worker died" },
        { "an error within a stream, and its end", Events(s_sum[0], s_sum[1], """{"error":{"message":"worker died","code":500}}""", "[DONE]"), LlmFailure.Server, true, "worker died" },
        { "an event called error", "event: error\ndata: {\"message\":\"worker died\"}\n\n", LlmFailure.Server, true, "worker died" },
        { "an error within lines", string.Join("\n", s_sum[1], """{"error":"worker died"}"""), LlmFailure.Server, true, "worker died" },
        { "a stream that stops", Events(s_sum[..2]), LlmFailure.BadResponse, true, "stream broke off" },
        { "a stream that is cut", Events(s_sum[..2]) + "data: {\"choi", LlmFailure.BadResponse, true, "not whole" },
        { "a stream with a hole", Events(s_sum[0], "{\"choices\":[{\"delta\":{\"content\":\"The", s_sum[2], s_sum[3], "[DONE]"), LlmFailure.BadResponse, true, "not whole" },
        { "Ollama's lines that stop", """{"message":{"content":"The sum"},"done":false}""", LlmFailure.BadResponse, true, "stream broke off" },
        { "a reply that is cut", Whole[..60], LlmFailure.BadResponse, true, "not whole JSON" },
        { "only comments", ": OPENROUTER PROCESSING\n\n", LlmFailure.BadResponse, true, "not whole" },
        { "a page", "<html><body>Welcome</body></html>", LlmFailure.BadResponse, true, "Welcome" },
        { "nothing of the protocol", """{"status":"ok"}""", LlmFailure.BadResponse, true, "without choices" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_answer_is_a_failure_that_says_why_and_whether_it_can_pass(string what, string body, LlmFailure failure, bool canPass, string words)
    {
        Answer(body);
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.True((failure, canPass) == (error.Failure, error.IsTransient), $"{what}: {error.Failure}, {error.IsTransient}: {error.Message}");
        Assert.Contains(words, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("To add", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, AnswerFate> Reasons()
    {
        var all = new TheoryData<string, AnswerFate>();
        foreach (var reason in (string[])["stop", "eos", "eos_token", "end_turn", "STOP", "COMPLETE", "stop_sequence", "tool_calls", "anything new"])
            all.Add(reason, AnswerFate.Whole);
        foreach (var reason in (string[])["length", "model_length", "max_tokens", "MAX_TOKENS", "max_output_tokens", "FINISH_REASON_MAX_TOKENS", "model_context_window_exceeded", "REASON_MAX_LEN", "max-tokens", "Length", "token_limit", "context_limit", "incomplete", "ERROR_LIMIT"])
            all.Add(reason, AnswerFate.Cut);
        foreach (var reason in (string[])["error", "abort", "insufficient_system_resource", "network_error", "ERROR", "MALFORMED_RESPONSE", "OTHER", "cancelled", "timeout", "function_call_filter: MALFORMED_FUNCTION_CALL", "not_finished", "USER_CANCEL", "interrupted", "engine_overloaded", "TOO_MANY_TOOL_CALLS"])
            all.Add(reason, AnswerFate.Failure);
        foreach (var reason in (string[])["content_filter", "SAFETY", "refusal", "RECITATION", "guardrail_intervened", "PROHIBITED_CONTENT", "sensitive", "content_filtered", "content_filter: RECITATION", "content_filter: OTHER", "CONTENT_FILTER_SAFETY", "ERROR_TOXIC"])
            all.Add(reason, AnswerFate.Refusal);
        return all;
    }

    public enum AnswerFate
    {
        Whole,
        Cut,
        Failure,
        Refusal,
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_reason_in_any_providers_words_tells_an_answer_from_none(string reason, AnswerFate fate)
    {
        Answer(Whole.Replace("\"stop\"", JsonSerializer.Serialize(reason), StringComparison.Ordinal));
        if (fate is AnswerFate.Whole or AnswerFate.Cut)
        {
            var response = await ModelSetup.Client(_server).AskAsync();
            Assert.Equal((reason, fate is AnswerFate.Cut), (response.FinishReason?.Value, Core.Text.FinishReasons.IsCut(reason)));
            return;
        }
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal(fate is AnswerFate.Failure ? LlmFailure.Server : LlmFailure.Refused, error.Failure);
        Assert.Equal(fate is AnswerFate.Failure, error.IsTransient);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("The sum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_of_the_provider_behind_stands_in_for_a_missing_one()
    {
        Answer("""{"choices":[{"message":{"content":"The sum"},"finish_reason":null,"native_finish_reason":"MAX_TOKENS"}]}""");
        Assert.Equal("MAX_TOKENS", (await ModelSetup.Client(_server).AskAsync()).FinishReason?.Value);
    }

    [Theory]
    [InlineData("\"finish_reason\":{\"type\":\"length\"}", "length")]
    [InlineData("\"finish_reason\":\"stop\",\"native_finish_reason\":\"MAX_TOKENS\"", "MAX_TOKENS")]
    [InlineData("\"finish_reason\":\"stop\",\"native_finish_reason\":\"end_turn\"", "stop")]
    [InlineData("\"finish_reason\":\"length\",\"native_finish_reason\":\"STOP\"", "length")]
    public async Task A_reason_is_read_where_it_says_most(string reason, string finish)
    {
        Answer(Whole.Replace("\"finish_reason\":\"stop\"", reason, StringComparison.Ordinal));
        Assert.Equal(finish, (await ModelSetup.Client(_server).AskAsync()).FinishReason?.Value);
    }

    [Theory]
    [InlineData("\"finish_reason\":{\"type\":\"abort\",\"message\":\"gone\"}")]
    [InlineData("\"finish_reason\":\"stop\",\"native_finish_reason\":\"SAFETY\"")]
    public async Task A_reason_that_is_no_text_or_the_providers_own_can_say_that_there_is_no_answer(string reason)
    {
        Answer(Whole.Replace("\"finish_reason\":\"stop\"", reason, StringComparison.Ordinal));
        Assert.DoesNotContain("The sum", (await ModelSetup.Client(_server).FailAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":21,"completion_tokens":10,"total_tokens":1031,"completion_tokens_details":{"reasoning_tokens":1000}}""", 1010)]
    [InlineData("""{"prompt_tokens":21,"completion_tokens":0,"total_tokens":1031}""", 1010)]
    [InlineData("""{"prompt_tokens":21,"completion_tokens":10,"total_tokens":31}""", 10)]
    [InlineData("""{"prompt_tokens":21,"completion_tokens":10,"total_tokens":"many"}""", 10)]
    public async Task Thinking_that_the_total_alone_counts_is_counted(string usage, long output)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => ScriptedReply.Message("""{"content":"4"}""", usage: usage);
        Assert.Equal(output, (await ModelSetup.Client(_server).AskAsync()).Usage?.OutputTokenCount);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(203)]
    public async Task Any_status_of_a_success_may_carry_an_answer(int status)
    {
        Answer(Whole, status: status);
        Assert.Equal("The sum is 3.", (await ModelSetup.Client(_server).AskAsync()).Text);
    }

    [Fact]
    public async Task Pages_between_other_failures_are_counted_by_themselves()
    {
        string[] bodies = ["""{"error":{"code":503,"message":"x"}}""", "<html>", """{"error":{"code":503,"message":"x"}}""", "<html>", Whole];
        var next = 0;
        _server.ScriptComesFirst = true;
        _server.Script = _ => new ScriptedReply { Body = bodies[next++] };
        var client = new RetryChatClient(ModelSetup.Client(_server), new Core.Net.RetrySettings { MaximumRetryCount = 6, RetryInterval = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        Assert.Equal("The sum is 3.", (await client.AskAsync()).Text);
    }

    [Theory]
    [InlineData("<html>welcome</html>", 3)]
    [InlineData("""{"status":"ok"}""", 3)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"The\"}}]}\n\n", 3)]
    [InlineData("""{"choices":[]}""", 7)]
    [InlineData("""{"choices":[{"mess""", 7)]
    [InlineData("""{"error":{"code":502,"message":"x"}}""", 7)]
    [InlineData("""{"error":{"code":400,"message":"x"}}""", 1)]
    [InlineData("""{"error":{"code":"content_filter","message":"x"}}""", 1)]
    public async Task What_hardly_passes_is_asked_twice_more_and_what_cannot_is_asked_once(string body, int calls)
    {
        Answer(body);
        var client = new RetryChatClient(ModelSetup.Client(_server), new Core.Net.RetrySettings { MaximumRetryCount = 6, RetryInterval = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        await client.FailAsync();
        Assert.Equal(calls, _server.Calls.Count);
    }
}
