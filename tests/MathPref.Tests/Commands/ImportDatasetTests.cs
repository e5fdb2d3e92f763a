using System.Text;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Import-Dataset as a user meets it: what is given of a file, how much is read, and which config.</summary>
public sealed class ImportDatasetTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("here", _scratch.Path));

    private string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(_scratch[name], bytes);
        return _scratch[name];
    }

    private string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    private List<string> Rows(string script) =>
        Run(script).Clean().Select(row => string.Join(' ', row.Properties.Select(p => $"{p.Name}={p.Value}"))).ToList();

    [Theory]
    [InlineData("1252")]
    [InlineData("windows-1252")]
    [InlineData("([System.Text.Encoding]::Latin1)")]
    [InlineData("Latin1")]
    [InlineData("28591")]
    public void An_encoding_is_taken_by_name_number_or_object(string encoding)
    {
        File("x.csv", Encoding.Latin1.GetBytes("a;b\ncafé;1\n"));
        Assert.Equal(["a=café b=1"], Rows($"Import-Dataset $here/x.csv -Encoding {encoding}"));
    }

    [Theory]
    [InlineData("ansi1252")]
    [InlineData("70000")]
    [InlineData("''")]
    public void What_is_no_encoding_is_an_error_that_names_some(string encoding) =>
        Assert.Contains("is no encoding: give utf8", Run($"Import-Dataset $here/x.csv -Encoding {encoding}").TerminatingError().ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf8BOM")]
    [InlineData("utf8NoBOM")]
    [InlineData("unicode")]
    [InlineData("bigendianunicode")]
    [InlineData("utf32")]
    [InlineData("bigendianutf32")]
    [InlineData("ascii")]
    [InlineData("latin1")]
    [InlineData("ansi")]
    [InlineData("oem")]
    public void Every_name_of_PowerShell_s_is_known_and_a_mark_in_the_file_wins(string encoding)
    {
        File("x.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a;b\n∑;1\n")]);
        Assert.Equal(["a=∑ b=1"], Rows($"Import-Dataset $here/x.csv -Encoding {encoding}"));
    }

    [Fact]
    public void Delimiter_and_header_are_taken_as_Import_Csv_takes_them()
    {
        File("x.csv", "a,b;c\n1,2;3\n");
        Assert.Equal(["a,b=1,2 c=3"], Rows("Import-Dataset $here/x.csv -Delimiter ';'"));
        Assert.Equal(["x=a,b y=c", "x=1,2 y=3"], Rows("Import-Dataset $here/x.csv -Delimiter ';' -Header x, y"));
        Assert.StartsWith("UnreadableData", Run("Import-Dataset $here/x.csv").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("BadHeader", Run("Import-Dataset $here/x.csv -Header x, X").TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("BadDelimiter", Run("Import-Dataset $here/x.csv -Delimiter '\"'").TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void First_takes_so_many_rows_of_all_files_and_reads_no_more()
    {
        File("a.jsonl", "{\"n\":1}\n{\"n\":2}\n");
        // A line that would be an error is not reached.
        File("b.jsonl", "{\"n\":3}\n{\"n\":4}\nbroken\n");
        Assert.Equal(["n=1", "n=2", "n=3"], Rows("Import-Dataset $here/a.jsonl, $here/b.jsonl, $here/none.jsonl -First 3"));
        Assert.Equal(["n=1"], Rows("\"$here/a.jsonl\", \"$here/none.jsonl\" | Import-Dataset -First 1"));
        Assert.Equal(["n=1", "n=2"], Rows("Import-Dataset $here/a.jsonl -First 9"));
    }

    [Fact]
    public void Several_configs_are_named_and_a_pattern_takes_them_with_their_names()
    {
        Run("@{ n = 1 } | Export-Distiset $here/set -Config a; @{ n = 2 } | Export-Distiset $here/set -Config b").Clean();
        Assert.Equal(["n=1"], Rows("Import-Dataset $here/set"));
        NoDefault();
        var error = Run("Import-Dataset $here/set").OneError();
        Assert.StartsWith("SeveralConfigs", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("a, b. Give -Config", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["n=1 config=a", "n=2 config=b"], Rows("Import-Dataset $here/set -Config *"));
        Assert.Equal(["n=2"], Rows("Get-Distiset $here/set | Import-Dataset -Config b"));
    }

    [Theory]
    [InlineData("Import-Dataset $here/p.csv")]
    [InlineData("Import-Dataset $here/set")]
    [InlineData("Get-Distiset $here/set")]
    [InlineData("Publish-Distiset $here/set ada/x -Token hf_x")]
    [InlineData("Test-Distiset $here/set | ForEach-Object { Write-Error $_.Message }")]
    public void A_pointer_is_one_error_with_the_remedy_in_every_cmdlet(string script)
    {
        const string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12345\n";
        File("p.csv", pointer);
        Directory.CreateDirectory(_scratch["set/data"]);
        File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: data/*\n---\n");
        File("set/data/train-00000-of-00001.jsonl", pointer);
        var result = _engine.Run(script.Replace("Write-Error $_.Message", "throw $_.Message", StringComparison.Ordinal), ("here", _scratch.Path));
        Assert.Empty(result.Output);
        Assert.Contains("git lfs pull", result.Ended?.Message ?? result.OneError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.csv", "a,b\n", "1\n", "1,2\n")]
    [InlineData("x.jsonl", "", "{broken\n", "{\"a\":1}\n")]
    public void A_mistake_that_line_after_line_has_is_said_once_and_then_counted(string name, string head, string wrong, string right)
    {
        File(name, head + wrong + right + string.Concat(Enumerable.Repeat(wrong, 499)) + right);
        var result = Run($"Import-Dataset $here/{name}");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("UnreadableData", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        var first = head.Length > 0 ? 2 : 1;
        Assert.Contains($"line {first}", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"499 more mistakes of the same kind (lines {first + 2}, {first + 3}, ", result.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", "Import-Dataset $here/set")]
    [InlineData("README.md", "Get-Distiset $here/set")]
    [InlineData("README.md", "Publish-Distiset $here/set ada/x -Token hf_x")]
    [InlineData("README.md", "Test-Distiset $here/set | ForEach-Object { throw $_.Message }")]
    [InlineData("README.md", "@{ a = 1 } | Export-Distiset $here/set")]
    [InlineData("README.md", "@{ a = 1 } | Export-Distiset $here/set -Force")]
    [InlineData("train.csv", "Import-Dataset $here/set")]
    [InlineData("train.csv", "Test-Distiset $here/set | ForEach-Object { throw $_.Message }")]
    public void A_card_or_single_file_that_was_not_fetched_is_a_pointer_in_every_cmdlet_and_stays_as_it_is(string name, string script)
    {
        const string lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12345\n";
        Directory.CreateDirectory(_scratch["set"]);
        File("set/" + name, lfs);
        var result = Run(script);
        Assert.Empty(result.Output);
        Assert.Contains("git lfs pull", result.Ended?.Message ?? result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(lfs, System.IO.File.ReadAllText(_scratch["set/" + name]));
        if (OperatingSystem.IsWindows())
            return;
        System.IO.File.Delete(_scratch["set/" + name]);
        Directory.CreateDirectory(_scratch["set/.git"]);
        System.IO.File.CreateSymbolicLink(_scratch["set/" + name], ".git/annex/objects/aa/bb/KEY/KEY");
        result = Run(script);
        Assert.Empty(result.Output);
        Assert.Contains("git annex get", result.Ended?.Message ?? result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(_scratch["set/" + name]).LinkTarget);
    }

    /// <summary>The first config stays what a load without a name gives, unless somebody takes that from the card.</summary>
    private void NoDefault()
    {
        var card = _scratch["set/README.md"];
        System.IO.File.WriteAllText(card, System.IO.File.ReadAllText(card).Replace("  default: true\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_configs_are_told_apart_by_name_and_none_of_them_is_passed_over()
    {
        foreach (var config in new[] { "a", "b", "c" })
            Run($"@{{ n = '{config}' }} | Export-Distiset $here/set -Config {config}").Clean();
        NoDefault();
        var unclear = Run("Import-Dataset $here/set").OneError();
        Assert.StartsWith("SeveralConfigs", unclear.FullyQualifiedErrorId, StringComparison.Ordinal);
        string[] Read(string config) => [.. Run($"Import-Dataset $here/set -Config {config}").Clean().Select(row => $"{row.Properties["config"]?.Value}{row.Properties["n"].Value}")];
        Assert.Equal(["aa", "bb"], Read("a, b"));
        Assert.Equal(["bb", "cc"], Read("c, b"));
        Assert.Equal(["aa", "bb", "cc"], Read("c, *"));
        Assert.Equal(["a"], Read("a"));
        var missing = Run("Import-Dataset $here/set -Config a, z").OneError();
        Assert.Contains("it has no config 'z'; it has a, b, c", missing.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_comes_down_the_pipe_as_text_as_a_property_or_as_a_file()
    {
        File("rows.csv", "n\n1\n");
        foreach (var from in new[] { "\"$here/rows.csv\"", "[pscustomobject]@{ Path = \"$here/rows.csv\"; Name = 'x' }", "Get-Item $here/rows.csv", "@{ LiteralPath = \"$here/rows.csv\" } | ForEach-Object { [pscustomobject]$_ }" })
            Assert.Single(Run(from + " | Import-Dataset").Clean());
    }
}
