using System.Globalization;

namespace MathPref.Core.Datasets;

/// <summary>What is to be said of values of JSON that a loader gives as something else.</summary>
internal static class JsonWords
{
    private const int FewNames = 3;

    /// <summary>The check that finds it, and what happens, as the end of a sentence; null where nothing is lost.</summary>
    public static (string Check, string Happens)? Of(JsonFact fact) => fact.Kind switch
    {
        JsonFactKind.Dates => ("DatesInJson", "holds nothing but dates, and they come back as moments and not as texts"),
        JsonFactKind.EmptyObjects => ("EmptyObjects", "holds objects that are empty in every row, and they come back as JSON (type Json), not as structs"),
        JsonFactKind.Mixed => ("MixedTypes", "holds values of several types, and they come back as JSON (type Json), which trainers do not take for texts"),
        JsonFactKind.TextsRead => (
            "TextsReadAsJson",
            $"holds values of several types, and so {Count(fact.Count)} that {(fact.Count == 1 ? "reads" : "read")} as JSON " +
            $"{(fact.Count == 1 ? "comes" : "come")} back as that value{Example(fact)}"),
        JsonFactKind.Rounded => (
            "RoundedNumbers",
            $"holds {(fact.Count == 1 ? "a number" : $"{Number(fact.Count)} numbers")} of more than ten decimals{Example(fact)} " +
            "beside columns of several types, and loaders round them"),
        _ => null,
    };

    /// <summary>The rows' column, its place in them, and what helps.</summary>
    public static string Sentence(string column, string happens) =>
        $"The column '{column}' {happens}. Write Parquet, which keeps the types (Export-Distiset -Format Parquet){(
            happens.Contains("several types", StringComparison.Ordinal) ? ", with one type of values in the column" : "")}.";

    /// <summary>
    /// What a loader makes of the JSON files of a config's splits, in one warning that recommends Parquet; null where it takes all as it is. The files are
    /// read once more.
    /// </summary>
    public static string? Of(IEnumerable<IReadOnlyList<string>> splits)
    {
        var said = new List<string>();
        LoadedColumns? columns = null;
        try
        {
            foreach (var files in splits.Where(files => files.Count > 0))
            {
                var read = JsonFeatures.Read(files.Select(LoadedFile.At).ToList(), columns);
                columns = read.Columns;
                said.AddRange(read.Facts.Where(fact => Of(fact) is not null).Select(fact => $"'{fact.Path}' {Of(fact)!.Value.Happens}"));
            }
        }
        catch (DatasetFormatException broken)
        {
            // Where it lies for now is no place that anybody knows.
            said.Add("they fail, or might: " + broken.Message[broken.Path.Length..].TrimStart(',', ':', ' '));
        }
        said = said.Distinct(StringComparer.Ordinal).ToList();
        return said.Count == 0 ? null
            : $"Loaders guess the types of JSON lines: {string.Join("; ", said.Take(FewNames))}" +
                $"{(said.Count > FewNames ? $"; and {said.Count - FewNames} more" : "")}. " +
                "-Format Parquet keeps them.";
    }

    private static string Count(long texts) => texts == 1 ? "a text" : $"{Number(texts)} texts";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Example(JsonFact fact) => fact.Example is not { } example ? "" : $" (\"{(example.Length > 40 ? example[..40] + "…" : example)}\")";
}
