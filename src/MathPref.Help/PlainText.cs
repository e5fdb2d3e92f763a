using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MathPref.Help;

/// <summary>Markdown as a person reads it in a terminal: without marks.</summary>
internal static class PlainText
{
    /// <summary>A line of code of this length is shown whole in a terminal of 80 columns.</summary>
    private const int MostCode = 74;

    /// <summary>The paragraphs of a text; an item of a list is one with a dash before it, code keeps its lines.</summary>
    public static IEnumerable<string> Paragraphs(string path, IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        CodeBlock code => [Code(path, code)],
        ListBlock list => list.Cast<ListItemBlock>().SelectMany(item => Paragraphs(path, item).Select((text, i) => (i == 0 ? "- " : "  ") + text)),
        _ => throw new HelpException(path, block.Line + 1, $"help has no place for this ({block.GetType().Name})"),
    });

    public static string Code(string path, CodeBlock code)
    {
        var lines = code.Lines.Lines.Take(code.Lines.Count).Select(line => line.ToString()).ToList();
        var wide = lines.FindIndex(line => line.Length > MostCode);
        if (wide >= 0)
            throw new HelpException(path, code.Line + 2 + wide, $"a line of code has more than {MostCode} characters and would be broken on the screen");
        return string.Join('\n', lines).TrimEnd();
    }

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
            Add(text, inline);
        return text.ToString();
    }

    private static void Add(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case AutolinkInline address:
                text.Append(address.Url);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LinkInline link:
                text.Append(Of(link));
                // A page of our own is named well enough by its text.
                if (link.Url is { } url && !url.EndsWith(".md", StringComparison.Ordinal))
                    text.Append(" (").Append(url).Append(')');
                break;
            case ContainerInline several:
                text.Append(Of(several));
                break;
            default:
                text.Append(inline);
                break;
        }
    }
}
