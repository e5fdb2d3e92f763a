using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Llm;

namespace MathPref.Commands;

/// <summary>What a cmdlet that reaches a model's server takes: where it is, the key and the way there.</summary>
public abstract class ConnectionCommandBase : ServiceCommandBase
{
    /// <summary>The server's address; a base without a path gets /v1. Without it the provider's variable, then its own service.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>The key, as a SecureString or a string; without it the provider's environment variable.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>The model with what this cmdlet was given of its connection, where the model (by New-Llm) does not say it itself.</summary>
    private protected LlmSpec Connect(LlmSpec model) => model with
    {
        Endpoint = model.Endpoint ?? Endpoint,
        ApiKey = model.ApiKey ?? ApiKey,
        Proxy = model.Proxy ?? GivenProxy,
        AllowUnencryptedAuthentication = model.AllowUnencryptedAuthentication || AllowUnencryptedAuthentication,
    };
}
