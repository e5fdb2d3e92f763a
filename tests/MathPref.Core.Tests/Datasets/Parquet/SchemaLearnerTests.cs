using System.Globalization;
using System.Numerics;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

public sealed class SchemaLearnerTests
{
    private static string Learn(params object?[] values) => ParquetFiles.Learn(values.Select(value => new Row { { "a", value } })).Fields[0].Type.ToString();

    private static string Refused(params object?[] values) => Assert.Throws<InvalidOperationException>(() => Learn(values)).Message;

    public static TheoryData<string, object?[]> Types => new()
    {
        { "string", ["x", null] },
        { "bool", [null, true] },
        { "int64", [1L, 2, (short)3, (byte)4, (uint)5, (ulong)6, new BigInteger(7), 8m, long.MaxValue, null] },
        { "double", [1.5, 2f, 3.25m] },
        { "double", [1L, 2.5] },
        { "double", [2.5, null, 1L] },
        { "double", [1L << 53, 0.5, long.MinValue] },
        { "string", [new DateTime(2026, 11, 24), new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero), "text", 'c', Guid.Empty] },
        { "null", [null, null] },
        { "list<null>", [new object?[] { null }, Array.Empty<object?>()] },
        { "list<string>", [null, new object?[] { null }, new object?[] { "x" }] },
        { "list<double>", [new object?[] { 1L, null }, new List<double> { 0.5 }] },
        { "list<list<int64>>", [new object?[] { null, Array.Empty<object?>(), new object?[] { 1L } }] },
        { "list<int64>", [new byte[] { 1, 2 }] },
        { "struct<b: int64, c: string, d: null>", [new Row { { "b", 1L } }, null, new Row { { "c", "x" }, { "B", 2L }, { "d", null } }] },
        { "list<struct<content: string, role: string>>", [new object?[] { new Row { { "content", "x" } }, null, new Row { { "role", "user" } } }] },
        { "struct<>", [new Row(), null] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_column_has_the_one_type_that_holds_all_its_values(string type, object?[] values) => Assert.Equal(type, Learn(values));

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_learnt_can_be_written(string type, object?[] values)
    {
        using TemporaryFolder folder = new();
        var rows = values.Select(value => new Row { { "a", value } }).ToList();
        Assert.Equal(rows.Count, ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], rows)).Count);
        Assert.Equal(type.Replace("null", "string", StringComparison.Ordinal).Replace("struct<>", "string", StringComparison.Ordinal), ParquetRowReader.ReadInfo(folder["a.parquet"]).Schema.Fields[0].Type.ToString());
    }

    [Fact]
    public void Columns_stand_in_the_order_in_which_they_are_first_seen() =>
        Assert.Equal(["b", "a", "C"], ParquetFiles.Learn([new Row { { "b", 1L } }, new Row { { "a", 1L }, { "B", 2L } }, new Row { { "C", 1L }, { "a", 1L } }]).Fields.Select(field => field.Name));

    [Theory]
    [InlineData("text", 1L, "'a' holds both string and int64")]
    [InlineData(1L, "text", "'a' holds both int64 and string")]
    [InlineData(true, 1L, "'a' holds both bool and int64")]
    [InlineData(1.5, false, "'a' holds both double and bool")]
    public void Two_types_in_a_column_are_refused_with_its_name_and_both(object first, object second, string problem) => Assert.Contains(problem, Refused(first, second), StringComparison.Ordinal);

    [Fact]
    public void The_path_to_a_conflict_goes_through_lists_and_structs()
    {
        Assert.Contains("'a[].b.c' holds both int64 and string", Refused(new object?[] { new Row { { "b", new Row { { "c", 1L } } } } }, new object?[] { null, new Row { { "b", new Row { { "c", "x" } } } } }), StringComparison.Ordinal);
        Assert.Contains("'a' holds both list and struct", Refused(new object?[] { 1L }, new Row { { "b", 1L } }), StringComparison.Ordinal);
        Assert.Contains("'a[]' holds both string and list", Refused([new object?[] { "x", new object?[] { "y" } }]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_number_that_a_double_would_change_is_refused_beside_doubles()
    {
        Assert.Contains("'a' holds whole numbers beyond 2^53", Refused(9007199254740993L, 0.5), StringComparison.Ordinal);
        Assert.Contains("'a' holds whole numbers beyond 2^53", Refused(0.5, 9007199254740993L), StringComparison.Ordinal);
        Assert.Contains("'a' holds whole numbers beyond 2^53", Refused(long.MaxValue, 1L, 0.5), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_in_text_and_in_names()
    {
        Assert.Contains("'a' holds half of a surrogate pair (U+D83D at character 2)", Refused("x\ud83d"), StringComparison.Ordinal);
        Assert.Contains("U+DE00 at character 4", Refused("\U0001F642x\ude00\ud83d"), StringComparison.Ordinal);
        Assert.Contains("surrogate", Refused(new Row { { "\ud83d", 1L } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_contains_itself_is_refused()
    {
        List<object?> loop = [];
        loop.Add(loop);
        Assert.Contains("'a' is nested more than 64 deep", Refused(loop), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_learnt_from_a_refused_row()
    {
        SchemaLearner learner = new();
        learner.Add(new Row { { "a", 1L } });
        Assert.Throws<InvalidOperationException>(() => learner.Add(new Row { { "b", "new" }, { "a", "text" } }));
        Assert.Equal(1, learner.Count);
        Assert.Equal("struct<a: int64>", learner.Schema.ToString());
        learner.Add(new Row { { "a", 0.5 } });
        Assert.Equal("struct<a: double>", learner.Schema.ToString());
    }

    [Fact]
    public void Schemas_of_several_splits_are_united_as_rows_are()
    {
        SchemaLearner learner = new();
        learner.Add(ParquetFiles.Learn([new Row { { "a", 1L }, { "b", null }, { "c", new object?[] { new Row { { "x", 1L } } } } }]));
        learner.Add(ParquetFiles.Learn([new Row { { "a", 0.5 }, { "b", "x" }, { "c", new object?[] { new Row { { "y", true } } } }, { "d", null } }]));
        Assert.Equal("struct<a: double, b: string, c: list<struct<x: int64, y: bool>>, d: null>", learner.Schema.ToString());
        Assert.Equal(0, learner.Count);
        Assert.Contains("'c[].y' holds both bool and string", Assert.Throws<InvalidOperationException>(() => learner.Add(ParquetFiles.Learn([new Row { { "c", new object?[] { new Row { { "y", "no" } } } } }]))).Message, StringComparison.Ordinal);
    }
}
