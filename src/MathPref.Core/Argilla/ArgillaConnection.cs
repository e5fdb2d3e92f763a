using System.Net;
using System.Security;
using System.Text.RegularExpressions;
using MathPref.Core.Hub;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>Where an Argilla server is and with what it is entered: parameters first, then ARGILLA_API_URL and ARGILLA_API_KEY.</summary>
internal sealed partial record ArgillaConnection
{
    public const string UrlVariable = "ARGILLA_API_URL";
    public const string KeyVariable = "ARGILLA_API_KEY";
    public const string SpaceTokenVariable = "HF_TOKEN";

    private const string SpaceDomain = ".hf.space";

    /// <summary>The server's root, with a slash at its end.</summary>
    public required Uri Address { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>What opens a private Space. It is sent to *.hf.space and nowhere else, and there only when <see cref="SpaceDoor"/> lets it.</summary>
    public string? SpaceToken { get; init; }

    /// <summary>The token may go to a Space whoever it belongs to.</summary>
    public bool AllowTokenToSpace { get; init; }

    /// <summary>The Hub as the token's user sees it. Throws <see cref="HubConfigurationException"/>.</summary>
    public Func<HubConnection>? Hub { get; init; }

    /// <summary>The host is a Hugging Face Space.</summary>
    public bool IsSpace => IsSpaceHost(Address);

    /// <summary>What the Hub knows the Space by.</summary>
    public string Subdomain => Address.IdnHost[..^SpaceDomain.Length].ToLowerInvariant();

    /// <summary>Throws <see cref="ArgillaException"/> (<see cref="ArgillaFailure.Configuration"/>) that says which variable or parameter to set.</summary>
    public static ArgillaConnection Resolve(
        Uri? url,
        SecureString? key,
        bool allowUnencrypted,
        Func<string, string?> environment,
        ProxySettings? proxy = null,
        bool allowTokenToSpace = false)
    {
        var address = url ?? FromVariable(environment)
            ?? throw Wrong($"The address of Argilla is missing: set the environment variable {UrlVariable}, or give -ApiUrl. It is http://localhost:6900 " +
                "for a server on this machine, https://<owner>-<space>.hf.space for a Hugging Face Space.");
        if (address.UserInfo.Length > 0)
            throw Wrong("The address of Argilla has a name or password in it, which would turn up in messages. Give the key with -ApiKey, or a proxy's " +
                "with -ProxyCredential.");
        if (SpacePage().Match(address.AbsoluteUri) is { Success: true } page)
            throw Wrong($"{page.Value} is the page of a Space, not the server in it. Its address is " +
                $"https://{Label(page.Groups["owner"].Value)}-{Label(page.Groups["space"].Value)}.hf.space.");
        var secret = (key is { Length: > 0 } ? new NetworkCredential("", key).Password : environment(KeyVariable))?.Trim();
        if (string.IsNullOrEmpty(secret))
            throw Wrong($"Argilla needs an API key: set the environment variable {KeyVariable}, or give -ApiKey. The key is shown on the page My settings " +
                $"of the server, {new Uri(Root(address), "user-settings")}.");
        CheckHeader(secret, "The key of Argilla");
        if (!allowUnencrypted && Loopback.InClear(address, proxy) is { } reader)
            throw Wrong($"The key of Argilla would go to {reader} unencrypted. Give an https address, or -AllowUnencryptedAuthentication if the way " +
                "there is safe.");
        var token = IsSpaceHost(address) ? environment(SpaceTokenVariable)?.Trim() : null;
        if (token is { Length: > 0 })
            CheckHeader(token, $"The token in {SpaceTokenVariable}");
        return new ArgillaConnection
        {
            Address = Root(address),
            ApiKey = secret,
            SpaceToken = string.IsNullOrEmpty(token) ? null : token,
            AllowTokenToSpace = allowTokenToSpace,
            Hub = () => HubConnection.For(token!, allowUnencrypted, environment, proxy),
        };
    }

    /// <summary>What is said of a failure, without the key, the token and what looks like others: a server may repeat them anywhere.</summary>
    public string Redact(string text) =>
        KeyText.Redact(SpaceToken is { } token ? KeyText.Redact(text, [token], KeySigns.Sure, "(the token)") : text, [ApiKey], mark: "(the key)");

    /// <summary>Records hold secrets: they print as nothing but the address.</summary>
    public override string ToString() => Address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static Uri? FromVariable(Func<string, string?> environment)
    {
        if (environment(UrlVariable)?.Trim() is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw Wrong($"The environment variable {UrlVariable} does not hold an http or https address, such as http://localhost:6900.");
    }

    /// <summary>The SDK's users give the root; /api and /api/v1 at its end are what others have.</summary>
    private static Uri Root(Uri address) => new UriBuilder(address) { Path = ApiPath().Replace(address.AbsolutePath, "") + "/", Query = "", Fragment = "" }.Uri;

    private static bool IsSpaceHost(Uri address) => address.IdnHost.EndsWith(SpaceDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a header takes no more of; the message of the HTTP library would not say whose fault it is.</summary>
    private static void CheckHeader(string secret, string what)
    {
        if (secret.AsSpan().IndexOfAnyExceptInRange(' ', '~') is >= 0 and var odd)
            throw Wrong($"{what} holds a character that none has (U+{(int)secret[odd]:X4}). Copy it again, without what stands around it.");
    }

    private static string Label(string name) => NotOfHosts().Replace(name.ToLowerInvariant(), "-");

    private static ArgillaException Wrong(string message) => new(ArgillaFailure.Configuration, message);

    [GeneratedRegex(@"/*(/api(/v1)?)?/*\z")]
    private static partial Regex ApiPath();

    [GeneratedRegex(@"\Ahttps?://(www\.)?(huggingface\.co|hf\.co)/spaces/(?<owner>[^/?#]+)/(?<space>[^/?#]+)")]
    private static partial Regex SpacePage();

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotOfHosts();
}
