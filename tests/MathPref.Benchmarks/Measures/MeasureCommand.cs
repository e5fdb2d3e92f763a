using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MathPref.Benchmarks.Measures;

/// <summary>The table of docs/benchmarks.md. It fails on a wrong row and never on a time.</summary>
internal static class MeasureCommand
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Measure[] s_measures =
    [
        new("1", Throughput.AgainstHttpClientAsync),
        new("2", Throughput.AgainstScriptsAsync),
        new("3", Tutorial.TenTopicsAsync),
        new("3b", Starts.FirstCallAsync),
        new("4", Tutorial.ManyTopicsAsync),
        new("5", Memory.TakeAsync),
        new("6", Throughput.ProcessorTimeAsync),
        new("7", Starts.ImportAsync),
        new("8", Resume.TakeAsync),
        new("9", DpoRows.TakeAsync),
        new("10", Export.TakeAsync),
        new("11", JournalWrites.TakeAsync),
        new("12", Faults.TakeAsync),
        new("13", StrayRefusals.TakeAsync),
        new("14", MathsVerdicts.TakeAsync),
        new("15", EmbeddedModels.TakeAsync),
    ];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var only = arguments.Text("--only")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isShort = arguments.Has("--short");
        var file = arguments.Text("--json");
        arguments.Done();
        if (only?.FirstOrDefault(number => s_measures.All(m => m.Number != number)) is { } unknown)
            throw new ArgumentException($"There is no measure '{unknown}'; there are {string.Join(", ", s_measures.Select(m => m.Number))}.");

        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine()}, .NET {Environment.Version}{(isShort ? ", short form: the figures are rough" : "")}");
        var figures = new List<Figure>();
        foreach (var measure in s_measures.Where(m => only is null || only.Contains(m.Number)))
        {
            var watch = Stopwatch.StartNew();
            foreach (var figure in await TakeAsync(measure, isShort))
            {
                figures.Add(figure);
                Console.WriteLine(Describe(figure));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    ({watch.Elapsed.TotalSeconds:0} s)"));
        }
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, s_json) + "\n");
        var wrong = figures.Count(f => f.Wrong is not null);
        Console.WriteLine($"{figures.Count(f => f.Met is true)} of {figures.Count(f => f.Met is not null)} marks met, {wrong} with wrong rows");
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>A measure that breaks off leaves the others to be taken.</summary>
    private static async Task<IReadOnlyList<Figure>> TakeAsync(Measure measure, bool isShort)
    {
        try
        {
            return await measure.TakeAsync(isShort);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or HttpRequestException or FormatException or IndexOutOfRangeException)
        {
            return [new Figure { Number = measure.Number, Name = "broke off", Unit = "", Wrong = error.Message }];
        }
    }

    private static string Describe(Figure figure)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{figure.Number}: {figure.Name}: ");
        text += $"{Number(figure.Value)} {figure.Unit}";
        if (figure.Mark is not null)
            text += $", mark {Number(figure.Mark)}{(figure.Aim is null ? "" : $", aim {Number(figure.Aim)}")}: {(figure.Met is true ? "met" : "MISSED")}";
        if (figure.Partner is not null)
            text += $"; ours {Number(figure.Ours)}, {figure.Partner} {Number(figure.PartnerFigure)} {figure.PartnerUnit}";
        if (figure.Detail is not null)
            text += "; " + figure.Detail;
        return figure.Wrong is null ? text : $"{text}; WRONG: {figure.Wrong}";
    }

    private static string Number(double? number) => number switch
    {
        null => "-",
        >= 100 or <= -100 => number.Value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => number.Value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors{(processor is null ? "" : $" ({processor})")}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
    }
}
