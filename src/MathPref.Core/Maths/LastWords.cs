using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Extraction;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Maths;

/// <summary>
/// What the last sentence of a text that announces no answer says to a reference in words or a letter of multiple choice (<c>Thus f is odd.</c>,
/// <c>Hence option C is correct.</c>), and a number in words where the text has no other (<c>He has twelve apples left.</c>).
/// </summary>
internal static class LastWords
{
    /// <summary>Null where the sentence says nothing that is known.</summary>
    public static AnswerCheck? Compare(string text, FinalAnswer final, MathReference reference)
    {
        if (reference.Readings.Meanings is not [var wanted, ..] || final.Place is AnswerPlace.Phrase && wanted is not Words
            || Sentences.Last(text) is not { Length: > 0 } sentence || sentence.EndsWith('?'))
            return null;
        var comparison = wanted switch
        {
            Words(var words) => Said(sentence, words),
            SetOf { Items.Length: 0 } => Said(sentence, "no solution"),
            Choice or Sym { Name: [>= 'A' and <= 'H'] } when final.Place is AnswerPlace.None && SaidChoice(sentence) is { } letter =>
                AnswerComparer.Compare(new Choice(letter, null), wanted, new ComparisonRules()),
            _ when final.Place is AnswerPlace.None && AnswerKinds.Of(wanted) is AnswerKind.Scalar or AnswerKind.Quantity && HasNoSign(text)
                && NumberSentence.Find(sentence) is { } number && AnswerReader.Read(number).Expression is { } value =>
                AnswerComparer.Compare(value, wanted, new ComparisonRules()),
            _ => null,
        };
        return comparison is null ? null : new(comparison.Verdict, sentence, reference.Text, comparison.Method, $"by the last sentence: {comparison.Reason}");
    }

    /// <summary>What the sentence says, else what its last clause does: <c>Since the terms do not tend to 0, the series diverges.</c></summary>
    private static Comparison? Said(string sentence, string words)
    {
        var whole = SaidWords.Compare(PlainWords.Normalize(sentence), words);
        int comma = sentence.LastIndexOf(", ", StringComparison.Ordinal);
        return whole is { Verdict: not MathVerdict.Unknown } || comma < 0 ? whole
            : SaidWords.Compare(PlainWords.Normalize(sentence[(comma + 2)..]), words) is { Verdict: not MathVerdict.Unknown } clause ? clause : whole;
    }

    /// <summary>Whether a text has no digits and no formulas, so that nothing but words can be its answer.</summary>
    private static bool HasNoSign(string text) => text.AsSpan().IndexOfAny("0123456789$\\=") < 0;

    /// <summary>The one letter behind "option", "choice" or "answer" in a sentence, or in brackets.</summary>
    private static char? SaidChoice(string sentence)
    {
        char? found = null;
        string[] words = sentence.Split([' ', ',', '.', '*', ':', '"'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] is "not" or "incorrect" or "wrong")
                return null;
            char? letter = words[i] is ['(', var within, ')'] ? within
                : words[i] is [var alone] && i > 0 && words[i - 1].ToLowerInvariant() is "option" or "choice" or "answer" ? alone
                : null;
            if (letter is not (>= 'A' and <= 'H'))
                continue;
            if (found is not null && found != letter)
                return null;
            found = letter;
        }
        return found;
    }
}
