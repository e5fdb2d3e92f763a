using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Commands;

/// <summary>Writes rows as one config and split of a dataset folder in the Hub's own layout.</summary>
[Cmdlet(VerbsData.Export, "Distiset", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
public sealed class ExportDistisetCommand : RowCommandBase, IDisposable
{
    /// <summary>The folder of the dataset; it is made where it is missing.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The config that the rows are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Config { get; set; } = DistisetLayout.DefaultConfig;

    /// <summary>The split that the rows are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Split { get; set; } = DistisetLayout.DefaultSplit;

    /// <summary>JSON lines, or Parquet with typed columns.</summary>
    [Parameter]
    public DistisetFormat Format { get; set; }

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
    private string _folder = "";

    protected override void BeginProcessing()
    {
        _folder = this.FileSystemPath(Path);
        if (!ShouldProcess($"{_folder} (config {Config}, split {Split})", "Write dataset"))
            return;
        try
        {
            _writer = DistisetWriter.Open(new DistisetTarget
            {
                Root = _folder,
                Config = Config,
                Split = Split,
                Format = Format,
                MaximumShardBytes = MaxShardSize,
                Force = Force,
            });
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
        if (_writer?.LeftBehind is { } left)
            WriteWarning($"An earlier export to this place was interrupted. The rows that it had written are now in {left}; Import-Dataset reads them.");
    }

    private protected override void Process(Row row, object target)
    {
        try
        {
            _writer?.Write(PSRow.ToPlain(row));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            WriteError(error.RowNotWritten(target));
            return;
        }
        catch (IOException error)
        {
            ThrowTerminatingError(error.CannotWrite(_folder));
        }
        if (PassThru)
            WriteObject(PSRow.Write(row));
    }

    protected override void EndProcessing()
    {
        if (_writer is null)
            return;
        try
        {
            if (!_writer.Complete())
                WriteError(Errors.NoRows(_folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
        {
            ThrowTerminatingError(error.CannotWrite(_folder));
        }
    }

    /// <summary>Also called when the pipeline ends before its end: the rows so far stay beside the target.</summary>
    public void Dispose() => _writer?.Dispose();
}
