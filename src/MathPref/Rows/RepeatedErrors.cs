using System.Management.Automation;

namespace MathPref.Rows;

/// <summary>
/// Mistakes that row after row brings, such as a column that is missing: the first of a kind is said at once, the others are counted and become
/// one error at the end.
/// </summary>
internal sealed class RepeatedErrors
{
    /// <summary>Rows that are kept for the error at the end.</summary>
    private const int MostRows = 1_000;

    private const int MostKindsByWords = 10;

    private readonly Dictionary<(string Id, string? About), Mistake> _mistakes = [];

    private sealed class Mistake(ErrorRecord first)
    {
        public ErrorRecord First => first;

        public long Again { get; set; }

        public List<object> Rows { get; } = [];
    }

    /// <summary>Whether an error was said before and is now counted; false where it is to be written.</summary>
    public bool Counts(ErrorRecord error, object row)
    {
        if (!error.IsOfTheInput())
            return false;
        // What a writer refuses is told by its words, which may name the row's own values.
        var about = error.Exception is RowException known ? known.Column : _mistakes.Count < MostKindsByWords ? error.Exception.Message : null;
        var kind = (error.FullyQualifiedErrorId, about);
        if (!_mistakes.TryGetValue(kind, out var mistake))
        {
            _mistakes.Add(kind, new Mistake(error));
            return false;
        }
        mistake.Again++;
        if (mistake.Rows.Count < MostRows)
            mistake.Rows.Add(row);
        return true;
    }

    /// <summary>One error for each kind that came again.</summary>
    public IReadOnlyList<ErrorRecord> Take()
    {
        var errors = _mistakes.Values.Where(mistake => mistake.Again > 0)
            .Select(mistake => Errors.Repeated(mistake.First, mistake.Again, [.. mistake.Rows])).ToList();
        _mistakes.Clear();
        return errors;
    }
}
