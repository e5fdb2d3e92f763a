using System.Globalization;
using System.Text;
using MathPref.Core.Rows;
using MathPref.Core.Text;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>
/// How the files of a config are read: by the loader's reader for them, whatever the end of their names, and with what the card says to it. Values of
/// CSV stay the texts that they are, so that what a card says of them (<c>decimal</c>, <c>na_values</c>) changes nothing. Source of the settings: datasets,
/// packaged_modules (csv, json, parquet).
/// </summary>
internal sealed record FileReading
{
    /// <summary>What is compressed in a way that is not read here, whatever stands before it in the name.</summary>
    private static readonly string[] s_closed = [".zip", ".bz2", ".xz", ".lz4", ".7z", ".rar", ".tar"];

    /// <summary>
    /// Settings of the reader for CSV that change which rows or columns there are, with the values that do not. All others are of what becomes of a value
    /// (<c>true_values</c>), or of a bad line, and change nothing here.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_unread = new(StringComparer.Ordinal)
    {
        ["index_col"] = ["false", "False"],
        ["usecols"] = [],
        ["prefix"] = [],
        ["converters"] = [],
        ["skipinitialspace"] = ["false", "False"],
        ["nrows"] = [],
        ["skip_blank_lines"] = ["true", "True"],
        ["quoting"] = ["0"],
        ["lineterminator"] = ["\n", "\r\n", "\r"],
        ["escapechar"] = [],
        ["comment"] = [],
        ["dialect"] = [],
        ["skipfooter"] = ["0"],
        ["doublequote"] = ["true", "True"],
    };

    private const int MostNames = 30;

    private static readonly ReadOptions s_plain = new();

    /// <summary>The loader's reader: <c>json</c>, <c>csv</c> or <c>parquet</c>.</summary>
    public required string Reader { get; init; }

    /// <summary>The columns that the card names; null where it does not.</summary>
    public LoadedColumns? Told { get; init; }

    /// <summary>Whether the card changes what of the files' text is read, so that they are not what they seem without it.</summary>
    public bool IsOfCard => Options != s_plain;

    /// <summary>The columns of Parquet that are read; null for all.</summary>
    private IReadOnlyList<string>? Only { get; init; }

    /// <summary>What the card says of text files.</summary>
    private ReadOptions Options { get; init; } = s_plain;

    /// <summary>Whether the file is not packed in a way that is not read here.</summary>
    public static bool Opens(string file) => !s_closed.Contains(Path.GetExtension(file).ToLowerInvariant());

    /// <summary>Whether a column of Parquet is read.</summary>
    public bool Takes(string column) => Only?.Contains(column) ?? true;

    /// <summary>
    /// How the files of a config are read. Throws <see cref="DatasetFormatException"/>, which names it, for a setting that cannot be followed here.
    /// </summary>
    public static FileReading Of(LoaderConfig config)
    {
        var reading = new FileReading { Reader = config.Kind!.Reader };
        var header = (Line: (int?)null, Names: (IReadOnlyList<string>?)null, Columns: (IReadOnlyList<string>?)null);
        foreach (var (key, value) in config.Settings)
        {
            if ((key as YamlScalarNode)?.Value is not { } setting || value is YamlScalarNode { Value: null or "" or "~" or "null" } && setting is not "header")
                continue;
            var text = (value as YamlScalarNode)?.Value;
            var options = reading.Options;
            var next = (reading.Reader, setting) switch
            {
                ("csv" or "json", "encoding") => Encoding(text) is { } encoding ? options with { Encoding = encoding } : null,
                ("json", "field") => text is not null ? options with { Field = text } : null,
                ("csv", "sep") => Delimiter(text) is not { } sep ? null : options.Delimiter is null ? options with { Delimiter = sep } : options,
                ("csv", "delimiter") => Delimiter(text) is { } delimiter ? options with { Delimiter = delimiter } : null,
                ("csv", "quotechar") => text is { Length: 1 } ? options with { Quote = text[0] } : null,
                ("csv", "skiprows") => Number(text) is { } skipped ? options with { SkippedLines = skipped } : null,
                ("csv", "header" or "names" or "column_names") => options,
                ("csv", _) when s_unread.TryGetValue(setting, out var harmless) => text is not null && harmless.Contains(text) ? options : null,
                ("parquet", "columns" or "filters") => setting is "columns" && Texts(value) is not null ? options : null,
                _ => options,
            };
            if (next is null)
                throw Unread(config, setting, value);
            reading = reading with { Options = next };
            switch (reading.Reader, setting)
            {
                case ("csv", "header"):
                    header.Line = text is "infer" ? null : Number(text) ?? throw Unread(config, setting, value);
                    break;
                case ("csv", "names"):
                    header.Names = Texts(value) ?? throw Unread(config, setting, value);
                    break;
                case ("csv", "column_names"):
                    header.Columns = Texts(value) ?? throw Unread(config, setting, value);
                    break;
                case ("parquet", "columns"):
                    reading = reading with { Only = Texts(value) };
                    break;
            }
        }
        if (reading.Options.Quote != '"' && reading.Options.Delimiter is null)
            reading = reading with { Options = reading.Options with { Delimiter = config.Kind.Setting is "\t" ? '\t' : ',' } };
        // Names take the place of the header line, where the card says that there is one.
        var names = header.Columns ?? header.Names;
        var above = names is null ? header.Line ?? 0 : header.Line + 1 ?? 0;
        return reading with { Options = reading.Options with { Header = names, LinesAboveHeader = above } };
    }

    /// <summary>The rows of a file. Throws <see cref="DatasetFormatException"/> for the pointer to a file that was not fetched.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="wanted">Other columns may be left out.</param>
    /// <param name="given">What whoever reads says of the file: it goes before what the card says.</param>
    public IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Func<string, bool>? wanted, ReadOptions given)
    {
        PointerFile.Check(path);
        var options = Options with
        {
            Delimiter = given.Delimiter ?? Options.Delimiter,
            Encoding = given.Encoding ?? Options.Encoding,
            Header = given.Header ?? Options.Header,
            OnWarning = given.OnWarning,
        };
        return Reader switch
        {
            "parquet" when Only is not null => ReadColumns(path, onError, name => Takes(name) && (wanted?.Invoke(name) ?? true)),
            "parquet" => ParquetRowReader.Read(path, onError, wanted),
            "csv" => CsvFileReader.Read(path, FileKind.Of(path).Extension is ".tsv" ? '\t' : ',', onError, options),
            _ when options.Field is { } field => JsonFileReader.ReadField(path, field, onError, options.Encoding),
            _ => JsonFileReader.Read(path, onError, options.Encoding),
        };
    }

    /// <summary>A column that the card names and the file lacks is an error, as it is to the loader, and no row of the file is read.</summary>
    private IEnumerable<Row> ReadColumns(string path, Action<DatasetFormatException> onError, Func<string, bool> wanted)
    {
        try
        {
            var there = ParquetRowReader.ReadInfo(path).Schema.Fields.Select(field => field.Name).ToList();
            if (Only!.FirstOrDefault(name => !there.Contains(name)) is not { } lost)
                return ParquetRowReader.Read(path, onError, wanted);
            onError(new DatasetFormatException(path, null, null, $"by the card its column '{MessageText.Plain(lost)}' is read (columns), and it has " +
                $"{string.Join(", ", there.Take(MostNames).Select(MessageText.Plain))}{(there.Count > MostNames ? " and others" : "")}." +
                NearestName.Hint(lost, there)));
        }
        catch (DatasetFormatException broken) when (broken.Path == path)
        {
            onError(broken);
        }
        return [];
    }

    private static DatasetFormatException Unread(LoaderConfig config, string setting, YamlNode value) => new(
        DistisetLayout.CardName,
        value.Start.Line + 1,
        null,
        $"the config '{config.Name}' sets '{setting}', which is not followed here in that form. Give the data files themselves");

    /// <summary>A tab may be written as in Python.</summary>
    private static char? Delimiter(string? text) => text switch
    {
        "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => null,
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<string>? Texts(YamlNode value) => value is YamlSequenceNode list && list.All(item => item is YamlScalarNode { Value: not null })
        ? list.Select(item => ((YamlScalarNode)item).Value!).ToList()
        : null;

    /// <summary>As Python calls them; a code page of Windows is cp1252 there.</summary>
    private static Encoding? Encoding(string? name)
    {
        var plain = (name ?? "").ToLowerInvariant().Replace('_', '-');
        return plain switch
        {
            "" => null,
            "utf-8" or "utf8" or "utf-8-sig" => System.Text.Encoding.UTF8,
            "latin-1" or "latin1" or "l1" or "iso8859-1" => System.Text.Encoding.Latin1,
            "utf16" or "utf-16" or "utf-16-le" => System.Text.Encoding.Unicode,
            "utf-16-be" => System.Text.Encoding.BigEndianUnicode,
            _ => EncodingNames.Find(plain.StartsWith("cp", StringComparison.Ordinal) ? plain[2..] : plain, 0, 0),
        };
    }
}
