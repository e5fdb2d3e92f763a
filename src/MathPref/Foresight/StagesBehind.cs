using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace MathPref.Foresight;

/// <summary>What stands behind a cmdlet in its pipe, as far as it can be told.</summary>
internal static class StagesBehind
{
    private const string Cmdlets = "Microsoft.PowerShell.Commands.";

    private static readonly string[] s_common =
    [
        "Debug", "ErrorAction", "ErrorVariable", "InformationAction", "InformationVariable", "OutBuffer", "OutVariable", "PipelineVariable", "ProgressAction",
        "Verbose", "WarningAction", "WarningVariable",
    ];

    /// <summary>Cmdlets that pass on the objects that come, by their classes, and the parameters with which they do.</summary>
    private static readonly Dictionary<string, string[]> s_passing = new(StringComparer.Ordinal)
    {
        [Cmdlets + "TeeObjectCommand"] = ["FilePath", "LiteralPath", "Variable", "Append", "Encoding"],
        [Cmdlets + "SelectObjectCommand"] = ["First", "Last", "Skip", "SkipLast", "SkipIndex", "Index", "Wait", "Unique", "CaseInsensitive"],
    };

    /// <summary>The class that passes on what fits, whatever its parameters but this one are.</summary>
    private const string Where = Cmdlets + "WhereObjectCommand";
    private const string Input = "InputObject";

    /// <summary>What was found of a command, for the class that its name stood for: to bind its parameters takes as long as many rows.</summary>
    private static readonly ConditionalWeakTable<CommandAst, Tuple<string, bool>> s_found = [];

    /// <summary>
    /// The stages of this module behind <paramref name="cmdlet"/>, in order, up to the first command about which nothing is sure: a function, a
    /// script block, a cmdlet of others, one whose parameters cannot be told. To be asked for when all commands have begun.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that looks.</param>
    /// <param name="pipeline">The pipeline in which it began.</param>
    public static IReadOnlyList<PSCmdlet> Of(PSCmdlet cmdlet, BegunPipeline? pipeline)
    {
        var call = cmdlet.MyInvocation;
        var behind = call.PipelineLength - call.PipelinePosition;
        if (pipeline?.Script is not { Length: > 0 } script || behind < 1 || ParsedScript.CommandOf(script, call) is not { Parent: PipelineAst pipe } here)
            return [];
        var elements = pipe.PipelineElements.SkipWhile(element => element != here).Skip(1).ToList();
        // The engine has other commands than the text where somebody put the pipeline together.
        if (elements.Count != behind)
            return [];
        var stages = new List<PSCmdlet>();
        for (var i = 0; i < behind; i++)
        {
            if (pipeline.At(call.PipelinePosition + 1 + i) is { } stage)
            {
                if (stage is not IColumnStage
                    || !ParsedScript.IsAt(elements[i], stage.MyInvocation)
                    || stage.MyInvocation.ScriptName != call.ScriptName
                    || stage.MyInvocation.BoundParameters.ContainsKey(Input))
                    break;
                stages.Add(stage);
            }
            else if (elements[i] is not CommandAst command || !PassesOn(command, name => cmdlet.InvokeCommand.GetCommand(name, CommandTypes.All)))
            {
                break;
            }
        }
        return stages;
    }

    /// <summary>A script block that looks at rows can also change them.</summary>
    private static bool MayAddColumns(Ast node) => node switch
    {
        AssignmentStatementAst { Left: MemberExpressionAst or IndexExpressionAst } => true,
        InvokeMemberExpressionAst { Member: StringConstantExpressionAst { Value: var method } } => method.Equals("Add", StringComparison.OrdinalIgnoreCase),
        CommandAst command => command.GetCommandName()?.EndsWith("Add-Member", StringComparison.OrdinalIgnoreCase) is true,
        _ => false,
    };

    /// <summary>Whether a filter runs what its text does not show: a block in a variable, a function in a block.</summary>
    private static bool MayRunMore(CommandAst filter) =>
        filter.CommandElements.ElementAtOrDefault(1) is not (null or StringConstantExpressionAst or ScriptBlockExpressionAst or CommandParameterAst)
        || filter.CommandElements.OfType<CommandParameterAst>()
            .Any(parameter => "FilterScript".StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase))
        || filter.Find(node => node is CommandAst && node != filter, searchNestedScriptBlocks: true) is not null;

    private static bool PassesOn(CommandAst command, Func<string, CommandInfo?> find)
    {
        if (command.GetCommandName() is not { } name)
            return false;
        var found = find(name);
        for (var i = 0; found is AliasInfo alias && i < 10; i++)
            found = alias.ResolvedCommand;
        if (found is not CmdletInfo { ImplementingType.FullName: { } type } || type != Where && !s_passing.ContainsKey(type))
            return false;
        if (!s_found.TryGetValue(command, out var known) || known.Item1 != type)
            s_found.AddOrUpdate(command, known = Tuple.Create(type, PassesOn(command, type)));
        return known.Item2;
    }

    private static bool PassesOn(CommandAst command, string type)
    {
        if (command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true })
            || command.Find(MayAddColumns, searchNestedScriptBlocks: true) is not null
            || type == Where && MayRunMore(command))
            return false;
        var binding = StaticParameterBinder.BindCommand(command, true);
        return binding.BindingExceptions.Count == 0 && binding.BoundParameters.Keys.All(given =>
            type == Where ? given != Input : s_passing[type].Contains(given) || s_common.Contains(given));
    }
}
