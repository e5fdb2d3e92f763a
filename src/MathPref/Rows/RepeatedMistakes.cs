using System.Text;
using MathPref.Core.Datasets;

namespace MathPref.Rows;

/// <summary>
/// Mistakes that line after line of a file has, such as a separator too many: the first of a kind is said at once, the others are counted and
/// become one error at its end.
/// </summary>
internal sealed class RepeatedMistakes
{
    /// <summary>Lines that are named.</summary>
    private const int MostLines = 10;

    /// <summary>Kinds that are told apart; those that come after them are one.</summary>
    private const int MostKinds = 20;

    private readonly Dictionary<(string Path, string Kind), Mistake> _mistakes = [];

    private sealed class Mistake(DatasetFormatException first)
    {
        public DatasetFormatException First => first;

        public long Again { get; set; }

        public List<long> Lines { get; } = [];
    }

    /// <summary>Whether a mistake was said before and is now counted; false where it is to be written.</summary>
    public bool Counts(DatasetFormatException error)
    {
        var kind = (error.Path, _mistakes.Count < MostKinds || _mistakes.ContainsKey((error.Path, KindOf(error))) ? KindOf(error) : "");
        if (!_mistakes.TryGetValue(kind, out var mistake))
        {
            _mistakes.Add(kind, new Mistake(error));
            return false;
        }
        mistake.Again++;
        if (error.Line is { } line && mistake.Lines.Count < MostLines)
            mistake.Lines.Add(line);
        return true;
    }

    /// <summary>One error for each kind that came again.</summary>
    public IReadOnlyList<DatasetFormatException> Take()
    {
        var errors = _mistakes.Values.Where(mistake => mistake.Again > 0)
            .Select(mistake => Errors.RepeatedMistake(mistake.First, mistake.Again, mistake.Lines)).ToList();
        _mistakes.Clear();
        return errors;
    }

    /// <summary>What was said, without its place and its figures.</summary>
    private static string KindOf(DatasetFormatException error)
    {
        var kind = new StringBuilder(error.Message.Length);
        foreach (var c in error.Message.AsSpan(error.Path.Length))
        {
            if (!char.IsAsciiDigit(c))
                kind.Append(c);
        }
        return kind.ToString();
    }
}
