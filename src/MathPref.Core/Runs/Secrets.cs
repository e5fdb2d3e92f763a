using System.Security;

namespace MathPref.Core.Runs;

/// <summary>The keys that a run uses, none of which may reach a file.</summary>
internal sealed class Secrets
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mark = "<redacted>";

    /// <summary>Shorter ones are words that stand elsewhere too.</summary>
    private const int Shortest = 6;

    private static readonly string[] s_variables = ["MISTRAL_API_KEY", "OPENAI_API_KEY", "HF_TOKEN", "ARGILLA_API_KEY"];

    private readonly Lock _lock = new();
    private readonly List<string> _known = [];

    /// <summary>With the keys of the environment.</summary>
    public Secrets(Func<string, string?> environment)
    {
        AddOf(environment);
    }

    /// <summary>The keys that are in the environment now.</summary>
    public void AddOf(Func<string, string?> environment)
    {
        foreach (var variable in s_variables)
            Add(environment(variable));
    }

    public void Add(SecureString? secret)
    {
        if (secret is not null)
            Add(new System.Net.NetworkCredential("", secret).Password);
    }

    public void Add(string? secret)
    {
        if (secret is null || secret.Length < Shortest)
            return;
        lock (_lock)
        {
            if (!_known.Contains(secret))
                _known.Add(secret);
            // The longest first: one key may be the beginning of another.
            _known.Sort((a, b) => b.Length.CompareTo(a.Length));
        }
    }

    /// <summary>How many are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _known.Count;
        }
    }

    public string Redact(string text)
    {
        lock (_lock)
        {
            foreach (var secret in _known)
                text = text.Replace(secret, Mark, StringComparison.Ordinal);
        }
        return text;
    }
}
