using MathPref.Core.Argilla;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Argilla;

public sealed class FirstRowsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_row_with_the_most_answers_decides_and_rows_keep_their_order()
    {
        var rows = new FirstRows<string>(_time);
        Assert.Null(rows.Generations);
        rows.Add("a", 2);
        rows.Add("broken", null);
        rows.Add("b", 4);
        rows.Add("c", 3);
        Assert.Equal(4, rows.Generations);
        Assert.Equal(["a", "broken", "b", "c"], rows.Take());
        Assert.True(rows.IsEmpty);
    }

    [Fact]
    public void It_is_over_with_500_rows_or_30_s_after_the_first()
    {
        var rows = new FirstRows<int>(_time);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(rows.IsOver);
        rows.Add(0, 2);
        _time.Advance(TimeSpan.FromSeconds(29.9));
        rows.Add(1, 2);
        Assert.False(rows.IsOver);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(rows.IsOver);
        rows.Take();
        for (var i = 0; i < 500; i++)
        {
            Assert.False(rows.IsOver);
            rows.Add(i, 2);
        }
        Assert.True(rows.IsOver);
    }
}
