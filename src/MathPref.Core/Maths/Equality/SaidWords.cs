namespace MathPref.Core.Maths.Equality;

/// <summary>
/// What a sentence says in a small vocabulary: <c>it will be tuesday</c>, <c>the statement is false</c>, <c>there are no real solutions</c>. A sentence with a
/// negation beside, or with words of several meanings, says nothing that is known.
/// </summary>
internal static class SaidWords
{
    private static readonly string[] _nouns = ["solution", "solutions", "root", "roots", "value", "values", "number", "numbers", "integer", "integers", "pairs",
        "triples", "such", "solución", "zeros"];

    /// <summary>Whether words say that there is none of what is asked for.</summary>
    public static bool SayNone(string words)
    {
        if (!words.Contains("no ", StringComparison.Ordinal))
            return false;
        string[] tokens = words.Split(' ');
        int no = Array.IndexOf(tokens, "no");
        if (no < 0 || Array.Exists(tokens, IsNegation))
            return false;
        for (int i = no + 1; i < tokens.Length && i < no + 5; i++)
        {
            if (Array.IndexOf(_nouns, tokens[i]) >= 0)
                return Array.IndexOf(tokens, "other") < 0 && Array.IndexOf(tokens, "than") < 0 && Array.IndexOf(tokens, "negative") < 0;
        }
        return false;
    }

    /// <summary>Whether words say that what is asked for does not exist.</summary>
    public static bool SayAbsent(string words) => words.EndsWith("does not exist", StringComparison.Ordinal)
        || words.EndsWith("doesn't exist", StringComparison.Ordinal) || words.EndsWith("is undefined", StringComparison.Ordinal)
        || words.EndsWith("is not defined", StringComparison.Ordinal);

    public static bool SayInfinitelyMany(string words) => words.Contains("infinitely many", StringComparison.Ordinal)
        || words.Contains("infinite number of", StringComparison.Ordinal) || words.Contains("infinite solutions", StringComparison.Ordinal);

    /// <summary>The one group of a vocabulary of which words stand in the sentence; -1 where none or several do.</summary>
    public static int GroupOf(string words, int vocabulary)
    {
        int found = -1;
        string[] tokens = words.Split(' ');
        for (int i = 0; i < tokens.Length; i++)
        {
            int group = WordsComparer.GroupOf(tokens[i], vocabulary);
            if (group < 0)
                continue;
            // "Yes, it is even" and "no, it is not" begin with what they say.
            if (i == 0 && tokens[0] is "yes" or "no")
                return group;
            if (tokens[i] is "neither" or "both")
                return group;
            if (found >= 0 && found != group)
                return Array.IndexOf(tokens, "neither") is var neither and >= 0 ? WordsComparer.GroupOf(tokens[neither], vocabulary) : -1;
            found = group;
        }
        return Array.Exists(tokens, IsNegation) ? -1 : found;
    }

    /// <summary>
    /// What the last sentence of a text says to a reference in words; null where it says nothing that is known. A sentence that ends with the reference says
    /// it; one that names it within may.
    /// </summary>
    public static Comparison? Compare(string sentence, string reference)
    {
        var comparison = WordsComparer.Both(sentence, reference);
        if (comparison.Verdict is not MathVerdict.Unknown)
            return comparison;
        int at = sentence.LastIndexOf(reference, StringComparison.Ordinal);
        bool isWhole = at >= 0 && (at == 0 || sentence[at - 1] == ' ') && (at + reference.Length == sentence.Length || sentence[at + reference.Length] == ' ');
        if (!isWhole || reference.Length < 2)
        {
            return WordsComparer.IsSaid(sentence, reference)
                ? Comparison.Unknown("Words", $"the last sentence is about what \"{reference}\" is about, but what it says is not known")
                : null;
        }
        bool isEnd = at + reference.Length == sentence.Length && at > 0 && !Array.Exists(sentence[..at].Split(' '), IsNegation)
            && (sentence[..at].EndsWith("is ", StringComparison.Ordinal) || sentence[..at].EndsWith("be ", StringComparison.Ordinal)
                || sentence[..at].EndsWith("are ", StringComparison.Ordinal) || sentence[..at].EndsWith("was ", StringComparison.Ordinal)
                    || sentence[..at].EndsWith("answer ", StringComparison.Ordinal));
        return isEnd ? Comparison.Right("Words", $"the text ends with \"{reference}\"")
            : Comparison.Unknown("Words", $"the last sentence names \"{reference}\", but whether it says so is not known");
    }

    private static bool IsNegation(string word) => word is "not" or "neither" or "nor" or "cannot" or "never" or "isn't" or "doesn't" or "aren't" or "without"
        or "if" or "whether" or "不" or "unless";
}
