namespace MathPref.Core.Tests;

/// <summary>Programs of others that tests check us against, and that a machine with the SDK alone has not.</summary>
internal static class Tools
{
    /// <summary>Set where the tools are installed before the tests run: there a missing one is a failure.</summary>
    private const string Required = "MATHPREF_TESTS_REQUIRE_TOOLS";

    /// <summary>Skips the test, or fails it where all tools are required, unless <paramref name="absence"/> is null.</summary>
    public static void Need(string? absence)
    {
        if (absence is null)
            return;
        if (Environment.GetEnvironmentVariable(Required) is { Length: > 0 })
            Assert.Fail($"{absence} ({Required} is set.)");
        Assert.Skip(absence);
    }
}
