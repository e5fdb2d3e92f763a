using System.Net;

namespace MathPref.Core.Net;

/// <summary>How calls leave this machine; null settings follow the environment (HTTPS_PROXY and its kin), which no call to this machine does.</summary>
/// <param name="Address">The proxy.</param>
/// <param name="Credential">For a proxy that asks for one.</param>
/// <param name="None">No proxy at all, whatever the environment says.</param>
internal sealed record ProxySettings(Uri? Address, NetworkCredential? Credential, bool None);
