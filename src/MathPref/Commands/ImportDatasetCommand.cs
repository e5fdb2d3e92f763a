using System.Management.Automation;
using System.Text;
using MathPref.Binding;
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
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files or folders by their exact names.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Only this config of a folder; or several, by their names or with * and ? those whose names match: their rows have it in the column config.
    /// Without it the one that there is, or the default.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ConfigCompleter))]
    public string[]? Config { get; set; }

    /// <summary>Only this split of a folder; without it all, in the card's order.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.SplitCompleter))]
    public string? Split { get; set; }

    /// <summary>Only the first so many rows, of all files together; no more is read.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long First { get; set; } = long.MaxValue;

    /// <summary>What separates the columns of CSV; without it the file tells.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>
    /// The encoding of text files without a mark, by PowerShell's names or the number of a code page; without it UTF-8, or UTF-16 or UTF-32
    /// where it plainly is that.
    /// </summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(Completion.EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The columns of CSV files that have no header: their first line is a row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    private Provenance? _provenance;
    private RowProgress? _progress;
    private long _read;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Delimiter is '"' or '\r' or '\n')
            ThrowTerminatingError(Errors.BadDelimiter());
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Header?.FirstOrDefault(name => string.IsNullOrWhiteSpace(name) || !names.Add(name)) is { } bad)
            ThrowTerminatingError(Errors.BadHeader(bad.Trim()));
        _provenance = Trace("./rows", isSource: true);
        _progress = new RowProgress(this);
    }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            if (_read >= First)
                return;
            switch (this.ExistingPaths(path, isLiteral))
            {
                case null:
                    WriteError(Errors.NotAFileSystemPath(path));
                    break;
                case []:
                    WriteError(Errors.PathNotFound(path));
                    break;
                case var files:
                    foreach (var file in files)
                        Read(file);
                    break;
            }
        }
    }

    protected override void EndProcessing()
    {
        _provenance!.IsEnded = true;
        _progress!.Complete();
    }

    private void Read(string file)
    {
        // Errors and rows come one by one, so both may be written as they are met.
        var mistakes = new RepeatedMistakes();
        var reader = new DatasetReader
        {
            OnError = error =>
            {
                if (!mistakes.Counts(error))
                    WriteError(error.UnreadableData(file));
            },
            OnWarning = WriteWarning,
            Configs = Config,
            Split = Split,
            Options = new ReadOptions { Delimiter = Delimiter, Encoding = Encoding, Header = Header },
        };
        IEnumerator<Row>? rows = null;
        try
        {
            while (_read < First)
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
            foreach (var repeated in mistakes.Take())
                WriteError(repeated.UnreadableData(file));
        }
    }
}
