using System.Collections.Frozen;

namespace MathPref.Core.Maths.Extraction;

/// <summary>Words that say whether a stretch of text is an answer or a sentence.</summary>
internal static class Wording
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_sentence = Set(
        "is are was were be been has have had do does did can could will would should may must let find finds found get gets got give gives given "
        + "take takes need needs know "
        + "we he she it they i you his her its their our my your this that these those there which who what how when where why if then so thus hence "
        + "therefore because since "
        + "equals either yields becomes "
        + "but as with from by into than also now first next finally step note using solve solving calculate calculated compute computed substitute "
        + "simplify simplifies "
        + "cannot can't don't i'm sorry unable please here answer result makes means costs cost pays paid gets total earns spends sells sold left")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_mathematics = Set(
        "sin cos tan cot sec csc arcsin arccos arctan asin acos atan sinh cosh tanh coth sech csch arsinh arcosh artanh asinh acosh atanh log ln exp "
        + "sqrt cbrt abs floor ceil "
        + "ceiling max min gcd lcm mod pi theta alpha beta gamma delta lambda mu phi omega sigma infinity inf oo frac dfrac tfrac binom factorial det "
        + "re im and or matrix "
        + "degrees union interval u")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words that sentences have and answers have not.</summary>
    public static bool IsOfSentence(ReadOnlySpan<char> word) => s_sentence.Contains(word);

    /// <summary>Names of functions and the like, which count as no word.</summary>
    public static bool IsOfMathematics(ReadOnlySpan<char> word) => s_mathematics.Contains(word);

    /// <summary>
    /// The next word of two and more letters at or behind a place, outside of formulas' commands and <c>\text</c>; false where none follows. Apostrophes
    /// are of the word.
    /// </summary>
    public static bool TryNextWord(ReadOnlySpan<char> text, ref int at, out ReadOnlySpan<char> word)
    {
        while (at < text.Length)
        {
            char c = text[at];
            if (c == '\\')
            {
                int start = ++at;
                while (at < text.Length && char.IsAsciiLetter(text[at]))
                    at++;
                if (at == start)
                    at++;
                else if (text[start..at] is "text" or "mathrm" or "textbf" or "mbox" or "operatorname" or "begin" or "end" or "mathbf" or "textit" or "mathbb")
                {
                    bool hasColumns = text[at..].StartsWith("{array}");
                    at = BehindGroup(text, at);
                    if (hasColumns)
                        at = BehindGroup(text, at);
                }
                continue;
            }
            if (!char.IsLetter(c))
            {
                at++;
                continue;
            }
            int first = at;
            while (at < text.Length && (char.IsLetter(text[at]) || (text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
                at++;
            word = text[first..at];
            if (word.Length > 1 || (word is "I" && IsPronoun(text[at..])))
                return true;
        }
        word = default;
        return false;
    }

    /// <summary>Whether an I before this is a person, not the imaginary unit of programs: a word follows that is no function.</summary>
    public static bool IsPronoun(ReadOnlySpan<char> behind)
    {
        if (behind.Length < 2 || behind[0] is '\'' or '’')
            return behind.Length > 1;
        if (behind[0] != ' ' || !char.IsAsciiLetterLower(behind[1]))
            return false;
        int end = 1;
        while (end < behind.Length && char.IsLetter(behind[end]))
            end++;
        return !IsOfMathematics(behind[1..end]);
    }

    private static int BehindGroup(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] != '{')
            return at;
        int close = text[at..].IndexOf('}');
        return close < 0 ? text.Length : at + close + 1;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
