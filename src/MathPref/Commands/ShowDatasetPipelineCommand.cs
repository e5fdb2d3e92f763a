using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Draws a pipeline as a graph: Mermaid text, which GitHub, the Hub and many editors show as a picture. Nothing is run.</summary>
[Cmdlet(VerbsCommon.Show, "DatasetPipeline", DefaultParameterSetName = BlockSet)]
[OutputType(typeof(string))]
public sealed class ShowDatasetPipelineCommand : CancellableCommandBase
{
    private const string BlockSet = "Block";
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    /// <summary>The block that is to be drawn.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = BlockSet)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>A run's folder, or a script; wildcards are allowed where they match one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The same by its exact name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    protected override void ProcessRecord()
    {
        var block = ScriptBlock ?? ReadScript();
        WriteObject(PipelineGraph.Draw(PipelineBlock.Of(block, name => InvokeCommand.GetCommand(name, CommandTypes.All)), (ScriptBlockAst)block.Ast));
    }

    private ScriptBlock ReadScript()
    {
        var isLiteral = ParameterSetName == LiteralSet;
        var file = this.ExistingPath(isLiteral ? LiteralPath : Path, isLiteral, ThrowTerminatingError)!;
        if (Directory.Exists(file))
            file = System.IO.Path.Combine(file, DatasetFiles.RunScript);
        if (!File.Exists(file))
            ThrowTerminatingError(Errors.PathNotFound(file));
        var script = Parser.ParseFile(file, out _, out var errors);
        if (errors.Length > 0)
            ThrowTerminatingError(new DatasetFormatException(file, errors[0].Extent.StartLineNumber, null, errors[0].Message).UnreadableData(file));
        return script.GetScriptBlock();
    }
}
