using System.Management.Automation;
using MathPref.Core.Datasets;

namespace MathPref.Commands;

/// <summary>Tells what is in a dataset's folder: configs, splits, rows, columns with their types, and the models that the rows name.</summary>
[Cmdlet(VerbsCommon.Get, "Distiset")]
[OutputType("MathPref.Distiset")]
public sealed class GetDistisetCommand : DistisetCommandBase
{
    private const string TypeName = "MathPref.Distiset";

    private protected override void Process(string folder, RowProgress progress)
    {
        var distiset = PSObject.AsPSObject(Distiset.Read(folder, rows => progress.Report("looking", rows), Stop));
        distiset.TypeNames.Insert(0, TypeName);
        WriteObject(distiset);
    }
}
