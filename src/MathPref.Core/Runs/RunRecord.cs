using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MathPref.Core.Runs;

/// <summary>
/// What is known of a run: run.json in its folder. It may be published with the dataset, so it holds no path, no address, no name of a
/// machine or person, and never a key.
/// </summary>
internal sealed record RunRecord
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The module's version.</summary>
    public required string Mathpref { get; init; }

    /// <summary>
    /// running, completed, incomplete (the work ended early; what was answered is in the dataset), failed or stopped; of an earlier
    /// execution also killed.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>When the run was first begun, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>When its latest execution ended; null while it runs, and after a kill.</summary>
    public DateTime? Ended { get; init; }

    public long? Seed { get; init; }

    /// <summary>The run's parameters by step, as they were given.</summary>
    public JsonElement? Parameters { get; init; }

    public IReadOnlyList<RunStepRecord> Steps { get; init; } = [];

    /// <summary>Rows of each config that was made.</summary>
    public IReadOnlyDictionary<string, long> Configs { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows of each config that an earlier block made here, and this one does not.</summary>
    public IReadOnlyDictionary<string, long> EarlierConfigs { get; init; } = new Dictionary<string, long>();

    /// <summary>SHA-256, lower-case hex, of each file of the configs as it was written, by its path in the dataset: a change by hand is told by it.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>USD: the limit that was set, for going on.</summary>
    public decimal? MaxCost { get; init; }

    public int? ThrottleLimit { get; init; }

    /// <summary>USD of all executions, calls without an answer among them where they may have been billed; null where a price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Whether no call counts in it with the most that it can have cost; null where that is not known.</summary>
    public bool? CostIsExact { get; init; }

    /// <summary>SHA-256, lower-case hex, of pipeline.ps1 as the run wrote it, whatever its line ends: a change by hand is told by it.</summary>
    public string? ScriptSha256 { get; init; }

    /// <summary>All of them, whatever the block was.</summary>
    public IReadOnlyList<RunExecutionRecord> Executions { get; init; } = [];

    /// <summary>Throws <see cref="JsonException"/> for what is no record.</summary>
    public static RunRecord FromJson(ReadOnlySpan<byte> json)
    {
        var read = JsonSerializer.Deserialize(json, RunJson.Readable.RunRecord) ?? throw new JsonException("it is empty.");
        // What an older record does not have is null, whatever it begins with here.
        read = read with { EarlierConfigs = read.EarlierConfigs ?? new Dictionary<string, long>(), Files = read.Files ?? new Dictionary<string, string>() };
        return read is { Executions: not null, Configs: not null, Steps: not null }
            && !read.Executions.Contains(null!) && !read.Steps.Contains(null!)
            ? read
            : throw new JsonException("parts of it are null.");
    }

    /// <summary>The record without keys in what a person wrote: description, parameters and what was set of the models.</summary>
    public RunRecord Without(Secrets secrets) => this with
    {
        Name = secrets.Redact(Name),
        Description = Description is null ? null : secrets.Redact(Description),
        Parameters = Parameters is { } parameters ? JsonSerializer.SerializeToElement(Without(parameters, secrets), RunJson.Readable.JsonNode) : null,
        Steps = [.. Steps.Select(step => step with
        {
            Models = step.Models?.Select(model => model with { Settings = secrets.Redact(model.Settings) }).ToList(),
        })],
    };

    private static JsonNode? Without(JsonElement value, Secrets secrets) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(
            member.Name, Without(member.Value, secrets)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Without(item, secrets))]),
        JsonValueKind.String => secrets.Redact(value.GetString()!),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Readable.RunRecord);
}

/// <summary>One time that the run was run.</summary>
internal sealed record RunExecutionRecord
{
    public required DateTime Started { get; init; }

    public DateTime? Ended { get; init; }

    public required string Status { get; init; }

    /// <summary>Answers that were asked for.</summary>
    public long Calls { get; init; }

    /// <summary>Answers that came from the journal instead.</summary>
    public long Reused { get; init; }

    public long Failed { get; init; }

    /// <summary>USD that was spent this time, as the whole record's cost counts it; null where a price is not known.</summary>
    public decimal? Cost { get; init; }
}

/// <summary>What one step did in the latest execution.</summary>
internal sealed record RunStepRecord
{
    /// <summary>One name for each of its models; one for a step without models.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required string Cmdlet { get; init; }

    /// <summary>Models with the options that were set, in words.</summary>
    public IReadOnlyList<RunModel>? Models { get; init; }

    /// <summary>SHA-256, lower-case hex, of the prompt's fixed part: two steps with the same asked in the same words.</summary>
    public string? PromptSha256 { get; init; }

    public long RowsIn { get; init; }

    public long RowsOut { get; init; }

    public long Failed { get; init; }

    /// <summary>Rows of which nothing was made, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Answers that were asked for and given.</summary>
    public long Calls { get; init; }

    /// <summary>Answers that came from the journal.</summary>
    public long Reused { get; init; }

    /// <summary>Tokens of the questions of all these answers.</summary>
    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>USD of all these answers, whenever they were paid for; null where a price or a count is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>USD of those that were asked for this time.</summary>
    public decimal? CostThisTime { get; init; }

    /// <summary>Of a step that compares final answers: how many were right, wrong and unknown.</summary>
    public VerdictCounts? Verdicts { get; init; }
}

internal sealed record RunModel(string Model, string Settings);

[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Escapes no more than JSON asks for: the file is for people too.</summary>
    public static RunJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
