namespace MathPref.Shell;

/// <summary>The candidates while Tab goes through them, and the command as it was before.</summary>
internal sealed class CompletionMenu
{
    private const string Gap = "  ";

    private readonly EditBuffer _buffer;
    private readonly Offer _offer;
    private readonly (string Text, int Cursor) _before;
    private int _length;
    private int _current = -1;

    /// <summary>Puts in what all candidates begin with, where that is more than what is there, and the first of them otherwise.</summary>
    public CompletionMenu(EditBuffer buffer, Offer offer)
    {
        (_buffer, _offer, _before, _length) = (buffer, offer, (buffer.Text, buffer.Cursor), offer.Length);
        var common = CommonPrefix();
        var typed = buffer.Text.AsSpan(offer.Start, offer.Length);
        if (offer.Candidates.Count > 1 && common.Length > typed.Length && common.AsSpan().StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            Put(common);
        else
            Step(1);
    }

    public void Step(int step)
    {
        var count = _offer.Candidates.Count;
        _current = _current < 0 && step < 0 ? count - 1 : (_current + step + count) % count;
        Put(_offer.Candidates[_current].Text);
    }

    public void Undo()
    {
        _buffer.Set(_before.Text);
        _buffer.MoveTo(_before.Cursor);
    }

    /// <summary>One row with the candidates around the current one, marked, and one with what is said about it.</summary>
    public IReadOnlyList<string> Rows(int width, Func<string, string> mark)
    {
        var candidates = _offer.Candidates;
        var (first, last) = Visible(width);
        var labels = Enumerable.Range(first, last - first + 1)
            .Select(i => Cells.Cut(candidates[i].Label, width - 4))
            .Select((label, i) => first + i == _current ? mark(label) : label);
        var list = (first > 0 ? "… " : "") + string.Join(Gap, labels) + (last < candidates.Count - 1 ? " …" : "");
        return _current < 0 || candidates[_current].Tip == candidates[_current].Label ? [list] : [list, Cells.Cut(candidates[_current].Tip, width)];
    }

    /// <summary>The candidates come in pages, so that the list stays while the mark moves.</summary>
    private (int First, int Last) Visible(int width)
    {
        var first = 0;
        var cells = 0;
        for (var i = 0; i < _offer.Candidates.Count; i++)
        {
            var label = Math.Min(Cells.Of(_offer.Candidates[i].Label), width - 4);
            if (i > first && cells + Gap.Length + label > width - 4)
            {
                if (i > Math.Max(_current, 0))
                    return (first, i - 1);
                (first, cells) = (i, label);
            }
            else
            {
                cells += label + (i > first ? Gap.Length : 0);
            }
        }
        return (first, _offer.Candidates.Count - 1);
    }

    private void Put(string text)
    {
        _buffer.Replace(_offer.Start, _offer.Start + _length, text);
        _length = text.Length;
    }

    private string CommonPrefix()
    {
        var common = _offer.Candidates[0].Text;
        foreach (var candidate in _offer.Candidates)
        {
            var length = 0;
            while (length < Math.Min(common.Length, candidate.Text.Length) && char.ToUpperInvariant(common[length]) == char.ToUpperInvariant(candidate.Text[length]))
                length++;
            common = common[..length];
        }
        return common;
    }
}
