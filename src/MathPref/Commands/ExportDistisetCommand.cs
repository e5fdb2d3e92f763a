using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Progress;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Writes rows as one config and split of a dataset folder in the Hub's own layout.</summary>
[Cmdlet(VerbsData.Export, "Distiset", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
[Step("export_distiset")]
public sealed class ExportDistisetCommand : RowCommandBase
{
    /// <summary>The folder of the dataset; it is made where it is missing. In a run it may be left out: then the rows go into the run's dataset.</summary>
    [Parameter(Position = 0)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The config that the rows are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ConfigCompleter))]
    public string Config { get; set; } = DistisetLayout.DefaultConfig;

    /// <summary>The split that the rows are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.SplitCompleter))]
    public string Split { get; set; } = DistisetLayout.DefaultSplit;

    /// <summary>
    /// The share of the prompts that is trained on, such as 0.9: their rows are the split train, those of the others the split test. A hash of
    /// the prompt decides, so no prompt is in both, and the same prompt is on the same side in every config.
    /// </summary>
    [Parameter]
    [ValidateRange(0.001, 0.999)]
    public double? TrainSize { get; set; }

    /// <summary>Parquet with typed columns, or JSON lines.</summary>
    [Parameter]
    public DistisetFormat Format { get; set; } = DistisetFormat.Parquet;

    /// <summary>Leaves distilabel_metadata (the raw prompts and replies) out.</summary>
    [Parameter]
    public SwitchParameter ExcludeMetadata { get; set; }

    /// <summary>
    /// The licence on the card, by the Hub's identifier: mit, apache-2.0, cc-by-4.0. Without it what the card says, else the licence of the datasets that
    /// the rows came from, where all have the same.
    /// </summary>
    [Parameter]
    [ValidatePattern(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    [ArgumentCompleter(typeof(Completion.LicenseCompleter))]
    public string? License { get; set; }

    /// <summary>Bytes from which another Parquet file is begun; PowerShell's own suffixes (500MB) can be used.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxShardSize { get; set; } = 500_000_000;

    /// <summary>Replaces the config and split if they have files already; other configs and splits stay.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Passes the rows on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private DistisetWriter? _writer;
    private RowProgress? _progress;
    private string _folder = "";
    private bool _isRuns;
    private long _refused;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (TrainSize is not null && MyInvocation.BoundParameters.ContainsKey(nameof(Split)))
            ThrowTerminatingError(Errors.SplitAndTrainSize());
        _isRuns = Path is null;
        if (_isRuns && Run is null)
            ThrowTerminatingError(Errors.PathNeeded());
        if (_isRuns)
        {
            CheckNames();
            return;
        }
        if (HubAddress.Is(Path!))
            ThrowTerminatingError(Errors.ExportToHub(Path!));
        _folder = this.FileSystemPath(Path!);
        if (DatasetFiles.IsRun(_folder))
            ThrowTerminatingError(Errors.IntoRun(_folder, System.IO.Path.Combine(_folder, DatasetFiles.DistisetInRun)));
        if (Run is { WritesNothing: true })
            return;
        if (!ShouldProcess($"{_folder} (config {Config}, {(TrainSize is null ? $"split {Split}" : "splits train and test")})", "Write dataset"))
        {
            // What would be refused is not promised.
            if (IsWhatIf)
                Begin(() => DistisetWriter.Check(Target));
            return;
        }
        _progress = new RowProgress(this);
        Begin(() => _writer = DistisetWriter.Open(Target, Cancellation));
    }

    /// <summary>Says in its own way why an export cannot begin.</summary>
    private void Begin(Action open)
    {
        try
        {
            open();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(error.BadName(error.ParamName == nameof(Split) ? Split : Config));
        }
        catch (DatasetFormatException error)
        {
            ThrowTerminatingError(error.UnreadableData(_folder));
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException) && error.HResult == new IOException().HResult)
        {
            ThrowTerminatingError(error.SplitExists(_folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(error.CannotWrite(_folder));
        }
    }

    private DistisetTarget Target => new()
    {
        Root = _folder,
        Config = Config,
        Split = Split,
        Format = Format,
        MaximumShardBytes = MaxShardSize,
        TrainSize = TrainSize,
        ExcludeMetadata = ExcludeMetadata,
        License = License?.ToLowerInvariant(),
        Force = Force,
        IsOwn = !_isRuns && Run?.Execution is { } execution ? execution.Exports.IsOwn : null,
    };

    /// <summary>In a run the writer is begun by the first row, and what is wrong with the names must be known before it.</summary>
    private void CheckNames()
    {
        if (DistisetLayout.ProblemWithNewConfig(Config, Target.Splits[0]) is { } config)
            ThrowTerminatingError(new ArgumentException($"'{Config}' cannot be a config: {config}.").BadName(Config));
        if (DistisetLayout.ProblemWithSplit(Split) is { } split)
            ThrowTerminatingError(new ArgumentException($"'{Split}' cannot be a split: {split}.").BadName(Split));
    }

    private protected override string? Files => CardText.Folder;

    private protected override void Process(Row row, object target)
    {
        try
        {
            if (_isRuns)
                Run!.Leaves?.Take(PSRow.ToPlain(row), Source, given: Target, command: Provenance.Command);
            else
                _writer?.Write(PSRow.ToPlain(row));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            _refused++;
            Provenance.Skip("that did not go with the others or could not be written");
            Fail(error.RowNotWritten(target), target);
            return;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
        {
            ThrowTerminatingError(error.CannotWrite(_isRuns ? Run!.Folder?.Distiset ?? "" : _folder));
        }
        if (Step is not null)
            Step.RowsOut++;
        if (_writer is not null)
            _progress!.Report("taking rows", _writer.Count);
        if (PassThru)
            WriteObject(PSRow.Write(row, Source, _isRuns ? Config : null));
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_writer is null)
            return;
        var total = _writer.Count;
        try
        {
            var isWritten = _writer.Complete(
                Provenance.Describe(), rows => _progress!.Report("writing", rows, total), files => Run?.Execution?.Exports.Note(files, Force), Cancellation);
            SayWhatIsLeft();
            if (!isWritten)
            {
                WriteError(Errors.NoRows(_folder, _refused));
                return;
            }
            if (Run?.Leaves is { } leaves)
                leaves.WentElsewhere = true;
            if (_writer.Warning is { } warning)
                WriteWarning(warning);
            foreach (var value in _writer.ValueWarnings)
                WriteWarning(value);
            if (_writer.LicenseWarning is { } license)
                WriteWarning(license);
            if (_writer.Unmoved is var (staged, reason))
                WriteWarning($"The dataset is whole and loads, but its files could not be brought into their folder ({reason.Message}). " +
                    $"They lie in {staged}, where the card points; the next export to this config puts them in their place.");
            if (DatasetFiles.RunOf(_folder) is { } run)
                RunPage.Renew(run, WriteWarning);
            if (TrainSize is not null && _writer.Counts.FirstOrDefault(split => split.Value == 0).Key is { } empty)
                WriteWarning($"All {total} rows fell on one side of -TrainSize, so there is no split '{empty}': an empty one cannot be loaded.");
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
        {
            SayWhatIsLeft();
            ThrowTerminatingError(error.CannotWrite(_folder, _writer.Waiting));
        }
        finally
        {
            _progress!.Complete();
        }
    }

    private void SayWhatIsLeft()
    {
        foreach (var left in _writer!.LeftBehind)
            WriteWarning($"An earlier export to this place was interrupted. The rows that it had written are now in {left}; Import-Dataset reads them.");
    }

    /// <summary>Where the pipeline ends before its end, the rows so far stay beside the target.</summary>
    private protected override void Release() => _writer?.Dispose();
}
