using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Rows;

namespace MathPref.Completion;

/// <summary>
/// Completes the column that is read: those of the rows that the pipe begins with, where these are a file or a variable that can be looked at,
/// and else those that the stages make. A file is looked into for its first row, and one that is slow is left alone.
/// </summary>
public sealed class InputColumnCompleter : IArgumentCompleter
{
    private static readonly string[] s_readers = ["Import-Dataset", "Import-Csv", "ipcsv"];

    private static readonly Suggestion[] s_made =
    [
        new(Columns.Instruction, "The instruction; the default of all but New-SelfInstruct."),
        new(Columns.Input, "The topic; the default of New-SelfInstruct."),
        new(Columns.Prompt, "The prompt of a pair."),
    ];

    private static readonly Suggestion[] s_questions =
    [
        new("question", "The question, as datasets often call it."),
        new("problem", "The problem, as datasets often call it."),
        new(Columns.Instruction, "The instruction."),
    ];

    private static readonly Suggestion[] s_references =
    [
        new(Columns.ReferenceAnswer, "The final answer; the default."),
        new("solution", "A worked solution that ends in the answer, as datasets often call it."),
        new("answer", "The answer, as datasets often call it."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () =>
        {
            var own = PSRow.Unwrap(fakeBoundParameters["Source"]) is string given
                ? ColumnsOfSource(given, PSRow.Unwrap(fakeBoundParameters["Config"]) as string)
                : Source(commandAst) is { } source ? ColumnsOf(source)
                : [];
            if (own.Count > 0)
                return own.Select(name => new Suggestion(name, "A column of the rows that the pipe begins with."));
            return parameterName switch { "ReferenceColumn" => s_references, "QuestionColumn" => s_questions, _ => s_made };
        });

    /// <summary>What the pipe begins with; null for what stands alone.</summary>
    private static CommandBaseAst? Source(CommandAst? command) =>
        (command?.Parent as PipelineAst)?.PipelineElements[0] is { } first && first != command ? first : null;

    private static IReadOnlyList<string> ColumnsOf(CommandBaseAst source) => source switch
    {
        CommandExpressionAst { Expression: VariableExpressionAst variable } => ColumnsOfVariable(variable.VariablePath.UserPath),
        CommandAst reader when s_readers.Contains(reader.GetCommandName(), StringComparer.OrdinalIgnoreCase) && FileOf(reader) is { } file =>
            ColumnsOfFile(file, ConfigOf(reader)),
        _ => [],
    };

    private static IReadOnlyList<string> ColumnsOfVariable(string name)
    {
        const string Script = "param($name) $ExecutionContext.SessionState.PSVariable.GetValue($name)";
        var first = ScriptBlock.Create(Script).Invoke(name).FirstOrDefault();
        return first?.BaseObject switch
        {
            null or string or ValueType => [],
            IDictionary dictionary => dictionary.Keys.OfType<string>().ToList(),
            _ => first.Properties.Select(property => property.Name).ToList(),
        };
    }

    /// <summary>The first text that stands in the command: by position, or behind -Path or -LiteralPath.</summary>
    private static string? FileOf(CommandAst reader) =>
        reader.CommandElements.Skip(1).OfType<StringConstantExpressionAst>().FirstOrDefault()?.Value is { } path ? DatasetFolder.Resolve(path) : null;

    private static string? ConfigOf(CommandAst reader) =>
        StaticParameterBinder.BindCommand(reader).BoundParameters.TryGetValue("Config", out var config) ? config.ConstantValue as string : null;

    private static IReadOnlyList<string> ColumnsOfSource(string source, string? config) =>
        !HubAddress.Is(source) && DatasetFolder.Resolve(source) is { } file ? ColumnsOfFile(file, config) : [];

    private static IReadOnlyList<string> ColumnsOfFile(string file, string? config)
    {
        var reader = new DatasetReader { OnError = _ => { }, OnWarning = _ => { }, Config = config };
        var look = Task.Run(() => reader.Read(file).Take(1).SelectMany(row => row.Select(column => column.Key)).ToList());
        try
        {
            return look.Wait(Suggestions.Patience) ? look.Result : [];
        }
        catch (AggregateException)
        {
            // What is wrong with the file is for the cmdlet to tell.
            return [];
        }
    }
}
