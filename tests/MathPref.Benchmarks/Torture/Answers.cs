using System.Globalization;
using System.Text;

namespace MathPref.Benchmarks.Torture;

internal enum AnswerKind
{
    Text,

    /// <summary>A 400 for this request.</summary>
    Refused,

    /// <summary>A 200 without text.</summary>
    Empty,
}

/// <summary>What the server says to a question, and what is to be read from it.</summary>
/// <param name="Kind">Whether there is a text at all.</param>
/// <param name="Sent">The text as it is sent.</param>
/// <param name="Text">The text as the dataset must have it.</param>
internal sealed record Answer(AnswerKind Kind, string Sent, string Text)
{
    public string FinishReason { get; init; } = "stop";

    public string? Thinking { get; init; }

    public IReadOnlyList<string> Instructions { get; init; } = [];

    public IReadOnlyList<int?> Ratings { get; init; } = [];

    /// <summary>Null where it is the parser's matter what it takes for a rationale.</summary>
    public IReadOnlyList<string?>? Rationales { get; init; }
}

/// <summary>The server's answers: a pure function of the question, so that the dataset is known beforehand.</summary>
internal sealed class Answers(Poisons poisons)
{
    private const string Thought = "Let me see.";

    /// <summary>Forms in which servers let thinking through.</summary>
    private static readonly string[] s_thoughts =
    [
        "<think>{0}</think>\n\n{1}", "[THINK]{0}[/THINK]{1}", "{0}\n</think>\n\n{1}", "<|channel|>analysis<|message|>{0}<|end|><|start|>assistant<|channel|>final<|message|>{1}<|return|>",
        "<|START_THINKING|>{0}<|END_THINKING|><|START_RESPONSE|>{1}<|END_RESPONSE|>", "<think>\n{0}\n</think>\n<answer>\n{1}\n</answer><|im_end|>",
    ];

    /// <summary>What a model says stays, whatever it looks like.</summary>
    private const string SaidKey = "sk-said-0123456789abcdefABCDEF";

    private const int Huge = 200_000;

    /// <summary>Stands in every answer: a request with it shows that the answer was passed on.</summary>
    public static string Tag(Question question) => $"[q:{question.Id}]";

    public Answer Of(Question question)
    {
        var share = question.Share("poison");
        if (share < poisons.Refused)
            return new Answer(AnswerKind.Refused, "", "");
        if (share < poisons.Refused + poisons.Empty)
            return new Answer(AnswerKind.Empty, "", "");
        return question.Kind switch
        {
            QuestionKind.Instruct => Instructions(question),
            QuestionKind.Judge => Judgement(question),
            _ => Generation(question),
        };
    }

    private Answer Instructions(Question question)
    {
        if (question.Share("unreadable") < poisons.Unreadable)
            return new Answer(AnswerKind.Text, "...\n---\n...", "...\n---\n...");
        var count = question.Share("few") < 0.1 ? Math.Max(1, question.Count - 1) : question.Count;
        var items = Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"Work out case {i} of {question.Text} {Tag(question)} and say why{(question.Pick($"long {i}", 2) == 0 ? "" : " so")}.")).ToList();
        var marks = question.Pick("marks", 3);
        var text = string.Join('\n', items.Select((item, i) => marks switch { 0 => item, 1 => FormattableString.Invariant($"{i + 1}. {item}"), _ => "- " + item }));
        return new Answer(AnswerKind.Text, text, text) { Instructions = items };
    }

    private Answer Generation(Question question)
    {
        if (question.ShareOfText("same") < poisons.Same)
            return Plain("Nobody can say.");
        var tag = Tag(question);
        var text = $"{question.Model} finds $x = {question.Pick("x", 100)}$ {tag}";
        if (question.Share("key") < poisons.Key)
            return Plain($"Your key is {SaidKey}. {text}");
        if (question.Share("huge") < poisons.Huge)
            return Plain($"{text} {new StringBuilder().Insert(0, "and so on, ", Huge / 11)} end");
        if (question.Share("odd") < poisons.Odd)
        {
            return question.Pick("odd kind", 5) switch
            {
                0 => Plain($"\u001b[31mred\u001b[0m \u001b]0;title\u0007 {text}"),
                1 => Plain($"nul \0 and \u0001\u0002 \u202eright to left\u202c {text}"),
                2 => Plain($"{text}\n\n```html\n<script>alert('x')</script> </td>\n```\n| a | b |\n\"quoted\", 'quoted', `tick`"),
                3 => new Answer(AnswerKind.Text, string.Format(System.Globalization.CultureInfo.InvariantCulture, s_thoughts[question.Pick("thought", s_thoughts.Length)], Thought, text), text) { Thinking = Thought },
                _ => Plain(text) with { FinishReason = "length" },
            };
        }
        return question.Pick("style", 3) switch
        {
            0 => Plain(text),
            1 => Plain($"First step.\n\nSecond step: \\frac{{1}}{{2}} √2 数学 😀\n{text}"),
            _ => Plain($"{text}, which follows from the question of {question.Text.Length} characters."),
        };
    }

    private Answer Judgement(Question question)
    {
        var count = question.Answers.Count;
        if (question.Share("unreadable") < poisons.Unreadable)
        {
            var prose = $"All of them have their merits and I would rather not choose. {Tag(question)}";
            return new Answer(AnswerKind.Text, prose, prose) { Ratings = new int?[count] };
        }
        var isTie = question.Share("tie") < 0.2;
        var ratings = Enumerable.Range(1, count).Select(i => (int?)(1 + question.Pick(isTie ? "all" : $"rating {i}", 5))).ToList();
        var rationales = Enumerable.Range(1, count).Select(i => (string?)$"It is {s_words[question.Pick($"word {i}", s_words.Length)]} work.").ToList();
        var mark = question.Mark;
        var format = question.Pick("format", question.IsTyped ? 2 : 5);
        var text = string.Join("\n\n", Enumerable.Range(1, count).Select(i => format switch
        {
            0 when question.IsTyped => $"#### Output for Text {i} [{mark}]\nType [{mark}]: 1, 2\nRationale [{mark}]: Both apply.\nRating [{mark}]: {ratings[i - 1]}\nRationale [{mark}]: {rationales[i - 1]}",
            0 => $"#### Output for Text {i} [{mark}]\nRating [{mark}]: {ratings[i - 1]}\nRationale [{mark}]: {rationales[i - 1]}",
            1 when question.IsTyped => $"#### Output for Text {i}\nType: 1, 2\nRationale: Both apply.\nRating: {ratings[i - 1]}\nRationale: {rationales[i - 1]}",
            1 => $"#### Output for Text {i}\nRating: {ratings[i - 1]}\nRationale: {rationales[i - 1]}",
            2 => $"**Text {i}:**\nRating: {ratings[i - 1]}/5\nRationale: {rationales[i - 1]}",
            3 => $"#### Output for Text {i}\n\n**Rating:** {ratings[i - 1]} out of 5\n\n**Rationale:** {rationales[i - 1]}",
            _ => $"### Text {i}\nRationale: {rationales[i - 1]}\nRating: {ratings[i - 1]}",
        }));
        // The typed aspects have the rationale of the rating in a column of its own.
        return new Answer(AnswerKind.Text, text, text) { Ratings = ratings, Rationales = rationales };
    }

    private static readonly string[] s_words = ["good", "careful", "poor", "hasty", "excellent"];

    private static Answer Plain(string text) => new(AnswerKind.Text, text, text);
}
