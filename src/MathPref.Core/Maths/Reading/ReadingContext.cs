using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>What the readers of one answer share: how deep they are, what was not understood, and readings beside the likeliest.</summary>
internal sealed class ReadingContext
{
    private const int Deepest = 24;

    public string? Problem { get; private set; }

    public int Depth { get; private set; }

    /// <summary>Other readings of the whole answer.</summary>
    public List<Expr> Others { get; } = [];

    public bool TryEnter()
    {
        Depth++;
        if (Depth <= Deepest)
            return true;
        Fail("brackets within brackets, more than is read");
        Depth--;
        return false;
    }

    public void Leave() => Depth--;

    /// <summary>Keeps the first problem; null for the caller to return.</summary>
    public Expr? Fail(string problem)
    {
        Problem ??= problem;
        return null;
    }
}
