namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>A bucket that fills evenly and never holds more than so many.</summary>
internal sealed class TokenBucketServer(double perSecond, int burst, OtherUsers? others) : SimulatedServer
{
    /// <summary>A clock of 100 ns must not make a refusal of what is due to the tick.</summary>
    private const double Rounding = 1e-6;

    private double _tokens = burst;
    private double _at;

    public override bool HasRoom(double now)
    {
        Turn(now);
        return _tokens >= 1 - Rounding;
    }

    public override void Admit(double now)
    {
        Turn(now);
        _tokens--;
    }

    public override double NextRoom(double now)
    {
        Turn(now);
        return now + Math.Max(0, 1 - _tokens) / perSecond + 1e-6;
    }

    private void Turn(double now)
    {
        while (others?.Next <= now)
        {
            Fill(others.Take());
            _tokens--;
        }
        Fill(now);
    }

    private void Fill(double now)
    {
        _tokens = Math.Min(burst, _tokens + (now - _at) * perSecond);
        _at = now;
    }
}
