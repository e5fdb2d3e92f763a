using System.Buffers;
using System.Management.Automation.Language;

namespace MathPref.Shell;

/// <summary>Completes paths and environment variables: for these the engine asks cmdlets that come with PowerShell and not with it.</summary>
internal static class PathCompleter
{
    private const int Limit = 500;

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(" '\"`$()[]{};,|&<>@#‘’“”");

    public static Offer? Complete(string text, int cursor, string folder)
    {
        Parser.ParseInput(text[..cursor], out var tokens, out _);
        var candidates = Array.Empty<Candidate>();
        var start = cursor;
        switch (tokens.LastOrDefault(t => t.Text.Length > 0 && t.Extent.EndOffset == cursor))
        {
            case null when cursor > 0:
                candidates = Paths("", folder);
                break;
            case VariableToken { VariablePath: { DriveName: var drive } path } variable when "env".Equals(drive, StringComparison.OrdinalIgnoreCase):
                (start, candidates) = (variable.Extent.StartOffset, Variables(path.UserPath["env:".Length..]));
                break;
            case StringToken word:
                (start, candidates) = (word.Extent.StartOffset, Paths(word.Value, folder));
                break;
        }
        return candidates.Length > 0 ? new Offer(start, cursor - start, candidates) : null;
    }

    private static Candidate[] Variables(string typed) => [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        .Order(StringComparer.OrdinalIgnoreCase)
        .Select(name => new Candidate("$env:" + name, name, name))];

    private static Candidate[] Paths(string typed, string folder)
    {
        var leaf = Path.GetFileName(typed);
        var above = typed[..^leaf.Length];
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var listed = new DirectoryInfo(Path.Combine(folder, above.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, above[2..]) : above));
        return [.. listed.EnumerateFileSystemInfos()
            .Where(entry => entry.Name.StartsWith(leaf, StringComparison.OrdinalIgnoreCase) && (leaf.Length > 0 || entry.Name[0] != '.') && !entry.Name.Any(char.IsControl))
            .Take(Limit)
            .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
            .Select(entry => entry is DirectoryInfo ? entry.Name + Path.DirectorySeparatorChar : entry.Name)
            .Select(name => new Candidate(Quote(above + name), name, name))];
    }

    private static string Quote(string path) => path.AsSpan().ContainsAny(s_quoted) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'" : path;
}
