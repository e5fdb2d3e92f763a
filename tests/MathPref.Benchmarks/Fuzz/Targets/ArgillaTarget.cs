using System.Net;
using System.Text.Json;
using MathPref.Core.Argilla;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>What an Argilla server, or whatever stands at its address, answers.</summary>
internal sealed class ArgillaTarget : FuzzTarget
{
    private const string Key = "argilla.Zx9secret";

    private static readonly ArgillaDataset s_dataset = new("d", "pairs", "w", IsReady: true, AllowsExtraMetadata: true);

    private readonly CannedHandler _server = new();
    private readonly ArgillaClient _client;
    private readonly PreferenceTarget _target;

    public ArgillaTarget()
    {
        _client = new ArgillaClient(new ArgillaConnection { Address = new Uri("http://127.0.0.1:9/"), ApiKey = Key }, new ArgillaHttp(new HttpClient(_server), TimeSpan.FromMinutes(1), new RetrySettings { MaximumRetryCount = 0 }, TimeProvider.System));
        IReadOnlyList<ArgillaQuestion?> Questions(string kind) => [new ArgillaQuestion($"{kind}-0", $"generations-0-{kind}", kind, true, new HashSet<long>()), new ArgillaQuestion($"{kind}-1", $"generations-1-{kind}", kind, false, new HashSet<long>())];
        _target = new PreferenceTarget { Dataset = s_dataset, Generations = 2, HasId = true, UsesMarkdown = false, Ratings = Questions("rating"), Rationales = Questions("rationale"), Foreign = [], RequiredGenerations = [0] };
    }

    public override string Name => "argilla";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(
        """
        200
        Content-Type: application/json

        {"items":[{"id":"r","fields":{"instruction":"2 + 2?","generations-0":"4","generations-1":"5"},"metadata":{"model-0":"m/a","model-1":"m/b","system_prompt":"x"},"external_id":"1","responses":[{"status":"submitted","user_id":"u","values":{"generations-0-rating":{"value":5},"generations-1-rating":{"value":1},"generations-0-rationale":{"value":"Right."}}},{"status":"discarded","values":null}],"suggestions":[{"question_id":"rating-0","value":4,"agent":"m/judge"},{"question_id":"rationale-0","value":"Why not."}]}],"total":1}
        """,
        """
        200
        Content-Type: application/json

        {"items":[{"id":"f","name":"instruction","title":"x","required":true,"settings":{"type":"text","use_markdown":false}},{"id":"f0","name":"generations-0","required":true,"settings":{"type":"text","options":[{"value":1},{"value":2}]},"workspace_id":"w","status":"ready"}]}
        """,
        """
        200
        Content-Type: application/json

        {"version":"2.8.0","username":"me","role":"owner"}
        """);

    public override IReadOnlyList<string> Pieces { get; } = Bytes(
        "400\n", "401\n", "403\n", "404\n", "409\n", "422\n", "500\n", "307\n", "\n\n", "Content-Type: application/json\n", "Content-Type: text/html\n", "Retry-After: 2\n", "Location: /login\n", "{\"detail\":{\"code\":\"argilla.api.errors::ValidationError\",\"params\":{\"errors\":[{\"loc\":[\"body\",\"items\",3,\"fields\"],\"msg\":\"wrong\"}]}}}", "{\"detail\":\"Record at position 2 is not valid\"}", "{\"code\":\"x\",\"message\":\"y\"}", "<html><style>x</style>login</html>", Key,
        "\"items\":[", "\"total\":", "\"fields\":", "\"metadata\":", "\"responses\":[", "\"suggestions\":[", "\"values\":", "\"value\":", "\"status\":\"submitted\"", "\"status\":\"discarded\"", "\"question_id\":\"rating-1\"", "\"agent\":", "\"generations-1\":", "\"settings\":{", "\"options\":[", "\"version\":\"1.29.0\"", "\"name\":", "\\ud83d", "\\u0000", "{", "}", "[", "]", "[[[[[[[[", ",", ":", "\"", "null", "1e400", "1e300", "-1", "4.5");

    public override bool IsRefusal(Exception thrown) => thrown is ArgillaException;

    public override bool Accepts(string input)
    {
        _server.Answer(RawAnswer.Read(input));
        var accepted = 0;
        foreach (var aggregate in Enum.GetValues<RatingAggregate>())
            accepted += Try(async () => Check(await new AnnotatedRecords(_client, _target, aggregate, 1).NextAsync(default)));
        accepted += Try(async () => await PreferenceTarget.ReadAsync(_client, s_dataset, default));
        accepted += Try(async () => await _client.DatasetsAsync(new ArgillaWorkspace("w", "main"), default));
        accepted += Try(async () => await _client.CheckVersionAsync(default));
        accepted += Try(async () => await _client.MeAsync(default));
        accepted += Try(async () => await _client.UpsertAsync("d", ["{}"u8.ToArray()], default));
        return accepted > 0;
    }

    private int Try(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
            return 1;
        }
        catch (ArgillaException refused)
        {
            FuzzTrial.CheckRefusal(refused);
            BrokenRule.Unless(!refused.Message.Contains(Key, StringComparison.Ordinal), "the key stands nowhere in what is read");
            return 0;
        }
    }

    /// <summary>Rows that can be written as any others can.</summary>
    private static void Check(IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
        {
            var generations = ((Array)row[Columns.Generations]!).Length;
            BrokenRule.Unless(((Array)row[Columns.Ratings]!).Length == generations && ((Array)row[Columns.Rationales]!).Length == generations, "there is one rating and one rationale a generation");
            using var json = new Utf8JsonWriter(Stream.Null, JsonRows.WriterOptions);
            try
            {
                JsonRows.Write(json, row);
            }
            catch (InvalidOperationException unwritable)
            {
                throw new BrokenRule("rows that were read can be written", unwritable.Message);
            }
        }
    }
}
