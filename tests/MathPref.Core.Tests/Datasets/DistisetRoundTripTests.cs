using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What goes into a distiset comes out of it, in either format.</summary>
public sealed class DistisetRoundTripTests
{
    /// <summary>Rows of a row group, and so of the smallest shard.</summary>
    private const int PerGroup = 1000;

    /// <summary>Two thousand and more rows of one schema, of which a few hold texts of hundreds of kilobytes.</summary>
    private static Gen<Row[]> ManyRows { get; } = Gen.Select(TypedRows.Columns(TestRows.Name), Gen.Int[0, 9]).SelectMany((columns, nulls) => Gen.Select(
            TypedRows.Row(columns, nulls, TypedRows.FiniteDouble).Array[1, 60],
            TypedRows.Row(columns, nulls, TypedRows.FiniteDouble, Gen.Frequency((9, (IGen<string>)TestRows.Text), (1, TypedRows.HugeText))).Array[0, 3],
            Gen.Int[1, 2 * PerGroup + 1], (small, huge, extra) => (Row[])[.. Fill(small, PerGroup), .. huge, .. Fill(small, extra)]))
        .Where(rows => rows.Any(row => row.Count > 0));

    private static IEnumerable<Row> Fill(Row[] rows, int count) => Enumerable.Range(0, count).Select(i => rows[i % rows.Length]);

    private static string[] Write(string root, DistisetFormat format, IEnumerable<Row> rows)
    {
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = root, Format = format, Force = true, MaximumShardBytes = 1 }))
        {
            foreach (var row in rows)
                writer.Write(row);
            Assert.True(writer.Complete());
        }
        return Directory.GetFiles(Path.Combine(root, "data"));
    }

    private static List<Row> Read(string root) =>
        new DatasetReader { OnError = error => throw error, OnWarning = warning => throw new InvalidOperationException(warning) }.Read(root).ToList();

    [Fact]
    public void Property_any_rows_come_back_from_the_shards_of_Parquet()
    {
        using TemporaryFolder folder = new();
        ManyRows.Sample(rows =>
        {
            Assert.Equal((rows.Length + PerGroup - 1) / PerGroup, Write(folder.Path, DistisetFormat.Parquet, rows).Length);
            ParquetFiles.AssertSame(ParquetFiles.Settled(rows), Read(folder.Path));
        }, iter: 25, threads: 1);
    }

    [Fact]
    public void Property_any_rows_come_back_from_JSON_lines_without_even_a_type_changed()
    {
        using TemporaryFolder folder = new();
        ManyRows.Sample(rows =>
        {
            Write(folder.Path, DistisetFormat.Jsonl, rows);
            ParquetFiles.AssertSame(rows, Read(folder.Path));
        }, iter: 25, threads: 1);
    }

    /// <summary>Rows need no common schema there.</summary>
    [Fact]
    public void Property_rows_of_any_types_come_back_from_JSON_lines()
    {
        using TemporaryFolder folder = new();
        TestRows.Row.Array[1, 20].Sample(rows =>
        {
            Write(folder.Path, DistisetFormat.Jsonl, rows);
            ParquetFiles.AssertSame(rows, Read(folder.Path));
        }, iter: 200, threads: 1);
    }

    public static TheoryData<DistisetFormat, string, object?> Halves
    {
        get
        {
            TheoryData<DistisetFormat, string, object?> data = [];
            foreach (var format in Enum.GetValues<DistisetFormat>())
            {
                data.Add(format, "high half", "text \ud83d");
                data.Add(format, "low half", "\ude00 text");
                data.Add(format, "halves in the wrong order", "\ude00\ud83d");
                data.Add(format, "high half before a whole pair", "\ud83d😀");
                data.Add(format, "in a list", new object?[] { "x", null, "\ud83d" });
                data.Add(format, "in a message", new object?[] { new Row { { "content", "\ud83d" }, { "role", "user" } } });
                data.Add(format, "in a deep struct", new Row { { "a", new object?[] { new Row { { "b", new object?[] { "\udfff" } } } } } });
                data.Add(format, "in the name of a field", new Row { { "a\ud83d", 1L } });
                data.Add(format, "behind a megabyte", new string('é', 1_000_000) + "\ud83d");
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Half_of_a_surrogate_pair_is_refused_with_its_column_and_all_other_rows_stay(DistisetFormat format, string where, object? value)
    {
        using TemporaryFolder folder = new();
        var rows = Enumerable.Range(0, PerGroup + 200).Select(i => new Row { { "n", (long)i }, { "where", where } }).ToList();
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = folder.Path, Format = format, MaximumShardBytes = 1 }))
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (i % 300 == 0)
                {
                    var refused = Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "n", -1L }, { "where", where }, { "answer", value }, { "more", "text" } }));
                    Assert.Contains("olumn 'answer", refused.Message, StringComparison.Ordinal);
                    Assert.Contains("half of a surrogate pair (U+D", refused.Message, StringComparison.Ordinal);
                }
                writer.Write(rows[i]);
            }
            Assert.Equal(rows.Count, writer.Count);
            Assert.True(writer.Complete());
        }
        // Neither a row nor a column of what was refused.
        ParquetFiles.AssertSame(rows, Read(folder.Path));
    }
}
