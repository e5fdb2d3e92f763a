using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>In how many rows of its truth table a formula of propositional logic is true.</summary>
internal sealed class TruthTable() : ProblemFamily("truth-table", ["Discrete Mathematics", "Mathematical Reasoning"],
[
    "In how many rows of its truth table is $<e0>$ true?",
    "How many assignments of truth values to its letters make $<e0>$ true?",
    "The truth table of $<e0>$ is written down. Find the number of rows that end in true.",
    "Count the rows of the truth table in which the formula $<e0>$ is true.",
])
{
    private static readonly string[] s_operations = [@"\land", @"\lor", @"\to", @"\leftrightarrow"];

    protected override string[] Draw(Rng rng, Level level)
    {
        string Literal(string letter) => (rng.Percent(35) ? @"\lnot " : "") + letter;
        string Join(string left, string right, int most) => $"{left} {s_operations[rng.Next(0, most)]} {right}";
        string[] letters = rng.Several(4, "p", "q", "r", "s");
        string Pair(int at) => $"({Join(Literal(letters[at]), Literal(letters[at + 1]), 3)})";
        return level.Number switch
        {
            1 => [Join(Literal(letters[0]), Literal(letters[1]), 2)],
            2 => [Join(Pair(0), Literal(letters[2]), 2)],
            3 => [rng.Percent(50) ? Join(Pair(0), Literal(letters[2]), 3) : Join(Literal(letters[2]), Pair(0), 3)],
            4 => [Join($"({Join(Literal(letters[0]), Literal(letters[1]), 3)})", $"({Join(Literal(letters[1]), Literal(letters[2]), 3)})", 3)],
            _ => [Join(Pair(0), Pair(2), 3)],
        };
    }

    protected override WorkedProblem? Work(string[] values)
    {
        string text = values[0];
        if (text.Length > 80 || Parts(text) is not var (left, operation, right))
            return null;
        string letters = string.Concat(new[] { 'p', 'q', 'r', 's' }.Where(c => Variables(text).Contains(c)));
        if (letters.Length < 2 || Rows(left, letters) is not { } a || Rows(right, letters) is not { } b)
            return null;
        int rows = 1 << letters.Length;
        int Count(string op) => Enumerable.Range(0, rows).Count(row => Value(op, a[row], b[row]));
        int answer = Count(operation), trueLeft = a.Count(v => v), trueRight = b.Count(v => v), both = Count(@"\land"), onlyLeft = trueLeft - both;
        string rule = operation switch
        {
            @"\land" => $@"A conjunction is true where both parts are true, which is so in ${both}$ {(both == 1 ? "row" : "rows")}",
            @"\lor" => $@"A disjunction is false only where both parts are false, which is so in ${rows - answer}$ {(rows - answer == 1 ? "row" : "rows")}",
            @"\to" => $@"An implication is false only where the left part is true and the right part false, " +
                $@"which is so in ${onlyLeft}$ {(onlyLeft == 1 ? "row" : "rows")}",
            _ => $@"An equivalence is true where both parts have the same value: both true in ${both}$ and both false in ${answer - both}$ " +
                $@"{(answer - both == 1 ? "row" : "rows")}",
        };
        string plainLeft = left.Replace(@"\lnot ", "", StringComparison.Ordinal), plainRight = right.Replace(@"\lnot ", "", StringComparison.Ordinal);
        bool[] c = Rows(plainLeft, letters)!, d = Rows(plainRight, letters)!;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The letters ${string.Join(", ", letters.ToCharArray())}$ give $2^{letters.Length} = {rows}$ rows",
                $"The left part ${Bare(left)}$ is true in ${trueLeft}$ of them, the right part ${Bare(right)}$ in ${trueRight}$",
                rule,
                $"So the formula is true in ${answer}$ {(answer == 1 ? "row" : "rows")}",
            ],
            operation is @"\land" or @"\lor" ? null : new(
                operation == @"\to" ? "An implication is read as its converse" : "An equivalence is read as an implication from left to right",
                Tex.Text(operation == @"\to" ? rows - (trueRight - both) : Count(@"\to"))),
            new(operation == @"\lor" ? "A disjunction is true where exactly one of the parts is true" : "It is enough that one of the parts is true",
                Tex.Text(operation == @"\lor" ? answer - both : Count(@"\lor"))),
            Slip.Careless($"The rows that end in false are counted, ${rows - answer}$", Tex.Text(rows - answer)),
            operation == @"\land" ? null : new("Both parts have to be true", Tex.Text(both)),
            Slip.Sign($"The left part is ${Bare(plainLeft)}$ and the right part is ${Bare(plainRight)}$",
                Tex.Text(Enumerable.Range(0, rows).Count(row => Value(operation, c[row], d[row])))));
    }

    private static string Variables(string text) => string.Concat(text.Split(' ').Select(w => w.Trim('(', ')')).Where(w => w.Length == 1).Distinct());

    private static string Bare(string text) => text[0] == '(' ? text[1..^1] : text;

    /// <summary>The truth value of a formula in each row; null where it is no formula.</summary>
    private static bool[]? Rows(string text, string letters)
    {
        if (text.StartsWith('(') && text.EndsWith(')'))
        {
            if (text.AsSpan(1).Contains('(') || Parts(text[1..^1]) is not var (left, operation, right) || Rows(left, letters) is not { } a ||
                Rows(right, letters) is not { } b)
                return null;
            return [.. a.Zip(b, (x, y) => Value(operation, x, y))];
        }
        bool isNegated = text.StartsWith(@"\lnot ", StringComparison.Ordinal);
        string letter = isNegated ? text[6..] : text;
        int at = letter.Length == 1 ? letters.IndexOf(letter[0], StringComparison.Ordinal) : -1;
        return at < 0 ? null : [.. Enumerable.Range(0, 1 << letters.Length).Select(row => (row >> at & 1) == 1 != isNegated)];
    }

    private static (string Left, string Operation, string Right)? Parts(string text)
    {
        int depth = 0;
        string[] words = text.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            depth += words[i].Count(c => c == '(') - words[i].Count(c => c == ')');
            if (depth == 0 && s_operations.Contains(words[i]))
                return i == 0 || i == words.Length - 1 ? null : (string.Join(' ', words[..i]), words[i], string.Join(' ', words[(i + 1)..]));
        }
        return null;
    }

    private static bool Value(string operation, bool left, bool right) => operation switch
    {
        @"\land" => left && right,
        @"\lor" => left || right,
        @"\to" => !left || right,
        _ => left == right,
    };
}
