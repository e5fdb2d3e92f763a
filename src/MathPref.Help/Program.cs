using System.Text;
using System.Xml;
using MathPref.Help;

// MathPref.Help <MathPref.dll> <folder of the pages> <folder for the help files>
if (args is not [var assembly, var source, var target])
{
    Console.Error.WriteLine("MathPref.Help <assembly with cmdlets> <folder of markdown pages> <folder for help files>");
    return 2;
}

var problems = new List<string>();
var pages = new Dictionary<string, HelpPage>(StringComparer.Ordinal);
foreach (var path in Directory.GetFiles(source, "*.md").Order(StringComparer.Ordinal))
{
    if (Path.GetFileName(path) != "README.md")
        Try(() => pages.Add(Path.GetFileNameWithoutExtension(path), HelpPage.Read(path)));
}

var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
var cmdlets = new List<(CmdletShape, HelpPage)>();
foreach (var cmdlet in CmdletShape.ReadAll(assembly))
{
    if (pages.Remove(cmdlet.Name, out var page))
    {
        cmdlets.Add((cmdlet, page));
        // One by one, so that all that is wrong is said at once.
        Try(() => MamlWriter.Write([(cmdlet, page)]));
    }
    else if (!File.Exists(Path.Combine(source, cmdlet.Name + ".md")))
    {
        problems.Add($"{Path.Combine(source, cmdlet.Name + ".md")}(1): error HELP: there is no page for the cmdlet {cmdlet.Name}");
    }
}
foreach (var page in pages.Values)
{
    if (page.Name.StartsWith("about_", StringComparison.Ordinal))
        Try(() => files.Add(page.Name + ".help.txt", Encoding.UTF8.GetBytes(AboutWriter.Write(page))));
    else
        problems.Add($"{page.Path}(1): error HELP: there is no cmdlet {page.Name}");
}

if (problems.Count > 0)
{
    foreach (var problem in problems)
        Console.Error.WriteLine(problem);
    return 1;
}

using (var maml = new MemoryStream())
{
    using (var xml = XmlWriter.Create(maml, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        MamlWriter.Write(cmdlets).Save(xml);
    files.Add(Path.GetFileName(assembly) + "-Help.xml", maml.ToArray());
}
Directory.CreateDirectory(target);
foreach (var left in Directory.GetFiles(target).Where(file => !files.ContainsKey(Path.GetFileName(file))))
    File.Delete(left);
foreach (var (name, content) in files)
    File.WriteAllBytes(Path.Combine(target, name), content);
return 0;

void Try(Action work)
{
    try
    {
        work();
    }
    catch (HelpException error)
    {
        problems.Add(error.Message);
    }
}
