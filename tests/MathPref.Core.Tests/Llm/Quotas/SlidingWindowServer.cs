namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>So many in the time that is just past.</summary>
internal sealed class SlidingWindowServer(double length, int most, OtherUsers? others) : SimulatedServer
{
    private readonly Queue<double> _taken = new();

    public override bool HasRoom(double now)
    {
        Turn(now);
        return _taken.Count < most;
    }

    public override void Admit(double now) => _taken.Enqueue(now);

    public override double NextRoom(double now)
    {
        Turn(now);
        return _taken.Count == 0 ? now : _taken.Peek() + length + 1e-6;
    }

    private void Turn(double now)
    {
        while (others?.Next <= now)
            _taken.Enqueue(others.Take());
        while (_taken.TryPeek(out var oldest) && oldest <= now - length)
            _taken.Dequeue();
    }
}
