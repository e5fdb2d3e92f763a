using System.Net;

namespace MathPref.Core.Net;

/// <summary>
/// The proxy of the environment (HTTPS_PROXY and its kin), which is none for this machine: it could not find the way back, and would read
/// the key.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The environment says what the proxy is told.");
    }

    public Uri? GetProxy(Uri destination) => Loopback.Is(destination) ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => Loopback.Is(host) || HttpClient.DefaultProxy.IsBypassed(host);
}
