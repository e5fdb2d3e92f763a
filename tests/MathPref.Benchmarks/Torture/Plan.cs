using System.Globalization;

namespace MathPref.Benchmarks.Torture;

internal enum ChainKind
{
    /// <summary>Cmdlets in a pipe, with a journal.</summary>
    Pipe,

    /// <summary>A pipe in the block of Invoke-DatasetPipeline.</summary>
    Run,

    /// <summary>New-MathPreferenceDataset.</summary>
    Tutorial,
}

internal enum SourceKind
{
    Strings,

    /// <summary>Objects with a number and the text.</summary>
    Objects,

    /// <summary>Get-MathTopic.</summary>
    Topics,
}

internal enum Shape
{
    None,
    Dpo,
    Trl,
    OpenAI,
    Kto,
    Sft,
}

/// <summary>How the models come by their key.</summary>
internal enum KeyPlace
{
    /// <summary>OPENAI_API_KEY and MISTRAL_API_KEY.</summary>
    Environment,

    /// <summary>-ApiKey with another variable of the environment.</summary>
    Variable,

    /// <summary>-ApiKey with the key itself, in the script.</summary>
    Literal,
}

internal enum JournalPlace
{
    Cmdlet,
    Model,
    Environment,
    Run,
}

/// <summary>A row of the source; without a text it lacks the column.</summary>
internal sealed record SourceRow(int Id, string? Text);

internal sealed record InstructStage(string Model, int NumInstructions, int NumGenerations, int Throttle, long? Seed, bool Unordered);

internal sealed record GenerateStage(IReadOnlyList<string> Models, int NumGenerations, int Throttle, long? Seed, string? SystemPrompt, bool AllowPartial, bool InBranches, bool Unordered);

internal sealed record JudgeStage(string Model, string Aspect, int Throttle, bool Unordered);

internal sealed record ShapeStage(Shape Shape, bool All, bool TieGoesToFirst, int Margin);

internal sealed record ExportStage(bool Jsonl, long? MaxShardSize, double? TrainSize, bool ExcludeMetadata);

/// <summary>Shares of requests that are answered with something hard to bear.</summary>
internal sealed record Poisons(double Refused, double Empty, double Unreadable, double Odd, double Huge, double Same, double Key);

internal sealed record Faults(double Rate, int MostOfARequest, int? TimeoutSec);

/// <summary>USD per million tokens.</summary>
internal sealed record ModelPrice(decimal Input, decimal Output);

/// <summary>What a person sets of one model beside its name; null is left out.</summary>
internal sealed record ModelSettings(ModelPrice? Price, int? MaxNewTokens, int? Throttle, int? RequestsPerMinute, int? TokensPerMinute);

/// <summary>-MaxCost, execution after execution: when one has reached it the next has more, and the last has plenty.</summary>
/// <param name="Shares">Of what the oracle takes the answers to cost.</param>
/// <param name="Absurd">Share of answers whose usage is nonsense.</param>
internal sealed record Money(IReadOnlyList<double> Shares, double Absurd);

internal enum DisturbanceKind
{
    /// <summary>kill -9.</summary>
    Kill,

    /// <summary>Ctrl+C: SIGINT.</summary>
    Interrupt,

    /// <summary>SIGSTOP for longer than -TimeoutSec, while the server answers; then SIGCONT, and to the end.</summary>
    Suspend,

    /// <summary>A second process: beside the first on one journal, or in the folder of a run, where it is refused.</summary>
    Second,

    /// <summary>A second process on one journal, which is killed while the first goes on.</summary>
    SecondKilled,
}

/// <summary>What happens to an execution when that share of the calls that are still missing is answered (1: all of them), and so long after.</summary>
internal sealed record Disturbance(DisturbanceKind Kind, double Share, int DelayMs);

/// <summary>
/// All that is drawn for a round, from the seed and the round's number alone: the same whatever came before. What no seed repeats is the
/// moment of a disturbance within the process, which is tied to a count of answers and not to its instructions.
/// </summary>
internal sealed record Plan
{
    public required int Seed { get; init; }

    public required int Round { get; init; }

    public required ChainKind Kind { get; init; }

    public required string Key { get; init; }

    public required KeyPlace KeyPlace { get; init; }

    public required JournalPlace JournalPlace { get; init; }

    /// <summary>Models are given by name, and their address by the environment.</summary>
    public required bool ModelsByName { get; init; }

    /// <summary>Models are made in the run's block, whose text is kept.</summary>
    public required bool ModelsInBlock { get; init; }

    public required SourceKind SourceKind { get; init; }

    public required IReadOnlyList<SourceRow> Source { get; init; }

    public InstructStage? Instruct { get; init; }

    /// <summary>A Where-Object of the user that drops every third instruction by its length.</summary>
    public bool Drops { get; init; }

    /// <summary>A ForEach-Object of the user that changes the instruction.</summary>
    public bool Rewords { get; init; }

    /// <summary>A ForEach-Object of the user that only passes on.</summary>
    public bool Passes { get; init; }

    public required GenerateStage Generate { get; init; }

    public JudgeStage? Judge { get; init; }

    public bool ToArgilla { get; init; }

    public required ShapeStage Shape { get; init; }

    /// <summary>Null where the rows leave the block.</summary>
    public ExportStage? Export { get; init; }

    public int? RunThrottle { get; init; }

    public long? RunSeed { get; init; }

    public bool Verbose { get; init; }

    public required Poisons Poisons { get; init; }

    public required Faults Faults { get; init; }

    /// <summary>One execution each.</summary>
    public required IReadOnlyList<Disturbance> Disturbances { get; init; }

    /// <summary>By model; one that is not here has nothing set.</summary>
    public IReadOnlyDictionary<string, ModelSettings> Models { get; init; } = new Dictionary<string, ModelSettings>();

    /// <summary>Null without prices.</summary>
    public Money? Money { get; init; }

    /// <summary>Requests of a model that the server takes in any second, which it tells nobody; null for no quota.</summary>
    public int? ServerQuota { get; init; }

    /// <summary>How the second process spells the journal's path.</summary>
    public bool SpellsAnew { get; init; }

    /// <summary>Served models in the order of the stages.</summary>
    public IEnumerable<string> Served => new[] { Instruct?.Model }.Concat(Generate.Models).Append(Judge?.Model).OfType<string>()
        .Where(model => !model.StartsWith("offline/", StringComparison.Ordinal)).Distinct();

    /// <summary>Rows may come in another order than that of the input.</summary>
    public bool IsUnordered => Kind is ChainKind.Pipe && (Instruct?.Unordered is true || Generate.Unordered || Judge?.Unordered is true);

    /// <summary>The most calls in flight.</summary>
    public int MostInFlight
    {
        get
        {
            // One branch runs after the other.
            var stages = (Instruct?.Throttle ?? 0) + Generate.Throttle + (Judge?.Throttle ?? 0);
            return Math.Min(RunThrottle ?? int.MaxValue, stages);
        }
    }

    public string Describe()
    {
        var stages = new[]
        {
            Instruct is null ? null : $"instruct x{Instruct.NumInstructions}",
            $"{string.Join('+', Generate.Models.Select(m => m.Split('/')[1]))} x{Generate.NumGenerations}{(Generate.InBranches ? " merged" : "")}{(Generate.AllowPartial ? " partial" : "")}",
            Judge is null ? null : $"judge {Judge.Aspect}",
            Shape.Shape is Torture.Shape.None ? null : Shape.Shape.ToString(),
        };
        var money = Money is null ? "" : string.Create(CultureInfo.InvariantCulture, $" for {string.Join(", ", Money.Shares.Select(share => share.ToString("0.##", CultureInfo.InvariantCulture)))} of its cost");
        var limits = $"{(Models.Values.Any(m => (m.Throttle ?? m.RequestsPerMinute ?? m.TokensPerMinute) is not null) ? " limited" : "")}{(ServerQuota is null ? "" : " quota")}";
        var disturbed = Disturbances.Count == 0 ? "" : $" ({string.Join(", ", Disturbances.Select(d => d.Kind.ToString()))})";
        return $"{Kind} {string.Join(" > ", stages.OfType<string>())}{(Export is { Jsonl: true } ? " jsonl" : "")}{(IsUnordered ? " unordered" : "")}{money}{limits}{disturbed}";
    }
}
