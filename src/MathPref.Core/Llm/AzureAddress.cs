using System.Text.RegularExpressions;

namespace MathPref.Core.Llm;

/// <summary>
/// Addresses of Azure OpenAI. Its v1 API (<c>…/openai/v1</c>, since August 2025) is like OpenAI's; the classic one has the deployment in the path and
/// asks for <c>?api-version=</c> (<c>…/openai/deployments/gpt/chat/completions?api-version=2024-10-21</c>). Source: Microsoft's page on API
/// versions, March 2026.
/// </summary>
internal static partial class AzureAddress
{
    public const string VersionVariable = "OPENAI_API_VERSION";

    private const string Deployments = "/openai/deployments";

    private static readonly string[] s_hosts = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"];

    public static bool IsHost(Uri address) => s_hosts.Any(host => address.Host.EndsWith(host, StringComparison.Ordinal));

    public static bool IsDeployment(Uri address) => address.AbsolutePath.Contains(Deployments + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What a person has as the address of a resource (AZURE_OPENAI_ENDPOINT), completed. A dated version means the classic API, as it does to
    /// the SDKs; without one, and with the versions "v1" and "preview", it is the v1 API.
    /// </summary>
    /// <param name="address">The resource's address, with or without a path.</param>
    /// <param name="spec">The model, which is the deployment's name.</param>
    /// <param name="environment">Where <see cref="VersionVariable"/> is.</param>
    public static Uri Complete(Uri address, LlmSpec spec, Func<string, string?> environment)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        var hasVersion = address.Query.Contains("api-version=", StringComparison.OrdinalIgnoreCase);
        var version = hasVersion ? null : environment(VersionVariable)?.Trim();
        if (path is "" or "/openai")
        {
            var isClassic = hasVersion ? DatedQuery().IsMatch(address.Query) : version is not null && Dated().IsMatch(version);
            if (!isClassic)
                return new UriBuilder(address) { Path = "/openai/v1" }.Uri;
            path = Deployments;
        }
        if (path.EndsWith(Deployments, StringComparison.OrdinalIgnoreCase))
            path += "/" + Uri.EscapeDataString(spec.Model);
        if (!path.Contains(Deployments + "/", StringComparison.OrdinalIgnoreCase))
            return address;
        if (!hasVersion && string.IsNullOrEmpty(version))
            throw new LlmConfigurationException($"The address of {spec} is that of a deployment, which Azure answers only with a version: put " +
                $"?api-version=… behind it or set {VersionVariable}, or give the address of the resource alone for the v1 API.");
        var query = hasVersion ? address.Query : $"{address.Query}{(address.Query.Length > 1 ? "&" : "?")}api-version={Uri.EscapeDataString(version!)}";
        return new UriBuilder(address) { Path = path, Query = query }.Uri;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}")]
    private static partial Regex Dated();

    [GeneratedRegex(@"api-version=\d{4}-\d{2}-\d{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DatedQuery();
}
