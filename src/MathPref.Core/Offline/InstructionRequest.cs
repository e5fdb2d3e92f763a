using System.Globalization;
using System.Text.RegularExpressions;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>A prompt that asks for instructions about a topic.</summary>
/// <param name="Count">How many.</param>
/// <param name="Topic">What stands under the last heading "Context".</param>
/// <param name="Level">How hard they are to be.</param>
internal sealed partial record InstructionRequest(int Count, string Topic, Level Level)
{
    private const string Context = $"\n{SelfInstructPrompt.Context}\n";

    /// <summary>Reads the prompt of SelfInstruct; null for any other text.</summary>
    public static InstructionRequest? Read(string prompt)
    {
        // Criteria and description of the application are the user's own text and may hold headings too, so the last ones count.
        int end = prompt.LastIndexOf("\n" + SelfInstructPrompt.Output, StringComparison.Ordinal);
        int start = end < 0 ? -1 : prompt.LastIndexOf(Context, end, StringComparison.Ordinal);
        if (start < 0 || Head().Match(prompt) is not { Success: true } head)
            return null;
        int count = int.Parse(head.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        var level = Difficulty().Match(prompt[..start]) is { Success: true } asked ? new Level(asked.Groups[1].Value[0] - '0') : Level.Usual;
        return new(count, prompt[(start + Context.Length)..end].Trim(), level);
    }

    [GeneratedRegex($@"\n{SelfInstructPrompt.Difficulty}\n{SelfInstructPrompt.BeforeLevel} ([1-5]) [^\n]*\n\z", RegexOptions.CultureInvariant)]
    private static partial Regex Difficulty();

    [GeneratedRegex(
        $@"^\s*{SelfInstructPrompt.Task}\s+{SelfInstructPrompt.BeforeCount} ([0-9]{{1,9}}) {SelfInstructPrompt.AfterCount}\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
