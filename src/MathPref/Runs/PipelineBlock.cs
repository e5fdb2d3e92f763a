using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace MathPref.Runs;

/// <summary>A run's script block as its text tells it: the steps in it, in their order.</summary>
internal sealed class PipelineBlock
{
    private static readonly Dictionary<string, Type> s_cmdlets = typeof(PipelineBlock).Assembly.GetTypes()
        .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
        .Where(c => c.Cmdlet is not null)
        .ToDictionary(c => $"{c.Cmdlet!.VerbName}-{c.Cmdlet.NounName}", c => c.Type, StringComparer.OrdinalIgnoreCase);

    private PipelineBlock(ScriptBlockAst ast, Func<string, CommandInfo?> find)
    {
        var commands = ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .OrderBy(command => command.Extent.StartOffset)
            .ToList();
        foreach (var command in commands)
        {
            if (CmdletOf(command, find) is { } type)
                Add(new BlockStep(command, type) { FollowsCall = FollowsCall(command, find) });
            else if (MayHideCmdlets(command, find, ast))
                HidesCommands = true;
        }
    }

    /// <summary>The cmdlets of ours in the order of the text.</summary>
    public List<BlockStep> Steps { get; } = [];

    /// <summary>Whether the block calls what cannot be looked into: functions, scripts, commands that are made up as it runs.</summary>
    public bool HidesCommands { get; }

    /// <summary>Whether the names of all steps can be told from the text.</summary>
    public bool NamesAreKnown => !HidesCommands && Steps.TrueForAll(step => step.Task is null || NamesOf(step) is not null);

    /// <summary>What the steps of a cmdlet are called but for their number; null for one that is no step.</summary>
    public static string? TaskOf(string cmdlet) => s_cmdlets.TryGetValue(cmdlet, out var type) ? StepAttribute.Of(type)?.Task : null;

    /// <param name="block">What is to be run.</param>
    /// <param name="find">The session's commands, by name.</param>
    public static PipelineBlock Of(ScriptBlock block, Func<string, CommandInfo?> find) => new((ScriptBlockAst)block.Ast, find);

    /// <summary>The step at that place of a script; null for a command that is elsewhere, such as in a function of another file.</summary>
    public BlockStep? At(string? file, int line, int column, string cmdlet) => Steps.Find(step =>
        step.Command?.Extent is { } place && place.StartLineNumber == line && place.StartColumnNumber == column
        && string.Equals(step.Cmdlet, cmdlet, StringComparison.OrdinalIgnoreCase)
        && string.Equals(place.File ?? "", file ?? "", StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of a step's steps; null where they depend on what is known only when the block runs.</summary>
    public IReadOnlyList<string>? NamesOf(BlockStep step)
    {
        if (step.IsSplatted)
            return null;
        if (step.GivesNames)
            return step.GivenNames;
        if (step.Task is not { } task || step.Models is not { } models || FirstNumber(step) is not { } first)
            return null;
        return Enumerable.Range(first, models).Select(number => StepNames.Of(task, number)).ToList();
    }

    /// <summary>The number of a step's first unnamed step: those of the same task before it in the text count. Null where their number is not known.</summary>
    public int? FirstNumber(BlockStep step)
    {
        var first = 0;
        foreach (var before in Steps.TakeWhile(other => other != step).Where(other => other.Task == step.Task && !other.GivesNames))
        {
            if (before.Models is not { } models)
                return null;
            first += models;
        }
        return first;
    }

    /// <summary>Adds a step that the text did not show, when it begins.</summary>
    public void Add(BlockStep step) => Steps.Add(step);

    private static Type? CmdletOf(CommandAst command, Func<string, CommandInfo?> find)
    {
        if (command.GetCommandName() is not { } name)
            return null;
        if (name.StartsWith(@"MathPref\", StringComparison.OrdinalIgnoreCase))
            name = name[(name.IndexOf('\\') + 1)..];
        if (s_cmdlets.TryGetValue(name, out var type))
            return type;
        return Resolve(name, find) is CmdletInfo { ImplementingType: { } implementing } && s_cmdlets.ContainsValue(implementing) ? implementing : null;
    }

    private static bool FollowsCall(CommandAst command, Func<string, CommandInfo?> find) => command.Parent is PipelineAst pipeline && pipeline.PipelineElements
        .TakeWhile(element => element != command)
        .SelectMany(element => element.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        .Any(before => CmdletOf(before, find) is { } type && StepAttribute.Of(type) is { CallsModels: true } step
            && (!step.CallsOnlyNamedModels || BlockStep.Argument(before, BlockStep.Llm) is not null));

    private static bool MayHideCmdlets(CommandAst command, Func<string, CommandInfo?> find, ScriptBlockAst block)
    {
        if (command.GetCommandName() is not { } name)
            // A block that stands right here was looked into.
            return command.CommandElements[0] is not ScriptBlockExpressionAst;
        return Resolve(name, find) switch
        {
            CmdletInfo cmdlet => cmdlet.Name is "Invoke-Expression" or "Invoke-Command" or "Start-Job" or "Start-ThreadJob",
            FunctionInfo => true,
            ApplicationInfo => false,
            _ => !block.FindAll(
                node => node is FunctionDefinitionAst definition && string.Equals(definition.Name, name, StringComparison.OrdinalIgnoreCase),
                searchNestedScriptBlocks: true).Any(),
        };
    }

    private static CommandInfo? Resolve(string name, Func<string, CommandInfo?> find)
    {
        var command = find(name);
        for (var i = 0; command is AliasInfo alias && i < 10; i++)
            command = alias.ResolvedCommand;
        return command;
    }
}
