using System.Buffers;
using System.Globalization;
using System.Text;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>Rates texts by comparing their final answers with the right one.</summary>
internal static class JudgementWriter
{
    private const int StepsOfAShownAnswer = 3;

    private static readonly SearchValues<char> s_lettersAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Write(JudgementRequest request, WorkedProblem worked) => Write(request, worked, (_, earned) => earned);

    /// <summary>The ratings of a judge that favours some texts, whose words do not say so, and what it favoured.</summary>
    public static (string Text, string Favoured) WriteBiased(JudgementRequest request, WorkedProblem worked, Favour favour) =>
        (Write(request, worked, favour.Moved), favour.Notes);

    private static string Write(JudgementRequest request, WorkedProblem worked, Func<int, int, int> given) =>
        string.Join("\n\n", request.Texts.Select((text, i) => Section(request, text.Number, text.Text, worked, earned => given(i, earned))));

    private static string Section(JudgementRequest request, string number, string text, WorkedProblem worked, Func<int, int> given)
    {
        var (aspect, mark) = (request.Aspect, request.Mark);
        var (standing, quote) = Assessment.Of(text, worked, request.Instruction);
        bool shown = Steps(text) >= StepsOfAShownAnswer;
        bool right = standing is Standing.Right;
        int rating = given(Rating(aspect, standing, shown));
        string rationale = Rationale(aspect, standing, shown, quote, worked.Answer);
        string Line(string label, string value) => UltraFeedbackPrompt.Line(label, mark, value);
        string Types(string types, string why) => $"{Line(UltraFeedbackPrompt.Type, types)}\n{Line(UltraFeedbackPrompt.Rationale, why)}\n";
        var section = new StringBuilder(UltraFeedbackPrompt.PartOf(number, mark)).Append('\n');
        if (aspect is UltraFeedbackAspect.Helpfulness)
            section.Append(right
                ? Types(shown ? "1, 2, 3" : "1, 3", $"It answers the question that was asked{(shown ? " and shows how" : ", briefly")}.")
                : Types("None", "Without the right result it informs of nothing that could be relied on."));
        else if (aspect is UltraFeedbackAspect.Truthfulness)
            section.Append(right || standing is Standing.Unreadable or Standing.Unfinished
                ? Types("None", right ? "The result is true." : "It states no result that is false.")
                : Types("1", "The result that it states is false."));
        return section
            .Append(Line(UltraFeedbackPrompt.Rating, rating.ToString(CultureInfo.InvariantCulture))).Append('\n')
            .Append(Line(UltraFeedbackPrompt.Rationale, rationale))
            .ToString();
    }

    private static int Rating(UltraFeedbackAspect aspect, Standing standing, bool shown) => standing switch
    {
        Standing.Right => shown ? 5 : 4,
        Standing.Unfinished or Standing.PartlyRight => 2,
        // Who states no result claims nothing false.
        Standing.Unreadable when aspect is UltraFeedbackAspect.Honesty or UltraFeedbackAspect.Truthfulness => 2,
        _ => shown ? 2 : 1,
    };

    private static string Rationale(UltraFeedbackAspect aspect, Standing standing, bool shown, string? given, string right)
    {
        // A text's words are not repeated: they could pass for a rating of this reply.
        string named = given is null ? "The final answer" : $"The final answer ${given}$";
        string finding = standing switch
        {
            Standing.Right => $"The final answer ${given ?? right}$ is right",
            Standing.Unfinished => $"{named} has the right value but is not in the form that was asked for: ${right}$",
            Standing.PartlyRight => $"{named} is only partly right: solving the problem gives ${right}$",
            Standing.Wrong => $"{named} is wrong: solving the problem gives ${right}$",
            _ => $"There is no final answer that can be read: solving the problem gives ${right}$",
        };
        string steps = (standing is Standing.Right, shown) switch
        {
            (true, true) => "the steps that lead to it are shown",
            (true, false) => "the steps that lead to it are left out",
            (false, true) => "the steps shown don't lead to the right result",
            (false, false) => "hardly any steps are shown",
        };
        string view = (aspect, standing is Standing.Right) switch
        {
            (UltraFeedbackAspect.Honesty, true) => " Its confidence is justified.",
            (UltraFeedbackAspect.Honesty, false) when standing is not Standing.Unreadable => " It shows no doubt where doubt was due.",
            (UltraFeedbackAspect.InstructionFollowing, true) => " What was asked for is given.",
            (UltraFeedbackAspect.InstructionFollowing, false) => " What was asked for is not given.",
            (UltraFeedbackAspect.Helpfulness, true) => " It helps the person who asked.",
            (UltraFeedbackAspect.Helpfulness, false) => " It does not help the person who asked.",
            (UltraFeedbackAspect.Truthfulness, true) => " Nothing is invented.",
            _ => "",
        };
        return $"{finding}; {steps}.{view}";
    }

    /// <summary>The lines or sentences besides the final answer, whichever are more.</summary>
    private static int Steps(string text)
    {
        int lines = 0, sentences = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (!line.ContainsAny(s_lettersAndDigits) || line.Contains(@"\boxed", StringComparison.Ordinal))
                continue;
            lines++;
            sentences += Sentences(line.Trim());
        }
        return Math.Max(lines, sentences);
    }

    /// <summary>The sentence ends of a line that stand in no formula: 5! is none, nor is the point of a list item's number.</summary>
    private static int Sentences(ReadOnlySpan<char> line)
    {
        int ends = 0, start = line.IndexOfAnyExceptInRange('0', '9');
        bool hasFormulas = line.Count('$') % 2 == 0, isFormula = false;
        for (int i = start > 0 && line[start] == '.' ? start + 1 : 0; i < line.Length; i++)
        {
            if (line[i] == '$')
                isFormula = hasFormulas && !isFormula;
            else if (!isFormula && line[i] is ('.' or '!' or '?') && (i + 1 == line.Length || char.IsWhiteSpace(line[i + 1])))
                ends++;
        }
        return ends;
    }
}
