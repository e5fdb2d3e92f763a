using System.Globalization;
using System.Net;
using MathPref.Core.Hub;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>
/// Whether a Hugging Face Space is shown the token of huggingface.co, which often may write to all that its user has: only one that has
/// refused without it, and that the Hub says to be of the token's own user or organisation. Anybody can have a Space, under nearly any name.
/// </summary>
internal sealed class SpaceDoor(ArgillaConnection connection, ArgillaHttp http)
{
    private volatile string? _token;

    /// <summary>What goes along with every request; null until the Space has asked for it and may have it.</summary>
    public string? Token => _token;

    /// <summary>
    /// Whether the request is to be sent once more, with the token. Throws <see cref="ArgillaFailure.Authentication"/> where the Space
    /// refused as a private one does, and may not have it.
    /// </summary>
    /// <param name="reply">The answer to a request that needs no key of Argilla: who refuses it is the Space.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<bool> OpensAfterAsync(ArgillaReply reply, CancellationToken cancellation)
    {
        var isRefused = reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || reply is { Status: HttpStatusCode.NotFound, IsJson: false };
        if (!isRefused || !connection.IsSpace || connection.SpaceToken is null || _token is not null)
            return false;
        if (!connection.AllowTokenToSpace && await WhyNotOursAsync(cancellation).ConfigureAwait(false) is { } why)
        {
            var status = ((int)reply.Status).ToString(CultureInfo.InvariantCulture);
            why = connection.Redact(MessageText.Plain(connection.Redact(why))).TrimEnd('.');
            throw new ArgillaException(
                ArgillaFailure.Authentication,
                $"{connection} answered {status}, as a private Space does, and the token in {ArgillaConnection.SpaceTokenVariable} was not sent there: " +
                $"{why}. If that Space may have the token, give -AllowTokenToSpace.") { Status = reply.Status };
        }
        _token = connection.SpaceToken;
        return true;
    }

    /// <summary>Null for a Space of the token's own user or organisation.</summary>
    private async Task<string?> WhyNotOursAsync(CancellationToken cancellation)
    {
        try
        {
            var hub = http.Hub(connection.Hub?.Invoke() ?? throw new HubConfigurationException("it is not known where the Hub is"));
            if (await hub.FindSpaceOwnerAsync(connection.Subdomain, cancellation).ConfigureAwait(false) is not { } owner)
                return "the Hub shows the token no such Space";
            var user = await hub.WhoAmIAsync(cancellation).ConfigureAwait(false);
            return user.Has(owner) ? null : $"the Space belongs to '{owner}', and not to '{user.Name}', whose token it is, or an organisation of theirs";
        }
        catch (Exception unknown) when (unknown is HubException or HubConfigurationException)
        {
            return $"whose the Space is could not be found out. {unknown.Message}";
        }
    }
}
