using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace MathPref.Runs;

/// <summary>One of our cmdlets in a block.</summary>
internal sealed class BlockStep
{
    private const string StepName = "StepName";
    internal const string Llm = "Llm";

    private readonly StepAttribute? _step;
    private readonly Dictionary<string, ParameterBindingResult> _arguments = [];

    public BlockStep(CommandAst command, Type type)
    {
        Command = command;
        Type = type;
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        Cmdlet = $"{attribute.VerbName}-{attribute.NounName}";
        _step = StepAttribute.Of(type);
        _arguments = Bind(command);
        IsSplatted = command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true });
        GivesNames = Argument(StepName) is not null;
        GivenNames = Texts(Argument(StepName));
        Models = CountModels();
    }

    /// <summary>A step that was met as it began.</summary>
    public BlockStep(Type type, string cmdlet, int models, IReadOnlyList<string>? names)
    {
        (Type, Cmdlet, Models, GivenNames, GivesNames) = (type, cmdlet, models, names, names is not null);
        _step = StepAttribute.Of(type);
    }

    public CommandAst? Command { get; }

    /// <summary>The class of the cmdlet.</summary>
    public Type Type { get; }

    public string Cmdlet { get; }

    /// <summary>What its steps are called, but for their number; null for a cmdlet that is no step.</summary>
    public string? Task => _step?.Task;

    /// <summary>The models that stand in where it names none.</summary>
    public string[] EmbeddedModels => _step?.EmbeddedModels ?? [];

    /// <summary>Whether what parameters it has cannot be told.</summary>
    public bool IsSplatted { get; }

    /// <summary>Whether -StepName is given.</summary>
    public bool GivesNames { get; }

    /// <summary>The literal names; null where there are none or they are no literals.</summary>
    public IReadOnlyList<string>? GivenNames { get; }

    /// <summary>How many steps it is: one for each model. Null until it is known.</summary>
    public int? Models { get; set; }

    public bool CallsModels => _step is { CallsModels: true } && (!_step.CallsOnlyNamedModels || IsSplatted || Argument(Llm) is not null);

    /// <summary>Whether rows reach it through another cmdlet of the same pipeline that calls models.</summary>
    public bool FollowsCall { get; set; }

    /// <summary>The source text of a parameter's argument; null where it is not given.</summary>
    public CommandElementAst? Argument(string parameter) => _arguments.GetValueOrDefault(parameter)?.Value;

    /// <summary>The same of a command that is no step.</summary>
    public static CommandElementAst? Argument(CommandAst command, string parameter) => Bind(command).GetValueOrDefault(parameter)?.Value;

    private static Dictionary<string, ParameterBindingResult> Bind(CommandAst command) => StaticParameterBinder.BindCommand(command, true).BoundParameters;

    private int? CountModels()
    {
        if (_step is not { IsOneForEachModel: true })
            return 1;
        if (IsSplatted)
            return null;
        return Argument(Llm) switch
        {
            null => EmbeddedModels.Length,
            StringConstantExpressionAst or ExpandableStringExpressionAst => 1,
            ArrayLiteralAst { Elements: var elements } when elements.All(element => element is StringConstantExpressionAst or ExpandableStringExpressionAst) =>
                elements.Count,
            _ => null,
        };
    }

    private static IReadOnlyList<string>? Texts(CommandElementAst? argument) => argument switch
    {
        StringConstantExpressionAst one => [one.Value],
        ArrayLiteralAst { Elements: var elements } when elements.All(element => element is StringConstantExpressionAst) =>
            elements.Cast<StringConstantExpressionAst>().Select(element => element.Value).ToList(),
        _ => null,
    };
}
