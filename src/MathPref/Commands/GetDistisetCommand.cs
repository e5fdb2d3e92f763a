using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>
/// Tells what is in a dataset's folder, or in one on the Hugging Face Hub: configs, splits, rows, columns with their types, and the models that the rows name.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Distiset", DefaultParameterSetName = "Path")]
[OutputType(TypeName)]
public sealed class GetDistisetCommand : DistisetCommandBase
{
    internal const string TypeName = "MathPref.Distiset";

    /// <summary>Asks the Hub for nothing: what its cache on this machine has is looked at.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>The token of the Hub, as a SecureString or a string; without it HF_TOKEN, then the file that hf auth login writes, else none.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    private HubReading? _hub;

    private protected override void Process(string folder, RowProgress progress)
    {
        var found = Distiset.Read(folder, rows => progress.Report("looking", rows), Cancellation);
        foreach (var config in found.Configs)
        {
            foreach (var split in config.Splits.Where(split => split.Files.Count == 0))
                WriteWarning($"The card of {folder} names files for {config.Name}/{split.Name}, and there are none.");
        }
        WriteObject(ToObject(found));
    }

    private protected override bool ProcessAddress(string address)
    {
        HubAddress where;
        try
        {
            where = HubAddress.Parse(address);
        }
        catch (ArgumentException error)
        {
            WriteError(error.BadAddress(address));
            return true;
        }
        try
        {
            var hub = _hub ??= new HubReading(this, Token, Offline);
            var (plan, found) = Await(
                async stop =>
                {
                    var dataset = await hub.Library.OpenAsync(where, stop).ConfigureAwait(false);
                    return (dataset.Plan, await dataset.DescribeAsync(stop).ConfigureAwait(false));
                },
                hub.Meanwhile(null, null, WriteWarning, WriteVerbose));
            foreach (var warning in plan.Warnings.Concat(plan.Splits.Select(split => split.Warning).OfType<string>()))
                WriteWarning(warning);
            WriteObject(ToObject(found));
        }
        catch (HubConfigurationException error)
        {
            ThrowTerminatingError(error.CannotReachHub(address));
        }
        catch (HubException error)
        {
            WriteError(error.ToErrorRecord(address));
        }
        catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
        {
            WriteError(error.UnreadableData(address));
        }
        return true;
    }

    internal static PSObject ToObject(Distiset found)
    {
        var distiset = PSObject.AsPSObject(found);
        distiset.TypeNames.Insert(0, TypeName);
        return distiset;
    }
}
