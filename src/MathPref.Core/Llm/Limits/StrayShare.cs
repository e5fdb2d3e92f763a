namespace MathPref.Core.Llm.Limits;

/// <summary>
/// What share of calls a server refuses whatever is sent. It is learnt where a quota is not thought to refuse; before that one in eight is expected, with
/// the weight of eight calls. Old calls weigh less, since servers change.
/// </summary>
internal sealed class StrayShare
{
    /// <summary>A server that refuses more than that at random is not known; more is taken for a quota.</summary>
    private const double Most = 0.5;
    private const double Least = 0.01;
    private const double MostWeight = 1000;

    private double _refused = 1;
    private double _all = 8;

    public double Mean => Math.Clamp(_refused / _all, 0, Most);

    /// <summary>As high as it may well be: with few calls seen, more than the mean.</summary>
    public double High => Math.Clamp(_refused / _all + Deviation, Least, Most);

    private double Deviation
    {
        get
        {
            var mean = Math.Clamp(_refused / _all, Least, 1 - Least);
            return Math.Sqrt(mean * (1 - mean) / _all);
        }
    }

    public void Add(double refused, double all)
    {
        (_refused, _all) = (_refused + refused, _all + all);
        if (_all <= MostWeight)
            return;
        _refused *= MostWeight / _all;
        _all = MostWeight;
    }

    /// <summary>Takes what was seen in place of what was known.</summary>
    public void Set(double refused, double all) => (_refused, _all) = (refused, all);
}
