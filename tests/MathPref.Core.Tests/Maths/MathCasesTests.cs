using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>The tables of Maths/Cases: what equals what, by kind.</summary>
public sealed class MathCasesTests
{
    public static TheoryData<string> Files => [.. MathCase.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_of_a_table_has_its_verdict(string file)
    {
        var cases = MathCase.Read(file);
        Assert.NotEmpty(cases);
        var failures = cases.Select(each => each.Failure()).OfType<string>().ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Count}:\n{string.Join('\n', failures)}");
    }

    [Fact]
    public void There_are_at_least_800_cases_and_a_third_are_different()
    {
        var cases = MathCase.Files.SelectMany(MathCase.Read).ToList();
        Assert.True(cases.Count >= 800, $"{cases.Count} cases");
        Assert.True(cases.Count(each => each.Verdict is MathVerdict.Wrong) * 3 >= cases.Count, "A third are Wrong.");
        Assert.Contains(cases, each => each.Verdict is MathVerdict.Unknown);
        Assert.Equal(cases.Count, cases.Select(each => (each.Answer, each.Reference)).Distinct().Count());
    }
}
