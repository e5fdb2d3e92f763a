namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>
/// What could be had: it sees the server's count at each moment and sends a call whenever one of its permits is free and there is room, and never
/// otherwise. No plan gets more answers. A call that goes out later than it could frees its place in a window, its token or its slot no earlier, so
/// that waiting never makes room that sending at once would not have made. It does not see what chance will do: strays hit it as they hit
/// ours, and cost it the time of a refusal on a permit. Rows are endless, so that the wait before a row is tried again costs it nothing.
/// </summary>
internal static class QuotaOracle
{
    /// <summary>Gives the answers until a time, in seconds.</summary>
    public static AnswerCount Run(QuotaDraw draw, double until)
    {
        var server = SimulatedServer.For(draw);
        var chances = new Chances(draw);
        var answers = new AnswerCount(draw.Period);
        // What ends, and whether it is an answer; a wake-up is neither and holds no permit.
        var events = new PriorityQueue<int, double>();
        var (free, now, wakes) = (draw.InFlight, 0.0, double.NegativeInfinity);
        while (now < until)
        {
            while (free > 0 && server.HasRoom(now))
            {
                free--;
                if (chances.IsStray())
                {
                    events.Enqueue(Refusal, now + draw.RoundTrip);
                    continue;
                }
                server.Admit(now);
                events.Enqueue(Answer, now + chances.Latency());
            }
            if (free > 0 && wakes <= now)
            {
                wakes = Math.Max(server.NextRoom(now), now + 1e-6);
                if (double.IsFinite(wakes))
                    events.Enqueue(WakeUp, wakes);
            }
            if (!events.TryDequeue(out var what, out now))
                break;
            if (what == WakeUp)
                continue;
            free++;
            if (what == Refusal || now >= until)
                continue;
            server.Done();
            answers.Add(now);
        }
        return answers;
    }

    private const int Answer = 0;
    private const int Refusal = 1;
    private const int WakeUp = 2;
}
