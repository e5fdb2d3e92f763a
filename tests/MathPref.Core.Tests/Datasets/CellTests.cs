using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Cells and names that one format or another has no place for.</summary>
public sealed class CellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private DistisetWriter Open(DistisetFormat format, double? trainSize = null) =>
        DistisetWriter.Open(new DistisetTarget { Root = Root, Format = format, Force = true, TrainSize = trainSize });

    private List<Row> Read() => new DatasetReader { OnError = error => throw error, OnWarning = Assert.Null }.Read(Root).ToList();

    [Fact]
    public void NaN_and_infinities_come_back_from_Parquet_wherever_they_stand()
    {
        object?[] Values(params object?[] items) => items;
        Row[] rows =
        [
            new() { { "number", double.NaN }, { "list", Values(1.5, double.PositiveInfinity, null) }, { "text", "NaN" }, { "deep", new Row { { "items", Values(new Row { { "x", double.NegativeInfinity } }, null) } } } },
            new() { { "number", 0.5 }, { "list", Values() }, { "text", "Infinity" }, { "deep", null } },
            new() { { "number", float.NaN }, { "list", Values(2.0) }, { "text", null }, { "deep", new Row { { "items", Values(new Row { { "x", 1.0 } }) } } } },
        ];
        using (var writer = Open(DistisetFormat.Parquet))
        {
            foreach (var row in rows)
                writer.Write(row);
            Assert.True(writer.Complete());
            Assert.Empty(writer.ValueWarnings);
        }
        rows[2]["number"] = double.NaN;
        ParquetFiles.AssertSame(rows, Read());
        Assert.Contains("\"number\": \"NaN\"", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
        using var duck = ParquetFiles.OpenDuckDb();
        Assert.Equal(2L, duck.Scalar($"SELECT count(*) FROM read_parquet({ParquetFiles.Quote(_folder["set", "data", "*.parquet"])}) WHERE isnan(number)"));
    }

    [Fact]
    public void In_JSON_lines_they_are_null_and_one_warning_a_column_names_value_count_and_first_row()
    {
        using (var writer = Open(DistisetFormat.Jsonl))
        {
            writer.Write(new Row { { "x", 1.0 }, { "other", 1L } });
            writer.Write(new Row { { "x", double.NaN }, { "other", 2L } });
            Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "x", double.NaN }, { "other", "\ud83d" } }));
            writer.Write(new Row { { "x", double.NegativeInfinity }, { "other", new Row { { "deep", double.NaN } } } });
            writer.Write(new Row { { "x", double.NaN }, { "other", 4L } });
            Assert.True(writer.Complete());
            Assert.Equal(
                [
                    "Column 'x' holds NaN in 2 cells (first in row 2), and -Infinity in 1 cell (first in row 3): JSON has no form for that, and null stands in the file. Parquet keeps it.",
                    "Column 'other' holds NaN in 1 cell (first in row 3): JSON has no form for that, and null stands in the file. Parquet keeps it.",
                ],
                writer.ValueWarnings);
        }
        Assert.Equal([1.0, null, null, null], Read().Select(row => row["x"]));
        Assert.Equal("{\"x\":null,\"other\":{\"deep\":null}}", File.ReadLines(_folder["set", "data", "train-00000-of-00001.jsonl"]).ElementAt(2));
    }

    [Fact]
    public void Rows_of_both_sides_of_a_split_are_counted_together()
    {
        using var writer = Open(DistisetFormat.Jsonl, trainSize: 0.5);
        for (var i = 0; i < 40; i++)
            writer.Write(new Row { { "prompt", $"question {i}" }, { "x", i % 2 == 1 ? double.NaN : 0.5 } });
        Assert.True(writer.Complete());
        Assert.All(writer.Counts.Values, count => Assert.NotEqual(0, count));
        Assert.Contains("NaN in 20 cells (first in row 2)", Assert.Single(writer.ValueWarnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chosen_rating")]
    [InlineData("ratings")]
    [InlineData("Rejected_Rating")]
    [InlineData("margin")]
    [InlineData("label")]
    [InlineData("chosen")]
    public void In_a_column_that_makes_a_pair_null_would_spoil_it_and_the_row_is_an_error(string column)
    {
        using (var writer = Open(DistisetFormat.Jsonl))
        {
            writer.Write(new Row { { "id", 1L }, { column, 1.5 } });
            var refused = Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "id", 2L }, { column, double.NaN } }));
            Assert.Equal(
                $"Column '{column}' holds NaN, which JSON has no form for, and null would spoil the pair. Give the row a number there, leave the row out, or export as Parquet.",
                refused.Message);
            Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "id", 3L }, { column, new object?[] { 1.0, double.PositiveInfinity } } }));
            Assert.True(writer.Complete());
            Assert.Empty(writer.ValueWarnings);
        }
        Assert.Equal([1L], Read().Select(row => row["id"]));
        using (var writer = Open(DistisetFormat.Parquet))
        {
            writer.Write(new Row { { "id", 2L }, { column, double.NaN } });
            Assert.True(writer.Complete());
        }
        Assert.Equal(double.NaN, Read()[0][column]);
    }

    [Theory]
    [InlineData(DistisetFormat.Parquet)]
    [InlineData(DistisetFormat.Jsonl)]
    public void A_name_with_NUL_is_refused_at_any_depth_and_the_other_rows_are_there(DistisetFormat format)
    {
        using (var writer = Open(format))
        {
            writer.Write(new Row { { "a", new Row { { "b", 1L } } } });
            Assert.Equal(
                "The name of the column 'x␀y' holds NUL (U+0000, shown as ␀), where many readers end a name. Rename it, or leave it out.",
                Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "a", null }, { "x\0y", 1L } })).Message);
            Assert.Contains("Column 'a' has a field named '␀' with NUL",
                Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "a", new Row { { "b", 1L }, { "\0", 2L } } } })).Message, StringComparison.Ordinal);
            Assert.Contains("Column 'c' has a field named 'd␀' with NUL",
                Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "c", new object?[] { null, new object?[] { new Row { { "d\0", null } } } } } })).Message, StringComparison.Ordinal);
            // Rows without a common type, which JSON lines take.
            if (format is DistisetFormat.Jsonl)
                writer.Write(new Row { { "a", "text\0" } });
            Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "\0", 1L } }));
            Assert.True(writer.Complete());
        }
        Assert.Equal(format is DistisetFormat.Jsonl ? 2 : 1, Read().Count);
        Assert.All(Read(), row => Assert.Equal(["a"], row.Names));
    }
}
