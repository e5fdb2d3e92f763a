using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// What a judge is shown of one row, as it stands in the prompt: anybody's words, which may imitate the prompt and the reply that it asks for.
/// The mark tells the two apart.
/// </summary>
internal sealed partial class JudgementMaterial
{
    private const int ShortestMark = 5;

    /// <summary>How many hashes are tried before a mark gets another letter: at last no material is long enough to hold them all.</summary>
    private const int TriesOfALength = 16;

    /// <summary>Consonants make no words, and none that a model would put right.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    private readonly Lazy<string> _words;
    private readonly Lazy<string> _wordsOfTexts;
    private readonly Lazy<bool> _speaksOfRatings;
    private readonly Dictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _heldByTexts = new(StringComparer.Ordinal);

    public JudgementMaterial(string instruction, IReadOnlyList<string> texts, string? reference = null)
    {
        Instruction = AsShown(instruction);
        Texts = [.. texts.Select(AsShown)];
        Reference = string.IsNullOrWhiteSpace(reference) ? null : AsShown(reference);
        // A reply may quote the reference as it may quote a text.
        IReadOnlyList<string> quotable = Reference is null ? Texts : [.. Texts, Reference];
        Mark = MarkOf(Instruction, Texts, Reference);
        _wordsOfTexts = new(() => string.Concat(quotable.Select(WordsOf)));
        _words = new(() => WordsOf(Instruction) + _wordsOfTexts.Value);
        _speaksOfRatings = new(() => quotable.Prepend(Instruction).Any(JudgementLabels.Rates));
    }

    /// <summary>What the texts answer.</summary>
    public string Instruction { get; }

    /// <summary>The texts in the order in which they are shown.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>What the judge is told is right; null where it is told nothing.</summary>
    public string? Reference { get; }

    /// <summary>
    /// A few letters that stand, in whatever case, neither in the instruction nor in a text or the reference. They follow from these alone, in any order of the
    /// texts, so that the same question is asked in the same words on every machine and every day.
    /// </summary>
    public string Mark { get; }

    /// <summary>Whether a text, the reference or the instruction has something like <c>Rating: 5</c>: a reply may quote it.</summary>
    public bool SpeaksOfRatings => _speaksOfRatings.Value;

    /// <summary>Whether the material has these words in a row, whatever stands between them: then a line of a reply may be a quotation.</summary>
    public bool Holds(string line) => Holds(_words.Value, _held, line);

    /// <summary>Whether a text or the reference has them: numbers of the instruction stand in every answer's question.</summary>
    public bool TextsHold(string line) => Holds(_wordsOfTexts.Value, _heldByTexts, line);

    private static bool Holds(string all, Dictionary<string, bool> known, string line)
    {
        var words = WordsOf(line);
        if (!known.TryGetValue(words, out var held))
            known[words] = held = words.Length > 2 && all.Contains(words, StringComparison.Ordinal);
        return held;
    }

    private static string AsShown(string text) => text.Trim().ReplaceLineEndings("\n");

    /// <summary>Words and numbers apart, with blanks around each. A judge may write plain what a text writes otherwise: １, five.</summary>
    private static string WordsOf(string text)
    {
        // Half of a pair cannot be brought into another form.
        var plain = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var words = Word().Matches(plain).Select(m =>
            Array.IndexOf(JudgementLabels.Words, m.Value) is >= 0 and var i ? (i + 1).ToString(CultureInfo.InvariantCulture) : m.Value);
        return $" {string.Join(' ', words)} ";
    }

    [GeneratedRegex(@"\p{L}+|\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private static string MarkOf(string instruction, IReadOnlyList<string> texts, string? reference)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<string> parts = [instruction, .. texts.Order(StringComparer.Ordinal)];
        if (reference is not null)
            parts.Add(reference);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            sha.AppendData(length);
            sha.AppendData(bytes);
        }
        var hash = sha.GetHashAndReset();
        for (var tries = 0; ; tries++)
        {
            var letters = Math.Min(ShortestMark + tries / TriesOfALength, hash.Length);
            var mark = string.Concat(hash.Take(letters).Select(value => Letters[value % Letters.Length]));
            if (!parts.Exists(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                return mark;
            hash = SHA256.HashData(hash);
        }
    }
}
