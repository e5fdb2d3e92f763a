using MathPref.Core.Tasks;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Replies of self-instruction. The first characters of an input say how many were asked for, and whether the reply was cut short.</summary>
internal sealed class InstructionsTarget : FuzzTarget
{
    public override string Name => "instructions";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "50What is 2 + 2?\nSolve x^2 = 4.\nFind the derivative of x^3.\nProve that sqrt(2) is irrational.\nCompute 7!.\n",
        "50Here are five queries:\n\n1. What is 2 + 2?\n2. Solve x^2 = 4.\n3. Find f'(x).\n4. Compute 7!.\n5. Prove it.\n\nI hope these help!\n",
        "30- **What is a matrix?**\n- \"Explain determinants.\"\n- *Why* is 1 not prime?\n",
        "51[\"What is \\\\frac{1}{2}?\", \"Solve \\\"x\\\".\", \"Find y.\"]",
        "30| # | Query |\n|---|---|\n| 1 | What is x? |\n| 2 | What is y? |\n",
        "30### 1.\nWhat is x?\n\n### 2.\nWhat is y?\n\n**Problem 3**\nWhat is z?\n",
        "30a) What is x?\nb) What is y?\nc) What is z?\n",
        "20i. What is x?\nii. What is y?\n",
        "21```\n1. Solve the system:\n   $x + y = 3$\n   $x - y = 1$\n2. Find the\n```\n",
        "30Sure!\n\n## Questions\nQuery 1: What is x?\nQuery 2: What is y?\n\n## Output\nWhat is z?\n",
        "50+ 5 is what?\n+ 6 is what?\n1 - What is one?\n2 - What is two?\n",
    ];

    public override IReadOnlyList<string> Pieces { get; } =
    [
        "What is x?\n", "Find y.\n", "1. ", "2. ", "3) ", "(4) ", "**5.** ", "1.\n", "- ", "* ", "+ ", "• ", "[ ] ", "[x] ", "a) ", "b. ", "i. ", "ii. ", "iv) ", "Query 1: ", "Q2. ", "#3: ", "**Problem 4**\n", "SUGGESTION 5\n", "### 1.\n", "## ", "# Task Description\n", "## Output\n", "## Context\n", "## Criteria for Queries\n", "Here are five queries:\n", "Sure! Here you go:\n", "I hope these help!\n", "Let me know if you need more.\n", "Commands:\n", "Instruction: ", "```\n", "~~~json\n", "[\"", "\", \"", "\"]", "\\\"", "\\\\frac", "\\n", "| a | b |\n", "|---|---|\n", "| Query |\n", "\n\n", "   ", "**", "*", "__", "_x_", "`", "\"", "“x”", "'", "$x$", "$$", "\\[", "2**3", "x = 3", "?", ":", "…", "1 - ", "1.1.1",
    ];

    public override bool Accepts(string input)
    {
        var limit = Choice(input, 0, 9) + 1;
        var isCutShort = Choice(input, 1, 2) == 1;
        var reply = input.Length > 2 ? input[2..] : "";
        var task = new SelfInstructTask { NumInstructions = limit };
        var items = task.Parse(reply, isCutShort);
        BrokenRule.Unless(items.Count <= limit, "no more instructions than were asked for", () => $"{items.Count} of {limit}");
        foreach (var item in items)
        {
            BrokenRule.Unless(item.Any(char.IsLetterOrDigit), "an instruction says something", () => RawText.Escape(item));
            BrokenRule.Unless(item == item.Trim(), "an instruction has no blanks around it", () => RawText.Escape(item));
            BrokenRule.Unless(!item.Contains('\r', StringComparison.Ordinal) && !item.Contains("\n\n", StringComparison.Ordinal), "an instruction's lines end with one LF", () => RawText.Escape(item));
        }
        BrokenRule.Unless(items.Distinct(StringComparer.Ordinal).Count() == items.Count, "no instruction comes twice");
        CheckOrder(items, reply);
        var lines = reply.ReplaceLineEndings("\n");
        BrokenRule.Unless(items.SequenceEqual(task.Parse(lines.Replace("\n", "\r\n", StringComparison.Ordinal), isCutShort)), "line ends carry no meaning");
        return items.Count > 0;
    }

    /// <summary>Marks are taken off and nothing is made up: the letters of each item stand in the reply, and the items in their order.</summary>
    private static void CheckOrder(IReadOnlyList<string> items, string reply)
    {
        var all = Letters(reply);
        var at = 0;
        foreach (var item in items)
        {
            var letters = Letters(item.Split('\n')[0]);
            var next = all.IndexOf(letters, at, StringComparison.Ordinal);
            BrokenRule.Unless(next >= 0, all.Contains(letters, StringComparison.Ordinal) ? "instructions keep their order" : "an instruction stands in the reply", () => RawText.Escape(item));
            at = next;
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
