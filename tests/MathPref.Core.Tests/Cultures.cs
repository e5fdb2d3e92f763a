using System.Globalization;

namespace MathPref.Core.Tests;

/// <summary>Cultures in which careless code breaks: a comma in 4.5, and an I that is not the capital of i.</summary>
internal static class Cultures
{
    public static TheoryData<string> Critical => ["", "de-DE", "tr-TR"];

    /// <summary>Runs under a culture and comes back to the one before.</summary>
    public static void Under(string culture, Action run)
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture, useUserOverride: false);
            run();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}
