using System.Diagnostics;
using CsCheck;
using MathPref.Core.Tasks;

namespace MathPref.Core.Tests.Tasks;

public sealed class JudgementParserTests
{
    private const string Ideal = "#### Output for Text 1\nRating: 4\nRationale: Right and short.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong sign.";

    private static IReadOnlyList<Judgement> Parse(string reply, int count = 2, UltraFeedbackAspect aspect = UltraFeedbackAspect.OverallRating) =>
        Parse(reply, [.. Enumerable.Range(1, count).Select(i => $"answer {(char)('a' + i)}")], aspect);

    private static IReadOnlyList<Judgement> Parse(string reply, string[] texts, UltraFeedbackAspect aspect = UltraFeedbackAspect.OverallRating) =>
        new UltraFeedbackTask { Aspect = aspect }.Parse(reply, "What is 7 * 8?", texts);

    private static int?[] Ratings(string reply, int count = 2, UltraFeedbackAspect aspect = UltraFeedbackAspect.OverallRating) =>
        [.. Parse(reply, count, aspect).Select(j => j.Rating)];

    /// <summary>The sixteen replies of which distilabel's parser reads one rightly (reference: distilabel.md, A7): name, reply, ratings.</summary>
    public static TheoryData<string, string, int?, int?> SixteenReplies => new()
    {
        { "ideal", Ideal, 4, 2 },
        { "trailing blank line", Ideal + "\n\n", 4, 2 },
        { "preamble line first", "Here is my evaluation of the two texts:\n\n" + Ideal, 4, 2 },
        { "blank line after heading", "#### Output for Text 1\n\nRating: 4\nRationale: Right and short.\n\n#### Output for Text 2\n\nRating: 2\nRationale: Wrong sign.", 4, 2 },
        { "two-paragraph rationale", "#### Output for Text 1\nRating: 4\nRationale: Right.\n\nAnd short.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong sign.", 4, 2 },
        { "bold labels", "#### Output for Text 1\n**Rating:** 4\n**Rationale:** Right and short.\n\n#### Output for Text 2\n**Rating:** 2\n**Rationale:** Wrong sign.", 4, 2 },
        { "rationale before rating", "#### Output for Text 1\nRationale: Right and short.\nRating: 4\n\n#### Output for Text 2\nRationale: Wrong sign.\nRating: 2", 4, 2 },
        { "no blank line between texts", "#### Output for Text 1\nRating: 4\nRationale: Right and short.\n#### Output for Text 2\nRating: 2\nRationale: Wrong sign.", 4, 2 },
        { "CRLF line ends", Ideal.ReplaceLineEndings("\r\n"), 4, 2 },
        { "only one block", "#### Output for Text 1\nRating: 4\nRationale: Right and short.", 4, null },
        { "empty string", "", null, null },
        { "N/A (creative)", "#### Output for Text 1\nRating: N/A (creative)\nRationale: A matter of taste.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong sign.", null, 2 },
        { "a word", "#### Output for Text 1\nRating: four\nRationale: Right and short.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong sign.", 4, 2 },
        { "4.5 and 2.5", "#### Output for Text 1\nRating: 4.5\nRationale: Right and short.\n\n#### Output for Text 2\nRating: 2.5\nRationale: Wrong sign.", null, null },
        { "4/5 and 2/5", "#### Output for Text 1\nRating: 4/5\nRationale: Right and short.\n\n#### Output for Text 2\nRating: 2/5\nRationale: Wrong sign.", 4, 2 },
        { "45 and 0", "#### Output for Text 1\nRating: 45\nRationale: Right and short.\n\n#### Output for Text 2\nRating: 0\nRationale: Wrong sign.", null, null },
    };

    [Theory]
    [InlineData("Rationale:**\nIt is right.")]
    [InlineData("**Rationale:*\n\n  It is right.")]
    public void A_rationale_below_the_marks_of_its_label_has_no_blanks_around_it(string reply) => Assert.Equal("It is right.", Parse("Rating: 4\n" + reply, count: 1)[0].Rationale);

    [Theory]
    [MemberData(nameof(SixteenReplies))]
    public void Judge_reply_that_states_a_rating_in_whatever_layout_is_read_as_meant(string name, string reply, int? first, int? second)
    {
        var judgements = Parse(reply);
        Assert.Equal([first, second], judgements.Select(j => j.Rating));
        Assert.All(judgements, j => Assert.Equal(j.Rating is null, j.Problem is not null));
        if (name is not "only one block" and not "empty string")
            Assert.Equal([name is "two-paragraph rationale" ? "Right.\n\nAnd short." : name is "N/A (creative)" ? "A matter of taste." : "Right and short.", "Wrong sign."], judgements.Select(j => j.Rationale));
    }

    [Fact]
    public void There_are_sixteen_of_them() => Assert.Equal(16, SixteenReplies.Count);

    [Theory]
    [InlineData("#### Output for Text {0}")]
    [InlineData("### Output for Text {0}:")]
    [InlineData("Output for Text {0}")]
    [InlineData("Output for Text {0}:")]
    [InlineData("**Output for Text {0}**")]
    [InlineData("**Output for Text {0}:**")]
    [InlineData("#### **Output for Text {0}**")]
    [InlineData("#### Output for <text {0}>")]
    [InlineData("#### Output for Text #{0}")]
    [InlineData("#### output for text{0}")]
    [InlineData("#### OUTPUT FOR TEXT {0}")]
    [InlineData("#### Output for Text {0} (the answer by factoring)")]
    [InlineData("#### Text {0}")]
    [InlineData("#### Text {0}: the answer by factoring")]
    [InlineData("Text {0}")]
    [InlineData("Text {0}:")]
    [InlineData("**Text {0}:**")]
    [InlineData("**Text {0}**:")]
    [InlineData("__Text {0}__")]
    [InlineData("<text {0}>")]
    [InlineData("[Text {0}]")]
    [InlineData("Text No. {0}")]
    [InlineData("{0}. Text {0}")]
    [InlineData("{0}. **Text {0}:**")]
    [InlineData("- Text {0}:")]
    [InlineData("> Text {0}")]
    [InlineData("Evaluation of Text {0}:")]
    [InlineData("Text {0} Evaluation:")]
    [InlineData("Rating for Text {0}:")]
    [InlineData("   Text {0} -")]
    [InlineData("Response {0}:")]
    [InlineData("**Answer {0}**")]
    [InlineData("### Output {0}")]
    [InlineData("Text {0} Evaluation (by factoring):")]
    public void Headings_are_known_in_many_forms(string heading)
    {
        var first = string.Format(null, heading, 1);
        var second = string.Format(null, heading, 2);
        Assert.Equal([4, 2], Ratings($"{first}\nRating: 4\nRationale: Right.\n\n{second}\nRating: 2\nRationale: Wrong."));
        Assert.Equal([4, 2], Ratings($"{second}\n\nRating: 2\nRationale: Wrong.\n\n{first}\n\nRating: 4\nRationale: Right."));
        Assert.Equal(["Right.", "Wrong."], Parse($"{first}\n**Rating**: 4\n**Rationale**: Right.\n{second}\n**Rating**: 2\n**Rationale**: Wrong.").Select(j => j.Rationale));
    }

    [Theory]
    [InlineData("Text 1 (Rating: 4)\nRationale: Right.\nText 2 (Rating: 2)\nRationale: Wrong.")]
    [InlineData("Text 1 - Rating: 4 - Rationale: Right.\nText 2 - Rating: 2 - Rationale: Wrong.")]
    [InlineData("**Text 1:** Rating: 4, Rationale: Right.\n**Text 2:** Rating: 2, Rationale: Wrong.")]
    [InlineData("Text 1: Rating: 4 | Rationale: Right.\nText 2: Rating: 2 | Rationale: Wrong.")]
    [InlineData("Output for Text 1: Rating: 4 Rationale: Right.\nOutput for Text 2: Rating: 2 Rationale: Wrong.")]
    [InlineData("- **Text 1**\n  - Rating: 4\n  - Rationale: Right.\n- **Text 2**\n  - Rating: 2\n  - Rationale: Wrong.")]
    [InlineData("Text 1\n* **Rating**: 4\n* **Rationale**: Right.\n\nText 2\n* **Rating**: 2\n* **Rationale**: Wrong.")]
    [InlineData("Text 1\n> Rating: 4\n> Rationale: Right.\n\nText 2\n> Rating: 2\n> Rationale: Wrong.")]
    [InlineData("Text 1\nRating:\n4\nRationale:\nRight.\nText 2\nRating:\n2\nRationale:\nWrong.")]
    [InlineData("Text 1\n#### Rating: 4\n#### Rationale: Right.\n---\nText 2\n#### Rating: 2\n#### Rationale: Wrong.\n---")]
    [InlineData("Text 1\nOverall Rating: 4\nReasoning: Right.\n\nText 2\nOverall Rating: 2\nReasoning: Wrong.")]
    [InlineData("Text 1\nScore: 4\nExplanation: Right.\n\nText 2\nScore: 2\nExplanation: Wrong.")]
    [InlineData("Text 1\nRating = 4\nRationale: Right.\n\nText 2\nRating = 2\nRationale: Wrong.")]
    [InlineData("Text 1\nRating: **4**\n**Rationale: Right.**\n\nText 2\nRating: **2**\n**Rationale: Wrong.**")]
    [InlineData("Rating: 4\nRationale: Right.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong.")]
    [InlineData("Rating: 4\nRationale: Right.\n\nRating: 2\nRationale: Wrong.")]
    [InlineData("1. Rating: 4\n   Rationale: Right.\n2. Rating: 2\n   Rationale: Wrong.")]
    [InlineData("Rationale: Right.\nRating: 4\n\nRationale: Wrong.\nRating: 2")]
    [InlineData("```\n#### Output for Text 1\nRating: 4\nRationale: Right.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong.\n```")]
    [InlineData("#### Output for Text 1\u2028Rating: 4\u2028Rationale: Right.\u2028#### Output for Text 2\u2028Rating: 2\u2028Rationale: Wrong.")]
    [InlineData("#### Output for Text 1\rRating: 4\rRationale: Right.\r#### Output for Text 2\rRating: 2\rRationale: Wrong.")]
    [InlineData("Text 1\nRating 4\nRationale: Right.\nText 2\nRating - 2\nRationale: Wrong.")]
    public void Labels_are_known_in_many_layouts(string reply)
    {
        var judgements = Parse(reply);
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.Equal(["Right.", "Wrong."], judgements.Select(j => j.Rationale?.TrimEnd('`', '\n')));
    }

    [Theory]
    [InlineData("Second answer\nRating: 2\nRationale: bad\n\nFirst answer\nRating: 5\nRationale: good")]
    [InlineData("**Response B**\nRating: 2\n\n**Response A**\nRating: 5")]
    [InlineData("Text B\nRating: 2\n\nText A\nRating: 5")]
    [InlineData("For the second text:\nRating: 2\n\nFor the first text:\nRating: 5")]
    [InlineData("### Response 2\nRating: 2\n\n### Response 1\nRating: 5")]
    [InlineData("**The 2nd answer:**\nRating: 2\n\n**The 1st answer:**\nRating: 5")]
    [InlineData("Text two\nRating: 2\n\nText one\nRating: 5")]
    [InlineData("The second text: Rating: 2\nThe first text: Rating: 5")]
    public void Names_of_the_texts_are_read_as_their_numbers(string reply) => Assert.Equal([5, 2], Ratings(reply));

    [Theory]
    [InlineData("Rating: 5\nThe texts are great.\n\n### Summary\nRating: 5")]
    [InlineData("Rating: 5\nRationale: Great.\n\n### Summary\nRating: 5")]
    [InlineData("Rating: ⌭ 5\n\n### Summary\n\nRating: ⌭ 5\n\nThe text provided was a critical evaluation of 2 texts.")]
    [InlineData("Rating: 4\nRationale: Right.\n\nOverall rating: 5\nRationale: Great.")]
    [InlineData("Second:\nRating: 2\n\nFirst:\nRating: 5")]
    [InlineData("B:\nRating: 2\n\nA:\nRating: 5")]
    [InlineData("By factoring:\nRating: 2\nRationale: bad\n\nBy guessing:\nRating: 5")]
    [InlineData("# By factoring\nRating: 2\n\n# By guessing\nRating: 5")]
    [InlineData("2. Rating: 2\n   Rationale: bad\n1. Rating: 5\n   Rationale: good")]
    [InlineData("Rating: 2\nRationale: The second answer is bad.\n\nRating: 5\nRationale: The first answer is good.")]
    [InlineData("Rating: 2\nText 2\n\nRating: 5\nText 1")]
    [InlineData("Rating: 2 (response B)\nRating: 5 (response A)")]
    [InlineData("2.\nRating: 2\n1.\nRating: 5")]
    [InlineData("[2]\nRating: 2\n[1]\nRating: 5")]
    [InlineData("Option 2\nRating: 2\nOption 1\nRating: 5")]
    [InlineData("Rating: 2 [2]\nRating: 5 [1]")]
    [InlineData("Rating: 2 - for the second\nRating: 5 - for the first")]
    [InlineData("Rationale: (2) bad\nRating: 2\n\nRationale: (1) good\nRating: 5")]
    [InlineData("Rating: 2\nRationale: Number two is bad.\n\nRating: 5\nRationale: Number one is good.")]
    [InlineData("Rating: 4\nRating: 2\nRating: 3")]
    public void Ratings_that_no_number_or_name_gives_to_a_text_are_given_to_none(string reply)
    {
        var judgements = Parse(reply);
        Assert.Equal([null, null], judgements.Select(j => j.Rating));
        Assert.All(judgements, j => Assert.Equal("the reply does not say which text it rates", j.Problem));
    }

    [Fact]
    public void Ratings_of_texts_that_nobody_asked_about_say_nothing_of_the_others() =>
        Assert.All(Parse("### Output for Text 3\nRating:  **high**\n\nRationale: Clear.\n\n### Output for Text 4\nRating: **high**"), j => Assert.Equal((null, null, "the reply says nothing of it"), (j.Rating, j.Rationale, j.Problem)));

    [Theory]
    [InlineData("Here is my evaluation of the two texts:\n\nRating: 4\nRationale: Right.\n\nRating: 2\nRationale: Wrong.")]
    [InlineData("Rating: 4\nRationale: Right.\nAnd short.\n\nIt ends well.\n\n---\n\nRating: 2\nRationale: Wrong.")]
    [InlineData("Rating:\n4\nRationale:\nRight.\n\nRating:\n2\nRationale:\nWrong.")]
    [InlineData("Overall rating: 4\nRationale: Right.\n\nOverall rating: 2\nRationale: Wrong.")]
    public void Nothing_but_labelled_blocks_one_a_text_is_read_in_order(string reply) => Assert.Equal([4, 2], Ratings(reply));

    [Theory]
    [InlineData("\n\n---\n\n## Annotation\n\n### Input\nInstruction: What is 7 * 8?\n\nTexts:\n<text 1> 54 </text 1>\n<text 2> 56 </text 2>\n\n### Output\n#### Output for Text 1\nRating: 1\nRationale: Wrong.\n\n#### Output for Text 2\nRating: 5\nRationale: Right.")]
    [InlineData("\n\n## Format\n\n### Input\nInstruction: <the instruction>\n\n### Output\n#### Output for Text 1\nRating: <a whole number from 1 to 5>\nRationale: <why, in short sentences>")]
    [InlineData("\n\n# Overall Rating\nWeigh four things together.\n\n#### Output for Text 1\nRating: 1")]
    [InlineData("\n\n### Input\nInstruction: What is 7 * 8?")]
    [InlineData("\n\nInstruction: What is 7 * 8?\n\nTexts:\n<text 1> 54 </text 1>\n\n#### Output for Text 1\nRating: 1")]
    [InlineData("\n\n### Summary\nOverall rating: 3")]
    [InlineData("\n\n#### Output for Text 1\nRating: <a whole number from 1 to 5>\nRationale: <why, in short sentences>\n\n#### Output for Text 2\nRating: <a whole number from 1 to 5>\nRationale: <why, in short sentences>")]
    public void What_a_model_rambles_on_with_after_its_judgement_changes_nothing(string ramble)
    {
        var judgements = Parse(Ideal + ramble);
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.Equal(["Right and short.", "Wrong sign."], judgements.Select(j => j.Rationale));
    }

    [Fact]
    public void An_overall_rating_may_head_the_rating_of_each_text() =>
        Assert.Equal([4, 2], Ratings("#### Output for Text 1\n### Overall Rating\nRating: 4\n\n#### Output for Text 2\n### Overall Rating\nRating: 2"));

    [Fact]
    public void Blanks_of_the_format_that_were_copied_are_no_rationales()
    {
        var reply = "### Input\nInstruction: What is 7 * 8?\n\nTexts:\n<text 1> 7 * 8 = 54. </text 1>\n<text 2> 7 * 8 = 54. </text 2>\n\n### Output\n#### Output for Text 1\nType: <numbers of the types, separated by commas, or None>\nRationale: <why this type, in short sentences>\nRating: <a whole number from 1 to 5>\nRationale: <why this rating, in short sentences>\n\n#### Output for Text 2\nType: <numbers of the types, separated by commas, or None>\nRationale: <why these types, in short sentences>\nRating: 3\nRationale: <a whole number from 1 to 5>";
        var judgements = Parse(reply, 2, UltraFeedbackAspect.Helpfulness);
        Assert.Equal([null, 3], judgements.Select(j => j.Rating));
        Assert.All(judgements, j => Assert.Equal((null, null, null), (j.Rationale, j.RationaleForRating, j.Types)));
        Assert.Null(Parse("Text 1\nRating: 4\nRationale: why, in short sentences", 1)[0].Rationale);
        Assert.Equal("<It is right.>", Parse("Text 1\nRating: 4\nRationale: <It is right.>", 1)[0].Rationale);
    }

    [Theory]
    [InlineData("Text 1 Rating: 4\nText 1 Rationale: Right.\nText 2 Rating: 2\nText 2 Rationale: Wrong.")]
    [InlineData("Text 1 Rating: 4\nText 2 Rating: 2\nText 1 Rationale: Right.\nText 2 Rationale: Wrong.")]
    [InlineData("Rating for Text 1: 4\nRationale for Text 1: Right.\nRating for Text 2: 2\nRationale for Text 2: Wrong.")]
    [InlineData("Rating for Text 1: 4\nRating for Text 2: 2\nRationale for Text 1: Right.\nRationale for Text 2: Wrong.")]
    [InlineData("Text 1 (Rating: 4/5)\nRationale: Right.\n\nText 2 (Rating: 2/5)\nRationale: Wrong.")]
    public void Lines_that_each_name_their_text_are_read_with_the_rationale(string reply)
    {
        var judgements = Parse(reply);
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.Equal(["Right.", "Wrong."], judgements.Select(j => j.Rationale));
    }

    [Fact]
    public void Prose_below_a_heading_is_a_rationale_without_a_rating()
    {
        var judgements = Parse("#### Output for Text 1\nThe answer to the question is -2.\n\n#### Output for Text 2\nIt is wrong.\n\n## Annotation\n\n### Input\nInstruction: x");
        Assert.All(judgements, j => Assert.Equal((null, "the reply gives it no rating"), (j.Rating, j.Problem)));
        Assert.Equal(["The answer to the question is -2.", "It is wrong."], judgements.Select(j => j.Rationale));
        Assert.All(Parse("<text 1>\n7 * 8 = 54.\n<text 2>\n7 * 8 = 56."), j => Assert.Null(j.Rationale));
    }

    [Fact]
    public void A_list_or_a_sentence_below_a_heading_is_no_rating()
    {
        var judgements = Parse("#### Output for Text 1\n1. The first step is right.\n2. The second is not.\n\n#### Output for Text 2\nNone of the steps is right.", 2, UltraFeedbackAspect.Honesty);
        Assert.All(judgements, j => Assert.Equal((null, "the reply gives it no rating"), (j.Rating, j.Problem)));
        Assert.Equal(["1. The first step is right.\n2. The second is not.", "None of the steps is right."], judgements.Select(j => j.Rationale));
    }

    [Fact]
    public void Bare_number_below_a_heading_may_have_a_rationale() =>
        Assert.Equal([(4, "Right."), (2, "Wrong.")], Parse("Text 1: 4\nRationale: Right.\n\nText 2\n**2/5** (poor)\nRationale: Wrong.").Select(j => (j.Rating!.Value, j.Rationale!)));

    [Fact]
    public void Bare_numbers_behind_the_headings_are_ratings() => Assert.Equal([4, 2], Ratings("Text 1: 4\nText 2: 2/5"));

    [Theory]
    [InlineData("4", 4)]
    [InlineData(" 5 ", 5)]
    [InlineData("1", 1)]
    [InlineData("4.", 4)]
    [InlineData("4.0", 4)]
    [InlineData("4/5", 4)]
    [InlineData("4 / 5", 4)]
    [InlineData("4.0/5.0", 4)]
    [InlineData("4/5.", 4)]
    [InlineData("4 out of 5", 4)]
    [InlineData("4 of 5", 4)]
    [InlineData("4 (very good)", 4)]
    [InlineData("4 - very good", 4)]
    [InlineData("4 = Very good quality", 4)]
    [InlineData("4 stars", 4)]
    [InlineData("<4>", 4)]
    [InlineData("[4]", 4)]
    [InlineData("$4$", 4)]
    [InlineData("\"4\"", 4)]
    [InlineData("`4`", 4)]
    [InlineData("**4**", 4)]
    [InlineData("**4/5**", 4)]
    [InlineData("**4**/5", 4)]
    [InlineData("Four", 4)]
    [InlineData("five out of five", 5)]
    [InlineData("4 because it is right but 5 would be too much", 4)]
    [InlineData("4 stars out of 5", 4)]
    [InlineData("4 (out of 5)", 4)]
    [InlineData("4 stars out of 10", null)]
    [InlineData("4 (out of 10)", null)]
    [InlineData("4 out of ten", null)]
    [InlineData("4? No, 2", null)]
    [InlineData("4?", null)]
    [InlineData("4, no, 2", null)]
    [InlineData("4 (or 5)", null)]
    [InlineData("9.5", null)]
    [InlineData("⌭ 5", null)]
    [InlineData("**high**", null)]
    [InlineData("２", null)]
    [InlineData("٢/٥", null)]
    [InlineData("4.5", null)]
    [InlineData("4,5", null)]
    [InlineData("4.50", null)]
    [InlineData("4½", null)]
    [InlineData("0", null)]
    [InlineData("6", null)]
    [InlineData("45", null)]
    [InlineData("-4", null)]
    [InlineData("4/10", null)]
    [InlineData("40/50", null)]
    [InlineData("4 out of 10", null)]
    [InlineData("4-5", null)]
    [InlineData("4 - 5", null)]
    [InlineData("4–5", null)]
    [InlineData("4 to 5", null)]
    [InlineData("4 or 5", null)]
    [InlineData("4 and 5", null)]
    [InlineData("80%", null)]
    [InlineData("4+", null)]
    [InlineData("1e0", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("٤", null)]
    [InlineData("４", null)]
    [InlineData("", null)]
    [InlineData("good", null)]
    [InlineData("None", null)]
    [InlineData("n/a", null)]
    [InlineData("<a whole number from 1 to 5>", null)]
    [InlineData("1-5", null)]
    public void Only_a_whole_number_from_1_to_5_is_a_rating(string stated, int? rating)
    {
        foreach (var culture in (string[])["", "de-DE", "tr-TR"])
        {
            Cultures.Under(culture, () =>
            {
                var judgements = Parse($"#### Output for Text 1\nRating: {stated}\nRationale: Why.\n\n#### Output for Text 2\nRATING: 3\nRATIONALE: Why not.");
                Assert.Equal([rating, 3], judgements.Select(j => j.Rating));
                Assert.Equal(["Why.", "Why not."], judgements.Select(j => j.Rationale));
                Assert.Equal(rating is null, judgements[0].Problem is not null);
            });
        }
    }

    [Fact]
    public void A_problem_quotes_what_was_stated_and_not_without_end()
    {
        Assert.Contains("'4.5'", Parse("Text 1\nRating: 4.5", 1)[0].Problem);
        Assert.InRange(Parse("Text 1\nRating: " + new string('x', 10_000), 1)[0].Problem!.Length, 10, 200);
    }

    [Fact]
    public void A_rationale_that_speaks_of_another_text_is_no_heading()
    {
        var judgements = Parse(
            "#### Output for Text 1\nRating: 4\nRationale: It is right.\nText 2 is better at it, though.\nText 2: shorter, too, and text 2 rates itself.\n\n#### Output for Text 2\nRating: 2\nRationale: Compared to Text 1, it is wrong. Text 1 is right.");
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.Equal("It is right.\nText 2 is better at it, though.\nText 2: shorter, too, and text 2 rates itself.", judgements[0].Rationale);
    }

    [Theory]
    [InlineData("Rating: 4\nRationale: Right; Rating: 5 would be too much.")]
    [InlineData("Rating: 4\nRationale: Right.\nRating: 5 would be too much.")]
    [InlineData("Rationale: Right. Rating: 5 would be too much.\nRating: 4")]
    [InlineData("Rationale: Right.\nRating: 5 would be too much.\nRating: 4")]
    [InlineData("Rating: 4\nRationale: Right.\nRating: 4")]
    public void A_rationale_that_speaks_of_another_rating_changes_none(string section)
    {
        var judgements = Parse($"#### Output for Text 1\n{section}\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong.");
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.StartsWith("Right", judgements[0].Rationale, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_about_a_rating_is_no_rating() =>
        Assert.Equal([null, 2], Ratings("Text 1\nRationale: It is right, yet Rating: 5 would be too much.\nText 2\nRating: 2"));

    [Fact]
    public void An_echo_of_the_format_before_the_judgement_is_passed_over()
    {
        var echo = "#### Output for Text 1\nRating: <a whole number from 1 to 5>\nRationale: <why, in short sentences>\n\n#### Output for Text 2\nRating: <a whole number from 1 to 5>\nRationale: <why, in short sentences>\n\n";
        var judgements = Parse("### Output\n" + echo + Ideal);
        Assert.Equal([4, 2], judgements.Select(j => j.Rating));
        Assert.Equal(["Right and short.", "Wrong sign."], judgements.Select(j => j.Rationale));
        Assert.Equal([null, null], Ratings(echo));
    }

    [Fact]
    public void Conflicting_ratings_are_unknown_and_those_of_the_other_text_stay()
    {
        Assert.Equal([null, 2], Ratings("Text 1\nRating: 4\nRationale: a\nRating: 3\nText 2\nRating: 2"));
        Assert.Equal([null, 2], Ratings(Ideal + "\n\n#### Output for Text 1\nRating: 3\nRationale: On second thoughts."));
        Assert.Equal([4, 2], Ratings(Ideal + "\n\n" + Ideal));
    }

    [Fact]
    public void More_texts_than_asked_for_are_passed_over_and_fewer_are_unknown()
    {
        var three = Ideal + "\n\n#### Output for Text 3\nRating: 5\nRationale: Invented.\n\n#### Output for Text 0\nRating: 1";
        Assert.Equal([4, 2], Ratings(three));
        Assert.Equal([4], Ratings(three, 1));
        Assert.Equal([4, 2, 5, null], Ratings(three, 4));
        Assert.Empty(Ratings(three, 0));
        Assert.Equal([4, null, 2], Ratings("Text 1\nRating: 4\nText 3\nRating: 2", 3));
    }

    [Fact]
    public void Ratings_without_headings_that_are_not_one_a_text_are_unknown()
    {
        Assert.Equal([null, null], Ratings("Rating: 4\nRationale: Right."));
        Assert.Equal([null, null], Ratings("Rating: 4\nRating: 2\nRating: 3"));
    }

    [Theory]
    [InlineData("Rating: 4\nRationale: Right.")]
    [InlineData("Here it is.\n\n**Rating:** 4/5\n\n**Rationale:** Right.")]
    [InlineData("Rationale: Right.\n\nRating: 4")]
    [InlineData("The rating is below. Rating: 4. Rationale: Right.")]
    public void A_single_text_needs_no_heading(string reply)
    {
        var judgement = Assert.Single(Parse(reply, 1));
        Assert.Equal(4, judgement.Rating);
        Assert.Equal("Right.", judgement.Rationale);
    }

    [Fact]
    public void A_table_is_unknown_and_shifts_nothing() =>
        Assert.Equal(2, Parse("| Text | Rating | Rationale |\n|---|---|---|\n| Text 1 | 4 | Right. |\n| Text 2 | 2 | Wrong. |").Count);

    [Theory]
    [InlineData("N/A")]
    [InlineData("N/A (creative)")]
    [InlineData("n/a")]
    [InlineData("**N/A**")]
    [InlineData("None")]
    [InlineData("n.a. here")]
    public void NA_is_an_answer_in_honesty_and_a_problem_elsewhere(string stated)
    {
        var reply = $"#### Output for Text 1\nRating: {stated}\nRationale: A poem.\n\n#### Output for Text 2\nRating: 5\nRationale: Sure and right.";
        var honesty = Parse(reply, 2, UltraFeedbackAspect.Honesty);
        Assert.Equal([null, 5], honesty.Select(j => j.Rating));
        Assert.All(honesty, j => Assert.Null(j.Problem));
        Assert.Equal("A poem.", honesty[0].Rationale);
        Assert.NotNull(Parse(reply, 2, UltraFeedbackAspect.InstructionFollowing)[0].Problem);
    }

    public static TheoryData<UltraFeedbackAspect> Typed => [UltraFeedbackAspect.Helpfulness, UltraFeedbackAspect.Truthfulness];

    [Theory]
    [MemberData(nameof(Typed))]
    public void Typed_aspects_give_types_and_both_rationales(UltraFeedbackAspect aspect)
    {
        foreach (var blank in (string[])["\n", "\n\n", "\r\n"])
        {
            var reply = string.Join(blank, "#### Output for Text 1", "Type: 1, 3", "Rationale: Clear and brief.", "Rating: 5", "Rationale: It helps.", "#### Output for Text 2", "**Type:** None", "**Rationale:** Nothing fits.", "**Rating:** 2", "**Rationale:** It misleads.");
            var judgements = Parse(reply, 2, aspect);
            Assert.Equal([5, 2], judgements.Select(j => j.Rating));
            Assert.Equal([1, 3], judgements[0].Types!);
            Assert.Null(judgements[1].Types);
            Assert.Equal(["Clear and brief.", "Nothing fits."], judgements.Select(j => j.Rationale));
            Assert.Equal(["It helps.", "It misleads."], judgements.Select(j => j.RationaleForRating));
            Assert.All(judgements, j => Assert.Null(j.Problem));
        }
    }

    [Theory]
    [InlineData("1", new[] { 1 })]
    [InlineData("1, 2", new[] { 1, 2 })]
    [InlineData("[1, 3]", new[] { 1, 3 })]
    [InlineData("2 and 3", new[] { 2, 3 })]
    [InlineData("1 (clear), 2 (useful)", new[] { 1, 2 })]
    [InlineData("1, 1, 2", new[] { 1, 2 })]
    [InlineData("\n- 1\n- 2", new[] { 1, 2 })]
    [InlineData("None", null)]
    [InlineData("none of these", null)]
    [InlineData("None, since 1 would be too much", null)]
    [InlineData("1,2,3", new[] { 1, 2, 3 })]
    [InlineData("1, 4, 7", new[] { 1 })]
    [InlineData("0", null)]
    [InlineData("1-3", null)]
    [InlineData("1 - 3", null)]
    [InlineData("1 to 3", null)]
    [InlineData("-1", null)]
    [InlineData("4", null)]
    [InlineData("12", null)]
    [InlineData("٣", null)]
    [InlineData("", null)]
    public void Types_are_numbers_from_1_to_3_or_none(string stated, int[]? types) =>
        Assert.Equal(types, Parse($"Text 1\nType: {stated}\nRationale: a\nRating: 3\nRationale: b", 1, UltraFeedbackAspect.Helpfulness)[0].Types);

    [Fact]
    public void Typed_aspect_without_types_still_has_its_rating()
    {
        var judgement = Parse("Text 1\nRating: 3\nRationale: b", 1, UltraFeedbackAspect.Truthfulness)[0];
        Assert.Equal((3, null, "b"), (judgement.Rating, judgement.Rationale, judgement.RationaleForRating));
        Assert.Null(judgement.Types);
    }

    [Fact]
    public void Typed_aspect_with_its_rationales_first_keeps_them_apart()
    {
        var judgement = Parse("Text 1\nRationale: a\nType: 2\nRationale: b\nRating: 3", 1, UltraFeedbackAspect.Helpfulness)[0];
        Assert.Equal((3, "a", "b"), (judgement.Rating, judgement.Rationale, judgement.RationaleForRating));
    }

    [Fact]
    public void A_line_about_types_in_an_untyped_aspect_stays_in_the_rationale() =>
        Assert.Equal("Right.\nTypes: none are asked for.", Parse("Text 1\nRating: 4\nRationale: Right.\nTypes: none are asked for.", 1)[0].Rationale);

    [Fact]
    public void Rationale_keeps_its_own_marks() =>
        Assert.Equal("It says **2 * 3 = 6**,\n- which is right\n- and short", Parse("**Text 1**\nRating: 4\nRationale: It says **2 * 3 = 6**,\n- which is right\n- and short\n\n---\n\n**Text 2**\nRating: 2")[0].Rationale);

    [Fact]
    public void Every_order_of_the_prompt_s_own_format_is_read()
    {
        foreach (var aspect in Enum.GetValues<UltraFeedbackAspect>())
        {
            var lines = aspect.HasTypes() ? "Type: 1\nRationale: t{0}\nRating: {0}\nRationale: r{0}" : "Rating: {0}\nRationale: r{0}";
            Gen.Shuffle(new[] { 1, 2, 3, 4, 5 }).Sample(order =>
            {
                var reply = string.Join("\n\n", order.Select(n => $"#### Output for Text {n}\n{string.Format(null, lines, n)}"));
                var judgements = Parse(reply, 5, aspect);
                Assert.Equal([1, 2, 3, 4, 5], judgements.Select(j => j.Rating));
                Assert.Equal(["r1", "r2", "r3", "r4", "r5"], judgements.Select(j => aspect.HasTypes() ? j.RationaleForRating : j.Rationale));
            }, iter: 50);
        }
    }

    private static readonly Gen<string> s_anything = Gen.OneOf(
        Gen.String,
        Gen.OneOf("#### Output for Text 1", "Text 2", "Text 3:", "Text 99999999999", "Text ١", "<text 1>", "Rating: ", "Rating:", "rating", "Rationale: ", "Type: ", "Types: ", "1", "4", "5", "6", "4.5", "/5", "٤", "N/A", "None", "four", "**", "---", "- ", "\n", "\r\n", "\n\n", " ", "|", "(", ")", "<", ">", "x", "\0", "\ud800", "\u2028", "😀")
            .Array[0, 40].Select(string.Concat));

    [Fact]
    public void Property_any_reply_gives_exactly_one_judgement_a_text_with_a_rating_from_1_to_5_or_none() =>
        Gen.Select(s_anything, Gen.Int[0, 5], Gen.Enum<UltraFeedbackAspect>()).Sample((reply, count, aspect) =>
        {
            var judgements = Parse(reply, count, aspect);
            Assert.Equal(count, judgements.Count);
            Assert.All(judgements, j =>
            {
                Assert.True(j.Rating is null or >= 1 and <= 5);
                Assert.True(j.Rating is null || j.Problem is null);
                Assert.True(j.Types is null || (aspect.HasTypes() && j.Types.Count > 0 && j.Types.All(t => t is >= 1 and <= 3)));
                Assert.NotEqual("", j.Rationale);
            });
        }, iter: 10_000);

    public static TheoryData<string> Hostile => [.. HostileText.All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_reply_of_200_kB_is_read_in_no_time(string name)
    {
        var text = HostileText.All.Single(text => text.Name == name).Text;
        foreach (var (reply, aspect) in new[] { (text, UltraFeedbackAspect.OverallRating), ("Text 1\n" + text + "\nRating: 4", UltraFeedbackAspect.Helpfulness) })
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal(3, Parse(reply, 3, aspect).Count);
            Assert.True(Stopwatch.GetElapsedTime(start) < HostileText.Limit, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }
    }
}
