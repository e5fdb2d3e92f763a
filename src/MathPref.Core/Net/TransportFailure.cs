namespace MathPref.Core.Net;

/// <summary>What keeps an attempt from an answer.</summary>
internal enum TransportFailure
{
    /// <summary>It took longer than an attempt may.</summary>
    Timeout,

    /// <summary>The connection was never made, or it broke off.</summary>
    Connection,

    /// <summary>The answer is longer than any that is read.</summary>
    TooLarge,

    /// <summary>The answer's compression is broken.</summary>
    Unpackable,
}
