using Markdig;
using Markdig.Syntax;

namespace MathPref.Help;

/// <summary>A part of a page: what stands under a heading, and the headings below it.</summary>
internal sealed record Section(string Title, int Line)
{
    public List<Block> Body { get; } = [];

    public List<Section> Parts { get; } = [];
}

/// <summary>
/// A markdown page of docs/en-US. Headings make its parts: one of the first level, which names the page, then sections and, in some,
/// one more level. How a page of a cmdlet looks is said in docs/en-US/README.md.
/// </summary>
internal sealed class HelpPage
{
    private HelpPage(string path, Section root)
    {
        Path = path;
        Root = root;
    }

    public string Path { get; }

    public Section Root { get; }

    public string Name => Root.Title;

    public static HelpPage Read(string path)
    {
        var document = Markdown.Parse(File.ReadAllText(path));
        if (document.FirstOrDefault() is not HeadingBlock { Level: 1 } first)
            throw new HelpException(path, 1, "a page begins with '# ' and its name");
        var page = new HelpPage(path, new Section(PlainText.Of(first.Inline), first.Line + 1));
        if (page.Name != System.IO.Path.GetFileNameWithoutExtension(path))
            throw new HelpException(path, page.Root.Line, $"the page is called '{page.Name}', and its file is not");
        var open = new List<Section> { page.Root };
        foreach (var block in document.Skip(1))
        {
            if (block is not HeadingBlock heading)
            {
                open[^1].Body.Add(block);
                continue;
            }
            if (heading.Level is 1 or > 3 || heading.Level > open.Count + 1)
                throw new HelpException(path, heading.Line + 1, $"a heading of level {heading.Level} cannot stand here");
            open.RemoveRange(heading.Level - 1, open.Count - heading.Level + 1);
            var section = new Section(PlainText.Of(heading.Inline), heading.Line + 1);
            open[^1].Parts.Add(section);
            open.Add(section);
        }
        return page;
    }

    /// <summary>The section of that title; null where the page has none.</summary>
    public Section? Find(string title) => Root.Parts.Find(part => part.Title == title);

    /// <summary>The section of that title, which the page must have.</summary>
    public Section Get(string title) => Find(title) ?? throw new HelpException(Path, Root.Line, $"there is no section '## {title}'");
}

/// <summary>What is wrong with the pages, in the form in which MSBuild takes errors of a program.</summary>
internal sealed class HelpException(string path, int line, string message) : Exception($"{path}({line}): error HELP: {message}");
