using System.Globalization;
using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>
/// An embedded model by its name, and how it is told to err or to judge: <c>hasty:errors=0.6</c>, <c>judge:first=1:longer=0.5</c>. Two that are told the
/// same have the same name, in whatever order and letters it was written.
/// </summary>
internal sealed record EmbeddedModel
{
    public const string Careful = "careful";
    public const string Hasty = "hasty";
    public const string Judge = "judge";

    /// <summary>Of hasty: the share of all wrong answers.</summary>
    public const string Errors = "errors";

    /// <summary>Of hasty: the share of right answers that are badly shown.</summary>
    public const string Bare = "bare";

    /// <summary>The most points that a judge is told to add, and to take off.</summary>
    private const int MaxPoints = 4;

    private const int MaxDecimals = 6;

    private readonly SortedDictionary<string, decimal> _options;

    private EmbeddedModel(string name, SortedDictionary<string, decimal> options) => (Name, _options) = (name, options);

    /// <summary>The kinds of wrong answers that hasty gives, each an option with its share.</summary>
    public static IReadOnlyList<string> ErrorKinds { get; } = ["sign", "formula", "careless", "unfinished", "polished"];

    /// <summary>What a judge can be told to favour: the first text, the longest, what careful wrote, what hasty wrote.</summary>
    public static IReadOnlyList<string> Favourites { get; } = ["first", "longer", Careful, Hasty];

    /// <summary>The name alone: careful, hasty or judge.</summary>
    public string Name { get; }

    /// <summary>Whether it is told anything.</summary>
    public bool IsTold => _options.Count > 0;

    /// <summary>What an option says; null where it is not given.</summary>
    public decimal? this[string option] => _options.TryGetValue(option, out decimal amount) ? amount : null;

    /// <summary>The options of a model, in the order in which its name has them.</summary>
    public static IReadOnlyList<string> OptionsOf(string name) => name switch
    {
        Hasty => [Errors, .. ErrorKinds, Bare],
        Judge => Favourites,
        _ => [],
    };

    /// <summary>Reads a name with its options. Throws <see cref="ArgumentException"/> with the nearest names and what there is.</summary>
    public static EmbeddedModel Parse(string model)
    {
        string[] parts = model.Split(':', StringSplitOptions.TrimEntries);
        string name = parts[0].ToLowerInvariant();
        if (!Providers.Offline.Models.Contains(name))
        {
            var all = string.Join(", ", Providers.Offline.Models.Select(m => $"offline/{m}"));
            throw new ArgumentException($"'offline/{model}' is not an embedded model.{NearestName.Hint(name, Providers.Offline.Models)} There are: {all}.");
        }
        var options = new SortedDictionary<string, decimal>(Comparer<string>.Create((a, b) => Place(a).CompareTo(Place(b))));
        foreach (string part in parts.Skip(1))
        {
            var (option, amount) = Read(part);
            if (!options.TryAdd(option, amount))
                throw Bad($"{option} is given twice");
        }
        if (name == Hasty)
            CheckShares();
        return new(name, options);

        int Place(string option) => OptionsOf(name).ToList().IndexOf(option);

        ArgumentException Bad(string why) => new($"'offline/{model}': {why}. {Usage(name)}");

        (string Option, decimal Amount) Read(string part)
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string option = (equals < 0 ? part : part[..equals]).Trim().ToLowerInvariant();
            var known = OptionsOf(name);
            if (!known.Contains(option))
                throw new ArgumentException($"'offline/{model}': {name} has no option '{option}'.{NearestName.Hint(option, known)} {Usage(name)}");
            string written = equals < 0 ? "" : part[(equals + 1)..].Trim();
            if (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal amount))
                throw Bad(written.Length == 0 ? $"{option} has no number: {option}=…" : $"'{written}' is no number for {option}");
            var (least, most) = name == Hasty ? (0, 1) : (-MaxPoints, MaxPoints);
            if (amount < least || amount > most)
                throw Bad(FormattableString.Invariant($"{option} is {written}, and goes from {least} to {most}"));
            return (option, Math.Round(amount, MaxDecimals));
        }

        void CheckShares()
        {
            if (options.ContainsKey(Errors) && ErrorKinds.FirstOrDefault(options.ContainsKey) is { } kind)
                throw Bad($"{Errors} is the share of all kinds of wrong answers together, so {kind} cannot be given with it");
            if (options.Values.Sum() is > 1 and var sum)
                throw Bad(FormattableString.Invariant($"the shares add up to {sum:0.######}, and 1 is all there is"));
        }
    }

    /// <summary>The whole name.</summary>
    public override string ToString() =>
        string.Join(':', [Name, .. _options.Select(option => FormattableString.Invariant($"{option.Key}={option.Value:0.######}"))]);

    public bool Equals(EmbeddedModel? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static string Usage(string name) => name switch
    {
        Hasty => "offline/hasty takes errors, the share of wrong answers from 0 to 1 (offline/hasty:errors=0.6), or the shares of single kinds, together at " +
            "most 1: sign, formula, careless, unfinished and polished, which are wrong, and bare, which is right and badly shown " +
            "(offline/hasty:sign=0.2:unfinished=0.1:bare=0.2).",
        Judge => "offline/judge takes first, longer, careful and hasty, each with the points that such a text gets more, from -4 to 4 " +
            "(offline/judge:first=1, offline/judge:longer=0.5:hasty=-1).",
        _ => $"offline/{name} takes no options.",
    };
}
