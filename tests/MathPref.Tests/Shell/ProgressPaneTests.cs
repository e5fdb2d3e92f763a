using System.Management.Automation;
using MathPref.Shell;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Tests.Shell;

public sealed class ProgressPaneTests : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Screen _screen = new(60, 8);
    private readonly ProgressPane _pane;

    public ProgressPaneTests() => _pane = new ProgressPane(_screen, () => (60, 8), _time);

    public void Dispose()
    {
        _pane.Dispose();
        _screen.Dispose();
    }

    [Fact]
    public void Each_record_has_a_row_in_the_order_of_the_stages_and_is_redrawn_in_its_place()
    {
        Report(2, "Invoke-TextGeneration", "3 of 9 done");
        Report(1, "New-SelfInstruct", "1 of 2 done");
        _time.Advance(s_second);
        Assert.Equal(["New-SelfInstruct 1 of 2 done", "Invoke-TextGeneration 3 of 9 done"], _screen.Rows);
        Assert.Equal((0, 0), _screen.Cursor);
        Report(2, "Invoke-TextGeneration", "4 of 9 done");
        _time.Advance(s_second);
        Assert.Equal(["New-SelfInstruct 1 of 2 done", "Invoke-TextGeneration 4 of 9 done"], _screen.Rows);
    }

    [Fact]
    public void A_bar_and_the_time_left_where_they_are_known()
    {
        Report(1, "Export", "rows", percent: 42, seconds: 65);
        _time.Advance(s_second);
        Assert.Equal(["Export [####      ]  42% 1:05 left rows"], _screen.Rows);
        Report(1, "Export", "rows", percent: 100, seconds: 4_000);
        Assert.Equal(["Export [##########] 100% 1:06:40 left rows"], _screen.Rows);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(79)]
    public void Every_row_fits(int width)
    {
        var record = new ProgressRecord(1, "漢字漢字 " + new string('a', 100), new string('b', 200)) { PercentComplete = 50, SecondsRemaining = 100 };
        Assert.Equal(width, Cells.Of(ProgressItem.Of(0, record).Line(9, width)));
    }

    [Fact]
    public void Output_comes_above_it()
    {
        Report(1, "One", "x");
        Report(2, "Two", "y");
        _time.Advance(s_second);
        for (var i = 0; i < 10; i++)
        {
            _pane.Hide();
            _screen.Write($"row {i}\r\n");
            _pane.Resume();
            _time.Advance(s_second);
        }
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => $"row {i}"), "One x", "Two y"], _screen.Rows);
    }

    [Fact]
    public void While_a_line_is_unfinished_it_stays_away()
    {
        Report(1, "One", "x");
        _pane.Hide();
        _screen.Write("Path: ");
        Report(1, "One", "y");
        _time.Advance(s_second);
        Assert.Equal(["Path:"], _screen.Rows);
        _screen.Write("\r\n");
        _pane.Resume();
        _time.Advance(s_second);
        Assert.Equal(["Path:", "One y"], _screen.Rows);
    }

    [Fact]
    public void It_goes_with_the_last_record_or_with_the_pipeline()
    {
        Report(1, "One", "x");
        Report(2, "Two", "y");
        Complete(1);
        _time.Advance(s_second);
        Assert.Equal(["Two y"], _screen.Rows);
        Complete(2);
        Complete(3);
        Assert.Equal([""], _screen.Rows);
        Report(1, "One", "x");
        _time.Advance(s_second);
        Report(1, "One", "z");
        _pane.Clear();
        _time.Advance(s_second);
        Assert.Equal([""], _screen.Rows);
    }

    [Fact]
    public void News_are_drawn_ten_times_a_second_at_most_and_the_last_is_not_lost()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Report(1, "One", $"{i}");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        _time.Advance(s_second);
        Assert.InRange(_screen.Writes, 8, 12);
        Assert.Equal(["One 999"], _screen.Rows);
    }

    [Fact]
    public void Children_are_indented_beneath_their_parent_and_go_with_it()
    {
        Report(1, "First", "x");
        Report(2, "Parent", "x");
        Report(3, "Last", "x");
        Report(4, "Child", "x", parent: 2);
        Report(5, "Grandchild", "x", parent: 4);
        Report(6, "Orphan", "x", parent: 99);
        _time.Advance(s_second);
        Assert.Equal(["First x", "Parent x", "  Child x", "    Grandchild x", "Last x", "Orphan x"], _screen.Rows);
        Complete(2);
        Assert.Equal(["First x", "Last x", "Orphan x"], _screen.Rows);
    }

    [Fact]
    public void Parents_in_a_circle_are_shown_and_gone_all_the_same()
    {
        Report(1, "One", "x", parent: 2);
        Report(2, "Two", "x", parent: 1);
        _time.Advance(s_second);
        Assert.Equal(["One x", "  Two x"], _screen.Rows);
        Complete(1);
        Assert.Equal([""], _screen.Rows);
    }

    [Fact]
    public void Of_too_many_records_those_that_fit_are_shown()
    {
        for (var i = 0; i < 20; i++)
            Report(i, $"Number {i}", "x");
        _time.Advance(s_second);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"Number {i} x"), _screen.Rows);
    }

    [Fact]
    public void Text_from_a_server_cannot_steer_the_terminal()
    {
        Report(1, "\x1b[2JOne", "x\r\ny\x1b]0;z\a\u202E");
        _time.Advance(s_second);
        Assert.Equal(["[2JOne x y]0;z"], _screen.Rows);
    }

    private void Report(int id, string activity, string status, int percent = -1, int seconds = -1, int parent = -1) =>
        _pane.Report(0, new ProgressRecord(id, activity, status) { PercentComplete = percent, SecondsRemaining = seconds, ParentActivityId = parent });

    private void Complete(int id)
    {
        _pane.Report(0, new ProgressRecord(id, "x", "x") { RecordType = ProgressRecordType.Completed });
        _time.Advance(s_second);
    }
}
