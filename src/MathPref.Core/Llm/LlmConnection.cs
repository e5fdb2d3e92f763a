using System.Net;
using System.Net.Http.Headers;
using System.Security;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>Where a model's calls go and with which key: parameter first, then the environment, then the provider's own address.</summary>
/// <param name="Endpoint">The base address: its path ends in a slash, and a query of the user's stays on it and goes with every request.</param>
/// <param name="ApiKey">The key; null for none.</param>
/// <param name="LengthField">What the limit of tokens is called there.</param>
internal sealed record LlmConnection(Uri Endpoint, string? ApiKey, string LengthField)
{
    private const string ChatRoute = "/chat/completions";

    /// <summary>Routes beside which the chat's is found; the longest first.</summary>
    private static readonly string[] s_routes = [ChatRoute, "/completions", "/responses"];

    /// <summary>Whether the calls go to the provider's own service, whose prices are known.</summary>
    public bool IsProvidersOwn { get; init; }

    /// <summary>The parameter or variable that the address comes from; null for the provider's own.</summary>
    public string? AddressSource { get; init; }

    /// <summary>The header that holds the key as it is; null for none but Authorization.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Whether the key goes in Authorization.</summary>
    public bool HasBearer { get; init; } = true;

    public Uri ChatAddress => At(Endpoint, ChatRoute[1..]);

    /// <summary>The list of models, which is the resource's where the address is that of a deployment.</summary>
    public Uri ModelsAddress => At(Endpoint, AzureAddress.IsDeployment(Endpoint) ? "../../models" : "models");

    /// <summary>The address as it may be shown: without its query.</summary>
    public string Shown => Endpoint.GetLeftPart(UriPartial.Path);

    /// <summary>Throws <see cref="LlmConfigurationException"/> that says which variable or parameter to set.</summary>
    public static LlmConnection Resolve(LlmSpec spec, Func<string, string?> environment)
    {
        var profile = spec.Profile;
        var (endpoint, source) = spec.Endpoint is { } parameter ? (parameter, "-Endpoint")
            : FromVariable(profile, environment) is { } variable ? (variable, profile.EndpointVariable)
            : (profile.DefaultEndpoint, null);
        if (endpoint is null)
            throw new LlmConfigurationException($"{spec} needs the address of your resource: set the environment variable {profile.EndpointVariable}, or " +
                "give -Endpoint, such as https://my-resource.openai.azure.com.");
        Check(endpoint, spec);
        var isProvidersOwn = profile.DefaultEndpoint is { } own ? endpoint.Host == own.Host : !Loopback.Is(endpoint);
        var key = Key(spec, environment);
        if (key is null && profile.NeedsKey && isProvidersOwn)
            throw new LlmConfigurationException(MissingKey(spec));
        // A header takes no more; the message of the HTTP library would not say whose fault it is.
        if (key?.FirstOrDefault(c => c is < ' ' or > '~') is { } odd and not '\0')
            throw new LlmConfigurationException($"The key of {spec} holds a character that no key has (U+{(int)odd:X4}). Copy it again, without what " +
                "stands around it.");
        if (key is not null && !spec.AllowUnencryptedAuthentication && Loopback.InClear(endpoint, spec.Proxy) is { } reader)
            throw new LlmConfigurationException($"The key of {spec} would go to {reader} unencrypted. Give an https address, or " +
                "-AllowUnencryptedAuthentication if the way there is safe.");
        // A stand-in for OpenAI rarely knows the new name of the field, and every one of them knows the old one.
        var lengthField = profile.StandsForAny && !isProvidersOwn ? "max_tokens" : profile.LengthField;
        endpoint = WithoutRoute(endpoint, out var isWhole);
        if (profile.IsAzure || AzureAddress.IsHost(endpoint))
            endpoint = AzureAddress.Complete(endpoint, spec, environment);
        var isToken = key is not null && KeyText.IsWebToken(key);
        var isAzure = AzureAddress.IsHost(endpoint);
        return new LlmConnection(WithPath(endpoint, profile, isWhole, isGiven: spec.Endpoint is not null), key, lengthField)
        {
            IsProvidersOwn = isProvidersOwn,
            AddressSource = source,
            // Azure takes its keys in a header of its own and signed tokens (Entra ID) in the usual one. A gateway to it, known by the path, may ask for
            // either, and gets both.
            KeyHeader = isToken ? null : profile.KeyHeader ?? (isAzure || AzureAddress.IsDeployment(endpoint) ? "api-key" : null),
            HasBearer = isToken || profile.KeyHeader is null && !isAzure,
        };
    }

    public static string MissingKey(LlmSpec spec) =>
        $"{spec} needs an API key: set the environment variable {spec.Profile.KeyVariable}, or give -ApiKey here or to New-Llm." +
        (spec.Profile.KeyPage is { } page ? $" Keys are made at {page}." : "");

    /// <summary>Puts the key where the chat asks for it.</summary>
    public void Authorize(HttpRequestHeaders headers)
    {
        if (ApiKey is null)
            return;
        if (HasBearer)
            headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        if (KeyHeader is not null)
            headers.Add(KeyHeader, ApiKey);
    }

    /// <summary>The query of the base is that of every route.</summary>
    private static Uri At(Uri endpoint, string route) => new(endpoint, route + endpoint.Query);

    private static string? Key(LlmSpec spec, Func<string, string?> environment)
    {
        if (spec.ApiKey is { Length: > 0 } given)
            return Reveal(given) is { Length: > 0 } typed ? typed : null;
        return new[] { spec.Profile.KeyVariable, spec.Profile.OtherKeyVariable }
            .Select(variable => variable is null ? null : environment(variable)?.Trim())
            .FirstOrDefault(key => !string.IsNullOrEmpty(key));
    }

    /// <summary>An address turns up in messages and in what Get-LlmUsage shows, and enters the keys of a journal: nothing secret may be in it.</summary>
    private static void Check(Uri endpoint, LlmSpec spec)
    {
        if (endpoint.UserInfo.Length > 0)
            throw new LlmConfigurationException($"The address of {spec} has a name or password in it, which would turn up in messages. Give the key with " +
                "-ApiKey, or a proxy's with -ProxyCredential.");
        if (KeyText.NameOfKeyIn(endpoint.Query) is { } name)
            throw new LlmConfigurationException($"The address of {spec} has a key in its query ({name}=…), which would turn up in messages and records. " +
                "Leave it out there and give the key with -ApiKey, which sends it in a header.");
        if (endpoint.Fragment.Length > 1)
            throw new LlmConfigurationException($"The address of {spec} has a part behind '#', which no server is sent. Leave it out; what belongs to the " +
                "query stands behind '?'.");
    }

    private static Uri? FromVariable(ProviderProfile profile, Func<string, string?> environment)
    {
        // Whoever sets a variable in a file or in cmd.exe leaves quotes in it.
        if (profile.EndpointVariable is not { } variable || environment(variable)?.Trim().Trim('"', '\'').Trim() is not { Length: > 0 } text)
            return null;
        var address = profile.ReadEndpoint is { } read ? read(text)
            : Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var uri) ? uri : null;
        return address?.Scheme is "http" or "https"
            ? address
            : throw new LlmConfigurationException(
                $"The environment variable {variable} holds '{KeyText.Redact(text, [])}', which is not an http or https address.");
    }

    /// <summary>The whole address of a route is what many servers' pages show: the base is the same without it.</summary>
    private static Uri WithoutRoute(Uri endpoint, out bool isWhole)
    {
        var path = endpoint.AbsolutePath.TrimEnd('/');
        var route = s_routes.FirstOrDefault(route => path.EndsWith(route, StringComparison.OrdinalIgnoreCase));
        isWhole = route is not null;
        return route is null ? endpoint : new UriBuilder(endpoint) { Path = path[..^route.Length] }.Uri;
    }

    /// <summary>
    /// A base without a path gets /v1, where compatible servers have their routes. A provider's own address, and one in the variable of its SDKs, gets
    /// the path of the provider's.
    /// </summary>
    private static Uri WithPath(Uri endpoint, ProviderProfile profile, bool isWhole, bool isGiven)
    {
        var path = endpoint.AbsolutePath.TrimEnd('/');
        if (path.Length == 0 && !isWhole)
            path = profile.DefaultEndpoint is { } own && (!isGiven || own.Host == endpoint.Host) ? own.AbsolutePath.TrimEnd('/') : "/v1";
        return new UriBuilder(endpoint) { Path = path + "/" }.Uri;
    }

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password.Trim();
}
