using System.Text.RegularExpressions;

namespace MathPref.Core.Hub;

/// <summary>The name of a repository on the Hub: <c>namespace/name</c>, or a bare name, which is the token's owner's.</summary>
internal sealed partial record RepoId(string? Namespace, string Name)
{
    private const int LongestName = 96;

    /// <summary>Reads a name by the Hub's own rules. Throws <see cref="ArgumentException"/> that says which one it breaks.</summary>
    public static RepoId Parse(string text)
    {
        if (ProblemWith(text) is { } problem)
            throw new ArgumentException($"'{text}' cannot be a repository on the Hub: {problem}.");
        var slash = text.IndexOf('/');
        return slash < 0 ? new RepoId(null, text) : new RepoId(text[..slash], text[(slash + 1)..]);
    }

    public static bool IsValid(string text) => ProblemWith(text) is null;

    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";

    private static string? ProblemWith(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2)
            return "it has more than one slash; give namespace/name, without 'datasets/' or an address";
        if (parts.Any(part => part.Length == 0))
            return "give namespace/name, or a name alone for a repository of your own";
        if (parts.Any(part => !Allowed().IsMatch(part)))
            return "namespace and name are made of the letters A to Z, digits, '-', '_' and '.'";
        if (parts.Any(part => part[0] is '-' or '.' || part[^1] is '-' or '.'))
            return "namespace and name may not begin or end with '-' or '.'";
        if (text.Contains("--", StringComparison.Ordinal) || text.Contains("..", StringComparison.Ordinal))
            return "'--' and '..' are not allowed in it";
        if (text.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            return "it may not end with '.git'";
        return parts[^1].Length > LongestName ? $"the name may have at most {LongestName} characters" : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex Allowed();
}
