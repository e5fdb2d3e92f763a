using System.Text.RegularExpressions;

namespace MathPref.Core.Hub;

/// <summary>
/// The variables of the Hub's own library that say where things lie on this machine. As there a variable that is set to nothing is set: it gives a folder
/// under the current one.
/// </summary>
internal static partial class HubVariables
{
    /// <summary>Whether nothing may be asked of the Hub.</summary>
    public static bool IsOffline(Func<string, string?> environment) =>
        IsTrue(environment("HF_HUB_OFFLINE") is { Length: > 0 } given ? given : environment("TRANSFORMERS_OFFLINE"));

    /// <summary>Whether files of the cache are to lie where links would.</summary>
    public static bool HasNoLinks(Func<string, string?> environment) => IsTrue(environment("HF_HUB_DISABLE_SYMLINKS"));

    /// <summary>Where the cache is.</summary>
    public static string CacheFolder(Func<string, string?> environment) =>
        (environment("HF_HUB_CACHE") ?? environment("HUGGINGFACE_HUB_CACHE")) is { } given
            ? Expand(given, environment)
            : Path.Combine(HomeFolder(environment), "hub");

    /// <summary>Where <c>hf auth login</c> keeps the token.</summary>
    public static string TokenFile(Func<string, string?> environment) => environment("HF_TOKEN_PATH") is { } given
        ? Expand(given, environment)
        : Path.Combine(HomeFolder(environment), "token");

    /// <summary>The folder of everything of the Hub on this machine.</summary>
    private static string HomeFolder(Func<string, string?> environment) => Expand(
        environment("HF_HOME") ?? Path.Combine(environment("XDG_CACHE_HOME") ?? Path.Combine("~", ".cache"), "huggingface"),
        environment);

    private static bool IsTrue(string? value) => value?.Trim().ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    /// <summary>A path with the person's home for <c>~</c> and values for <c>$NAME</c>; a name without a value stays as it is.</summary>
    private static string Expand(string path, Func<string, string?> environment)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            path = Path.Join(PersonsHome(environment), path[1..]);
        return Name().Replace(path, found => found.Groups["percent"].Success && !OperatingSystem.IsWindows()
            ? found.Value
            : environment(found.Groups["name"].Value) ?? found.Value);
    }

    private static string PersonsHome(Func<string, string?> environment) =>
        environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [GeneratedRegex(@"\$(?<name>[A-Za-z0-9_]+)|\$\{(?<name>[^}]+)\}|(?<percent>%)(?<name>[^%]+)%")]
    private static partial Regex Name();
}
