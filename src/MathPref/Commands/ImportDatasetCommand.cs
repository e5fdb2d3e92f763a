using System.Management.Automation;
using System.Security;
using System.Text;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Progress;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Reads rows from Parquet, JSON lines, JSON, CSV, a dataset folder or the Hugging Face Hub.</summary>
[Cmdlet(VerbsData.Import, "Dataset", DefaultParameterSetName = "Path")]
[OutputType(PSRow.TypeName)]
[Step("load_data_from_file_system")]
public sealed class ImportDatasetCommand : ServiceCallCommandBase
{
    // The Hub's own clients wait 1, 2, 4, 8 and 8 seconds; its quotas are those of five minutes.
    private const int Retries = 5;
    private const double LongestWaitSec = 300;

    /// <summary>Who wants the first rows of a file wants no more than that file.</summary>
    private const int RowsBeforeNextFile = 1000;

    public ImportDatasetCommand()
        : base(Retries, LongestWaitSec)
    {
    }

    /// <summary>Files, folders or addresses on the Hub (hf://datasets/owner/name); wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files or folders by their exact names.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A dataset on the Hugging Face Hub: owner/name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "RepoId")]
    [ValidateNotNullOrEmpty]
    public string[] RepoId { get; set; } = [];

    /// <summary>The branch, tag, reference (refs/pr/3) or commit of a dataset on the Hub; without it main.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Revision { get; set; }

    /// <summary>Asks the Hub for nothing: what its cache on this machine has is read.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>The token of the Hub, as a SecureString or a string; without it HF_TOKEN, then the file that hf auth login writes, else none.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

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

    /// <summary>What stands on a card in place of paths.</summary>
    private const string Files = "./rows";

    private readonly List<string> _places = [];
    private Provenance? _provenance;
    private HubReading? _hub;
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
        _provenance = Trace(Files, isSource: true);
        _progress = new RowProgress(this);
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "RepoId")
        {
            foreach (var repo in RepoId)
                ReadHub(repo, () => HubAddress.OfRepo(repo, Revision));
            return;
        }
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            if (_read >= First)
                return;
            if (HubAddress.Is(path))
            {
                ReadHub(path, () => HubAddress.Parse(path).With(Revision));
                continue;
            }
            if (Revision is not null)
                ThrowTerminatingError(Errors.RevisionOfNoRepo(path));
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

    /// <summary>What stands on a card for what is read: addresses of the Hub, and of paths only that there were some.</summary>
    private void Show(string place)
    {
        if (_places.Contains(place))
            return;
        _places.Add(place);
        _provenance!.Command = Typed.Command(this, string.Join(", ", _places));
    }

    private void Read(string file)
    {
        Show(Files);
        Stream(file, reader => reader.Read(file));
    }

    /// <summary>Reads a dataset on the Hub. What is wrong with its address or the way there is the error of that address.</summary>
    private void ReadHub(string given, Func<HubAddress> address)
    {
        if (_read >= First)
            return;
        HubAddress where;
        try
        {
            where = address();
        }
        catch (ArgumentException error)
        {
            WriteError(error.BadAddress(given));
            return;
        }
        var progress = new ByteProgress($"Fetching {given}");
        try
        {
            var hub = _hub ??= OpenHub();
            var dataset = AwaitHub(progress, null, stop => hub.Library.OpenAsync(where, stop));
            WriteVerbose($"{given} is read at the commit {dataset.Commit}.");
            var chosen = dataset.Plan.Choose(Config, Split);
            dataset.Expect(chosen.Where(split => split.Problem is null).SelectMany(split => split.Files));
            _provenance!.AddOrigin(dataset.SourceOf(chosen));
            Show(Typed.Value(dataset.Address.ToString()));
            var (current, before, files) = ("", 0L, 0);
            string Open(PlannedSplit split, string file)
            {
                (current, before) = (file, _read);
                files++;
                return AwaitHub(progress, dataset.Progress, stop => dataset.FetchAsync(file, stop));
            }
            Stream(
                dataset.Address.ToString(),
                reader => reader.Read(dataset.Plan, Open),
                () =>
                {
                    // Who has read a whole file wants the next.
                    if (_read - before == (files > 1 ? 1 : RowsBeforeNextFile))
                        dataset.FetchBehind(current, Cancellation);
                });
        }
        catch (HubConfigurationException error)
        {
            ThrowTerminatingError(error.CannotReachHub(given));
        }
        catch (HubException error)
        {
            WriteError(error.ToErrorRecord(given));
        }
        catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
        {
            WriteError(error.UnreadableData(given));
        }
        finally
        {
            if (!Cancellation.IsCancellationRequested)
                progress.Complete(this);
        }
        // What a fetch had to say that nobody waited for.
        _hub?.Meanwhile(null, null, WriteWarning, WriteVerbose)();
    }

    private HubReading OpenHub()
    {
        var settings = new HubSettings { Timeout = GivenTimeout, Retry = GivenRetry, Proxy = GivenProxy };
        var hub = new HubReading(this, Token, Offline, AllowUnencryptedAuthentication, settings);
        Run?.Use(Token);
        return hub;
    }

    private T AwaitHub<T>(ByteProgress progress, TransferProgress? transfer, Func<CancellationToken, Task<T>> work) =>
        Await(work, _hub!.Meanwhile(progress, transfer, WriteWarning, WriteVerbose));

    private void Stream(string place, Func<DatasetReader, IEnumerable<Row>> read, Action? onRow = null)
    {
        // Errors and rows come one by one, so both may be written as they are met.
        var mistakes = new RepeatedMistakes();
        var reader = new DatasetReader
        {
            OnError = error =>
            {
                if (!mistakes.Counts(error))
                    WriteError(error.UnreadableData(place));
            },
            OnWarning = WriteWarning,
            OnSource = _provenance!.AddOrigin,
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
                    rows ??= read(reader).GetEnumerator();
                    if (!rows.MoveNext())
                        return;
                }
                catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
                {
                    WriteError(error.UnreadableData(place));
                    return;
                }
                _provenance!.Pass();
                WriteObject(PSRow.Write(rows.Current, _provenance));
                _progress!.Report("reading", ++_read);
                onRow?.Invoke();
            }
        }
        finally
        {
            rows?.Dispose();
            foreach (var repeated in mistakes.Take())
                WriteError(repeated.UnreadableData(place));
        }
    }
}
