using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>What a cmdlet that reaches a model's server takes: where it is, the key and the way there.</summary>
public abstract class ConnectionCommandBase : PSCmdlet
{
    /// <summary>The server's address; a base without a path gets /v1. Without it the provider's variable, then its own service.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key, as a SecureString or a string; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>The proxy; without it the environment's (HTTPS_PROXY, NO_PROXY).</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Proxy { get; set; }

    /// <summary>For a proxy that asks who one is.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses no proxy, whatever the environment says.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Lets a key go over plain http to another machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    private protected ProxySettings? GivenProxy =>
        Proxy is null && !NoProxy ? null : new ProxySettings(Proxy, ProxyCredential?.GetNetworkCredential(), NoProxy);

    /// <summary>The model with what this cmdlet was given of its connection, where the model (by New-Llm) does not say it itself.</summary>
    private protected LlmSpec Connect(LlmSpec model) => model with
    {
        Endpoint = model.Endpoint ?? Endpoint,
        ApiKey = model.ApiKey ?? ApiKey,
        Proxy = model.Proxy ?? GivenProxy,
        AllowUnencryptedAuthentication = model.AllowUnencryptedAuthentication || AllowUnencryptedAuthentication,
    };
}
