using MathPref.Core.Maths.Scorers;

namespace MathPref.Core.Preference;

/// <summary>What stands behind a question so that the final answer comes in the form that a scorer reads.</summary>
public static class AnswerRequest
{
    private const string Between = "\n\n";
    private const string Box = @"\boxed";
    private const string Hashes = "####";

    private static readonly Dictionary<AnswerForm, string> s_requests = new()
    {
        [AnswerForm.Box] = @"Put the final answer in \boxed{}.",
        [AnswerForm.Hashes] = "End with a line of its own that has #### and one space and then the final answer, a number in digits and nothing behind it.",
        [AnswerForm.AnswerLine] = "End with a line of its own that has Answer: and one space and then the final answer, with nothing behind it.",
        [AnswerForm.ThinkThenBox] = @"Think first, between <think> and </think>, and then put the final answer in \boxed{}.",
    };

    /// <summary>The question and what it asks for; one that asks for the form by itself stays as it is.</summary>
    public static string With(string question, AnswerForm form) => Asks(question, form) ? question : question + Between + s_requests[form];

    /// <summary>The question without what <see cref="With"/> put behind it.</summary>
    public static string Without(string text)
    {
        foreach (var request in s_requests.Values)
        {
            if (text.EndsWith(Between + request, StringComparison.Ordinal))
                return text[..^(Between.Length + request.Length)];
        }
        return text;
    }

    /// <summary>Whether a question asks for a box by itself.</summary>
    public static bool AsksForBox(string question) => question.Contains(Box, StringComparison.Ordinal);

    private static bool Asks(string question, AnswerForm form) => form switch
    {
        AnswerForm.Box => AsksForBox(question),
        // At the start of a line they are a heading.
        AnswerForm.Hashes => question.Split('\n').Any(line => line.TrimStart().IndexOf(Hashes, StringComparison.Ordinal) > 0),
        _ => question.EndsWith(Between + s_requests[form], StringComparison.Ordinal),
    };
}
