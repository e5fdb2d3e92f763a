using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MathPref.Tests.Architecture;

/// <summary>Which folders of the sources know which: the compiled assemblies tell which type uses which, the sources in which folder each lies.</summary>
internal sealed partial class FolderGraph
{
    private readonly Dictionary<(string From, string To), string> _arrows = [];

    /// <summary>From one folder to another, with a place as an example: "Type uses Type".</summary>
    public IReadOnlyDictionary<(string From, string To), string> Arrows => _arrows;

    /// <summary>Reads the assemblies of projects below <paramref name="sources"/>; only what points at a type of theirs is an arrow.</summary>
    /// <param name="sources">The folder that holds a folder for each project.</param>
    /// <param name="binaries">The folder with their assemblies.</param>
    /// <param name="projects">Their names.</param>
    public static FolderGraph Of(string sources, string binaries, IReadOnlyList<string> projects)
    {
        var graph = new FolderGraph();
        var folders = projects.SelectMany(project => Declarations(sources, project)).ToLookup(d => (d.Project, d.Type), d => d.Folder);
        string? FolderOf(TypeReference type)
        {
            var outer = Outermost(type);
            var assembly = outer.Scope is ModuleDefinition module ? module.Assembly.Name.Name : outer.Scope?.Name;
            return folders[(assembly ?? "", $"{outer.Namespace}.{outer.Name.Split('`')[0]}")].FirstOrDefault();
        }
        foreach (var project in projects)
        {
            using var module = ModuleDefinition.ReadModule(Path.Combine(binaries, project + ".dll"));
            foreach (var type in module.GetAllTypes())
            {
                if (FolderOf(type) is not { } from)
                    continue;
                foreach (var used in UsesOf(type).SelectMany(Parts))
                {
                    if (FolderOf(used) is { } to)
                        graph.Add(from, to, $"{Outermost(type).Name} uses {Outermost(used).Name}");
                }
            }
        }
        return graph;
    }

    /// <summary>The types that stand at the left margin of each file, with its namespace: two folders may each have a type of one name.</summary>
    private static IEnumerable<(string Project, string Type, string Folder)> Declarations(string sources, string project) =>
        from file in Directory.EnumerateFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        from Match declared in Declaration().Matches(text)
        select (project, $"{Namespace().Match(text).Groups[1].Value}.{declared.Groups["name"].Value}", Path.GetRelativePath(sources, Path.GetDirectoryName(file)!).Replace('\\', '/'));

    public void Add(string from, string to, string example)
    {
        if (from != to)
            _arrows.TryAdd((from, to), example);
    }

    /// <summary>The same with every folder below <paramref name="depth"/> names taken for the one that holds it.</summary>
    public FolderGraph AtDepth(int depth)
    {
        var graph = new FolderGraph();
        foreach (var ((from, to), example) in _arrows)
            graph.Add(Cut(from, depth), Cut(to, depth), example);
        return graph;
    }

    /// <summary>Each set of folders of which every one reaches every other, with the arrows among them.</summary>
    public IReadOnlyList<string> Circles()
    {
        var reach = _arrows.Keys.Select(arrow => arrow.From).Distinct().ToDictionary(folder => folder, Reachable);
        var circular = reach.Where(folder => folder.Value.Contains(folder.Key)).Select(folder => folder.Key).ToList();
        return circular
            .GroupBy(folder => string.Join(" and ", circular.Where(other => reach[folder].Contains(other) && reach[other].Contains(folder)).Order(StringComparer.Ordinal)))
            .Select(circle => circle.Key + ":\n" + string.Join('\n', _arrows.Where(arrow => circle.Contains(arrow.Key.From) && circle.Contains(arrow.Key.To)).Select(arrow => $"    {arrow.Key.From} -> {arrow.Key.To} ({arrow.Value})")))
            .ToList();
    }

    private HashSet<string> Reachable(string folder)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>([folder]);
        while (next.TryPop(out var from))
        {
            foreach (var (arrow, _) in _arrows.Where(arrow => arrow.Key.From == from))
            {
                if (reached.Add(arrow.To))
                    next.Push(arrow.To);
            }
        }
        return reached;
    }

    private static string Cut(string folder, int depth) => string.Join('/', folder.Split('/').Take(depth));

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> UsesOf(TypeDefinition type)
    {
        IEnumerable<TypeReference?> uses =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.GenericParameters.SelectMany(g => g.Constraints).Select(c => c.ConstraintType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.Properties.Select(p => p.PropertyType),
            .. Attributes(type), .. type.Fields.SelectMany(Attributes), .. type.Properties.SelectMany(Attributes),
            .. type.Methods.SelectMany(UsesOf),
        ];
        return uses.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference?> UsesOf(MethodDefinition method)
    {
        foreach (var used in Signature(method).Concat(Attributes(method)))
            yield return used;
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            yield return variable.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers)
            yield return handler.CatchType;
        foreach (var used in method.Body.Instructions.SelectMany(UsesOf))
            yield return used;
    }

    private static IEnumerable<TypeReference?> UsesOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [method.DeclaringType, .. Signature(method), .. (method as GenericInstanceMethod)?.GenericArguments ?? []],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) => [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(a => a.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(a.AttributeType));

    /// <summary>What a list, an array or another made type is made of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType made => made.GenericArguments.SelectMany(Parts).Append(made.ElementType),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
