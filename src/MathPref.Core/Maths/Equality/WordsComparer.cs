using System.Collections.Frozen;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Answers in words. The same words are Right; words of one small vocabulary (weekdays, even and odd, yes and no) that differ are Wrong, as are two of which
/// only one says that there is no value. Words that mean a set (no solution, all real numbers) are that set. A single word that does not
/// count (a name) is no number. Other words that differ, and words against a value, are Unknown.
/// </summary>
internal static class WordsComparer
{
    private const string Method = "Words";

    // Each line is a vocabulary: its words exclude each other; those of one group, with slashes, mean the same.
    private const string Vocabularies = """
        monday,tuesday,wednesday,thursday,friday,saturday,sunday
        january,february,march,april,may,june,july,august,september,october,november,december
        even,odd,neither,both
        yes/true/correct/对/是/正确/真/да/oui/sí/ja/はい,no/false/incorrect/错/否/错误/不正确/假/不是/不对/нет/non/nein/いいえ
        always,sometimes,never
        increasing,decreasing,constant
        converges/convergent,diverges/divergent
        rational,irrational
        positive,negative,zero
        acute,right,obtuse
        equilateral,isosceles,scalene
        circle,ellipse,parabola,hyperbola,line,two lines,point,empty
        red,green,blue,yellow,orange,purple,black,white,brown,pink,gray/grey
        north,south,east,west,northeast,northwest,southeast,southwest
        clockwise,counterclockwise/anticlockwise
        heads,tails
        independent,dependent
        inconsistent,consistent
        one-to-one/injective,not one-to-one/not injective
        spring,summer,autumn/fall,winter
        linear,nonlinear/non-linear
        surplus,shortage
        prime,composite
        finite,infinite
        continuous,discontinuous
        """;

    private static readonly FrozenSet<string> EmptySets = new[]
    {
        "no solution", "no solutions", "no real solution", "no real solutions", "empty set", "empty", "none", "no real root", "no root", "no real roots",
        "no values", "no value", "no such value", "no integer solution", "no integer solutions",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Absent = new[]
    {
        "does not exist", "not exist", "nonexistent", "undefined", "not defined", "no limit", "impossible", "not possible", "diverges", "divergent",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Counting = new[]
    {
        "none", "nothing", "zero", "both", "neither", "either", "all", "once", "twice", "thrice", "single", "pair", "couple", "dozen", "score", "half", "third",
        "quarter", "unity", "one", "first", "second", "fourth", "fifth", "double", "triple", "hundred", "thousand", "million", "billion",
        "empty", "unit",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AllReals = new[]
    {
        "all real numbers", "all reals", "all real number", "any real number", "every real number", "real numbers", "all real values",
        "set of all real numbers", "all real x", "set of real numbers",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (int Vocabulary, int Group)> Known = Read();

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRun run)
    {
        if (answer is Words(var given) && reference is Words(var right))
            return Both(given, right);
        if (answer is Words { Text: "none" or "no value" } && Trees.IsZero(reference)
            || reference is Words { Text: "none" or "no value" } && Trees.IsZero(answer))
            return Mismatch.Unknown(Method, answer, reference);
        // A set by its name: the other side is one too, or is a value.
        var answerSet = Meant(answer);
        var referenceSet = Meant(reference);
        if (answerSet is not Words && referenceSet is not Words)
            return run.Compare(answerSet, referenceSet) with { Method = Method };
        if (answer is Listing or SetOf or AnyOf || reference is Listing or SetOf or AnyOf)
            return SetComparer.Compare(ValueList.Of(answer), ValueList.Of(reference), run);
        if (answer is Relation { Operands: [_, Words behind], Signs: [RelationSign.Equal] })
            return run.Compare(behind, reference);
        if (reference is Relation { Operands: [_, Words wanted], Signs: [RelationSign.Equal] })
            return run.Compare(answer, wanted);
        string words = ((Words)(answer is Words ? answer : reference)).Text;
        var value = answer is Words ? reference : answer;
        bool isValue = AnswerKinds.Of(value) is not (AnswerKind.Scalar or AnswerKind.Quantity) || Variables.AreNone(value) && !IsInfinite(value);
        // A name or another word is no number; words that count are not told from the number they mean.
        bool isNumber = RationalValue.TryGet(value is Quantity(var amount, _) ? amount : value, out _);
        if (isNumber && !words.Contains(' ', StringComparison.Ordinal) && words.Length > 1 && !Counting.Contains(words))
            return Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)}");
        return isValue && (Absent.Contains(words) || Known.ContainsKey(words) && !Counting.Contains(words) || words is "infinitely many")
            ? Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)}")
            : Mismatch.Unknown(Method, answer, reference);
    }

    /// <summary>The group of a vocabulary to which a word belongs; -1 where it is none of its words.</summary>
    public static int GroupOf(string word, int vocabulary) => Known.TryGetValue(word, out var known) && known.Vocabulary == vocabulary ? known.Group : -1;

    /// <summary>Whether a sentence has a word of the reference's vocabulary.</summary>
    public static bool IsSaid(string sentence, string reference) => Known.TryGetValue(reference, out var asked)
        && Array.Exists(sentence.Split(' '), word => GroupOf(word, asked.Vocabulary) >= 0 && word is not ("no" or "right" or "both" or "is"));

    /// <summary>Two answers in words, or a sentence and one, in their plain spelling.</summary>
    public static Comparison Both(string answer, string reference)
    {
        if (Squeezed(answer) == Squeezed(reference))
            return Comparison.Right(Method, "the same words");
        bool isEmpty = EmptySets.Contains(answer) || SaidWords.SayNone(answer), isAbsent = Absent.Contains(answer) || SaidWords.SayAbsent(answer);
        bool wantsEmpty = EmptySets.Contains(reference) || SaidWords.SayNone(reference);
        bool wantsAbsent = Absent.Contains(reference) || SaidWords.SayAbsent(reference);
        if (isEmpty && wantsEmpty || isAbsent && wantsAbsent && !OneIsDivergence(answer, reference))
            return Comparison.Right(Method, $"{answer} says the same as {reference}");
        if (Groups(answer, reference) is var (one, other))
        {
            return one == other
                ? Comparison.Right(Method, $"{answer} says the same as {reference}")
                : Comparison.Wrong(Method, $"{answer} is not {reference}");
        }
        bool isMany = SaidWords.SayInfinitelyMany(answer), wantsMany = SaidWords.SayInfinitelyMany(reference);
        if (isMany && wantsMany)
            return Comparison.Right(Method, $"{answer} says the same as {reference}");
        bool isAll = AllReals.Contains(answer) || isMany, wantsAll = AllReals.Contains(reference) || wantsMany;
        return isAll && (wantsEmpty || wantsAbsent) || wantsAll && (isEmpty || isAbsent)
            ? Comparison.Wrong(Method, $"{answer} is not {reference}")
            : Comparison.Unknown(Method, $"whether \"{answer}\" says the same as \"{reference}\" is not known");
    }

    /// <summary>The groups of one vocabulary to which both belong, by themselves or as sentences that say nothing else.</summary>
    private static (int Answer, int Reference)? Groups(string answer, string reference)
    {
        bool isKnown = Known.TryGetValue(answer, out var one), isAsked = Known.TryGetValue(reference, out var other);
        if (isKnown && isAsked)
            return one.Vocabulary == other.Vocabulary ? (one.Group, other.Group) : null;
        if (isAsked)
            return SaidWords.GroupOf(answer, other.Vocabulary) is >= 0 and var said ? (said, other.Group) : null;
        return isKnown && SaidWords.GroupOf(reference, one.Vocabulary) is >= 0 and var wanted ? (one.Group, wanted) : null;
    }

    /// <summary>A divergent series and an impossible case are not the same, though neither has a value.</summary>
    private static bool OneIsDivergence(string answer, string reference) =>
        answer.StartsWith("diverge", StringComparison.Ordinal) != reference.StartsWith("diverge", StringComparison.Ordinal);

    private static Expr Meant(Expr expression) => expression is not Words(var words) ? expression
        : EmptySets.Contains(words) ? new SetOf([])
        : AllReals.Contains(words) ? new NumberSet(NumberSetKind.Reals)
        : expression;

    private static bool IsInfinite(Expr value) => value is Const(ConstKind.Infinity) or Neg(Const(ConstKind.Infinity));

    /// <summary>Without hyphens and blanks: <c>right-angled</c> is <c>right angled</c>; who wins is who is named.</summary>
    private static string Squeezed(string words)
    {
        foreach (string tail in (ReadOnlySpan<string>)[" wins", " wins game", " will win", " can win", " always wins", " can always win",
            " has winning strategy"])
        {
            if (words.EndsWith(tail, StringComparison.Ordinal))
                words = words[..^tail.Length];
        }
        return words.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }

    private static FrozenDictionary<string, (int, int)> Read()
    {
        var known = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        int vocabulary = 0;
        foreach (string line in Vocabularies.Split('\n', StringSplitOptions.TrimEntries))
        {
            int group = 0;
            foreach (string words in line.Split(','))
            {
                foreach (string word in words.Split('/'))
                    known.TryAdd(word, (vocabulary, group));
                group++;
            }
            vocabulary++;
        }
        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
