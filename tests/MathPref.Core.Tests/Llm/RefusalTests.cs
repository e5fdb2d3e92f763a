using MathPref.Core.Llm;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>A refusal says whose fault it is: the question's, the key's, the account's, or the form of the request.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly ChatMessage[] s_judged = [new(ChatRole.System, "You are a judge."), new(ChatRole.User, "Rate this.")];

    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Answer(int status, string body)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => ScriptedReply.Error(status, body);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":403,"message":"The chosen model requires moderation.","metadata":{"reasons":["violence"],"flagged_input":"How"}}}""")]
    [InlineData(403, """{"error":{"code":403,"message":"Blocked","metadata":{"flagged_input":"How"}}}""")]
    [InlineData(403, """{"code":"The caller does not have permission","error":"Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"}""")]
    [InlineData(403, """{"error":{"message":"The prompt was flagged by our moderation","type":"moderation_error"}}""")]
    [InlineData(403, """{"error":{"code":"content_policy_violation","message":"no"}}""")]
    [InlineData(451, """{"message":"Your request was rejected by our safety system"}""")]
    [InlineData(403, """{"error":{"code":403,"message":"Input flagged: user message was flagged","metadata":{"reasons":["violence"],"flagged_input":"x"}}}""")]
    [InlineData(403, """{"error":{"message":"User input was blocked by content filter."}}""")]
    [InlineData(403, """{"error":{"message":"The user prompt was flagged by moderation","code":"moderation_blocked"}}""")]
    [InlineData(500, """{"error":{"message":"litellm.ContentPolicyViolationError: the prompt","code":"400"}}""")]
    [InlineData(500, """{"code":"DataInspectionFailed","message":"Input data may contain inappropriate content."}""")]
    public async Task Moderation_refuses_its_question_and_ends_nothing(int status, string body)
    {
        Answer(status, body);
        var error = await ModelSetup.Client(_server, "openai/x").FailAsync();
        Assert.Equal(LlmFailure.Refused, error.Failure);
        Assert.False(error.EndsTheWork || error.IsTransient);
        Assert.Contains("refuses the question", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"error":{"message":"Your account was flagged for violating our usage policies"}}""", LlmFailure.Authentication)]
    [InlineData(403, """{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}}""", LlmFailure.Authentication)]
    [InlineData(403, """{"message":"Model not in your plan"}""", LlmFailure.Authentication)]
    [InlineData(403, """{"error":"Your team has used all available credits"}""", LlmFailure.AllowanceEmpty)]
    [InlineData(403, """{"error":{"message":"Your access was terminated due to violation of our policies","type":"access_terminated"}}""", LlmFailure.Authentication)]
    [InlineData(403, """{"error":{"message":"Your team has been blocked due to content policy violations"}}""", LlmFailure.Authentication)]
    [InlineData(403, """{"error":{"message":"Model gpt-5 is blocked by your workspace guardrail policy"}}""", LlmFailure.Authentication)]
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]""", LlmFailure.Authentication)]
    [InlineData(400, """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""", LlmFailure.Authentication)]
    [InlineData(400, """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***."}""", LlmFailure.Authentication)]
    [InlineData(500, """{"error":{"message":"litellm.AuthenticationError: wrong","code":"401"}}""", LlmFailure.Authentication)]
    [InlineData(400, """{"error":{"message":"foo/bar is not a valid model ID","code":400}}""", LlmFailure.UnknownModel)]
    [InlineData(400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error"}}""", LlmFailure.UnknownModel)]
    [InlineData(400, """{"error":{"message":"The model `x` has been decommissioned","code":"model_decommissioned"}}""", LlmFailure.UnknownModel)]
    [InlineData(400, """{"error":{"message":"{'error': '/chat/completions: Invalid model name passed in model=x'}","code":"400"}}""", LlmFailure.UnknownModel)]
    [InlineData(400, """{"error":{"message":"You have reached your specified API usage limits."}}""", LlmFailure.AllowanceEmpty)]
    [InlineData(400, """{"error":{"message":"Budget has been exceeded! Current cost: 1","type":"budget_exceeded"}}""", LlmFailure.AllowanceEmpty)]
    [InlineData(429, """{"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}""", LlmFailure.AllowanceEmpty)]
    [InlineData(429, """{"error":{"message":"slow","type":"exceeded_current_quota_error"}}""", LlmFailure.AllowanceEmpty)]
    [InlineData(429, """{"error":{"message":"Quota exceeded for metric x, limit: 0, model: y"}}""", LlmFailure.AllowanceEmpty)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""", LlmFailure.AllowanceEmpty)]
    public async Task What_is_the_accounts_matter_ends_the_work(int status, string body, LlmFailure failure)
    {
        Answer(status, body);
        var error = await ModelSetup.Client(_server, "openai/x").FailAsync();
        Assert.Equal((failure, true), (error.Failure, error.EndsTheWork));
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"m is temporarily rate-limited upstream","provider_name":"Chutes"}}}""", "Provider returned error: Chutes: m is temporarily rate-limited upstream")]
    [InlineData(400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"seed is not supported\",\"code\":\"insufficient_quota\"}}","provider_name":"P"}}}""", "Provider returned error: P: seed is not supported")]
    [InlineData(400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":{"detail":"bad stop"}}}}""", "Provider returned error: bad stop")]
    [InlineData(400, """{"error":{"code":"BadRequest","message":"no","innererror":{"message":"the deployment is paused"}}}""", "no: the deployment is paused")]
    [InlineData(400, """{"error":{"message":"no","metadata":{"raw":"no"}}}""", "answered 400: no.")]
    public async Task The_reason_of_the_provider_behind_a_gateway_is_told_and_its_account_is_not_ours(int status, string body, string words)
    {
        Answer(status, body);
        var error = await ModelSetup.Client(_server, "openai/x").FailAsync();
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.False(error.EndsTheWork);
    }

    [Theory]
    [InlineData(498, """{"error":{"message":"try again later","code":"capacity_exceeded"}}""")]
    [InlineData(425, "{}")]
    [InlineData(499, """{"error":{"status":"CANCELLED","message":"x"}}""")]
    [InlineData(400, """{"error":{"message":"m is temporarily rate-limited upstream","code":429}}""")]
    [InlineData(400, """{"error":{"message":"Model is overloaded","code":503}}""")]
    [InlineData(404, """{"error":{"message":"The endpoint is temporarily unavailable, try again later"}}""")]
    public async Task What_may_pass_is_tried_again_whatever_its_status(int status, string body)
    {
        Answer(status, body);
        Assert.True((await ModelSetup.Client(_server, "openai/x").FailAsync()).IsTransient);
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"Request too large for m on tokens per min (TPM): Limit 30000, Requested 45000."}}""")]
    [InlineData(500, """{"error":{"message":"litellm.ContextWindowExceededError: maximum context length is 8192","code":"400"}}""")]
    public async Task What_cannot_pass_is_not_tried_again_whatever_its_status(int status, string body)
    {
        Answer(status, body);
        var error = await ModelSetup.Client(_server, "openai/x").FailAsync();
        Assert.False(error.IsTransient || error.EndsTheWork);
    }

    [Fact]
    public async Task A_wait_that_stands_in_the_body_is_kept()
    {
        Answer(429, """[{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}]""");
        Assert.Equal(TimeSpan.FromSeconds(34.5), (await ModelSetup.Client(_server, "openai/x").FailAsync()).RetryAfter);
    }

    [Theory]
    [InlineData(400, """{"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}""")]
    [InlineData(400, """{"error":{"message":"Conversation roles must alternate user/assistant/user/assistant/..."}}""")]
    [InlineData(400, """{"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model."}}""")]
    [InlineData(400, """[{"error":{"code":400,"message":"Developer instruction is not enabled for models/gemma-3-27b-it","status":"INVALID_ARGUMENT"}}]""")]
    [InlineData(400, """{"error":"Error rendering prompt with jinja template: Only user and assistant roles are supported!"}""")]
    [InlineData(400, """{"error":{"message":"This model does not support system messages."}}""")]
    [InlineData(400, """{"message":"This model doesn't support system messages. Try again without a system message or use a model that supports system messages."}""")]
    [InlineData(400, """{"error":{"message":"System prompts aren't supported"}}""")]
    [InlineData(400, """{"error":{"message":"Value 'system' at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]"}}""")]
    [InlineData(400, """{"error":{"message":"'system' is not one of ['user', 'assistant'] - 'messages.0.role'"}}""")]
    [InlineData(400, """{"error":{"message":"Role must be in [user, assistant]"}}""")]
    [InlineData(422, """{"detail":[{"loc":["body","messages",0,"role"],"msg":"Input should be 'user' or 'assistant'"}]}""")]
    [InlineData(422, """{"error":"Template error: invalid operation: System role not supported","error_type":"template_error"}""")]
    [InlineData(500, """{"error":{"code":500,"message":"System role not supported","type":"server_error"}}""")]
    [InlineData(200, """{"error":{"message":"System role not supported","code":400}}""")]
    public async Task A_server_without_a_system_role_gets_its_text_before_the_users_now_and_from_then_on(int status, string refusal)
    {
        _server.ScriptComesFirst = true;
        _server.Script = call => call.Text("messages").Contains("\"system\"", StringComparison.Ordinal) ? ScriptedReply.Error(status, refusal) : ScriptedReply.Text("4");
        var client = ModelSetup.Client(_server, "vllm/gemma-2");
        var learnt = new List<string>();
        for (var i = 0; i < 2; i++)
            Assert.Equal("4", (await client.GetResponseAsync(s_judged, new CallOptions { OnLearnt = learnt.Add }, TestContext.Current.CancellationToken)).Text);
        Assert.Equal(3, _server.Calls.Count);
        Assert.All(_server.Calls.Skip(1), call => Assert.Equal("""[{"role":"user","content":"You are a judge.\n\nRate this."}]""", call.Text("messages")));
        Assert.Contains("no message of the role system", Assert.Single(learnt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"The context is too long"}}""")]
    [InlineData(500, """{"error":{"message":"The system is not available"}}""")]
    [InlineData(503, """{"error":{"message":"Our system could not take the message"}}""")]
    [InlineData(500, """{"error":{"message":"the system prompt cache is not available"}}""")]
    [InlineData(503, """{"error":{"message":"The system message bus is not responding"}}""")]
    [InlineData(500, """{"error":{"message":"system instruction decoder crashed and cannot recover"}}""")]
    [InlineData(400, """{"error":{"message":"After the optional system message, conversation roles must alternate user/assistant"}}""")]
    public async Task Another_refusal_changes_no_prompt(int status, string refusal)
    {
        Answer(status, refusal);
        await Assert.ThrowsAsync<LlmException>(() => ModelSetup.Client(_server, "vllm/x").GetResponseAsync(s_judged, null, TestContext.Current.CancellationToken));
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task A_server_that_refuses_the_folded_prompt_too_is_told_once_and_the_next_call_is_sent_as_it_is()
    {
        Answer(400, """{"error":{"message":"System role not supported"}}""");
        var client = ModelSetup.Client(_server, "vllm/x");
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<LlmException>(() => client.GetResponseAsync(s_judged, null, TestContext.Current.CancellationToken));
        Assert.Equal([true, false, true, false], _server.Calls.Select(call => call.Text("messages").Contains("\"system\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_name_of_the_length_and_the_role_are_both_learnt_in_one_call()
    {
        _server.ScriptComesFirst = true;
        _server.Script = call => call.Fields.Contains("max_tokens") ? ScriptedReply.Error(400, """{"error":{"message":"Use 'max_completion_tokens' instead."}}""")
            : call.Text("messages").Contains("\"system\"", StringComparison.Ordinal) ? ScriptedReply.Error(400, """{"error":{"message":"'messages[0].role' does not support 'system'"}}""")
            : ScriptedReply.Text("4");
        var client = ModelSetup.Client(_server, "openai/o1-mini");
        for (var i = 0; i < 2; i++)
            await client.GetResponseAsync(s_judged, new CallOptions { MaxOutputTokens = 50 }, TestContext.Current.CancellationToken);
        Assert.Equal(4, _server.Calls.Count);
    }
}
