using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace MathPref.Foresight;

/// <summary>A script's text, parsed once for as long as the engine keeps the text.</summary>
internal sealed class ParsedScript
{
    private static readonly ConditionalWeakTable<string, ParsedScript> s_scripts = [];

    private readonly Dictionary<(int Line, int Column), CommandAst> _commands = [];

    private ParsedScript(string text)
    {
        foreach (var command in Parser.ParseInput(text, out _, out _).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            _commands.TryAdd((command.Extent.StartLineNumber, command.Extent.StartColumnNumber), command);
    }

    /// <summary>The command of a text that was called; null where the text has none at that place.</summary>
    public static CommandAst? CommandOf(string text, InvocationInfo call) =>
        s_scripts.GetValue(text, static script => new ParsedScript(script))._commands.GetValueOrDefault((call.ScriptLineNumber, call.OffsetInLine));

    /// <summary>Whether that is the command that was called.</summary>
    public static bool IsAt(Ast command, InvocationInfo call) =>
        command.Extent.StartLineNumber == call.ScriptLineNumber && command.Extent.StartColumnNumber == call.OffsetInLine;
}
