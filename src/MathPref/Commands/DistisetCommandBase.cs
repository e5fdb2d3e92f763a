using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>A cmdlet that looks into dataset folders.</summary>
public abstract class DistisetCommandBase : CancellableCommandBase
{
    /// <summary>The folder of a dataset; what Get-Distiset gives is taken from the pipe.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Looks into one folder. A <see cref="DatasetFormatException"/> becomes its error.</summary>
    private protected abstract void Process(string folder, RowProgress progress);

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var folder = this.FileSystemPath(path);
            if (!Directory.Exists(folder))
            {
                WriteError(File.Exists(folder) ? Errors.NotAFolder(folder) : Errors.PathNotFound(path));
                continue;
            }
            var progress = new RowProgress(this);
            try
            {
                Process(folder, progress);
            }
            catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }
            catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
            {
                WriteError(error.UnreadableData(folder));
            }
            finally
            {
                progress.Complete();
            }
        }
    }
}
