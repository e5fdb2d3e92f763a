using System.Diagnostics;
using CsCheck;
using MathPref.Core.Tasks;

namespace MathPref.Core.Tests.Tasks;

/// <summary>Lists of instructions as JSON: the texts or nothing, never raw JSON.</summary>
public sealed class InstructionJsonTests
{
    private static string[] Parse(string reply, int limit = 5, bool isCutShort = false) => [.. InstructionListParser.Parse(reply, limit, isCutShort)];

    [Theory]
    [InlineData("""[{"question": "What is 2+2?"}, {"question": "Solve $x^2=4$."}]""")]
    [InlineData("[\n  {\"question\": \"What is 2+2?\"},\n  {\"question\": \"Solve $x^2=4$.\"}\n]")]
    [InlineData("[\n  {\n    \"instruction\": \"What is 2+2?\"\n  },\n  {\n    \"instruction\": \"Solve $x^2=4$.\"\n  }\n]")]
    [InlineData("```json\n[\n  {\n    \"query\": \"What is 2+2?\"\n  },\n  {\n    \"query\": \"Solve $x^2=4$.\"\n  }\n]\n```")]
    [InlineData("Here are the queries:\n\n```json\n{\"questions\": [\"What is 2+2?\", \"Solve $x^2=4$.\"]}\n```\n\nLet me know if you want more!")]
    [InlineData("""{"instructions": [{"text": "What is 2+2?"}, {"text": "Solve $x^2=4$."}]}""")]
    [InlineData("""{"data": {"items": [{"problem": "What is 2+2?"}, {"problem": "Solve $x^2=4$."}]}}""")]
    [InlineData("""{"type": "list", "items": ["What is 2+2?", "Solve $x^2=4$."]}""")]
    [InlineData("""[["What is 2+2?"], ["Solve $x^2=4$."]]""")]
    [InlineData("""{"1": "What is 2+2?", "2": "Solve $x^2=4$."}""")]
    [InlineData("""{"questions": {"1": "What is 2+2?", "2": "Solve $x^2=4$."}}""")]
    [InlineData("""{"question_1": "What is 2+2?", "answer_1": "It is 4.", "question_2": "Solve $x^2=4$.", "answer_2": "Two and minus two."}""")]
    [InlineData("""{"1": {"query": "What is 2+2?", "level": "easy"}, "2": {"query": "Solve $x^2=4$.", "level": "hard"}}""")]
    [InlineData("""[{"1": "What is 2+2?"}, {"2": "Solve $x^2=4$."}]""")]
    [InlineData("""[{"Q1": "What is 2+2?"}, {"Q2": "Solve $x^2=4$."}]""")]
    [InlineData("""[{"Sums": "What is 2+2?"}, {"Linear Equations": "Solve $x^2=4$."}]""")]
    [InlineData("""{"Sums": ["What is 2+2?"], "Equations": ["Solve $x^2=4$."]}""")]
    [InlineData("{\"question\": \"What is 2+2?\"}\n{\"question\": \"Solve $x^2=4$.\"}")]
    [InlineData("{\"question\": \"What is 2+2?\"}, {\"question\": \"Solve $x^2=4$.\"}")]
    [InlineData("1. {\"question\": \"What is 2+2?\"}\n2. {\"question\": \"Solve $x^2=4$.\"}")]
    [InlineData("- {\"query\": \"What is 2+2?\"}\n- {\"query\": \"Solve $x^2=4$.\"}")]
    [InlineData("""[{"question": "What is 2+2?", "answer": "The sum is 4."}, {"question": "Solve $x^2=4$.", "answer": "x is 2 or -2."}]""")]
    [InlineData("""[{"answer": "The sum is 4.", "question": "What is 2+2?"}, {"answer": "x is 2 or -2.", "question": "Solve $x^2=4$."}]""")]
    [InlineData("""[{"instruction": "What is 2+2?", "input": "", "output": "The sum is 4."}, {"instruction": "Solve $x^2=4$.", "input": "", "output": "x = 2."}]""")]
    [InlineData("""[{"input": "What is 2+2?", "output": "The sum is 4."}, {"input": "Solve $x^2=4$.", "output": "x = 2."}]""")]
    [InlineData("""[{"id": 1, "type": "question", "title": "A first sum", "text": "What is 2+2?"}, {"id": 2, "type": "task", "title": "A root", "text": "Solve $x^2=4$."}]""")]
    [InlineData("""[{"question": "What is 2+2?", "options": ["It is 3.", "It is 4."], "hints": ["Count on."]}, {"question": "Solve $x^2=4$.", "options": []}]""")]
    [InlineData("""[{"question": {"text": "What is 2+2?"}}, {"question": {"text": "Solve $x^2=4$."}}]""")]
    [InlineData("""{"prompt": "Write two queries about sums.", "queries": ["What is 2+2?", "Solve $x^2=4$."]}""")]
    [InlineData("""{"input": "Sums and more", "output": ["What is 2+2?", "Solve $x^2=4$."]}""")]
    [InlineData("""[{"frage": "What is 2+2?", "antwort": "Die Summe ist 4."}, {"frage": "Solve $x^2=4$.", "antwort": "Zwei oder minus zwei."}]""")]
    [InlineData("""{"What is 2+2?": "4", "Solve $x^2=4$.": "2"}""")]
    [InlineData("""[{"role": "user", "content": "What is 2+2?"}, {"role": "assistant", "content": "It is 4."}, {"role": "user", "content": "Solve $x^2=4$."}]""")]
    [InlineData("""[{"mathProblem": "What is 2+2?", "problemType": "a sum"}, {"mathProblem": "Solve $x^2=4$.", "problemType": "a root"}]""")]
    [InlineData("""{"name": "save_queries", "arguments": "{\"queries\": [\"What is 2+2?\", \"Solve $x^2=4$.\"]}"}""")]
    [InlineData("""["{\"question\": \"What is 2+2?\"}", "{\"question\": \"Solve $x^2=4$.\"}"]""")]
    [InlineData("""{"queries": "1. What is 2+2?\n2. Solve $x^2=4$."}""")]
    [InlineData("[\n  {\"question\": \"What is 2+2?\",},\n  {\"question\": \"Solve $x^2=4$.\",},\n]")]
    [InlineData("[\n  // easy\n  {\"question\": \"What is 2+2?\"},\n  /* hard */ {\"question\": \"Solve $x^2=4$.\"},\n  ...\n]")]
    [InlineData("[\n  {\"question\": \"What is 2+2?\"}\n  {\"question\": \"Solve $x^2=4$.\"}\n]")]
    [InlineData("[\n  \"What is 2+2?\"\n  \"Solve $x^2=4$.\"\n]")]
    [InlineData("[{'question': 'What is 2+2?'}, {'question': 'Solve $x^2=4$.'}]")]
    [InlineData("[{question: \"What is 2+2?\"}, {question: \"Solve $x^2=4$.\"}]")]
    [InlineData("[{“question”: “What is 2+2?”}, {“question”: “Solve $x^2=4$.”}]")]
    [InlineData("queries = [\n    \"What is 2+2?\",\n    \"Solve $x^2=4$.\",\n]")]
    [InlineData("```json [{\"question\": \"What is 2+2?\"}, {\"question\": \"Solve $x^2=4$.\"}]```")]
    [InlineData("<queries>[{\"question\": \"What is 2+2?\"}, {\"question\": \"Solve $x^2=4$.\"}]</queries>")]
    [InlineData("Here are the queries: [\"What is 2+2?\", \"Solve $x^2=4$.\"]")]
    [InlineData("Sure! The list of objects:\n[{\"question\": \"What is 2+2?\"},\n{\"question\": \"Solve $x^2=4$.\"}]\nEach object has one question.")]
    [InlineData("\"question\": \"What is 2+2?\",\n\"answer\": \"The sum is 4.\"\n},\n{\n\"question\": \"Solve $x^2=4$.\"\n}\n]")]
    public void Texts_of_objects_are_the_instructions(string reply) => Assert.Equal(["What is 2+2?", "Solve $x^2=4$."], Parse(reply));

    [Theory]
    [InlineData("""{"topic": "Sets", "difficulty": "very hard"}""")]
    [InlineData("""[{"answer": "It is 4."}, {"answer": "It is 5."}]""")]
    [InlineData("""[{"id": 1}, {"id": 2}]""")]
    [InlineData("""{"error": "I cannot do that."}""")]
    [InlineData("""{"type": "object", "properties": {"question": {"type": "string", "description": "The question to ask."}}}""")]
    [InlineData("""{"questions": []}""")]
    [InlineData("""[{"question": "What is""")]
    [InlineData("""{"questions": [{"question": """)]
    [InlineData("[\n  {\n    \"")]
    [InlineData("{\n}")]
    [InlineData("""[{"question": null}, {"question": ""}]""")]
    public void JSON_without_an_instruction_gives_none(string reply)
    {
        Assert.Empty(Parse(reply));
        Assert.Empty(Parse(reply, isCutShort: true));
        Assert.Empty(Parse($"```json\n{reply}\n```"));
        Assert.Empty(Parse($"Here are the queries:\n{reply}"));
    }

    [Fact]
    public void What_the_limit_of_tokens_cut_off_is_left_out()
    {
        const string Whole = """{"questions": [{"question": "What is 2+2", "answer": "The sum is 4."}, {"question": "Solve x", "answer": "Nothing"}]}""";
        for (var length = 1; length < Whole.Length; length++)
        {
            foreach (var isKnown in (bool[])[false, true])
            {
                var first = Whole.IndexOf("\", \"answer", StringComparison.Ordinal) + 1;
                var second = Whole.LastIndexOf("\", \"answer", StringComparison.Ordinal) + 1;
                string[] expected = length < first ? [] : length < second ? ["What is 2+2"] : ["What is 2+2", "Solve x"];
                Assert.Equal(expected, Parse(Whole[..length], isCutShort: isKnown));
            }
        }
    }

    [Theory]
    [InlineData(@"Find $\\frac12$ of $x$.", @"Find $\frac12$ of $x$.")]
    [InlineData(@"Find $\frac12$ of $x$.", @"Find $\frac12$ of $x$.")]
    [InlineData(@"Is $\nabla f \neq \theta \times \beta$?", @"Is $\nabla f \neq \theta \times \beta$?")]
    [InlineData(@"Solve \(x^2 = 4\) for $x \in \mathbb{R}$.", @"Solve \(x^2 = 4\) for $x \in \mathbb{R}$.")]
    [InlineData(@"Solve \\(x^2 = 4\\) for $x \\in \\{1, 2\\}$.", @"Solve \(x^2 = 4\) for $x \in \{1, 2\}$.")]
    [InlineData(@"Find $\det \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$.", @"Find $\det \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$.")]
    [InlineData(@"Find $\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$.", @"Find $\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$.")]
    [InlineData(@"Solve the system:\nx + y = 3\nx - y = \\frac{1}{2}.", "Solve the system:\nx + y = 3\nx - y = \\frac{1}{2}.")]
    [InlineData(@"What does \""prime\"" mean?", @"What does ""prime"" mean?")]
    [InlineData(@"What does ""prime"" mean?", @"What does ""prime"" mean?")]
    [InlineData(@"Is \u221a2 rational? \ud83d", "Is √2 rational? \ufffd")]
    [InlineData(@"Find $\underline{x}$ of $\cup_i A_i$.", @"Find $\underline{x}$ of $\cup_i A_i$.")]
    public void Backslashes_are_those_of_the_formula_whichever_way_the_model_wrote_them(string written, string expected)
    {
        Assert.Equal([expected, "Find y."], Parse($$"""[{"question": "{{written}}", "answer": "1"}, {"question": "Find y."}]"""));
        Assert.Equal([expected, "Find y."], Parse($$"""["{{written}}", "Find y."]"""));
    }

    [Fact]
    public void What_an_instruction_speaks_of_goes_with_it() =>
        Assert.Equal(["Solve the equation.\nx + 1 = 2"], Parse("""[{"instruction": "Solve the equation.", "input": "x + 1 = 2", "output": "x = 1"}]"""));

    [Theory]
    [InlineData("1. Find the determinant of\n[[1, 2], [3, 4]]\n2. Find y.", new[] { "Find the determinant of\n[[1, 2], [3, 4]]", "Find y." })]
    [InlineData("{x : x > 2} is which set?\nFind y.", new[] { "{x : x > 2} is which set?", "Find y." })]
    [InlineData("1. How long is this list?\n[\"apple\", \"pear\"]\n2. Find y.\n3. Find z.\n4. Find w.", new[] { "How long is this list?\n[\"apple\", \"pear\"]", "Find y.", "Find z.", "Find w." })]
    [InlineData("[a, b] is which interval?\n[ ] Find y.\n[1] Find z.", new[] { "[a, b] is which interval?", "Find y.", "Find z." })]
    [InlineData("{\"a\", \"b\"} is a set: how many subsets has it?\nFind y.", new[] { "{\"a\", \"b\"} is a set: how many subsets has it?", "Find y." })]
    [InlineData("\"Pi\": is it rational?\nFind y.", new[] { "\"Pi\": is it rational?", "Find y." })]
    public void Brackets_of_mathematics_stay(string reply, string[] expected) => Assert.Equal(expected, Parse(reply));

    [Theory]
    [InlineData("```json\n[\"What is 2+2?\", \"Solve 3x=9.\"]\n```\nExplanation:\n1. It is easy.\n2. It is short.\n3. It is varied.")]
    [InlineData("Rules I followed:\n1. They are easy.\n2. They are short.\n3. They are varied.\n\n[\"What is 2+2?\", \"Solve 3x=9.\"]")]
    [InlineData("Rules I followed:\n1. They are easy.\n2. They are short.\n3. They are varied.\n```json\n[{\"question\": \"What is 2+2?\"}, {\"question\": \"Solve 3x=9.\"}]\n```")]
    [InlineData("{\"question\": \"What is 2+2?\"}\n{\"question\": \"Solve 3x=9.\"}\n- It is easy.\n- It is short.\n- It is varied.")]
    [InlineData("[\"What is 2+2?\", \"Solve 3x=9.\"]\n1. The first is easy.\n2. The second is not.\n3. Both are short.")]
    public void JSON_beats_the_points_around_it(string reply) => Assert.Equal(["What is 2+2?", "Solve 3x=9."], Parse(reply));

    [Fact]
    public void One_text_of_JSON_beats_two_points_behind_it() =>
        Assert.Equal(["What is 2+2?"], Parse("[\"What is 2+2?\"]\n1. It is easy.\n2. It is short."));

    [Theory]
    [InlineData("""[null, "What is 2+2?", ""]""")]
    [InlineData("""[null, {"question": "What is 2+2?"}]""")]
    [InlineData("""[1, "What is 2+2?"]""")]
    [InlineData("""[true, "What is 2+2?"]""")]
    [InlineData("""[None, 'What is 2+2?']""")]
    [InlineData("""[undefined, "What is 2+2?"]""")]
    [InlineData("""[-1.5, null, "What is 2+2?"]""")]
    public void A_list_that_begins_with_something_else_gives_its_texts(string reply) => Assert.Equal(["What is 2+2?"], Parse(reply));

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[true,false]")]
    [InlineData("[None, undefined]")]
    [InlineData("[1, -2]")]
    [InlineData("[\"What is 2+2?")]
    [InlineData("[`What is 2+2?`, `Find y.`]")]
    [InlineData("[«What is 2+2?», «Find y.»]")]
    [InlineData("[What is 2+2?, What is x?]")]
    [InlineData("[\"Compute 2+2\", \"Solve x\"] ok")]
    [InlineData("I made these: [\"Compute 2+2\", \"Solve x\"] for you")]
    [InlineData("""[["4", "5"]]""")]
    [InlineData("""[("What is 2+2?", "It is 4.")]""")]
    [InlineData("""He said [{"question": "What is 2+2?"}] and left""")]
    public void Values_that_are_no_texts_are_never_instructions(string reply) =>
        Assert.DoesNotContain(Parse(reply), text => text.AsSpan().ContainsAny('[', '"') || text is "null" or "true");

    [Theory]
    [InlineData("""["What is x?", "Find y."] These are good.""")]
    [InlineData("""Sure! ["What is x?","Find y."]""")]
    [InlineData("""Sure, here are two: ["What is x?", "Find y."]""")]
    [InlineData("""["What is x?", "Find y."].""")]
    [InlineData("""Here: ["What is x?", "Find y."] Enjoy!""")]
    [InlineData("For {Sets}: [{\"question\":\"What is x?\"}]\nFor {Groups}: [{\"question\":\"Find y.\"}]")]
    [InlineData("""**Instructions:** ["What is x?", "Find y."]""")]
    [InlineData("Sure, I can do so.\n**Instructions:** [\"What is x?\", \"Find y.\"]")]
    [InlineData("""[INST] ["What is x?", "Find y."] [/INST]""")]
    [InlineData("""print(["What is x?", "Find y."])""")]
    [InlineData("""\boxed{["What is x?", "Find y."]}""")]
    [InlineData("""$\boxed{["What is x?", "Find y."]}$""")]
    [InlineData("""'["What is x?", "Find y."]'""")]
    [InlineData("""> ["What is x?", "Find y."]""")]
    [InlineData("""[{"question": "What is x?"}, {"question": "Find y."}] These are good.""")]
    [InlineData("""{"instructions": ["What is x?", "Find y."]} Done.""")]
    [InlineData("""[{"question": "What is x?"}, {"question": "Find y."}] are the two.""")]
    public void Words_on_the_line_of_JSON_are_left_out(string reply) => Assert.Equal(["What is x?", "Find y."], Parse(reply));

    [Theory]
    [InlineData("""[{\"question\":\"What is x?\"}, {\"question\":\"Find y.\"}]""")]
    [InlineData("""[\n \"What is x?\",\n \"Find y.\"\n]""")]
    [InlineData("""[\n "What is x?",\n "Find y."\n]""")]
    [InlineData("""{\n  \"questions\": [\n \"What is x?\",\n \"Find y.\"\n]\n}""")]
    [InlineData("""
        "[{\"question\":\"What is x?\"}, {\"question\":\"Find y.\"}]"
        """)]
    [InlineData("""('What is x?', 'Find y.')""")]
    [InlineData("""{'What is x?', 'Find y.'}""")]
    [InlineData("(\n  \"What is x?\",\n  \"Find y.\",\n)")]
    [InlineData("""queries = ('What is x?', 'Find y.')""")]
    [InlineData("""[{&quot;question&quot;:&quot;What is x?&quot;}, {&quot;question&quot;:&quot;Find y.&quot;}]""")]
    [InlineData("""{{"question": "What is x?"}}, {{"question": "Find y."}}""")]
    [InlineData("""[{{"question": "What is x?"}}, {{"question": "Find y."}}]""")]
    [InlineData("""&#91;&quot;What is x?&quot;, &quot;Find y.&quot;&#93;""")]
    [InlineData("""["What is x?" "Find y."]""")]
    [InlineData("""["What is x?"; "Find y."]""")]
    [InlineData("""
        "What is x?\nFind y."
        """)]
    [InlineData("Instruction 1: {\"instruction\": \"What is x?\"}\nInstruction 2: {\"instruction\": \"Find y.\"}")]
    [InlineData("**Instruction 1:** {\"instruction\": \"What is x?\"}\n**Instruction 2:** {\"instruction\": \"Find y.\"}")]
    [InlineData("""{"type":"array","items":[{"type":"string","value":"What is x?"},{"type":"string","value":"Find y."}]}""")]
    [InlineData("<instruction>What is x?</instruction>\n<instruction>Find y.</instruction>")]
    [InlineData("<ol><li>What is x?</li><li>Find y.</li></ol>")]
    [InlineData("1. <question>What is x?</question>\n2. <question>Find y.</question>")]
    public void JSON_that_is_escaped_or_of_another_language_is_read(string reply) => Assert.Equal(["What is x?", "Find y."], Parse(reply));

    [Fact]
    public void A_text_of_two_questions_alone_is_two() => Assert.Equal(["What is x?", "What is y?"], Parse("""["What is x?\nWhat is y?"]"""));

    [Fact]
    public void A_sum_of_pictures_is_an_instruction() => Assert.Equal(["🍎+🍎=?"], Parse("""[{"question":"🍎+🍎=?"}]"""));

    [Theory]
    [InlineData("""{"question": "Which is prime?", "options": ["4", "7"]}""", "Which is prime?\n4\n7")]
    [InlineData("""{"question": "Which is prime?", "options": {"A": "4", "B": "7"}}""", "Which is prime?\nA) 4\nB) 7")]
    [InlineData("""{"context": "Tom has 3 apples.", "question": "How many are left?"}""", "Tom has 3 apples.\nHow many are left?")]
    [InlineData("""{"context": "Algebra", "question": "What is x?"}""", "What is x?")]
    public void The_story_and_the_choices_of_a_question_go_with_it(string reply, string expected) => Assert.Equal([expected], Parse(reply));

    [Theory]
    [InlineData("[\"apple\", \"pear\"] is a list: how long is it?")]
    [InlineData("How long is the list [\"apple\", \"pear\"]?")]
    [InlineData("What does print([\"a\", \"b\"]) write?")]
    [InlineData("('a', 'b') is a pair: what is its first?")]
    [InlineData("[0, 1) is which kind of \"interval\"?")]
    [InlineData("(\"Pi\" is a name.) Is it rational?")]
    [InlineData("{1, 2, 3} has how many subsets?")]
    [InlineData("Is it true or false that null sets have measure 0?")]
    public void Lists_and_sets_in_sentences_stay(string query) => Assert.Equal([query, "Find y."], Parse($"{query}\nFind y."));

    [Theory]
    [InlineData("[\"A?\"] x\n")]
    [InlineData("(\"A?\", ")]
    [InlineData("{\"A?\", ")]
    [InlineData("{{{{")]
    [InlineData("a: [\"x\n")]
    [InlineData("a:\n")]
    [InlineData("`")]
    [InlineData("- `")]
    [InlineData("[null, ")]
    [InlineData("null ")]
    [InlineData("[&quot;")]
    [InlineData("[\\n\\\"")]
    [InlineData("<li>x</li>")]
    [InlineData("1. x\n[\"A?\"]\n")]
    public void Hostile_markup_is_read_in_time(string piece)
    {
        var watch = Stopwatch.StartNew();
        var many = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        Parse(many + "x");
        Parse("- " + many);
        Parse("[\"" + many + "\"] x");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void No_reply_of_broken_JSON_gives_raw_JSON() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400], Gen.Char["\"'{}[],:\\ \nx"]).Sample((cut, place, c) =>
        {
            var reply = "{\"questions\": [\n  {\"question\": \"What is 2+2?\", \"answer\": \"It is 4.\"},\n  {\"question\": \"Solve $\\\\frac{x}{2}=4$.\", \"answer\": \"8\"}\n]}";
            reply = reply.Insert(Math.Min(place, reply.Length), c.ToString());
            foreach (var instruction in Parse(reply[..Math.Min(reply.Length, cut)]))
                Assert.DoesNotMatch("^[\\[{]\\s*[\"{\\[]|\"(question|answer|questions)\"\\s*:", instruction);
        }, iter: 3000);

    [Theory]
    [InlineData("[\"x y ")]
    [InlineData("{\"a\":")]
    [InlineData("[{\"a\":[")]
    [InlineData("\"/* ")]
    [InlineData("[\"a\" /* ")]
    [InlineData("[\"x y\n")]
    [InlineData("{\"a\": \"b\"} c\n")]
    [InlineData("\\\\\"")]
    public void Hostile_reply_is_read_in_time(string piece)
    {
        var watch = Stopwatch.StartNew();
        Parse(string.Concat(Enumerable.Repeat(piece, 20_000)) + "\n\"] and more words");
        Parse("[\"" + string.Concat(Enumerable.Repeat(piece, 20_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
