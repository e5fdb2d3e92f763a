using System.Globalization;
using System.Management.Automation.Language;
using System.Text;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>
/// A block as Mermaid text (https://mermaid.js.org/syntax/flowchart.html): a node for each step, with its model, and for each command of
/// others; edges along the pipes and along variables that hold rows.
/// </summary>
internal sealed class PipelineGraph
{
    private const string Dataset = "distiset";

    private readonly PipelineBlock _block;
    private readonly StringBuilder _nodes = new();
    private readonly StringBuilder _edges = new();
    private readonly Dictionary<string, List<string>> _variables = new(StringComparer.OrdinalIgnoreCase);
    private int _number;
    private bool _hasDataset;

    private PipelineGraph(PipelineBlock block) => _block = block;

    public static string Draw(PipelineBlock block, ScriptBlockAst script)
    {
        var graph = new PipelineGraph(block);
        foreach (var part in new[] { script.BeginBlock, script.ProcessBlock, script.EndBlock })
            graph.Leave(graph.Statements(part?.Statements ?? [], []));
        if (graph._hasDataset)
            graph._nodes.Append(CultureInfo.InvariantCulture, $"    {Dataset}[(\"distiset\")]\n");
        return $"flowchart TD\n{graph._nodes}{graph._edges}".TrimEnd('\n');
    }

    /// <summary>Draws statements one after the other; what comes out of them leaves the block they stand in.</summary>
    private List<string> Statements(IEnumerable<StatementAst> statements, IReadOnlyList<string> incoming)
    {
        var ends = new List<string>();
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case PipelineAst pipeline:
                    ends.AddRange(Pipeline(pipeline, incoming));
                    break;
                case AssignmentStatementAst assignment when VariableOf(assignment.Left) is { } variable:
                    var rows = Statements([assignment.Right], incoming);
                    _variables[variable] = assignment.Operator is TokenKind.PlusEquals ? [.. _variables.GetValueOrDefault(variable, []), .. rows] : rows;
                    break;
                case CommandExpressionAst expression:
                    ends.AddRange(Expression(expression.Expression, incoming));
                    break;
                case FunctionDefinitionAst:
                    break;
                default:
                    var inners = statement.FindAll(
                        node => node is StatementBlockAst && NearestStatement(node) == statement, searchNestedScriptBlocks: false);
                    foreach (var inner in inners.Cast<StatementBlockAst>())
                        ends.AddRange(Statements(inner.Statements, incoming));
                    break;
            }
        }
        return ends;
    }

    private List<string> Pipeline(PipelineAst pipeline, IReadOnlyList<string> incoming)
    {
        var ends = incoming.ToList();
        foreach (var element in pipeline.PipelineElements)
        {
            ends = element switch
            {
                CommandExpressionAst expression => Expression(expression.Expression, incoming),
                CommandAst command => Command(command, ends),
                _ => ends,
            };
        }
        return ends;
    }

    /// <summary>Where the rows of an expression come from.</summary>
    private List<string> Expression(ExpressionAst expression, IReadOnlyList<string> incoming) => expression switch
    {
        VariableExpressionAst { VariablePath.UserPath: "_" or "PSItem" or "input" } => incoming.ToList(),
        VariableExpressionAst variable => _variables.TryGetValue(variable.VariablePath.UserPath, out var ends)
            ? ends
            : [Node($"${variable.VariablePath.UserPath}", isSource: true)],
        ParenExpressionAst { Pipeline: PipelineAst inner } => Pipeline(inner, incoming),
        ArrayExpressionAst array => Statements(array.SubExpression.Statements, incoming),
        SubExpressionAst sub => Statements(sub.SubExpression.Statements, incoming),
        ArrayLiteralAst list when list.Elements.All(item => item is StringConstantExpressionAst or ExpandableStringExpressionAst) =>
            [Node(Text.Count(list.Elements.Count, "text"), isSource: true)],
        ArrayLiteralAst list => list.Elements.SelectMany(item => Expression(item, incoming)).ToList(),
        StringConstantExpressionAst or ExpandableStringExpressionAst => [Node("1 text", isSource: true)],
        _ => [Node("rows", isSource: true)],
    };

    private List<string> Command(CommandAst command, List<string> incoming)
    {
        if (_block.Steps.Find(step => step.Command == command) is { } ours)
            return Step(ours, incoming);
        var blocks = command.CommandElements.OfType<ScriptBlockExpressionAst>().ToList();
        // Rows go through the cmdlets that a ForEach-Object calls.
        if (blocks.Exists(block => _block.Steps.Exists(step => step.Command is not null && IsWithin(step.Command, block))))
            return blocks
                .SelectMany(block => Statements(block.ScriptBlock.EndBlock?.Statements ?? block.ScriptBlock.ProcessBlock?.Statements ?? [], incoming))
                .ToList();
        var node = Node(command.GetCommandName() ?? "&", isForeign: true);
        Join(incoming, node);
        if (command.GetCommandName() is "Tee-Object" or "tee" && VariableNamedBy(command) is { } copy)
            _variables[copy] = [node];
        return [node];
    }

    private List<string> Step(BlockStep step, List<string> incoming)
    {
        var names = _block.NamesOf(step);
        var models = ModelsOf(step);
        var nodes = new List<string>();
        for (var i = 0; i < Math.Max(1, step.CallsModels ? models.Count : 1); i++)
        {
            var lines = new List<string> { names?.ElementAtOrDefault(i) ?? step.Task ?? step.Cmdlet, step.Cmdlet };
            if (step.CallsModels && i < models.Count)
                lines.Add(models[i]);
            var node = Node(string.Join("\n", lines));
            Join(incoming, node);
            nodes.Add(node);
        }
        if (step.Task == "preference_to_argilla")
        {
            _hasDataset = true;
            _edges.Append(CultureInfo.InvariantCulture, $"    {nodes[0]} -->|{Escape(names?[0] ?? RunLeaves.ArgillaLeaf)}| {Dataset}\n");
        }
        return nodes;
    }

    /// <summary>The models as the text has them; a variable by its name.</summary>
    private static List<string> ModelsOf(BlockStep step)
    {
        if (!step.CallsModels)
            return [];
        return step.Argument("Llm") switch
        {
            null => step.EmbeddedModels is { Length: > 1 } several ? [.. several] : ["embedded model"],
            ArrayLiteralAst list => list.Elements.Select(ModelOf).ToList(),
            var one => [ModelOf(one)],
        };
    }

    private static string ModelOf(Ast model) => model switch
    {
        StringConstantExpressionAst text => text.Value,
        VariableExpressionAst variable => "$" + variable.VariablePath.UserPath,
        // Of New-Llm only the model: what else stands there may be a key.
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandAst made] } }
            when BlockStep.Argument(made, "Model") is StringConstantExpressionAst name => name.Value,
        _ => "…",
    };

    /// <summary>What leaves the block becomes the dataset; what was sent to Argilla is in it already.</summary>
    private void Leave(List<string> ends)
    {
        foreach (var end in ends.Distinct())
        {
            if (_edges.ToString().Contains($"    {end} -->|", StringComparison.Ordinal))
                continue;
            _hasDataset = true;
            Join([end], Dataset);
        }
    }

    private string Node(string label, bool isSource = false, bool isForeign = false)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"n{_number++}");
        var (open, close) = isSource ? ("([", "])") : isForeign ? ("(", ")") : ("[", "]");
        _nodes.Append(CultureInfo.InvariantCulture, $"    {id}{open}\"{Escape(label)}\"{close}\n");
        return id;
    }

    private void Join(IEnumerable<string> from, string to)
    {
        foreach (var node in from)
            _edges.Append(CultureInfo.InvariantCulture, $"    {node} --> {to}\n");
    }

    private static string? VariableOf(ExpressionAst left) => left switch
    {
        VariableExpressionAst variable => variable.VariablePath.UserPath,
        ConvertExpressionAst { Child: VariableExpressionAst variable } => variable.VariablePath.UserPath,
        _ => null,
    };

    private static string? VariableNamedBy(CommandAst tee)
    {
        var place = tee.CommandElements.ToList().FindIndex(
            element => element is CommandParameterAst parameter && "Variable".StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));
        return place > 0 && place + 1 < tee.CommandElements.Count ? (tee.CommandElements[place + 1] as StringConstantExpressionAst)?.Value : null;
    }

    private static bool IsWithin(Ast node, Ast outer) => node.Extent.StartOffset >= outer.Extent.StartOffset && node.Extent.EndOffset <= outer.Extent.EndOffset;

    private static StatementAst? NearestStatement(Ast node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is StatementAst statement)
                return statement;
        }
        return null;
    }

    /// <summary>Mermaid reads HTML entities by number or name between # and ;.</summary>
    private static string Escape(string label) => string.Concat(label.Select(c => c switch
    {
        '\n' => "<br/>",
        '"' => "#quot;",
        '#' => "#35;",
        '<' => "#lt;",
        '>' => "#gt;",
        '|' => "#124;",
        _ when char.IsControl(c) => " ",
        _ => c.ToString(),
    }));
}
