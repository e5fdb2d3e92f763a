using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Formatting;
using MathPref.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Formatting;

public sealed partial class ViewTests
{
    private const int Columns80 = 80;

    /// <summary>What a terminal would obey or be fooled by, between words that must arrive.</summary>
    private const string Hostile = "be\u001b[2J\u001b]0;own\u0007ed\u009b31mgin \u202e\u2066\u200f\u061c\u200b\ufeff\u2028 end\r\n\ud800 last \udb40\udc41";

    /// <summary>Rows of every stage, all texts long and of the given kind.</summary>
    private static IReadOnlyList<(string Stage, string Header, Row Row)> Stages(string text)
    {
        var answers = new object?[] { text, null, text };
        object?[] Messages(params string[] roles) => roles.Select(object? (role) => new Row { { "role", role }, { "content", text } }).ToArray();
        return
        [
            ("topic", "input", new Row { { "input", text } }),
            ("instructions", "input model_name count instructions", new Row { { "input", text }, { "instructions", answers }, { "model_name", text }, { "distilabel_metadata", new Row { { "raw_output_self_instruct_0", text } } } }),
            ("instruction", "instruction input model_name", new Row { { "input", text }, { "instructions", answers }, { "model_name", text }, { "instruction", text } }),
            ("problems", "input model_name difficulty count instructions", new Row { { "input", text }, { "instructions", answers }, { "reference_answers", answers }, { "difficulty", 2L }, { "model_name", text } }),
            ("problem", "instruction reference_… difficulty input model_name", new Row { { "input", text }, { "instructions", answers }, { "reference_answers", answers }, { "difficulty", 2L }, { "model_name", text }, { "instruction", text }, { "reference_answer", text } }),
            ("answered once", "instruction model_name generation", new Row { { "instruction", text }, { "generation", text }, { "model_name", text }, { "finish_reason", "stop" } }),
            ("answered", "instruction model_names generations", new Row { { "instruction", text }, { "generations", answers }, { "model_names", answers }, { "finish_reasons", answers } }),
            ("judged", "instruction model_names ratings rationales", new Row { { "instruction", text }, { "generations", answers }, { "model_names", answers }, { "ratings", new object?[] { 5L, null, 1L } }, { "rationales", answers }, { "model_name", text } }),
            ("pair", "prompt chosen_model rating rejected_model rating", new Row { { "prompt", text }, { "chosen", Messages("user", "assistant") }, { "chosen_model", text }, { "chosen_rating", 5L }, { "rejected", Messages("user", "assistant") }, { "rejected_model", text }, { "rejected_rating", 1L } }),
            ("pair without models", "prompt chosen rating rejected rating", new Row { { "prompt", Messages("user") }, { "chosen", Messages("assistant") }, { "chosen_rating", 5.0 }, { "rejected", Messages("assistant") }, { "rejected_rating", 1.5 } }),
            ("openai", "input preferred_output non_preferred_output", new Row { { "input", new Row { { "messages", Messages("user") } } }, { "preferred_output", Messages("assistant") }, { "non_preferred_output", Messages("assistant") } }),
            ("kto", "prompt completion label rating model", new Row { { "prompt", Messages("user") }, { "completion", Messages("assistant") }, { "label", true }, { "rating", 5L }, { "model", text } }),
            ("sft", "messages: user assistant rating model", new Row { { "messages", Messages("user", "assistant") }, { "rating", 5L }, { "model", text } }),
            ("foreign", "topic level text when nested +2", new Row { { "topic", text }, { "level", 3L }, { "text", text }, { "when", new DateTime(2024, 1, 2) }, { "nested", new Row { { text, text } } }, { "more", 1L }, { text, text } }),
        ];
    }

    public static TheoryData<string> StageNames => [.. Stages("").Select(s => s.Stage)];

    [Theory]
    [MemberData(nameof(StageNames))]
    public void A_row_is_one_line_of_a_table_with_the_columns_of_its_stage(string stage)
    {
        var (_, header, row) = Stages(string.Concat(Enumerable.Repeat("words of text ", 50))).Single(s => s.Stage == stage);
        using var screen = new Screen();
        var shown = screen.Show("$row", ("row", PSRow.Write(row)));
        var lines = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(header, Spaces().Replace(lines[0], " ").Trim());
        Assert.Equal(2, lines.Length);
        Assert.Contains("words", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(PlainText.Cells(line) <= Columns80, line));
    }

    [Theory]
    [MemberData(nameof(StageNames))]
    public void Nothing_in_a_row_reaches_through_the_terminal(string stage)
    {
        var (_, _, row) = Stages(Hostile).Single(s => s.Stage == stage);
        var output = PSRow.Write(row);
        foreach (var isPlain in new[] { true, false })
        {
            using var screen = new Screen(isPlain: isPlain);
            var shown = screen.Show("$row", ("row", output));
            AssertHarmless(isPlain ? shown : Colour().Replace(shown, ""));
            Assert.Contains("be", shown, StringComparison.Ordinal);
        }
        foreach (var name in View.ListedColumns.Where(name => View.Has(output, name)))
            AssertHarmless(View.Column(output, name));
        AssertHarmless(View.Others(output));
    }

    [Fact]
    public void Lines_are_as_wide_as_the_terminal_and_never_wider()
    {
        foreach (var text in new[] { string.Concat(Enumerable.Repeat("word ", 100)), new string('x', 500), string.Concat(Enumerable.Repeat("日本語", 100)), string.Concat(Enumerable.Repeat("🧮", 100)), string.Concat(Enumerable.Repeat("e\u0301", 300)) })
        {
            foreach (var width in new[] { 40, 80, 133, 240 })
            {
                using var screen = new Screen(width);
                foreach (var (_, _, row) in Stages(text))
                {
                    foreach (var line in screen.Show("$row", ("row", PSRow.Write(row))).Split('\n'))
                        Assert.True(PlainText.Cells(line) <= width, $"{width}: {PlainText.Cells(line)} {line}");
                }
            }
        }
    }

    [Fact]
    public void Rows_of_several_stages_in_one_stream_get_a_header_each_and_none_is_printed_as_it_is()
    {
        var rows = Stages(Hostile).Select(s => PSRow.Write(s.Row)).Concat(Stages(Hostile).Take(1).Select(s => PSRow.Write(s.Row))).ToArray();
        using var screen = new Screen();
        var shown = screen.Show("$rows", ("rows", rows));
        AssertHarmless(shown);
        Assert.Equal(2 * rows.Length, shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Rows_that_passed_Where_Object_keep_their_table_and_rows_without_a_column_lose_it_alone()
    {
        using var screen = new Screen();
        var shown = screen.Show("'Matrices' | New-SelfInstruct -Llm offline/careful | Where-Object input | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ForEach-Object { $_.PSObject.Properties.Remove('rationales'); $_ }");
        var lines = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("instruction model_names ratings", Spaces().Replace(lines[0], " ").Trim());
        Assert.Equal(6, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.Matches(@"careful, (offline/)?hasty +\d, \d", line));
    }

    [Fact]
    public void Numbers_stand_at_the_right_and_the_chosen_rating_alone_is_coloured()
    {
        var (_, _, row) = Stages("texts").Single(s => s.Stage == "pair");
        using var screen = new Screen(isPlain: false);
        var line = screen.Show("$row", ("row", PSRow.Write(row))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(l => l.Contains("texts", StringComparison.Ordinal));
        Assert.Matches("\u001b\\[32m +5\u001b\\[0m", line);
        Assert.EndsWith("     1", Colour().Replace(line, ""), StringComparison.Ordinal);
        Assert.Equal(79, Colour().Replace(line, "").Length);
    }

    [Fact]
    public void Models_datasets_and_what_they_were_asked_fit_the_terminal_and_are_harmless()
    {
        var long1 = Hostile + new string('m', 100);
        var set = new Distiset
        {
            Path = "/there",
            Configs = [new DistisetConfig
            {
                Name = long1,
                Splits = [new DistisetSplit { Config = long1, Name = long1, Rows = 123_456_789, Bytes = 5_000_000_000, Files = [long1, long1], Models = [long1, "b"] }, new DistisetSplit { Config = long1, Name = "test", Rows = 1, Bytes = 1, Files = [], Models = [] }],
                Columns = [new ColumnField(long1, ColumnType.String)],
            }],
        };
        var named = PSObject.AsPSObject(set);
        named.TypeNames.Insert(0, "MathPref.Distiset");
        var published = new PSObject();
        published.TypeNames.Insert(0, "MathPref.PublishedDistiset");
        foreach (var name in new[] { "RepoId", "Url", "Commit", "CommitUrl", "PullRequestUrl" })
            published.Properties.Add(new PSNoteProperty(name, long1));
        foreach (var name in new[] { "Uploaded", "Deleted", "Skipped" })
            published.Properties.Add(new PSNoteProperty(name, new[] { long1, long1 }));
        published.Properties.Add(new PSNoteProperty("Bytes", 12_345L));
        object[] all =
        [
            named, set.Configs[0], set.Configs[0].Splits[0], set.Configs[0].Columns![0], published,
            new DistisetProblem { Severity = ProblemSeverity.Error, Check = "Shape", Config = long1, Split = "train", Column = long1, Count = 3, Rows = [1, 2, 3], Message = long1 + " and words that go on for longer than a line of the column has room for" },
            new LlmUsage { Provider = "openai", Model = long1, Endpoint = new Uri("http://localhost:1"), Calls = 123_456, Failed = 12_345, JournalHits = 99_999, InputTokens = 999_900_000, OutputTokens = 999_900_000, Cost = 1234.56m },
            new LlmModel { Provider = "openai", Model = long1, Owner = long1, Created = DateTimeOffset.UnixEpoch, ContextLength = 1_048_576, Deprecation = DateTimeOffset.UnixEpoch, Replacement = long1, Aliases = [long1] },
            LlmSpec.Parse("mistral/" + new string('m', 100)) with { Endpoint = new Uri("http://localhost/" + new string('e', 100)), Options = new LlmOptions { Temperature = 0.5, MaxNewTokens = 1000, Stop = [long1] } },
        ];
        using var screen = new Screen();
        foreach (var item in all)
        {
            var shown = screen.Show("$item", ("item", item));
            AssertHarmless(shown);
            var lines = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.True(PlainText.Cells(line) <= Columns80, line));
            // A table; what is published is the one list.
            Assert.Equal(ReferenceEquals(item, published), lines[0].Contains(" : ", StringComparison.Ordinal));
        }
        Assert.Equal(5, screen.Show("$item", ("item", new LlmUsage { Provider = "openai", Model = "m", Cost = null })).Split('\n').Length - 1);
    }

    [Fact]
    public void A_dataset_shows_its_models_beside_their_split_and_names_whole_where_there_is_room()
    {
        DistisetSplit Split(string config, string name, params string[] models) => new() { Config = config, Name = name, Rows = 1_234, Bytes = 56_789, Files = ["f"], Models = models };
        var set = new Distiset
        {
            Path = "/there",
            Configs =
            [
                new() { Name = "default", Columns = [], Splits = [Split("default", "train", "mistral/mistral-small-latest"), Split("default", "test", "mistral/ministral-8b-latest")] },
                new() { Name = "preference_to_argilla_0", Columns = [], Splits = [Split("preference_to_argilla_0", "train", "openrouter/meta-llama/llama-3.3-70b-instruct", "mistral/mistral-large-latest")] },
            ],
        };
        var named = PSObject.AsPSObject(set);
        named.TypeNames.Insert(0, "MathPref.Distiset");
        using var wide = new Screen(120);
        var lines = wide.Show("$set", ("set", named)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Config", "Split", "Rows", "Columns", "Size", "Models"], Spaces().Split(lines[0]));
        Assert.Matches("^default +train +1234 +0 +56.8 kB mistral/mistral-small-latest$", lines[1]);
        Assert.Matches("^default +test +1234 +0 +56.8 kB mistral/ministral-8b-latest$", lines[2]);
        Assert.Matches("^preference_to_argilla_0 +train +1234 +0 +56.8 kB openrouter/meta-llama/llama-3.3-70b-instruct$", lines[3]);
        Assert.Matches("^ +mistral/mistral-large-latest$", lines[4]);
        Assert.Equal(5, lines.Length);
        using var narrow = new Screen(60);
        Assert.All(narrow.Show("$set", ("set", named)).Split('\n'), line => Assert.True(line.Length <= 60, line));
        Assert.Equal(["default", "preference_to_argilla_0"], set.Config);
        Assert.Equal(["train", "test"], set.Split);
        Assert.Matches("^Config +Split +Rows +Size Models", wide.Show("$set.Splits", ("set", named)).TrimStart());
    }

    [Fact]
    public void Every_type_that_a_cmdlet_says_it_emits_has_a_table_and_a_list()
    {
        var emitted = Engine.CmdletTypes.SelectMany(t => t.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(o => o.Type).Select(t => t.Name).Where(name => name != typeof(bool).FullName && name != typeof(string).FullName).Distinct().ToList();
        Assert.Contains("MathPref.Row", emitted);
        var views = Screen.ViewFiles.SelectMany(file => XDocument.Load(file).Descendants("View")).ToList();
        foreach (var control in new[] { "TableControl", "ListControl" })
        {
            var selected = views.Where(v => v.Element(control) is not null).Select(v => v.Element("ViewSelectedBy")!.Value.Trim()).ToList();
            Assert.Equal(selected.Distinct(), selected);
            Assert.Empty(emitted.Except(selected));
        }
        var names = views.Select(v => v.Element("Name")!.Value).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>A raw property is what a model said, as it said it.</summary>
    [Fact]
    public void Every_cell_goes_through_the_helper_and_every_file_is_in_the_manifest()
    {
        foreach (var file in Screen.ViewFiles)
        {
            var view = XDocument.Load(file);
            Assert.Empty(view.Descendants("PropertyName"));
            Assert.All(view.Descendants("TableColumnItem").Concat(view.Descendants("ListItem")).Select(i => i.Element("ScriptBlock")!.Value), block => Assert.Matches(@"\[MathPref\.Formatting\.View\]::|\$_\.Severity", block));
            Assert.Contains($"'bin/{Path.GetFileName(file)}'", File.ReadAllText(Programs.Manifest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_list_of_a_row_has_an_item_for_each_column_that_the_helper_knows()
    {
        var list = XDocument.Load(Screen.ViewFiles.Single(f => f.EndsWith("MathPref.Row.Format.ps1xml", StringComparison.Ordinal))).Descendants("ListItem").Select(i => i.Element("Label")!.Value).ToList();
        Assert.Equal([.. View.ListedColumns, "other columns"], list);
        var known = typeof(Columns).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Empty(known.Except(list));
    }

    [Fact]
    public void The_views_work_in_the_built_module()
    {
        var shown = Programs.ShellCommand("Get-MathTopic -First 2 | New-SelfInstruct -Llm offline/careful -NumInstructions 2").Succeeded();
        var lines = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^input +model_name +count +instructions$", lines[0]);
        Assert.Matches("^Algebraic Expressions +offline/careful +2 ", lines[1]);
        Assert.Equal(3, lines.Length);
        AssertHarmless(shown);
    }

    [Fact]
    public void PowerShell_lists_and_tabulates_rows_harmlessly()
    {
        const string Script =
            """
            $esc = [char]27; $bad = "be${esc}[2Jgin $([char]0x202e)$([char]0x9b)31m end"
            $row = @{ instruction = $bad; generations = $bad, "two`nlines"; ratings = 5, 1; own = $bad } | ForEach-Object { $_ } | Export-Distiset ([IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid())) -PassThru
            $row | Format-List
            '=== table'
            $row | Format-Table
            '=== text'
            $row | Out-String -Width 60
            '=== type'
            $row.PSTypeNames[0]
            """;
        var shown = Programs.ShellCommand(Script, ("NO_COLOR", null)).Succeeded();
        shown = Colour().Replace(shown, "");
        AssertHarmless(shown);
        Assert.Contains("instruction   : be[2Jgin 31m end", shown, StringComparison.Ordinal);
        Assert.Contains("other columns : own: be[2Jgin 31m end", shown, StringComparison.Ordinal);
        Assert.EndsWith("=== type\nMathPref.Row\n", shown, StringComparison.Ordinal);
        Assert.All(shown[shown.IndexOf("=== text", StringComparison.Ordinal)..].Split('\n'), line => Assert.True(line.Length <= 60, line));
    }

    private static void AssertHarmless(string shown)
    {
        var rest = shown.Replace("\n", "", StringComparison.Ordinal);
        for (var i = 0; i < rest.Length; i++)
        {
            var kind = char.IsSurrogatePair(rest, Math.Min(i, Math.Max(0, rest.Length - 2))) ? UnicodeCategory.OtherSymbol : CharUnicodeInfo.GetUnicodeCategory(rest[i]);
            Assert.False(kind is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, $"U+{(int)rest[i]:X4} at {i} of {System.Text.Json.JsonSerializer.Serialize(rest)}");
        }
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
