using System.Net;
using System.Security;
using MathPref.Core.Net;

namespace MathPref.Core.Llm;

/// <summary>Where a model's calls go and with which key: parameter first, then the environment, then the provider's own address.</summary>
internal sealed record LlmConnection(Uri Endpoint, string? ApiKey, string LengthField)
{
    /// <summary>Throws <see cref="LlmConfigurationException"/> that says which variable or parameter to set.</summary>
    public static LlmConnection Resolve(LlmSpec spec, Func<string, string?> environment)
    {
        var profile = spec.Profile;
        var endpoint = spec.Endpoint
            ?? FromVariable(profile, environment)
            ?? profile.DefaultEndpoint
            ?? throw new LlmConfigurationException($"The provider {profile.Name} has no address.");
        var isProvidersOwn = endpoint.Host == profile.DefaultEndpoint?.Host;
        var key = spec.ApiKey is { Length: > 0 } given
            ? Reveal(given)
            : profile.KeyVariable is { } variable ? environment(variable)?.Trim() : null;
        if (string.IsNullOrEmpty(key))
        {
            if (profile.NeedsKey && isProvidersOwn)
                throw new LlmConfigurationException(MissingKey(spec));
            key = null;
        }
        // A header takes no more; the message of the HTTP library would not say whose fault it is.
        if (key?.FirstOrDefault(c => c is < ' ' or > '~') is { } odd and not '\0')
            throw new LlmConfigurationException($"The key of {spec} holds a character that no key has (U+{(int)odd:X4}). Copy it again, without what " +
                "stands around it.");
        if (endpoint.UserInfo.Length > 0)
            throw new LlmConfigurationException($"The address of {spec} has a name or password in it, which would turn up in messages. Give the key with " +
                "-ApiKey, or a proxy's with -ProxyCredential.");
        if (key is not null && !spec.AllowUnencryptedAuthentication && Loopback.InClear(endpoint, spec.Proxy) is { } reader)
            throw new LlmConfigurationException($"The key of {spec} would go to {reader} unencrypted. Give an https address, or " +
                "-AllowUnencryptedAuthentication if the way there is safe.");
        // A stand-in for OpenAI rarely knows the new name of the field, and every one of them knows the old one.
        var lengthField = isProvidersOwn ? profile.LengthField : "max_tokens";
        return new LlmConnection(WithPath(endpoint), key, lengthField);
    }

    public static string MissingKey(LlmSpec spec) =>
        $"{spec} needs an API key: set the environment variable {spec.Profile.KeyVariable}, or give -ApiKey here or to New-Llm. Keys are made at " +
        $"{spec.Profile.KeyPage}.";

    private static Uri? FromVariable(ProviderProfile profile, Func<string, string?> environment)
    {
        if (profile.EndpointVariable is not { } variable || environment(variable)?.Trim() is not { Length: > 0 } text)
            return null;
        // OLLAMA_HOST is commonly written as host:port.
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new LlmConfigurationException($"The environment variable {variable} holds '{text}', which is not an http or https address.");
    }

    /// <summary>A base without a path gets /v1, where OpenAI-compatible servers have their routes.</summary>
    private static Uri WithPath(Uri endpoint)
    {
        var path = endpoint.AbsolutePath.TrimEnd('/');
        return new UriBuilder(endpoint) { Path = (path.Length == 0 ? "/v1" : path) + "/" }.Uri;
    }

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password.Trim();
}
