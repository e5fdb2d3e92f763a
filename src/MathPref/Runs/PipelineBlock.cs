using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using MathPref.Core.Runs;
using MathPref.Pump;

namespace MathPref.Runs;

/// <summary>A run's script block as its text tells it: the steps in it, in their order, and the text without its secrets.</summary>
internal sealed partial class PipelineBlock
{
    private static readonly Dictionary<string, Type> s_cmdlets = typeof(PipelineBlock).Assembly.GetTypes()
        .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
        .Where(c => c.Cmdlet is not null)
        .ToDictionary(c => $"{c.Cmdlet!.VerbName}-{c.Cmdlet.NounName}", c => c.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Parameters and variables whose values are secrets, whatever they hold.</summary>
    private static readonly string[] s_secretParameters = ["ApiKey", "Token", "ProxyCredential"];

    private static readonly string[] s_setters = ["Set-Item", "New-Item", "Set-Content", "Set-Variable", "New-Variable", "si", "ni", "sv"];

    private readonly ScriptBlockAst _ast;
    private readonly HashSet<string> _secretVariables = new(StringComparer.OrdinalIgnoreCase);

    private PipelineBlock(ScriptBlockAst ast, Func<string, CommandInfo?> find)
    {
        _ast = ast;
        var commands = ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().OrderBy(command => command.Extent.StartOffset).ToList();
        foreach (var command in commands)
        {
            if (CmdletOf(command, find) is { } type)
                Add(new BlockStage(command, type) { FollowsCall = FollowsCall(command, find) });
            else if (MayHideCmdlets(command, find, ast))
                HidesCommands = true;
        }
    }

    /// <summary>The cmdlets of ours in the order of the text.</summary>
    public List<BlockStage> Stages { get; } = [];

    /// <summary>Whether the block calls what cannot be looked into: functions, scripts, commands that are made up as it runs.</summary>
    public bool HidesCommands { get; }

    /// <summary>Whether the names of all steps can be told from the text.</summary>
    public bool NamesAreKnown => !HidesCommands && Stages.TrueForAll(stage => stage.Task is null || NamesOf(stage) is not null);

    /// <param name="block">What is to be run.</param>
    /// <param name="find">The session's commands, by name.</param>
    public static PipelineBlock Of(ScriptBlock block, Func<string, CommandInfo?> find) => new((ScriptBlockAst)block.Ast, find);

    /// <summary>The stage at that place of a script; null for a command that is elsewhere, such as in a function of another file.</summary>
    public BlockStage? At(string? file, int line, int column, string cmdlet) => Stages.Find(stage =>
        stage.Command?.Extent is { } place && place.StartLineNumber == line && place.StartColumnNumber == column
        && string.Equals(stage.Cmdlet, cmdlet, StringComparison.OrdinalIgnoreCase)
        && string.Equals(place.File ?? "", file ?? "", StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of a stage's steps; null where they depend on what is known only when the block runs.</summary>
    public IReadOnlyList<string>? NamesOf(BlockStage stage)
    {
        if (stage.IsSplatted)
            return null;
        if (stage.GivesNames)
            return stage.GivenNames;
        if (stage.Task is not { } task || stage.Models is not { } models || FirstNumber(stage) is not { } first)
            return null;
        return Enumerable.Range(first, models).Select(number => StepNames.Of(task, number)).ToList();
    }

    /// <summary>The number of a stage's first unnamed step: those of the same task before it in the text count. Null where their number is not known.</summary>
    public int? FirstNumber(BlockStage stage)
    {
        var first = 0;
        foreach (var before in Stages.TakeWhile(other => other != stage).Where(other => other.Task == stage.Task && !other.GivesNames))
        {
            if (before.Models is not { } models)
                return null;
            first += models;
        }
        return first;
    }

    /// <summary>Adds a stage that the text did not show, when it begins.</summary>
    public void Add(BlockStage stage) => Stages.Add(stage);

    /// <summary>The block's text without its braces, its common indentation and its secrets.</summary>
    public string Script(Secrets secrets)
    {
        var text = _ast.Extent.Text;
        var from = _ast.Extent.StartOffset;
        // What is assigned to a variable that is assigned to one that is given as a key is a key as well.
        for (var known = -1; known < _secretVariables.Count;)
        {
            known = _secretVariables.Count;
            _secretVariables.UnionWith(SecretVariables());
        }
        foreach (var literal in SecretLiterals().OrderByDescending(literal => literal.Extent.StartOffset))
            text = text[..(literal.Extent.StartOffset - from)] + $"'{Secrets.Mark}'" + text[(literal.Extent.EndOffset - from)..];
        if (text.StartsWith('{') && text.EndsWith('}'))
            text = text[1..^1];
        return secrets.Redact(Dedent(text.ReplaceLineEndings("\n"))) + "\n";
    }

    /// <summary>
    /// Whether two scripts do the same: comments, blank lines and indentation do not count, and what was redacted in one may be anything in
    /// the other.
    /// </summary>
    public static bool AreSame(string kept, string given)
    {
        var (left, right) = (Tokens(kept), Tokens(given));
        return left.Count == right.Count && left.Zip(right).All(pair => pair.First == pair.Second || IsMarked(pair.First, pair.Second) || IsMarked(pair.Second, pair.First));
    }

    private static bool IsMarked(string pattern, string text) => pattern.Contains(Secrets.Mark, StringComparison.Ordinal)
        && Regex.IsMatch(text, @"\A" + Regex.Escape(pattern).Replace(Regex.Escape($"'{Secrets.Mark}'"), ".*", StringComparison.Ordinal).Replace(Regex.Escape(Secrets.Mark), ".*", StringComparison.Ordinal) + @"\z", RegexOptions.Singleline);

    private static List<string> Tokens(string script)
    {
        Parser.ParseInput(script, out var tokens, out _);
        var texts = new List<string>();
        foreach (var token in tokens)
        {
            if (token.Kind is TokenKind.Comment or TokenKind.LineContinuation or TokenKind.EndOfInput || token.Kind is TokenKind.NewLine && (texts.Count == 0 || texts[^1] == "\n"))
                continue;
            texts.Add(token.Kind is TokenKind.NewLine ? "\n" : token.Text);
        }
        if (texts.Count > 0 && texts[^1] == "\n")
            texts.RemoveAt(texts.Count - 1);
        return texts;
    }

    private IEnumerable<Ast> SecretLiterals() => _ast
        .FindAll(node => node is StringConstantExpressionAst or ExpandableStringExpressionAst, searchNestedScriptBlocks: true)
        .Where(IsSecret)
        // A text within another that is replaced goes with it.
        .Where(node => !Parents(node).Any(parent => parent is ExpandableStringExpressionAst && IsSecret(parent)));

    /// <summary>The value of a secret parameter, or of a variable, key or member that is called like one.</summary>
    private bool IsSecret(Ast literal)
    {
        var child = literal;
        foreach (var parent in Parents(literal))
        {
            if (parent is CommandAst { CommandElements: [var name, ..] } && name == child || parent is MemberExpressionAst { Member: var member } && member == child)
                return false;
            switch (parent)
            {
                case CommandParameterAst { ParameterName: var parameter } when IsSecretParameter(parameter):
                    return true;
                case CommandAst command when IsArgumentOfSecret(command, child):
                    return true;
                case AssignmentStatementAst { Left: var left } when child != left && (SecretName().IsMatch(left.Extent.Text) || left is VariableExpressionAst variable && _secretVariables.Contains(variable.VariablePath.UserPath)):
                    return true;
                case CommandAst command when SetsNamedSecret(command, child):
                    return true;
                case InvokeMemberExpressionAst { Member: StringConstantExpressionAst { Value: "SetEnvironmentVariable" }, Arguments: [StringConstantExpressionAst named, ..] } when named != child && SecretName().IsMatch(named.Value):
                    return true;
                case CommandAst command when !string.Equals(command.GetCommandName(), "ConvertTo-SecureString", StringComparison.OrdinalIgnoreCase):
                    // What another command makes of its arguments is its own affair: a file's name, a secret's name in a vault.
                    return false;
                case HashtableAst table when table.KeyValuePairs.Any(pair => pair.Item2 == child && SecretName().IsMatch(pair.Item1.Extent.Text)):
                    return true;
                case ScriptBlockAst or NamedBlockAst:
                    return false;
            }
            child = parent;
        }
        return false;
    }

    /// <summary>Variables that are given where a secret belongs: what is assigned to them is one.</summary>
    private List<string> SecretVariables() => _ast
        .FindAll(node => node is VariableExpressionAst, searchNestedScriptBlocks: true)
        .Where(IsSecret)
        .Select(node => ((VariableExpressionAst)node).VariablePath.UserPath)
        .ToList();

    /// <summary>Set-Item env:HF_TOKEN '…' and its like.</summary>
    private static bool SetsNamedSecret(CommandAst command, Ast argument) =>
        command.GetCommandName() is { } name && s_setters.Contains(name, StringComparer.OrdinalIgnoreCase)
        && command.CommandElements.Skip(1).OfType<StringConstantExpressionAst>().FirstOrDefault() is { } named && named != argument && SecretName().IsMatch(named.Value);

    private static bool IsArgumentOfSecret(CommandAst command, Ast argument)
    {
        var place = command.CommandElements.ToList().FindIndex(element => element == argument);
        return place > 0 && command.CommandElements[place - 1] is CommandParameterAst { Argument: null, ParameterName: var name } && IsSecretParameter(name);
    }

    /// <summary>Parameters may be cut short as long as they are clear.</summary>
    private static bool IsSecretParameter(string name) =>
        s_secretParameters.Any(secret => name.Length >= 3 && secret.StartsWith(name, StringComparison.OrdinalIgnoreCase)) || SecretName().IsMatch(name);

    private static IEnumerable<Ast> Parents(Ast node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }

    private string Dedent(string text)
    {
        // The lines of a text are part of the script; moving or trimming them would change it.
        var hasLongTexts = _ast.Find(node => node is (StringConstantExpressionAst or ExpandableStringExpressionAst) && node.Extent.StartLineNumber != node.Extent.EndLineNumber, searchNestedScriptBlocks: true) is not null;
        var lines = text.Split('\n').Select(line => hasLongTexts ? line : line.TrimEnd()).ToList();
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[0]))
            lines.RemoveAt(0);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1]))
            lines.RemoveAt(lines.Count - 1);
        var indent = hasLongTexts ? 0 : lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

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
        .Any(before => CmdletOf(before, find) is { } type && type.IsSubclassOf(typeof(LlmCommandBase)));

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
            _ => !block.FindAll(node => node is FunctionDefinitionAst definition && string.Equals(definition.Name, name, StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: true).Any(),
        };
    }

    private static CommandInfo? Resolve(string name, Func<string, CommandInfo?> find)
    {
        var command = find(name);
        for (var i = 0; command is AliasInfo alias && i < 10; i++)
            command = alias.ResolvedCommand;
        return command;
    }

    [GeneratedRegex(@"(?:api_?key|(?:hf|access|auth|api|bearer)_?token|(?<![A-Za-z0-9_])token|secret|password|passwd|credential)[}'""\]]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}

/// <summary>One of our cmdlets in a block.</summary>
internal sealed class BlockStage
{
    public BlockStage(CommandAst command, Type type)
    {
        Command = command;
        Type = type;
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        Cmdlet = $"{attribute.VerbName}-{attribute.NounName}";
        Task = StepNames.TaskOf(Cmdlet);
        Arguments = StaticParameterBinder.BindCommand(command, true).BoundParameters;
        IsSplatted = command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true });
        GivesNames = Argument(nameof(LlmCommandBase.StepName)) is not null;
        GivenNames = Texts(Argument(nameof(LlmCommandBase.StepName)));
        Models = CountModels();
    }

    /// <summary>A stage that was met as it began.</summary>
    public BlockStage(Type type, string cmdlet, int models, IReadOnlyList<string>? names)
    {
        (Type, Cmdlet, Models, GivenNames, GivesNames) = (type, cmdlet, models, names, names is not null);
        Task = StepNames.TaskOf(cmdlet);
    }

    public CommandAst? Command { get; }

    /// <summary>The class of the cmdlet.</summary>
    public Type Type { get; }

    public string Cmdlet { get; }

    /// <summary>What its steps are called, but for their number; null for a cmdlet that is no step.</summary>
    public string? Task { get; }

    /// <summary>Whether what parameters it has cannot be told.</summary>
    public bool IsSplatted { get; }

    /// <summary>Whether -StepName is given.</summary>
    public bool GivesNames { get; }

    /// <summary>The literal names; null where there are none or they are no literals.</summary>
    public IReadOnlyList<string>? GivenNames { get; }

    /// <summary>How many steps it is: one for each model. Null until it is known.</summary>
    public int? Models { get; set; }

    public bool CallsModels => Type.IsSubclassOf(typeof(LlmCommandBase));

    /// <summary>Whether rows reach it through another cmdlet of the same pipeline that calls models.</summary>
    public bool FollowsCall { get; set; }

    private IDictionary<string, ParameterBindingResult> Arguments { get; } = new Dictionary<string, ParameterBindingResult>();

    /// <summary>The source text of a parameter's argument; null where it is not given.</summary>
    public CommandElementAst? Argument(string parameter) => Arguments.TryGetValue(parameter, out var bound) ? bound.Value : null;

    private int? CountModels()
    {
        if (!CallsModels || Type != typeof(Commands.InvokeTextGenerationCommand))
            return 1;
        if (IsSplatted)
            return null;
        return Argument(nameof(LlmCommandBase.Llm)) switch
        {
            null => Commands.InvokeTextGenerationCommand.Embedded.Length,
            StringConstantExpressionAst or ExpandableStringExpressionAst => 1,
            ArrayLiteralAst { Elements: var elements } when elements.All(element => element is StringConstantExpressionAst or ExpandableStringExpressionAst) => elements.Count,
            _ => null,
        };
    }

    private static IReadOnlyList<string>? Texts(CommandElementAst? argument) => argument switch
    {
        StringConstantExpressionAst one => [one.Value],
        ArrayLiteralAst { Elements: var elements } when elements.All(element => element is StringConstantExpressionAst) => elements.Cast<StringConstantExpressionAst>().Select(element => element.Value).ToList(),
        _ => null,
    };
}
