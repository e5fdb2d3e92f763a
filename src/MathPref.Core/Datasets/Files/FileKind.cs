namespace MathPref.Core.Datasets;

/// <summary>What a file is by its name.</summary>
/// <param name="Extension">The format's, in small letters: <c>.jsonl</c> of <c>x.jsonl.gz</c>.</param>
/// <param name="Compression"><c>.gz</c> or <c>.zst</c>; empty where the name says none.</param>
internal readonly record struct FileKind(string Extension, string Compression)
{
    private static readonly string[] s_compressions = [".gz", ".zst"];

    private static readonly string[] s_readable = [".parquet", ".jsonl", ".ndjson", ".json", ".csv", ".tsv"];

    /// <summary>Whether rows can be read from it.</summary>
    public bool IsReadable => s_readable.Contains(Extension) && !(IsParquet && Compression.Length > 0);

    public bool IsParquet => Extension is ".parquet";

    /// <summary>The reader of the Hub's loader that takes it; empty where it is none of ours.</summary>
    public string Loader => Extension switch
    {
        ".jsonl" or ".ndjson" or ".json" => "json",
        ".csv" or ".tsv" => "csv",
        ".parquet" when IsReadable => "parquet",
        _ => "",
    };

    public static FileKind Of(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return s_compressions.Contains(extension)
            ? new FileKind(Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant(), extension)
            : new FileKind(extension, "");
    }
}
