namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>So many calls at once.</summary>
internal sealed class AtOnceServer(int most) : SimulatedServer
{
    private int _running;

    public override bool HasRoom(double now) => _running < most;

    public override void Admit(double now) => _running++;

    /// <summary>With the next answer: the clock is not asked.</summary>
    public override double NextRoom(double now) => double.PositiveInfinity;

    public override void Done() => _running--;
}
