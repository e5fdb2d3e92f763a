using System.Management.Automation.Language;

namespace MathPref.Runs;

/// <summary>The variables that a script reads and does not set itself.</summary>
internal static class ScriptVariables
{
    /// <summary>Those that stand for the file in which a script lies, which is another where it was copied to.</summary>
    private static readonly HashSet<string> s_ofItsFile = new(StringComparer.OrdinalIgnoreCase) { "PSScriptRoot", "PSCommandPath" };

    /// <summary>Those that the engine sets as it runs.</summary>
    private static readonly HashSet<string> s_ofTheEngine = new(StringComparer.OrdinalIgnoreCase)
    {
        "_", "PSItem", "args", "input", "this", "foreach", "switch", "matches", "MyInvocation", "PSBoundParameters", "PSCmdlet", "LASTEXITCODE", "StackTrace",
        "Event", "Sender", "?", "^", "$", "true", "false", "null", "error", "OFS",
    };

    private static readonly string[] s_scopes = ["script:", "global:", "local:", "private:", "using:", "variable:"];

    /// <summary>What has no value, each where it is read first.</summary>
    /// <param name="script">The script.</param>
    /// <param name="isSet">Whether a variable has a value outside of it, by its name; one of the environment begins with <c>env:</c>.</param>
    public static IReadOnlyList<VariableExpressionAst> Unset(ScriptBlockAst script, Func<string, bool> isSet)
    {
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in script.FindAll(_ => true, searchNestedScriptBlocks: true))
            own.UnionWith(SetBy(node));
        return script.FindAll(node => node is VariableExpressionAst, searchNestedScriptBlocks: true)
            .Cast<VariableExpressionAst>()
            .Where(variable => NameOf(variable) is var name && !s_ofTheEngine.Contains(name) && !own.Contains(name)
                && (s_ofItsFile.Contains(name) || HasValue(name, isSet) is false))
            .DistinctBy(NameOf, StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    private static bool? HasValue(string name, Func<string, bool> isSet) =>
        name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("env:", StringComparison.OrdinalIgnoreCase) ? null : isSet(name);

    private static IEnumerable<string> SetBy(Ast node) => node switch
    {
        AssignmentStatementAst set => Targets(set.Left),
        ForEachStatementAst loop => [NameOf(loop.Variable)],
        ParameterAst parameter => [NameOf(parameter.Name)],
        // -OutVariable name, Set-Variable name and their like.
        CommandAst command => command.CommandElements.Skip(1).OfType<StringConstantExpressionAst>().Select(text => text.Value.TrimStart('+')),
        ConvertExpressionAst { Type.TypeName.Name: "ref" or "Ref" or "REF", Child: VariableExpressionAst target } => [NameOf(target)],
        UnaryExpressionAst { TokenKind: TokenKind.PostfixPlusPlus or TokenKind.PlusPlus, Child: VariableExpressionAst counter } => [NameOf(counter)],
        _ => [],
    };

    private static IEnumerable<string> Targets(ExpressionAst left) => left switch
    {
        VariableExpressionAst variable => [NameOf(variable)],
        ConvertExpressionAst typed => Targets(typed.Child),
        AttributedExpressionAst attributed when attributed.Child is ExpressionAst child => Targets(child),
        ArrayLiteralAst several => several.Elements.SelectMany(Targets),
        _ => [],
    };

    private static string NameOf(VariableExpressionAst variable)
    {
        var name = variable.VariablePath.UserPath;
        return s_scopes.FirstOrDefault(scope => name.StartsWith(scope, StringComparison.OrdinalIgnoreCase)) is { } scope ? name[scope.Length..] : name;
    }
}
