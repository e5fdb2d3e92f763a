using System.IO.Compression;
using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Text files in every Unicode, in code pages, compressed, cut off; and pointers to files that were not fetched.</summary>
public sealed class TextFileTests : IDisposable
{
    private const string LfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _errors = [];

    public void Dispose() => _folder.Dispose();

    private List<object?> Read(string path, Encoding? encoding = null) =>
        [.. new DatasetReader { Options = new ReadOptions { Encoding = encoding }, OnError = error => _errors.Add(error.Message), OnWarning = _ => { } }.Read(path).Select(row => row["a"])];

    private static string Content(string kind, params IEnumerable<string> values) => kind switch
    {
        ".jsonl" => string.Concat(values.Select(value => $"{{\"a\":\"{value}\"}}\n")),
        ".json" => $"[{string.Join(",\n", values.Select(value => $"{{\"a\":\"{value}\"}}"))}]",
        ".csv" => "a,b\n" + string.Concat(values.Select(value => $"{value},1\n")),
        _ => "a\tb\n" + string.Concat(values.Select(value => $"{value}\t1\n")),
    };

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using ZstdSharp.Compressor compressor = new();
        return compressor.Wrap(bytes).ToArray();
    }

    public static TheoryData<string> Kinds => [".jsonl", ".json", ".csv", ".tsv"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_Unicode_with_its_mark_and_plain_UTF16_without_it_is_read(string kind)
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(true), new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
            new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), new UTF32Encoding(false, true), new UTF32Encoding(true, true),
        ];
        foreach (var encoding in encodings)
            Assert.Equal(["é 𝑥", "∑", "行列"], Read(_folder.File("rows" + kind, [.. encoding.Preamble, .. encoding.GetBytes(Content(kind, "é 𝑥", "∑", "行列"))])));
        Assert.Empty(_errors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void UTF16_and_UTF32_without_a_mark_are_told_in_every_script(string kind)
    {
        Encoding[] encodings = [new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), new UTF32Encoding(false, false), new UTF32Encoding(true, false)];
        string[] texts = ["Сколько будет дважды два Њ Ѐ", "كم يساوي اثنان واثنان", "πόσο κάνει", "כמה זה", "दो और दो", "一一一", "สอง", "둘 더하기 둘", "é"];
        foreach (var encoding in encodings)
        {
            foreach (var text in texts)
                Assert.Equal([text, text + text], Read(_folder.File("rows" + kind, encoding.GetBytes(Content(kind, text, text + text)))));
            var whole = Content(kind, texts.Concat(Enumerable.Repeat("квадратное уравнение", 300))).Replace("\n", "\r\n", StringComparison.Ordinal);
            Assert.Equal(texts.Length + 300, Read(_folder.File("rows" + kind, encoding.GetBytes(whole))).Count);
        }
        Assert.Empty(_errors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_0_that_make_no_UTF16_are_an_error_of_their_line_that_names_the_encoding(string kind)
    {
        Assert.Equal(["z"], Read(_folder.File("rows" + kind, Content(kind, "x\0y", "z"))));
        Assert.Contains("give -Encoding unicode", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_text_with_a_byte_0_is_not_taken_for_UTF16()
    {
        byte[] broken = [.. "095"u8, 0xED, 0xA0, 0x80, .. "5161{\0a\":1}\n"u8, .. "{\"a\":\"z\"}\n"u8];
        Assert.Equal(["z"], Read(_folder.File("rows.jsonl", broken)));
        Assert.Contains("line 1", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_0_in_a_header_are_one_error()
    {
        Assert.Empty(Read(_folder.File("rows.csv", "a\0,b\n1,2\n3,4\n")));
        Assert.Contains("line 1: this line has bytes that are 0", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_0_further_down_is_an_error_of_its_line_and_whoever_gives_the_encoding_has_it()
    {
        var path = _folder.File("rows.csv", Content(".csv", Enumerable.Repeat("a good value", 1000).Append("x\0y").Append("z")));
        Assert.Equal(1001, Read(path).Count);
        Assert.Contains("line 1002: this line has bytes that are 0", Assert.Single(_errors), StringComparison.Ordinal);
        Assert.Equal(1002, Read(path, Encoding.UTF8).Count);
        Assert.Equal(["x\0y"], Read(_folder.File("rows.csv", "a,b\nx\0y,1\n"), Encoding.UTF8));
        Assert.Single(_errors);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(20_000, 5)]
    [InlineData(0, 1)]
    public void Rows_before_and_behind_a_byte_that_is_no_UTF8_come_and_the_error_names_its_line(int before, int after)
    {
        var values = Enumerable.Range(0, before).Select(i => $"row {i}").Append("Größe").Concat(Enumerable.Repeat("x", after));
        var path = _folder.File("rows.csv", Encoding.Latin1.GetBytes(Content(".csv", values)));
        Assert.Equal(before + after, Read(path).Count);
        Assert.Contains($"line {before + 2}: this line is not UTF-8", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_plainly_something_else_is_an_error_that_says_what(string kind)
    {
        (byte[] Bytes, string Named)[] others =
        [
            ([(byte)'P', (byte)'K', 3, 4, .. new byte[50]], "Excel workbook"),
            ([.. "PAR1"u8, .. new byte[50]], "this is Parquet"),
            ("\n<!DOCTYPE html>\n<html><body>a,b</body></html>\n"u8.ToArray(), "web page"),
            ("<html>\n<head>\n"u8.ToArray(), "web page"),
        ];
        foreach (var (bytes, named) in others)
        {
            _errors.Clear();
            Assert.Empty(Read(_folder.File("rows" + kind, bytes)));
            Assert.Empty(Read(_folder.File($"rows{kind}.gz", Gzip(bytes))));
            Assert.Equal(2, _errors.Count);
            Assert.All(_errors, error => Assert.Contains(named, error, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_pointer_within_a_compressed_file_or_in_UTF16_is_one(string kind)
    {
        byte[] wide = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(LfsPointer)];
        (string Name, byte[] Bytes)[] files =
        [
            ($"rows{kind}.gz", Gzip(Encoding.UTF8.GetBytes(LfsPointer))), ($"rows{kind}.zst", Zstd(Encoding.UTF8.GetBytes(LfsPointer))),
            ("rows" + kind, wide), ($"rows{kind}.gz", Gzip(wide)), ("rows" + kind, Encoding.BigEndianUnicode.GetBytes(LfsPointer)),
        ];
        foreach (var (name, bytes) in files)
            Assert.Empty(Read(_folder.File(name, bytes)));
        Assert.Equal(files.Length, _errors.Count);
        Assert.All(_errors, error => Assert.Contains("git lfs pull", error, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_text_in_a_code_page_is_an_error_that_says_what_to_give_and_is_read_when_that_is_given(string kind)
    {
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var path = _folder.File("rows" + kind, western.GetBytes(Content(kind, "café – ½")));
        Assert.Empty(Read(path));
        Assert.Contains("give -Encoding: 1252", Assert.Single(_errors), StringComparison.Ordinal);
        Assert.Equal(["café – ½"], Read(path, western));
        Assert.Single(_errors);
    }

    [Fact]
    public void An_encoding_that_is_given_wrongly_is_an_error()
    {
        Assert.Empty(Read(_folder.File("rows.jsonl", "{\"a\":\"é\"}\n"), Encoding.ASCII));
        Assert.Contains("not in the encoding us-ascii", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compressed_files_are_read_and_so_is_what_a_browser_expanded_under_that_name(string kind)
    {
        var text = Encoding.UTF8.GetBytes(Content(kind, "x", "y"));
        var wide = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Content(kind, "x", "y"))).ToArray();
        foreach (var bytes in (byte[][])[Gzip(text), text, Gzip(wide), Zstd(text)])
            Assert.Equal(["x", "y"], Read(_folder.File($"rows{kind}.gz", bytes)));
        foreach (var bytes in (byte[][])[Zstd(text), text, Zstd(wide)])
            Assert.Equal(["x", "y"], Read(_folder.File($"rows{kind}.ZST", bytes)));
        Assert.Empty(_errors);
    }

    [Fact]
    public void Several_members_and_frames_are_one_file()
    {
        Assert.Equal(["x", "y"], Read(_folder.File("rows.jsonl.gz", [.. Gzip("{\"a\":\"x\"}\n"u8.ToArray()), .. Gzip("{\"a\":\"y\"}\n"u8.ToArray())])));
        Assert.Equal(["x", "y"], Read(_folder.File("rows.jsonl.zst", [.. Zstd("{\"a\":\"x\"}\n"u8.ToArray()), .. Zstd("{\"a\":\"y\"}\n"u8.ToArray())])));
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData(".jsonl", ".gz")]
    [InlineData(".jsonl", ".zst")]
    [InlineData(".csv", ".gz")]
    [InlineData(".csv", ".zst")]
    public void A_file_that_is_cut_off_anywhere_is_an_error_after_its_whole_rows(string kind, string compression)
    {
        var values = Enumerable.Range(0, 3000).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))).ToList();
        var text = Encoding.UTF8.GetBytes(Content(kind, values));
        var whole = compression == ".gz" ? Gzip(text) : Zstd(text);
        foreach (var length in (int[])[whole.Length - 1, whole.Length - 5, whole.Length - 9, whole.Length / 2, whole.Length / 3, 40, 12])
        {
            _errors.Clear();
            var rows = Read(_folder.File($"rows{kind}{compression}", whole[..length]));
            Assert.Equal(values.Take(rows.Count), rows);
            Assert.Contains("cut off", Assert.Single(_errors), StringComparison.Ordinal);
        }
        Assert.True(Read(_folder.File($"rows{kind}{compression}", whole)).Count == values.Count && _errors.Count == 1);
    }

    [Fact]
    public void What_is_broken_within_or_is_not_compressed_at_all_is_an_error()
    {
        Assert.Empty(Read(_folder.File("rows.json.gz", Gzip("[{\"a\":\"x\"}]"u8.ToArray())[..^12])));
        Assert.Contains("cut off", Assert.Single(_errors), StringComparison.Ordinal);
        var noise = new byte[500];
        new Random(1).NextBytes(noise);
        Assert.Contains("no such file", Assert.Throws<DatasetFormatException>(() => Read(_folder.File("rows.csv.gz", noise))).Message, StringComparison.Ordinal);
        Assert.Contains("expand the file first", Assert.Throws<DatasetFormatException>(() => Read(_folder.File("rows.parquet.gz", Gzip(noise)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".jsonl")]
    [InlineData(".json")]
    [InlineData(".csv")]
    public void A_line_that_expands_without_end_is_an_error_and_takes_no_memory_for_it(string kind)
    {
        using (GZipStream gzip = new(File.Create(_folder["rows" + kind + ".gz"]), CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(kind == ".csv" ? "a,b\n\"" : "{\"a\":\""));
            var much = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            for (var i = 0; i < 200; i++)
                gzip.Write(much);
        }
        Assert.Empty(Read(_folder["rows" + kind + ".gz"]));
        Assert.Contains("more than a thousand times its size", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_all_alike_are_no_bomb()
    {
        var line = "{\"a\":\"x\"}\n"u8.ToArray();
        Assert.Equal(1_000_000, Read(_folder.File("rows.jsonl.zst", Zstd([.. Enumerable.Repeat(line, 1_000_000).SelectMany(bytes => bytes)]))).Count);
        Assert.Empty(_errors);
    }

    [Fact]
    public void Compressed_files_are_found_in_folders_and_by_the_patterns_of_a_card()
    {
        _folder.File("named/train.jsonl.gz", Gzip("{\"a\":\"x\"}\n"u8.ToArray()));
        Assert.Equal(["x"], Read(_folder["named"]));
        _folder.File("shards/data/train-00000-of-00001.csv.zst", Zstd("a;b\ny;1\n"u8.ToArray()));
        Assert.Equal(["y"], Read(_folder["shards"]));
        _folder.File("card/README.md", "---\nconfigs:\n- config_name: default\n  data_files: 'parts/*.tsv.gz'\n---\n");
        _folder.File("card/parts/1.tsv.gz", Gzip("a\tb\nz\t1\n"u8.ToArray()));
        Assert.Equal(["z"], Read(_folder["card"]));
        Assert.Equal(1, Distiset.Read(_folder["card"]).Rows);
        Assert.DoesNotContain(DistisetChecker.Check(_folder["card"]), problem => problem.Severity is ProblemSeverity.Error);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.tsv")]
    [InlineData("rows.jsonl")]
    [InlineData("rows.json")]
    [InlineData("rows.parquet")]
    [InlineData("rows.csv.gz")]
    [InlineData("rows.jsonl.zst")]
    public void A_pointer_is_one_error_that_names_the_remedy_in_every_format(string name)
    {
        (string Text, string Remedy)[] pointers =
        [
            (LfsPointer, "git lfs pull"),
            ("\uFEFF" + LfsPointer.ReplaceLineEndings("\r\n"), "git lfs pull"),
            ("/annex/objects/SHA256E-s12345--9c1.csv\n", "git annex get"),
            ("../.git/annex/objects/Gx/7z/SHA256E-s12345--9c1.csv/SHA256E-s12345--9c1.csv", "git annex get"),
        ];
        foreach (var (text, remedy) in pointers)
            Assert.Contains(remedy, Assert.Throws<DatasetFormatException>(() => Read(_folder.File(name, text))).Message, StringComparison.Ordinal);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    [InlineData("csv.gz")]
    public void A_pointer_in_a_dataset_is_an_error_of_whoever_reads_checks_describes_or_publishes_it(string kind)
    {
        _folder.File("README.md", $"---\nconfigs:\n- config_name: default\n  data_files: 'data/*.{kind}'\n---\n");
        _folder.File($"data/train-00000-of-00001.{kind}", LfsPointer);
        Assert.Contains("git lfs pull", Assert.Throws<DatasetFormatException>(() => Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("git lfs pull", Assert.Throws<DatasetFormatException>(() => Distiset.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("git lfs pull", Assert.Throws<DatasetFormatException>(() => PushFolder.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains(DistisetChecker.Check(_folder.Path), problem => problem.Severity is ProblemSeverity.Error && problem.Message.Contains("git lfs pull", StringComparison.Ordinal));
    }

    [Fact]
    public void A_locked_file_of_git_annex_is_an_error_until_it_is_fetched_alone_and_in_a_dataset_below_the_repository()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Directory.CreateDirectory(_folder[".git"]);
        _folder.File("sets/a/README.md", "---\nconfigs:\n- config_name: here\n  data_files: x.jsonl\n- config_name: there\n  data_files: y.jsonl\n---\n");
        _folder.File("sets/a/x.jsonl", "{\"a\":\"x\"}\n");
        File.CreateSymbolicLink(_folder["sets/a/y.jsonl"], "../../.git/annex/objects/aa/bb/KEY/KEY");
        Assert.Contains("git annex get", Assert.Throws<DatasetFormatException>(() => Read(_folder["sets/a/y.jsonl"])).Message, StringComparison.Ordinal);
        List<object?> Config(string name) => [.. new DatasetReader { Config = name, OnError = error => throw error, OnWarning = _ => { } }.Read(_folder["sets/a"]).Select(row => row["a"])];
        Assert.Equal(["x"], Config("here"));
        Assert.Contains("git annex get", Assert.Throws<DatasetFormatException>(() => Config("there")).Message, StringComparison.Ordinal);
        Assert.Contains("git annex get", Assert.Throws<DatasetFormatException>(() => Distiset.Read(_folder["sets/a"])).Message, StringComparison.Ordinal);
        Assert.Contains(DistisetChecker.Check(_folder["sets/a"]), problem => problem.Message.Contains("git annex get", StringComparison.Ordinal));
        _folder.File(".git/annex/objects/aa/bb/KEY/KEY", "{\"a\":\"y\"}\n");
        Assert.Equal(["y"], Config("there"));
        Assert.Equal(["y"], Read(_folder["sets/a/y.jsonl"]));
    }

    /// <summary>Nothing but the store of the repository around it is a dataset's own.</summary>
    [Fact]
    public void A_link_into_the_store_of_another_repository_leads_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        _folder.File("other/.git/annex/objects/KEY", "{\"a\":\"secret\"}\n");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: y.jsonl\n---\n");
        File.CreateSymbolicLink(_folder["set/y.jsonl"], "../other/.git/annex/objects/KEY");
        Assert.Contains("leads out", Assert.Throws<DatasetFormatException>(() => Read(_folder["set"])).Message, StringComparison.Ordinal);
    }
}
