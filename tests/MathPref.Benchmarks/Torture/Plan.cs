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

/// <summary>kill -9 when that share of the calls that are still missing is answered (1: all of them), and so long after.</summary>
internal sealed record Kill(double Share, int DelayMs);

/// <summary>
/// All that is drawn for a round, from the seed and the round's number alone: the same whatever came before. What no seed repeats is the
/// moment of a kill within the process, which is tied to a count of answers and not to its instructions.
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

    public required IReadOnlyList<Kill> Kills { get; init; }

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
        return $"{Kind} {string.Join(" > ", stages.OfType<string>())}{(Export is { Jsonl: true } ? " jsonl" : "")}{(IsUnordered ? " unordered" : "")}";
    }
}
