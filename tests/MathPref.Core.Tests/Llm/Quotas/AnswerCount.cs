namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>Answers over time, in quarters of a period.</summary>
internal sealed class AnswerCount(double period)
{
    private readonly List<int> _quarters = [];

    /// <summary>Counts an answer that came at a time, in seconds.</summary>
    public void Add(double time)
    {
        var quarter = QuarterOf(time);
        while (_quarters.Count <= quarter)
            _quarters.Add(0);
        _quarters[quarter]++;
    }

    public int QuarterOf(double time) => (int)(time * 4 / period);

    /// <summary>Answers of some quarters, from the first to before the last.</summary>
    public int In(int from, int to)
    {
        var sum = 0;
        for (var i = from; i < to && i < _quarters.Count; i++)
            sum += _quarters[i];
        return sum;
    }
}
