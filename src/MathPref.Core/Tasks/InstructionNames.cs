using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>What the names of members tell in the objects that models write when they are asked for queries.</summary>
internal static partial class InstructionNames
{
    /// <summary>The names of an instruction, the surest first.</summary>
    private static readonly string[] s_instructions =
    [
        "question", "instruction", "query", "problem", "prompt", "exercise", "task", "request", "command", "challenge", "puzzle", "statement", "q",
    ];

    /// <summary>Names of a text that can be an instruction where nothing else is.</summary>
    private static readonly string[] s_texts = ["text", "content", "body", "user", "human", "input", "value", "description"];

    /// <summary>What stands beside an instruction and is none: "answer_text" and "question_type" are no instructions either.</summary>
    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "answer", "solution", "response", "completion", "explanation", "reasoning", "rationale", "reason", "thought", "thinking", "hint", "step", "option",
        "choice", "topic", "subject", "category", "difficulty", "level", "tag", "keyword", "concept", "skill", "id", "index", "number", "type", "format",
        "source", "reference", "context", "note", "metadata", "criterion", "criteria", "verb", "language", "score", "rating", "grade", "role", "name", "title",
        "schema", "required", "properties", "count", "version", "status", "error", "code", "date", "author", "model", "distractor", "evaluation", "result",
    };

    /// <summary>How sure a name is that of an instruction, 0 the surest; null where it is not. "math_problem", "questionText" and "Query 3" are.</summary>
    public static int? Rank(string name)
    {
        var words = Words(name);
        if (words.Count == 0)
            return null;
        if (Array.IndexOf(s_instructions, words[^1]) is >= 0 and var rank)
            return rank;
        if (Array.IndexOf(s_texts, words[^1]) is not (>= 0 and var weak) || words.Exists(s_others.Contains))
            return null;
        return words.Count > 1 && Array.IndexOf(s_instructions, words[^2]) is >= 0 and var described ? described : s_instructions.Length + weak;
    }

    /// <summary>Whether a rank is of a name that can be of anything: "text", "input".</summary>
    public static bool IsWeak(int rank) => rank >= s_instructions.Length;

    /// <summary>Whether a name says that the member is no instruction and holds none.</summary>
    public static bool IsOfSomethingElse(string name) => Words(name) is [.., var last] words && words.Exists(s_others.Contains) && !s_results.Contains(last);

    /// <summary>"1", "(2)", "c" or "#4": a place in a list.</summary>
    public static bool IsNumber(string name) => Number().IsMatch(name);

    /// <summary>Names of answers that a whole list comes under as well: {"response": ["What is x?"]}.</summary>
    private static readonly HashSet<string> s_results = new(StringComparer.Ordinal) { "response", "result", "completion" };

    /// <summary>The words of a name, small, in the singular and without numbers.</summary>
    private static List<string> Words(string name) =>
        Word().Matches(name).Select(match => Singular(match.Value.ToLowerInvariant())).ToList();

    private static string Singular(string word) =>
        word is "queries" ? "query" : word is "criteria" or "properties" ? word
        : word is "categories" ? "category"
        : word.Length > 2 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && word is not "status" ? word[..^1] : word;

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|[\p{L}-[\p{Lu}\p{Ll}]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[#(\[]?(?:[0-9]{1,3}|[A-Za-z])[.)\]]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
