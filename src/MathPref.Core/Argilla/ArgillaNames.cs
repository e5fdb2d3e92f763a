using System.Text.RegularExpressions;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>
/// What Argilla takes for names. A server from 2.4 on takes more; what is here is what every 2.x server and its own SDK take.
/// </summary>
public static partial class ArgillaNames
{
    private const int LongestName = 200;

    /// <summary>Throws <see cref="ArgumentException"/> with the rule for a name that a dataset cannot have.</summary>
    public static void CheckDataset(string name)
    {
        if (name.Length > LongestName || !DatasetName().IsMatch(name))
            throw new ArgumentException($"'{MessageText.Plain(name)}' cannot be the name of a dataset in Argilla: it has 1 to {LongestName} of the " +
                "characters a-z, A-Z, 0-9, '-', '_' and the space, and does not begin with '-' or '_'.");
    }

    /// <summary>Throws <see cref="ArgumentException"/> with the rule for a name that a workspace cannot have.</summary>
    public static void CheckWorkspace(string name)
    {
        if (name.Length > LongestName || !WorkspaceName().IsMatch(name))
            throw new ArgumentException($"'{MessageText.Plain(name)}' cannot be the name of a workspace in Argilla: it has 1 to {LongestName} of the " +
                "characters a-z, A-Z, 0-9, '-' and '_'.");
    }

    /// <summary>
    /// The name of a model as the agent of a suggestion (1 to 200 of <c>[a-zA-Z0-9-_:./ ]</c>, one of them a letter or digit): what cannot
    /// stand becomes '-'. Null where nothing is left.
    /// </summary>
    public static string? Agent(string? model)
    {
        if (string.IsNullOrWhiteSpace(model))
            return null;
        var clean = NotOfAgents().Replace(model.Trim(), "-");
        if (clean.Length > LongestName)
            clean = clean[..LongestName];
        return clean.Any(char.IsAsciiLetterOrDigit) ? clean : null;
    }

    [GeneratedRegex(@"\A(?![-_])[a-zA-Z0-9_ -]+\z")]
    private static partial Regex DatasetName();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]+\z")]
    private static partial Regex WorkspaceName();

    [GeneratedRegex(@"[^a-zA-Z0-9_:./ -]")]
    private static partial Regex NotOfAgents();
}
