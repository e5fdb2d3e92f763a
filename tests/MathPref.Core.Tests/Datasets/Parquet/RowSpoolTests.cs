using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

public sealed class RowSpoolTests
{
    private static Row Row(int i) => new() { { "n", (long)i }, { "text", $"{i} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))}" } };

    [Fact]
    public void Rows_become_shards_of_one_schema_in_order()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        for (var i = 0; i < 10_000; i++)
            spool.Add(Row(i));
        // What the last row alone has is in the first shard too.
        spool.Add(new Row { { "n", 0.5 }, { "late", new object?[] { "x" } } });
        List<long> told = [];
        var shards = spool.WriteShards(folder.Path, "train", 200_000, onRow: told.Add);
        Assert.InRange(shards.Count, 3, 6);
        Assert.Equal(shards.Select((_, i) => $"train-{i:D5}-of-{shards.Count:D5}.parquet").Append("spool.jsonl").Order(StringComparer.Ordinal), folder.Entries());
        Assert.Equal(10_001, shards.Sum(shard => shard.Rows));
        Assert.Equal(Enumerable.Range(1, 10_001).Select(n => (long)n), told);
        Assert.All(shards, shard =>
        {
            Assert.InRange(shard.Bytes, 1, 200_000);
            Assert.Equal(new FileInfo(shard.Path).Length, shard.Bytes);
            var info = ParquetRowReader.ReadInfo(shard.Path);
            Assert.Equal("struct<n: double, text: string, late: list<string>>", info.Schema.ToString());
            Assert.Equal((shard.Rows, shard.UncompressedBytes), (info.Rows, info.UncompressedBytes));
        });
        var rows = shards.SelectMany(shard => ParquetFiles.Read(shard.Path)).ToList();
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (object?)(double)i).Append(0.5), rows.Select(row => row["n"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void Property_no_shard_of_several_row_groups_is_larger_than_asked_with_its_footer(int columns)
    {
        using TemporaryFolder folder = new();
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 30], Gen.Int[300, 60_000], Gen.Int[0, 1000]).Sample((rows, perGroup, maximum, seed) =>
        {
            using RowSpool spool = new(folder["spool.jsonl"]);
            Random random = new(seed);
            for (var i = 0; i < rows; i++)
            {
                Row row = new() { { "n", (long)i }, { "text", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(random.Next(10) == 0 ? 2000 : 5)) } };
                for (var column = 2; column < columns; column++)
                    row.Add($"column {column}", (long)column);
                spool.Add(row);
            }
            ParquetLayout layout = new() { RowsPerGroup = perGroup, Metadata = new Dictionary<string, string> { ["key"] = new('x', 100) } };
            List<long> told = [];
            var shards = spool.WriteShards(folder.Path, "train", maximum, layout: layout, onRow: told.Add);
            Assert.Equal(rows, told.Count);
            var infos = shards.Select(shard => ParquetRowReader.ReadInfo(shard.Path)).ToList();
            for (var i = 0; i < shards.Count; i++)
            {
                Assert.Equal((shards[i].Rows, shards[i].UncompressedBytes), (infos[i].Rows, infos[i].UncompressedBytes));
                Assert.True(shards[i].Bytes <= maximum || infos[i].RowGroups == 1, $"{shards[i].Bytes} bytes in {infos[i].RowGroups} row groups, and {maximum} were asked for");
            }
            Assert.Equal((rows + perGroup - 1) / perGroup, infos.Sum(info => info.RowGroups));
            Assert.Equal(Enumerable.Range(0, rows).Select(i => (object?)(long)i), shards.SelectMany(shard => ParquetFiles.Read(shard.Path)).Select(row => row["n"]));
            shards.ToList().ForEach(shard => File.Delete(shard.Path));
        }, iter: columns > 2 ? 25 : 120, threads: 1);
    }

    [Fact]
    public void A_shard_is_as_full_as_it_may_be()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        for (var i = 0; i < 1000; i++)
            spool.Add(Row(i));
        ParquetLayout layout = new() { RowsPerGroup = 10 };
        var whole = Assert.Single(spool.WriteShards(folder.Path, "whole", long.MaxValue, layout: layout)).Bytes;
        Assert.Single(spool.WriteShards(folder.Path, "enough", whole + 16, layout: layout));
        var two = spool.WriteShards(folder.Path, "less", whole - 1, layout: layout);
        Assert.Equal([990, 10], two.Select(shard => shard.Rows));
    }

    [Fact]
    public void A_shard_has_at_least_one_row_group()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        for (var i = 0; i < 25; i++)
            spool.Add(Row(i));
        var shards = spool.WriteShards(folder.Path, "test", 1, layout: new ParquetLayout { RowsPerGroup = 10 });
        Assert.Equal([10, 10, 5], shards.Select(shard => shard.Rows));
        Assert.Equal("test-00002-of-00003.parquet", Path.GetFileName(shards[^1].Path));
    }

    [Fact]
    public void A_last_shard_is_not_begun_for_no_rows()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        for (var i = 0; i < 20; i++)
            spool.Add(Row(i));
        Assert.Equal([10, 10], spool.WriteShards(folder.Path, "train", 1, layout: new ParquetLayout { RowsPerGroup = 10 }).Select(shard => shard.Rows));
    }

    [Fact]
    public void Without_rows_there_is_no_shard()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        Assert.Empty(spool.WriteShards(folder.Path, "train", 1000));
        Assert.Equal(["spool.jsonl"], folder.Entries());
    }

    [Fact]
    public void A_refused_row_is_in_neither_the_file_nor_the_schema()
    {
        using TemporaryFolder folder = new();
        using (RowSpool spool = new(folder["spool.jsonl"]))
        {
            spool.Add(new Row { { "a", 1L } });
            Assert.Throws<InvalidOperationException>(() => spool.Add(new Row { { "a", "text" }, { "b", 1L } }));
            Assert.Throws<InvalidOperationException>(() => spool.Add(new Row { { "a", 1L }, { "c\0", 1L } }));
            Assert.Throws<InvalidOperationException>(() => spool.Add(new Row { { "a", 2L }, { "d", "\ud83d" } }));
            Assert.Equal((1, "struct<a: int64>"), (spool.Count, spool.Schema.ToString()));
        }
        Assert.Equal("{\"a\":1}\n", File.ReadAllText(folder["spool.jsonl"]));
    }

    [Fact]
    public void An_interrupted_writing_leaves_no_shard_and_keeps_the_rows()
    {
        using TemporaryFolder folder = new();
        using RowSpool spool = new(folder["spool.jsonl"]);
        for (var i = 0; i < 100; i++)
            spool.Add(Row(i));
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => spool.WriteShards(folder.Path, "train", 1, layout: new ParquetLayout { RowsPerGroup = 10 }, onRow: n =>
        {
            if (n == 55)
                stop.Cancel();
        }, cancellationToken: stop.Token));
        Assert.Equal(["spool.jsonl"], folder.Entries());
        Assert.Equal(100, spool.WriteShards(folder.Path, "train", 1_000_000)[0].Rows);
    }

    [Fact]
    public void Splits_of_a_config_can_share_a_schema()
    {
        using TemporaryFolder folder = new();
        using RowSpool train = new(folder["train.jsonl"]);
        using RowSpool test = new(folder["test.jsonl"]);
        train.Add(new Row { { "a", 1L }, { "b", null } });
        test.Add(new Row { { "a", 0.5 }, { "b", "x" } });
        SchemaLearner both = new();
        both.Add(train.Schema);
        both.Add(test.Schema);
        foreach (var (spool, split) in new[] { (train, "train"), (test, "test") })
            Assert.Equal("struct<a: double, b: string>", ParquetRowReader.ReadInfo(Assert.Single(spool.WriteShards(folder.Path, split, 1000, both.Schema)).Path).Schema.ToString());
        Assert.Equal(1.0, Assert.Single(ParquetFiles.Read(folder["train-00000-of-00001.parquet"]))["a"]);
    }
}
