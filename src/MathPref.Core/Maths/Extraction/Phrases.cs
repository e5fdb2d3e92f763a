using System.Buffers;
using System.Text;

namespace MathPref.Core.Maths.Extraction;

/// <summary>The last "the answer is", "Final answer:" or <c>A:</c> of a text, and what stands behind it.</summary>
internal static class Phrases
{
    private const int MaxTries = 24;

    /// <summary>The longest stretch between "answer" and "is": "to the question of how many there are".</summary>
    private const int MaxLink = 100;

    private static readonly string[] s_keywords =
        ["nswer", "NSWER", "A:", "Ans:", "ans:", "Ans.", "答案", "答え", "정답", "답:", "답은", "Réponse", "réponse", "Antwort", "Respuesta", "respuesta", "Risposta",
            "risposta", "Resposta", "resposta", "Ответ", "Odpowiedź", "odpowiedź", "Antwoord", "antwoord", "Cevap", "cevap", "الجواب", "الإجابة", "उत्तर",
            "Đáp án", "đáp án", "result is", "result:", "value is", "value:", "ption is", "hoice is", "ption:", "hoice:", "tatement is", " is correct",
            "olutions are:", "oots are:", "alues are:"];

    private static readonly string[] s_links =
        ["is ", "is:", "are ", "are:", "be ", "was ", "est ", "ist ", "es ", "é ", "è ", "هو ", "هي ", "là ", "is\n", "are\n", "="];

    /// <summary>Words that make a result or a value the answer.</summary>
    private static readonly string[] s_demands = ["final ", "requested ", "required ", "desired ", "Final ", "Requested ", "Required ", "Desired "];

    private static readonly string[] s_noValue =
        ["not ", "correct", "incorrect", "wrong", "right", "in the ", "in its", "as follows", "found", "obtained", "valid", "reasonable", "given by",
        "already", "only ",
            "supposed", "expected", "based", "different", "consistent", "close to", "too ", "still", "now ", "an integer", "a positive integer", "verified",
            "confirmed", "checked", "clear", "in step", "in section", "shown "];

    private static readonly SearchValues<char> s_linkEnds = SearchValues.Create("\n.:?!：。");

    /// <summary>The last one at or behind a place; null where there is none.</summary>
    public static Marker? Last(string text, int from)
    {
        Marker? best = null;
        bool isAscii = Ascii.IsValid(text);
        foreach (string keyword in s_keywords)
        {
            if (isAscii && !Ascii.IsValid(keyword))
                continue;
            int stop = best?.Start ?? from;
            int before = text.Length;
            for (int tries = 0; tries < MaxTries && before > stop; tries++)
            {
                int at = text.AsSpan(stop, before - stop).LastIndexOf(keyword);
                if (at < 0)
                    break;
                at += stop;
                if (Read(text, at, keyword, from) is { } marker)
                {
                    if (best is null || marker.Start > best.Value.Start)
                        best = marker;
                    break;
                }
                before = at;
            }
        }
        return best;
    }

    private static Marker? Read(string text, int at, string keyword, int floor)
    {
        int end = at + keyword.Length;
        bool isLetter = keyword == "A:";
        if (isLetter && !IsAtLineStart(text, at))
            return null;
        if (keyword is "olutions are:" or "oots are:" or "alues are:")
        {
            return Bullets.Values(text, end, out int listEnd) is { } values && text.AsSpan(listEnd).Trim().IsEmpty
                ? new(new(values, AnswerPlace.Phrase, "the list at the end"), at, IsFinal: false)
                : null;
        }
        if (keyword == " is correct")
            return CorrectOption(text, at, floor);
        if (keyword is "result is" or "result:" or "value is" or "value:" && !EndsWithAny(text.AsSpan(0, at), s_demands))
            return null;
        bool isChoice = keyword is "ption is" or "hoice is" or "tatement is" or "ption:" or "hoice:";
        if (keyword is "nswer" or "NSWER")
        {
            if (at == 0 || text[at - 1] is not ('a' or 'A'))
                return null;
            at--;
            if (end < text.Length && text[end] is 's' or 'S')
                end++;
            if (end < text.Length && char.IsLetter(text[end]))
                return null;
        }
        bool isFinal = IsFinal(text, at);
        if (IsQuestion(text, at))
            return null;
        int value = isChoice || keyword[^1] is ':' or '.' or '은' || keyword is "result is" or "value is" ? end : Link(text, at, end);
        if (value < 0)
            return Reversed(text, at, end, isFinal, floor);
        if (IsNoValue(text, value))
            return null;
        if (Bullets.Values(text, value, out _) is { } listed)
            return new(new(listed, AnswerPlace.Phrase, $"the list behind “{Quote(text, at, value)}”"), at, isFinal);
        string? answer = Values.Behind(text, value, out bool isCut);
        if (isCut)
            return new(new([], AnswerPlace.None, "no answer: the text ends within the formula of its answer"), at, isFinal);
        if (isChoice && (answer is null || !IsChoice(answer)))
            answer = Letter(text.AsSpan(value));
        if (answer is null)
            return null;
        return new(new([Calculations.Result(Latex.WithoutDoubledBackslashes(Values.ChoiceInBrackets(answer)))], AnswerPlace.Phrase,
            $"behind “{Quote(text, at, value)}”")
        {
            // "It is 5!" is a cry as well as a factorial.
            Alternatives = answer.Length > 1 && answer[^1] == '!' && char.IsDigit(answer[^2]) ? [answer[..^1]] : [],
        }, at, isFinal);
    }

    /// <summary>"Option B is correct."</summary>
    private static Marker? CorrectOption(string text, int at, int floor)
    {
        int letter = at - 1;
        while (letter > floor && text[letter] is ')' or '*' or '}' or '$')
            letter--;
        if (letter <= floor || text[letter] is < 'A' or > 'H' || char.IsLetter(text[letter - 1]))
            return null;
        var before = text.AsSpan(floor, letter - floor).TrimEnd(" (*${");
        if (before.EndsWith(@"\text", StringComparison.Ordinal))
            before = before[..^5].TrimEnd(" (*${");
        bool isOption = before.EndsWith("ption", StringComparison.Ordinal) || before.EndsWith("hoice", StringComparison.Ordinal)
            || before.EndsWith("answer", StringComparison.Ordinal);
        return isOption ? new(new([text[letter].ToString()], AnswerPlace.Phrase, "before “is correct”"), floor + before.Length, IsFinal: false) : null;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] ends)
    {
        foreach (string end in ends)
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>"Wednesday is the correct answer.": the value stands before.</summary>
    private static Marker? Reversed(string text, int at, int end, bool isFinal, int floor)
    {
        const string verb = " is the ";
        while (end < text.Length && text[end] is '*' or ' ')
            end++;
        if (end < text.Length && text[end] is not ('.' or '!' or '\n'))
            return null;
        int from = Math.Max(floor, at - 24);
        int found = text.AsSpan(from, at - from).LastIndexOf(verb);
        if (found < 0 || text.AsSpan(from + found + verb.Length, at - from - found - verb.Length).Trim() is not ("" or "correct" or "final" or "right"))
            return null;
        int stop = from + found, start = stop;
        while (start > floor && stop - start < MaxLink && text[start - 1] != '\n' && !(text[start - 1] is '.' or '!' or '?' && char.IsWhiteSpace(text[start])))
            start--;
        // What begins at a box is said of the box.
        if (start == floor && floor > 0)
            return null;
        string value = Values.Clean(text[start..stop]);
        foreach (string lead in (ReadOnlySpan<string>)["So ", "So, ", "Therefore, ", "Thus, ", "Hence, ", "Option "])
        {
            if (value.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                value = value[lead.Length..];
        }
        if (value.Length == 0 || value is "That" or "This" or "It" or "Which" or "that" or "this" or "it" || !BareAnswers.Is(value)
            || Values.Reduced(value) is not { } answer)
            return null;
        return new(new([Calculations.Result(Latex.WithoutDoubledBackslashes(answer))], AnswerPlace.Phrase, "before “is the answer”"), at, isFinal);
    }

    /// <summary>Where the value begins behind "answer": behind a colon, "is", "=", or on the next line of a heading; -1 where it is no announcement.</summary>
    private static int Link(string text, int start, int at)
    {
        while (at < text.Length && text[at] is '*' or ' ' or '_' or '"' or '”' or '）' or '#')
            at++;
        // "(arabic numerals)", "(to two places)"
        if (at < text.Length && text[at] == '(')
        {
            int close = text.AsSpan(at, Math.Min(MaxLink, text.Length - at)).IndexOf(')');
            if (close < 0)
                return -1;
            at += close + 1;
        }
        while (at < text.Length && text[at] is '*' or ' ')
            at++;
        if (at >= text.Length)
            return -1;
        if (text[at] is ':' or '：' or '=' or '是' or '为' or 'は' or '은')
            return at + 1;
        if (text[at] is '\n' or '\r')
            return IsHeading(text, start) ? at : -1;
        var rest = text.AsSpan(at, Math.Min(MaxLink, text.Length - at));
        int stop = rest.IndexOfAny(s_linkEnds);
        var clause = stop < 0 ? rest : rest[..stop];
        if (clause.StartsWith("can"))
            return -1;
        int best = -1;
        foreach (string verb in (ReadOnlySpan<string>)s_links)
        {
            int found = FindVerb(stop < 0 ? rest : rest[..Math.Min(rest.Length, stop + 1)], verb);
            if (found >= 0 && (best < 0 || found < best))
                best = found + verb.Length - (verb[^1] == '\n' ? 1 : 0);
        }
        if (best >= 0)
            return at + best;
        return stop >= 0 && rest[stop] is ':' or '：' && (clause.StartsWith("to ") || clause.StartsWith("for ") || clause.StartsWith("of ")
            || clause.StartsWith("is"))
            ? at + stop + 1
            : -1;
    }

    private static bool IsChoice(string answer)
    {
        var letter = answer.AsSpan().TrimStart('(');
        return letter.Length > 0 && letter[0] is >= 'A' and <= 'H' && (letter.Length == 1 || !char.IsLetterOrDigit(letter[1]));
    }

    /// <summary>The letter in "**D**: none of these", whose words are no value; null where none stands first.</summary>
    private static string? Letter(ReadOnlySpan<char> behind)
    {
        behind = behind[..Math.Min(behind.Length, MaxLink)].TrimStart(" *:(");
        return behind.Length > 1 && behind[0] is >= 'A' and <= 'H' && behind[1] is '*' or ')' or ':' or '.' or ',' ? behind[..1].ToString() : null;
    }

    private static int FindVerb(ReadOnlySpan<char> clause, string verb)
    {
        for (int from = 0; from < clause.Length;)
        {
            int at = clause[from..].IndexOf(verb);
            if (at < 0)
                return -1;
            at += from;
            if (at == 0 || clause[at - 1] is ' ' or '*' or ')' or '$')
                return at;
            from = at + 1;
        }
        return -1;
    }

    private static bool IsNoValue(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var rest = text.AsSpan(at);
        foreach (string word in s_noValue)
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Whether the line holds nothing but the announcement: a heading, whose value is on the next line.</summary>
    private static bool IsHeading(string text, int at)
    {
        var line = text.AsSpan(text.LastIndexOf('\n', Math.Max(0, at - 1), Math.Max(0, at)) + 1);
        line = line[..(at - (text.Length - line.Length))].Trim(" *#_:>\r");
        return line.IsEmpty || line.Equals("final", StringComparison.OrdinalIgnoreCase) || line.Equals("the final", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsFinal(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - 10), at - Math.Max(0, at - 10)).TrimEnd(" *");
        return before.EndsWith("final", StringComparison.OrdinalIgnoreCase) || before.EndsWith("correct", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("corrected", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"Could the answer be 5?"</summary>
    private static bool IsQuestion(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - 12), at - Math.Max(0, at - 12));
        foreach (string word in (ReadOnlySpan<string>)["Could the ", "Is the ", "Would the ", "Can the ", "Might the "])
        {
            if (before.EndsWith(word, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool IsAtLineStart(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '*')
            at--;
        return at == 0 || text[at - 1] == '\n';
    }

    /// <summary>The words of the announcement, for people.</summary>
    private static string Quote(string text, int start, int end)
    {
        int first = start;
        foreach (string word in (ReadOnlySpan<string>)["o", "ch", "final ", "correct ", "the "])
        {
            if (text.AsSpan(0, first).EndsWith(word, StringComparison.OrdinalIgnoreCase))
                first -= word.Length;
        }
        string quote = text[first..Math.Min(end, first + 60)].ReplaceLineEndings(" ").Trim(' ', '*', '\b');
        return quote;
    }
}
