namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A folder or a repository as a loader sees it: its files, by paths with slashes, and what is in them.</summary>
/// <param name="name">The last part of the name under which it is loaded.</param>
internal sealed class Place(string name)
{
    public string Name { get; } = name;

    public SortedDictionary<string, byte[]> Files { get; } = new(CodePointOrder.Instance);

    public Place With(string path, byte[] bytes)
    {
        Files[path] = bytes;
        return this;
    }

    public Place With(string path, string text) => With(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static Place Read(string folder, string? name = null)
    {
        Place place = new(name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        EnumerationOptions everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(folder, "*", everything))
            place.Files[Path.GetRelativePath(folder, file).Replace('\\', '/')] = File.ReadAllBytes(file);
        return place;
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (path, bytes) in Files)
        {
            var file = Path.Combine([folder, .. path.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }
}
