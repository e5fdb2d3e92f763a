using MathPref.Core.Maths.Expressions;
using Tuple = MathPref.Core.Maths.Expressions.Tuple;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads a final answer in LaTeX, plain text or as programs print it. Total: bounded in steps and depth, never throws.</summary>
internal static class AnswerReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 10_000;

    public static AnswerReading Read(string text) => Read(text, isWithinChoice: false);

    private static AnswerReading Read(string text, bool isWithinChoice)
    {
        if (QuickReader.Read(text) is { } quick)
            return new(text, quick, []);
        if (text.Length > MaxLength)
            return new(text, null, [], "it is longer than 10,000 characters");
        var s = AnswerMarks.Strip(text);
        if (s.Length == 0)
            return new(text, null, [], "it is empty");
        if (s.Length < text.Length && QuickReader.Read(s) is { } stripped)
            return new(text, stripped, []);
        if (PlainWords.IsNoAnswer(s))
            return new(text, null, [], $"it gives no answer: {s}");
        if (BasedReader.OfProgram(s) is { } based)
            return new(text, based, []);
        if (Respelling.Of(s) is { } respelled)
        {
            s = respelled;
            if (QuickReader.Read(s) is { } number)
                return new(text, number, []);
        }
        var others = new List<Expr>();
        OtherSpellings.Add(s, others);
        var plain = PlainText.Of(s);
        if (plain != null && ChoiceReader.Several(plain) is { } choices)
            return new(text, choices, others);
        if (!isWithinChoice && Choice(s, others) is { } choice)
            return new(text, choice, others);
        if (plain != null && PlainReader.Read(plain, s.Contains('\\', StringComparison.Ordinal)) is { } words)
        {
            others.AddRange(OthersOf(words, plain));
            return new(text, words, others);
        }
        return Mathematics(text, s, plain, others);
    }

    private static Choice? Choice(string s, List<Expr> others)
    {
        if (ChoiceReader.Find(s, out var rest, out var isBare) is not { } letter)
            return null;
        if (rest < s.Length)
        {
            var behind = s[rest..];
            var read = Read(behind, isWithinChoice: true);
            return new(letter, read.Expression ?? (PlainText.Of(behind) is { } plain ? new Words(PlainWords.Normalize(plain)) : null));
        }
        // I is the imaginary unit of programs, E is e: each is read as mathematics first where it is bare.
        if (isBare && letter == 'I')
            return null;
        var bare = s.Contains(letter, StringComparison.Ordinal) ? letter.ToString() : char.ToLowerInvariant(letter).ToString();
        others.Add(ScalarReader.Read(Lexer.Read(bare), out _) ?? new Sym(bare));
        return new(letter, null);
    }

    private static AnswerReading Mathematics(string text, string s, string? plain, List<Expr> spellings)
    {
        var tokens = AnswerTokens.Read(s);
        if (Negations.In(tokens))
            return new(text, null, [], $"it says what the answer is not: {s}");
        var context = new ReadingContext();
        var likeliest = ListReader.Read(tokens, context);
        var others = context.Others;
        if (Commas.MayMeanMore(tokens))
        {
            var separated = new ReadingContext();
            var apart = ListReader.Read(AnswerTokens.Read(s, CommaReading.Separator), separated);
            if (apart != null && (likeliest == null || Commas.AreSeparators(tokens)))
                (likeliest, apart) = (apart, likeliest);
            if (apart != null)
                others.Add(apart);
        }
        else if (likeliest is null or Listing && Commas.MayBeDecimal(s) && WithDecimalCommas(s) is { } withPoint)
        {
            if (likeliest == null || s.Contains('.', StringComparison.Ordinal) && withPoint is Num or Neg or Quantity)
                likeliest = withPoint;
            else
                others.Add(withPoint);
        }
        if (LetterMeanings.Scientific(tokens) is { } number)
            others.Add(number);
        foreach (var other in LetterMeanings.Others(tokens))
        {
            var meant = ListReader.Read(other, new());
            if (likeliest == null)
                likeliest = meant;
            else if (meant != null)
                others.Add(meant);
        }
        // (3,5; 2,5): where semicolons part, commas are decimal.
        if (likeliest is Tuple { Items: var items } && items.Any(i => i is Listing) && WithDecimalCommas(s) is Tuple t)
            likeliest = t;
        if (likeliest == null && s.StartsWith(@"\text{", StringComparison.Ordinal) && s.IndexOf('}', StringComparison.Ordinal) == s.Length - 1 && plain != null)
            likeliest = new Words(PlainWords.Normalize(plain));
        // "dog": a short word alone.
        if (likeliest == null && plain is { Length: 2 or 3 } && plain.All(char.IsAsciiLetter))
            likeliest = new Words(PlainWords.Normalize(plain));
        if (likeliest == null)
            return new(text, null, [], context.Problem ?? $"not understood: {s}");
        others.AddRange(spellings);
        others.AddRange(OthersOf(likeliest, plain));
        return new(text, likeliest, others);
    }

    /// <summary>What a person might have meant beside the likeliest reading.</summary>
    private static List<Expr> OthersOf(Expr read, string? plain)
    {
        switch (read)
        {
            case Interval { HasLow: true, HasHigh: true } closed when !SpanText.IsInfinite(closed.Low) && !SpanText.IsInfinite(closed.High):
                return [new Tuple([closed.Low, closed.High]) { IsSquarePair = true }];
            case Ratio { Items.Length: 2 or 3 } when plain != null && ClockReader.Bare(plain) is { } time:
                return [time];
            case TimeOfDay { HasHalf: false } when plain != null && !plain.Any(char.IsAsciiLetter):
                return Ratio(plain) is { } ratio ? [ratio] : [];
            case Words { Text: "no solution" or "no real solution" or "none" }:
                return [new SetOf([])];
            case SetOf { Items.Length: 0 }:
                return [new Words("no solution")];
            case Words { Text.Length: 4 or 5 } when plain != null && plain.All(char.IsAsciiLetter)
                && ScalarReader.Read(Lexer.Read(plain), out _) is { } letters:
                return [letters];
            case Words { Text: var said } when plain != null && BehindCopula(said) is { } what:
                return [what];
            case not (Words or Quantity) when plain is { Length: 2 or 3 } && plain.All(char.IsAsciiLetter):
                return [new Words(PlainWords.Normalize(plain))];
            default:
                return [];
        }
    }

    private static Expr? WithDecimalCommas(string s) => ListReader.Read(AnswerTokens.Read(s, CommaReading.DecimalPoint), new());

    private static Expr? Ratio(string plain) => ListReader.Read(AnswerTokens.Read(plain), new());

    /// <summary>Whether words name nothing but what was asked about: "function" does, of "quantity b is greater" the subject is the answer.</summary>
    private static bool IsSubject(string words)
    {
        foreach (var word in words.Split(' '))
        {
            if (word.Length > 1 && !PlainWords.IsFiller(word) && word is not ("graph" or "sequence" or "series" or "statement" or "triangle"
                or "curve" or "shape"
                or "figure" or "conic" or "relation" or "system" or "limit" or "integral" or "day" or "month" or "it"))
                return false;
        }
        return true;
    }

    /// <summary>Of "function is even" what is said of it; of "yes, it is" the yes.</summary>
    private static Words? BehindCopula(string said)
    {
        var at = said.LastIndexOf(" is ", StringComparison.Ordinal);
        if (said.StartsWith("yes ", StringComparison.Ordinal) || said.StartsWith("no ", StringComparison.Ordinal) && at > 0)
            return new(said[..said.IndexOf(' ', StringComparison.Ordinal)]);
        return at > 0 && IsSubject(said[..at]) ? new(PlainWords.Normalize(said[(at + 4)..])) : null;
    }
}
