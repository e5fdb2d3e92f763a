using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>The text of a run's block as it is kept: without the keys that stand in it.</summary>
internal sealed partial class ScriptText
{
    /// <summary>Parameters and variables whose values are secrets, whatever they hold.</summary>
    private static readonly string[] s_secretParameters = ["ApiKey", "Token", "ProxyCredential"];

    private static readonly string[] s_setters = ["Set-Item", "New-Item", "Set-Content", "Set-Variable", "New-Variable", "si", "ni", "sv"];

    private readonly ScriptBlockAst _ast;
    private readonly HashSet<string> _secretVariables = new(StringComparer.OrdinalIgnoreCase);

    private ScriptText(ScriptBlockAst ast) => _ast = ast;

    /// <summary>The text of a block without its braces, its common indentation and its secrets.</summary>
    public static string Of(ScriptBlock block, Secrets secrets) => new ScriptText((ScriptBlockAst)block.Ast).Without(secrets);

    private string Without(Secrets secrets)
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
        return left.Count == right.Count
            && left.Zip(right).All(pair => pair.First == pair.Second || IsMarked(pair.First, pair.Second) || IsMarked(pair.Second, pair.First));
    }

    private static bool IsMarked(string pattern, string text)
    {
        if (!pattern.Contains(Secrets.Mark, StringComparison.Ordinal))
            return false;
        var regex = Regex.Escape(pattern)
            .Replace(Regex.Escape($"'{Secrets.Mark}'"), ".*", StringComparison.Ordinal)
            .Replace(Regex.Escape(Secrets.Mark), ".*", StringComparison.Ordinal);
        return Regex.IsMatch(text, @"\A" + regex + @"\z", RegexOptions.Singleline);
    }

    private static List<string> Tokens(string script)
    {
        Parser.ParseInput(script, out var tokens, out _);
        var texts = new List<string>();
        foreach (var token in tokens)
        {
            if (token.Kind is TokenKind.Comment or TokenKind.LineContinuation or TokenKind.EndOfInput
                || token.Kind is TokenKind.NewLine && (texts.Count == 0 || texts[^1] == "\n"))
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
            if (parent is CommandAst { CommandElements: [var name, ..] } && name == child
                || parent is MemberExpressionAst { Member: var member } && member == child)
                return false;
            switch (parent)
            {
                case CommandParameterAst { ParameterName: var parameter } when IsSecretParameter(parameter):
                    return true;
                case CommandAst command when IsArgumentOfSecret(command, child):
                    return true;
                case AssignmentStatementAst { Left: var left } when child != left
                    && (SecretName().IsMatch(left.Extent.Text)
                        || left is VariableExpressionAst variable && _secretVariables.Contains(variable.VariablePath.UserPath)):
                    return true;
                case CommandAst command when SetsNamedSecret(command, child):
                    return true;
                case InvokeMemberExpressionAst
                    { Member: StringConstantExpressionAst { Value: "SetEnvironmentVariable" }, Arguments: [StringConstantExpressionAst named, ..] }
                    when named != child && SecretName().IsMatch(named.Value):
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
        && command.CommandElements.Skip(1).OfType<StringConstantExpressionAst>().FirstOrDefault() is { } named
        && named != argument && SecretName().IsMatch(named.Value);

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
        var hasLongTexts = _ast.Find(
            node => node is (StringConstantExpressionAst or ExpandableStringExpressionAst) && node.Extent.StartLineNumber != node.Extent.EndLineNumber,
            searchNestedScriptBlocks: true) is not null;
        var lines = text.Split('\n').Select(line => hasLongTexts ? line : line.TrimEnd()).ToList();
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[0]))
            lines.RemoveAt(0);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1]))
            lines.RemoveAt(lines.Count - 1);
        var indent = hasLongTexts ? 0 : lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    [GeneratedRegex(
        @"(?:api_?key|(?:hf|access|auth|api|bearer)_?token|(?<![A-Za-z0-9_])token|secret|password|passwd|credential)[}'""\]]*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
