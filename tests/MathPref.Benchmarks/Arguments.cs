using System.Globalization;

namespace MathPref.Benchmarks;

/// <summary>What stands behind the command: <c>--name value</c>, <c>--name</c> alone, and words without a dash.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
                Words.Add(words[i]);
            else if (i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal))
                _options[words[i]] = words[++i];
            else
                _options[words[i]] = null;
        }
    }

    public List<string> Words { get; } = [];

    public string? Text(string name)
    {
        _asked.Add(name);
        return _options.TryGetValue(name, out var value) ? value ?? throw new ArgumentException($"{name} needs a value.") : null;
    }

    public bool Has(string name)
    {
        _asked.Add(name);
        return _options.ContainsKey(name);
    }

    public int Number(string name, int otherwise) => Parse(name, text => int.Parse(text, CultureInfo.InvariantCulture)) ?? otherwise;

    public double Real(string name, double otherwise) => Parse(name, text => double.Parse(text, CultureInfo.InvariantCulture)) ?? otherwise;

    /// <summary>Throws for an option that nobody asked for: a mistyped one would be passed over in silence.</summary>
    public void Done()
    {
        if (_options.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } unknown)
            throw new ArgumentException($"{unknown} is not an option here.");
    }

    private T? Parse<T>(string name, Func<string, T> parse) where T : struct
    {
        var text = Text(name);
        try
        {
            return text is null ? null : parse(text);
        }
        catch (FormatException)
        {
            throw new ArgumentException($"{name} needs a number; it is '{text}'.");
        }
    }
}
