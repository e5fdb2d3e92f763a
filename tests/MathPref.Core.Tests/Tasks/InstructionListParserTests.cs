using System.Diagnostics;
using System.Globalization;
using CsCheck;
using MathPref.Core.Tasks;

namespace MathPref.Core.Tests.Tasks;

public sealed class InstructionListParserTests
{
    private static readonly string[] s_abcde = ["Solve a.", "Find b?", "What is c?", "Compute d.", "Prove e."];

    private static string[] Parse(string reply, int limit = 5) => [.. InstructionListParser.Parse(reply, limit)];

    [Theory]
    [InlineData("{0}")]
    [InlineData("1. {0}")]
    [InlineData("1) {0}")]
    [InlineData("(1) {0}")]
    [InlineData("[1] {0}")]
    [InlineData("1: {0}")]
    [InlineData("1.{0}")]
    [InlineData("  1.   {0}  ")]
    [InlineData("**1.** {0}")]
    [InlineData("**1**. {0}")]
    [InlineData("1. **{0}**")]
    [InlineData("**1. {0}**")]
    [InlineData("1. \"{0}\"")]
    [InlineData("\"1. {0}\"")]
    [InlineData("- 1. {0}")]
    [InlineData("#1: {0}")]
    [InlineData("### 1. {0}")]
    [InlineData("Query 1: {0}")]
    [InlineData("**Query 1:** {0}")]
    [InlineData("**Query 1**: {0}")]
    [InlineData("Question 1. {0}")]
    [InlineData("Problem 1) {0}")]
    [InlineData("Q1. {0}")]
    [InlineData("1. Query: {0}")]
    [InlineData("Instruction: {0}")]
    [InlineData("**Instruction:** {0}")]
    [InlineData("- Question: {0}")]
    [InlineData("1 - {0}")]
    [InlineData("### 1.\n{0}")]
    [InlineData("### 1.\n\n{0}")]
    [InlineData("**1.**\n{0}")]
    [InlineData("### Problem 1\n{0}")]
    [InlineData("Question 1:\n{0}")]
    [InlineData("SUGGESTION 1\n{0}")]
    [InlineData("### SUGGESTION 1\n{0}")]
    [InlineData("Query 1:\n{0}")]
    [InlineData("**Query 1**\n{0}")]
    [InlineData("### Query 1\n\n{0}")]
    [InlineData("1.\n{0}")]
    [InlineData("- {0}")]
    [InlineData("* {0}")]
    [InlineData("+ {0}")]
    [InlineData("• {0}")]
    [InlineData("– {0}")]
    [InlineData("- [ ] {0}")]
    [InlineData("- **{0}**")]
    [InlineData("- \"{0}\"")]
    [InlineData("# {0}")]
    [InlineData("> {0}", "> {0}")]
    [InlineData("\"{0}\"")]
    [InlineData("\"{0}\",")]
    [InlineData("“{0}”")]
    [InlineData("‘{0}’")]
    [InlineData("«{0}»")]
    [InlineData("„{0}“")]
    [InlineData("`{0}`")]
    [InlineData("**{0}**")]
    [InlineData("__{0}__")]
    [InlineData("*{0}*")]
    [InlineData("***{0}***")]
    [InlineData("**\"{0}\"**")]
    [InlineData("\"**{0}**\"")]
    public void Every_style_of_list_gives_its_items_bare(string style, string item = "{0}")
    {
        var expected = s_abcde.Select(text => item.Replace("{0}", text, StringComparison.Ordinal)).ToArray();
        foreach (var separator in (string[])["\n", "\n\n", "\r\n", "\r\n \t\r\n"])
        {
            var lines = s_abcde.Select((text, i) => style.Replace("{0}", text, StringComparison.Ordinal).Replace("1", (i + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            var list = string.Join(separator, lines);
            Assert.Equal(expected, Parse(list));
            Assert.Equal(expected, Parse("Here are five queries:\n\n" + list));
            Assert.Equal(expected, Parse("Sure! Here are five queries about the context:\n" + list + "\n\nI hope these help!"));
            Assert.Equal(expected, Parse(list + "\nLet me know if you would like more.\n"));
            Assert.Equal(expected, Parse("\uFEFF \n\n" + list + "\n\n\n"));
        }
    }

    [Theory]
    [InlineData("Here are five queries:\n\n1. {0}\n2) {1}\n- {2}\n* {3}\n\"{4}\"")]
    [InlineData("**Here are five queries:**\n\n1. {0}\n2) {1}\n- {2}\n* {3}\n\"{4}\"")]
    [InlineData("Here are five queries:\n\n1. {0}\n2) {1}\n- {2}\n**{3}**\n\"{4}\"")]
    [InlineData("Here are five queries:\n\n1. {0}\n- {1}\n* {2}\n\"{3}\"\n**{4}**")]
    [InlineData("Here are five queries:\n\n**{0}**\n\"{1}\"\n* {2}\n- {3}\n1. {4}")]
    [InlineData("Here are five queries:\n\n- {0}\n1. {1}\n* {2}\n2) {3}\n\"{4}\"")]
    [InlineData("Here are five queries:\n\n1. {0}\n- {1}\n2) {2}\n* {3}\n{4}")]
    [InlineData("Here are five queries:\n\n1. {0}\n2) {1}\n- {2}\n* {3}\n{4}")]
    [InlineData("1. {0}\n\n2) {1}\n\n- {2}\n\n\"{3}\"\n\n**{4}**")]
    [InlineData("{0}\n1. {1}\n   \n- {2}\nHere are five queries:\n\"{3}\"\n* {4}")]
    [InlineData("Here are five queries:\n\n1. {0}\n3. {1}\n- {2}\n* {3}\n{4}")]
    public void Five_queries_in_five_styles_with_a_preamble_and_a_blank_line_are_five(string reply) =>
        Assert.Equal(s_abcde, Parse(string.Format(CultureInfo.InvariantCulture, reply, [.. s_abcde])));

    [Theory]
    [InlineData("Here are five queries:")]
    [InlineData("Here are five queries")]
    [InlineData("Here are 5 diverse queries that people could put to the AI assistant.")]
    [InlineData("Here's a list of five queries:")]
    [InlineData("Here’s what I came up with:")]
    [InlineData("Sure!")]
    [InlineData("Sure, here are five queries about linear equations:")]
    [InlineData("Sure thing! Here you go:")]
    [InlineData("Certainly! Below are five queries:")]
    [InlineData("Of course. The following queries vary in difficulty:")]
    [InlineData("Okay, let me think of five.")]
    [InlineData("Below is the list:")]
    [InlineData("The following are five queries:")]
    [InlineData("Queries:")]
    [InlineData("**Queries about Algebra:**")]
    [InlineData("## Output")]
    [InlineData("# Five queries")]
    [InlineData("### Here are five queries:")]
    [InlineData("Five queries about matrices:")]
    [InlineData("Output:\nHere are five queries:")]
    [InlineData("## AI Application\na math tutor\n\n## Context\nStatistics\n\n## Output")]
    [InlineData("Input:")]
    public void Preambles_are_no_queries(string preamble)
    {
        Assert.Equal(s_abcde, Parse(preamble + "\n" + string.Join('\n', s_abcde)));
        Assert.Equal(s_abcde, Parse(preamble + "\n\n" + string.Join('\n', s_abcde.Select((text, i) => $"{i + 1}. {text}"))));
        Assert.Empty(Parse(preamble));
    }

    [Theory]
    [InlineData("I hope these help!")]
    [InlineData("I hope this helps.")]
    [InlineData("Hope these queries help!")]
    [InlineData("Let me know if you need more.")]
    [InlineData("Please let me know if you'd like another topic!")]
    [InlineData("Feel free to ask for more.")]
    [InlineData("These queries cover a range of difficulties.")]
    [InlineData("These are just a few examples of queries.")]
    [InlineData("If you need more questions, just ask!")]
    [InlineData("If you have any other questions, I'd be happy to help.")]
    [InlineData("Would you like me to write more?")]
    [InlineData("Do you want more of them?")]
    [InlineData("**Note:** the last one is hard.")]
    [InlineData("Note: the last one is hard.")]
    [InlineData("(Note that these are only examples.)")]
    [InlineData("Each query is self-contained.")]
    [InlineData("All of these queries can be answered in text.")]
    [InlineData("Happy studying!")]
    [InlineData("Good luck!")]
    [InlineData("I hope these help!\n\nLet me know if you need more.")]
    public void Closing_remarks_are_no_queries(string remark)
    {
        var numbered = string.Join('\n', s_abcde.Select((text, i) => $"{i + 1}. {text}"));
        foreach (var limit in (int[])[5, 6, 10])
        {
            Assert.Equal(s_abcde, Parse(string.Join('\n', s_abcde) + "\n" + remark, limit));
            Assert.Equal(s_abcde, Parse(string.Join('\n', s_abcde) + "\n\n" + remark, limit));
            Assert.Equal(s_abcde, Parse(numbered + "\n" + remark, limit));
            Assert.Equal(s_abcde, Parse(numbered + "\n\n" + remark, limit));
        }
    }

    [Fact]
    public void Last_paragraph_after_a_blank_line_of_a_numbered_reply_is_a_closing_remark_whatever_it_says() =>
        Assert.Equal(["Solve a.", "Find b?"], Parse("1. Solve a.\n2. Find b?\n\nVariety was the goal\nhere."));

    [Theory]
    [InlineData("Given x = 3: compute x^2.")]
    [InlineData("Solve the following system: x + y = 3, x - y = 1.")]
    [InlineData("These are the first terms of a sequence: 2, 4, 8. Find the next.")]
    [InlineData("These are the sides of a triangle: 3, 4, 5. Is it right-angled?")]
    [InlineData("Here is a quadratic equation: x^2 - 5x + 6 = 0. Find its roots.")]
    [InlineData("Here is a problem: find x if 2x = 4.")]
    [InlineData("Here is a list of numbers: 3, 5, 7. Find their mean.")]
    [InlineData("Here are two examples of primes. Name a third.")]
    [InlineData("If you have 3 apples and buy 2 more, how many do you have?")]
    [InlineData("If you have 3 apples and get help, how many more do you need for 10?")]
    [InlineData("Do you need more than 3 points to define a plane?")]
    [InlineData("Do you need any two sides of a triangle to find the third?")]
    [InlineData("These are vectors a and b: find a + b.")]
    [InlineData("+ 5 is what?")]
    [InlineData("2 + 3 = ?")]
    [InlineData("If you need 5 more points to pass a test of 40 questions, what share do you have?")]
    [InlineData("Each question is worth 4 points. Find the total for 25 questions.")]
    [InlineData("Each problem has 4 choices: what is the chance of guessing 3 right?")]
    [InlineData("Note that x > 0. Solve ln x = 2.")]
    [InlineData("Sure events have probability 1: why?")]
    [InlineData("Great circles: which is the shortest way between two points of a sphere?")]
    [InlineData("Absolutely convergent series: give an example.")]
    [InlineData("I have 3 red and 4 blue balls. What is the chance of two red ones?")]
    [InlineData("I have made 12 cakes and sold 5. How many are left?")]
    [InlineData("Compute 2**3 + 4**5.")]
    [InlineData("2**3 + 4**5")]
    [InlineData("Compute a*b*c for a = 1, b = 2, c = 3.")]
    [InlineData("Find a_1 and a_10 of the sequence a_n = 2n.")]
    [InlineData("Describe $\\{1, 2\\}$.")]
    [InlineData("$\\{1, 2\\}$ is a subset of which sets?")]
    [InlineData("$x^2 = 4$: solve it for $x$.")]
    [InlineData("-3 is a root of which monic quadratic with integer coefficients?")]
    [InlineData("−3 is a root of what?")]
    [InlineData("(-3, 4) is a point: how far is it from the origin?")]
    [InlineData("(2, 5) lies on which line?")]
    [InlineData("[2, 3] is an interval. Is it closed?")]
    [InlineData("3.5 is the mean of 3 and which number?")]
    [InlineData("1.5x + 2 = 5: solve for x.")]
    [InlineData("2 is a root of x^2 - 4 = 0. Find the other.")]
    [InlineData("5! equals what?")]
    [InlineData("2:3 = x:9. Find x.")]
    [InlineData("\"Zero\" and \"one\": which is even?")]
    [InlineData("What does \"monic\" mean?")]
    [InlineData("Is |x| < 3 the same as -3 < x < 3?")]
    [InlineData("Solve x² ≥ 4 🙂 with \u001b[31mcare\u001b[0m.")]
    public void Real_queries_are_neither_lost_nor_cut(string query)
    {
        Assert.Equal([query], Parse(query));
        Assert.Equal([query, "Solve a."], Parse(query + "\nSolve a."));
        Assert.Equal(["Solve a.", query], Parse("Solve a.\n" + query));
        Assert.Equal(["Solve a.", query], Parse("1. Solve a.\n2. " + query));
        Assert.Equal([query, "Solve a."], Parse($"1. {query}\n2. Solve a."));
        Assert.Equal([query, "Solve a."], Parse($"- {query}\n- Solve a."));
        Assert.Equal(["Solve a.", query], Parse($"- Solve a.\n- {query}"));
        Assert.Equal(["Solve a.", query], Parse($"**Solve a.**\n**{query}**"));
    }

    [Fact]
    public void A_bullet_before_a_negative_number_leaves_the_minus_sign() =>
        Assert.Equal(["-3 is a root of what?", "-x = 4: find x."], Parse("- -3 is a root of what?\n* -x = 4: find x."));

    [Fact]
    public void Bold_words_within_a_query_lose_their_marks_and_powers_keep_theirs() =>
        Assert.Equal(["Compute 2**3 with care and a_1 ** b."], Parse("**Compute** 2**3 with **care** and a_1 ** b."));

    [Fact]
    public void Quoted_query_with_an_apostrophe_loses_its_quotes() =>
        Assert.Equal(["What's Euler's number?"], Parse("'What's Euler's number?'"));

    [Fact]
    public void Numbers_with_a_gap_do_not_number_a_reply()
    {
        Assert.Equal(["a", "b", "c"], Parse("1. a\n3. b\nc"));
        Assert.Equal(["a", "b"], Parse("2. a\n3. b"));
        Assert.Equal(["a", "b", "c"], Parse("1. a\n1. b\n1. c"));
    }

    [Fact]
    public void Unnumbered_line_of_a_numbered_reply_belongs_to_the_item_before()
    {
        Assert.Equal(["Solve the system:\nx + y = 3\nx - y = 1", "Find z."], Parse("1. Solve the system:\n   x + y = 3\n\n   x - y = 1\n2. Find z."));
        Assert.Equal(["Compare:\n- a line\n- a plane", "Find z."], Parse("1. Compare:\n- a line\n- a plane\n2. Find z."));
        Assert.Equal(["Find z.", "Compare:\n- a line\n- a plane"], Parse("1. Find z.\n2. Compare:\n- a line\n- a plane"));
        Assert.Equal(["Find z.", "Compare these.\n- a line\n- a plane"], Parse("1. Find z.\n2. Compare these.\n   - a line\n   - a plane"));
    }

    [Fact]
    public void Paragraph_that_the_last_item_announces_with_a_colon_stays() =>
        Assert.Equal(["Find z.", "Solve:\n$$x^2 = 4$$"], Parse("1. Find z.\n2. Solve:\n\n$$x^2 = 4$$\n\nI hope these help!"));

    [Fact]
    public void In_any_other_reply_each_line_is_an_item_whatever_its_mark() =>
        Assert.Equal(["a x", "b x", "c x", "d x", "e x"], Parse("a x\n- b x\n2. c x\n\"d x\"\n**e x**"));

    [Fact]
    public void What_distilabel_kept_as_five_lines_is_three_queries() =>
        Assert.Equal(["What is x?", "Solve y.", "Find z"], Parse("1. What is x?\n2. Solve y.\n   \n- Find z\nHere are five queries:"));

    [Fact]
    public void No_more_than_asked_for_are_taken()
    {
        var many = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"{i}. Query number {i}?"));
        Assert.Equal(3, Parse(many, 3).Length);
        Assert.Equal("Query number 1?", Parse(many, 1).Single());
        Assert.Empty(Parse(many, 0));
        Assert.Equal(20, Parse(many, 100).Length);
    }

    [Fact]
    public void Duplicates_are_dropped_whatever_their_spaces_and_last_dot() =>
        Assert.Equal(["Find x.", "Find y.", "What is 5!", "What is 5"], Parse("1. Find x.\n2. Find  x\n3. Find y.\n4. Find y\n5. What is 5!\n6. What is 5\n7. \"Find x.\"", 10));

    [Fact]
    public void Queries_that_differ_in_case_or_in_a_mark_with_meaning_are_two() =>
        Assert.Equal(["What is 3!", "What is 3?", "Find X.", "Find x."], Parse("1. What is 3!\n2. What is 3?\n3. Find X.\n4. Find x."));

    [Theory]
    [InlineData("### 1.\nSolve x+1=2.\n\n### 2.\nSolve x+2=3.")]
    [InlineData("### 1.\n\nSolve x+1=2.\n\n### 2.\n\nSolve x+2=3.\n\n### 3.")]
    [InlineData("**1.**\nSolve x+1=2.\n**2.**\nSolve x+2=3.")]
    [InlineData("### Problem 1\nSolve x+1=2.\n### Problem 2\nSolve x+2=3.")]
    [InlineData("Question 1:\nSolve x+1=2.\nQuestion 2:\nSolve x+2=3.")]
    [InlineData("### SUGGESTIONS\n\n### Q\n\n### SUGGESTION 1\nSolve x+1=2.\n\n### SUGGESTION 2\nSolve x+2=3.")]
    [InlineData("### Question\nSolve x+1=2.\n\n### Example\nSolve x+2=3.\n\n### Example\nSolve x+2=3.")]
    [InlineData("Math Queries\n1. Solve x+1=2.\n2. Solve x+2=3.")]
    [InlineData("Math Queries\n- Solve x+1=2.\n- Solve x+2=3.")]
    [InlineData("Math Queries\n1. Solve x+1=2.\n1. Solve x+2=3.\n\nMore Queries\n1. Solve x+1=2.")]
    [InlineData("## Algebra\n1. Solve x+1=2.\n\n## Geometry\n1. Solve x+2=3.")]
    [InlineData("**Algebra**\n1. Solve x+1=2.\n\n**Geometry**\n1. Solve x+2=3.")]
    [InlineData("## Algebra\n1. Solve x+1=2.\n\n## Geometry\n2. Solve x+2=3.")]
    [InlineData("**Algebra**\n1. Solve x+1=2.\n\n**Geometry**\n2. Solve x+2=3.")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n3. 1.1.1.1\n4. 4.\n5. ...")]
    [InlineData("a) Solve x+1=2.\nb) Solve x+2=3.")]
    [InlineData("Here are the queries:\n\n(a) Solve x+1=2.\n(b) Solve x+2=3.")]
    [InlineData("i. Solve x+1=2.\nii. Solve x+2=3.")]
    [InlineData("1 - Solve x+1=2.\n2 - Solve x+2=3.")]
    [InlineData("+ Solve x+1=2.\n+ Solve x+2=3.")]
    [InlineData("[\"Solve x+1=2.\", \"Solve x+2=3.\"]")]
    [InlineData("```json\n[\"Solve x+1=2.\", \"1. Solve x+2=3.\"]\n```")]
    [InlineData("| # | Query | Level |\n|---|:---:|---|\n| 1 | Solve x+1=2. | easy |\n| 2 | Solve x+2=3. | hard |\n| 3 | Is |x| = 3? | hard |")]
    [InlineData("| No. | Text |\n| --- | --- |\n| 1 | Solve x+1=2. |\n| 2 | Solve x+2=3. |")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n\n## Additional Details\nThe AI is designed to answer.\nThe answer is in words.")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n## Additional Details\nThe AI is designed to answer.")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n\n### Input\nThe world is a land.\n\n### Output\nThe world is a land.")]
    [InlineData("Solve x+1=2.\nSolve x+2=3.\n## Context\nAlgebra\n\n## Output\nSolve y.")]
    [InlineData("## AI Application\na math tutor\n\n## Context\nSet Theory\n\n## Output\n1. Solve x+1=2.\n2. Solve x+2=3.\n\n## AI Application\na math tutor")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n\n## Difficulty\nLevel 4 of 5, where 1 is one easy step. All queries are of this level.\n\n## Context\nSet Theory")]
    [InlineData("# Task Description\nWrite 5 queries.\n## Criteria for Queries\nUse verbs.\n**Output**\nSolve x+1=2.\nSolve x+2=3.")]
    [InlineData("1. Solve x+1=2.\n2. Solve x+2=3.\n\nThese are all linear.\n\nThey get harder.\n\nLet me know if you want more!")]
    public void Replies_of_small_models_give_the_queries_alone(string reply) =>
        Assert.Equal(["Solve x+1=2.", "Solve x+2=3."], Parse(reply));

    [Fact]
    public void Closing_paragraphs_of_a_numbered_reply_are_no_part_of_the_last_query() =>
        Assert.Equal(["Solve a.", "Solve b.", "Solve c."], Parse("1. Solve a.\n2. Solve b.\n3. Solve c.\n\nThese queries cover algebra.\n\nLet me know if you want more!"));

    [Fact]
    public void Formula_or_indented_paragraph_goes_on_with_the_last_query()
    {
        Assert.Equal(["Find z.", "Solve this.\n$$x^2 = 4$$"], Parse("1. Find z.\n2. Solve this.\n\n$$x^2 = 4$$\n\nThey get harder."));
        Assert.Equal(["Find z.", "Solve this.\nx + y = 3\nx - y = 1"], Parse("1. Find z.\n2. Solve this.\n\nx + y = 3\nx - y = 1\n\nThey get harder."));
        Assert.Equal(["Find z.", "Solve this.\nIt has two roots."], Parse("1. Find z.\n2. Solve this.\n\n   It has two roots.\n\nThey get harder."));
    }

    [Theory]
    [InlineData("### 1.\n### 2.\n### 3.")]
    [InlineData("## Input\n1. 1.\n2. 2.\n3. 3.")]
    [InlineData("1. 1.1.1.1.1.1.1")]
    [InlineData("## Context\n\n## Output\n\n## AI Application")]
    [InlineData("### Input\nInstruction\n### Context")]
    [InlineData("| a | b |\n|---|---|\n| Find x. | Find y. |")]
    public void Numbers_and_headings_alone_are_no_queries(string reply) => Assert.Empty(Parse(reply));

    [Fact]
    public void Formulas_in_a_JSON_list_keep_their_backslashes() =>
        Assert.Equal(["Is $a \\neq b$?", "Find $\\frac{1}{2}$ of \"x\"."], Parse("[\"Is $a \\neq b$?\", \"Find $\\\\frac{1}{2}$ of \\\"x\\\".\"]"));

    [Fact]
    public void Short_query_above_bullets_is_no_title_where_another_stands_above_it() =>
        Assert.Equal(["Find x", "Find y", "Find z", "Find w"], Parse("Find x\nFind y\n- Find z\n- Find w"));

    [Fact]
    public void Lettered_parts_of_a_numbered_query_stay() =>
        Assert.Equal(["Let f = x^2. Find:\na) f'\nb) f''", "Find z."], Parse("1. Let f = x^2. Find:\n   a) f'\n   b) f''\n2. Find z."));

    [Theory]
    [InlineData("1. Solve a.\n2. Find the val", new[] { "Solve a." })]
    [InlineData("1. Solve a.\n2. Find b.", new[] { "Solve a.", "Find b." })]
    [InlineData("1. Solve a.\n2. Find $b$", new[] { "Solve a.", "Find $b$" })]
    [InlineData("1. Solve a.\n2. Find f(b)", new[] { "Solve a.", "Find f(b)" })]
    [InlineData("1. Solve a.\n2. Is b in [0, 1]", new[] { "Solve a.", "Is b in [0, 1]" })]
    [InlineData("1. Solve a.\n2. Is it $", new[] { "Solve a." })]
    [InlineData("1. Solve a.\n2. \"Find b.\"", new[] { "Solve a.", "Find b." })]
    [InlineData("1. Solve a.\n2. **Find b?**", new[] { "Solve a.", "Find b?" })]
    [InlineData("1. Solve a.\n2", new[] { "Solve a." })]
    [InlineData("Solve a.\n\nThe AI application is designed to", new[] { "Solve a." })]
    [InlineData("Solve a.\nFind b\n\n## Context\nAlge", new[] { "Solve a.", "Find b" })]
    [InlineData("The AI application", new string[0])]
    public void Query_that_the_token_limit_cut_is_dropped(string reply, string[] items)
    {
        Assert.Equal(items, new SelfInstructTask().Parse(reply, isCutShort: true));
        Assert.NotEmpty(new SelfInstructTask().Parse(reply));
    }

    [Fact]
    public void Query_before_the_cut_counts_when_enough_were_written() =>
        Assert.Equal(["Solve a", "Find b"], InstructionListParser.Parse("1. Solve a\n2. Find b\n3. Fi", 2, isCutShort: true));

    [Fact]
    public void Code_fences_and_rules_are_no_queries() =>
        Assert.Equal(["Find x.", "Find y."], Parse("```text\nFind x.\n---\n***\n$$\nFind y.\n```"));

    [Fact]
    public void Lines_of_a_JSON_list_are_read_without_their_quotes_and_commas() =>
        Assert.Equal(["Find x.", "Find y."], Parse("[\n  \"Find x.\",\n  \"Find y.\"\n]"));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \t\n")]
    [InlineData("...")]
    [InlineData("1.\n2.\n3.")]
    [InlineData("- \n* \n")]
    [InlineData("Sure!\nHere are five queries:\n\nI hope these help!")]
    public void Reply_without_a_query_gives_none(string reply) => Assert.Empty(Parse(reply));

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Reading_does_not_depend_on_the_culture(string culture) => Cultures.Under(culture, () =>
    {
        Assert.Equal(["FIND IT.", "Integrate ı."], Parse("HERE ARE FIVE QUERIES:\n1. FIND IT.\n2. FIND IT\n3. Integrate ı.\n\nI HOPE THIS IS IT!"));
        Assert.Equal(["Find it."], Parse("SURE, HERE IS THE LIST:\nFind it.\nIF YOU NEED MORE INSTRUCTIONS, JUST ASK"));
    });

    private static readonly Gen<string> s_words = Gen.OneOf("Find", "Solve", "x", "y", "matrix", "the", "of", "determinant", "2x", "$a_1$", "root").Array[2, 6].Select(words => "Compute " + string.Join(' ', words) + ".");

    private static readonly Gen<Func<int, string, string>> s_style = Gen.OneOf<Func<int, string, string>>(
        (_, text) => text, (_, text) => "- " + text, (_, text) => "* " + text, (_, text) => $"\"{text}\"", (_, text) => $"**{text}**", (_, text) => $"  • {text} ");

    [Fact]
    public void Property_any_list_in_any_mix_of_marks_comes_back_as_it_was()
    {
        var separators = Gen.OneOf("\n", "\n\n", "\r\n", "\n \n");
        Gen.Select(s_words.Array[1, 8], s_style.Array[8, 8], separators, Gen.Bool, Gen.Bool).Sample((texts, styles, separator, preamble, closing) =>
        {
            var items = texts.DistinctBy(text => text.ToLowerInvariant()).ToArray();
            var list = string.Join(separator, items.Select((text, i) => styles[i](i + 1, text)));
            var reply = (preamble ? "Here are the queries:\n\n" : "") + list + (closing ? "\n\nI hope these help!" : "");
            Assert.Equal(items, Parse(reply, 8));
        }, iter: 2000);
    }

    [Fact]
    public void Property_reading_what_was_read_changes_nothing() =>
        Gen.Select(s_words, s_style, (text, style) => (text, style)).Array[1, 8].Sample(items =>
        {
            var once = Parse(string.Join('\n', items.Select((item, i) => item.style(i + 1, item.text))), 8);
            Assert.Equal(once, Parse(string.Join('\n', once), 8));
        }, iter: 1000);

    private static readonly Gen<string> s_anything = Gen.OneOf(
        Gen.String,
        Gen.OneOf("1. ", "2) ", "3: ", "- ", "* ", "**", "__", "\"", "'", "`", "\n", "\r\n", "\n\n", " ", "\t", "# ", "```", ":", ".", "?", "Query 1", "Here are five queries:", "I hope these help!", "Sure!", "x", "42", "$", "-3", "\0", "\ud800", "\u2028", "١. ", "😀")
            .Array[0, 40].Select(string.Concat));

    [Fact]
    public void Property_any_reply_gives_at_most_the_number_asked_for_and_none_blank_or_twice() =>
        Gen.Select(s_anything, Gen.Int[0, 7]).Sample((reply, limit) =>
        {
            var items = Parse(reply, limit);
            Assert.True(items.Length <= limit);
            Assert.DoesNotContain(items, string.IsNullOrWhiteSpace);
            Assert.Equal(items.Length, items.Distinct(StringComparer.Ordinal).Count());
            Assert.All(items, item => Assert.Equal(item.Trim(), item));
        }, iter: 10_000);

    public static TheoryData<string> Hostile => [.. HostileText.All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_reply_of_200_kB_is_read_in_no_time(string name)
    {
        var reply = HostileText.All.Single(text => text.Name == name).Text;
        var start = Stopwatch.GetTimestamp();
        Assert.True(Parse(reply).Length <= 5);
        Assert.True(Stopwatch.GetElapsedTime(start) < HostileText.Limit, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    }
}
