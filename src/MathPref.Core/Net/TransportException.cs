using MathPref.Core.Text;

namespace MathPref.Core.Net;

/// <summary>An attempt that brought no answer, before a service has said it in its own words.</summary>
internal sealed class TransportException : ServiceException
{
    private TransportException(TransportFailure failure, string message, Exception? cause)
        : base(failure switch
        {
            TransportFailure.Timeout => ServiceFailure.Timeout,
            TransportFailure.Connection => ServiceFailure.Connection,
            _ => ServiceFailure.BadResponse,
        }, message, cause) => Failure = failure;

    public TransportFailure Failure { get; }

    /// <summary>The innermost cause in its own words.</summary>
    public string Cause
    {
        get
        {
            Exception root = this;
            while (root.InnerException is { } inner)
                root = inner;
            return root.Message;
        }
    }

    /// <inheritdoc/>
    public override bool IsTransient => Failure is not TransportFailure.TooLarge;

    public static TransportException AfterTime(TimeSpan timeout) =>
        new(TransportFailure.Timeout, FormattableString.Invariant($"no answer came within {timeout.TotalSeconds:0.#} s (-TimeoutSec)"), null);

    /// <summary>The handler's own limit of time for making a connection.</summary>
    public static TransportException NotConnectedInTime(OperationCanceledException broken)
    {
        const string message = "no connection could be made in time";
        var cause = new HttpRequestException(HttpRequestError.ConnectionError, message, broken);
        return new(TransportFailure.Connection, message, cause) { WasNeverConnected = true };
    }

    /// <summary>From what the HTTP library throws.</summary>
    public static TransportException From(Exception broken)
    {
        var error = (broken as HttpRequestException)?.HttpRequestError;
        if (error is HttpRequestError.ConfigurationLimitExceeded)
            return new(TransportFailure.TooLarge, $"the answer is longer than {HttpClients.LargestReply >> 20} MB", broken);
        var failure = broken is InvalidDataException or InvalidOperationException ? TransportFailure.Unpackable : TransportFailure.Connection;
        var root = broken;
        while (root.InnerException is { } inner)
            root = inner;
        return new(failure, MessageText.Plain(root.Message), broken)
        {
            WasNeverConnected = error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
    }
}
