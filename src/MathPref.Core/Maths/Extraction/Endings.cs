using System.Buffers;

namespace MathPref.Core.Maths.Extraction;

/// <summary>Answers that no word announces: in the last line's bold marks, behind the last sentence's verb, the last formula, the last number.</summary>
internal static class Endings
{
    private const int MaxSentence = 600;

    private const int MaxJoined = 12;

    private static readonly string[] s_verbs = [" is ", " are ", " equals ", " equal to ", " get ", " obtain ", " be ", ": ", " as ", " gives ",
        " yields ", " becomes ", " find "];

    private static readonly string[] s_leads = ["So ", "So, ", "Thus ", "Thus, ", "Hence ", "Hence, ", "Therefore ", "Therefore, ", "Then ", "Then, ",
        "Finally, ", "we have ", "we get ", "Either "];

    private static readonly SearchValues<char> s_marks = SearchValues.Create("$\\");

    /// <summary>What stands between the last bold marks of the last line, when it is an answer.</summary>
    public static FinalAnswer? Bold(string text)
    {
        int line = text.LastIndexOf('\n') + 1;
        int close = text.AsSpan(line).LastIndexOf("**");
        int open = close < 1 ? -1 : text.AsSpan(line, close).LastIndexOf("**");
        if (open < 0)
            return null;
        (open, close) = (open + line, close + line);
        string content = text[(open + 2)..close];
        // x**2 + y**2 is a power of programs.
        if (content.Length == 0 || content[0] == ' ' || content[^1] is ' ' or ':' || (open > 0 && (char.IsLetterOrDigit(text[open - 1])
            || text[open - 1] == ')')))
            return null;
        content = Values.Clean(content);
        // "**1** and **3**"
        for (int joined = 0; joined < MaxJoined && open > line && text.AsSpan(line, open - line).LastIndexOf("**") is var end and > 0
            && text.AsSpan(line, end).LastIndexOf("**") is var begin and >= 0 && Joiners.AreAll(text.AsSpan(line + end + 2, open - line - end - 2))
            && Values.Clean(text[(line + begin + 2)..(line + end)]) is var previous && BareAnswers.Is(previous)
            && HasValue(previous) && HasValue(content); joined++)
        {
            content = $"{previous} and {content}";
            open = line + begin;
        }
        bool isAlone = open == line && text.AsSpan(close + 2).Trim(" .").IsEmpty;
        if (content.Length == 0 || !BareAnswers.Is(content) || !(isAlone || HasValue(content)))
            return null;
        return new([Calculations.Result(Values.Reduced(content) ?? content)], AnswerPlace.Bold, "between the last bold marks");
    }

    /// <summary>What stands behind the verb of a last sentence without formulas, when it is an answer.</summary>
    public static FinalAnswer? Statement(string text, List<Formula> formulas)
    {
        int start = Math.Max(0, Remarks.SentenceStart(text));
        string sentence = start == 0 && text.Length > MaxSentence ? "" : text[start..].Trim();
        // A line may end within a formula.
        if (sentence.Length == 0 || (formulas.Count > 0 && formulas[^1].End > start)
            || (sentence.AsSpan().ContainsAny(s_marks) && Formulas.Of(sentence, out _).Count > 0))
            return null;
        string rest = sentence;
        foreach (string lead in s_leads)
        {
            if (rest.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                rest = rest[lead.Length..];
        }
        rest = Values.Clean(rest);
        if (rest.AsSpan().IndexOfAny("=<>≤≥≠") >= 0 && IsOfSigns(rest))
            return new([Calculations.Result(rest)], AnswerPlace.Statement, "the last sentence");
        int best = -1;
        string said = "";
        foreach (string verb in s_verbs)
        {
            int at = sentence.LastIndexOf(verb, StringComparison.Ordinal);
            if (at >= 0 && at + verb.Length > best)
                (best, said) = (at + verb.Length, verb.Trim());
        }
        if (best < 0)
            return null;
        if (IsDenied(sentence.AsSpan(0, best)))
            return Refusals.Concludes(sentence.AsSpan(best)) ? null : new([], AnswerPlace.None, "no answer: the last sentence says what it is not");
        rest = Values.WithoutFillers(Values.WithoutAside(Values.Clean(sentence[best..])));
        if (rest.StartsWith("all ", StringComparison.Ordinal) && rest.IndexOf("such that ", StringComparison.Ordinal) is var such and > 0)
            rest = rest[(such + "such that ".Length)..];
        return (HasValue(rest) || HasSigns(rest)) && BareAnswers.Is(rest) ? new([Calculations.Result(Values.WithoutTail(rest))], AnswerPlace.Statement,
            $"behind “{said}” in the last sentence") : null;
    }

    /// <summary>"It can't be 5", "it is impossible to get 5".</summary>
    private static bool IsDenied(ReadOnlySpan<char> words) => words.EndsWith("n't be ", StringComparison.Ordinal)
        || words.EndsWith("not be ", StringComparison.Ordinal) || words.EndsWith("n’t be ", StringComparison.Ordinal)
        || words.EndsWith("impossible to get ", StringComparison.Ordinal)
        || words.EndsWith("impossible to obtain ", StringComparison.Ordinal);

    /// <summary>"cos(t)/sin(t)", "a + b": signs between letters and functions, and no word.</summary>
    private static bool HasSigns(string text) => text.AsSpan().IndexOfAny("^*/+=√") >= 0 && HasNoWord(text);

    /// <summary>The last formula or the last number, whichever stands later.</summary>
    public static FinalAnswer? FormulaOrNumber(string text, List<Formula> formulas)
    {
        string? formula = Formulas.Last(text, formulas, out int start, out int end);
        string? number = LastNumber.Find(text, out int at);
        if (formula is { Length: > 0 } && (number is null || at < end || IsRemark(text, end, at)))
        {
            return Denial(text, start, end) is { } denied ? new([denied], AnswerPlace.Formula, "the last formula, with what denies it")
                : new([Calculations.Result(Latex.WithoutDoubledBackslashes(formula))], AnswerPlace.Formula, "the last formula");
        }
        if (number is null)
            return null;
        var (first, last) = NumberContext.Whole(text, at, at + number.Length);
        if (Denial(text, first, last) is { } denial)
            return new([denial], AnswerPlace.Number, "the last number, with what denies it");
        return new([text[first..last]], AnswerPlace.Number, "the last number");
    }

    /// <summary>A value with the words that deny it, by which it is read as none: "isn't 5", "5 is not the answer"; null where none do.</summary>
    private static string? Denial(string text, int start, int end)
    {
        var before = text.AsSpan(0, start).TrimEnd(" $*\\(");
        foreach (string denial in (ReadOnlySpan<string>)["n't", "n’t", " not", "not be", "n't be", "n’t be", " never"])
        {
            if (before.EndsWith(denial, StringComparison.Ordinal))
                return $"not {text.AsSpan(start, end - start)}";
        }
        var behind = text.AsSpan(end).TrimStart("$*\\)");
        foreach (string denial in (ReadOnlySpan<string>)[" is not the answer", " isn't the answer", " is not correct", " is wrong", " is incorrect",
            " cannot be the answer", " can't be the answer", " is not the final answer", " is not the correct answer"])
        {
            if (behind.StartsWith(denial, StringComparison.Ordinal))
                return $"not {text.AsSpan(start, end - start)}";
        }
        return null;
    }

    /// <summary>The name with which a last sentence ends, in a text without formula and number: "The fewest came on Saturday."</summary>
    public static FinalAnswer? Name(string text)
    {
        int start = Remarks.SentenceStart(text);
        if (start < 0 || !text.EndsWith('.'))
            return null;
        string sentence = text[start..^1].Trim();
        int first = sentence.Length;
        while (true)
        {
            int blank = first > 1 ? sentence.LastIndexOf(' ', first - 2) : -1;
            string name = sentence[(blank + 1)..first].TrimEnd();
            if (name.Length < 2 || !char.IsUpper(name[0]) || !name.All(char.IsLetter) || blank < 0)
                break;
            first = blank + 1;
        }
        foreach (string reply in (ReadOnlySpan<string>)["Yes", "No"])
        {
            if (sentence.StartsWith(reply, StringComparison.Ordinal) && sentence.Length > reply.Length && sentence[reply.Length] == ',')
                return new([reply], AnswerPlace.Statement, "the reply in the last sentence");
        }
        if (NumberWord(sentence) is { } word)
            return new([word], AnswerPlace.Statement, "the number word of the last sentence");
        string[] before = sentence[..first].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return first < sentence.Length && before.Length > 2 && before[^1] is "on" or "in" or "is" or "was" or "at" or "by" or "to" or "for"
            ? new([sentence[first..]], AnswerPlace.Statement, $"behind “{before[^1]}” in the last sentence")
            : null;
    }

    /// <summary>The only number word of a sentence: "There are exactly five ways"; null where it has none or several.</summary>
    private static string? NumberWord(string sentence)
    {
        string? found = null;
        foreach (string word in sentence.Split([' ', ',', '*'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is not ("two" or "three" or "four" or "five" or "six" or "seven" or "eight" or "nine" or "ten" or "eleven" or "twelve" or "zero"
                or "fifteen" or "twenty" or "thirty" or "forty" or "fifty"))
                continue;
            if (found is not null)
                return null;
            found = word;
        }
        return found;
    }

    private static bool IsOfSigns(string text) => HasNoWord(text) && text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    private static bool HasNoWord(string text)
    {
        int at = 0;
        while (Wording.TryNextWord(text, ref at, out var word))
        {
            if (!Wording.IsOfMathematics(word))
                return false;
        }
        return true;
    }

    /// <summary>Whether a text has a digit or a sign of mathematics, not words alone.</summary>
    public static bool HasValue(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || text.Contains('\\', StringComparison.Ordinal) || text.Contains('π', StringComparison.Ordinal)
        || text.AsSpan().IndexOfAny("∞½¼¾⅓⅔⅛√") >= 0 || text.Contains('$', StringComparison.Ordinal);

    /// <summary>Whether a number behind the last formula is said beside it: in brackets, or behind "for", "where", "since".</summary>
    private static bool IsRemark(string text, int formulaEnd, int number)
    {
        var between = text.AsSpan(formulaEnd, number - formulaEnd);
        if (between.Contains('\n'))
            return false;
        return between.Contains('(') || between.Contains(" where ", StringComparison.Ordinal) || between.Contains(" since ", StringComparison.Ordinal)
            || between.Contains(" for ", StringComparison.Ordinal) || between.Contains(" when ", StringComparison.Ordinal)
            || between.Contains(" to the nearest ", StringComparison.Ordinal) || between.Contains(" which is ", StringComparison.Ordinal)
            || between.Contains("approximately", StringComparison.Ordinal) || between.Contains('≈');
    }
}
