using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Rows;

namespace MathPref.Commands;

/// <summary>A cmdlet that takes rows one by one and calls nobody.</summary>
public abstract class RowCommandBase : StepCommandBase
{
    /// <summary>The rows: what an earlier stage passes on, objects with the columns as properties, or dictionaries.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The step's name in a run: in its log and records, and for the config that its rows become.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9_.-]+$")]
    [ArgumentCompleter(typeof(Completion.StepNameCompleter))]
    public string? StepName { get; set; }

    private protected override IReadOnlyList<string>? GivenSteps => StepName is null ? null : [StepName];

    /// <summary>How the rows that this cmdlet makes are made.</summary>
    private protected Provenance Provenance { get; private set; } = null!;

    /// <summary>What stands in its command in place of a path.</summary>
    private protected virtual string? Files => null;

    /// <summary>How the row in hand was made; null where that is not known.</summary>
    private protected Provenance? Source { get; private set; }

    /// <summary>Passes on a row that this cmdlet made.</summary>
    private protected void Write(Row row)
    {
        Provenance.Pass();
        WriteObject(PSRow.Write(row, Provenance));
    }

    /// <summary>Works on one row; a <see cref="RowException"/> becomes the error of that row.</summary>
    private protected abstract void Process(Row row, object target);

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Provenance = Trace(Files);
    }

    protected override void ProcessRecord()
    {
        foreach (var row in InputRows.Of(InputObject!))
            Accept(row);
    }

    private void Accept(PSObject input)
    {
        var target = InputRows.Target(input);
        Source = RowObject.ProvenanceOf(input);
        Provenance.Take(Source);
        try
        {
            Process(PSRow.Read(input, ColumnOfStrings), target);
        }
        catch (RowException problem)
        {
            Provenance.Skip($"that failed ({problem.Id})");
            Fail(problem.ToErrorRecord(target), target);
        }
        Provenance.Done++;
    }
}
