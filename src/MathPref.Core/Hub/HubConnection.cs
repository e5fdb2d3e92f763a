using System.Net;
using System.Security;
using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>Where the Hub is, and the token for it. A class and no record: a record's text would hold the token.</summary>
internal sealed class HubConnection
{
    /// <summary>The Hub's own address, which stands in links of its answers even where calls go to another (HF_ENDPOINT).</summary>
    public const string HubAddress = "https://huggingface.co";

    public const string TokenPage = "https://huggingface.co/settings/tokens";

    private HubConnection(Uri endpoint, string token)
    {
        Endpoint = endpoint;
        Token = token;
        Base = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    public Uri Endpoint { get; }

    /// <summary>Empty for none.</summary>
    public string Token { get; }

    private string Base { get; }

    /// <summary>
    /// Finds address and token where huggingface_hub does: HF_ENDPOINT; the parameter, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, then the file
    /// that <c>hf auth login</c> writes. Throws <see cref="HubConfigurationException"/> that says what to set.
    /// </summary>
    public static HubConnection Resolve(SecureString? given, bool allowUnencrypted, Func<string, string?> environment, ProxySettings? proxy = null)
    {
        var endpoint = OnlineEndpointOf(environment);
        var token = TokenOf(given, environment)
            ?? throw new HubConfigurationException(
                "Publishing needs a token of the Hugging Face Hub that may write: set the environment variable HF_TOKEN, or give -Token. " +
                $"Tokens are made at {TokenPage}.",
                isMissingToken: true);
        return Of(endpoint, token, allowUnencrypted, proxy);
    }

    /// <summary>
    /// The Hub for reading, which needs no token: address and token are looked for as for a push, and offline is nothing wrong. Throws
    /// <see cref="HubConfigurationException"/> for what is wrong with them, and where a token would go to another machine unencrypted.
    /// </summary>
    public static HubConnection ForReading(
        SecureString? given, Func<string, string?> environment, ProxySettings? proxy = null, bool allowUnencrypted = false)
    {
        var endpoint = EndpointOf(environment);
        var token = TokenOf(given, environment) ?? "";
        return token.Length > 0 && !allowUnencrypted && Loopback.InClear(endpoint, proxy) is { } reader
            ? throw new HubConfigurationException($"The token would go to {reader} unencrypted (HF_ENDPOINT). Give an https address, " +
                "-AllowUnencryptedAuthentication if the way there is safe, or read without a token: take away -Token, HF_TOKEN and the file of hf auth login.")
            : Of(endpoint, token, allowUnencrypted: true, proxy);
    }

    /// <summary>The Hub for a token that is known. Throws <see cref="HubConfigurationException"/> for what is wrong with it or with HF_ENDPOINT.</summary>
    public static HubConnection For(string token, bool allowUnencrypted, Func<string, string?> environment, ProxySettings? proxy) =>
        Of(OnlineEndpointOf(environment), token, allowUnencrypted, proxy);

    private static HubConnection Of(Uri endpoint, string token, bool allowUnencrypted, ProxySettings? proxy)
    {
        // A header takes no more; the message of the HTTP library would not say whose fault it is.
        if (token.FirstOrDefault(c => c is <= ' ' or > '~') is var odd and not '\0')
            throw new HubConfigurationException($"The token of the Hub holds a character that no token has (U+{(int)odd:X4}). " +
                $"Copy it again from {TokenPage}, without what stands around it.");
        if (!allowUnencrypted && Loopback.InClear(endpoint, proxy) is { } reader)
            throw new HubConfigurationException($"The token would go to {reader} unencrypted (HF_ENDPOINT). " +
                "Give an https address, or -AllowUnencryptedAuthentication if the way there is safe.");
        return new HubConnection(endpoint, token);
    }

    /// <summary>An address below the endpoint. What stands in <paramref name="path"/> is escaped already.</summary>
    public Uri At(string path) => new(Base + path);

    /// <summary>Where the content of a file of a dataset at a commit is asked for.</summary>
    public Uri FileAt(string repo, string commit, string path) =>
        At($"/datasets/{repo}/resolve/{Uri.EscapeDataString(commit)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>An address from an answer: the Hub's own is put on the endpoint.</summary>
    public Uri PutOnEndpoint(string address)
    {
        if (address.StartsWith(HubAddress + "/", StringComparison.OrdinalIgnoreCase))
            address = Base + address[HubAddress.Length..];
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new HubException(HubFailure.BadResponse, "The Hub answered with an address that is none.");
    }

    /// <summary>Whether the token may go there.</summary>
    public bool IsOwn(Uri address) => address.Scheme == Endpoint.Scheme && address.Host == Endpoint.Host && address.Port == Endpoint.Port;

    public override string ToString() => Base;

    private static Uri OnlineEndpointOf(Func<string, string?> environment) => HubVariables.IsOffline(environment)
        ? throw new HubConfigurationException(
            "HF_HUB_OFFLINE (or TRANSFORMERS_OFFLINE) is set, so nothing is sent to the Hub. Remove that variable to publish.")
        : EndpointOf(environment);

    private static Uri EndpointOf(Func<string, string?> environment)
    {
        if (environment("HF_ENDPOINT")?.Trim() is not { Length: > 0 } text)
            return new Uri(HubAddress);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new HubConfigurationException("The environment variable HF_ENDPOINT holds what is not an http or https address.");
        return uri.UserInfo.Length == 0
            ? uri
            : throw new HubConfigurationException("The address in HF_ENDPOINT has a name or password in it, which would turn up in messages.");
    }

    private static string? TokenOf(SecureString? given, Func<string, string?> environment) =>
        Clean(given is null ? null : new NetworkCredential("", given).Password)
        ?? Clean(environment("HF_TOKEN"))
        ?? Clean(environment("HUGGING_FACE_HUB_TOKEN"))
        ?? FromFile(environment);

    private static string? FromFile(Func<string, string?> environment)
    {
        try
        {
            var path = HubVariables.TokenFile(environment);
            return File.Exists(path) ? Clean(File.ReadAllText(path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null for nothing but blanks.</summary>
    private static string? Clean(string? token) =>
        token?.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim() is { Length: > 0 } clean ? clean : null;
}
