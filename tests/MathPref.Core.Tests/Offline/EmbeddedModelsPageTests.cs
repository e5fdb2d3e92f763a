using System.Globalization;
using System.Text.RegularExpressions;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Tests.Offline;

/// <summary>docs/embedded-models.md: its table is that of the families.</summary>
public sealed partial class EmbeddedModelsPageTests
{
    [Fact]
    public void The_table_has_each_family_with_its_topics_its_problems_and_its_answer()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "embedded-models.md"));
        var rows = Family().Matches(page).Select(row => row.Value.TrimEnd('\r'));
        var expected = ProblemFamilies.All.AsParallel().AsOrdered().Select(family =>
        {
            var kind = FamilyChecks.Solve(family, FamilyChecks.Draw(family, Level.Usual, 1)[0]).Kind;
            return string.Create(CultureInfo.InvariantCulture, $"| `{family.Name}` | {string.Join(", ", family.Topics)} | {FamilyChecks.Different(family)} | {kind.ToString().ToLowerInvariant()} |");
        });
        Assert.Equal(expected.ToList(), rows);
    }

    [GeneratedRegex("^\\| `[a-z0-9-]+` \\| [^|]+ \\| [0-9]+ \\| [a-z]+ \\|\\r?$", RegexOptions.Multiline)]
    private static partial Regex Family();
}
