using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>What the key's user is: owner, admin or annotator.</summary>
internal sealed record ArgillaUser(string Name, string Role);

internal sealed record ArgillaWorkspace(string Id, string Name);

/// <summary>A dataset as the server lists it. Before it is ready it takes fields and questions, from then on records.</summary>
internal sealed record ArgillaDataset(string Id, string Name, string WorkspaceId, bool IsReady, bool AllowsExtraMetadata)
{
    /// <summary>Annotators who must answer a record before it is done; null where the server does not say it.</summary>
    public int? MinimumResponses { get; init; }
}

internal sealed record ArgillaField(string Name, string Type, bool IsRequired, bool UsesMarkdown);

/// <summary>A question; <see cref="Options"/> are the values that a rating may have.</summary>
internal sealed record ArgillaQuestion(string Id, string Name, string Type, bool IsRequired, IReadOnlySet<long> Options);

/// <summary>
/// The REST API of Argilla 2.x, call by call (source: the server's handlers and schemas of v1, and what a server 2.8 answers). Every
/// method throws <see cref="ArgillaException"/>.
/// </summary>
internal sealed class ArgillaClient(ArgillaConnection connection, ArgillaHttp http)
{
    /// <summary>Records of one bulk call.</summary>
    public const int MostRecords = 500;

    private readonly ArgillaErrors _errors = new(connection);
    private readonly SpaceDoor _door = new(connection, http);

    public ArgillaConnection Connection => connection;

    /// <summary>What the server calls something, for messages: one line, short, and without the key.</summary>
    public string Words(string text) => _errors.Words(text);

    /// <summary>
    /// The server's version. Throws <see cref="ArgillaFailure.TooOld"/> for 1.x and <see cref="ArgillaFailure.NotArgilla"/> where there is
    /// none.
    /// </summary>
    public async Task<string> CheckVersionAsync(CancellationToken cancellation)
    {
        const string asked = "tell its version";
        var reply = await TrySendAsync(HttpMethod.Get, "api/v1/version", null, asked, cancellation).ConfigureAwait(false);
        if (await _door.OpensAfterAsync(reply, cancellation).ConfigureAwait(false))
            reply = await TrySendAsync(HttpMethod.Get, "api/v1/version", null, asked, cancellation).ConfigureAwait(false);
        var version = Version(reply);
        if (version is null && reply.Status is HttpStatusCode.NotFound or HttpStatusCode.OK)
        {
            // Before 1.29 the version stood elsewhere; there a 2.x server has its web page.
            var older = await TrySendAsync(HttpMethod.Get, "api/_info", null, asked, cancellation).ConfigureAwait(false);
            version = Version(older);
        }
        if (version is null)
            throw reply.Status is HttpStatusCode.OK or HttpStatusCode.NotFound ? _errors.WebPage(reply) : _errors.FromReply(reply, asked);
        if (!int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < 2)
            throw new ArgillaException(ArgillaFailure.TooOld, $"Argilla at {connection} is version {_errors.Words(version)}, " +
                "which is too old: 2.0 or later is needed.");
        return Words(version);
    }

    /// <summary>The key's user. The answer holds the key in clear text, so nothing else of it is kept.</summary>
    public async Task<ArgillaUser> MeAsync(CancellationToken cancellation)
    {
        const string asked = "tell whose key this is";
        using var me = await GetAsync("api/v1/me", asked, cancellation).ConfigureAwait(false);
        return Read(me.RootElement, root => new ArgillaUser(Text(root, "username"), Text(root, "role")), asked);
    }

    public Task<List<ArgillaWorkspace>> WorkspacesAsync(CancellationToken cancellation) =>
        ListAsync("api/v1/me/workspaces", "list the workspaces", item => new ArgillaWorkspace(Text(item, "id"), Text(item, "name")), cancellation);

    /// <summary>All datasets of a workspace.</summary>
    public async Task<List<ArgillaDataset>> DatasetsAsync(ArgillaWorkspace workspace, CancellationToken cancellation)
    {
        var all = await ListAsync($"api/v1/me/datasets?workspace_id={workspace.Id}", "list the datasets", Dataset, cancellation).ConfigureAwait(false);
        return all.Where(d => d.WorkspaceId == workspace.Id).ToList();
    }

    /// <summary>Makes a draft, whose records are done when so many annotators have answered. Null when another had the name first.</summary>
    public Task<ArgillaDataset?> CreateDatasetAsync(
        string name, ArgillaWorkspace workspace, int minimumResponses, CancellationToken cancellation) => CreateAsync(
        "api/v1/datasets",
        $"make the dataset '{name}'",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("workspace_id", workspace.Id);
            // An empty text is refused here; null is not.
            json.WriteNull("guidelines");
            json.WriteBoolean("allow_extra_metadata", true);
            json.WriteStartObject("distribution");
            json.WriteString("strategy", "overlap");
            json.WriteNumber("min_submitted", minimumResponses);
            json.WriteEndObject();
        },
        Dataset,
        cancellation);

    public Task<List<ArgillaField>> FieldsAsync(ArgillaDataset dataset, CancellationToken cancellation) =>
        ListAsync(
            $"api/v1/datasets/{dataset.Id}/fields",
            "list the fields",
            item => new ArgillaField(
                Text(item, "name"),
                Type(item),
                Flag(item, "required"),
                item.GetProperty("settings").TryGetProperty("use_markdown", out var markdown) && markdown.ValueKind is JsonValueKind.True),
            cancellation);

    public Task<List<ArgillaQuestion>> QuestionsAsync(ArgillaDataset dataset, CancellationToken cancellation) =>
        ListAsync($"api/v1/datasets/{dataset.Id}/questions", "list the questions", Question, cancellation);

    public Task<List<string>> MetadataPropertiesAsync(ArgillaDataset dataset, CancellationToken cancellation) =>
        ListAsync($"api/v1/me/datasets/{dataset.Id}/metadata-properties", "list the metadata properties", item => Text(item, "name"), cancellation);

    /// <summary>Adds a text field to a draft; one of that name stays as it is.</summary>
    public Task AddFieldAsync(ArgillaDataset dataset, string name, bool isRequired, bool markdown, CancellationToken cancellation) => CreateAsync(
        $"api/v1/datasets/{dataset.Id}/fields",
        $"add the field '{name}'",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("title", name);
            json.WriteBoolean("required", isRequired);
            WriteTextSettings(json, markdown);
        },
        item => item.Clone(),
        cancellation);

    /// <summary>Adds a question to a draft: a rating with <paramref name="options"/>, or a text where there are none.</summary>
    public Task AddQuestionAsync(
        ArgillaDataset dataset,
        string name,
        string title,
        string? description,
        bool isRequired,
        IReadOnlyList<long>? options,
        CancellationToken cancellation) => CreateAsync(
        $"api/v1/datasets/{dataset.Id}/questions",
        $"add the question '{name}'",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("title", title);
            json.WriteString("description", description);
            json.WriteBoolean("required", isRequired);
            if (options is null)
            {
                WriteTextSettings(json, markdown: false);
                return;
            }
            json.WriteStartObject("settings");
            json.WriteString("type", "rating");
            json.WriteStartArray("options");
            foreach (var value in options)
            {
                json.WriteStartObject();
                json.WriteNumber("value", value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        },
        item => item.Clone(),
        cancellation);

    /// <summary>Adds a metadata property of terms, which annotators are not shown.</summary>
    public Task AddTermsAsync(ArgillaDataset dataset, string name, CancellationToken cancellation) => CreateAsync(
        $"api/v1/datasets/{dataset.Id}/metadata-properties",
        $"add the metadata property '{name}'",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("title", name);
            json.WriteStartObject("settings");
            json.WriteString("type", "terms");
            json.WriteNull("values");
            json.WriteEndObject();
            // Who knows the author rates the author.
            json.WriteBoolean("visible_for_annotators", false);
        },
        item => item.Clone(),
        cancellation);

    /// <summary>Makes a draft ready for records; one that is ready stays so.</summary>
    public async Task PublishAsync(ArgillaDataset dataset, CancellationToken cancellation)
    {
        const string asked = "publish the dataset";
        var reply = await TrySendAsync(HttpMethod.Put, $"api/v1/datasets/{dataset.Id}/publish", null, asked, cancellation).ConfigureAwait(false);
        if (reply.Status is HttpStatusCode.OK)
            return;
        var failed = _errors.FromReply(reply, asked);
        // "already published", in words that differ from version to version: the answer to an earlier try was lost, or another was first.
        if (reply.Status is not HttpStatusCode.UnprocessableEntity || !failed.Message.Contains("already", StringComparison.OrdinalIgnoreCase))
            throw failed;
    }

    /// <summary>
    /// Inserts records and updates those whose external_id is there: all of them, or none and <see cref="ArgillaFailure.Refused"/>. Of one
    /// that is there a suggestion stays for which none is sent, and the metadata where none are; else they are replaced whole. Safe to repeat,
    /// but not repeated here: a server goes on with what was given up. Gives the records as they are now, in the same order.
    /// </summary>
    public async Task<IReadOnlyList<StoredRecord>> UpsertAsync(string datasetId, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>(records.Sum(r => r.Length + 1) + 16);
        body.Write("{\"items\":["u8);
        for (var i = 0; i < records.Count; i++)
        {
            if (i > 0)
                body.Write(","u8);
            body.Write(records[i].Span);
        }
        body.Write("]}"u8);
        var asked = records.Count == 1 ? "take a record" : string.Create(CultureInfo.InvariantCulture, $"take {records.Count} records");
        var path = $"api/v1/datasets/{datasetId}/records/bulk";
        var reply = await TrySendAsync(HttpMethod.Put, path, body.WrittenMemory, asked, cancellation, isWork: true).ConfigureAwait(false);
        if (reply is not { Status: HttpStatusCode.OK or HttpStatusCode.Created, IsJson: true })
            throw _errors.FromReply(reply, asked);
        using var stored = Parse(reply, asked);
        var items = Read(stored.RootElement, root => root.GetProperty("items").EnumerateArray().Select(StoredRecord.Read).ToList(), asked);
        return items.Count == records.Count ? items : throw Unreadable(asked);
    }

    /// <summary>Attempts after the first that a call may take.</summary>
    public int MaximumRetryCount => http.MaximumRetryCount;

    /// <inheritdoc cref="ArgillaHttp.Now"/>
    public long Now => http.Now;

    /// <inheritdoc cref="ArgillaHttp.Now"/>
    public TimeSpan Since(long mark) => http.Since(mark);

    /// <summary>
    /// After a call that the server could not do: leaves it as much time again as that took, or as much as it asks for, and then asks it
    /// something small until it answers. Throws <paramref name="failed"/> where it does not.
    /// </summary>
    public async Task RecoverAsync(ArgillaException failed, TimeSpan took, string then, CancellationToken cancellation)
    {
        var why = failed.Status is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"it answered {(int)status}")
            : failed.InnerException?.Message ?? failed.Message;
        await http.PauseAsync(failed.RetryAfter, took, $"{why} {then}", cancellation).ConfigureAwait(false);
        try
        {
            await MeAsync(cancellation).ConfigureAwait(false);
        }
        catch (ArgillaException still) when (still.IsTransient)
        {
            throw failed;
        }
    }

    /// <summary>Takes suggestions of a record away.</summary>
    public async Task DeleteSuggestionsAsync(string recordId, IEnumerable<string> suggestionIds, CancellationToken cancellation)
    {
        const string asked = "take suggestions back";
        var path = $"api/v1/records/{Uri.EscapeDataString(recordId)}/suggestions?ids={string.Join(',', suggestionIds.Select(Uri.EscapeDataString))}";
        var reply = await TrySendAsync(HttpMethod.Delete, path, null, asked, cancellation).ConfigureAwait(false);
        if (reply.Status is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
            throw _errors.FromReply(reply, asked);
    }

    /// <summary>How many records a dataset has.</summary>
    public async Task<long> CountRecordsAsync(string datasetId, CancellationToken cancellation)
    {
        const string asked = "count records";
        using var page = await GetAsync($"api/v1/datasets/{datasetId}/records?offset=0&limit=1", asked, cancellation).ConfigureAwait(false);
        return Read(page.RootElement, root => root.GetProperty("total").GetInt64(), asked);
    }

    /// <summary>A page as of <see cref="RecordsAsync"/>, sorted by a property of the record by the search engine; each is nested in its item.</summary>
    public async Task<JsonDocument> SearchRecordsAsync(
        string datasetId, string sortBy, bool isDescending, long offset, int limit, CancellationToken cancellation)
    {
        const string asked = "search records";
        var body = JsonBytes.WriteObject(json =>
        {
            json.WriteStartArray("sort");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("entity", "record");
            json.WriteString("property", sortBy);
            json.WriteEndObject();
            json.WriteString("order", isDescending ? "desc" : "asc");
            json.WriteEndObject();
            json.WriteEndArray();
        });
        var path = $"api/v1/datasets/{datasetId}/records/search?{Page(offset, limit)}";
        var reply = await TrySendAsync(HttpMethod.Post, path, body, asked, cancellation).ConfigureAwait(false);
        return reply is { Status: HttpStatusCode.OK, IsJson: true } ? Parse(reply, asked) : throw _errors.FromReply(reply, asked);
    }

    private static string Page(long offset, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"offset={offset}&limit={limit}&include=responses&include=suggestions");

    /// <summary>A page of records with all users' responses and the suggestions, in the order in which they were inserted.</summary>
    public Task<JsonDocument> RecordsAsync(string datasetId, long offset, int limit, CancellationToken cancellation) =>
        GetAsync($"api/v1/datasets/{datasetId}/records?{Page(offset, limit)}", "read records", cancellation);

    /// <summary>Throws what an answer in an unknown form throws.</summary>
    public ArgillaException Unreadable(string asked) =>
        new(ArgillaFailure.BadResponse, $"Argilla at {connection} was asked to {asked} and answered in a form that its protocol does not have.");

    private async Task<T?> CreateAsync<T>(string path, string asked, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var reply = await TrySendAsync(HttpMethod.Post, path, JsonBytes.WriteObject(write), asked, cancellation).ConfigureAwait(false);
        // Another was first, or the answer to an earlier try was lost.
        if (reply.Status is HttpStatusCode.Conflict)
            return default;
        if (reply is not { Status: HttpStatusCode.OK or HttpStatusCode.Created, IsJson: true })
            throw _errors.FromReply(reply, asked);
        using var document = Parse(reply, asked);
        return Read(document.RootElement, read, asked);
    }

    private async Task<JsonDocument> GetAsync(string path, string asked, CancellationToken cancellation)
    {
        var reply = await TrySendAsync(HttpMethod.Get, path, null, asked, cancellation).ConfigureAwait(false);
        return reply is { Status: HttpStatusCode.OK, IsJson: true } ? Parse(reply, asked) : throw _errors.FromReply(reply, asked);
    }

    private async Task<List<T>> ListAsync<T>(string path, string asked, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        using var list = await GetAsync(path, asked, cancellation).ConfigureAwait(false);
        return Read(list.RootElement, root => root.GetProperty("items").EnumerateArray().Select(read).ToList(), asked);
    }

    private async Task<ArgillaReply> TrySendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string asked, CancellationToken cancellation, bool isWork = false)
    {
        var address = new Uri(connection.Address, path);
        try
        {
            return await http.SendAsync(() => Request(method, address, body), cancellation, isWork).ConfigureAwait(false);
        }
        catch (TransportException broken)
        {
            throw _errors.FromTransport(broken, asked, http.IsUnreachable(broken));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri address, ReadOnlyMemory<byte>? body)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("X-Argilla-Api-Key", connection.ApiKey);
        // A private Space wants to know who comes before Argilla does.
        if (_door.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is { } content)
            request.Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return request;
    }

    private JsonDocument Parse(ArgillaReply reply, string asked)
    {
        try
        {
            return JsonDocument.Parse(reply.Body, Datasets.JsonRows.ReaderOptions);
        }
        catch (JsonException)
        {
            throw Unreadable(asked);
        }
    }

    private T Read<T>(JsonElement element, Func<JsonElement, T> read, string asked)
    {
        try
        {
            return read(element);
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Unreadable(asked);
        }
    }

    private static string? Version(ArgillaReply reply)
    {
        if (reply is not { Status: HttpStatusCode.OK, IsJson: true })
            return null;
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            return document.RootElement.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.String ? JsonText.Of(version) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ArgillaDataset Dataset(JsonElement item) => new(
        Text(item, "id"),
        Text(item, "name"),
        Text(item, "workspace_id"),
        Text(item, "status") == "ready",
        !item.TryGetProperty("allow_extra_metadata", out var allows) || allows.ValueKind is not JsonValueKind.False)
    {
        MinimumResponses = item.TryGetProperty("distribution", out var distribution) && distribution.ValueKind is JsonValueKind.Object
            && distribution.TryGetProperty("min_submitted", out var least) && least.ValueKind is JsonValueKind.Number && least.TryGetInt32(out var count)
            ? count
            : null,
    };

    private static ArgillaQuestion Question(JsonElement item)
    {
        var options = new HashSet<long>();
        if (item.GetProperty("settings").TryGetProperty("options", out var list) && list.ValueKind is JsonValueKind.Array)
        {
            foreach (var option in list.EnumerateArray())
            {
                if (option.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number))
                    options.Add(number);
            }
        }
        return new ArgillaQuestion(Text(item, "id"), Text(item, "name"), Type(item), Flag(item, "required"), options);
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : throw new FormatException(name);

    private static string Type(JsonElement element) => Text(element.GetProperty("settings"), "type");

    private static bool Flag(JsonElement element, string name) => element.GetProperty(name).ValueKind is JsonValueKind.True;

    private static void WriteTextSettings(Utf8JsonWriter json, bool markdown)
    {
        json.WriteStartObject("settings");
        json.WriteString("type", "text");
        json.WriteBoolean("use_markdown", markdown);
        json.WriteEndObject();
    }
}
