using System.Security.Cryptography;
using System.Text.Json;

namespace MathPref.Core.Tests.Hub;

/// <summary>
/// Caches as huggingface_hub 2.4.0 left them, one with links and one without: which paths there are, and what each holds. Contents are stored by their SHA-256,
/// for git keeps no empty folder and a checkout may make no links.
/// </summary>
internal static class LibraryCache
{
    public const string Repo = "maths/sums";
    public const string First = "b366fef6f55d18d66e795eac5a8324d6bd23ef23";
    public const string Second = "979c3f9c3128bd75284b2e869bbc61842bf4b18e";
    public const string OfConversion = "1f0785e02a164a8cc73bf72d2dbb7a74f03d8c66";
    public const string Card = "README.md";
    public const string Data = "data/train-00000-of-00001.parquet";
    public const string ConvertedData = "default/train/0000.parquet";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Hub", "Cache", "fixtures");

    /// <summary>Every path with the SHA-256 of its content, or with <c>-&gt;</c> and the target of its link.</summary>
    public static SortedDictionary<string, string> Expected(bool hasLinks)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, "expected.json")));
        return new SortedDictionary<string, string>(
            document.RootElement.GetProperty(hasLinks ? "hub" : "hub-no-symlinks").EnumerateObject().ToDictionary(
                path => path.Name,
                path => path.Value.TryGetProperty("link", out var target) ? "-> " + target.GetString() : path.Value.GetProperty("sha256").GetString()!),
            StringComparer.Ordinal);
    }

    /// <summary>The same of a folder.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            all[Path.GetRelativePath(folder, path).Replace('\\', '/')] = new FileInfo(path).LinkTarget is { } target
                ? "-> " + target.Replace('\\', '/')
                : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }
        return all;
    }

    /// <summary>What a path holds.</summary>
    public static byte[] Content(string sha256) => sha256 == Convert.ToHexStringLower(SHA256.HashData([])) ? [] : File.ReadAllBytes(Path.Combine(s_folder, "contents", sha256));

    /// <summary>The cache as the library left it.</summary>
    public static void Write(string folder, bool hasLinks)
    {
        foreach (var (name, held) in Expected(hasLinks))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (held.StartsWith("-> ", StringComparison.Ordinal))
                File.CreateSymbolicLink(path, held[3..]);
            else
                File.WriteAllBytes(path, Content(held));
        }
    }
}
