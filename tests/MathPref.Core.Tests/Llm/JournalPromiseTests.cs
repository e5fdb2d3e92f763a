using MathPref.Core.Llm;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

/// <summary>
/// What was paid for stays paid for, whatever changes here: the keys of requests are those of version 0.1.0, byte for byte, and its journals
/// are read. A literal here is never changed; a new option enters a key only where it is set.
/// </summary>
public sealed class JournalPromiseTests
{
    /// <summary>What a run of version 0.1.0 left: 18 answers of four models on a server at 127.0.0.1:45871, at $1,000 and $2,000 a million tokens.</summary>
    private const string Kept = "Llm/fixtures/journal-form-1.db";

    public static TheoryData<string, int> Keys => new()
    {
        { "1bae7334fd093177352de3878f926a2d08be8fbf965a6e9f209608a4b1a2fb19", 0 },
        { "759f235ecfd4e79a57c1dab9f8b36ea8d31ff52ad0d5012208587fdd1c1e6488", 1 },
        { "fc1567bd0bc87efbb78e08f823427bbb92f40d9eee0fc3b1ea6773e81f561c04", 2 },
        { "a86a7af696b1396c064de76d4cb1902e5ebdeb8f86cde3171ee108be61309693", 3 },
        { "4dfb21275665931049969f7015f4a66f277255e117ff2912aea6d6c42ca022a7", 4 },
        { "34eb567bb680e7ed3f6f69d2e5b42121da1f4a1196588f7c5a88b52f741b0024", 5 },
        { "ef70b7b71249cdfbfe1e8d8c36d691be6855eb48e316fc59a8a7f839d3581b40", 6 },
        { "4f90d04ed42e6298f1e81f4385c07509d829b83e616e7325eacbb507100490ce", 7 },
        { "9e507169d76a54c297b6edca4949b99537be4b7c62468beb74a312f18e89d251", 8 },
        { "f4be36c538ae45aec536101bdc7c449fccd87f89dad2c1b922d925b1694ddd93", 9 },
        { "75513d97b2a832464b2f246b106df1970de7f5412372ebf0ef84ee0811206990", 10 },
        { "6c25de3098c2715f3aa669ebe9532cde0f1a25b95272ff7ed9bca08828bd6f2b", 11 },
    };

    private static readonly (string Endpoint, string Model, ChatMessage[] Messages, CallOptions Call)[] s_requests =
    [
        (EndpointOf("mistral"), "ministral-8b-latest", Asked("What is 1 + 1?"), Call()),
        (EndpointOf("mistral"), "mistral-large-latest", Asked("What is 1 + 1?", "You are a teacher."), Call(temperature: 0.7f, length: 512)),
        (EndpointOf("openai"), "gpt-4o-mini", Asked("Größe\n\u2028 \ud83d\ude00"), Call(temperature: 0, topP: 1, seed: 42)),
        (EndpointOf("ollama"), "llama3.2", Asked(""), Call(generation: 3)),
        (EndpointOf("vllm"), "Qwen/Qwen2.5-0.5B-Instruct", Asked("x"), Call(temperature: 1.5f, topP: 0.95f, length: 1, seed: 9007199254740993, generation: 1, "END", "\n\n")),
        (EndpointOf("llamacpp"), "model", [new(ChatRole.User, "a"), new(ChatRole.Assistant, "b"), new(ChatRole.User, "c")], Call(stop: "#")),
        ("offline 0.1.0.0", "careful", Asked("Solve $x = 1$."), Call(seed: 0)),
        ("https://example.org/gateway/v1/", "a/b:c", Asked("\"quoted\" <b>&</b> \\"), Call(topP: 0)),
        // A length that only the budget asked for is no part of the question.
        ("https://example.org/gateway/v1/", "a/b:c", Asked(string.Concat(Enumerable.Repeat("long ", 1000))), new CallOptions { MaxOutputTokens = 4096, LengthIsBudgets = true }),
        (EndpointOf("mistral"), "ministral-8b-latest", Asked("What is 1 + 1?"), Call(generation: 1)),
        // A seed that the provider does not take tells questions apart all the same.
        (EndpointOf("anthropic"), "claude-sonnet-5-5", Asked("What is 1 + 1?"), Call(temperature: 1, seed: 1)),
        ("https://r.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21", "gpt", Asked("What is 1 + 1?"), Call()),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_request_has_the_key_that_it_had(string key, int request)
    {
        var (endpoint, model, messages, call) = s_requests[request];
        Assert.Equal(key, Convert.ToHexStringLower(RequestKey.Of(endpoint, model, messages, call)));
    }

    [Fact]
    public async Task A_journal_of_the_first_form_answers_all_its_calls_and_keeps_its_costs()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        File.Copy(Path.Combine(AppContext.BaseDirectory, Kept), path);
        var keys = KeysIn(path);
        Assert.Equal(18, keys.Count);
        for (var times = 0; times < 2; times++)
        {
            using var journal = Journal.Open(path);
            Assert.Equal(0.36m, new Budget(null, journal).Spent);
            Assert.All(keys, key => Assert.Equal((10, 5, "stop"), Summary(journal.Read(key)!)));
            Assert.Equal(8, keys.Count(key => journal.Read(key)!.Text == "first says 16 and seed None."));
            // Written to, it is the same for the next one.
            await journal.WriteAsync(keys[0], "m", journal.Read(keys[0])!);
        }
    }

    [Fact]
    public void A_journal_of_a_newer_form_is_refused_by_name_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        Journal.Open(path).Dispose();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var newer = connection.CreateCommand();
            newer.CommandText = "PRAGMA user_version = 7; PRAGMA wal_checkpoint(TRUNCATE)";
            newer.ExecuteNonQuery();
        }
        var before = File.ReadAllBytes(path);
        var error = Assert.Throws<JournalException>(() => Journal.Open(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("a newer MathPref wrote it (form 7; this one knows form 1)", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private static string EndpointOf(string provider) =>
        LlmConnection.Resolve(LlmSpec.Parse(provider + "/x"), name => name.EndsWith("_KEY", StringComparison.Ordinal) ? "k" : null).Endpoint.ToString();

    private static CallOptions Call(float? temperature = null, float? topP = null, int? length = null, long? seed = null, int generation = 0, params string[] stop) =>
        new() { Temperature = temperature, TopP = topP, MaxOutputTokens = length, Seed = seed, Generation = generation, StopSequences = stop.Length == 0 ? null : stop };

    private static ChatMessage[] Asked(string text, string? system = null) => system is null ? [new(ChatRole.User, text)] : [new(ChatRole.System, system), new(ChatRole.User, text)];

    private static (long?, long?, string?) Summary(JournalEntry entry) => (entry.InputTokens, entry.OutputTokens, entry.FinishReason);

    private static List<byte[]> KeysIn(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM replies ORDER BY key";
        using var reader = command.ExecuteReader();
        var keys = new List<byte[]>();
        while (reader.Read())
            keys.Add((byte[])reader[0]);
        return keys;
    }
}
