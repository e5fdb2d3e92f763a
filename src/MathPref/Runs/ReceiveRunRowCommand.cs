using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Rows;

namespace MathPref.Runs;

/// <summary>Stands at the end of a run's block and takes the rows that leave it. It has no name of its own and is exported nowhere.</summary>
internal sealed class ReceiveRunRowCommand : PSCmdlet
{
    /// <summary>A cmdlet must have a name to be called by.</summary>
    public const string Name = "Receive-RunRow";

    [Parameter(Mandatory = true)]
    public Receiver? Run { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            Run!.Take(InputObject);
    }

    protected override void EndProcessing() => Run!.SayRepeated();

    /// <summary>What becomes of a row.</summary>
    public sealed class Receiver(PSCmdlet outer, Run run, bool passThru)
    {
        private static readonly RunStep s_end = new(["distiset"], "Invoke-DatasetPipeline");
        private readonly RepeatedErrors _repeated = new();

        public void Take(PSObject input)
        {
            if (input is not RowObject { KeptAs: not null } || run.WritesNothing)
                Keep(input, RowObject.ProvenanceOf(input));
            if (!passThru)
                return;
            using (RunStack.Leave())
                outer.WriteObject(input);
        }

#pragma warning disable RS0030 // Writes through the cmdlet of the run, which is another's base here: what it says is made fit to be shown.
        /// <summary>Says, when the last row has left the block, how often a mistake was made again.</summary>
        public void SayRepeated()
        {
            foreach (var error in _repeated.Take())
                outer.WriteError(error.Shown());
        }

        private void Keep(PSObject input, Provenance? made)
        {
            try
            {
                run.Leaves?.Take(PSRow.ToPlain(PSRow.Read(input, Columns.Input)), made);
            }
            catch (Exception error) when (error is RowException or InvalidOperationException or ArgumentException)
            {
                var record = error is RowException refused ? refused.ToErrorRecord(InputRows.Target(input)) : error.RowNotWritten(InputRows.Target(input));
                run.Fail(s_end, record, InputRows.Target(input), Columns.Input);
                if (!_repeated.Counts(record, InputRows.Target(input)))
                    outer.WriteError(record.Shown());
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetFormatException)
            {
                outer.ThrowTerminatingError(error.CannotWrite(run.Folder?.Distiset ?? "").Shown());
            }
        }
    }
}
