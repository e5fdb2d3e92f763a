using System.Management.Automation;
using MathPref.Core.Rows;

namespace MathPref.Commands;

/// <summary>A cmdlet that takes rows one by one and calls nobody.</summary>
public abstract class RowCommandBase : PSCmdlet
{
    /// <summary>The rows: what an earlier stage passes on, objects with the columns as properties, or dictionaries.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The column that a plain string becomes.</summary>
    private protected virtual string ColumnOfStrings => Columns.Instruction;

    /// <summary>Works on one row; a <see cref="RowException"/> becomes the error of that row.</summary>
    private protected abstract void Process(Row row, object target);

    protected override void ProcessRecord()
    {
        foreach (var row in InputRows.Of(InputObject!))
            Accept(row);
    }

    private void Accept(PSObject input)
    {
        var target = InputRows.Target(input);
        try
        {
            Process(PSRow.Read(input, ColumnOfStrings), target);
        }
        catch (RowException problem)
        {
            WriteError(problem.ToErrorRecord(target));
        }
    }
}
