using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MathPref.Core.Tasks;

/// <summary>
/// What a judge is shown of one row, as it stands in the prompt: anybody's words, which may imitate the prompt and the reply that it asks for.
/// The mark tells the two apart.
/// </summary>
internal sealed class JudgementMaterial
{
    private const int ShortestMark = 5;

    /// <summary>How many characters a short text may have around its words: "$\boxed{4}$.".</summary>
    private const int LongestDecoration = 20;

    /// <summary>How many hashes are tried before a mark gets another letter: at last no material is long enough to hold them all.</summary>
    private const int TriesOfALength = 16;

    /// <summary>Consonants make no words, and none that a model would put right.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    private readonly Lazy<string> _words;
    private readonly Lazy<bool> _speaksOfRatings;
    private readonly Dictionary<string, bool> _held = new(StringComparer.Ordinal);

    public JudgementMaterial(string instruction, IReadOnlyList<string> texts)
    {
        Instruction = AsShown(instruction);
        Texts = [.. texts.Select(AsShown)];
        Mark = MarkOf(Instruction, Texts);
        _words = new(() => string.Join('\n', Texts.Prepend(Instruction).Select(WordsOf)));
        _speaksOfRatings = new(() => Texts.Prepend(Instruction).Any(JudgementLabels.Rates));
    }

    /// <summary>What the texts answer.</summary>
    public string Instruction { get; }

    /// <summary>The texts in the order in which they are shown.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>
    /// A few letters that stand, in whatever case, neither in the instruction nor in a text. They follow from these alone, in any order of the
    /// texts, so that the same question is asked in the same words on every machine and every day.
    /// </summary>
    public string Mark { get; }

    /// <summary>Whether a text or the instruction has something like <c>Rating: 5</c>: a reply may quote it.</summary>
    public bool SpeaksOfRatings => _speaksOfRatings.Value;

    /// <summary>Whether the material has these words in a row, whatever stands between them: then a line of a reply may be a quotation.</summary>
    public bool Holds(string line)
    {
        var words = WordsOf(line);
        if (!_held.TryGetValue(words, out var held))
            _held[words] = held = words.Length > 0 && _words.Value.Contains(words, StringComparison.Ordinal);
        return held;
    }

    /// <summary>Whether a text has these words and no others: a line of a reply may be that text once more.</summary>
    public bool Is(string line) => WordsOf(line) is var words && Texts.Any(text => text.Length <= line.Length + LongestDecoration && WordsOf(text) == words);

    private static string AsShown(string text) => text.Trim().ReplaceLineEndings("\n");

    private static string WordsOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string MarkOf(string instruction, IReadOnlyList<string> texts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in texts.Order(StringComparer.Ordinal).Prepend(instruction))
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
            if (!texts.Prepend(instruction).Any(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                return mark;
            hash = SHA256.HashData(hash);
        }
    }
}
