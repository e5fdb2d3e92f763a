namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>How a simulated server counts.</summary>
internal enum ServerKind
{
    None,
    FixedWindow1,
    FixedWindow10,
    FixedWindow60,
    SlidingWindow,
    TokenBucket,
    AtOnce,
    Shared,
}
