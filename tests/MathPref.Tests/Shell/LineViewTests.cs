using MathPref.Shell;

namespace MathPref.Tests.Shell;

public sealed class LineViewTests
{
    private readonly EditBuffer _buffer = new();
    private readonly LineView _view = new("$ ", ">> ");

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(80)]
    public void Whatever_is_typed_and_wherever_the_cursor_goes_the_picture_is_that_of_a_new_terminal(int width)
    {
        var screen = new Screen(width, 12);
        foreach (var text in new[] { "0123456789", "漢字漢", "👍🏽👨‍👩‍👧", "ab\ncd\n", "\tx" })
        {
            foreach (var element in Cells.Elements(text))
            {
                _buffer.Insert(element);
                AssertDrawn(screen, width);
            }
        }
        while (_buffer.Cursor > 0)
        {
            _buffer.MoveTo(_buffer.Before);
            AssertDrawn(screen, width);
        }
        while (_buffer.Text.Length > 0)
        {
            _buffer.Delete(0, _buffer.After);
            AssertDrawn(screen, width);
        }
    }

    [Fact]
    public void Long_commands_wrap_and_later_lines_have_their_own_prompt()
    {
        var screen = new Screen(10, 12);
        _buffer.Insert("0123456789\nab");
        screen.Write(_view.Draw(_buffer, ["one  two", "tip"], 10, 12));
        Assert.Equal(["$ 01234567", "89", ">> ab", "one  two", "tip"], screen.Rows);
        Assert.Equal((2, 5), screen.Cursor);
        screen.Write(_view.Draw(_buffer, [], 10, 12));
        Assert.Equal(["$ 01234567", "89", ">> ab"], screen.Rows);
    }

    [Fact]
    public void The_cursor_behind_a_full_row_is_on_the_next()
    {
        var screen = new Screen(10, 12);
        _buffer.Insert("01234567");
        screen.Write(_view.Draw(_buffer, [], 10, 12));
        Assert.Equal((1, 0), screen.Cursor);
        screen.Write(_view.Finish(_buffer, "", 10));
        screen.Write("output");
        Assert.Equal(["$ 01234567", "output"], screen.Rows);
    }

    [Fact]
    public void A_wide_character_that_does_not_fit_begins_a_row()
    {
        var screen = new Screen(10, 12);
        _buffer.Insert("0123456漢字");
        screen.Write(_view.Draw(_buffer, [], 10, 12));
        Assert.Equal(["$ 0123456", "漢字"], screen.Rows);
        Assert.Equal((1, 4), screen.Cursor);
    }

    [Fact]
    public void Of_more_rows_than_the_screen_has_it_shows_those_at_the_cursor_and_in_the_end_all()
    {
        var screen = new Screen(20, 5);
        screen.Write("before\r\n");
        _buffer.Insert(string.Join('\n', Enumerable.Range(1, 9)));
        screen.Write(_view.Draw(_buffer, ["menu"], 20, 5));
        Assert.Equal(["before", ">> 6", ">> 7", ">> 8", ">> 9", "menu"], screen.Rows);
        _buffer.MoveTo(0);
        screen.Write(_view.Draw(_buffer, [], 20, 5));
        Assert.Equal(["before", "$ 1", ">> 2", ">> 3", ">> 4", ">> 5"], screen.Rows);
        screen.Write(_view.Finish(_buffer, "^C", 20));
        Assert.Equal(["before", "$ 1", .. Enumerable.Range(2, 7).Select(i => $">> {i}"), ">> 9^C"], screen.Rows);
    }

    [Fact]
    public void Control_characters_of_a_recalled_command_do_not_reach_the_terminal()
    {
        _buffer.Insert("a\x1b[2Jb");
        Assert.DoesNotContain("\x1b[2J", _view.Draw(_buffer, [], 40, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_terminal_became_narrower_the_frame_begins_above_the_broken_rows()
    {
        _buffer.Insert(new string('x', 30));
        _view.Draw(_buffer, [], 40, 10);
        Assert.StartsWith("\r\x1b[3A", _view.Draw(_buffer, [], 10, 10), StringComparison.Ordinal);
    }

    private void AssertDrawn(Screen screen, int width)
    {
        screen.Write(_view.Draw(_buffer, [], width, 12));
        var other = new Screen(width, 12);
        other.Write(new LineView("$ ", ">> ").Draw(_buffer, [], width, 12));
        Assert.Equal(other.Rows, screen.Rows);
        Assert.Equal(other.Cursor, screen.Cursor);
    }
}
