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

    /// <summary>The block that is to be drawn.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = BlockSet)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>A run's folder, or a script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    protected override void ProcessRecord()
    {
        var block = ScriptBlock ?? ReadScript();
        WriteObject(PipelineGraph.Draw(PipelineBlock.Of(block, name => InvokeCommand.GetCommand(name, CommandTypes.All)), (ScriptBlockAst)block.Ast));
    }

    private ScriptBlock ReadScript()
    {
        var file = this.FileSystemPath(Path);
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
