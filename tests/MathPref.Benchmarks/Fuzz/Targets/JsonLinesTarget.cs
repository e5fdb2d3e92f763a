using System.Globalization;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>JSON lines of others.</summary>
internal sealed class JsonLinesTarget : FuzzTarget
{
    public override string Name => "jsonl";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(JsonPieces.Lines);

    public override IReadOnlyList<string> Pieces { get; } = Bytes(JsonPieces.All);

    public override bool Accepts(string input)
    {
        var bytes = RawText.ToBytes(input);
        var path = RowFiles.Write("jsonl", bytes);
        var rows = new List<Row>();
        // Rows and errors in the order in which they come.
        var lines = new List<long?>();
        var isRefused = false;
        foreach (var row in JsonLinesReader.Read(path, error =>
        {
            FuzzTrial.CheckRefusal(error);
            isRefused |= RowFiles.IsOfFile(error, bytes);
            if (!isRefused)
                lines.Add(error.Line ?? throw new BrokenRule("an error names its line", error.Message));
        }))
        {
            rows.Add(row);
            lines.Add(null);
        }
        // Lines are counted in UTF-8 alone.
        if (isRefused || bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || WideEncoding.Of(bytes) is not null)
            return false;
        var full = FullLines(bytes);
        BrokenRule.Unless(lines.Count == full.Count, "each line that is not blank is a row or an error", () => string.Create(CultureInfo.InvariantCulture, $"{lines.Count} for {full.Count} lines"));
        for (var i = 0; i < lines.Count; i++)
            BrokenRule.Unless(lines[i] is null || lines[i] == full[i], "an error names its own line, in order", () => string.Create(CultureInfo.InvariantCulture, $"{lines[i]} for {full[i]}"));
        RowFiles.CheckJsonLines(rows);
        RowFiles.CheckParquet(rows);
        return rows.Count == lines.Count;
    }

    private static List<long> FullLines(byte[] bytes)
    {
        var full = new List<long>();
        var (start, number) = (bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0, 0L);
        for (var i = start; i <= bytes.Length; i++)
        {
            if (i < bytes.Length && bytes[i] != (byte)'\n')
                continue;
            number++;
            if (bytes.AsSpan(start, i - start).ContainsAnyExcept(" \t\r"u8))
                full.Add(number);
            start = i + 1;
        }
        return full;
    }
}
