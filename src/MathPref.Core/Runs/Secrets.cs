using System.Net;
using System.Security;
using MathPref.Core.Llm;
using MathPref.Core.Text;

namespace MathPref.Core.Runs;

/// <summary>The keys that are in use, none of which may reach a file that tells of a run. What a model said is no such file.</summary>
internal sealed class Secrets
{
    /// <summary>The Hub's and Argilla's beside those of the models.</summary>
    private static readonly string[] s_variables = [.. Providers.KeyVariables, "HF_TOKEN", "ARGILLA_API_KEY"];

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>With the keys of the environment.</summary>
    public Secrets(Func<string, string?> environment)
    {
        AddOf(environment);
    }

    /// <summary>Those that can be told by their own text: placeholders (none, test, 1234) are not among them.</summary>
    public IReadOnlyList<string> Known
    {
        get
        {
            lock (_lock)
                return [.. _known];
        }
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
            Add(new NetworkCredential("", secret).Password);
    }

    public void Add(string? secret)
    {
        if (secret?.Trim() is not { } key || !KeyText.IsTelling(key))
            return;
        lock (_lock)
            _known.Add(key);
    }

    /// <summary>What is said of a run, without its keys and what looks like others.</summary>
    public string Redact(string text, KeySigns signs = KeySigns.Place) => KeyText.Redact(text, Known, signs);
}
