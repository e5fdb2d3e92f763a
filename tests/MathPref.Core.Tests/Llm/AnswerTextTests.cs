using System.Net;
using System.Text;
using System.Text.Json;
using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Llm;

/// <summary>What a model says stays as it is; what a server says of a failure comes without the key.</summary>
public sealed class AnswerTextTests : IAsyncLifetime
{
    private StrictMistralServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictMistralServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Answer(ScriptedReply reply)
    {
        _server.ScriptComesFirst = true;
        _server.Script = _ => reply;
    }

    [Theory]
    [InlineData("none", "There is none.")]
    [InlineData("test", "The ratio test fails.")]
    [InlineData("local", "A local maximum.")]
    [InlineData("EMPTY", "The set is EMPTY.")]
    [InlineData("1234", "x = -1234")]
    [InlineData("sk-planted-0123456789abcdef", "Your key is sk-planted-0123456789abcdef, hf_abcdefgh0123456789ABCDEFGH and ?api_key=sk-planted-0123456789abcdef.")]
    public async Task An_answer_is_never_changed_whatever_the_key_is(string key, string text)
    {
        Answer(ScriptedReply.Message(JsonSerializer.Serialize(new { role = "assistant", content = text, reasoning = text })));
        var reply = await ModelSetup.Client(ModelSetup.Spec(_server, key: key)).AskAsync();
        Assert.Equal(text, reply.Text);
        Assert.Contains(text, reply.Messages[0].Contents.OfType<Microsoft.Extensions.AI.TextReasoningContent>().Select(thought => thought.Text));
    }

    [Theory]
    [InlineData("none", "There is none of that name.")]
    [InlineData("status", "The status of this is wrong.")]
    [InlineData("1234", "At most 1234 tokens.")]
    [InlineData("message", "A message is missing.")]
    public async Task A_placeholder_takes_nothing_out_of_an_error(string key, string words)
    {
        Answer(ScriptedReply.Error(400, JsonSerializer.Serialize(new { message = words })));
        var error = await ModelSetup.Client(ModelSetup.Spec(_server, key: key)).FailAsync();
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Encodings => ["plain", "percent", "percent twice", "entities", "named entities", "json", "json twice", "mixed", "basic", "base64", "header"];

    /// <summary>How a server or a gateway may write what it was sent.</summary>
    private static string Encode(string key, string how) => how switch
    {
        "percent" => string.Concat(key.Select(c => $"%{(int)c:X2}")),
        "percent twice" => string.Concat(key.Select(c => $"%25{(int)c:x2}")),
        "entities" => string.Concat(key.Select((c, i) => i % 2 == 0 ? $"&#x{(int)c:x};" : $"&#{(int)c};")),
        "named entities" => WebUtility.HtmlEncode(key).Replace("+", "&plus;", StringComparison.Ordinal).Replace("/", "&sol;", StringComparison.Ordinal),
        "json" => string.Concat(key.Select(c => $"\\u{(int)c:x4}")),
        "json twice" => string.Concat(key.Select(c => $"\\\\u{(int)c:X4}")),
        "mixed" => string.Concat(key.Select((c, i) => (i % 4) switch { 0 => $"%{(int)c:X2}", 1 => $"&#x{(int)c:x};", 2 => $"\\u{(int)c:x4}", _ => c.ToString() })),
        "basic" => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + key)),
        "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"k\":\"" + key + "\"}")),
        "header" => "authorization: Bearer " + key,
        _ => key,
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_key_that_a_server_repeats_is_in_no_error_however_it_writes_it(string how)
    {
        const string Key = "Zx9/planted+key&\"7Qw4==";
        var written = Encode(Key, how);
        foreach (var body in (string[])[$"gateway: {written} was refused", JsonSerializer.Serialize(new { message = $"key {written} is wrong" }), $"<p>{written}</p>"])
        {
            Answer(ScriptedReply.Error(401, body));
            var error = await ModelSetup.Client(ModelSetup.Spec(_server, key: Key)).FailAsync();
            Assert.DoesNotContain(written, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("planted", WebUtility.HtmlDecode(Uri.UnescapeDataString(error.ToString())), StringComparison.Ordinal);
            Assert.Contains("(the key)", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-8fK2mQ9xLw3RtY7uZc1B.", "sk-proj")]
    [InlineData("the upstream refused hf_QwErTyUiOpAsDfGhJkLzXcVbNm", "hf_Qw")]
    [InlineData("Authorization: Bearer somebody", "somebody")]
    [InlineData("x-api-key: pa55word-of-another", "pa55word")]
    [InlineData("{\"api_key\": \"another\"}", "another")]
    [InlineData("at https://ada:lovelace@gateway/v1", "lovelace")]
    [InlineData("at https://gateway/v1?x=1&api-key=lovelace&y=2", "lovelace")]
    [InlineData("at https://gateway/v1?token=lovelace", "lovelace")]
    [InlineData("at https://gateway/v1%3Fapi_key%3Dlovelace", "lovelace")]
    [InlineData("credentials Zx9Lq2Wv8Rt4Yp6Nm1Bc3Df5Gh7Jk0Qs are old", "Zx9Lq2")]
    public async Task Keys_of_others_are_known_by_their_shape_and_by_where_they_stand(string words, string key)
    {
        Answer(ScriptedReply.Error(400, JsonSerializer.Serialize(new { message = words })));
        var error = await ModelSetup.Client(_server).FailAsync();
        Assert.DoesNotContain(key, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer authentication is needed, and a token of this kind is not enough.")]
    [InlineData("Invalid API key: check your account.")]
    [InlineData("max_tokens=512 is more than 256; key is missing, token: expected a string")]
    [InlineData("Request 0af7651916cd43dd8448eb211c80319c failed on 8f3b2c1d-0000-4000-8000-00805f9b34fb.")]
    [InlineData("See https://docs.example/v1/errors?code=17&risk-0000001=2#task-12345678.")]
    public async Task Other_words_of_an_error_stay(string words)
    {
        Answer(ScriptedReply.Error(400, JsonSerializer.Serialize(new { message = words })));
        Assert.Contains(words, (await ModelSetup.Client(_server).FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_cut_by_the_end_of_what_is_read_is_not_shown()
    {
        for (var place = (1 << 16) - 15; place < (1 << 16); place++)
        {
            Answer(ScriptedReply.Error(500, new string('\u0001', place) + StrictMistralServer.Key));
            Assert.DoesNotContain("answered 500: t", (await ModelSetup.Client(_server).FailAsync()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("An answer on `</think>` and on </think> as text. The end.", null)]
    [InlineData("Write </think> to end a thought.\nThat is all.", null)]
    [InlineData("one</think>\ntwo</think>\nthree", null)]
    [InlineData("An answer with <think> and </think>\nas marks.", null)]
    [InlineData("a thought that began in the prompt</think>\n\n4", "4")]
    [InlineData("a thought of\ntwo lines\n</think>\t\r\n\r\n4", "4")]
    [InlineData("<think>a thought</think>4", "4")]
    [InlineData("<think>\na thought\n</think>\n\nThe mark </think> ends it.", "The mark </think> ends it.")]
    [InlineData("thought</think>\n\n<think> is a mark", "<think> is a mark")]
    public async Task A_closing_mark_alone_ends_a_thought_only_at_the_end_of_its_line(string said, string? text)
    {
        Answer(ScriptedReply.Text(said));
        Assert.Equal(text ?? said, (await ModelSetup.Client(_server).AskAsync()).Text);
    }
}
