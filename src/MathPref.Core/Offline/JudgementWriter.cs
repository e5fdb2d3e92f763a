using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MathPref.Core.Offline.Answers;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tasks;

namespace MathPref.Core.Offline;

/// <summary>Rates texts by comparing their final answers with the right one.</summary>
internal static partial class JudgementWriter
{
    private const int StepsOfAShownAnswer = 3;
    private const int MaxQuoted = 80;

    public static string Write(JudgementRequest request, WorkedProblem worked) =>
        string.Join("\n\n", request.Texts.Select(text => Section(request, text.Number, text.Text, worked)));

    private static string Section(JudgementRequest request, string number, string text, WorkedProblem worked)
    {
        var (aspect, mark) = (request.Aspect, request.Mark);
        string? given = FinalAnswer.In(text);
        var verdict = Answer.Compare(worked.Kind, given, worked.Answer);
        bool shown = Steps(text) >= StepsOfAShownAnswer;
        bool right = verdict is Verdict.Right;
        int rating = Rating(aspect, verdict, shown);
        string rationale = Rationale(aspect, verdict, shown, Quoted(worked.Kind, given), worked.Answer);
        string Line(string label, string value) => UltraFeedbackPrompt.Line(label, mark, value);
        string Types(string types, string why) => $"{Line(UltraFeedbackPrompt.Type, types)}\n{Line(UltraFeedbackPrompt.Rationale, why)}\n";
        var section = new StringBuilder(UltraFeedbackPrompt.PartOf(number, mark)).Append('\n');
        if (aspect is UltraFeedbackAspect.Helpfulness)
            section.Append(right
                ? Types(shown ? "1, 2, 3" : "1, 3", $"It answers the question that was asked{(shown ? " and shows how" : ", briefly")}.")
                : Types("None", "Without the right result it informs of nothing that could be relied on."));
        else if (aspect is UltraFeedbackAspect.Truthfulness)
            section.Append(right || verdict is Verdict.Unreadable or Verdict.Unfinished
                ? Types("None", right ? "The result is true." : "It states no result that is false.")
                : Types("1", "The result that it states is false."));
        return section
            .Append(Line(UltraFeedbackPrompt.Rating, rating.ToString(CultureInfo.InvariantCulture))).Append('\n')
            .Append(Line(UltraFeedbackPrompt.Rationale, rationale))
            .ToString();
    }

    private static int Rating(UltraFeedbackAspect aspect, Verdict verdict, bool shown) => verdict switch
    {
        Verdict.Right => shown ? 5 : 4,
        Verdict.Unfinished or Verdict.PartlyRight => 2,
        // Who states no result claims nothing false.
        Verdict.Unreadable when aspect is UltraFeedbackAspect.Honesty or UltraFeedbackAspect.Truthfulness => 2,
        _ => shown ? 2 : 1,
    };

    private static string Rationale(UltraFeedbackAspect aspect, Verdict verdict, bool shown, string? given, string right)
    {
        string finding = verdict switch
        {
            Verdict.Right => $"The final answer ${given ?? right}$ is right",
            Verdict.Unfinished => $"The final answer ${given}$ has the right value but is not in the form that was asked for: ${right}$",
            Verdict.PartlyRight => $"The final answer ${given}$ is only partly right: solving the problem gives ${right}$",
            Verdict.Wrong => $"The final answer ${given}$ is wrong: solving the problem gives ${right}$",
            _ => $"There is no final answer that can be read: solving the problem gives ${right}$",
        };
        string steps = (verdict is Verdict.Right, shown) switch
        {
            (true, true) => "the steps that lead to it are shown",
            (true, false) => "the steps that lead to it are left out",
            (false, true) => "the steps shown don't lead to the right result",
            (false, false) => "hardly any steps are shown",
        };
        string view = (aspect, verdict is Verdict.Right) switch
        {
            (UltraFeedbackAspect.Honesty, true) => " Its confidence is justified.",
            (UltraFeedbackAspect.Honesty, false) when verdict is not Verdict.Unreadable => " It shows no doubt where doubt was due.",
            (UltraFeedbackAspect.InstructionFollowing, true) => " What was asked for is given.",
            (UltraFeedbackAspect.InstructionFollowing, false) => " What was asked for is not given.",
            (UltraFeedbackAspect.Helpfulness, true) => " It helps the person who asked.",
            (UltraFeedbackAspect.Helpfulness, false) => " It does not help the person who asked.",
            (UltraFeedbackAspect.Truthfulness, true) => " Nothing is invented.",
            _ => "",
        };
        return $"{finding}; {steps}.{view}";
    }

    /// <summary>
    /// Only what was understood as mathematics is quoted: other words from a text could pass for a rating of this reply.
    /// </summary>
    private static string? Quoted(AnswerKind kind, string? given) =>
        given is null || Answer.Read(kind, given) is not { } answer ? null
        : answer.Text.Length <= MaxQuoted ? answer.Text
        : answer.Text[..MaxQuoted] + "...";

    /// <summary>The lines or sentences besides the final answer, whichever are more.</summary>
    private static int Steps(string text)
    {
        var lines = text.Split('\n').Where(line => line.Any(char.IsAsciiLetterOrDigit) && !line.Contains(@"\boxed", StringComparison.Ordinal)).ToList();
        return Math.Max(lines.Count, lines.Sum(line => SentenceEnd().Count(line)));
    }

    // A number with a point at the start of a line is a list item and not a sentence.
    [GeneratedRegex(@"(?<!^\s*[0-9]+)[.!?](?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
