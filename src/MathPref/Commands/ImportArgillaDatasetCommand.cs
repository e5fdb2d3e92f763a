using System.Management.Automation;
using MathPref.Core.Argilla;
using MathPref.Progress;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>
/// Reads a dataset of preference records back from Argilla as rows for ConvertTo-DpoFormat: instruction, generations and model_names as
/// they were sent, and as ratings what the annotators say. For each answer the submitted ratings of all users become one (-Aggregate);
/// where fewer than -MinimumResponses were submitted, the suggested rating stays. Drafts and discarded responses do not count.
/// rationales are the annotators' where they wrote any, the judge's where its rating stands. suggested_ratings keeps what the judge had
/// suggested, num_responses how many ratings each answer got, num_discarded how many annotators discarded the record; id is the id that the row
/// had when it was sent, external_id what the record is known by. Each record comes once, or an error says how many do not.
/// </summary>
[Cmdlet(VerbsData.Import, "ArgillaDataset")]
[OutputType(PSRow.TypeName)]
[Step("load_data_from_argilla")]
public sealed class ImportArgillaDatasetCommand : ArgillaCommandBase
{
    /// <summary>The dataset.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    private protected override string DatasetName => Name;

    private PumpProgress? _progress;
    private AnnotatedRecords? _records;

    /// <summary>How the ratings of several annotators become one. Mean and Median give numbers with places.</summary>
    [Parameter]
    public RatingAggregate Aggregate { get; set; } = RatingAggregate.Mean;

    /// <summary>Submitted ratings of an answer from which they replace the suggested one.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumResponses { get; set; } = 1;

    protected override void EndProcessing()
    {
        _progress = new PumpProgress(this, Step?.Name ?? MyInvocation.MyCommand.Name, atOnce: Step is not null);
        var provenance = Trace(isSource: true);
        var session = Open();
        long discarded = 0;
        try
        {
            var dataset = session.Get(Name);
            var target = Await(cancellation => PreferenceTarget.ReadAsync(session.Client, dataset, cancellation));
            _records = new AnnotatedRecords(session.Client, target, Aggregate, MinimumResponses);
            while (Await(_records.NextAsync) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    if (row[AnnotatedRecords.NumDiscarded] is > 0L)
                        discarded++;
                    _progress.Done++;
                    provenance.Pass();
                    WriteObject(PSRow.Write(row, provenance));
                }
            }
        }
        catch (ArgillaException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(Name));
        }
        _progress.Complete();
        // The rows that came are right, and a script keeps them.
        if (_records?.Missing is { } missing)
            WriteError(missing.ToErrorRecord(Name));
        if (discarded > 0)
            WriteWarning($"{Text.Count(discarded, "row was", "rows were")} discarded by an annotator and {(discarded == 1 ? "is" : "are")} among the rows " +
                "all the same. To leave them out: Where-Object num_discarded -eq 0");
    }

    private protected override void ReportProgress()
    {
        if (_progress is { IsDue: true })
            _progress.Report(_records?.Total ?? 0, _records?.Total, Notice);
    }
}
