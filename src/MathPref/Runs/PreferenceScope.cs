using System.Management.Automation;

namespace MathPref.Runs;

/// <summary>Variables that have other values for a while.</summary>
internal sealed class PreferenceScope : IDisposable
{
    private static readonly object s_absent = new();

    private readonly PSVariableIntrinsics _variables;
    private readonly List<(string Name, object? Before)> _before = [];

    public PreferenceScope(PSVariableIntrinsics variables, string scope, IReadOnlyDictionary<string, object> values)
    {
        _variables = variables;
        foreach (var (name, value) in values)
        {
            _before.Add((scope + name, variables.Get(scope + name) is { } there ? there.Value : s_absent));
            variables.Set(scope + name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, before) in _before)
        {
            if (before == s_absent)
                _variables.Remove(name);
            else
                _variables.Set(name, before);
        }
    }
}
