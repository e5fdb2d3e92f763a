using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>A cmdlet that looks into dataset folders.</summary>
public abstract class DistisetCommandBase : CancellableCommandBase
{
    private const string LiteralSet = "LiteralPath";

    /// <summary>The folders of datasets; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The folders by their exact names; what Get-Distiset and Get-Item give is taken from the pipe.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Looks into one folder. A <see cref="DatasetFormatException"/> becomes its error.</summary>
    private protected abstract void Process(string folder, RowProgress progress);

    /// <summary>Does with an address on the Hub what the cmdlet does; false where it does nothing with these.</summary>
    private protected virtual bool ProcessAddress(string address) => false;

    protected override void ProcessRecord()
    {
        foreach (var (path, folder) in Folders())
        {
            if (HubAddress.Is(path))
            {
                if (!ProcessAddress(path))
                    WriteError(Errors.NotOfTheHub(path, MyInvocation.MyCommand.Name));
                continue;
            }
            if (folder is null || !Directory.Exists(folder))
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

    private IEnumerable<(string Given, string? Folder)> Folders()
    {
        var isLiteral = ParameterSetName == LiteralSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            if (HubAddress.Is(path))
            {
                yield return (path, null);
                continue;
            }
            switch (this.ExistingPaths(path, isLiteral))
            {
                case null:
                    WriteError(Errors.NotAFileSystemPath(path));
                    break;
                case []:
                    yield return (path, null);
                    break;
                case [var one]:
                    yield return (path, one);
                    break;
                case var several:
                    // Files beside the folders that a pattern matches are not what is looked for.
                    foreach (var folder in several.Where(Directory.Exists).DefaultIfEmpty(several[0]))
                        yield return (path, folder);
                    break;
            }
        }
    }
}
