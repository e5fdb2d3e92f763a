using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Reading;

/// <summary>The one number in words of a sentence without digits: <c>He has twelve apples left.</c></summary>
internal static class NumberSentence
{
    /// <summary>The words of the number; null where there is none, more than one, or one that is "one", which is a pronoun too.</summary>
    public static string? Find(string sentence)
    {
        string[] words = sentence.ToLowerInvariant().Split([' ', '-', ',', '.', '!', ';', ':', '*', '"', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 60)
            return null;
        string? found = null;
        Fraction only = 0;
        for (int i = 0; i < words.Length; i++)
        {
            int taken = NumberWords.Read(words.AsSpan(i), out var value);
            if (taken == 0)
                continue;
            if (found is not null && !value.Equals(only) || taken == 1 && value.Equals(1) || i > 0 && words[i - 1] is "not" or "than")
                return null;
            only = value;
            found = string.Join(' ', words[i..(i + taken)]);
            i += taken - 1;
        }
        return found;
    }
}
