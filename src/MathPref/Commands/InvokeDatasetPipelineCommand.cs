using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Runs;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Runs a script block of these cmdlets as one named run with a folder, which can be gone on with after an interruption.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DatasetPipeline", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(GetDistisetCommand.TypeName, PlannedStep.TypeName, PSRow.TypeName)]
public sealed class InvokeDatasetPipelineCommand : RunCommandBase
{
    private const string NameSet = "Name";
    private const string PathSet = "Path";
    private const string ResumeSet = "Resume";

    /// <summary>The run's name, in messages and in its record. Without it the folder's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = ResumeSet)]
    [ValidatePattern(NamePattern)]
    public string? Name { get; set; }

    /// <summary>The cmdlets that are to be run, as they would be typed.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The run's folder; it is made where it is missing. Without it a folder of the run's name in the current one.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Runs the block that the folder holds, after it was shown, where the folder was made by this user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>What the run is for; it is kept in its record.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    protected override void EndProcessing()
    {
        if (Path is null && (Name!.StartsWith('.') || Name.StartsWith('/') || Name.StartsWith('~')) && Name.AsSpan().ContainsAny('/', '\\'))
            ThrowTerminatingError(Errors.NameIsPath(Name));
        var folder = this.FileSystemPath(Path ?? FolderOf(Name!));
        if (Resume)
        {
            GoOn(folder);
            return;
        }
        Execute(new Request(Name ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(folder)), Description, folder, ScriptBlock!));
    }

    /// <summary>What is not given anew is as it was the last time.</summary>
    private void GoOn(string folder)
    {
        KeptRun kept;
        try
        {
            kept = KeptRun.Read(this, folder);
            if (Parameters is null && ParametersPath is null)
                Parameters = kept.Parameters;
        }
        catch (RunException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(folder));
            return;
        }
        Seed ??= kept.Record.Seed;
        MaxCost ??= kept.Record.MaxCost;
        ThrottleLimit ??= kept.Record.ThrottleLimit;
        Say($"The block of {folder}{(RunFolder.IsEdited(kept.Script, kept.Record) ? ", which was edited since it was run" : "")}:");
        foreach (var line in kept.Script.TrimEnd().Split('\n'))
            Say("    " + line);
        Execute(new Request(Name ?? kept.Record.Name, Description ?? kept.Record.Description, folder, kept.Block) { Script = kept.Script });
    }

    private protected override void Summarize(Ending ending)
    {
        var run = ending.Run;
        var (calls, reused) = (run.Steps.Sum(step => step.Calls), run.Steps.Sum(step => step.Reused));
        if (ending.Configs.Count > 0)
        {
            var configs = string.Join(", ", ending.Configs.Select(config => $"{Text.Count(config.Value, "row")} ({config.Key})"));
            Say($"{run.Name}: {configs} in {run.Folder!.Distiset}");
        }
        if (calls + reused > 0)
            Say($"{Text.Count(calls, "answer")} asked for, {reused} reused from the journal. Cost: {RunSummary.Cost(run)}.");
        foreach (var step in run.Steps.Where(step => step.Verdicts is not null))
            Say($"{step.Name}: {RunSummary.Verdicts(step)}.");
        if (run.Execution!.Skipped is { Count: > 0 } skipped)
            Say($"{Text.Count(skipped.Count, "row")} made nothing to train on: {run.Folder![RunFolder.SkippedName]}");
        if (run.Execution!.Failures is { Count: > 0 } failures)
            Say($"{Text.Count(failures.Count, "row")} failed: {run.Folder![RunFolder.FailedName]}");
        if (run.EndedBy is { } reason)
            Say($"It ended early ({reason}). What was answered by then is in the dataset; run it again to go on.");
    }

    /// <summary>A name may hold what a folder's name may not.</summary>
    private static string FolderOf(string name)
    {
        var safe = string.Concat(name.Select(c => System.IO.Path.GetInvalidFileNameChars().Contains(c) || "<>:\"/\\|?*[]`".Contains(c) ? '_' : c));
        return "./" + (safe.TrimEnd('.', ' ') is { Length: > 0 } folder ? folder : "_");
    }
}
