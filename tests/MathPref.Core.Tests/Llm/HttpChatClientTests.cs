using System.Net;
using System.Text.Json;
using MathPref.Core.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Llm;

public sealed class HttpChatClientTests : IAsyncLifetime
{
    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Answer(ScriptedReply reply)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => reply;
    }

    private static readonly CallOptions s_all = new() { Temperature = 0.5f, TopP = 0.9f, MaxOutputTokens = 50, Seed = 7, StopSequences = ["END", "\n\n"] };

    [Fact]
    public async Task Mistral_gets_only_fields_that_it_knows()
    {
        var response = await ModelSetup.Client(_server).AskAsync(s_all);
        Assert.Equal("WHAT IS 2+2?", response.Text);
        var call = Assert.Single(_server.Calls);
        Assert.Equal(["model", "messages", "temperature", "top_p", "max_tokens", "random_seed", "stop", "stream"], call.Fields);
        Assert.Equal("\"ministral-8b-latest\"", call.Text("model"));
        Assert.Equal("""[{"role":"user","content":"what is 2+2?"}]""", call.Body.GetProperty("messages").GetRawText().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(("50", "7", """["END","\n\n"]"""), (call.Text("max_tokens"), call.Text("random_seed"), call.Text("stop")));
    }

    [Fact]
    public async Task Without_options_only_model_and_messages_are_sent_and_that_no_stream_is_wanted()
    {
        await ModelSetup.Client(_server).AskAsync();
        await ModelSetup.Client(_server).AskAsync(new CallOptions { StopSequences = [] });
        Assert.All(_server.Calls, call => Assert.Equal(["model", "messages", "stream"], call.Fields));
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public async Task Numbers_are_sent_alike_in_every_culture(string culture)
    {
        Task<ChatResponse> asking = null!;
        Cultures.Under(culture, () => asking = ModelSetup.Client(_server).AskAsync(s_all));
        await asking;
        Assert.Equal(0.5, Assert.Single(_server.Calls).Body.GetProperty("temperature").GetDouble());
    }

    [Fact]
    public async Task Temperature_is_sent_as_it_was_given()
    {
        await ModelSetup.Client(_server).AskAsync(new CallOptions { Temperature = 0.7f, TopP = 0.1f });
        Assert.Equal(("0.7", "0.1"), (_server.Calls[0].Text("temperature"), _server.Calls[0].Text("top_p")));
    }

    [Theory]
    [InlineData("openai/gpt-x")]
    [InlineData("ollama/llama3.2:latest")]
    [InlineData("vllm/Qwen/Qwen3")]
    [InlineData("llamacpp/any")]
    public async Task Other_servers_get_the_portable_fields(string model)
    {
        Answer(ScriptedReply.Text("4"));
        await ModelSetup.Client(_server, model).AskAsync(s_all);
        var call = Assert.Single(_server.Calls);
        Assert.Equal(["model", "messages", "temperature", "top_p", "max_tokens", "seed", "stop", "stream"], call.Fields);
        Assert.Equal(model[(model.IndexOf('/') + 1)..], call.Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Request_goes_to_the_route_with_the_key_and_the_right_headers()
    {
        await ModelSetup.Client(_server).AskAsync();
        var call = Assert.Single(_server.Calls);
        Assert.Equal(("POST", "/v1/chat/completions"), (call.Method, call.Path));
        Assert.Equal(("application/json", "application/json"), (call.Headers["Content-Type"], call.Headers["Accept"]));
        Assert.Equal("Bearer " + StrictMistralServer.Key, call.Headers["Authorization"]);
    }

    [Fact]
    public async Task Without_a_key_no_authorization_is_sent()
    {
        Answer(ScriptedReply.Text("4"));
        await ModelSetup.Client(ModelSetup.Spec(_server, "ollama/x", "")).AskAsync();
        Assert.False(Assert.Single(_server.Calls).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Any_text_arrives_as_it_is()
    {
        var text = "é 数学 😀 \u2028 \0 \u001b[31m \"quoted\" \\ $\\frac{1}{2}$";
        ChatMessage[] messages = [new(ChatRole.System, "be kind"), new(ChatRole.User, text)];
        await ModelSetup.Client(_server).GetResponseAsync(messages, null, TestContext.Current.CancellationToken);
        Assert.Equal(["be kind", text], Assert.Single(_server.Calls).Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()));
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"4"}""", "4", "")]
    [InlineData("""{"role":"assistant","content":"  4\n"}""", "4", "")]
    [InlineData("""{"content":[{"type":"text","text":"4"},{"type":"text","text":"2"}]}""", "42", "")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hmm"},{"type":"text","text":" ok"}]},{"type":"text","text":"4"}]}""", "4", "hmm ok")]
    [InlineData("""{"content":[{"type":"thinking","thinking":"hmm"},{"type":"text","text":"4"},{"type":"reference","reference_ids":[1]},5,null]}""", "4", "hmm")]
    [InlineData("""{"content":"<think>\nhmm\n</think>\n\n4"}""", "4", "hmm")]
    [InlineData("""{"content":"<think></think>4"}""", "4", "")]
    [InlineData("""{"content":"a <think>b</think> c"}""", "a <think>b</think> c", "")]
    [InlineData("""{"content":"4","reasoning":"hmm"}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning_content":"hmm"}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning":null,"reasoning_content":"hmm","refusal":null}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning":"hmm","reasoning_content":"hmm","reasoning_details":[{"type":"reasoning.text","text":"hmm"}]}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning":"","reasoning_details":[{"type":"reasoning.summary","summary":"hm"},{"type":"reasoning.text","text":"m"},{"type":"reasoning.encrypted","data":"x="}]}""", "4", "hmm")]
    [InlineData("""{"content":"4","thinking":"hmm"}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"reasoning","reasoning":"hmm"},{"type":"redacted_thinking","data":"x="},{"type":"output_text","text":"4"}]}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hmm"}]},{"type":"text","text":"4"}]}""", "4", "hmm")]
    [InlineData("""{"content":"<think>hmm</think>4","reasoning_content":"hmm"}""", "4", "hmm")]
    [InlineData("""{"content":"<think>hmm, 3 or 4</think>4","reasoning_content":"hmm"}""", "4", "hmm, 3 or 4")]
    [InlineData("""{"content":"<think>or 5</think>4<|im_end|>","reasoning_content":"hmm"}""", "4", "hmm\n\nor 5")]
    [InlineData("""{"content":"<answer>4</answer>","reasoning_content":"hmm"}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning_content":"<think>\nhmm\n</think>"}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning":{"effort":"high"},"reasoning_content":["hmm"]}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"reasoning_text","text":"hmm"},{"type":"text","text":"4"}]}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"reasoning","content":[{"type":"reasoning_text","text":"hmm"}]},{"type":"text","text":"4"}]}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"reasoning_content","reasoning_content":{"text":"hmm"}},{"type":"text","text":"4"}]}""", "4", "hmm")]
    [InlineData("""{"content":[{"text":"4"}]}""", "4", "")]
    [InlineData("""{"content":["4"]}""", "4", "")]
    [InlineData("""{"content":{"type":"text","text":"4"}}""", "4", "")]
    [InlineData("""{"content":[{"text":"hmm","thought":true},{"text":"4","thought":false}, null, 5]}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"text","text":"hmm","extra_content":{"google":{"thought":true}}},{"type":"text","text":"4","extra_content":{"google":null}}]}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning_text":"hmm","reasoning_opaque":"x="}""", "4", "hmm")]
    [InlineData("""{"content":"4","thinking_blocks":[{"type":"thinking","thinking":"hmm","signature":"x"},{"type":"redacted_thinking","data":"x"}]}""", "4", "hmm")]
    [InlineData("""{"content":"4","provider_specific_fields":{"reasoning_content":"hmm"}}""", "4", "hmm")]
    [InlineData("""{"content":"4","reasoning_content":"hmm","provider_specific_fields":{"reasoning_content":"hmm","thinking_blocks":null}}""", "4", "hmm")]
    [InlineData("""{"content":[{"type":"text","text":"[THINK]hm"},{"type":"text","text":"m[/THINK]4"}]}""", "4", "hmm")]
    public async Task Content_is_read_in_each_of_its_forms_and_thinking_stays_apart(string message, string text, string thinking)
    {
        Answer(ScriptedReply.Message(message));
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal(text, response.Text);
        Assert.Equal(thinking, string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)));
    }

    [Fact]
    public async Task Pieces_that_are_marked_as_thoughts_are_no_part_of_the_answer()
    {
        Answer(new ScriptedReply
        {
            ContentType = "text/event-stream",
            Body = """
            data: {"choices":[{"delta":{"content":"1 and 2, ","extra_content":{"google":{"thought":true}}}}]}

            data: {"choices":[{"delta":{"content":"perhaps 4?","extra_content":{"google":{"thought":true}}}}]}

            data: {"choices":[{"delta":{"content":"The sum is 3.","extra_content":{"google":{"thought_signature":"x="}}},"finish_reason":"stop"}]}

            data: [DONE]

            """,
        });
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal("The sum is 3.", response.Text);
        Assert.Equal("1 and 2, perhaps 4?", string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)));
    }

    [Theory]
    [InlineData("""{"content":null,"refusal":"I cannot help."}""", "stop", "refused: I cannot help.")]
    [InlineData("""{"content":null}""", "content_filter", "content filter")]
    [InlineData("""{"content":null}""", "length", "-MaxNewTokens")]
    [InlineData("""{"content":""}""", "model_length", "-MaxNewTokens")]
    [InlineData("""{"content":" \n"}""", "stop", "without text (finish_reason: stop)")]
    [InlineData("""{"content":[]}""", null, "without text (finish_reason: none)")]
    [InlineData("""{"content":[{"type":"thinking","thinking":"hmm"}]}""", "stop", "gave only its thinking (3 characters) and no answer (finish_reason: stop)")]
    [InlineData("""{"content":"[THINK]1 and 2, perhaps 4?"}""", "length", "gave only its thinking (19 characters) and no answer: its tokens were used up by then. Give it more with -MaxNewTokens")]
    [InlineData("""{"content":null,"reasoning_content":"hmm"}""", "model_length", "gave only its thinking (3 characters)")]
    [InlineData("""{"content":"","reasoning":"hmm"}""", "stop", "gave only its thinking (3 characters)")]
    [InlineData("""{"content":"<|im_end|>"}""", "stop", "without text")]
    [InlineData("""{"content":null,"tool_calls":[{"id":"1"}]}""", "tool_calls", "without text (finish_reason: tool_calls)")]
    [InlineData("""{"content":42}""", "stop", "without text")]
    public async Task An_answer_without_text_says_why_and_is_not_asked_again(string message, string? finish, string words)
    {
        Answer(ScriptedReply.Message(message, finish));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(LlmFailure.Refused, error.Failure);
        Assert.False(error.IsTransient || error.EndsTheWork);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("length")]
    [InlineData("model_length")]
    [InlineData("eos_token")]
    [InlineData(null)]
    public async Task Finish_reason_is_kept_as_the_server_says_it(string? reason)
    {
        Answer(ScriptedReply.Text("4", reason));
        Assert.Equal(reason, (await ModelSetup.Client(_server).AskAsync()).FinishReason?.Value);
    }

    [Fact]
    public async Task Finish_reason_error_is_a_failure_that_can_pass()
    {
        Answer(ScriptedReply.Text("half an ans", "error"));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal(LlmFailure.Server, error.Failure);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"extra":{"x":1}}""", 10L, 20L)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":null}""", 10L, null)]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":1.5}""", null, null)]
    [InlineData("""{"prompt_tokens":"ten"}""", null, null)]
    [InlineData("null", null, null)]
    [InlineData("[]", null, null)]
    [InlineData(null, null, null)]
    public async Task Usage_is_what_the_server_says_or_unknown(string? usage, long? input, long? output)
    {
        Answer(ScriptedReply.Message("""{"content":"4"}""", usage: usage));
        var response = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal((input, output), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Provider returned error","code":502}}""", LlmFailure.Server, "Provider returned error")]
    [InlineData("""{"error":"overloaded"}""", LlmFailure.Server, "overloaded")]
    [InlineData("""{"error":{"message":"no credit","code":"insufficient_quota"}}""", LlmFailure.AllowanceEmpty, "no credit")]
    [InlineData("""{"choices":[]}""", LlmFailure.BadResponse, "without choices")]
    [InlineData("""{"choices":null,"error":{"message":"sorry"}}""", LlmFailure.Server, "sorry")]
    [InlineData("""{"choices":{}}""", LlmFailure.BadResponse, "without choices")]
    [InlineData("""{"choices":[{"index":0}]}""", LlmFailure.BadResponse, "no message")]
    [InlineData("""{"choices":[null]}""", LlmFailure.BadResponse, "no message")]
    [InlineData("""{"choices":[{"message":null,"finish_reason":5}]}""", LlmFailure.BadResponse, "no message")]
    [InlineData("[]", LlmFailure.BadResponse, "without choices")]
    [InlineData("null", LlmFailure.BadResponse, "without choices")]
    [InlineData("", LlmFailure.BadResponse, "empty body")]
    [InlineData("<html>hello</html>", LlmFailure.BadResponse, "not whole JSON: <html>hello</html>")]
    [InlineData("""{"choices":[{"message":{"content":"hal""", LlmFailure.BadResponse, "not whole JSON")]
    public async Task A_200_that_is_no_answer_is_a_failure_in_the_server_s_words(string body, LlmFailure failure, string words)
    {
        Answer(new ScriptedReply { Body = body });
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal(failure, error.Failure);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("mistral/ministral-8b-latest", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_connection_that_breaks_off_is_a_failure_that_can_pass(int after)
    {
        Answer(ScriptedReply.Text("a long answer") with { CutAfter = after });
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal(LlmFailure.Connection, error.Failure);
        Assert.True(error.IsTransient);
        Assert.Contains(_server.Address.ToString() + "v1/chat/completions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_by_its_address()
    {
        var spec = ModelSetup.Spec(_server);
        await _server.DisposeAsync();
        var error = await ModelSetup.Client(spec).FailAsync();
        Assert.Equal(LlmFailure.Connection, error.Failure);
        Assert.Contains($"cannot be reached at {spec.Endpoint}v1/chat/completions", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Status, body, failure, the server's words (reference: protocols.md, 1.5 and 2.4).</summary>
    public static TheoryData<int, string, LlmFailure, string> Refusals => new()
    {
        { 400, """{"object":"error","message":"Invalid model: x","type":"invalid_model","param":null,"code":"1500","raw_status_code":400}""", LlmFailure.UnknownModel, "Invalid model: x" },
        { 400, """{"object":"error","message":"Expected last role User or Tool","type":"invalid_request_message_order","param":null,"code":"3230"}""", LlmFailure.BadRequest, "Expected last role User or Tool" },
        { 400, """{"object":"error","message":"Prompt contains 200000 tokens, too large","type":"invalid_request_prompt","param":null,"code":3051}""", LlmFailure.BadRequest, "Prompt contains 200000 tokens, too large" },
        { 400, """{"object":"error","message":"The model is unknown","type":"invalid_request_error","param":"model","code":"unknown_model"}""", LlmFailure.UnknownModel, "The model is unknown" },
        { 401, """{"detail":"Unauthorized"}""", LlmFailure.Authentication, "Unauthorized" },
        { 401, """{"message":"Unauthorized","request_id":"abc"}""", LlmFailure.Authentication, "Unauthorized" },
        { 401, """{"error":"Unauthorized"}""", LlmFailure.Authentication, "Unauthorized" },
        { 401, """{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}""", LlmFailure.Authentication, "Invalid API Key" },
        { 401, """{"statusCode":401,"message":"Access denied due to invalid subscription key."}""", LlmFailure.Authentication, "Access denied due to invalid subscription key." },
        { 402, """{"message":"Payment required"}""", LlmFailure.AllowanceEmpty, "Payment required" },
        { 403, """{"message":"Model not in your plan"}""", LlmFailure.Authentication, "Model not in your plan" },
        { 404, """{"detail":"Not Found"}""", LlmFailure.UnknownModel, "Not Found" },
        { 404, """{"message":"no Route matched with those values","request_id":"abc"}""", LlmFailure.UnknownModel, "no Route matched with those values" },
        { 404, """{"error":{"message":"model 'x' not found, try pulling it first","type":"not_found_error","param":null,"code":null}}""", LlmFailure.UnknownModel, "try pulling it first" },
        { 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}""", LlmFailure.UnknownModel, "The API deployment does not exist." },
        { 422, """{"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted","input":false}]}""", LlmFailure.BadRequest, "body.store: Extra inputs are not permitted" },
        { 422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","messages",0,"name"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null,"raw_status_code":422}""", LlmFailure.BadRequest, "body.messages.0.name: Extra inputs are not permitted" },
        { 422, """{"object":"Error","detail":[{"loc":["body"],"msg":"bad"}],"message":[{"loc":["body","n"],"msg":"too many"},{"loc":["body","m"],"msg":"too few"}],"type":"invalid_request_error","code":3001}""", LlmFailure.BadRequest, "body.n: too many; body.m: too few" },
        { 429, """{"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300","raw_status_code":429}""", LlmFailure.RateLimited, "Rate limit exceeded" },
        { 429, """{"object":"error","message":"Service tier capacity exceeded for this model.","type":"invalid_request_error","code":null}""", LlmFailure.RateLimited, "Service tier capacity exceeded for this model." },
        { 429, """{"message":"Requests rate limit exceeded"}""", LlmFailure.RateLimited, "Requests rate limit exceeded" },
        { 429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", LlmFailure.AllowanceEmpty, "You exceeded your current quota" },
        { 429, """{"error":{"message":"Slow down","type":"rate_limit_error","param":null,"code":"slow_down"}}""", LlmFailure.RateLimited, "Slow down" },
        { 503, """{"error":{"message":"The server is overloaded","type":"service_unavailable_error","code":"server_is_overloaded"}}""", LlmFailure.Server, "The server is overloaded" },
        { 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", LlmFailure.Server, "Loading model" },
        { 400, """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""", LlmFailure.BadRequest, "the request exceeds the available context size" },
        { 400, """{"object":"error","message":"bad template","type":"BadRequestError","param":null,"code":400}""", LlmFailure.BadRequest, "bad template" },
        { 400, """{"error":{"code":"content_filter","message":"The response was filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", LlmFailure.BadRequest, "The response was filtered" },
        { 500, """{"error":"something broke"}""", LlmFailure.Server, "something broke" },
        { 500, "", LlmFailure.Server, "an empty body" },
        { 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", LlmFailure.Server, "502 Bad Gateway" },
        { 504, """{"unknown":"shape"}""", LlmFailure.Server, "unknown" },
        { 520, "error code: 520", LlmFailure.Server, "error code: 520" },
        { 524, "error code: 524", LlmFailure.Server, "error code: 524" },
        { 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", LlmFailure.Server, "Overloaded" },
        { 408, """{"message":"too slow"}""", LlmFailure.Timeout, "too slow" },
        { 409, """{"error":{"message":"lock timeout"}}""", LlmFailure.Server, "lock timeout" },
        { 405, """{"detail":"Method Not Allowed"}""", LlmFailure.BadRequest, "Method Not Allowed" },
        { 413, """{"error":{"message":"too large"}}""", LlmFailure.BadRequest, "too large" },
        { 302, "moved", LlmFailure.BadRequest, "moved" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Every_refusal_is_told_in_the_server_s_words(int status, string body, LlmFailure failure, string words)
    {
        Answer(ScriptedReply.Error(status, body));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal((failure, (HttpStatusCode)status), (error.Failure, error.Status));
        Assert.Contains($"answered {status}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(failure is LlmFailure.Authentication or LlmFailure.UnknownModel or LlmFailure.AllowanceEmpty, error.EndsTheWork);
        Assert.Equal(failure is LlmFailure.RateLimited or LlmFailure.Server or LlmFailure.Timeout, error.IsTransient);
    }

    [Theory]
    [InlineData("x-ratelimit-limit-req-minute", "0 requests a minute")]
    [InlineData("x-ratelimit-remaining-tokens-month", "month's tokens")]
    [InlineData("x-ratelimitbysize-remaining-month", "month's tokens")]
    public async Task A_429_that_no_wait_can_mend_says_so_and_ends_the_work(string header, string words)
    {
        Answer(ScriptedReply.Error(429, """{"message":"Rate limit exceeded"}""", (header, "0")));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.True(error.EndsTheWork);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("Rate limit exceeded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_names_the_variable_and_never_the_key()
    {
        var error = await ModelSetup.Client(ModelSetup.Spec(_server, key: "sk-wrong-key")).FailAsync();
        Assert.Equal(LlmFailure.Authentication, error.Failure);
        Assert.Contains("MISTRAL_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: test-key-5Zu1vQ. Find yours at https://x."}}""")]
    [InlineData(500, "proxy: Authorization: Bearer test-key-5Zu1vQ failed")]
    [InlineData(200, """{"error":"bad key test-key-5Zu1vQ"}""")]
    [InlineData(200, "no json test-key-5Zu1vQ")]
    [InlineData(200, """{"choices":[{"message":{"content":null,"refusal":"not with test-key-5Zu1vQ"}}]}""")]
    public async Task The_key_is_taken_out_of_what_the_server_says(int status, string body)
    {
        Answer(ScriptedReply.Error(status, body));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.DoesNotContain("test-key", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("(the key)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_hostile_server_says_is_one_plain_line_of_bounded_length()
    {
        Answer(ScriptedReply.Error(400, JsonSerializer.Serialize(new { message = "bad\r\n\u001b[31mred\u202Eevil\0" + new string('x', 100_000) })));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.InRange(error.Message.Length, 100, 1000);
        Assert.DoesNotContain(error.Message, c => char.IsControl(c) || c == '\u202E');
    }

    [Theory]
    [InlineData("open-mistral-7b", "ministral-8b-latest")]
    [InlineData("open-mixtral-8x7b", "mistral-small-latest")]
    public async Task A_retired_model_is_named_as_retired_with_its_replacement(string model, string replacement)
    {
        var error = await ModelSetup.Client(_server, "mistral/" + model).FailAsync();
        Assert.Equal(LlmFailure.UnknownModel, error.Failure);
        Assert.Contains("Invalid model: " + model, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{model} was retired on 2025-03-30; its replacement is mistral/{replacement}.", error.Message, StringComparison.Ordinal);
        Assert.Null(RetiredModels.Explain("openai", model));
        Assert.Null(RetiredModels.Explain("mistral", replacement));
    }

    [Fact]
    public async Task An_unknown_model_is_refused_in_the_server_s_words_and_named()
    {
        var error = await ModelSetup.Client(_server, "mistral/no-such-model").FailAsync();
        Assert.Contains("Invalid model: no-such-model", error.Message, StringComparison.Ordinal);
        Assert.True(error.EndsTheWork);
    }

    [Theory]
    [InlineData("Retry-After", "30", 30.0)]
    [InlineData("Retry-After", "0.5", 0.5)]
    [InlineData("Retry-After", "0", null)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 12:01:30 GMT", 90.0)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT", null)]
    [InlineData("Retry-After", "-5", null)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "1e300", null)]
    [InlineData("Retry-After", "NaN", null)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("X-Other", "30", null)]
    public async Task Retry_After_is_read_in_seconds_as_a_date_and_in_milliseconds(string header, string value, double? seconds)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        Answer(ScriptedReply.Error(429, "{}", (header, value)));
        Assert.Equal(seconds, (await ModelSetup.Client(_server, time: time).FailAsync()).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Milliseconds_win_over_seconds_and_the_server_s_word_on_retrying_wins_over_ours()
    {
        Answer(ScriptedReply.Error(429, "{}", ("Retry-After", "30"), ("retry-after-ms", "250"), ("x-should-retry", "false")));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.Equal(TimeSpan.FromMilliseconds(250), error.RetryAfter);
        Assert.False(error.IsTransient);
        Answer(ScriptedReply.Error(400, "{}", ("x-should-retry", "true")));
        Assert.True((await ModelSetup.Client(_server).FailAsync()).IsTransient);
        Answer(ScriptedReply.Error(401, "{}", ("x-should-retry", "true")));
        Assert.False((await ModelSetup.Client(_server).FailAsync()).IsTransient);
    }

    [Fact]
    public async Task An_attempt_ends_at_its_limit_of_time_and_is_aborted_at_the_server()
    {
        FakeTimeProvider time = new();
        Answer(ScriptedReply.Never);
        var asking = ModelSetup.Client(_server, timeout: TimeSpan.FromSeconds(300), time: time).AskAsync();
        await _server.ArrivalAsync();
        time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<LlmException>(() => asking);
        Assert.Equal((LlmFailure.Timeout, true), (error.Failure, error.IsTransient));
        Assert.Contains("300 s (-TimeoutSec)", error.Message, StringComparison.Ordinal);
        await _server.Calls[0].Left.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cancelled_request_is_aborted_at_the_server()
    {
        Answer(ScriptedReply.Never);
        using CancellationTokenSource cancel = new();
        var asking = ModelSetup.Client(_server).GetResponseAsync(ModelSetup.Question, null, cancel.Token);
        await _server.ArrivalAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await _server.Calls[0].Left.WaitAsync(StrictMistralServer.Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""")]
    public async Task A_server_that_wants_the_new_name_of_the_length_gets_it_now_and_from_then_on(string refusal)
    {
        _server.ScriptComesFirst = true;
        _server.Script = call => call.Fields.Contains("max_tokens") ? ScriptedReply.Error(400, refusal) : ScriptedReply.Text("4");
        var client = ModelSetup.Client(_server, "openai/o-model");
        Assert.Equal("4", (await client.AskAsync(s_all)).Text);
        Assert.Equal("4", (await client.AskAsync(s_all)).Text);
        Assert.Equal([true, false, false], _server.Calls.Select(call => call.Fields.Contains("max_tokens")));
        Assert.Equal([false, true, true], _server.Calls.Select(call => call.Fields.Contains("max_completion_tokens")));
    }

    [Fact]
    public async Task A_refusal_that_goes_on_after_the_switch_is_told_once_and_not_for_ever()
    {
        Answer(ScriptedReply.Error(400, """{"error":{"message":"neither max_tokens nor max_completion_tokens"}}"""));
        Assert.Contains("neither", (await ModelSetup.Client(_server, "openai/x").FailAsync(s_all)).Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Calls.Count);
    }

    [Fact]
    public async Task Response_names_the_model_that_was_asked_for()
    {
        Assert.Equal("ministral-8b-latest", (await ModelSetup.Client(_server).AskAsync()).ModelId);
    }

    [Fact]
    public async Task Many_calls_at_once_each_get_their_own_answer()
    {
        var client = ModelSetup.Client(_server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.GetResponseAsync([new ChatMessage(ChatRole.User, $"q{i}")], null, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"Q{i}"), answers.Select(a => a.Text));
        Assert.Equal(100, _server.Calls.Count);
    }
}
