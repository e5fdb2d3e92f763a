namespace MathPref.Core.Llm.Limits;

/// <summary>
/// The calls of a model in the order in which they were sent, and what came of them: the order in which they come back is another, since a refusal comes
/// at once and an answer takes its time. A call that is under way when a later one has been refused is taken as let in: had it been refused, that would be
/// known. Not safe for several threads.
/// </summary>
internal sealed class CallLog
{
    /// <summary>How many of the latest calls are looked at; a power of two.</summary>
    public const int Size = 512;

    private readonly Entry[] _calls = new Entry[Size];
    private readonly TimeSpan[] _answers = new TimeSpan[Size];
    private readonly int[] _admittedAt = new int[Size];
    private readonly int[] _refusedAt = new int[Size];
    private long _answered;

    private enum Fate : byte
    {
        UnderWay,
        Answered,
        Refused,
        Void,
    }

    private struct Entry
    {
        public TimeSpan Sent;
        public Fate Fate;
    }

    /// <summary>The number of the call that is sent next; the first has 0.</summary>
    public long Next { get; private set; }

    /// <summary>The latest call that was refused; -1 before the first.</summary>
    public long LastRefused { get; private set; } = -1;

    /// <summary>Calls that were refused so far.</summary>
    public long Refused { get; private set; }

    /// <summary>Calls that are under way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>Gives the call's number.</summary>
    public long Send(TimeSpan now)
    {
        _calls[Next % Size] = new Entry { Sent = now };
        UnderWay++;
        return Next++;
    }

    public bool IsUnderWay(long call) => Keeps(call) && _calls[call % Size].Fate == Fate.UnderWay;

    /// <summary>When a call was sent; null where that is too long ago.</summary>
    public TimeSpan? SentAt(long call) => Keeps(call) ? _calls[call % Size].Sent : null;

    public void Answer(long call, TimeSpan now)
    {
        End(call, Fate.Answered);
        _answers[_answered++ % Size] = now;
    }

    public void Refuse(long call)
    {
        End(call, Fate.Refused);
        Refused++;
        LastRefused = Math.Max(LastRefused, call);
    }

    /// <summary>Neither an answer nor a refusal: it says nothing.</summary>
    public void Fail(long call) => End(call, Fate.Void);

    /// <summary>
    /// The most that any row of calls up to the latest refusal says for <em>used up</em> against <em>strays</em>, in nats: the logarithm of how much
    /// likelier it is with the one share of refusals than with the other.
    /// </summary>
    /// <param name="from">The first call that may count.</param>
    /// <param name="strays">The share of strays.</param>
    /// <param name="usedUp">The share of refusals where the quota is used up.</param>
    /// <returns>The evidence, and the call with which the row begins.</returns>
    public (double Nats, long Start) EvidenceSince(long from, double strays, double usedUp)
    {
        var start = LastRefused;
        var (refused, admitted) = (Math.Log(usedUp / strays), Math.Log((1 - usedUp) / (1 - strays)));
        var (sum, best) = (0.0, 0.0);
        for (var call = LastRefused; call >= from && Keeps(call) && sum > best - 20; call--)
        {
            var fate = _calls[call % Size].Fate;
            if (fate != Fate.Void)
                sum += fate == Fate.Refused ? refused : admitted;
            if (sum > best)
                (best, start) = (sum, call);
        }
        return (best, start);
    }

    /// <summary>
    /// Whether the refusals are those of a server that takes so many calls at once: then calls are refused where so many that were let in are under way, and
    /// hardly any where fewer are. Gives the number; null where that does not tell them apart.
    /// </summary>
    /// <param name="from">The first call that may count.</param>
    /// <param name="strays">The share of strays.</param>
    /// <param name="least">Nats that this has to explain more than one share of refusals for all calls.</param>
    public int? MostAtOnce(long from, double strays, double least)
    {
        const int Fewest = 6;
        var (admitted, refused, most) = CountByUnderWay(from);
        var (admittedAbove, refusedAbove, best, gain) = (0, 0, (int?)null, least);
        for (var limit = most; limit >= 1; limit--)
        {
            admittedAbove += _admittedAt[limit];
            refusedAbove += _refusedAt[limit];
            var (admittedBelow, refusedBelow) = (admitted - admittedAbove, refused - refusedAbove);
            var above = refusedAbove / (double)(refusedAbove + admittedAbove);
            var below = refusedBelow / (double)(refusedBelow + admittedBelow);
            if (refusedAbove < Fewest || above < 0.85 || !(below <= strays + 0.1))
                continue;
            var gained = Likelihood(admittedAbove, refusedAbove) + Likelihood(admittedBelow, refusedBelow) - Likelihood(admitted, refused);
            if (gained > gain)
                (best, gain) = (limit, gained);
        }
        return best;
    }

    /// <summary>How many calls up to the latest refusal were refused in a row, up to a number.</summary>
    public int RefusedInARow(int most)
    {
        var count = 0;
        while (count < most && Keeps(LastRefused - count) && _calls[(LastRefused - count) % Size].Fate == Fate.Refused)
            count++;
        return count;
    }

    /// <summary>The fewest that were under way when a call was refused; null for none.</summary>
    public int? FewestAtRefusal(long from)
    {
        CountByUnderWay(from);
        var fewest = Array.FindIndex(_refusedAt, count => count > 0);
        return fewest < 0 ? null : fewest;
    }

    /// <summary>Counts the calls up to the latest refusal by how many that were let in were under way when they were sent.</summary>
    private (int Admitted, int Refused, int Most) CountByUnderWay(long from)
    {
        Array.Clear(_admittedAt);
        Array.Clear(_refusedAt);
        var (admitted, refused, most) = (0, 0, 0);
        // Backwards from now: an answer that came after a call was sent puts one more under way, and a call that was let in one less.
        var underWay = UnderWay - CountUndecided();
        var answer = _answered - 1;
        for (var call = LastRefused; call >= from && Keeps(call); call--)
        {
            ref var entry = ref _calls[call % Size];
            while (answer >= 0 && answer > _answered - Size && _answers[answer % Size] > entry.Sent)
            {
                underWay++;
                answer--;
            }
            if (entry.Fate == Fate.Void)
                continue;
            if (entry.Fate != Fate.Refused)
                underWay--;
            var at = Math.Clamp(underWay, 0, Size - 1);
            most = Math.Max(most, at);
            if (entry.Fate == Fate.Refused)
                (_refusedAt[at], refused) = (_refusedAt[at] + 1, refused + 1);
            else
                (_admittedAt[at], admitted) = (_admittedAt[at] + 1, admitted + 1);
        }
        return (admitted, refused, most);
    }

    /// <summary>Calls that were refused, and all of which the fate is known, from a call to before another; those that are too long ago are left out.</summary>
    public (int Refused, int All) Count(long from, long to)
    {
        var (refused, all) = (0, 0);
        for (var call = Math.Max(from, Next - Size); call < to; call++)
        {
            var fate = _calls[call % Size].Fate;
            if (fate == Fate.Void)
                continue;
            all++;
            if (fate == Fate.Refused)
                refused++;
        }
        return (refused, all);
    }

    private static double Likelihood(int admitted, int refused)
    {
        var all = admitted + refused;
        return Term(admitted, all) + Term(refused, all);
        static double Term(int part, int all) => part == 0 ? 0 : part * Math.Log(part / (double)all);
    }

    /// <summary>Calls behind the latest refusal of which it is not known yet whether they are let in.</summary>
    public int CountUndecided()
    {
        var count = 0;
        for (var call = Math.Max(LastRefused + 1, Next - Size); call < Next; call++)
        {
            if (IsUnderWay(call))
                count++;
        }
        return count;
    }

    private bool Keeps(long call) => call >= 0 && call < Next && call >= Next - Size;

    private void End(long call, Fate fate)
    {
        UnderWay--;
        if (Keeps(call))
            _calls[call % Size].Fate = fate;
    }
}
