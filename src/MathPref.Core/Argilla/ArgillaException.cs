using MathPref.Core.Net;

namespace MathPref.Core.Argilla;

/// <summary>A call to Argilla that came to nothing, in the server's own words. No message holds a key.</summary>
public sealed class ArgillaException(
    ArgillaFailure failure, string message, Exception? inner = null) : ServiceException((ServiceFailure)failure, message, inner)
{
    public ArgillaFailure Failure { get; } = failure;

    /// <inheritdoc/>
    public override bool IsTransient => Failure is ArgillaFailure.Connection or ArgillaFailure.Timeout or ArgillaFailure.RateLimited or ArgillaFailure.Server;

    /// <summary>The index of the record that the server named, in the request.</summary>
    public int? Position { get; init; }

    /// <summary>The answer is longer than any that is read: a smaller page may not be.</summary>
    internal bool IsTooLarge { get; init; }
}
