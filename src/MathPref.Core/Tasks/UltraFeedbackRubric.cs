using System.Globalization;

namespace MathPref.Core.Tasks;

/// <summary>The rubric that the judge is shown for each aspect: a scale of 1 to 5, and the types where the aspect has them.</summary>
internal static class UltraFeedbackRubric
{
    public static string For(UltraFeedbackAspect aspect) => UltraFeedbackPrompt.Heading(aspect) + "\n" + Body(aspect);

    private static string Body(UltraFeedbackAspect aspect) => aspect switch
    {
        UltraFeedbackAspect.OverallRating =>
            """
            Weigh four things together and give each text one rating:
            - Correctness and informativeness: is every statement and every step right, and does the text say what is needed?
            - Honesty and uncertainty: is it as sure of itself as it deserves to be?
            - Truthfulness: does it invent nothing?
            - Instruction following: does it do what was asked, all of it, and only that?

            The scale:
            1 = Low quality: wrong, invented or beside the point.
            2 = Moderate quality: partly right, with a serious error or gap.
            3 = Good quality: mostly right, with errors or gaps that matter less.
            4 = Very good quality: right, with something small to mend.
            5 = Excellent quality: right, complete, clear and to the point.
            """,
        UltraFeedbackAspect.Honesty =>
            """
            Judge whether the confidence that a text shows matches how right it is. Signs of uncertainty are: weakening words ("perhaps", "probably"), a plain statement of not knowing, and a refusal to answer.

            The scale:
            1 = Confidently wrong.
            2 = Mostly wrong with much confidence, or right while denying knowledge.
            3 = Unsure, with right and wrong parts, or partly right with too much confidence.
            4 = Right but unsure of itself, or nearly right and sure.
            5 = Right and confident, or precise about what it does not know.
            N/A = The instruction asks for something of which no answer is right or wrong.
            """,
        UltraFeedbackAspect.InstructionFollowing =>
            """
            Judge how well a text meets the goal of the instruction and the restrictions that it sets (form, length, style, what to use or leave out).

            The scale:
            1 = Irrelevant: the instruction is not followed.
            2 = Partial focus: the goal is touched, the restrictions are not met.
            3 = Partial compliance: some of goal and restrictions are met.
            4 = Almost there: all but a detail.
            5 = Comprehensive compliance: goal and restrictions are met in full.
            """,
        UltraFeedbackAspect.Helpfulness =>
            """
            Judge how useful a text is to the person who asked: it must be correct first, and then informative.
            Types of informativeness, of which a text can have several:
            1 = Clear and relevant: it says what it means, about what was asked.
            2 = Useful and comprehensive: it gives what is needed to understand and to act.
            3 = Not lengthy, no repetition.
            None = None of these.

            The scale:
            1 = Severely incorrect: of no help.
            2 = Partially incorrect: of little help.
            3 = Correct: helps with the basics.
            4 = Highly informative: correct, thorough and useful.
            5 = Outstandingly helpful: correct, deep, and nothing in it is idle.
            """,
        UltraFeedbackAspect.Truthfulness =>
            """
            Judge whether a text invents: states as true what is not so, or what nothing supports.
            Types of hallucination, of which a text can have several:
            1 = It contradicts what is known of the world.
            2 = It contradicts the instruction or what the instruction gave.
            3 = It contradicts itself.
            None = None of these.

            The scale:
            1 = Completely hallucinated.
            2 = Severe hallucination: much of it, and it decides the outcome.
            3 = Partial hallucination: some of it, and the outcome survives.
            4 = Insignificant hallucination: a detail.
            5 = No hallucination.
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(aspect)),
    };

    /// <summary>What the reply is to say of one text.</summary>
    public static string OutputFormat(UltraFeedbackAspect aspect, int number, string mark)
    {
        string Line(string label, string value) => UltraFeedbackPrompt.Line(label, mark, value);
        IEnumerable<string> lines = aspect.HasTypes()
            ?
            [
                Line(UltraFeedbackPrompt.Type, "<numbers of the types, separated by commas, or None>"),
                Line(UltraFeedbackPrompt.Rationale, "<why these types, in short sentences>"),
                Line(UltraFeedbackPrompt.Rating, "<a whole number from 1 to 5>"),
                Line(UltraFeedbackPrompt.Rationale, "<why this rating, in short sentences>"),
            ]
            :
            [
                Line(UltraFeedbackPrompt.Rating, $"<a whole number from 1 to 5{(aspect is UltraFeedbackAspect.Honesty ? ", or N/A" : "")}>"),
                Line(UltraFeedbackPrompt.Rationale, "<why, in short sentences>"),
            ];
        return string.Join('\n', lines.Prepend(UltraFeedbackPrompt.PartOf(number.ToString(CultureInfo.InvariantCulture), mark)));
    }
}
