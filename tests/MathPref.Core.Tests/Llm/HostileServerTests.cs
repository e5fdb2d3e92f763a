using System.Net;
using System.Text.Json;
using MathPref.Core.Llm;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>Whatever a server or a network does, a call ends in an answer, an <see cref="LlmException"/> or the caller's own cancellation.</summary>
public sealed class HostileServerTests : IAsyncLifetime
{
    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Answer(ScriptedReply reply)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => reply;
    }

    [Fact]
    public async Task The_key_is_taken_out_even_where_the_text_is_cut_within_it()
    {
        for (var length = 470; length <= 510; length += 4)
        {
            foreach (var body in new[] { new string('x', length) + StrictMistralServer.Key, JsonSerializer.Serialize(new { message = new string('x', length) + StrictMistralServer.Key }) })
            {
                Answer(ScriptedReply.Error(500, body));
                Assert.DoesNotContain("xtest", (await ModelSetup.Client(_server).FailAsync()).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("zq1\nzq2")]
    [InlineData("zqü")]
    [InlineData("zq\u0001")]
    public async Task A_key_that_no_header_can_hold_is_an_error_that_does_not_show_it(string key)
    {
        var spec = ModelSetup.Spec(_server, key: key);
        var error = await Record.ExceptionAsync(() => ModelSetup.Client(spec).AskAsync());
        Assert.True(error is LlmException or LlmConfigurationException, error?.GetType().ToString());
        Assert.DoesNotContain("zq", error!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"a\ud800"},"finish_reason":"stop"}]}""", 200)]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"\udc00"}]}""", 200)]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"\ud800"}}]}""", 200)]
    [InlineData("""{"error":{"message":"\ud800","code":"\ud800"}}""", 200)]
    [InlineData("""{"error":{"message":"\ud800"}}""", 500)]
    [InlineData("""{"detail":[{"msg":"\ud800","loc":["\ud800"]}]}""", 422)]
    public async Task Halves_of_surrogate_pairs_end_in_an_answer_or_a_failure(string body, int status)
    {
        Answer(ScriptedReply.Error(status, body));
        var error = await Record.ExceptionAsync(() => ModelSetup.Client(_server).AskAsync());
        Assert.True(error is null or LlmException, error?.ToString());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_compressed_as_it_says_is_a_failure_that_can_pass(string encoding)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.All });
        Answer(ScriptedReply.Text("plain") with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } });
        var spec = ModelSetup.Spec(_server);
        HttpChatClient client = new(spec, LlmConnection.Resolve(spec, _ => null), http, StrictMistralServer.Patience, TimeProvider.System);
        Assert.True((await client.FailAsync()).IsTransient);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_in_time_is_a_failure_that_can_pass()
    {
        using HttpClient http = new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                throw new InvalidOperationException();
            },
        }) { Timeout = Timeout.InfiniteTimeSpan };
        var spec = ModelSetup.Spec(_server);
        HttpChatClient client = new(spec, LlmConnection.Resolve(spec, _ => null), http, StrictMistralServer.Patience, TimeProvider.System);
        Assert.True((await client.FailAsync()).IsTransient);
    }

    [Fact]
    public async Task A_question_with_half_of_a_surrogate_pair_is_asked_or_refused_and_never_breaks_the_call()
    {
        var error = await Record.ExceptionAsync(() => ModelSetup.Client(_server).GetResponseAsync([new ChatMessage(ChatRole.User, "half \ud83d")], null, TestContext.Current.CancellationToken));
        Assert.True(error is null or LlmException, error?.ToString());
    }

    [Theory]
    [InlineData("deep", 200)]
    [InlineData("deep", 500)]
    [InlineData("wide", 400)]
    [InlineData("spaces", 200)]
    public async Task Megabytes_of_nonsense_are_a_failure_in_a_few_words(string kind, int status)
    {
        Answer(ScriptedReply.Error(status, kind switch
        {
            "deep" => new string('[', 1_000_000),
            "wide" => "{\"detail\":[" + string.Join(',', Enumerable.Repeat("""{"loc":["body"],"msg":"no"}""", 50_000)) + "]}",
            _ => new string(' ', 2_000_000),
        }));
        Assert.InRange((await ModelSetup.Client(_server).FailAsync()).Message.Length, 10, 1000);
    }

    [Fact]
    public async Task A_thought_that_never_ends_is_no_answer_and_one_that_began_in_the_prompt_is_cut_off()
    {
        Answer(ScriptedReply.Text("<think>endless thoughts", "length"));
        Assert.Contains("-MaxNewTokens", (await ModelSetup.Client(_server).FailAsync()).Message, StringComparison.Ordinal);
        Answer(ScriptedReply.Text("a thought that began in the prompt</think>\n\n4"));
        Assert.Equal("4", (await ModelSetup.Client(_server).AskAsync()).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_reason_to_end_that_is_empty_is_none(string finishReason)
    {
        Answer(ScriptedReply.Text("4", finishReason));
        var reply = await ModelSetup.Client(_server).AskAsync();
        Assert.Equal(("4", null), (reply.Text, reply.FinishReason));
    }

    [Theory]
    [InlineData("""{"message":"no","\udc00":1}""", 401, LlmFailure.Authentication)]
    [InlineData("""{"error":{"\ud800\ud800":1}}""", 429, LlmFailure.RateLimited)]
    public async Task A_name_with_half_of_a_surrogate_pair_does_not_hide_what_the_status_says(string body, int status, LlmFailure failure)
    {
        Answer(ScriptedReply.Error(status, body));
        Assert.Equal(failure, (await ModelSetup.Client(_server).FailAsync()).Failure);
    }

    [Fact]
    public void Bytes_of_a_JSON_text_that_are_no_UTF8_become_marks()
    {
        using var document = JsonDocument.Parse((byte[])[.. "\"a"u8, 0xE5, .. "b\\ud800\""u8]);
        Assert.Equal("a\ufffdb\ufffd", JsonText.Of(document.RootElement));
    }
}
