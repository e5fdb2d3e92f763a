using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Argilla;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Argilla;

/// <summary>Clients of the strict server, and rows for it.</summary>
internal static class ArgillaSetup
{
    public static ArgillaClient Client(this StrictArgillaServer server, string key = StrictArgillaServer.OwnerKey, TimeProvider? time = null, RetrySettings? retry = null, TimeSpan? timeout = null) =>
        new(new ArgillaConnection { Address = server.Address, ApiKey = key }, Http(time, retry, timeout));

    public static ArgillaHttp Http(TimeProvider? time = null, RetrySettings? retry = null, TimeSpan? timeout = null, ProxySettings? proxy = null) =>
        Http(HttpClients.For(proxy), time, retry, timeout);

    public static ArgillaHttp Http(HttpClient http, TimeProvider? time = null, RetrySettings? retry = null, TimeSpan? timeout = null) =>
        new(http, timeout ?? TimeSpan.FromMinutes(5), retry ?? new RetrySettings { MaximumRetryCount = 0 }, time ?? TimeProvider.System);

    /// <summary>A dataset of that many generations, made and published.</summary>
    public static async Task<PreferenceTarget> PrepareAsync(this ArgillaClient client, string name = "pairs", int? generations = 2)
    {
        var session = await ArgillaSession.OpenAsync(client, null, default);
        return await PreferenceTarget.PrepareAsync(client, session.Workspace, name, session.Find(name), generations, markdown: false, minimumResponses: 1, default);
    }

    public static AnsweredRow Row(string instruction, string?[] generations, object?[]? ratings = null, string?[]? models = null, string? system = null) => new()
    {
        Source = [],
        Instruction = instruction,
        Generations = generations,
        Ratings = ratings ?? new object?[generations.Length],
        Models = models,
        SystemPrompt = system,
    };

    public static PreferenceRecord Record(PreferenceTarget target, int number, int? rating = 4) =>
        PreferenceRecord.Of(Row($"What is {number} + 1?", [$"{number + 1}", "no"], [(long?)rating, 1L], ["m/one", "m/two"]), ["right", "wrong"], "m/judge", target);

    /// <summary>Answers a record as a user, through the server's own API.</summary>
    public static async Task AnnotateAsync(this StrictArgillaServer server, string key, string recordId, string status, params (string Question, JsonNode Value)[] values)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", key);
        var body = new JsonObject { ["status"] = status, ["values"] = new JsonObject(values.Select(v => KeyValuePair.Create(v.Question, (JsonNode?)new JsonObject { ["value"] = v.Value }))) };
        using var response = await http.PostAsJsonAsync($"api/v1/records/{recordId}/responses", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<List<Row>> ReadAllAsync(ArgillaClient client, PreferenceTarget target, RatingAggregate aggregate = RatingAggregate.Mean, int minimum = 1)
    {
        var records = new AnnotatedRecords(client, target, aggregate, minimum);
        var rows = new List<Row>();
        while (await records.NextAsync(default) is { Count: > 0 } page)
            rows.AddRange(page);
        Assert.Null(records.Missing);
        return rows;
    }
}
