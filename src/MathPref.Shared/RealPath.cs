namespace MathPref.Shared;

/// <summary>One folder has one name here, however its path is spelt: without links, dots and a slash at the end.</summary>
internal static class RealPath
{
    /// <summary>The path of a folder, there or not.</summary>
    public static string Of(string folder)
    {
        var full = Path.GetFullPath(folder);
        var real = Path.GetPathRoot(full) ?? "";
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.Exists(real) && Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
                real = Of(target.FullName);
        }
        return real;
    }

    /// <summary>Whether two such paths are of one folder.</summary>
    public static bool AreSame(string left, string right) =>
        string.Equals(left, right, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Equal, ordinally, for two paths of one folder, however they are spelt.</summary>
    public static string KeyOf(string folder) => IgnoresCase ? Of(folder).ToUpperInvariant() : Of(folder);

    private static bool IgnoresCase => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
}
