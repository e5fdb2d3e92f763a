namespace MathPref.Core.Maths.Extraction;

/// <summary>Words of a box's own sentence that say that it is not the answer: "not", "rather than", "a common wrong answer is", "was incorrect".</summary>
internal static class Denials
{
    private const int Reach = 160;

    private static readonly string[] s_directlyBefore = ["not", "rather than", "instead of"];

    private static readonly string[] s_kinds = ["wrong", "incorrect", "earlier", "previous", "first", "initial", "original"];

    private static readonly string[] s_things = ["answer", "value", "result", "attempt", "guess", "claim"];

    private static readonly string[] s_links = ["", "of", "is", "was", "would be", "gives", "would give"];

    private static readonly string[] s_directlyBehind =
        ["was wrong", "is wrong", "was incorrect", "is incorrect", "was a mistake", "is a mistake", "was an error",
        "is an error", "was not correct", "is not correct", "was not right", "is not right", "was a misprint", "is a misprint", "was mistaken", "is false"];

    /// <summary>Whether the words around a box deny it.</summary>
    public static bool Denies(string text, Box box)
    {
        var before = text.AsSpan(Math.Max(0, box.Start - Reach), Math.Min(Reach, box.Start));
        int begin = Math.Max(before.LastIndexOf('\n'), Math.Max(before.LastIndexOf(". "), Math.Max(before.LastIndexOf(".) "), before.LastIndexOf("}"))));
        before = before[(begin + 1)..].TrimEnd(" $*:(\\");
        foreach (string word in s_directlyBefore)
        {
            if (EndsWithWord(before, word))
                return true;
        }
        return IsCalledWrong(before) || IsOfAnother(before) || IsWrongBehind(text.AsSpan(box.End, Math.Min(Reach, text.Length - box.End)));
    }

    /// <summary>"A common wrong answer is", "**Incorrect answer:**", "my earlier".</summary>
    private static bool IsCalledWrong(ReadOnlySpan<char> before)
    {
        foreach (string link in s_links)
        {
            if (!EndsWithWord(before, link))
                continue;
            var words = before[..^link.Length].TrimEnd(" *:");
            foreach (string thing in s_things)
            {
                if (!EndsWithWord(words, thing))
                    continue;
                var kind = words[..^thing.Length].TrimEnd();
                foreach (string each in s_kinds)
                {
                    // "Instead of the wrong answer" and "correcting the earlier value" lead to another.
                    if (EndsWithWord(kind, each) && !before.Contains("orrecting", StringComparison.Ordinal)
                        && (each is "wrong" or "incorrect" || link is "of" or "was"))
                        return true;
                }
            }
        }
        return false;
    }

    /// <summary>"If we had forgotten the sign, we would get", "I previously thought it was".</summary>
    private static bool IsOfAnother(ReadOnlySpan<char> before)
    {
        bool isSupposed = before.Contains("If ", StringComparison.Ordinal) && (before.Contains(" had ", StringComparison.Ordinal)
            || before.Contains("forg", StringComparison.Ordinal)) && before.Contains(" would ", StringComparison.Ordinal);
        bool isThought = before.Contains("thought it was", StringComparison.Ordinal) && before.EndsWith("was");
        return isSupposed || isThought;
    }

    private static bool IsWrongBehind(ReadOnlySpan<char> behind)
    {
        behind = behind.TrimStart(" $*)~,\\");
        foreach (string word in (ReadOnlySpan<string>)["which ", "but ", "that "])
        {
            if (behind.StartsWith(word))
                behind = behind[word.Length..];
        }
        foreach (string words in s_directlyBehind)
        {
            if (behind.StartsWith(words))
                return true;
        }
        return false;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text, string word) => text.EndsWith(word, StringComparison.OrdinalIgnoreCase)
        && (word.Length == 0 || text.Length == word.Length || !char.IsLetter(text[text.Length - word.Length - 1]));
}
