using System.Numerics;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Reads the files of a config (builder.py and packaged_modules). The constructor does what is done before a row is kept.</summary>
internal sealed class Builder
{
    private static readonly string[] s_ofCsv =
    [
        "header", "index_col", "usecols", "prefix", "mangle_dupe_cols", "engine", "converters", "true_values", "false_values", "skipinitialspace", "nrows", "na_values",
        "keep_default_na", "na_filter", "verbose", "skip_blank_lines", "thousands", "lineterminator", "quotechar", "quoting", "escapechar", "comment", "encoding", "dialect",
        "error_bad_lines", "warn_bad_lines", "skipfooter", "doublequote", "memory_map", "float_precision", "chunksize", "features", "encoding_errors", "on_bad_lines", "date_format",
    ];

    private static readonly string[] s_ofJson = ["encoding", "encoding_errors", "chunksize", "block_size", "newlines_in_values", "on_mixed_types", "parse_agent_traces", "use_threads"];

    private static readonly string[] s_ofParquet = ["batch_size", "columns", "filters", "fragment_scan_options", "on_bad_files"];

    private static readonly string[] s_ofText = ["features", "encoding", "encoding_errors", "chunksize", "keep_linebreaks", "sample_by"];

    private readonly Place _place;
    private readonly string _kind;
    private readonly OrderedDictionary<string, object?> _settings;
    private readonly OrderedDictionary<string, List<string>> _files;
    private readonly OrderedDictionary<string, BigInteger>? _promised;
    private readonly (StructFeature Features, OrderedDictionary<string, Table> Splits)? _pictures;
    private StructFeature? _features;

    public Builder(Place place, string kind, OrderedDictionary<string, object?> settings, PlaceInfo? info, OrderedDictionary<string, List<string>> files)
    {
        (_place, _kind, _settings, _files, _promised) = (place, kind, settings, files, info?.Splits);
        CheckSettings();
        _features = info is not null ? info.Features : settings.TryGetValue("features", out var own) ? FeatureReader.OfCard(own) : null;
        switch (kind)
        {
            case "json":
                _features ??= Json.Learn(Contents(files.GetAt(0).Value));
                break;
            case "parquet" or "arrow":
                foreach (var paths in files.Values)
                {
                    _features ??= paths.Count > 0 ? Read(place.Files[paths[0]]).Features : null;
                    if (_features is null && kind == "parquet")
                        throw PythonError.ValueError("At least one valid data file must be specified");
                }
                break;
            case "imagefolder":
                _pictures = new PictureFolder(place).Read(files);
                _features ??= _pictures.Value.Features;
                break;
            case "harbor":
                if (files.Values.SelectMany(paths => paths).Any(path => Glob.BaseName(path) is "task.toml" or "instruction.md"))
                    throw new UnmodelledException("tasks of harbor");
                throw new PythonError("DataFilesNotFoundError", "no task");
            case "csv" or "text":
                break;
            default:
                throw new UnmodelledException($"files of the kind {kind}");
        }
    }

    public IEnumerable<string> Splits => _files.Keys;

    private JsonReader Json => new(_settings.GetValueOrDefault("field") as string);

    private void CheckSettings()
    {
        var unknown = _kind switch { "csv" => s_ofCsv, "json" => s_ofJson, "parquet" => s_ofParquet, "text" => s_ofText, _ => ["features"] };
        if (_settings.Keys.FirstOrDefault(unknown.Contains) is { } setting)
            throw new UnmodelledException($"the setting {setting} of {_kind}");
    }

    private Table Read(byte[] file) => _kind == "parquet" ? ParquetTables.Read(file) : ArrowFile.Read(file);

    /// <summary>All splits, or the error that a load ends with.</summary>
    public (StructFeature Features, IReadOnlyList<LoadedSplit> Splits) Prepare()
    {
        OrderedDictionary<string, Table> made = [];
        foreach (var (split, paths) in _files)
        {
            if (split.Equals("all", StringComparison.OrdinalIgnoreCase))
                throw PythonError.ValueError("`all` is a special split keyword");
            SplitWriter writer = new(_features);
            made[split] = writer.Write(_pictures is { } pictures ? [pictures.Splits[split]] : Tables(paths));
            _features ??= writer.Features;
        }
        Verify(made);
        if (made.FirstOrDefault(split => split.Value.Rows == 0) is { Key: { } empty })
            throw PythonError.ValueError($"Instruction \"{empty}\" corresponds to no data!");
        return (_features!, [.. made.Select(split => new LoadedSplit(split.Key, _features!, split.Value))]);
    }

    private void Verify(OrderedDictionary<string, Table> made)
    {
        if (_promised is null)
            return;
        if (_promised.Keys.Except(made.Keys).Any())
            throw new PythonError("ExpectedMoreSplitsError", string.Join(", ", _promised.Keys.Except(made.Keys)));
        if (made.Keys.Except(_promised.Keys).Any())
            throw new PythonError("UnexpectedSplitsError", string.Join(", ", made.Keys.Except(_promised.Keys)));
        if (made.Any(split => split.Value.Rows != _promised[split.Key]))
            throw new PythonError("NonMatchingSplitsSizesError", "the number of rows is another");
    }

    private IEnumerable<Table> Tables(IReadOnlyList<string> paths) => _kind switch
    {
        "parquet" or "arrow" => paths.Select(path => Read(_place.Files[path])).Where(table => table.Rows > 0).Select(table => _features is null ? table : Caster.Cast(table, _features)),
        "json" => Json.Tables(Contents(paths), _features),
        "csv" => Contents(paths).Select(Csv.Read),
        _ => Contents(paths).SelectMany(TextTables),
    };

    private CsvReader Csv => new()
    {
        Separator = ((_settings.GetValueOrDefault("delimiter") ?? _settings.GetValueOrDefault("sep")) as string ?? ",") is { Length: 1 } one ? one[0] : throw new UnmodelledException("a separator of several characters"),
        Decimal = _settings.GetValueOrDefault("decimal") is string { Length: 1 } point ? point[0] : '.',
        Names = (_settings.GetValueOrDefault("column_names") ?? _settings.GetValueOrDefault("names")) is List<object?> names ? [.. names.Select(PlaceConfig.Text)] : null,
        SkippedRows = _settings.GetValueOrDefault("skiprows") switch { null => 0, BigInteger rows => (int)rows, _ => throw new UnmodelledException("skiprows") },
    };

    private static IEnumerable<Table> TextTables(byte[] file)
    {
        var text = Utf8.Decode(file) ?? throw new PythonError("UnicodeDecodeError", "no UTF-8");
        if (text.Length == 0)
            yield break;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        yield return new Table([new Column("text", ArrowType.String, [.. lines])], lines.Count);
    }

    /// <summary>What is in the files, unpacked; an archive is as many files as it holds.</summary>
    private List<byte[]> Contents(IEnumerable<string> paths) => [.. paths.SelectMany(path => Unpacked.Of(_place.Files[path]))];
}
