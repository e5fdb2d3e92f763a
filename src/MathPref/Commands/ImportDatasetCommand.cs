using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Progress;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Reads rows from Parquet, JSON lines, JSON, CSV or a dataset folder.</summary>
[Cmdlet(VerbsData.Import, "Dataset", DefaultParameterSetName = "Path")]
[OutputType(PSRow.TypeName)]
[Step("load_data_from_file_system")]
public sealed class ImportDatasetCommand : StepCommandBase
{
    /// <summary>Files or folders; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files or folders by their exact names.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Only this config of a folder; without it all, in the card's order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ConfigCompleter))]
    public string? Config { get; set; }

    /// <summary>Only this split of a folder; without it all, in the card's order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.SplitCompleter))]
    public string? Split { get; set; }

    private Provenance? _provenance;
    private RowProgress? _progress;
    private long _read;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _provenance = Trace("./rows", isSource: true);
        _progress = new RowProgress(this);
    }

    protected override void ProcessRecord()
    {
        foreach (var file in Resolve())
            Read(file);
    }

    protected override void EndProcessing()
    {
        _provenance!.IsEnded = true;
        _progress!.Complete();
    }

    private void Read(string file)
    {
        // Errors and rows come one by one, so both may be written as they are met.
        var reader = new DatasetReader
        {
            OnError = error => WriteError(error.UnreadableData(file)),
            OnWarning = WriteWarning,
            Config = Config,
            Split = Split,
        };
        IEnumerator<Row>? rows = null;
        try
        {
            while (true)
            {
                try
                {
                    rows ??= reader.Read(file).GetEnumerator();
                    if (!rows.MoveNext())
                        return;
                }
                catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
                {
                    WriteError(error.UnreadableData(file));
                    return;
                }
                _provenance!.Pass();
                WriteObject(PSRow.Write(rows.Current, _provenance));
                _progress!.Report("reading", ++_read);
            }
        }
        finally
        {
            rows?.Dispose();
        }
    }

    private IEnumerable<string> Resolve()
    {
        var wildcards = ParameterSetName == "Path";
        foreach (var path in wildcards ? Path : LiteralPath)
        {
            var files = new List<string>();
            try
            {
                ProviderInfo provider;
                if (wildcards)
                    files.AddRange(SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider));
                else
                    files.Add(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
                if (provider.Name != "FileSystem")
                {
                    WriteError(Errors.NotAFileSystemPath(path));
                    continue;
                }
            }
            catch (ItemNotFoundException)
            {
                files.Clear();
            }
            files.RemoveAll(file => !File.Exists(file) && !Directory.Exists(file));
            if (files.Count == 0)
                WriteError(Errors.PathNotFound(path));
            foreach (var file in files)
                yield return file;
        }
    }
}
