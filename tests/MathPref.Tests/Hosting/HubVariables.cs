namespace MathPref.Tests.Hosting;

/// <summary>The variables of the Hub, set for this process and put back at the end. Tests that have it go one after the other, as <see cref="Collection"/>.</summary>
internal sealed class HubVariables : IDisposable
{
    public const string Collection = "variables of the Hub";

    private static readonly string[] s_names =
        ["HF_ENDPOINT", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_CACHE", "HF_HOME", "HF_HUB_DISABLE_SYMLINKS"];

    private readonly Dictionary<string, string?> _before = s_names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    /// <summary>All that are not given are not set.</summary>
    public HubVariables(params IEnumerable<(string Name, string? Value)> given)
    {
        foreach (var name in s_names)
            Environment.SetEnvironmentVariable(name, null);
        foreach (var (name, value) in given)
            Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
