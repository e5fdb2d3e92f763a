namespace MathPref.Core.Maths.Equality;

/// <summary>The work of one comparison in balls, of which there is <see cref="Bounds.BallWork"/>.</summary>
internal sealed class BallWork
{
    /// <summary>An operation on balls in the units of <see cref="Work"/>.</summary>
    private const int UnitsOfWork = 5;

    private int _left = Bounds.BallWork;

    /// <summary>Whether there was enough left.</summary>
    public bool Spend(int units, int precision)
    {
        int spent = units * (1 + precision / 128);
        _left -= spent;
        return _left >= 0 && Work.TrySpend(spent * UnitsOfWork);
    }
}
