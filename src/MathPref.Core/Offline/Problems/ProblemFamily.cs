using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace MathPref.Core.Offline.Problems;

/// <summary>
/// Problems of one kind: it writes them from random numbers and solves any of them from its text alone. The wordings serve both
/// ways, so a family can't write what it can't read. A blank in a wording is a digit in angle brackets, with a letter for what may
/// stand there: <c>&lt;n0&gt;</c> a whole number, <c>&lt;w0&gt;</c> a word, <c>&lt;o0&gt;</c> an ordinal, <c>&lt;e0&gt;</c> any
/// formula, <c>&lt;0&gt;</c> one without brackets and equals signs.
/// </summary>
internal abstract partial class ProblemFamily
{
    /// <summary>No problem is longer than this.</summary>
    public const int MaxLength = 600;

    private readonly string[] _wordings;
    private readonly Regex _pattern;

    protected ProblemFamily(string name, string[] topics, string[] wordings)
    {
        (Name, Topics, _wordings) = (name, topics, wordings);
        var alternatives = wordings.Select(wording => Blank().Replace(Regex.Escape(wording), ToGroup));
        _pattern = new($"^(?:{string.Join('|', alternatives)})$", RegexOptions.CultureInvariant);
    }

    public string Name { get; }

    public IReadOnlyList<string> Topics { get; }

    /// <summary>A new problem; two with the same key are the same problem, if perhaps in other words.</summary>
    public (string Key, string Text) Generate(Rng rng)
    {
        string[] values;
        do
            values = Draw(rng);
        while (Work(values) is not { CanGoWrong: true });
        string text = Blank().Replace(rng.Pick(_wordings), blank => values[blank.Groups["number"].Value[0] - '0']);
        return (string.Join('|', [Name, .. values]), text);
    }

    /// <summary>Solves the problem, if the text is one of this family's.</summary>
    public bool TrySolve(string text, [NotNullWhen(true)] out WorkedProblem? worked)
    {
        worked = null;
        if (text.Length > MaxLength || _pattern.Match(text) is not { Success: true } match)
            return false;
        worked = Work([.. match.Groups.Values.Where(g => g.Success && g.Name[0] == 'b').OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => g.Value)]);
        return worked is not null;
    }

    /// <summary>Random values for the blanks, in the order of their numbers.</summary>
    protected abstract string[] Draw(Rng rng);

    /// <summary>Works out the problem with these values in its blanks; null where they make none.</summary>
    protected abstract WorkedProblem? Work(string[] values);

    private static string ToGroup(Match blank)
    {
        string content = blank.Groups["kind"].Value switch
        {
            "n" => @"-?[0-9]{1,12}",
            "w" => @"[a-z]{1,20}",
            "o" => @"[0-9]{1,6}(?:st|nd|rd|th)",
            "e" => @"[^$\n]+",
            _ => @"[^$\n()=]+",
        };
        return $"(?<b{blank.Groups["number"].Value}>{content})";
    }

    [GeneratedRegex("<(?<kind>[nwoe]?)(?<number>[0-9])>", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
