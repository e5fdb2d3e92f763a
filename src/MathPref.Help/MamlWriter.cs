using System.Management.Automation;
using System.Xml.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MathPref.Help;

/// <summary>Writes the help of a module's cmdlets in MAML, the XML that Get-Help reads. Schema: PowerShell's own help files.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly string[] s_sections =
        ["Synopsis", "Description", "Parameters", "Inputs", "Outputs", "Errors", "Notes", "Examples", "Related links"];

    public static XDocument Write(IEnumerable<(CmdletShape Cmdlet, HelpPage Page)> cmdlets) => new(
        new XElement(s_help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(c => Command(c.Cmdlet, c.Page))));

    private static XElement Command(CmdletShape cmdlet, HelpPage page)
    {
        if (page.Root.Parts.Find(part => !s_sections.Contains(part.Title)) is { } unknown)
            throw new HelpException(page.Path, unknown.Line, $"a page has no section '{unknown.Title}'; there are {string.Join(", ", s_sections)}");
        return new XElement(s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(s_command + "details",
                new XElement(s_command + "name", cmdlet.Name),
                new XElement(s_command + "verb", cmdlet.Verb),
                new XElement(s_command + "noun", cmdlet.Noun),
                Description(page, page.Get("Synopsis"))),
            Description(page, page.Get("Description")),
            new XElement(s_command + "syntax", cmdlet.ParameterSets.Select(set => SyntaxItem(cmdlet, set))),
            Parameters(cmdlet, page),
            Types(page, "Inputs", "inputTypes", "inputType"),
            Types(page, "Outputs", "returnValues", "returnValue"),
            Notes(page),
            Examples(page),
            Links(page));
    }

    private static XElement Description(HelpPage page, Section section) => new(s_maml + "description", Paragraphs(page, section, section.Body));

    private static IEnumerable<XElement> Paragraphs(HelpPage page, Section section, IReadOnlyCollection<Block> blocks)
    {
        if (blocks.Count == 0)
            throw new HelpException(page.Path, section.Line, $"'{section.Title}' says nothing");
        return PlainText.Paragraphs(page.Path, blocks).Select(text => new XElement(s_maml + "para", text));
    }

    private static XElement SyntaxItem(CmdletShape cmdlet, string set) => new(s_command + "syntaxItem",
        new XElement(s_maml + "name", cmdlet.Name),
        cmdlet.Parameters
            .Select(parameter => (Parameter: parameter, Use: parameter.In(set)))
            .Where(p => p.Use is not null)
            .OrderBy(p => p.Use!.Position < 0 ? int.MaxValue : p.Use.Position)
            .ThenBy(p => !p.Use!.Mandatory)
            .Select(p => Parameter(p.Parameter, p.Use!, isSyntax: true)));

    /// <summary>By name, as one looks for them.</summary>
    private static XElement Parameters(CmdletShape cmdlet, HelpPage page)
    {
        var section = page.Get("Parameters");
        var texts = new Dictionary<string, Section>(StringComparer.Ordinal);
        foreach (var part in section.Parts)
        {
            if (!texts.TryAdd(part.Title, part))
                throw new HelpException(page.Path, part.Line, $"'{part.Title}' is described twice");
        }
        var parameters = new List<XElement>();
        foreach (var parameter in cmdlet.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (!texts.Remove("-" + parameter.Name, out var text))
                throw new HelpException(page.Path, section.Line, $"the parameter -{parameter.Name} of {cmdlet.Name} is not described");
            // In several sets it may be used in several ways: shown is the one that asks least of the reader.
            var use = parameter.Sets.OrderBy(s => s.Mandatory).First();
            parameters.Add(Parameter(parameter, use, isSyntax: false, Description(page, text)));
        }
        if (texts.Values.FirstOrDefault() is { } left)
            throw new HelpException(page.Path, left.Line, $"{cmdlet.Name} has no parameter {left.Title}");
        return new XElement(s_command + "parameters", parameters);
    }

    private static XElement Parameter(
        ParameterShape parameter, ParameterAttribute use, bool isSyntax, XElement? description = null) => new(
        s_command + "parameter",
        new XAttribute("required", use.Mandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.IsArray ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", (use.ValueFromPipeline, use.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        }),
        new XAttribute("position", use.Position < 0 ? "named" : use.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(s_maml + "name", parameter.Name),
        description,
        isSyntax && parameter.Values.Count > 0
            ? new XElement(
                s_command + "parameterValueGroup",
                parameter.Values.Select(value => new XElement(
                    s_command + "parameterValue",
                    new XAttribute("required", "false"),
                    new XAttribute("variableLength", "false"),
                    value)))
            : null,
        // In the syntax a switch stands alone.
        isSyntax && parameter.IsSwitch
            ? null
            : new XElement(
                s_command + "parameterValue",
                new XAttribute("required", parameter.IsSwitch ? "false" : "true"),
                new XAttribute("variableLength", "false"),
                parameter.TypeName),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.TypeName), new XElement(s_maml + "uri")),
        new XElement(s_dev + "defaultValue", parameter.Default ?? "None"));

    private static XElement Types(HelpPage page, string title, string list, string item)
    {
        var section = page.Get(title);
        if (section.Parts.Count == 0)
            throw new HelpException(page.Path, section.Line, $"'{title}' names no type ('### None' where there is none)");
        return new XElement(s_command + list, section.Parts.Select(type => new XElement(s_command + item,
            new XElement(s_dev + "type", new XElement(s_maml + "name", type.Title)),
            Description(page, type))));
    }

    private static XElement Notes(HelpPage page)
    {
        var paragraphs = new List<XElement>();
        if (page.Find("Errors") is { } errors)
            paragraphs.AddRange(Paragraphs(page, errors, errors.Body)
                .Prepend(new XElement(s_maml + "para", "Errors, by the first part of their FullyQualifiedErrorId:")));
        if (page.Find("Notes") is { } notes)
            paragraphs.AddRange(Paragraphs(page, notes, notes.Body));
        return new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", paragraphs));
    }

    private static XElement Examples(HelpPage page)
    {
        var section = page.Get("Examples");
        if (section.Parts.Count < 2)
            throw new HelpException(page.Path, section.Line, "a page has at least two examples");
        return new XElement(s_command + "examples", section.Parts.Select((example, i) =>
        {
            if (example.Body.FirstOrDefault() is not FencedCodeBlock { Info: "powershell" } code)
                throw new HelpException(page.Path, example.Line, "an example begins with ```powershell");
            return new XElement(s_command + "example",
                new XElement(s_maml + "title", $"---- Example {i + 1}: {example.Title} ----"),
                new XElement(s_dev + "code", PlainText.Code(page.Path, code)),
                // The empty one keeps the next example at a distance.
                new XElement(s_dev + "remarks", Paragraphs(page, example, example.Body.Skip(1).ToList()), new XElement(s_maml + "para")));
        }));
    }

    /// <summary>A list of links: pages of ours by their names, others by text and address.</summary>
    private static XElement Links(HelpPage page)
    {
        var section = page.Get("Related links");
        var links = section.Body.SelectMany(block => block.Descendants<LinkInline>()).ToList();
        if (links.Count == 0)
            throw new HelpException(page.Path, section.Line, "a page has related links");
        return new XElement(s_command + "relatedLinks", links.Select(link => new XElement(s_maml + "navigationLink",
            new XElement(s_maml + "linkText", PlainText.Of(link)),
            new XElement(s_maml + "uri", IsOurs(page, section, link) ? "" : link.Url))));
    }

    private static bool IsOurs(HelpPage page, Section section, LinkInline link)
    {
        if (link.Url is null || link.Url.Contains("://", StringComparison.Ordinal))
            return false;
        return File.Exists(Path.Combine(Path.GetDirectoryName(page.Path)!, link.Url))
            ? true
            : throw new HelpException(page.Path, section.Line, $"there is no page {link.Url}");
    }
}
