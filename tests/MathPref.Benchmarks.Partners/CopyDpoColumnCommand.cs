using System.Management.Automation;

namespace MathPref.Benchmarks.Partners;

/// <summary>Passes on another object with the columns that ConvertTo-DpoFormat passes on, and thinks nothing about them.</summary>
[Cmdlet(VerbsCommon.Copy, "DpoColumn")]
public sealed class CopyDpoColumnCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    protected override void ProcessRecord()
    {
        var copy = new PSObject();
        foreach (var property in InputObject.Properties)
            copy.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        var instruction = InputObject.Properties["instruction"].Value;
        var answers = InputObject.Properties["generations"].Value;
        var models = InputObject.Properties["model_names"].Value;
        var ratings = InputObject.Properties["ratings"].Value;
        foreach (var (name, value) in new[] { ("prompt", instruction), ("prompt_id", instruction), ("chosen", answers), ("chosen_model", models), ("chosen_rating", ratings), ("rejected", answers), ("rejected_model", models), ("rejected_rating", ratings) })
            copy.Properties.Add(new PSNoteProperty(name, value));
        WriteObject(copy);
    }
}
