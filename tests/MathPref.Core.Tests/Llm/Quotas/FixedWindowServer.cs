namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>So many in each window of the server's clock, at a phase of its own. Others come first: what they take is no longer there.</summary>
internal sealed class FixedWindowServer(double length, int most, double phase, OtherUsers? others) : SimulatedServer
{
    private long _window = -1;
    private int _left;

    public override bool HasRoom(double now)
    {
        Turn(now);
        return _left > 0;
    }

    public override void Admit(double now)
    {
        Turn(now);
        _left--;
    }

    public override double NextRoom(double now) => (Math.Floor((now + phase) / length) + 1) * length - phase + 1e-6;

    private void Turn(double now)
    {
        var window = (long)Math.Floor((now + phase) / length);
        while (_window < window)
        {
            _window++;
            _left = most - (others?.CountUntil((_window + 1) * length - phase) ?? 0);
        }
    }
}
