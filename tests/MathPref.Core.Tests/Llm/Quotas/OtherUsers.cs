namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>
/// Other users of the same quota: at random times, with a share of it from 10 to 70% that changes every one to five minutes. They get what they ask for,
/// so that what is left for us is what they do not take, and an oracle cannot take it from them either.
/// </summary>
internal sealed class OtherUsers
{
    private readonly Random _random;
    private readonly double _perSecond;
    private double _share;
    private double _changes;

    public OtherUsers(int seed, double perSecond)
    {
        (_random, _perSecond) = (new Random(seed + 2), perSecond);
        Take();
    }

    /// <summary>When the next of them comes, in seconds.</summary>
    public double Next { get; private set; }

    /// <summary>Takes the next one and gives when it came.</summary>
    public double Take()
    {
        var now = Next;
        while (now >= _changes)
        {
            _share = 0.1 + 0.6 * _random.NextDouble();
            _changes += 60 + 240 * _random.NextDouble();
        }
        Next = now - Math.Log(1 - _random.NextDouble()) / (_perSecond * _share);
        return now;
    }

    /// <summary>Takes all that come before a time.</summary>
    public int CountUntil(double time)
    {
        var count = 0;
        while (Next < time)
        {
            Take();
            count++;
        }
        return count;
    }
}
