using System.Collections.Frozen;
using System.Text;

namespace MathPref.Core.Maths.Extraction;

/// <summary>Texts that give no answer though they hold a number: refusals, messages of a failed request, a step that was only told.</summary>
internal static class Refusals
{
    private const int MaxSentences = 4;

    private const int LongestValue = 80;

    private static readonly FrozenSet<string> s_nothing = new[]
    {
        "unknown", "error", "refuse", "refused", "refusal", "i refuse", "n/a", "not available", "unavailable", "no answer", "not sure", "i'm not sure",
        "i am not sure", "not known", "i do not know", "i don't know", "don't know", "do not know", "i have no idea", "i cannot answer", "i can't answer",
        "cannot answer", "unable to answer", "i cannot help", "sorry", "tbd", "failed", "timeout", "no response", "null", "nan",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_persons = ["I cannot ", "I can't ", "I can’t ", "I can not ", "I could not ", "I couldn't ", "I couldn’t ",
        "unable to ", "not able to ", "I won't ", "I will not "];

    private static readonly string[] s_personVerbs = ["answer", "help", "assist", "solve", "determine", "provide", "find", "give", "compute", "calculate",
        "complete", "continue", "say", "tell", "decide", "conclude", "know", "do that", "do this", "fulfill", "comply", "process", "generate", "see ",
        "access", "view", "open", "be sure", "be certain", "proceed", "finish", "figure"];

    private static readonly string[] s_others = ["we cannot ", "we can't ", "we can’t ", "we can not ", "not possible to ", "impossible to ", "cannot be ",
        "can't be ", "can’t be ", "can not be "];

    private static readonly string[] s_otherVerbs = ["answer", "determine", "know", "conclude", "decide", "tell", "say", "solve it", "solve this"];

    private static readonly string[] s_sayings = ["I do not know", "I don't know", "I don’t know", "I am not sure", "I'm not sure", "I’m not sure",
        "I have no idea", "I give up", "not enough information", "not enough data", "insufficient information", "insufficient data", "is not available",
        "is unavailable"];

    private static readonly string[] s_conclusions = [" so ", " but ", "however", "therefore", "hence", "thus ", " then ", "=", "guess", "answer is",
        "which means", "leaving", "leaves", "must be"];

    private static readonly string[] s_failures = ["Traceback (most recent", "HTTP ", "HTTP/", "Internal Server Error", "Bad Gateway", "Service Unavailable",
        "Rate limit", "Too Many Requests"];

    private static readonly string[] s_orders = ["multiply ", "add ", "subtract ", "divide ", "compute ", "calculate ", "find ", "use ", "apply ", "solve ",
        "substitute ", "simplify ", "convert ", "determine ", "factor ", "expand "];

    private static readonly string[] s_results = ["=", " to ", " is ", " are ", " give", " get", " yield", " have ", " has ", " equal", "→", "≈", ":",
        " for ", "obtain", "answer", "result", "\\", "$"];

    /// <summary>Whether what stands in the place of an answer says that there is none: "unknown", "N/A", "I do not know".</summary>
    public static bool IsNoAnswer(string value)
    {
        if (value.Length > LongestValue)
            return false;
        var plain = new StringBuilder(value).Replace(@"\text", "").Replace(@"\mathrm", "").Replace(@"\mbox", "").Replace(@"\boxed", "").Replace('’', '\'')
            .Replace(@"\ ", " ").Replace('~', ' ').Replace("{", "").Replace("}", "").Replace("$", "").Replace("*", "")
            .ToString().Trim(" .!?:\"".ToCharArray());
        return s_nothing.Contains(plain);
    }

    /// <summary>Why a trimmed text that announces nothing has no answer; null where it may have one.</summary>
    public static string? Reason(string words)
    {
        if (IsFailure(words))
            return "the text is the message of an error";
        string rest = words;
        for (int count = 0; count < MaxSentences; count++)
        {
            int start = Remarks.SentenceStart(rest);
            if (start < 0)
                return null;
            var sentence = rest.AsSpan(start).Trim();
            if (IsRefusal(sentence))
                return "the text refuses";
            if (count == 0 && IsOrder(sentence))
                return "the text ends with a step that is not taken";
            // What stands before the last value takes nothing back.
            if (start == 0 || Endings.HasValue(sentence.ToString()))
                return null;
            rest = rest[..start].TrimEnd();
        }
        return null;
    }

    /// <summary>Whether words say what follows from the words before them.</summary>
    public static bool Concludes(ReadOnlySpan<char> words) => ContainsAny(words, s_conclusions);

    /// <summary>"I cannot answer question 7", not "I cannot find 3 of them, so there are 2".</summary>
    private static bool IsRefusal(ReadOnlySpan<char> sentence)
    {
        foreach (string saying in s_sayings)
        {
            int at = Find(sentence, saying);
            if (at >= 0 && !Concludes(sentence[(at + saying.Length)..]))
                return true;
        }
        return IsDenial(sentence, s_persons, s_personVerbs, isOfPerson: true) || IsDenial(sentence, s_others, s_otherVerbs, isOfPerson: false);
    }

    private static bool IsDenial(ReadOnlySpan<char> sentence, string[] subjects, string[] verbs, bool isOfPerson)
    {
        foreach (string subject in subjects)
        {
            int at = Find(sentence, subject);
            // "He is unable to find 3" tells of another.
            if (at < 0 || (isOfPerson && subject[0] != 'I' && !IsOfSpeaker(sentence[..at])))
                continue;
            var behind = sentence[(at + subject.Length)..];
            foreach (string verb in verbs)
            {
                if (behind.StartsWith(verb, StringComparison.OrdinalIgnoreCase) && !Concludes(behind))
                    return true;
            }
        }
        return false;
    }

    private static bool IsOfSpeaker(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        foreach (string subject in (ReadOnlySpan<string>)["I'm", "I’m", "I am", "I was", "we are", "we're", "we’re"])
        {
            if (before.EndsWith(subject, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return before.IsEmpty;
    }

    /// <summary>"Error 404", "Error: division by zero"; "Error: 0.05" is a value.</summary>
    private static bool IsFailure(string words)
    {
        foreach (string begin in s_failures)
        {
            if (words.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        if (!words.StartsWith("Error", StringComparison.OrdinalIgnoreCase) || words.Length < 7 || words[5] is not (':' or ' '))
            return false;
        var rest = words.AsSpan(6).TrimStart();
        if (rest.StartsWith("code", StringComparison.OrdinalIgnoreCase))
            rest = rest[4..].TrimStart(" :");
        bool isCode = rest.Length > 2 && rest[0] is '4' or '5' && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2])
            && (rest.Length == 3 || rest[3] is ' ' or ':' or '.' && rest.Length == 4);
        return isCode || (words[5] == ':' && rest.Length > 1 && char.IsLetter(rest[0]) && char.IsLetter(rest[1]));
    }

    /// <summary>"Step 1: multiply 6 by 5." says what to do, and not what comes of it.</summary>
    private static bool IsOrder(ReadOnlySpan<char> sentence)
    {
        int length = sentence.Length;
        if (sentence.TrimStart("#*-• ") is var step && step.StartsWith("Step ", StringComparison.OrdinalIgnoreCase))
            sentence = step[5..].TrimStart("0123456789:.)*- ");
        foreach (string lead in (ReadOnlySpan<string>)["First", "Next", "Now", "Then", "Second", "Third"])
        {
            if (sentence.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                sentence = sentence[lead.Length..].TrimStart(", ");
        }
        bool isOrder = false;
        foreach (string order in s_orders)
            isOrder |= sentence.StartsWith(order, StringComparison.OrdinalIgnoreCase);
        // "Use 5 cups." may be a reply; "Multiply 6 by 5." is none.
        bool isOfTwo = sentence.Contains(" by ", StringComparison.Ordinal) || sentence.Contains(" from ", StringComparison.Ordinal)
            || sentence.Contains(" and ", StringComparison.Ordinal);
        return isOrder && (isOfTwo || sentence.Length < length) && !ContainsAny(sentence, s_results);
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (string word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Where words stand that no letter precedes; -1 where they do not.</summary>
    private static int Find(ReadOnlySpan<char> text, string words)
    {
        int at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        return at > 0 && char.IsLetter(text[at - 1]) ? -1 : at;
    }
}
