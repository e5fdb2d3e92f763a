using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Rows;

public sealed class RowTests
{
    [Fact]
    public void Columns_keep_their_order_and_the_case_of_their_first_name()
    {
        Row row = new() { { "b", 1 }, { "A", 2 } };
        row["a"] = 3;
        row["c"] = 4;
        Assert.Equal(["b", "A", "c"], row.Names);
        Assert.Equal([1, 3, 4], row.Select(column => column.Value));
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Names_are_compared_without_case_in_every_culture(string culture) => Cultures.Under(culture, () =>
    {
        Row row = new() { { "INSTRUCTION", "x" } };
        Assert.Equal("x", row["instruction"]);
        Assert.True(row.Has("Instruction"));
        Assert.Throws<ArgumentException>(() => row.Add("instruction", "y"));
        Assert.True(row.Remove("iNSTRUCTION"));
        Assert.Equal(0, row.Count);
    });

    [Fact]
    public void Missing_column_is_null_and_not_there()
    {
        Row row = new() { { "a", null } };
        Assert.Null(row["b"]);
        Assert.False(row.Has("b"));
        Assert.True(row.Has("a"));
        Assert.False(row.Remove("b"));
    }

    [Fact]
    public void Changing_a_copy_leaves_the_original()
    {
        Row row = new() { { "a", 1 }, { "b", 2 } };
        var copy = row.Copy();
        copy["A"] = 9;
        copy["c"] = 3;
        copy.Remove("b");
        Assert.Equal([("a", 1), ("b", 2)], row.Select(column => (column.Key, (int)column.Value!)));
        Assert.Equal([("a", 9), ("c", 3)], copy.Select(column => (column.Key, (int)column.Value!)));
    }

    [Fact]
    public void Topics_are_the_tutorial_s_46_and_all_different()
    {
        Assert.Equal(46, MathTopics.All.Count);
        Assert.Equal(46, MathTopics.All.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("Algebraic Expressions", MathTopics.All[0]);
        Assert.Equal("Determinants", MathTopics.All[9]);
    }
}
