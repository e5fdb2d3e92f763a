using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Datasets;

/// <summary>What a card's config says of its CSV files. Source: datasets, packaged_modules/csv/csv.py.</summary>
public sealed record CsvSettings
{
    private static readonly string[] s_own =
        ["config_name", "data_files", "data_dir", "default", "description", "version", "features", "drop_labels", "drop_metadata"];

    /// <summary>What stands between the columns.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>What stands before the fraction of a number.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>The columns, where no line names them.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Lines at the beginning that are passed over.</summary>
    public int SkippedLines { get; init; }

    /// <summary>
    /// The settings of a config; what separates the columns of its files is a tab where all are called .tsv. Throws
    /// <see cref="DatasetFormatException"/>, which calls the card <paramref name="path"/>, for a setting of which it is not known here what
    /// comes of it.
    /// </summary>
    public static CsvSettings Of(YamlMappingNode? config, bool isTabs, string path)
    {
        var settings = new CsvSettings { Separator = isTabs ? '\t' : ',' };
        char? delimiter = null;
        IReadOnlyList<string>? columns = null;
        foreach (var (key, value) in config ?? [])
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            switch (name)
            {
                case "sep" when Character(value) is { } separator:
                    settings = settings with { Separator = separator };
                    break;
                case "delimiter" when Character(value) is { } separator:
                    delimiter = separator;
                    break;
                case "decimal" when Character(value) is { } point:
                    settings = settings with { Decimal = point };
                    break;
                case "names" when Texts(value) is { } names:
                    settings = settings with { Names = names };
                    break;
                case "column_names" when Texts(value) is { } names:
                    columns = names;
                    break;
                case "skiprows" when value is YamlScalarNode { Value: { } digits }
                    && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                    settings = settings with { SkippedLines = count };
                    break;
                case "encoding" when value is YamlScalarNode { Value: "utf-8" or "utf8" or "UTF-8" }:
                case "quotechar" when Character(value) is '"':
                case "header" when value is YamlScalarNode { Value: "infer" }:
                case var _ when s_own.Contains(name) || !IsSetting(name):
                    break;
                default:
                    throw new DatasetFormatException(
                        path,
                        key.Start.Line + 1,
                        null,
                        $"a config sets '{name}' for its CSV files, and what columns come of that cannot be found out here");
            }
        }
        return settings with { Separator = delimiter ?? settings.Separator, Names = columns ?? settings.Names };
    }

    /// <summary>What the reader knows; all else is left out with a warning.</summary>
    private static bool IsSetting(string name) => name is "sep" or "delimiter" or "header" or "names" or "column_names" or "index_col" or "usecols"
        or "prefix" or "mangle_dupe_cols" or "engine" or "converters" or "true_values" or "false_values" or "skipinitialspace" or "skiprows" or "nrows"
        or "na_values" or "keep_default_na" or "na_filter" or "verbose" or "skip_blank_lines" or "thousands" or "decimal" or "lineterminator"
        or "quotechar" or "quoting" or "escapechar" or "comment" or "encoding" or "dialect" or "error_bad_lines" or "warn_bad_lines" or "skipfooter"
        or "doublequote" or "memory_map" or "float_precision" or "chunksize" or "encoding_errors" or "on_bad_lines" or "date_format";

    private static char? Character(YamlNode value) => value is YamlScalarNode { Value: [var one] } ? one : null;

    private static List<string>? Texts(YamlNode value) =>
        value is YamlSequenceNode list && list.All(item => item is YamlScalarNode scalar && DatasetCard.IsText(scalar))
            ? list.Select(item => ((YamlScalarNode)item).Value!).ToList()
            : null;
}
