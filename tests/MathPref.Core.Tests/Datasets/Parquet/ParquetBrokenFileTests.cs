using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

public sealed class ParquetBrokenFileTests
{
    private static (List<Row> Rows, List<DatasetFormatException> Errors) Read(string path)
    {
        List<DatasetFormatException> errors = [];
        return (ParquetRowReader.Read(path, errors.Add).ToList(), errors);
    }

    private static List<Row> Rows(int count) => Enumerable.Range(0, count).Select(i => new Row
    {
        { "n", (long)i }, { "text", i % 7 == 0 ? null : $"text {i} {new string('x', i % 40)}" }, { "model", i % 2 == 0 ? "one" : "another" }, { "number", i % 5 == 0 ? null : i / 3.0 },
        { "messages", i % 4 == 0 ? null : new object?[] { new Row { { "content", $"content {i}" }, { "role", "user" } }, null } }, { "lists", new object?[] { new object?[] { (long)i, null }, null } },
    }).ToList();

    private static readonly ParquetLayout s_small = new() { RowsPerGroup = 10 };

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("PAR1", "this is not a Parquet file")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n", "this is not a Parquet file")]
    [InlineData("PAR1 and then nothing that would be an end", "the end of this Parquet file is missing, and without it nothing can be read")]
    [InlineData("PAR1....\u0001\0\0\0PARE", "it is encrypted")]
    [InlineData("PAR1....\u007f\u007f\u007f\u007fPAR1", "it points beyond its own end")]
    [InlineData("PAR1....\0\0\0\0PAR1", "its metadata ends too early")]
    public void A_file_that_is_none_says_what_it_is(string text, string problem)
    {
        using TemporaryFolder folder = new();
        var (rows, errors) = Read(folder.File("a.parquet", text));
        Assert.Empty(rows);
        Assert.Equal($"{folder["a.parquet"]}: {problem}", Assert.Single(errors).Message);
        Assert.Contains(problem, Assert.Throws<DatasetFormatException>(() => ParquetRowReader.ReadInfo(folder["a.parquet"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_row_group_is_named_and_the_others_are_read()
    {
        using TemporaryFolder folder = new();
        var rows = Rows(50);
        var bytes = File.ReadAllBytes(ParquetFiles.Write(folder["a.parquet"], rows, s_small));
        var at = bytes.AsSpan().IndexOf("text 30"u8);
        bytes[at + 6] ^= 1;
        var (back, errors) = Read(folder.File("b.parquet", bytes));
        Assert.Equal($"{folder["b.parquet"]}: row group 4 of 5 (rows 31 to 40): a page is damaged: its checksum differs; 0 of its rows could be read", Assert.Single(errors).Message);
        ParquetFiles.AssertSame([.. rows[..30], .. rows[40..]], back);
    }

    [Fact]
    public void A_damage_behind_the_first_page_loses_only_what_follows()
    {
        using TemporaryFolder folder = new();
        var whole = ParquetFiles.Read(ParquetFiles.Fixture("nested", "pages-v2-snappy.parquet"));
        var bytes = File.ReadAllBytes(ParquetFiles.Fixture("nested", "pages-v2-snappy.parquet"));
        List<int> kept = [];
        foreach (var at in Enumerable.Range(1, 40).Select(i => bytes.Length / 50 * i))
        {
            var damaged = (byte[])bytes.Clone();
            damaged.AsSpan(at, 40).Fill(0xFF);
            var (rows, errors) = Read(folder.File("b.parquet", damaged));
            if (errors.Count == 1)
                kept.Add(rows.Count);
        }
        Assert.NotEmpty(kept);
        Assert.Contains(kept, count => count % 100 != 0);
        Assert.All(kept, count => Assert.InRange(count, 200, whole.Count - 1));
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_an_error_and_nothing_worse()
    {
        using TemporaryFolder folder = new();
        var bytes = File.ReadAllBytes(ParquetFiles.Write(folder["a.parquet"], Rows(20), s_small));
        for (var length = 0; length < bytes.Length; length += 7)
        {
            var (rows, errors) = Read(folder.File("b.parquet", bytes[..length]));
            Assert.Empty(rows);
            Assert.Single(errors);
        }
    }

    /// <summary>A checksum stands for every page, so what comes back of them is right; the footer has none, and may be made to say anything.</summary>
    [Fact]
    public void Flipped_bits_in_our_pages_give_the_right_rows_or_an_error()
    {
        using TemporaryFolder folder = new();
        var rows = Rows(6);
        var bytes = File.ReadAllBytes(ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = 3 }));
        var pages = bytes.Length - 8 - BitConverter.ToInt32(bytes.AsSpan(bytes.Length - 8));
        for (var bit = 4 * 8; bit < pages * 8; bit++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            var (back, errors) = Read(folder.File("b.parquet", damaged));
            if (errors.Count == 0)
                ParquetFiles.AssertSame(rows, back);
            else
                Assert.All(back, row => ParquetFiles.AssertSame(rows[(int)(long)row["n"]!], row));
            Assert.All(errors, error => Assert.Contains("row group", error.Message, StringComparison.Ordinal));
        }
    }

    public static TheoryData<string> Victims => ["own", "nested/pyarrow-dict-zstd.parquet", "nested/pyarrow-v2-delta-gzip.parquet", "nested/pyarrow-plain-none.parquet", "nested/polars-lz4-rowgroups-3.parquet", "nested/pages-v2-snappy.parquet", "to_parquet/format_dpo.parquet"];

    [Theory]
    [MemberData(nameof(Victims))]
    public void Bytes_that_were_changed_anywhere_give_rows_or_errors_and_nothing_worse(string victim)
    {
        using TemporaryFolder folder = new();
        var bytes = File.ReadAllBytes(victim == "own" ? ParquetFiles.Write(folder["a.parquet"], Rows(40), s_small) : ParquetFiles.Fixture(victim.Split('/')));
        var footer = bytes.Length - 8 - BitConverter.ToInt32(bytes.AsSpan(bytes.Length - 8));
        Random random = new(11);
        var broken = 0;
        for (var i = 0; i < 150; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(3) == 0 ? random.Next(4, footer) : random.Next(footer, bytes.Length);
                damaged[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(damaged[at] ^ 1 << random.Next(8));
            }
            folder.File("b.parquet", damaged);
            var given = 0;
            List<DatasetFormatException> errors = [];
            foreach (var row in ParquetRowReader.Read(folder["b.parquet"], errors.Add))
            {
                if (++given > 20_000)
                    Assert.Fail("it does not end");
            }
            broken += errors.Count > 0 ? 1 : 0;
            try
            {
                ParquetRowReader.ReadInfo(folder["b.parquet"]);
            }
            catch (DatasetFormatException)
            {
                // As it should be.
            }
        }
        Assert.InRange(broken, 30, 150);
    }

    [Fact]
    public void Two_columns_that_differ_in_case_are_named()
    {
        using TemporaryFolder folder = new();
        var bytes = File.ReadAllBytes(ParquetFiles.Write(folder["a.parquet"], [new Row { { "abc", 1L }, { "abd", 2L } }]));
        for (var at = bytes.AsSpan().LastIndexOf("abd"u8); at >= 0; at = bytes.AsSpan().LastIndexOf("abd"u8))
            "ABC"u8.CopyTo(bytes.AsSpan(at));
        var (rows, errors) = Read(folder.File("b.parquet", bytes));
        Assert.Empty(rows);
        Assert.Contains("the name 'ABC' twice", Assert.Single(errors).Message, StringComparison.Ordinal);
    }
}
