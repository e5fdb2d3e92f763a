using System.Text.RegularExpressions;

namespace MathPref.Core.Maths;

/// <summary>Whether a question asks for a percentage: "what percent of", "what percentage", "as a percent".</summary>
internal static partial class PercentQuestion
{
    public static bool IsOne(string question) => question.Contains("cent", StringComparison.OrdinalIgnoreCase) && Asks().IsMatch(question);

    [GeneratedRegex(
        @"\b(what|which|how many|find the|calculate the|determine the|compute the|as an?|in|by what)\s+(\w+\s+){0,2}(percent|percentage|per\s+cent)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asks();
}
