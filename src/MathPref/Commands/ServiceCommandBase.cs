using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;
using MathPref.Core.Net;

namespace MathPref.Commands;

/// <summary>What every cmdlet that reaches a service takes: the way there.</summary>
public abstract class ServiceCommandBase : StepCommandBase
{
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

    /// <summary>Lets a key or token go over plain http to another machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    private protected ProxySettings? GivenProxy =>
        Proxy is null && !NoProxy ? null : new ProxySettings(Proxy, ProxyCredential?.GetNetworkCredential(), NoProxy);

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Run?.Use(ProxyCredential?.Password);
    }

    /// <summary>A model with the way to it that this cmdlet was given, where the model (by New-Llm) does not say it itself.</summary>
    private protected LlmSpec Connect(LlmSpec model, Uri? endpoint, SecureString? apiKey) => model with
    {
        Endpoint = model.Endpoint ?? endpoint,
        ApiKey = model.ApiKey ?? apiKey,
        Proxy = model.Proxy ?? GivenProxy,
        AllowUnencryptedAuthentication = model.AllowUnencryptedAuthentication || AllowUnencryptedAuthentication,
    };
}
