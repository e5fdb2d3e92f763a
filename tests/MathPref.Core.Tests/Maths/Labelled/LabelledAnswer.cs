using System.IO.Compression;
using System.Text.Json;

namespace MathPref.Core.Tests.Maths.Labelled;

/// <summary>A text with a reference and whether they are equal, by who labelled it.</summary>
internal sealed record LabelledAnswer(string Kind, string Id, string Answer, string Reference, bool Expected)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Maths", "Labelled");

    public static IReadOnlyList<LabelledAnswer> Read(string file)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(s_folder, file)), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        var answers = new List<LabelledAnswer>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            answers.Add(new(
                (row.TryGetProperty("kind", out var kind) ? kind : row.GetProperty("source")).GetString()!,
                row.GetProperty("id").GetString()!,
                row.GetProperty("answer").GetString()!,
                row.GetProperty("reference").GetString()!,
                row.GetProperty("expected").GetBoolean()));
        }
        return answers;
    }

    /// <summary>The ids whose label is wrong.</summary>
    public static IReadOnlySet<string> WrongLabels() =>
        File.ReadLines(Path.Combine(s_folder, "wrong-labels.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToHashSet(StringComparer.Ordinal);
}
