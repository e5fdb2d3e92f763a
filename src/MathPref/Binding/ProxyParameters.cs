using System.Management.Automation;
using MathPref.Core.Llm;

namespace MathPref.Binding;

/// <summary>-Proxy, -ProxyCredential and -NoProxy as settings; null leaves it to the environment.</summary>
internal static class ProxyParameters
{
    public static ProxySettings? Read(Uri? proxy, PSCredential? credential, bool none) =>
        proxy is null && !none ? null : new ProxySettings(proxy, credential?.GetNetworkCredential(), none);
}
