using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets;

/// <summary>The card that an export writes: what loaders trust, and what people read.</summary>
public sealed class DistisetCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Card => File.ReadAllText(_folder["set", "README.md"]);

    private void Export(IEnumerable<Row> rows, DistisetTarget? target = null, DatasetMaking? making = null)
    {
        using var writer = DistisetWriter.Open((target ?? new DistisetTarget { Root = Root }) with { Force = true });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete(making));
    }

    private static List<Row> Lines(string fixture) => JsonLinesReader.Read(ParquetFiles.Fixture(fixture), error => throw error).ToList();

    private static YamlNode? Info(string card, string config)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(card.Split("---\n")[1]));
        var info = ((YamlMappingNode)yaml.Documents[0].RootNode).Children["dataset_info"];
        return info is YamlSequenceNode several ? several.Single(i => ((YamlScalarNode)i["config_name"]).Value == config) : info;
    }

    [Theory]
    [InlineData(DistisetFormat.Parquet)]
    [InlineData(DistisetFormat.Jsonl)]
    public void Columns_and_counts_are_those_that_the_Hub_s_own_library_wrote_of_the_same_rows(DistisetFormat format)
    {
        Export(Lines("format_dpo.jsonl"), new DistisetTarget { Root = Root, Config = "alpha", Format = format });
        Export(Lines("trl.jsonl"), new DistisetTarget { Root = Root, Config = "zeta", Format = format });
        var theirs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards", "two-configs-default-true.md"));
        foreach (var config in new[] { "alpha", "zeta" })
        {
            Assert.Equal(Info(theirs, config)!["features"], Info(Card, config)!["features"]);
            Assert.Equal("6", ((YamlScalarNode)Info(Card, config)!["splits"][0]["num_examples"]).Value);
        }
    }

    [Fact]
    public void Every_kind_of_column_is_named_as_loaders_read_it()
    {
        Export(
        [
            new Row
            {
                { "text", "x" }, { "whole", 1L }, { "broken", 0.5 }, { "truth", true }, { "nothing", null }, { "texts", new object?[] { "x" } }, { "grid", new object?[] { new object?[] { 1L } } },
                { "one", new Row { { "a", 1L }, { "b", new Row { { "c", "x" } } } } }, { "many", new object?[] { new Row { { "role", "user" }, { "content", "x" } } } }, { "1", "x" }, { "yes", "x" }, { "a: b", "x" },
            },
        ]);
        Assert.Contains(
            """
              features:
              - name: text
                dtype: string
              - name: whole
                dtype: int64
              - name: broken
                dtype: float64
              - name: truth
                dtype: bool
              - name: nothing
                dtype: string
              - name: texts
                list: string
              - name: grid
                list:
                  list: int64
              - name: one
                struct:
                - name: a
                  dtype: int64
                - name: b
                  struct:
                  - name: c
                    dtype: string
              - name: many
                list:
                - name: role
                  dtype: string
                - name: content
                  dtype: string
              - name: '1'
                dtype: string
              - name: 'yes'
                dtype: string
              - name: 'a: b'
                dtype: string
              splits:
            """.ReplaceLineEndings("\n"),
            Card, StringComparison.Ordinal);
        Assert.Empty(DistisetChecker.Check(Root));
    }

    [Fact]
    public void JSON_lines_of_mixed_types_have_no_columns_in_the_card_and_are_written_all_the_same()
    {
        Export([new Row { { "a", 1L } }, new Row { { "a", "text" } }], new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl });
        Assert.DoesNotContain("dataset_info", Card, StringComparison.Ordinal);
        Assert.Contains("| default | train | 2 |", Card, StringComparison.Ordinal);
        Export([new Row { { "a", 1L } }], new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl });
        Assert.Contains("num_examples: 1\n", Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "n<1K")]
    [InlineData(999, "n<1K")]
    [InlineData(1000, "1K<n<10K")]
    [InlineData(9_999, "1K<n<10K")]
    [InlineData(10_000, "10K<n<100K")]
    [InlineData(999_999, "100K<n<1M")]
    [InlineData(1_000_000, "1M<n<10M")]
    [InlineData(999_999_999_999, "100B<n<1T")]
    [InlineData(1_000_000_000_000, "n>1T")]
    [InlineData(long.MaxValue, "n>1T")]
    public void The_class_of_size_is_that_of_the_rows(long rows, string category) => Assert.Equal(category, DistisetLayout.SizeCategory(rows));

    [Fact]
    public void The_class_of_size_counts_the_rows_of_all_configs()
    {
        Export(Enumerable.Range(0, 600).Select(i => new Row { { "a", i } }));
        Assert.Contains("\nsize_categories: n<1K\n", Card, StringComparison.Ordinal);
        Export(Enumerable.Range(0, 400).Select(i => new Row { { "a", i } }), new DistisetTarget { Root = Root, Config = "b" });
        Assert.Contains("\nsize_categories: 1K<n<10K\n", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_is_written_where_one_is_given_and_stays()
    {
        Export([new Row { { "a", 1 } }], new DistisetTarget { Root = Root, License = "no" });
        Assert.StartsWith("---\nlicense: 'no'\nsize_categories: n<1K\n", Card, StringComparison.Ordinal);
        Export([new Row { { "a", 1 } }]);
        Assert.StartsWith("---\nlicense: 'no'\n", Card, StringComparison.Ordinal);
    }

    private static DatasetMaking Making => new()
    {
        PricesOf = MathPref.Core.Llm.PriceList.Date,
        IsChain = true,
        IsWhole = true,
        Steps =
        [
            new DatasetStep { Cmdlet = "Get-MathTopic", Command = "Get-MathTopic -First 10" },
            new DatasetStep
            {
                Cmdlet = "Invoke-TextGeneration",
                Command = "Invoke-TextGeneration -Llm a/x, b/y",
                Models = [new StepModel("a/x", "temperature 0.7", 1200, 34, 0.000123m), new StepModel("b/y", "", 10, 6, null)],
                Skipped = new Dictionary<string, long> { ["that failed (NoAnswer)"] = 1 },
            },
            new DatasetStep { Cmdlet = "ConvertTo-DpoFormat", Command = "ConvertTo-DpoFormat", Skipped = new Dictionary<string, long> { ["with all answers rated alike"] = 7 } },
            new DatasetStep { Cmdlet = "Export-Distiset", Command = $"Export-Distiset {CardText.Folder} -Format Jsonl" },
        ],
    };

    [Fact]
    public void People_are_told_how_it_was_made_what_was_left_out_and_how_to_load_it_and_make_it_again()
    {
        Export([new Row { { "n", 1L } }], new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl }, Making);
        var (start, end) = (Card.IndexOf("# Dataset", StringComparison.Ordinal), Card.IndexOf("One row", StringComparison.Ordinal));
        Assert.Equal(
            $$"""
            # Dataset

            <!-- mathpref:begin -->
            | config | split | rows |
            | --- | --- | ---: |
            | default | train | 1 |

            ```python
            from datasets import load_dataset

            dataset = load_dataset("path/to/this/dataset", "default", split="train")
            ```

            In PowerShell, from a copy on disk: `Import-Dataset ./dataset`.

            <!-- mathpref:config default train -->
            ## default

            Made with MathPref {{typeof(CardText).Assembly.GetName().Version!.ToString(3)}}: train 1 row.

            | step | model | settings | tokens read | tokens written | USD |
            | --- | --- | --- | ---: | ---: | ---: |
            | Invoke-TextGeneration | a/x | temperature 0.7 | 1,200 | 34 | 0.000123 |
            | Invoke-TextGeneration | b/y |  | 10 | 6 | not known |
            | in all | | | 1,210 | 40 | not known |

            Tokens are those of every answer that was given for these rows and for those left out. Prices are the list's of {{MathPref.Core.Llm.PriceList.Date}} where no other was given.

            Left out on the way:

            - 1 row that failed (NoAnswer) (Invoke-TextGeneration)
            - 7 rows with all answers rated alike (ConvertTo-DpoFormat)


            """.ReplaceLineEndings("\n"),
            Card[start..end]);
        Assert.EndsWith(
            """
            ```powershell
            Get-MathTopic -First 10 |
                Invoke-TextGeneration -Llm a/x, b/y |
                ConvertTo-DpoFormat |
                Export-Distiset ./dataset -Format Jsonl
            ```
            <!-- mathpref:end -->

            """.ReplaceLineEndings("\n"),
            Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_config_keeps_what_is_said_of_it_until_it_is_written_again()
    {
        Export([new Row { { "n", 1L } }], making: Making);
        var alone = Card;
        Export([new Row { { "n", 2L } }], new DistisetTarget { Root = Root, Config = "a b" });
        Assert.Contains("- 7 rows with all answers rated alike", Card, StringComparison.Ordinal);
        Assert.Contains("\n## a b\n", Card, StringComparison.Ordinal);
        Assert.Contains("| a b | train | 1 |\n| default | train | 1 |\n", Card, StringComparison.Ordinal);
        Export([new Row { { "n", 3L } }]);
        Assert.DoesNotContain("7 rows with all", Card, StringComparison.Ordinal);
        Assert.Contains("\n## a b\n", Card, StringComparison.Ordinal);

        // The same rows, the same card.
        Directory.Delete(Root, recursive: true);
        Export([new Row { { "n", 1L } }], making: Making);
        Assert.Equal(alone, Card);
        Export([new Row { { "n", 1L } }], making: Making);
        Assert.Equal(alone, Card);
    }

    [Theory]
    [InlineData("```\n<!-- mathpref:end -->\n````` <script>alert(1)</script>")]
    [InlineData("---\nlicense: evil\n---\n")]
    [InlineData("<!-- mathpref:config default train -->")]
    public void What_a_model_wrote_ends_no_block_and_no_section_of_the_card(string text)
    {
        var making = Making with { Steps = [.. Making.Steps.Select(step => step with { Command = step.Command + " -SystemPrompt '" + text + "'" })] };
        for (var i = 0; i < 2; i++)
            Export([new Row { { text, text }, { "n", 1L } }], making: making);
        var body = Card[Card.IndexOf("# Dataset", StringComparison.Ordinal)..];
        foreach (var mark in new[] { "<!-- mathpref:begin -->", "<!-- mathpref:end -->", "<!-- mathpref:config " })
            Assert.Equal(2, body.Split(mark).Length);
        Assert.DoesNotContain("<script", body.Split("How to make it again")[0], StringComparison.Ordinal);
        var again = new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(Root).Single();
        Assert.Equal(text, again[text]);
    }

    [Fact]
    public void A_long_text_and_a_long_list_are_cut_in_the_example_and_raw_prompts_are_left_out()
    {
        Export([new Row { { "long", new string('x', 599) + "😀" + new string('y', 5000) }, { "list", Enumerable.Range(0, 50).Select(object? (i) => (long)i).ToArray() }, { Columns.Metadata, new Row { { "raw_input_a", "secret thoughts" } } } }]);
        Assert.Contains("\"" + new string('x', 599) + "…\"", Card, StringComparison.Ordinal);
        Assert.DoesNotContain("yyyy", Card, StringComparison.Ordinal);
        Assert.DoesNotContain("10\n", Card.Split("\"list\": [")[1].Split(']')[0], StringComparison.Ordinal);
        Assert.DoesNotContain("secret thoughts", Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format_dpo.jsonl", "as `ConvertTo-DpoFormat -Format Trl` makes it")]
    [InlineData("trl.jsonl", "`trl dpo --model_name_or_path <model> --dataset_name path/to/this/dataset --dataset_config default`")]
    public void The_command_that_trains_on_it_is_there_or_what_is_in_its_way(string rows, string said)
    {
        // One row of the fixture has an answer without text, on which TRL stumbles: of that set nothing is promised.
        var whole = Lines(rows).Where(row => !string.IsNullOrEmpty(MathPref.Core.Preference.TrainerShapes.AnswerOf(row[Columns.Rejected]))).ToList();
        Export(whole);
        Assert.Contains(said, Card, StringComparison.Ordinal);
        if (rows == "trl.jsonl")
        {
            Export(Lines(rows));
            Assert.DoesNotContain("trl dpo", Card, StringComparison.Ordinal);
            Export(whole, new DistisetTarget { Root = _folder["validation"], Split = "validation" });
            Assert.DoesNotContain("trl dpo", File.ReadAllText(_folder["validation", "README.md"]), StringComparison.Ordinal);
        }
    }
}
