namespace MathPref.Core.Maths.Extraction;

/// <summary>Finds the final answer in a text of a model. Total and linear in the text's length.</summary>
internal static class FinalAnswers
{
    private const int MaxOutput = 400;

    private static readonly string[] s_nextQuestions = ["\nQ:", "\nQuestion:", "\nProblem:", "\n### Instruction", "\nUser:", "\nHuman:"];

    private static readonly string[] s_withdrawals = ["wait", "wrong", "mistake", "incorrect", "correction", "actually", "apologize", "should be", "instead",
        "error", "recheck"];

    /// <summary>
    /// The final answer of a model's text, by the order of <see cref="AnswerPlace"/>. A box gives way to an announced answer behind it only when that is
    /// called final or
    /// correct, or when words between the two take the box back.
    /// </summary>
    public static FinalAnswer Find(string text)
    {
        var prose = Prose.Of(text);
        if (prose.End == ProseEnd.Thinking)
            return None("the text ends within its thinking");
        string words = prose.Text.Trim();
        if (words.AsSpan().Trim('\0').IsEmpty && prose.Output is null)
            return None(prose.End is ProseEnd.Program or ProseEnd.OpenBlock ? "the text ends in a program" : "the text is empty");
        var found = BeforeNextQuestion(words) ?? Announced(words) ?? Unannounced(words, prose);
        return HasBlank(found.Parts) ? None("its place is empty")
            : found.Parts is [var only] && Refusals.IsNoAnswer(only) ? None("the text says that it has none")
            : found;
    }

    /// <summary>The final answer to which a reference is reduced: it may be one already, or a worked solution.</summary>
    public static FinalAnswer OfReference(string reference)
    {
        string words = Prose.Of(reference).Text.Trim();
        if (words.Length == 0)
            return None("the reference is empty");
        var announced = Announced(words);
        // A box that does not end: what stands before it is no answer, and what stands in it is a part of one.
        if (announced is { Place: AnswerPlace.None })
            return announced;
        if (announced is { Parts.Count: > 0 } && !HasBlank(announced.Parts))
            return announced;
        if (!BareAnswers.Is(words) && IsSolution(words) && Unannounced(words, new(words, ProseEnd.Words, null)) is { Parts.Count: > 0 } found
            && !HasBlank(found.Parts))
            return found;
        return Whole(words);
    }

    /// <summary>A model that was not taught to stop goes on with a question of its own: what it announced before that is its answer.</summary>
    private static FinalAnswer? BeforeNextQuestion(string words)
    {
        int next = words.Length;
        foreach (string begin in s_nextQuestions)
        {
            int at = words.IndexOf(begin, StringComparison.Ordinal);
            if (at >= 0 && at < next)
                next = at;
        }
        return next < words.Length && Announced(words[..next]) is { Parts.Count: > 0 } answer ? answer : null;
    }

    private static FinalAnswer? Announced(string words)
    {
        var box = Boxes.Find(words, out int boxEnd);
        var hashes = Hashes.Last(words, boxEnd);
        var phrase = Phrases.Last(words, Math.Max(boxEnd, hashes?.Start ?? 0));
        var marker = phrase ?? hashes;
        if (box is null)
            return marker?.Answer;
        if (marker is { } later && later.Answer.Text is { } text && (Endings.HasValue(text) || later.IsFinal)
            && (later.IsFinal || box.Place is AnswerPlace.None || IsWithdrawn(words.AsSpan(boxEnd, later.Start - boxEnd))))
            return later.Answer with { Reason = later.Answer.Reason + @", which stands behind the last \boxed" };
        return box;
    }

    private static FinalAnswer Unannounced(string words, Prose prose)
    {
        if (prose.End == ProseEnd.Words && Refusals.Reason(Remarks.Without(words)) is { } refusal)
            return None(refusal);
        if (prose.End == ProseEnd.Words && LastAssignments.Find(words) is { } assignments)
            return assignments;
        if (prose.End == ProseEnd.Words && BareAnswers.Is(words))
            return Whole(words);
        if (prose.End == ProseEnd.Output)
            return OfOutput(prose.Output!);
        if (prose.End is ProseEnd.Program or ProseEnd.OpenBlock)
            return None("the text ends in a program");
        words = Remarks.Without(words);
        if (Endings.Bold(words) is { } bold)
            return bold;
        var formulas = Formulas.Of(words, out int openAt);
        if (openAt >= 0)
            return None("the text ends within a formula");
        if (Cuts.Reason(words) is { } cut)
            return None(cut);
        return Endings.Statement(words, formulas) ?? Endings.FormulaOrNumber(words, formulas) ?? Endings.Name(words)
            ?? None("the text has no formula and no number");
    }

    private static FinalAnswer Whole(string words)
    {
        string value = Values.Clean(Values.WithoutBold(Values.Clean(words)));
        if (value.Length == 0)
            value = words;
        var formulas = Formulas.Of(value, out _);
        if (formulas.Count == 1 && formulas[0].Start == 0 && formulas[0].End == value.Length)
            value = Latex.LastLine(value[formulas[0].ContentStart..formulas[0].ContentEnd]);
        value = Calculations.BehindArrow(WithoutLabel(value));
        return new([Calculations.Result(Latex.WithoutDoubledBackslashes(value))], AnswerPlace.Whole, "the whole text");
    }

    /// <summary>"Sum: 5" and "Total cost: 5" without the words before the only colon.</summary>
    private static string WithoutLabel(string value)
    {
        int colon = value.IndexOf(": ", StringComparison.Ordinal);
        if (colon is < 3 or > 40 || value.IndexOf(": ", colon + 1, StringComparison.Ordinal) > 0)
            return value;
        foreach (char c in value.AsSpan(0, colon))
        {
            if (!char.IsLetter(c) && c != ' ')
                return value;
        }
        string rest = value[(colon + 2)..].Trim();
        return rest.Length > 0 && Endings.HasValue(rest) ? rest : value;
    }

    private static FinalAnswer OfOutput(string output)
    {
        output = output.Trim();
        if (output.Length == 0 || output.Contains("Error", StringComparison.Ordinal) || output.Contains("Traceback", StringComparison.Ordinal)
            || output.Contains("None", StringComparison.Ordinal) || output[0] == '<')
            return None("the text ends in a program that failed");
        if (Boxes.Find(output, out _) is { } box)
            return box;
        string last = output[(output.LastIndexOf('\n') + 1)..].Trim();
        if (output[0] is '[' or '(' or '{' or 'M' && output.Length <= MaxOutput)
            last = output;
        return last.Length > MaxOutput || Values.Reduced(last) is not { } value
            ? None("the last output is no answer")
            : new([value], AnswerPlace.Output, "the last output of a program");
    }

    /// <summary>Whether a reference that announces nothing is more than an answer: several sentences or lines.</summary>
    private static bool IsSolution(string words) => words.Length > 120 && (words.Contains(". ", StringComparison.Ordinal)
        || words.Contains('\n', StringComparison.Ordinal));

    private static bool IsWithdrawn(ReadOnlySpan<char> between)
    {
        foreach (string word in s_withdrawals)
        {
            if (between.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool HasBlank(IReadOnlyList<string> parts)
    {
        foreach (string part in parts)
        {
            if (string.IsNullOrWhiteSpace(part) || Boxes.IsEmpty(part))
                return true;
        }
        return false;
    }

    private static FinalAnswer None(string why) => new([], AnswerPlace.None, "no answer: " + why);
}
