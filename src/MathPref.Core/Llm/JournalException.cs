namespace MathPref.Core.Llm;

/// <summary>A journal that cannot be used: it names the file and is never replaced.</summary>
public sealed class JournalException(string path, string problem, Exception? inner = null)
    : Exception($"The journal {path} cannot be used: {problem}", inner)
{
    public string Path { get; } = path;
}
