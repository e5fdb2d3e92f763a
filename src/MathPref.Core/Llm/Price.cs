namespace MathPref.Core.Llm;

/// <summary>What tokens cost, in USD per million.</summary>
public sealed record Price(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000;

    public decimal Of(long inputTokens, long outputTokens) => (inputTokens * Input + outputTokens * Output) / Million;
}
