using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Core.Text;

namespace MathPref.Runs;

/// <summary>A run as its folder holds it, to be run once more.</summary>
/// <param name="Record">What it was run with.</param>
/// <param name="Script">Its text.</param>
/// <param name="Block">The same, to be run.</param>
internal sealed record KeptRun(RunRecord Record, string Script, ScriptBlock Block)
{
    /// <summary>What stands in a script in place of an address or a block that was not its own to keep.</summary>
    private const string LeftOut = "…";

    /// <summary>
    /// Throws <see cref="RunException"/> where there is no run, where the folder may be another's work, and where its script lacks what it was run with:
    /// a key, an address, a variable.
    /// </summary>
    public static KeptRun Read(PSCmdlet cmdlet, string folder)
    {
        var record = RunFolder.ReadRecord(folder);
        if (record is null || RunFolder.ReadScript(folder) is not { } script)
        {
            var missing = record is null ? DatasetFiles.RunRecord : DatasetFiles.RunScript;
            throw new RunException("NotARun", $"{folder} holds no run to go on with: {missing} is not there.");
        }
        var file = Path.Combine(folder, DatasetFiles.RunScript);
        foreach (var part in new[] { folder, Path.Combine(folder, DatasetFiles.RunRecord), file })
        {
            if (FileOwner.Doubt(cmdlet, part) is { } doubt)
                throw new RunException("NotYourRun", $"{part} may be another's work: {doubt}. Look at {file}, and give its text as the block.");
        }
        var ast = Parser.ParseInput(script, out _, out var errors);
        if (errors.Length > 0)
            throw new RunException("BadRunScript", $"{file}:{errors[0].Extent.StartLineNumber}: {errors[0].Message}");
        if (ast.Find(IsLeftOut, searchNestedScriptBlocks: true) is { } gone)
            throw new RunException("BlockIsNotWhole", $"{file}:{gone.Extent.StartLineNumber}: {PlaceOf(gone)} was not kept ({gone.Extent.Text}). " +
                "Run it by the block itself, with keys in the environment or in a variable.");
        var unset = ScriptVariables.Unset(ast, name => IsSet(cmdlet, name));
        if (unset.Count > 0)
        {
            var names = string.Join(", ", unset.Select(variable => variable.Extent.Text));
            var lack = unset.Count == 1 ? "has no value" : "have no values";
            throw new RunException("BlockIsNotWhole", $"{file}:{unset[0].Extent.StartLineNumber}: {names} {lack} here. " +
                "Set what the block takes from around it, or run it by the block itself.");
        }
        return new KeptRun(record, script, ast.GetScriptBlock());
    }

    /// <summary>The parameters that it was run with; null for none. Throws <see cref="RunException"/> where a key was taken out of them.</summary>
    public object? Parameters => Record.Parameters is not { } parameters ? null
        : parameters.GetRawText().Contains(KeyText.Mark, StringComparison.Ordinal)
            ? throw new RunException("BlockIsNotWhole", $"The parameters of the run hold {KeyText.Mark}, so they were not kept whole. Give -Parameters.")
        : JsonRows.Read(parameters) as Row;

    /// <summary>Whether the script and the parameters in a folder are all that was run: nothing was redacted or left out.</summary>
    public static bool IsWhole(string folder) => RunFolder.ReadScript(folder) is { } script
        && Parser.ParseInput(script, out _, out _).Find(IsLeftOut, searchNestedScriptBlocks: true) is null
        && RunFolder.ReadRecord(folder)?.Parameters?.GetRawText().Contains(KeyText.Mark, StringComparison.Ordinal) is not true;

    private static bool IsSet(PSCmdlet cmdlet, string name) => name.StartsWith("env:", StringComparison.OrdinalIgnoreCase)
        ? !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name["env:".Length..]))
        : cmdlet.SessionState.PSVariable.Get(name) is not null;

    private static bool IsLeftOut(Ast node) => node switch
    {
        StringConstantExpressionAst text => text.Value.Contains(KeyText.Mark, StringComparison.Ordinal) || text.Value is LeftOut or "https://" + LeftOut,
        ExpandableStringExpressionAst text => text.Value.Contains(KeyText.Mark, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>What the text is given to: a parameter, a variable or a key of a hashtable.</summary>
    private static string PlaceOf(Ast text)
    {
        for (Ast node = text; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case CommandParameterAst parameter:
                    return "-" + parameter.ParameterName;
                case CommandAst command when command.CommandElements.IndexOf((CommandElementAst)node) is > 0 and var place
                    && command.CommandElements[place - 1] is CommandParameterAst before:
                    return "-" + before.ParameterName;
                case AssignmentStatementAst set:
                    return set.Left.Extent.Text;
                case HashtableAst table when table.KeyValuePairs.FirstOrDefault(pair => pair.Item2 == node) is { } pair:
                    return pair.Item1.Extent.Text;
            }
        }
        return "a text";
    }
}
