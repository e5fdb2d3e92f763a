using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MathPref.Completion;

/// <summary>
/// Completes a licence by the Hub's identifier: those that datasets of texts are published under. Others can be typed. Source: the list of
/// licences in the Hub's documentation of repositories.
/// </summary>
public sealed class LicenseCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] s_all =
    [
        new("cc-by-4.0", "Creative Commons Attribution 4.0: any use, with the author named."),
        new("cc-by-sa-4.0", "Creative Commons Attribution Share Alike 4.0: any use, with the author named, changed sets under the same licence."),
        new("cc-by-nc-4.0", "Creative Commons Attribution Non Commercial 4.0."),
        new("cc-by-nc-sa-4.0", "Creative Commons Attribution Non Commercial Share Alike 4.0."),
        new("cc0-1.0", "Creative Commons Zero 1.0: no right is reserved."),
        new("odc-by", "Open Data Commons Attribution."),
        new("odbl", "Open Data Commons Open Database: share alike."),
        new("pddl", "Open Data Commons Public Domain Dedication."),
        new("cdla-permissive-2.0", "Community Data License Agreement, Permissive 2.0."),
        new("apache-2.0", "Apache 2.0."),
        new("mit", "MIT."),
        new("other", "Another one: name it in the card with license_name and license_link."),
        new("unknown", "Not known."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => s_all);
}
