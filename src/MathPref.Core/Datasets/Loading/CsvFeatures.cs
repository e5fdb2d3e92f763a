using System.Globalization;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a loader gives of the CSV files of a split: pandas finds the types of ten thousand rows at a time, and those of the first hold.
/// Source: datasets, packaged_modules/csv/csv.py; pandas, parsers.pyx.
/// </summary>
public sealed class CsvFeatures
{
    /// <summary>Rows whose types are found together.</summary>
    private const int Piece = 10_000;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CsvSettings _settings;

    private CsvFeatures(CsvSettings settings, LoadedColumns? columns)
    {
        _settings = settings;
        Columns = columns!;
    }

    public LoadedColumns Columns { get; private set; }

    /// <summary>Rows of all files.</summary>
    public long Rows { get; private set; }

    /// <summary>
    /// Reads the files of a split, in order. Throws <see cref="DatasetFormatException"/> for the file with which a load fails, or might: one
    /// without a line, or that is no UTF-8, a row with more cells than the first, other columns or types than those before it.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="settings">What the card says of them.</param>
    /// <param name="columns">The columns that the splits before this one have settled; null where nothing has.</param>
    public static CsvFeatures Read(IReadOnlyList<LoadedFile> files, CsvSettings settings, LoadedColumns? columns = null)
    {
        var features = new CsvFeatures(settings, columns);
        foreach (var file in files)
            features.Read(file);
        return features.Columns is not null
            ? features
            : throw new DatasetFormatException(files.Count == 0 ? "" : files[0].Path, null, null, "there is no row in it, and loading fails");
    }

    private void Read(LoadedFile file)
    {
        CsvCells? cells = null;
        try
        {
            using var stream = file.OpenText();
            if (stream.Peek(3).SequenceEqual("\uFEFF"u8))
                stream.Skip(3);
            using var text = new StreamReader(stream, s_strict, detectEncodingFromByteOrderMarks: false, 1 << 16);
            cells = new CsvCells(text, _settings.Separator);
            Read(cells);
        }
        catch (Exception broken) when (broken is DecoderFallbackException or InvalidDataException or ZstdSharp.ZstdException or EndOfStreamException)
        {
            var problem = broken is DecoderFallbackException ? "this is no UTF-8" : broken.Message;
            throw new DatasetFormatException(file.Path, cells?.Line, null, problem + ", and loading fails, or reads something else", broken);
        }
    }

    private void Read(CsvCells cells)
    {
        for (var i = 0; i < _settings.SkippedLines; i++)
            cells.SkipLine();
        var names = _settings.Names?.ToList() ?? (cells.Read() is { } header ? Names(header) : throw new InvalidDataException("there is no line in it"));
        var row = cells.Read();
        if (row is null && Columns is null)
            throw new InvalidDataException("there is no row in it");
        // Cells beyond the names are an index before them, which comes last.
        var index = Math.Max(0, (row?.Count ?? 0) - names.Count);
        var width = names.Count + index;
        do
        {
            var columns = Enumerable.Range(0, width).Select(_ => new CsvColumn(_settings.Decimal)).ToArray();
            var count = 0;
            for (; row is not null && count < Piece; count++)
            {
                if (row.Count > width)
                    throw new InvalidDataException($"a row has {row.Count} cells, and those before it {width}");
                for (var i = 0; i < width; i++)
                    columns[i].Add(i < row.Count ? row[i] : "");
                row = cells.Read();
            }
            Add(names, columns, index);
            Rows += count;
        }
        while (row is not null);
    }

    private void Add(List<string> names, CsvColumn[] columns, int index)
    {
        var found = new List<(string Name, CsvColumn Column)>();
        for (var i = 0; i < names.Count; i++)
            found.Add((names[i], columns[i + index]));
        for (var i = 0; i < index; i++)
            found.Add((string.Create(CultureInfo.InvariantCulture, $"__index_level_{i}__"), columns[i]));
        if (Columns is null)
        {
            Columns = new LoadedColumns(found.Select(column => new LoadedField(column.Name, TypeOf(column.Name, column.Column))).ToList());
            return;
        }
        foreach (var (name, column) in found)
        {
            if (Columns[name] is not { } before)
                throw new InvalidDataException($"it has a column '{name}', which those before it have not");
            if (!column.Goes(before))
                throw new InvalidDataException($"its column '{name}' is {TypeOf(name, column)}, and {before} in those before it");
        }
    }

    private static LoadedType TypeOf(string name, CsvColumn column)
    {
        try
        {
            return column.Type();
        }
        catch (InvalidDataException doubtful)
        {
            throw new InvalidDataException($"its column '{name}' {doubtful.Message}", doubtful);
        }
    }

    /// <summary>The names as pandas makes them: those that are empty by their place, those that stand again with a number.</summary>
    private static List<string> Names(IReadOnlyList<string> header)
    {
        var names = header.Select((name, i) => name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"Unnamed: {i}")).ToList();
        var given = new HashSet<string>(names, StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (!seen.TryGetValue(name, out var times))
            {
                seen[name] = 1;
                continue;
            }
            var numbered = name;
            do
                numbered = string.Create(CultureInfo.InvariantCulture, $"{name}.{times++}");
            while (given.Contains(numbered));
            seen[name] = times;
            given.Add(numbered);
            names[i] = numbered;
        }
        return names;
    }
}
