using System.Collections.Frozen;
using System.Text;

namespace MathPref.Core.Maths.Reading;

/// <summary>Answers in plain words, and the words of prose around a value.</summary>
internal static class PlainWords
{
    private static readonly FrozenDictionary<string, string> _alike = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dne"] = "does not exist", ["doesn't exist"] = "does not exist", ["it does not exist"] = "does not exist", ["limit does not exist"] = "does not exist",
        ["no solutions"] = "no solution", ["there is no solution"] = "no solution", ["there are no solutions"] = "no solution",
        ["has no solution"] = "no solution", ["has no solutions"] = "no solution", ["no solution exists"] = "no solution",
        ["no solutions exist"] = "no solution", ["does not have solution"] = "no solution", ["no such solution"] = "no solution",
        ["no real solutions"] = "no real solution", ["there are no real solutions"] = "no real solution",
        ["there is no real solution"] = "no real solution", ["no real roots"] = "no real root",
        ["infinitely many solutions"] = "infinitely many", ["infinite solutions"] = "infinitely many", ["infinitely many solution"] = "infinitely many",
        ["infinite number of solutions"] = "infinitely many", ["not defined"] = "undefined", ["is undefined"] = "undefined", ["it is undefined"] = "undefined",
        ["not possible"] = "impossible", ["cannot be determined"] = "not enough information", ["can not be determined"] = "not enough information",
        ["can't be determined"] = "not enough information", ["insufficient information"] = "not enough information",
        ["not enough info"] = "not enough information", ["neither even nor odd"] = "neither", ["neither odd nor even"] = "neither",
        ["mon"] = "monday", ["tue"] = "tuesday", ["tues"] = "tuesday", ["wed"] = "wednesday", ["thu"] = "thursday", ["thurs"] = "thursday", ["fri"] = "friday",
        ["convergent"] = "converges", ["divergent"] = "diverges",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Answers that a bare run of letters can be, shorter than four letters or not: never a product of variables.
    private static readonly FrozenSet<string> _answers = new[]
    {
        "yes", "no", "true", "false", "even", "odd", "none", "neither", "both", "undefined", "dne", "never", "always", "sometimes", "impossible", "possible",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "north", "south", "east", "west", "red", "blue", "green", "equal", "left", "right", "up", "down",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What prose says around a value without changing it.
    private static readonly FrozenSet<string> _fillers = new[]
    {
        "the", "a", "an", "answer", "answers", "final", "is", "are", "was", "be", "will", "would", "should", "value", "values", "of", "about", "approximately",
        "approx", "approx.", "exactly", "equal", "equals", "to", "roughly", "around", "so", "therefore", "thus", "hence", "we", "get", "have",
        "nearly", "almost",
        "total", "number", "solution", "solutions", "result", "results", "it", "that", "this", "there", "which", "our", "simply", "just", "only",
        "obtain", "find",
        "given", "by", "sum", "product", "probability", "area", "length", "distance", "volume", "perimeter", "cost", "price", "amount", "correct", "option",
        "i.e.", "ie", "here", "as", "in", "on", "also", "then", "now", "at", "costs", "exact", "root", "roots", "point", "points", "vector", "interval",
        "range", "domain", "equation", "expression", "minimum", "maximum", "either", "both",
        "center", "centre", "vertex", "focus", "midpoint", "coordinates", "mean", "median", "mode", "average", "height", "width",
        "time", "speed", "rate", "age",  "least", "most", "smallest", "largest", "greatest", "remainder", "ratio", "degree", "slope",
        "radius", "measure", "angle", "function", "set", "matrix", "line", "he", "she", "they", "has", "needs", "makes", "takes", "all",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What prose says behind a value without changing it.
    private static readonly FrozenSet<string> _trailers = new[]
    {
        "total", "in", "altogether", "respectively", "approximately", "exactly", "only", "approx", "all", "overall", "exact", "rounded", "nearest", "to", "the",
        "decimal", "places", "significant", "figures", "simplified", "form", "simplest", "is", "answer", "final", "each", "left", "ratio",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Short words of English that prose has by numbers and other words.
    private static readonly FrozenSet<string> _frequent = new[]
    {
        "ah", "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it", "me", "my", "no", "of", "oh", "ok", "on", "or", "so", "to",
        "up", "us", "we",
        "all", "and", "any", "are", "ate", "bad", "big", "boy", "but", "buy", "can", "cat", "car", "cup", "day", "did", "dog", "due", "eat", "egg", "end",
        "far", "few", "for", "get", "got", "had", "has", "her", "him", "his", "how", "its", "job", "kid", "let", "lot", "low", "man", "may", "men", "met",
        "new", "not", "now", "off", "old", "one", "our", "out", "own", "pay", "pen", "per", "put", "ran", "run", "sat", "saw", "say", "see", "set",
        "she", "sit", "six", "sum", "ten", "the", "too", "two", "use", "via", "was", "way", "who", "why", "won", "yes", "yet", "you",
        // Longer ones whose letters stand in order.
        "almost", "begin", "best", "cost", "deny", "film", "first", "hint", "host", "know", "lost", "most",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsFrequent(string lower) => _frequent.Contains(lower);

    public static bool IsFiller(string lower) => _fillers.Contains(lower);

    public static bool IsTrailer(string lower) => _trailers.Contains(lower);

    /// <summary>Whether a word says that what follows is the value: <c>x is 5</c>.</summary>
    public static bool IsCopula(string lower) => lower is "is" or "are" or "equals" or "was" or "equal" or "be";

    /// <summary>What stands for an answer that is missing: <c>N/A</c>, <c>TBD</c>, <c>NaN</c>.</summary>
    public static bool IsNoAnswer(string text) => text.Length is 3 or 4 && text.ToLowerInvariant() is "n/a" or "tbd" or "tba" or "idk" or "nan" or "null";

    /// <summary>Whether a bare run of letters is a word rather than a product of variables.</summary>
    public static bool IsWord(string letters)
    {
        if (letters.Length < 2)
            return false;
        if (_answers.Contains(letters.ToLowerInvariant()))
            return true;
        var isCapitalized = char.IsAsciiLetterUpper(letters[0]) && IsLower(letters.AsSpan(1));
        return letters.Length >= 4 || letters.Length == 3 && isCapitalized;
    }

    /// <summary>Lower case; without articles, marks and full stops; blanks single; alike answers in one spelling. Empty where nothing is left.</summary>
    public static string Normalize(string text)
    {
        var kept = new StringBuilder(text.Length);
        var wantsBlank = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || c is '\'' or '’')
            {
                if (wantsBlank && kept.Length > 0)
                    kept.Append(' ');
                wantsBlank = false;
                // Within a text a capital A is a name: column A.
                var isName = c == 'A' && kept.Length > 0 && kept[^1] == ' ' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1]));
                kept.Append(c == '’' ? '\'' : isName ? c : char.ToLowerInvariant(c));
            }
            else
                wantsBlank = true;
        }
        string[] words = kept.ToString().Split(' ');
        kept.Clear();
        foreach (var word in words)
        {
            if (word is "a" or "an" or "the" && words.Length > 1)
                continue;
            if (kept.Length > 0)
                kept.Append(' ');
            kept.Append(word);
        }
        var normal = kept.Replace('A', 'a').ToString();
        return _alike.GetValueOrDefault(normal, normal);
    }

    private static bool IsLower(ReadOnlySpan<char> letters)
    {
        foreach (var c in letters)
        {
            if (!char.IsAsciiLetterLower(c))
                return false;
        }
        return true;
    }
}
