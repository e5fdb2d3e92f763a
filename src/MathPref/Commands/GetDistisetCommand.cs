using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>Tells what is in a dataset's folder: configs, splits, rows, columns with their types, and the models that the rows name.</summary>
[Cmdlet(VerbsCommon.Get, "Distiset", DefaultParameterSetName = "Path")]
[OutputType(TypeName)]
public sealed class GetDistisetCommand : DistisetCommandBase
{
    internal const string TypeName = "MathPref.Distiset";

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

    internal static PSObject ToObject(Distiset found)
    {
        var distiset = PSObject.AsPSObject(found);
        distiset.TypeNames.Insert(0, TypeName);
        return distiset;
    }
}
