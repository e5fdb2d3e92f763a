using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Matrices of LaTeX and of programs.</summary>
internal sealed partial class ScalarReader
{
    private Expr? ReadEnvironment()
    {
        var name = Current.Text;
        var end = _tokens.MatchOf(_at);
        if (end < 0 || end >= _end)
            return Fail($"the environment '{name}' does not end");
        var from = _at + 1;
        _at = end + 1;
        switch (name)
        {
            case "pmatrix" or "bmatrix" or "Bmatrix" or "matrix" or "smallmatrix" or "psmallmatrix" or "bsmallmatrix" or "array" or "tabular":
                return ReadTable(from, end);
            case "vmatrix" or "Vmatrix" or "vsmallmatrix":
                return ReadTable(from, end) is { } matrix ? new Call(Function.Det, [matrix]) : null;
            case "aligned" or "align" or "equation" or "gather" or "gathered" or "split" or "displaymath" or "math":
                return ReadBetween(from, end);
            default:
                return Fail($"the environment '{name}' stands within a value");
        }
    }

    /// <summary>Matrix([[1, 2], [3, 4]]) row by row, Matrix([1, 2]) a column.</summary>
    private Expr? ReadProgramMatrix()
    {
        var close = _tokens.MatchOf(_at);
        if (close == _at + 2 || close < 0 || !_tokens[_at + 1].Is(TokenKind.Open, "[") || _tokens[_at + 2].Is(TokenKind.Open, "[")
            || _tokens.MatchOf(_at + 1) != close - 1)
            return ReadArgument();
        var cells = ReadList(_at + 2, close - 1);
        _at = close + 1;
        return cells is { } all ? Matrix([.. all.Select(cell => ImmutableArray.Create(cell))]) : null;
    }

    /// <summary>Cells between &amp; and \\.</summary>
    private MatrixOf? ReadTable(int from, int to)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Expr>>();
        var row = ImmutableArray.CreateBuilder<Expr>();
        var start = from;
        for (var i = from; i <= to; i = i == to ? i + 1 : _tokens.After(i))
        {
            var isEnd = i == to || _tokens[i].Kind == TokenKind.Row;
            if (!isEnd && _tokens[i].Kind != TokenKind.Cell)
                continue;
            if (isEnd && i == start && row.Count == 0)
            {
                // An empty line.
                start = i + 1;
                continue;
            }
            if (ReadBetween(start, i) is not { } cell)
                return null;
            row.Add(cell);
            start = i + 1;
            if (isEnd)
                rows.Add(row.DrainToImmutable());
        }
        return Matrix(rows.DrainToImmutable());
    }

    private MatrixOf? Matrix(ImmutableArray<ImmutableArray<Expr>> rows)
    {
        if (rows.IsEmpty)
            Fail("a matrix without entries");
        foreach (var row in rows)
        {
            if (row.Length != rows[0].Length)
                Fail("the rows of a matrix differ in length");
        }
        return _problem == null ? new(rows) : null;
    }

    /// <summary>Whether brackets enclose rows: lists in brackets, or cells with semicolons between the rows.</summary>
    private bool IsMatrix(int from, int close)
    {
        if (from >= close)
            return false;
        var open = _tokens[from - 1].Text;
        if (open == "[" && IndexOf(TokenKind.Semicolon, from, close) > 0)
            return true;
        if (_tokens[from].Kind != TokenKind.Open || _tokens[from].Text != open)
            return false;
        for (var i = from; i < close; i++)
        {
            if (_tokens[i].Kind != TokenKind.Open || _tokens[i].Text != open || _tokens.MatchOf(i) is not (> 0 and var end))
                return false;
            i = end + 1;
            if (i < close && _tokens[i].Kind != TokenKind.Comma && !(open == "[" && _tokens[i].Is(TokenKind.Open, "[")))
                return false;
            // Rows of printed arrays follow without commas: [[1 2] [3 4]].
            if (i < close && _tokens[i].Kind == TokenKind.Open)
                i--;
        }
        // A list of one bracket is a matrix in the spelling of programs, a group within a group is not.
        return open == "[" || IndexOf(TokenKind.Comma, from, close) > 0;
    }

    private int IndexOf(TokenKind kind, int from, int to)
    {
        for (var i = from; i < to; i = _tokens.After(i))
        {
            if (_tokens[i].Kind == kind)
                return i;
        }
        return -1;
    }

    private MatrixOf? ReadRows(int from, int to)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Expr>>();
        if (_tokens[from].Kind == TokenKind.Open && IndexOf(TokenKind.Semicolon, from, to) < 0)
        {
            for (var i = from; i < to; i = _tokens.After(i))
            {
                if (_tokens[i].Kind == TokenKind.Comma)
                    continue;
                var end = _tokens.MatchOf(i);
                if ((IndexOf(TokenKind.Comma, i + 1, end) > 0 ? ReadList(i + 1, end) : ReadSpaced(i + 1, end)) is not { } row)
                    return null;
                rows.Add(row);
            }
            return Matrix(rows.DrainToImmutable());
        }
        for (var start = from; start < to;)
        {
            var end = IndexOf(TokenKind.Semicolon, start, to) is > 0 and var semicolon ? semicolon : to;
            var row = IndexOf(TokenKind.Comma, start, end) > 0 ? ReadList(start, end) : ReadSpaced(start, end);
            if (row == null)
                return null;
            rows.Add(row.Value);
            start = end + 1;
        }
        return Matrix(rows.DrainToImmutable());
    }

    /// <summary>Cells that blanks part: a blank before a value (or before its sign alone) begins the next.</summary>
    private ImmutableArray<Expr>? ReadSpaced(int from, int to)
    {
        var row = ImmutableArray.CreateBuilder<Expr>();
        var start = from;
        for (var i = from; i < to; i = _tokens.After(i))
        {
            var next = _tokens.After(i);
            var isBreak = next < to && _tokens[next].HasSpaceBefore
                && (_tokens[next].Kind is TokenKind.Number or TokenKind.Letters or TokenKind.Open or TokenKind.Command
                    || _tokens[next].Kind == TokenKind.Minus && next + 1 < to && !_tokens[next + 1].HasSpaceBefore)
                && _tokens[i].Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.Times or TokenKind.Divide or TokenKind.Caret);
            if (next < to && !isBreak)
                continue;
            if (ReadBetween(start, Math.Min(next, to)) is not { } cell)
                return null;
            row.Add(cell);
            start = next;
        }
        return row.DrainToImmutable();
    }
}
