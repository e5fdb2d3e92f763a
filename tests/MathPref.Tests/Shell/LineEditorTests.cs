using MathPref.Shell;

namespace MathPref.Tests.Shell;

public sealed class LineEditorTests
{
    private readonly History _history = new(null);
    private readonly LineEditor _editor;
    private Offer? _offer;
    private int _completed;

    public LineEditorTests() => _editor = new LineEditor(_history, Complete, text => text.EndsWith('|'));

    /// <summary>The text with the cursor as a bar.</summary>
    private string Shown => _editor.Buffer.Text.Insert(_editor.Buffer.Cursor, "|");

    [Fact]
    public void Keys_edit_at_the_cursor()
    {
        Type("Get-MathTopics");
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Home);
        Press(ConsoleKey.Delete);
        Type("S");
        Press(ConsoleKey.RightArrow, ConsoleKey.RightArrow, ConsoleKey.LeftArrow);
        Assert.Equal("Se|t-MathTopic", Shown);
        Press(ConsoleKey.End);
        Type("!");
        Assert.Equal("Set-MathTopic!|", Shown);
    }

    [Theory]
    [InlineData(ConsoleKey.A, "|Get-Math Topic -First 10")]
    [InlineData(ConsoleKey.E, "Get-Math Topic -First 10|")]
    [InlineData(ConsoleKey.U, "|-First 10")]
    [InlineData(ConsoleKey.K, "Get-Math Topic |")]
    [InlineData(ConsoleKey.W, "Get-Math |-First 10")]
    [InlineData(ConsoleKey.D, "Get-Math Topic |First 10")]
    [InlineData(ConsoleKey.LeftArrow, "Get-Math |Topic -First 10")]
    [InlineData(ConsoleKey.RightArrow, "Get-Math Topic -First| 10")]
    [InlineData(ConsoleKey.Backspace, "Get-Math |-First 10")]
    [InlineData(ConsoleKey.Delete, "Get-Math Topic | 10")]
    public void Control_keys_move_and_kill(ConsoleKey key, string expected)
    {
        Type("Get-Math Topic -First 10");
        _editor.Buffer.MoveTo("Get-Math Topic ".Length);
        Assert.Equal(EditOutcome.Editing, _editor.Press(Keys.Control(key)));
        Assert.Equal(expected, Shown);
    }

    [Fact]
    public void At_the_ends_keys_do_nothing()
    {
        Press(ConsoleKey.LeftArrow, ConsoleKey.Backspace, ConsoleKey.Delete, ConsoleKey.RightArrow, ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.F5, ConsoleKey.Escape);
        foreach (var key in new[] { ConsoleKey.LeftArrow, ConsoleKey.RightArrow, ConsoleKey.W, ConsoleKey.U, ConsoleKey.K, ConsoleKey.Delete, ConsoleKey.Z })
            _editor.Press(Keys.Control(key));
        _editor.Press(Keys.Alt('x'));
        Assert.Equal("|", Shown);
    }

    [Fact]
    public void An_emoji_is_one_step_and_goes_at_once()
    {
        Type("a👨‍👩‍👧é");
        Press(ConsoleKey.LeftArrow, ConsoleKey.LeftArrow);
        Assert.Equal("a|👨‍👩‍👧é", Shown);
        Press(ConsoleKey.Delete);
        Assert.Equal("a|é", Shown);
    }

    [Fact]
    public void Characters_of_the_third_level_are_typed()
    {
        _editor.Press(new ConsoleKeyInfo('€', ConsoleKey.E, shift: false, alt: true, control: true));
        Assert.Equal("€|", Shown);
    }

    [Fact]
    public void A_command_ends_when_it_is_complete()
    {
        Type("1,2 |");
        Assert.Equal(EditOutcome.Editing, _editor.Press(Keys.Of(ConsoleKey.Enter)));
        Type("more");
        Assert.Equal(EditOutcome.Accepted, _editor.Press(Keys.Of(ConsoleKey.Enter)));
        Assert.Equal("1,2 |\nmore", _editor.Buffer.Text);
    }

    [Fact]
    public void Control_C_drops_the_line_and_control_D_leaves_from_an_empty_one()
    {
        Assert.Equal(EditOutcome.Left, _editor.Press(Keys.Control(ConsoleKey.D)));
        Type("x");
        Assert.Equal(EditOutcome.Editing, _editor.Press(Keys.Control(ConsoleKey.D)));
        Assert.Equal(EditOutcome.Dropped, _editor.Press(Keys.Control(ConsoleKey.C)));
        Assert.Equal(EditOutcome.Cleared, _editor.Press(Keys.Control(ConsoleKey.L)));
    }

    [Fact]
    public void The_arrows_go_through_earlier_commands_and_back_to_what_was_being_typed()
    {
        _history.Add("first");
        _history.Add("second");
        Type("dra");
        Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow);
        Assert.Equal("first|", Shown);
        Press(ConsoleKey.DownArrow, ConsoleKey.DownArrow, ConsoleKey.DownArrow);
        Assert.Equal("dra|", Shown);
    }

    [Fact]
    public void The_arrows_go_from_line_to_line_before_they_leave_a_command()
    {
        _history.Add("earlier");
        _editor.Paste("long line\nab\nlonger line");
        Press(ConsoleKey.UpArrow);
        Assert.Equal("long line\nab|\nlonger line", Shown);
        Press(ConsoleKey.Home, ConsoleKey.UpArrow, ConsoleKey.End);
        Assert.Equal("long line|\nab\nlonger line", Shown);
        Press(ConsoleKey.DownArrow, ConsoleKey.DownArrow);
        Assert.Equal("long line\nab\nlo|nger line", Shown);
        Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow);
        Assert.Equal("earlier|", Shown);
    }

    [Fact]
    public void What_is_pasted_runs_nothing_and_completes_nothing()
    {
        Type("[]");
        Press(ConsoleKey.LeftArrow);
        _editor.Paste("a\r\n\tb\rc\x1b\a\n");
        Assert.Equal("[a\n\tb\nc|]", Shown);
        Assert.Equal(0, _completed);
    }

    [Fact]
    public void Tab_takes_what_all_have_in_common_and_then_goes_through_them()
    {
        Offer("Get-", "Get-MathTopic", "Get-MathUsage");
        Type("1 | get-m");
        _editor.Buffer.MoveTo(8);
        Tab();
        Assert.Equal("1 | Get-Math|m", Shown);
        Tab();
        Assert.Equal("1 | Get-MathTopic|m", Shown);
        Tab();
        Assert.Equal("1 | Get-MathUsage|m", Shown);
        Tab();
        Assert.Equal("1 | Get-MathTopic|m", Shown);
        Tab(ConsoleModifiers.Shift);
        Assert.Equal("1 | Get-MathUsage|m", Shown);
        Assert.Equal(1, _completed);
        Press(ConsoleKey.Escape);
        Assert.Equal("1 | get-|m", Shown);
        Assert.Null(_editor.Menu);
    }

    [Fact]
    public void Tab_takes_the_first_where_nothing_more_is_common()
    {
        Offer("x", "'x y'", "xz");
        Type("1 | x");
        Tab();
        Assert.Equal("1 | 'x y'|", Shown);
        Type("!");
        Assert.Null(_editor.Menu);
    }

    [Fact]
    public void After_a_lone_candidate_tab_completes_anew()
    {
        Offer("d", "docs/");
        Type("1 | d");
        Tab();
        Assert.Equal("1 | docs/|", Shown);
        Offer("docs/", "docs/en-US/");
        Tab();
        Assert.Equal("1 | docs/en-US/|", Shown);
        _offer = null;
        Tab();
        Assert.Equal("1 | docs/en-US/|", Shown);
    }

    [Fact]
    public void The_list_shows_a_page_around_the_current_candidate_and_what_it_is()
    {
        var buffer = new EditBuffer();
        var menu = new CompletionMenu(buffer, new Offer(0, 0, Enumerable.Range(10, 20).Select(i => new Candidate($"-P{i}", $"P{i}", $"Parameter {i} " + new string('.', 40))).ToList()));
        Assert.Equal("-P", buffer.Text);
        Assert.Equal(["P10  P11  P12  P13  P14 …"], menu.Rows(30, Mark));
        menu.Step(-1);
        Assert.Equal("… P25  P26  P27  P28  <P29>", menu.Rows(30, Mark)[0]);
        Assert.Equal("Parameter 29 ................…", menu.Rows(30, Mark)[1]);
        menu.Step(1);
        Assert.Equal("<P10>  P11  P12  P13  P14 …", menu.Rows(30, Mark)[0]);
        Assert.All(Enumerable.Range(0, 40), _ =>
        {
            menu.Step(1);
            Assert.All(menu.Rows(17, l => l), row => Assert.True(row.Length <= 17, row));
        });

        static string Mark(string label) => $"<{label}>";
    }

    private void Offer(string typed, params string[] texts) => _offer = new Offer(4, typed.Length, texts.Select(t => new Candidate(t, t, "")).ToList());

    private Offer? Complete(string text, int cursor)
    {
        _completed++;
        return _offer;
    }

    private void Type(string text)
    {
        foreach (var key in Keys.Typing(text))
            _editor.Press(key);
    }

    private void Press(params ConsoleKey[] keys)
    {
        foreach (var key in keys)
            Assert.Equal(EditOutcome.Editing, _editor.Press(Keys.Of(key)));
    }

    private void Tab(ConsoleModifiers modifiers = ConsoleModifiers.None) => _editor.Press(Keys.Of(ConsoleKey.Tab, modifiers));
}
