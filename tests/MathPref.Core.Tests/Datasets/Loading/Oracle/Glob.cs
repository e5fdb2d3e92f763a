using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Which files of a place a pattern finds: fsspec's glob (since 2023.12), and what datasets leaves out of it (data_files.py,
/// resolve_pattern).
/// </summary>
internal static class Glob
{
    private static readonly HashSet<string> s_ignored = ["README.md", "config.json", "dataset_info.json", "dataset_infos.json", "dummy_data.zip", "dataset_dict.json"];

    public static bool HasMagic(string pattern) => pattern.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>The files in the order in which they are read; none is an error of Python's, FileNotFoundError.</summary>
    public static List<string> Find(Place place, string pattern, string folder, IReadOnlySet<string>? extensions)
    {
        var found = Matches(place, pattern, folder);
        if (extensions is not null)
            found = found.Where(path => BaseName(path).Split('.').Skip(1).Any(suffix => extensions.Contains("." + suffix)));
        List<string> files = [.. found];
        return files.Count > 0 ? files : throw new PythonError("FileNotFoundError", $"Unable to find '{pattern}' in '{folder}'");
    }

    private static IEnumerable<string> Matches(Place place, string pattern, string folder)
    {
        if (pattern.Contains("://", StringComparison.Ordinal) || pattern.Contains("::", StringComparison.Ordinal))
            throw new UnmodelledException($"the pattern '{pattern}' is an address");
        if (pattern.StartsWith('/'))
            return [];
        var full = folder.Length == 0 ? pattern : folder.TrimEnd('/') + "/" + pattern;
        Func<string, bool> matches = path => path == full;
        if (HasMagic(full))
        {
            var regex = new Regex(Translate(full), RegexOptions.CultureInvariant | RegexOptions.Singleline);
            matches = regex.IsMatch;
        }
        return place.Files.Keys
            .Where(path => matches(path) && (!s_ignored.Contains(BaseName(path)) || BaseName(path) == BaseName(full)))
            .Where(path => CountInParents(path, "__") == CountInParents(full, "__") && CountHidden(path) == CountHidden(full));
    }

    private static string Translate(string pattern)
    {
        StringBuilder regex = new(@"\A(?:");
        var steps = pattern.Split('/');
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            if (steps[i] == "**")
            {
                regex.Append(isLast ? ".*" : "(?:.+/)?");
                continue;
            }
            if (steps[i].Contains("**", StringComparison.Ordinal))
                throw PythonError.ValueError("Invalid pattern: '**' can only be an entire path component");
            regex.Append(steps[i] == "*" ? "[^/]+" : Step(steps[i]));
            if (!isLast)
                regex.Append('/');
        }
        return regex.Append(@")\z").ToString();
    }

    private static string Step(string step)
    {
        StringBuilder regex = new();
        for (var i = 0; i < step.Length; i++)
        {
            if (step[i] == '[' && ClassEnd(step, i) is > 0 and var end)
            {
                var inner = step[(i + 1)..end];
                var isNegative = inner[0] == '!';
                inner = (isNegative ? inner[1..] : inner).Replace(@"\", @"\\", StringComparison.Ordinal)
                    .Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal);
                regex.Append(isNegative ? "[^" : "[").Append(inner).Append(']');
                i = end;
                continue;
            }
            regex.Append(step[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
        }
        return regex.ToString();
    }

    /// <summary>Where the class ends that begins here; a bracket that stands first in it belongs to it.</summary>
    private static int ClassEnd(string step, int start)
    {
        var first = start + 1;
        if (first < step.Length && step[first] == '!')
            first++;
        return first < step.Length ? step.IndexOf(']', first + (step[first] == ']' ? 1 : 0)) : -1;
    }

    private static int CountInParents(string path, string prefix) => path.Split('/').SkipLast(1).Count(step => step.StartsWith(prefix, StringComparison.Ordinal));

    private static int CountHidden(string path) => path.Split('/').Count(step => step.StartsWith('.') && step.Trim('.').Length > 0);

    public static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
