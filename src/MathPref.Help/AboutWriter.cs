using System.Text;
using Markdig.Syntax;

namespace MathPref.Help;

/// <summary>Writes a page about a subject as the plain text that Get-Help about_… shows, for a terminal of 80 columns.</summary>
internal static class AboutWriter
{
    private const int Width = 78;

    public static string Write(HelpPage page)
    {
        var text = new StringBuilder();
        // Get-Help takes the line below this heading, the fifth, as the synopsis.
        text.Append("TOPIC\n    ").Append(page.Name).Append("\n\n");
        var first = page.Root.Parts.FirstOrDefault();
        if (first is not { Title: "Short description" } || PlainText.Paragraphs(page.Path, first.Body).ToList() is not [{ Length: < Width } synopsis])
            throw new HelpException(page.Path, page.Root.Line, $"a topic begins with '## Short description' and a sentence of less than {Width} characters");
        text.Append("SHORT DESCRIPTION\n    ").Append(synopsis).Append("\n\n");
        foreach (var section in page.Root.Parts.Skip(1))
        {
            text.Append(section.Title.ToUpperInvariant()).Append('\n');
            Add(text, page, section.Body);
            foreach (var part in section.Parts)
            {
                text.Append("  ").Append(part.Title).Append('\n');
                Add(text, page, part.Body);
            }
        }
        return text.ToString();
    }

    private static void Add(StringBuilder text, HelpPage page, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            if (block is CodeBlock code)
            {
                foreach (var line in PlainText.Code(page.Path, code).Split('\n'))
                    text.Append(line.Length == 0 ? "" : "      " + line).Append('\n');
                text.Append('\n');
                continue;
            }
            foreach (var paragraph in PlainText.Paragraphs(page.Path, [block]))
                Wrap(text, paragraph, paragraph.StartsWith("- ", StringComparison.Ordinal) ? "      " : "    ");
            text.Append('\n');
        }
    }

    private static void Wrap(StringBuilder text, string paragraph, string hanging)
    {
        var column = 4;
        text.Append("    ");
        var isFirst = true;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(hanging);
                column = hanging.Length;
                isFirst = true;
            }
            if (!isFirst)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
            isFirst = false;
        }
        text.Append('\n');
    }
}
