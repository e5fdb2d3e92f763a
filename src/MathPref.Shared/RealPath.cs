namespace MathPref.Shared;

/// <summary>One file or folder has one name here, however its path is spelt: without links, dots and a slash at the end.</summary>
internal static class RealPath
{
    /// <summary>More than any system follows: they lead in a circle.</summary>
    private const int MostLinks = 64;

    /// <summary>The path of a file or folder, there or not.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full) ?? "";
        var parts = new Stack<string>();
        void Push(string rest)
        {
            foreach (var part in rest.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse())
                parts.Push(part);
        }
        Push(full[real.Length..]);
        var links = 0;
        while (parts.TryPop(out var part))
        {
            // What stands before is real already: ".." behind a link leads up from where the link led to, as the system has it.
            if (part is ".")
                continue;
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target || ++links > MostLinks)
            {
                real = next;
                continue;
            }
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(Path.GetFullPath(target, real))!;
            Push(target[(Path.GetPathRoot(target)?.Length ?? 0)..]);
        }
        return real;
    }

    /// <summary>Whether two such paths are of one folder.</summary>
    public static bool AreSame(string left, string right) => string.Equals(left, right, Comparison);

    /// <summary>Whether such a path is that folder's, or of what lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        AreSame(path, folder) || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, Comparison);

    /// <summary>Equal, ordinally, for two paths of one folder, however they are spelt.</summary>
    public static string KeyOf(string folder) => IgnoresCase ? Of(folder).ToUpperInvariant() : Of(folder);

    private static bool IgnoresCase => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    private static StringComparison Comparison => IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
