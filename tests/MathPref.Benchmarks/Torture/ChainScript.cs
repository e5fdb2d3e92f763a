using System.Globalization;

namespace MathPref.Benchmarks.Torture;

/// <summary>The plan as a script of PowerShell, which says at its end what went wrong in the rows and in the dataset.</summary>
internal static class ChainScript
{
    public const string ErrorMark = "@@error ";
    public const string ProblemMark = "@@problem ";
    public const string DoneMark = "@@done";

    public const string BeginMark = "@@begin";

    /// <summary>Attempts that a server with a quota which nobody knows may refuse before the rate is found.</summary>
    private const int QuotaRetries = 200;

    private const string Report =
        """
        $said = @($Error)
        foreach ($e in $said) {
            $row = @($e.TargetObject)[0]
            $name = if ($row -is [string]) { $row } elseif ($row.instruction) { $row.instruction } elseif ($row.input) { $row.input } else { "id $($row.id)" }
            "@@error $($e.FullyQualifiedErrorId.Split(',')[0]) $($e.CategoryInfo.Activity) $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($name)))"
        }
        # One that was refused finds another's work, which may be under way.
        if (-not $env:TORTURE_REFUSED) { Test-Distiset $env:TORTURE_SET | ForEach-Object { "@@problem $($_.Severity) $($_.Check) $($_.Config) $($_.Split) $($_.Column): $($_.Message)" } }
        '@@done'
        """;

    public static string Of(Plan plan)
    {
        var lines = new List<string> { $"'{BeginMark}'" };
        if (plan.Verbose)
            lines.Add("$VerbosePreference = 'Continue'");
        var models = ModelsOf(plan).ToList();
        if (!plan.ModelsInBlock)
            lines.AddRange(models);
        switch (plan.Kind)
        {
            case ChainKind.Pipe:
                lines.Add(Chain(plan));
                break;
            case ChainKind.Run:
                lines.Add($"$null = Invoke-DatasetPipeline torture -Path $env:TORTURE_RUN{RunOptions(plan)} {{");
                if (plan.ModelsInBlock)
                    lines.AddRange(models);
                lines.Add(Chain(plan));
                lines.Add("}");
                break;
            default:
                lines.Add(Tutorial(plan));
                break;
        }
        lines.Add(Report);
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> ModelsOf(Plan plan)
    {
        if (plan.ModelsByName)
            yield break;
        foreach (var model in plan.Served)
        {
            var key = plan.KeyPlace switch { KeyPlace.Variable => " -ApiKey $env:TORTURE_KEY", KeyPlace.Literal => $" -ApiKey '{plan.Key}'", _ => "" };
            var journal = plan.JournalPlace is JournalPlace.Model ? " -Journal $env:TORTURE_JOURNAL" : "";
            yield return $"{Reference(plan, model)} = New-Llm {model} -Endpoint $env:TORTURE_URL{key}{journal}{Settings(plan.Models.GetValueOrDefault(model))}";
        }
    }

    private static string Settings(ModelSettings? settings)
    {
        if (settings is null)
            return "";
        (string Name, object? Value)[] given =
        [
            ("InputPrice", settings.Price?.Input), ("OutputPrice", settings.Price?.Output), ("MaxNewTokens", settings.MaxNewTokens),
            ("ThrottleLimit", settings.Throttle), ("RequestsPerMinute", settings.RequestsPerMinute), ("TokensPerMinute", settings.TokensPerMinute),
        ];
        return string.Concat(given.Where(option => option.Value is not null).Select(option => string.Create(CultureInfo.InvariantCulture, $" -{option.Name} {option.Value}")));
    }

    private static string Chain(Plan plan)
    {
        var source = Source(plan);
        var stages = new List<string>();
        if (plan.Instruct is { } instruct)
        {
            stages.Add($"New-SelfInstruct -Llm {Reference(plan, instruct.Model)} -NumInstructions {instruct.NumInstructions} -NumGenerations {instruct.NumGenerations}{Calling(plan, instruct.Throttle, instruct.Unordered, instruct.Seed)}");
            stages.Add("Expand-Column instructions -As instruction");
        }
        if (plan.Drops)
            stages.Add("Where-Object { $_.instruction.Length % 3 -ne 0 }");
        if (plan.Rewords)
            stages.Add("ForEach-Object { $_.instruction = \"Please: $($_.instruction)\"; $_ }");
        var before = "";
        if (plan.Generate.InBranches)
        {
            before = $"$questions = {string.Join(" | ", stages.Prepend(source))}\n";
            stages.Clear();
            foreach (var (model, branch) in plan.Generate.Models.Zip((string[])["$first", "$second"]))
                before += $"{branch} = @($questions | {Generation(plan, [model])})\n";
            source = "$first + $second";
            stages.Add("Merge-Column");
        }
        else
        {
            stages.Add(Generation(plan, plan.Generate.Models));
        }
        if (plan.Passes)
            stages.Add("ForEach-Object { $_ }");
        if (plan.Judge is { } judge)
            stages.Add($"Invoke-UltraFeedback -Llm {Reference(plan, judge.Model)} -Aspect {judge.Aspect}{Calling(plan, judge.Throttle, judge.Unordered, null)}");
        if (plan.ToArgilla)
            stages.Add("Export-ArgillaDataset");
        if (Shaping(plan.Shape) is { } shape)
            stages.Add(shape);
        if (plan.Export is { } export)
            stages.Add(Export(export, plan.Kind is ChainKind.Pipe));
        return before + string.Join(" |\n    ", stages.Prepend(source));
    }

    private static string Source(Plan plan)
    {
        var column = plan.Instruct is null ? "instruction" : "input";
        return plan.SourceKind switch
        {
            SourceKind.Topics => $"Get-MathTopic -First {plan.Source.Count}",
            SourceKind.Objects => $"@({string.Join(", ", plan.Source.Select(row => $"[pscustomobject]@{{ id = {row.Id}; {(row.Text is null ? "other = 'x'" : $"{column} = {Quote(row.Text)}")} }}"))})",
            _ => $"@({string.Join(", ", plan.Source.Select(row => Quote(row.Text!)))})",
        };
    }

    private static string Generation(Plan plan, IReadOnlyList<string> models)
    {
        var stage = plan.Generate;
        var system = stage.SystemPrompt is { } prompt ? $" -SystemPrompt {Quote(prompt)}" : "";
        return $"Invoke-TextGeneration -Llm {string.Join(", ", models.Select(model => Reference(plan, model)))} -NumGenerations {stage.NumGenerations}{(stage.AllowPartial ? " -AllowPartial" : "")}{system}{Calling(plan, stage.Throttle, stage.Unordered, stage.Seed)}";
    }

    private static string Calling(Plan plan, int throttle, bool unordered, long? seed) => string.Create(
        CultureInfo.InvariantCulture,
        $" -ThrottleLimit {throttle} -RetryIntervalSec 0.02 -MaximumRetryIntervalSec {LongestWait(plan)}{(plan.ServerQuota is null ? "" : $" -MaximumRetryCount {QuotaRetries}")}{(plan.Money is not null && plan.Kind is ChainKind.Pipe ? " -MaxCost $env:TORTURE_CAP" : "")}{(seed is { } given ? $" -Seed {given}" : "")}{(unordered ? " -Unordered" : "")}{(plan.Faults.TimeoutSec is { } seconds ? $" -TimeoutSec {seconds}" : "")}{(plan.JournalPlace is JournalPlace.Cmdlet ? " -Journal $env:TORTURE_JOURNAL" : "")}");

    private static string? Shaping(ShapeStage stage)
    {
        var pairs = $"{(stage.All ? " -Pairs All" : "")}{(stage.TieGoesToFirst ? " -OnTie First" : "")} -MinimumMargin {stage.Margin}";
        return stage.Shape switch
        {
            Shape.None => null,
            Shape.Kto => "ConvertTo-KtoFormat",
            Shape.Sft => $"ConvertTo-SftFormat{(stage.All ? " -All" : "")}",
            Shape.Dpo => "ConvertTo-DpoFormat" + pairs,
            _ => $"ConvertTo-DpoFormat -Format {stage.Shape}{pairs}",
        };
    }

    private static string Export(ExportStage stage, bool isPipe) => string.Create(
        CultureInfo.InvariantCulture,
        $"Export-Distiset{(isPipe ? " $env:TORTURE_SET -Force" : "")} -Format {(stage.Jsonl ? "Jsonl" : "Parquet")}{(stage.MaxShardSize is { } most ? $" -MaxShardSize {most}" : "")}{(stage.TrainSize is { } share ? $" -TrainSize {share}" : "")}{(stage.ExcludeMetadata ? " -ExcludeMetadata" : "")}");

    private static string RunOptions(Plan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"{(plan.RunThrottle is { } throttle ? $" -ThrottleLimit {throttle}" : "")}{(plan.RunSeed is { } seed ? $" -Seed {seed}" : "")}{(plan.Money is null ? "" : " -MaxCost $env:TORTURE_CAP")}");

    private static string Tutorial(Plan plan)
    {
        string[] steps = ["self_instruct_0", .. plan.Generate.Models.Select((_, i) => $"text_generation_{i}"), "ultra_feedback_0"];
        var waits = "@{ RetryIntervalSec = 0.02; MaximumRetryIntervalSec = " + LongestWait(plan) + (plan.ServerQuota is null ? "" : $"; MaximumRetryCount = {QuotaRetries}") + (plan.Faults.TimeoutSec is { } seconds ? $"; TimeoutSec = {seconds}" : "") + " }";
        return $"$null = New-MathPreferenceDataset $env:TORTURE_RUN -Topic {string.Join(", ", plan.Source.Select(row => Quote(row.Text!)))} -NumInstructions {plan.Instruct!.NumInstructions}"
            + $" -Instructor {Reference(plan, plan.Instruct.Model)} -Generator {string.Join(", ", plan.Generate.Models.Select(model => Reference(plan, model)))} -Judge {Reference(plan, plan.Judge!.Model)}{RunOptions(plan)}"
            + $" -Parameters @{{ {string.Join("; ", steps.Select(step => $"{step} = {waits}"))} }}";
    }

    private static string LongestWait(Plan plan) => plan.ServerQuota is null ? "0.2" : "1";

    private static string Reference(Plan plan, string model) => plan.ModelsByName || !IsServed(model) ? $"'{model}'" : "$" + model.Split('/')[1];

    private static bool IsServed(string model) => !model.StartsWith("offline/", StringComparison.Ordinal);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
