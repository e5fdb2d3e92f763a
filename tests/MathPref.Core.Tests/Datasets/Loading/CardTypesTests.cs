using MathPref.Core.Datasets;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets.Loading;

public sealed class CardTypesTests
{
    private static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";

    [Theory]
    [InlineData("every-dtype.md")]
    [InlineData("json-dtype.md")]
    [InlineData("two-configs-default-true.md")]
    public void Columns_of_a_card_are_written_as_the_library_wrote_them(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards", name));
        var front = (YamlMappingNode)LoadingFiles.Yaml(text.Split("---\n")[1]);
        var info = front["dataset_info"] is YamlSequenceNode several ? several[0] : front["dataset_info"];
        var features = (YamlSequenceNode)info["features"];
        var columns = LoadedColumns.OfCard(features, name);
        Assert.NotEmpty(columns.Fields);
        var written = LoadingFiles.Write(columns.ToYaml());
        Assert.Contains(string.Join("", written.Split('\n')[..^1].Select(line => $"  {line}\n")), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_dtype_has_the_words_of_Arrow()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards", "every-dtype.md"));
        var features = ((YamlMappingNode)LoadingFiles.Yaml(text.Split("---\n")[1]))["dataset_info"]["features"];
        Assert.Equal(
            "ls: large_string, ll: large_list<item: string>, n: null, ln: list<item: null>, b: bool, f: double, f4: float, i4: int32, ts: timestamp[us], " +
            "d: date32[day], lls: list<item: list<item: string>>, lsl: list<item: struct<a: list<item: string>, b: struct<c: int64>>>, bin: binary, " +
            "with space: string, yes: string, 1: string, a: b: string, é: string",
            LoadedColumns.OfCard(features, "README.md").ToString());
    }

    [Theory]
    [InlineData("dtype:\n    class_label:\n      names:\n        '0': wrong\n        '1': right", "int64")]
    [InlineData("dtype: json", "extension<arrow.json>")]
    [InlineData("dtype: image", "struct<bytes: binary, path: string>")]
    [InlineData("dtype:\n    audio:\n      sampling_rate: 16000", "struct<bytes: binary, path: string>")]
    [InlineData("dtype: timestamp[us, tz=Europe/Paris]", "timestamp[us, tz=Europe/Paris]")]
    [InlineData("dtype: decimal128(10, 2)", "decimal128(10, 2)")]
    [InlineData("dtype: duration[ms]", "duration[ms]")]
    [InlineData("dtype: time64[us]", "time64[us]")]
    [InlineData("dtype: float16", "halffloat")]
    [InlineData("list: int64\n  length: 3", "fixed_size_list<item: int64>[3]")]
    [InlineData("list:\n    dtype:\n      class_label:\n        names:\n          '0': a", null)]
    [InlineData("list:\n    class_label:\n      names:\n        '0': a", "list<item: int64>")]
    [InlineData("list: json", "list<item: extension<arrow.json>>")]
    [InlineData("large_list:\n  - name: x\n    dtype: string", "large_list<item: struct<x: string>>")]
    [InlineData("struct:\n  - name: x\n    dtype: 'null'\n  - name: y\n    list: string", "struct<x: null, y: list<item: string>>")]
    [InlineData("dtype:\n    translation:\n      languages:\n      - en\n      - de", "struct<de: string, en: string>")]
    [InlineData("dtype:\n    array2_d:\n      shape:\n      - 2\n      - 3\n      dtype: int32", "extension<Array2D>")]
    public void A_type_that_rows_lack_is_kept(string yaml, string? arrow)
    {
        var text = $"- name: x\n  {yaml}\n";
        var columns = LoadingFiles.Columns(text);
        // What the library reads and writes otherwise: an item's dtype is drawn together.
        if (arrow is null)
        {
            Assert.Equal(text.Replace("dtype:\n      class_label:\n        names:\n          '0'", "class_label:\n      names:\n        '0'", StringComparison.Ordinal),
                LoadingFiles.Write(columns.ToYaml()));
            return;
        }
        Assert.Equal(arrow, columns["x"]!.ToString());
        Assert.Equal(text, LoadingFiles.Write(columns.ToYaml()));
        Assert.Equal(columns, LoadingFiles.Columns(text));
    }

    [Fact]
    public void Old_spellings_are_read()
    {
        var columns = LoadingFiles.Columns(Lines(
            "- name: steps",
            "  sequence: string",
            "- name: pairs",
            "  sequence:",
            "  - name: a",
            "    dtype: int64",
            "- name: label",
            "  dtype:",
            "    class_label:",
            "      names:",
            "        1: yes",
            "        0: no",
            "- name: rows",
            "  list:",
            "    struct:",
            "    - name: t",
            "      dtype: string"));
        Assert.Equal("steps: list<item: string>, pairs: struct<a: list<item: int64>>, label: int64, rows: list<item: struct<t: string>>", columns.ToString());
        // So Python reads words that YAML takes for truths.
        Assert.Equal(["False", "True"], columns["label"]!.Labels);
    }

    [Theory]
    [InlineData("- name: x\n  dtype: text")]
    [InlineData("- name: x\n  dtype: null")]
    [InlineData("- name: 1\n  dtype: string")]
    [InlineData("- name: x\n  type: string")]
    [InlineData("- dtype: string")]
    [InlineData("- name: x\n  list:")]
    [InlineData("- name: x\n  dtype:\n    class_label:\n      names:\n        '0': a\n        '2': b")]
    [InlineData("- name: x\n  dtype:\n    class_label:\n      num_classes: 3")]
    [InlineData("x: string")]
    public void Features_on_which_loading_fails_are_refused(string yaml)
    {
        var error = Assert.Throws<DatasetFormatException>(() => LoadingFiles.Columns(yaml));
        Assert.StartsWith("README.md, line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_within_features_without_end_are_refused()
    {
        var yaml = "- name: x\n  " + string.Concat(Enumerable.Repeat("{list: ", 200)) + "string" + new string('}', 200);
        Assert.Throws<DatasetFormatException>(() => LoadingFiles.Columns(yaml.Replace("  {list", "  list: {list", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("n", "n")]
    [InlineData("1e5", "1e5")]
    [InlineData("1.5e+5", "'1.5e+5'")]
    [InlineData("NaN", "NaN")]
    [InlineData(".nan", "'.nan'")]
    [InlineData("2024-01-01", "'2024-01-01'")]
    [InlineData("on", "'on'")]
    [InlineData("12:30", "'12:30'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("-x", "-x")]
    [InlineData("- x", "'- x'")]
    [InlineData(" x", "' x'")]
    [InlineData("it's", "it's")]
    [InlineData("'x'", "'''x'''")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("~", "'~'")]
    [InlineData("", "''")]
    public void Names_stand_in_quotes_where_the_library_puts_them(string name, string written) =>
        Assert.StartsWith(
            $"- name: {written}\n",
            LoadingFiles.Write(new LoadedColumns([new LoadedField(name, LoadedType.String)]).ToYaml()),
            StringComparison.Ordinal);
}
