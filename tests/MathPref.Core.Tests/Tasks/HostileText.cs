namespace MathPref.Core.Tests.Tasks;

/// <summary>Replies of some 200 kB on which a careless pattern takes minutes or for ever.</summary>
internal static class HostileText
{
    /// <summary>Far more than a linear reading takes, far less than any other.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        Of("-"), Of("- "), Of("* "), Of("*"), Of("#"), Of("# "), Of("_"), Of(">"), Of("> "), Of(" "), Of("\n"), Of("\t\n"), Of(" \n "),
        Of("\""), Of("'a"), Of("**a "), Of("**a** "), Of("a**"), Of("__a"), Of("*a "), Of("1. "), Of("1.\n"), Of("1)"), Of("1"), Of("("), Of("[ ] "), Of("x\n"), Of("Sure!\n"), Of("I hope\n"),
        Of("Here are "), Of("list "), Of("Here are the queries\n"), Of("queries: "), Of("Query 1\n"), Of("if you "), Of("```\n"),
        Of("Rating: 4\n"), Of("Rating: 4 "), Of("rating "), Of("rating"), Of("Rating:"), Of("rating:*"), Of("Rationale: "), Of("rationale \n"), Of("Type: 1\n"), Of("Text 1\n"), Of("Text 2 "), Of("<text 1>"), Of("Output for Text 1 "), Of("output for "),
        Of("#### Output for Text 1\nRating: 4\n"), Of("\n---\n"), Of("\n- "), Of("4/5 "), Of("4."), Of("N/A "), Of("### 1.\n"), Of("### 1.\nx\n"), Of("a) x\n"), Of("+ x\n"), Of("## Output\n"), Of("## Output\nx\n"), Of("| - "), Of("|-|\n|x|\n"), Of("[\""), Of("\"a\","), Of("x\n1. y\n"), Of("1. x\n\n"), Of("First text\n"), Of("### Input\n"), Of("---\n"), Of("Instruction: x\n"), Of("Text 1 Rating: 4\n"), Of("Rationale for Text 1: x\n"), Of("## Summary\n"), Of("$"), Of("\\"),
        ("JSON list of 200 kB", "[" + string.Concat(Enumerable.Repeat("\"a\",", 50_000)) + "\"b\"]"), ("last item without end", "1. x\n" + string.Concat(Enumerable.Repeat("\n\n$", 60_000))), Of("4 stars out of "), Of("4 no "), Of("n / "), Of("1. 2. "), Of("the "), Of("overall "),
        ("rating and spaces", "Rating" + Spaces + "x"), ("rationale and spaces", "Rating: 4 rationale" + Spaces + "x"), ("text and spaces", "Text" + Spaces + "x"), ("heading and spaces", "Text 1" + Spaces + "x"),
        ("number and spaces", "Text 1\nRating: 4" + Spaces + "x"), ("stars after a label", "Rating" + new string('*', 200_000)), ("here and list", "Here are " + string.Concat(Enumerable.Repeat("list ", 40_000)) + ". x"),
        ("blank lines within a rationale", "Text 1\nRating: 4\nRationale: a" + new string('\n', 200_000) + "b"), ("marks at the end", "Text 1\nRationale: a" + string.Concat(Enumerable.Repeat(" -", 100_000))),
    ];

    private static string Spaces => new(' ', 200_000);

    private static (string, string) Of(string part) => ($"repeated {System.Text.Json.JsonSerializer.Serialize(part)}", string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)) + "\u0001");
}
