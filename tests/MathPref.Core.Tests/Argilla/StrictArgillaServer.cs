using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Core.Tests.Argilla;

/// <summary>One request as it came in.</summary>
internal sealed record ArgillaCall(int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, CancellationToken Gone)
{
    /// <summary>Records of a bulk call; 0 for others.</summary>
    public int Items => (Body as JsonObject)?["items"] is JsonArray items ? items.Count : 0;

    public bool IsBulk => Path.EndsWith("/records/bulk", StringComparison.Ordinal);
}

/// <summary>What the server does instead of answering properly.</summary>
internal sealed record ArgillaFault(int Status = 500, string Body = """{"detail":{"code":"argilla.api.errors::GenericServerError","params":{"type":"builtins.Exception","message":"broken"}}}""")
{
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The connection is reset instead of an answer.</summary>
    public bool Resets { get; init; }

    /// <summary>The request is carried out first: it is the answer that is lost.</summary>
    public bool ComesAfter { get; init; }

    /// <summary>The answer never comes; it ends when the client leaves.</summary>
    public bool Never { get; init; }
}

/// <summary>
/// A server on loopback that is as strict as Argilla 2.8 on PostgreSQL (reference: protocols.md, 5.3 to 5.8) and keeps what it takes: users
/// with keys and roles, workspaces, datasets from draft to ready, their fields, questions and metadata properties, records with suggestions
/// and responses. A bulk call is taken whole or refused whole, and its suggestions are one query of at most 32,767 arguments. Records of the
/// same time come in another order with every page. What a client gave up is worked off all the same (<see cref="TimePerRecord"/>).
/// <see cref="Fault"/> can answer any request instead. It binds port 0 of 127.0.0.1 and never sleeps.
/// </summary>
internal sealed partial class StrictArgillaServer : IAsyncDisposable
{
    public const string OwnerKey = "owner-planted-key-7Jq2";
    public const string AdminKey = "admin-planted-key-9Rt4";
    public const string SpaceToken = "hf_planted_token_3Xz8";

    /// <summary>What opens the Space while it is private.</summary>
    public List<string> SpaceTokens { get; } = [SpaceToken];

    /// <summary>Bytes of an answer from which it comes compressed, where the client can read that.</summary>
    private const int SmallestCompressed = 400;

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<ArgillaCall> _calls = [];
    private readonly SemaphoreSlim _changed = new(0);
    private readonly List<User> _users = [];
    private readonly List<Workspace> _workspaces = [];
    private readonly List<Dataset> _datasets = [];
    private readonly Random _ties = new(20261129);
    private int _count;
    private int _left;
    private int _atWork;
    private DateTime _now = new(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);

    private StrictArgillaServer(WebApplication app)
    {
        _app = app;
        _users.Add(new User("argilla", "owner", OwnerKey));
        _users.Add(new User("ada", "admin", AdminKey));
        AddWorkspace("argilla");
    }

    private sealed record User(string Name, string Role, string Key)
    {
        public string Id { get; } = Guid.NewGuid().ToString();
    }

    private sealed record Workspace(string Name)
    {
        public string Id { get; } = Guid.NewGuid().ToString();
    }

    private sealed class Dataset
    {
        public string Id { get; } = Guid.NewGuid().ToString();
        public required string Name { get; init; }
        public required string WorkspaceId { get; init; }
        public bool IsReady { get; set; }
        public bool AllowsExtra { get; init; }
        public int MinSubmitted { get; init; } = 1;
        public List<JsonObject> Fields { get; } = [];
        public List<JsonObject> Questions { get; } = [];
        public List<JsonObject> Properties { get; } = [];
        public List<Record> Records { get; } = [];
        public Dictionary<string, Record> ByExternalId { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Record
    {
        public string Id { get; } = Guid.NewGuid().ToString();
        public string? ExternalId { get; init; }
        public JsonObject Fields { get; set; } = [];
        public JsonObject? Metadata { get; set; }
        public required DateTime InsertedAt { get; set; }
        public required DateTime UpdatedAt { get; set; }
        public Dictionary<string, JsonObject> Suggestions { get; } = [];
        public Dictionary<string, JsonObject> Responses { get; } = [];
    }

    /// <summary>A request that is answered with an error.</summary>
    private sealed class Refusal(int status, JsonNode body) : Exception
    {
        public int Status { get; } = status;

        public string Body { get; } = body.ToJsonString();
    }

    public Uri Address => new(_app.Urls.First());

    public string Version { get; set; } = "2.8.0";

    /// <summary>Whether everything without the token of the Space is a web page that says 404.</summary>
    public bool IsPrivateSpace { get; set; }

    /// <summary>Bytes of a body from which a gateway refuses it.</summary>
    public long? LargestBody { get; set; }

    /// <summary>How long a bulk call takes for each of its records, by <see cref="Time"/>; it goes on when its client has left.</summary>
    public TimeSpan TimePerRecord { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Bulk calls that may be at work. With so many of them everybody gets a 500.</summary>
    public int Connections { get; set; } = 5;

    /// <summary>Bulk calls at work, whether somebody waits for them or not.</summary>
    public int AtWork => Volatile.Read(ref _atWork);

    /// <summary>Answers a request instead of the server; null leaves it to the server.</summary>
    public Func<ArgillaCall, ArgillaFault?> Fault { get; set; } = _ => null;

    public IReadOnlyList<ArgillaCall> Calls => [.. _calls];

    public IEnumerable<ArgillaCall> BulkCalls => _calls.Where(c => c.IsBulk);

    /// <summary>Clients that left without their answer.</summary>
    public int Left => Volatile.Read(ref _left);

    public static async Task<StrictArgillaServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var server = new StrictArgillaServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    public void AddWorkspace(string name) => _workspaces.Add(new Workspace(name));

    public void RemoveWorkspaces() => _workspaces.Clear();

    /// <summary>A user's key.</summary>
    public string AddAnnotator(string name)
    {
        var user = new User(name, "annotator", $"annotator-{name}-key");
        _users.Add(user);
        return user.Key;
    }

    /// <summary>The dataset as it is kept, for tests to look at.</summary>
    public int CountRecords(string dataset)
    {
        lock (_lock)
            return _datasets.Single(d => d.Name == dataset).Records.Count;
    }

    public int CountDatasets
    {
        get
        {
            lock (_lock)
                return _datasets.Count;
        }
    }

    /// <summary>Fields, questions, properties and records of a dataset, as the server would give them.</summary>
    public JsonObject Look(string dataset)
    {
        lock (_lock)
        {
            var found = _datasets.Single(d => d.Name == dataset);
            return new JsonObject
            {
                ["id"] = found.Id,
                ["status"] = found.IsReady ? "ready" : "draft",
                ["fields"] = Copies(found.Fields),
                ["questions"] = Copies(found.Questions),
                ["properties"] = Copies(found.Properties),
                ["records"] = new JsonArray([.. found.Records.Select(r => ToJson(found, r, true, true))]),
            };
        }
    }

    /// <summary>Waits until the condition holds; false when it does not soon.</summary>
    public async Task<bool> WaitAsync(Func<StrictArgillaServer, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (!condition(this))
                await _changed.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return condition(this);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        JsonNode? body = null;
        var isBroken = false;
        try
        {
            body = buffer.Length == 0 ? null : JsonNode.Parse(buffer.ToArray());
        }
        catch (JsonException)
        {
            isBroken = true;
        }
        var call = new ArgillaCall(
            Interlocked.Increment(ref _count) - 1,
            request.Method,
            request.Path + request.QueryString.Value,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            context.RequestAborted);
        _calls.Enqueue(call);
        _changed.Release();
        var fault = Fault(call);
        var (status, answer, type) = fault is { ComesAfter: false } ? (fault.Status, fault.Body, fault.ContentType) : await WorkAsync(context, call, isBroken, buffer.Length);
        if (call.Gone.IsCancellationRequested)
        {
            Interlocked.Increment(ref _left);
            _changed.Release();
            return;
        }
        if (fault is not null)
        {
            (status, answer, type) = (fault.Status, fault.Body, fault.ContentType);
            foreach (var (name, value) in fault.Headers)
                context.Response.Headers[name] = value;
            if (fault.Never)
            {
                var gone = new TaskCompletionSource();
                using var registration = call.Gone.Register(() => gone.SetResult());
                await gone.Task;
                Interlocked.Increment(ref _left);
                _changed.Release();
                return;
            }
            if (fault.Resets)
            {
                context.Abort();
                return;
            }
        }
        context.Response.StatusCode = status;
        if (answer is null)
            return;
        context.Response.ContentType = type;
        var bytes = Encoding.UTF8.GetBytes(answer);
        if (bytes.Length >= SmallestCompressed && call.Headers.GetValueOrDefault("Accept-Encoding")?.Contains("br", StringComparison.Ordinal) == true)
        {
            context.Response.Headers.ContentEncoding = "br";
            await using var compressed = new BrotliStream(context.Response.Body, CompressionLevel.Fastest);
            await compressed.WriteAsync(bytes);
            return;
        }
        await context.Response.Body.WriteAsync(bytes);
    }

    /// <summary>The answer, after the time that it takes. Every call of the API needs a connection to the database.</summary>
    private async Task<(int Status, string? Body, string Type)> WorkAsync(HttpContext context, ArgillaCall call, bool isBroken, long length)
    {
        if (AtWork >= Connections && call.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && call.Path != "/api/v1/version")
            return (500, ServerError("sqlalchemy.exc.TimeoutError", $"QueuePool limit of size {Connections} overflow 0 reached, connection timed out, timeout 30.00").Body, "application/json");
        if (!call.IsBulk || TimePerRecord == TimeSpan.Zero)
            return Answer(context, call, isBroken, length);
        var done = Task.Delay(TimePerRecord * call.Items, Time, CancellationToken.None);
        Interlocked.Increment(ref _atWork);
        _changed.Release();
        await done;
        var answer = Answer(context, call, isBroken, length);
        Interlocked.Decrement(ref _atWork);
        _changed.Release();
        return answer;
    }

    private static Refusal ServerError(string type, string message) => new(500, Coded("GenericServerError", new JsonObject { ["type"] = type, ["message"] = message }));

    private (int Status, string? Body, string Type) Answer(HttpContext context, ArgillaCall call, bool isBroken, long length)
    {
        const string html = "text/html; charset=utf-8";
        const string json = "application/json";
        var path = context.Request.Path.Value!;
        if (IsPrivateSpace && !SpaceTokens.Any(token => call.Headers.GetValueOrDefault("Authorization") == "Bearer " + token))
            return (404, "<!doctype html><html><head><style>h1{color:red}</style></head><body><h1>404</h1><p>Sorry, we can't find the page you are looking for.</p></body></html>", html);
        if (length > LargestBody)
            return (413, "<html><body>413 Request Entity Too Large</body></html>", html);
        var isOld = Version.StartsWith("1.", StringComparison.Ordinal);
        var tellsNewly = !isOld || string.CompareOrdinal(Version, "1.29") >= 0;
        if (path == "/api/v1/version" && tellsNewly)
            return (200, new JsonObject { ["version"] = Version }.ToJsonString(), json);
        if (path == "/api/_info" && isOld)
            return (200, new JsonObject { ["version"] = Version }.ToJsonString(), json);
        if (!path.StartsWith("/api/v1/", StringComparison.Ordinal))
            return call.Method == "GET" && !isOld ? (200, "<!doctype html><html><body>Argilla</body></html>", html) : (404, """{"detail":"Not Found"}""", json);
        if (path.EndsWith('/'))
        {
            context.Response.Headers.Location = path.TrimEnd('/');
            return (307, null, json);
        }
        if (isOld)
            return (404, """{"detail":"Not Found"}""", json);
        try
        {
            if (call.Body is not null && call.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
                throw Schema("value is not a valid dict", "type_error.dict", "body");
            if (isBroken)
                throw Schema("Expecting value", "value_error.jsondecode", "body", 0);
            var user = _users.Find(u => u.Key == call.Headers.GetValueOrDefault("X-Argilla-Api-Key"))
                ?? throw new Refusal(401, Coded("UnauthorizedError", new JsonObject { ["detail"] = call.Headers.ContainsKey("Authorization") ? "Invalid token" : "Could not validate credentials" }));
            lock (_lock)
            {
                var (status, answer) = Route(call, path["/api/v1/".Length..].Split('/'), context.Request.Query, user);
                return (status, answer?.ToJsonString(), json);
            }
        }
        catch (Refusal refused)
        {
            return (refused.Status, refused.Body, json);
        }
    }

    private (int Status, JsonNode? Answer) Route(ArgillaCall call, string[] path, IQueryCollection query, User user)
    {
        switch (call.Method, path)
        {
            case ("GET", ["me"]):
                // The key in clear text, as the server has it.
                return (200, new JsonObject { ["id"] = user.Id, ["username"] = user.Name, ["role"] = user.Role, ["first_name"] = user.Name, ["api_key"] = user.Key });
            case ("GET", ["me", "workspaces"]):
                return (200, Items(_workspaces.Select(w => new JsonObject { ["id"] = w.Id, ["name"] = w.Name })));
            case ("GET", ["me", "datasets"]):
                return (200, Items(_datasets.Where(d => !query.TryGetValue("workspace_id", out var id) || d.WorkspaceId == id).Select(ToJson)));
            case ("POST", ["datasets"]):
                return (201, CreateDataset(Body(call), user));
            case (_, ["datasets", var id, .. var rest]):
                return Route(call, Find(id), rest, query, user);
            case ("GET", ["me", "datasets", var id, "metadata-properties"]):
                return (200, Items(Find(id).Properties.Select(p => (JsonObject)p.DeepClone())));
            case ("POST", ["records", var id, "responses"]):
                return (201, Respond(id, Body(call), user));
            case ("DELETE", ["records", var id, "suggestions"]):
                Manages(user);
                DeleteSuggestions(id, query["ids"].ToString());
                return (204, null);
            default:
                throw new Refusal(404, new JsonObject { ["detail"] = "Not Found" });
        }
    }

    private (int Status, JsonNode? Answer) Route(ArgillaCall call, Dataset dataset, string[] path, IQueryCollection query, User user)
    {
        switch (call.Method, path)
        {
            case ("GET", []):
                return (200, ToJson(dataset));
            case ("GET", ["fields"]):
                return (200, Items(dataset.Fields.Select(f => (JsonObject)f.DeepClone())));
            case ("GET", ["questions"]):
                return (200, Items(dataset.Questions.Select(q => (JsonObject)q.DeepClone())));
            case ("POST", ["fields"]):
                Manages(user);
                return (201, Add(dataset, dataset.Fields, CheckedField(Body(call)), "Field", isOnlyForDrafts: true));
            case ("POST", ["questions"]):
                Manages(user);
                return (201, Add(dataset, dataset.Questions, CheckedQuestion(Body(call)), "Question", isOnlyForDrafts: true));
            case ("POST", ["metadata-properties"]):
                Manages(user);
                return (201, Add(dataset, dataset.Properties, CheckedProperty(Body(call)), "Metadata property", isOnlyForDrafts: false));
            case ("PUT", ["publish"]):
                Manages(user);
                if (dataset.IsReady)
                    throw Domain("Dataset has already been published");
                if (dataset.Fields.Count == 0)
                    throw Domain("Dataset cannot be published without fields");
                if (!dataset.Questions.Exists(q => (bool)q["required"]!))
                    throw Domain("Dataset cannot be published without required questions");
                dataset.IsReady = true;
                return (200, ToJson(dataset));
            case ("PUT", ["records", "bulk"]):
                Manages(user);
                return (200, Upsert(dataset, Body(call)));
            case ("GET", ["records"]):
                Manages(user);
                return (200, Page(dataset, query, r => r.InsertedAt, isDescending: false, isNested: false));
            case ("POST", ["records", "search"]):
                Manages(user);
                return (200, Search(dataset, query, Body(call)));
            default:
                throw new Refusal(404, new JsonObject { ["detail"] = "Not Found" });
        }
    }

    private JsonObject CreateDataset(JsonObject body, User user)
    {
        Manages(user);
        var name = Text(body, "name", 1, 200);
        if (body["guidelines"] is not null)
            Text(body, "guidelines", 1, 10_000);
        if (body["distribution"] is JsonObject distribution && ((string?)distribution["strategy"] != "overlap" || (int)distribution["min_submitted"]! < 1))
            throw Schema("bad distribution", "value_error", "body", "distribution");
        var workspace = _workspaces.Find(w => w.Id == (string?)body["workspace_id"]);
        if (workspace is null)
            throw user.Role == "owner" ? Domain($"Workspace with id `{body["workspace_id"]}` not found") : Forbidden();
        if (_datasets.Exists(d => d.Name == name && d.WorkspaceId == workspace.Id))
            throw new Refusal(409, new JsonObject { ["detail"] = $"Dataset with name `{name}` already exists for workspace with id `{workspace.Id}`" });
        var dataset = new Dataset { Name = name, WorkspaceId = workspace.Id, AllowsExtra = body["allow_extra_metadata"] is null || (bool)body["allow_extra_metadata"]!, MinSubmitted = (int?)body["distribution"]?["min_submitted"] ?? 1 };
        _datasets.Add(dataset);
        return ToJson(dataset);
    }

    private static JsonObject Add(Dataset dataset, List<JsonObject> list, JsonObject item, string what, bool isOnlyForDrafts)
    {
        if (isOnlyForDrafts && dataset.IsReady)
            throw Domain($"{what} cannot be created for a published dataset");
        if (list.Exists(i => (string?)i["name"] == (string?)item["name"]))
            throw new Refusal(409, new JsonObject { ["detail"] = $"{what} with name `{item["name"]}` already exists for dataset with id `{dataset.Id}`" });
        item["id"] = Guid.NewGuid().ToString();
        item["dataset_id"] = dataset.Id;
        list.Add(item);
        return (JsonObject)item.DeepClone();
    }

    private static JsonObject CheckedField(JsonObject body)
    {
        var settings = Settings(body, "text", "image", "chat", "custom");
        return new JsonObject { ["name"] = Name(body), ["title"] = Text(body, "title", 1, 500), ["required"] = body["required"] is { } required && (bool)required, ["settings"] = settings };
    }

    private static JsonObject CheckedQuestion(JsonObject body)
    {
        var settings = Settings(body, "rating", "text", "label_selection", "multi_label_selection", "ranking", "span");
        if (body["description"] is not null)
            Text(body, "description", 1, 1000);
        if ((string?)settings["type"] == "rating")
        {
            var values = (settings["options"] as JsonArray)?.Select(o => (o!["value"] as JsonValue)?.TryGetValue<int>(out var v) == true ? v : -1).ToList() ?? [];
            if (values.Count is < 2 or > 11 || values.Distinct().Count() != values.Count || values.Exists(v => v is < 0 or > 10))
                throw Schema("ensure this value is a list of 2 to 11 unique integers from 0 to 10", "value_error", "body", "settings", "options");
        }
        return new JsonObject
        {
            ["name"] = Name(body),
            ["title"] = Text(body, "title", 1, 500),
            ["description"] = body["description"]?.DeepClone(),
            ["required"] = body["required"] is { } required && (bool)required,
            ["settings"] = settings,
        };
    }

    private static JsonObject CheckedProperty(JsonObject body)
    {
        var settings = Settings(body, "terms", "integer", "float");
        return new JsonObject { ["name"] = Name(body), ["title"] = Text(body, "title", 1, 500), ["settings"] = settings, ["visible_for_annotators"] = body["visible_for_annotators"] is not { } visible || (bool)visible };
    }

    /// <summary>First the schema of every item, then what the dataset asks of each; nothing is stored before all have passed.</summary>
    private JsonObject Upsert(Dataset dataset, JsonObject body)
    {
        if (body["items"] is not JsonArray items)
            throw Schema("field required", "value_error.missing", "body", "items");
        if (items.Count is < 1 or > 500)
            throw Schema(items.Count < 1 ? "ensure this value has at least 1 items" : "ensure this value has at most 500 items", "value_error.list", "body", "items");
        var errors = new JsonArray();
        for (var i = 0; i < items.Count; i++)
            CheckSchema(dataset, items[i], i, errors);
        if (errors.Count > 0)
            throw new Refusal(422, Coded("ValidationError", new JsonObject { ["errors"] = errors }));
        var ids = items.Select(i => (string?)i!["external_id"]).OfType<string>().ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
            throw Schema("Value error, External IDs must be unique", "value_error", "body", "items");
        for (var i = 0; i < items.Count; i++)
        {
            if (Problem(dataset, (JsonObject)items[i]!) is { } problem)
                throw Domain($"Record at position {i} is not valid because {problem}");
        }
        CheckArguments(items);
        var answer = new JsonArray();
        foreach (var item in items.Cast<JsonObject>())
        {
            var externalId = (string?)item["external_id"];
            if (externalId is null || !dataset.ByExternalId.TryGetValue(externalId, out var record))
            {
                var now = _now = _now.AddMilliseconds(1);
                record = new Record { ExternalId = externalId, InsertedAt = now, UpdatedAt = now };
                dataset.Records.Add(record);
                if (externalId is not null)
                    dataset.ByExternalId.Add(externalId, record);
            }
            if (item["fields"] is JsonObject fields)
                record.Fields = (JsonObject)fields.DeepClone();
            if (item.ContainsKey("metadata"))
            {
                record.Metadata = (JsonObject?)item["metadata"]?.DeepClone();
                record.UpdatedAt = _now = _now.AddMilliseconds(1);
            }
            foreach (var suggestion in (item["suggestions"] as JsonArray ?? []).Cast<JsonObject>())
            {
                var kept = (JsonObject)suggestion.DeepClone();
                kept["id"] = Guid.NewGuid().ToString();
                record.Suggestions[(string)suggestion["question_id"]!] = kept;
            }
            // Both were loaded for the search index, and what is loaded is told.
            answer.Add(ToJson(dataset, record, true, true));
        }
        return new JsonObject { ["items"] = answer };
    }

    /// <summary>All suggestions of a call are one INSERT of nine columns, and PostgreSQL's protocol counts arguments in 16 bits.</summary>
    private static void CheckArguments(JsonArray items)
    {
        const int columns = 9;
        var suggestions = items.Sum(i => (i!["suggestions"] as JsonArray)?.Count ?? 0);
        if (suggestions * columns <= short.MaxValue)
            return;
        var rows = string.Join(", ", Enumerable.Range(0, suggestions).Select(i => $"($1::UUID, $2::UUID, $3::JSON, $4::FLOAT, $5::VARCHAR, ${i}::suggestiontype, $7::UUID, $8::TIMESTAMP, $9::TIMESTAMP)"));
        throw ServerError("sqlalchemy.exc.InterfaceError", "(sqlalchemy.dialects.postgresql.asyncpg.InterfaceError) <class 'asyncpg.exceptions._base.InterfaceError'>: the number of query arguments cannot exceed 32767\n"
            + $"[SQL: INSERT INTO suggestions (id, value, score, agent, type, question_id, record_id, inserted_at, updated_at) VALUES {rows} ON CONFLICT (record_id, question_id) DO UPDATE SET value = excluded.value]");
    }

    private void DeleteSuggestions(string recordId, string ids)
    {
        var record = _datasets.SelectMany(d => d.Records).FirstOrDefault(r => r.Id == recordId)
            ?? throw new Refusal(404, new JsonObject { ["detail"] = $"Record with id `{recordId}` not found" });
        var given = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length == 0)
            throw Domain("No suggestions IDs provided");
        if (given.Length > 100)
            throw Domain("Cannot delete more than 100 suggestions at once");
        foreach (var (question, suggestion) in record.Suggestions.ToList())
        {
            if (given.Contains((string)suggestion["id"]!))
                record.Suggestions.Remove(question);
        }
    }

    /// <summary>Gives all records of a dataset the same time, as copied and altered rows of a database have it.</summary>
    public void MakeTimesEqual(string dataset)
    {
        lock (_lock)
        {
            foreach (var record in _datasets.Single(d => d.Name == dataset).Records)
                record.InsertedAt = record.UpdatedAt = _now;
        }
    }

    private static void CheckSchema(Dataset dataset, JsonNode? node, int index, JsonArray errors)
    {
        void Wrong(string message, string type, JsonNode? input, params object[] where)
        {
            var error = SchemaError(message, type, ["body", "items", index, .. where]);
            // What was sent is told back.
            error["input"] = input?.DeepClone();
            errors.Add(error);
        }
        if (node is not JsonObject item)
        {
            Wrong("Input should be a valid dictionary", "model_attributes_type", node);
            return;
        }
        if (item["fields"] is not (null or JsonObject))
            Wrong("Input should be a valid dictionary", "dict_type", item["fields"], "fields");
        foreach (var (name, value) in item["fields"] as JsonObject ?? [])
        {
            // A text, a chat or a custom field's object: what is none of them is wrong in each of the three ways.
            if (value is null or JsonObject or JsonArray || value.GetValueKind() is JsonValueKind.String)
                continue;
            Wrong("Input should be a valid string", "string_type", value, "fields", name, "str");
            Wrong("Input should be a valid list", "list_type", value, "fields", name, "list[ChatFieldValue]");
            Wrong("Input should be a valid dictionary", "dict_type", value, "fields", name, "dict[str,any]");
        }
        if (item["metadata"] is not (null or JsonObject))
            Wrong("Input should be a valid dictionary", "dict_type", item["metadata"], "metadata");
        var suggestions = item["suggestions"] as JsonArray ?? [];
        for (var i = 0; i < suggestions.Count; i++)
        {
            if (suggestions[i] is not JsonObject suggestion)
            {
                Wrong("Input should be a valid dictionary", "model_attributes_type", suggestions[i], "suggestions", i);
                continue;
            }
            if (!Guid.TryParse((string?)suggestion["question_id"], out _))
                Wrong("Input should be a valid UUID", "uuid_parsing", suggestion["question_id"], "suggestions", i, "question_id");
            // Whatever the question asks, the value has to be one of these; 4.0, true and null are none.
            var value = suggestion["value"];
            if (value?.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Array) && !IsInteger(value))
            {
                foreach (var (message, type, way) in s_valueTypes)
                    Wrong(message, type, value, "suggestions", i, "value", way);
            }
            if (suggestion["agent"] is { } agent && (agent.GetValueKind() is not JsonValueKind.String || ((string)agent!).Length is 0 or > 200 || !AgentName().IsMatch((string)agent!)))
                Wrong("String should match pattern", "string_pattern_mismatch", agent, "suggestions", i, "agent");
            if (suggestion["type"] is { } kind && (string?)kind is not ("model" or "human"))
                Wrong("Input should be 'model' or 'human'", "enum", kind, "suggestions", i, "type");
        }
    }

    private static readonly (string Message, string Type, string Way)[] s_valueTypes =
    [
        ("Input should be a valid list", "list_type", "list[SpanQuestionResponseValueItem]"),
        ("Input should be a valid list", "list_type", "list[RankingQuestionResponseValueItem]"),
        ("Input should be a valid list", "list_type", "list[str]"),
        ("Input should be a valid integer", "int_type", "int"),
        ("Input should be a valid string", "string_type", "str"),
    ];

    private static bool IsInteger(JsonNode? value) => value?.GetValueKind() is JsonValueKind.Number && value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static string? Problem(Dataset dataset, JsonObject item)
    {
        if (item["fields"] is not JsonObject { Count: > 0 } fields)
            return "fields cannot be empty";
        foreach (var field in dataset.Fields)
        {
            if ((bool)field["required"]! && fields[(string)field["name"]!] is null)
                return $"missing required value for field: '{field["name"]}'";
        }
        var foreign = fields.Select(f => f.Key).Where(name => !dataset.Fields.Exists(f => (string?)f["name"] == name)).ToList();
        if (foreign.Count > 0)
            return $"found fields values for non configured fields: [{string.Join(", ", foreign.Select(f => $"'{f}'"))}]";
        foreach (var (name, value) in item["metadata"] as JsonObject ?? [])
        {
            var property = dataset.Properties.Find(p => (string?)p["name"] == name);
            if (property is null && !dataset.AllowsExtra)
                return $"metadata is not valid: '{name}' metadata property does not exists for dataset '{dataset.Id}' and extra metadata is not allowed for this dataset";
            if (property is not null && value is not null && (string?)property["settings"]!["type"] == "float" && value.ToJsonString().IndexOf('.') < 0)
                return $"metadata is not valid: '{name}' metadata property validation failed because it is no float";
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var suggestion in (item["suggestions"] as JsonArray ?? []).Cast<JsonObject>())
        {
            var id = (string)suggestion["question_id"]!;
            if (!seen.Add(id))
                return "record does not have valid suggestions: found duplicate suggestions question IDs";
            if (dataset.Questions.Find(q => (string?)q["id"] == id) is not { } question)
                return $"record does not have valid suggestions: question id={id} does not exists";
            if (ValueProblem(question, suggestion["value"]) is { } problem)
                return $"record does not have valid suggestions: {problem}";
        }
        return null;
    }

    private static string? ValueProblem(JsonObject question, JsonNode? value)
    {
        switch ((string?)question["settings"]!["type"])
        {
            case "rating":
                var options = ((JsonArray)question["settings"]!["options"]!).Select(o => (int)o!["value"]!).ToList();
                return value is JsonValue number && number.TryGetValue<int>(out var rating) && options.Contains(rating) ? null : $"{value} is not a valid rating for rating question.\nValid ratings are: [{string.Join(", ", options)}]";
            case "text":
                return value?.GetValueKind() is JsonValueKind.String ? null : $"text question expects a text value, found {value}";
            default:
                return null;
        }
    }

    private JsonObject Respond(string recordId, JsonObject body, User user)
    {
        var (dataset, record) = _datasets.SelectMany(d => d.Records.Select(r => (d, r))).FirstOrDefault(p => p.r.Id == recordId);
        if (record is null)
            throw new Refusal(404, new JsonObject { ["detail"] = $"Record with id `{recordId}` not found" });
        var status = (string?)body["status"];
        if (status is not ("submitted" or "draft" or "discarded"))
            throw Schema("unexpected value", "value_error", "body", "status");
        if (record.Responses.ContainsKey(user.Id))
            throw new Refusal(409, new JsonObject { ["detail"] = $"Response already exists for record with id `{recordId}` and by user with id `{user.Id}`" });
        var values = body["values"] as JsonObject;
        if (status == "submitted")
        {
            if (values is null || values.Count == 0)
                throw Domain("missing response values for submitted response");
            foreach (var question in dataset.Questions)
            {
                if ((bool)question["required"]! && !values.ContainsKey((string)question["name"]!))
                    throw Domain($"missing response value for required question with name='{question["name"]}'");
            }
        }
        foreach (var (name, value) in values ?? [])
        {
            var question = dataset.Questions.Find(q => (string?)q["name"] == name)
                ?? throw Domain($"found response value for non configured question with name='{name}'");
            if (ValueProblem(question, value?["value"]) is { } problem)
                throw Domain(problem);
        }
        var response = new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["status"] = status, ["values"] = values?.DeepClone(), ["record_id"] = recordId, ["user_id"] = user.Id };
        record.Responses.Add(user.Id, response);
        return (JsonObject)response.DeepClone();
    }

    /// <summary>A search without a text: it sorts by one property of the record, and nests each.</summary>
    private JsonObject Search(Dataset dataset, IQueryCollection query, JsonObject body)
    {
        if (body["query"] is not null || body["filters"] is not null || body["sort"] is not JsonArray { Count: 1 } sort)
            throw new NotSupportedException("This server sorts by one property and does no other search.");
        Func<Record, IComparable?> key = ((string?)sort[0]!["scope"]!["entity"], (string?)sort[0]!["scope"]!["property"]) switch
        {
            ("record", "id") when string.CompareOrdinal(Version, "2.1") >= 0 => r => r.Id,
            ("record", "inserted_at") => r => r.InsertedAt,
            ("record", "updated_at") => r => r.UpdatedAt,
            _ => throw Schema("unexpected value; permitted: 'inserted_at', 'updated_at'", "value_error.const", "body", "sort", 0, "scope", "property"),
        };
        return Page(dataset, query, key, (string?)sort[0]!["order"] == "desc", isNested: true);
    }

    private JsonObject Page(Dataset dataset, IQueryCollection query, Func<Record, IComparable?> key, bool isDescending, bool isNested)
    {
        var offset = long.Parse(query["offset"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"].FirstOrDefault() ?? "50", CultureInfo.InvariantCulture);
        if (limit is < 1 or > 1000)
            throw Schema("ensure this value is from 1 to 1000", "value_error.number", "query", "limit");
        var include = query["include"].SelectMany(i => i!.Split(',')).ToList();
        if (include.Exists(i => i is not ("responses" or "suggestions" or "vectors")))
            throw Schema("value is not a valid enumeration member", "type_error.enum", "query", "include");
        // What the key does not order, the database does as it likes.
        var sorted = isDescending ? dataset.Records.OrderByDescending(key) : dataset.Records.OrderBy(key);
        var page = sorted.ThenBy(_ => _ties.Next()).Skip((int)offset).Take(limit)
            .Select(r => ToJson(dataset, r, include.Contains("suggestions"), include.Contains("responses")))
            .Select(r => isNested ? new JsonObject { ["record"] = r, ["query_score"] = 1.0 } : r);
        return new JsonObject { ["items"] = new JsonArray([.. page]), ["total"] = dataset.Records.Count };
    }

    private Dataset Find(string id)
    {
        if (!Guid.TryParse(id, out _))
            throw Schema("value is not a valid uuid", "type_error.uuid", "path", "dataset_id");
        return _datasets.Find(d => d.Id == id) ?? throw new Refusal(404, new JsonObject { ["detail"] = $"Dataset with id `{id}` not found" });
    }

    /// <summary>Forgets a dataset, as somebody else does who deletes it.</summary>
    public void Delete(string dataset)
    {
        lock (_lock)
            _datasets.RemoveAll(d => d.Name == dataset);
    }

    private static void Manages(User user)
    {
        if (user.Role == "annotator")
            throw Forbidden();
    }

    private static JsonObject ToJson(Dataset dataset) => new()
    {
        ["id"] = dataset.Id,
        ["name"] = dataset.Name,
        ["guidelines"] = null,
        ["allow_extra_metadata"] = dataset.AllowsExtra,
        ["status"] = dataset.IsReady ? "ready" : "draft",
        ["workspace_id"] = dataset.WorkspaceId,
        ["distribution"] = new JsonObject { ["strategy"] = "overlap", ["min_submitted"] = dataset.MinSubmitted },
    };

    private static JsonObject ToJson(Dataset dataset, Record record, bool suggestions, bool responses)
    {
        var json = new JsonObject
        {
            ["id"] = record.Id,
            ["status"] = record.Responses.Values.Count(r => (string?)r["status"] == "submitted") >= dataset.MinSubmitted ? "completed" : "pending",
            ["fields"] = record.Fields.DeepClone(),
            ["metadata"] = record.Metadata?.DeepClone(),
            ["external_id"] = record.ExternalId,
            ["dataset_id"] = dataset.Id,
            ["inserted_at"] = record.InsertedAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ["updated_at"] = record.UpdatedAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        };
        if (suggestions)
            json["suggestions"] = Copies(record.Suggestions.Values);
        if (responses)
            json["responses"] = Copies(record.Responses.Values);
        return json;
    }

    private static JsonArray Copies(IEnumerable<JsonObject> items) => new([.. items.Select(i => i.DeepClone())]);

    private static JsonObject Items(IEnumerable<JsonObject> items) => new() { ["items"] = new JsonArray([.. items]) };

    private static JsonObject Body(ArgillaCall call) => call.Body as JsonObject ?? throw Schema("value is not a valid dict", "type_error.dict", "body");

    private static string Name(JsonObject body)
    {
        var name = Text(body, "name", 1, 200);
        return ColumnName().IsMatch(name) ? name : throw Schema("string does not match regex", "value_error.str.regex", "body", "name");
    }

    private static string Text(JsonObject body, string name, int shortest, int longest)
    {
        if (body[name] is not JsonValue value || value.GetValueKind() is not JsonValueKind.String)
            throw Schema("str type expected", "type_error.str", "body", name);
        var text = (string)value!;
        return text.Length >= shortest && text.Length <= longest ? text : throw Schema($"ensure this value has {shortest} to {longest} characters", "value_error.any_str", "body", name);
    }

    private static JsonObject Settings(JsonObject body, params string[] types)
    {
        if (body["settings"] is not JsonObject settings || !types.Contains((string?)settings["type"]))
            throw Schema("no match for discriminator 'type'", "value_error.discriminated_union", "body", "settings");
        return (JsonObject)settings.DeepClone();
    }

    private static Refusal Forbidden() => new(403, Coded("ForbiddenOperationError", new JsonObject { ["detail"] = "Operation not allowed" }));

    private static Refusal Domain(string detail) => new(422, new JsonObject { ["detail"] = detail });

    private static Refusal Schema(string message, string type, params object[] where) => new(422, Coded("ValidationError", new JsonObject { ["errors"] = new JsonArray(SchemaError(message, type, where)) }));

    private static JsonObject SchemaError(string message, string type, object[] where) => new()
    {
        ["loc"] = new JsonArray([.. where.Select(w => w is int number ? JsonValue.Create(number) : (JsonNode)JsonValue.Create((string)w))]),
        ["msg"] = message,
        ["type"] = type,
    };

    private static JsonObject Coded(string code, JsonObject parameters) => new() { ["detail"] = new JsonObject { ["code"] = "argilla.api.errors::" + code, ["params"] = parameters } };

    [GeneratedRegex(@"\A(?=.*[a-z0-9])[a-z0-9_-]+\z")]
    private static partial Regex ColumnName();

    [GeneratedRegex(@"\A(?=.*[a-zA-Z0-9])[a-zA-Z0-9-_:./ ]+\z")]
    private static partial Regex AgentName();
}
