using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace MathPref.Core.Offline.Problems;

/// <summary>
/// A sentence with blanks, which serves both ways: it writes a problem, and reads it again. A blank is a digit in angle brackets, with a letter for what may
/// stand there: <c>&lt;n0&gt;</c> a whole number, <c>&lt;l0&gt;</c> whole numbers between commas, <c>&lt;d0&gt;</c> a decimal without a sign,
/// <c>&lt;w0&gt;</c> a word in small letters, <c>&lt;v0&gt;</c> one letter, <c>&lt;o0&gt;</c> an ordinal, <c>&lt;e0&gt;</c> any formula,
/// <c>&lt;0&gt;</c> one without brackets and equals signs. A blank that comes again has the same content.
/// </summary>
internal sealed partial class Wording
{
    private readonly string _template;
    private Regex? _pattern;

    public Wording(string template)
    {
        _template = template;
        Prefix = Blank().Match(template) is { Success: true } first ? template[..first.Index] : template;
    }

    /// <summary>What stands before the first blank.</summary>
    public string Prefix { get; }

    /// <summary>The sentence with these values in its blanks.</summary>
    public string Fill(string[] values) => Blank().Replace(_template, blank => values[blank.Groups["number"].Value[0] - '0']);

    /// <summary>Reads the values from a text that was written by it.</summary>
    public bool TryRead(string text, [NotNullWhen(true)] out string[]? values)
    {
        values = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        _pattern ??= Pattern();
        if (_pattern.Match(text) is not { Success: true } match)
            return false;
        values = [.. match.Groups.Values.Where(g => g.Success && g.Name[0] == 'b').OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => g.Value)];
        return true;
    }

    private Regex Pattern()
    {
        HashSet<string> known = [];
        string pattern = Blank().Replace(Regex.Escape(_template), blank =>
        {
            string name = "b" + blank.Groups["number"].Value;
            return known.Add(name) ? $"(?<{name}>{Content(blank.Groups["kind"].Value)})" : $@"\k<{name}>";
        });
        return new($@"^{pattern}\z", RegexOptions.CultureInvariant);
    }

    private static string Content(string kind) => kind switch
    {
        "n" => "-?[0-9]{1,12}",
        "l" => "-?[0-9]{1,12}(?:, -?[0-9]{1,12}){0,30}",
        "d" => @"[0-9]{1,9}(?:\.[0-9]{1,6})?",
        "w" => "[a-z]{1,20}",
        "v" => "[A-Za-z]",
        "o" => "[0-9]{1,6}(?:st|nd|rd|th)",
        "e" => @"[^$\n]+",
        _ => @"[^$\n()=]+",
    };

    [GeneratedRegex("<(?<kind>[nldwvoe]?)(?<number>[0-9])>", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
