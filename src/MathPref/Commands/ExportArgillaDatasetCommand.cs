using System.Management.Automation;
using MathPref.Core.Argilla;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Progress;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>
/// Sends rows of answers to a dataset in Argilla, where people rate them; the judge's ratings and reasons are suggestions. A row is passed
/// on, unchanged and in its order, when its record has been taken: what comes out is in Argilla. A row whose record cannot be taken is an
/// error with that row and is not passed on; no other row suffers. Records go up to 500 at a time (sooner where they are long or have many
/// suggestions, or rows come slowly), all of a call or none; where the pipeline ends early, rows that were not sent yet are not sent. A record
/// is known by the SHA-256 of its instruction and answers: sending rows again updates them, takes back the ratings that they no longer have,
/// and leaves the metadata that others added.
/// </summary>
[Cmdlet(VerbsData.Export, "ArgillaDataset", SupportsShouldProcess = true, DefaultParameterSetName = "Records")]
[OutputType(PSRow.TypeName)]
[Step("preference_to_argilla")]
public sealed class ExportArgillaDatasetCommand : ArgillaCommandBase, IColumnStage
{
    /// <summary>Rows that wait for one call; more of them than records where rows repeat each other or have errors.</summary>
    private const int MostWaiting = 2 * ArgillaClient.MostRecords;

    private readonly FirstRows<Taken> _first = new(TimeProvider.System);
    private readonly RecordTally _tally = new();
    private readonly List<Waiting> _waiting = [];
    private readonly List<object> _notSent = [];
    private readonly List<string> _suspects = [];
    private ArgillaSession? _session;
    private ArgillaDataset? _dataset;
    private PreferenceTarget? _target;
    private RecordSender? _sender;
    private RecordBatch _batch = new(TimeProvider.System);
    private PumpProgress? _progress;
    private ArgillaException? _ended;
    private long _came;
    private long _wouldSend;
    private bool _whatIf;
    private bool _sends;

    /// <summary>A row that waits for its batch, or its own error, which comes in its place.</summary>
    private readonly record struct Waiting(Row? Row, object Target, int Place, ErrorRecord? Error, Provenance? Source = null, string Question = "");

    /// <summary>A row that was read, or its own error.</summary>
    private readonly record struct Taken(Row? Row, object Target, Provenance? Source, ReadAnswers? Answers, ErrorRecord? Error);

    /// <summary>What a record is made of.</summary>
    private sealed record ReadAnswers(AnsweredRow Row, IReadOnlyList<object?>? Rationales, string? Judge, bool IsRated);

    /// <summary>The dataset. In a run it may be left out: then the rows become a config of the run's dataset and are not sent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    private protected override string DatasetName => Name ?? "";

    private protected override IReadOnlyList<string>? GivenSteps => StepName is null ? null : [StepName];

    /// <summary>The rows: what an earlier stage passes on, objects with the columns as properties, or dictionaries.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Records", HelpMessage = "The rows, usually from the pipeline.")]
    [Parameter(ValueFromPipeline = true, ParameterSetName = "Settings")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The column with the question. Without it the one that was asked, where the row tells that, else instruction.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string? InputColumn { get; set; }

    /// <summary>
    /// The most answers that a record holds; without it as many as the dataset has fields for, and for a new one as many as the row with the
    /// most has, of the first 500 or those that come within 30 s.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    [Alias("num_generations")]
    public int? NumGenerations { get; set; }

    /// <summary>Makes the dataset with its fields and questions where it is missing, and sends no record. Rows are passed on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Settings")]
    public SwitchParameter SettingsOnly { get; set; }

    /// <summary>
    /// Shows instruction and answers as Markdown, in which Argilla sets formulas between $ signs. For a new dataset; one that is
    /// there stays as it is.
    /// </summary>
    [Parameter]
    public SwitchParameter UseMarkdown { get; set; }

    /// <summary>
    /// How many annotators must answer a record before Argilla counts it as done and shows it to no more of them. For a new
    /// dataset; one that is there stays as it is.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumResponses { get; set; } = 1;

    /// <summary>The step's name in messages and in a run, where the rows become the config of that name.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9_.-]+$")]
    [ArgumentCompleter(typeof(Completion.StepNameCompleter))]
    public string? StepName { get; set; }

    private string StepOrDefault => StepName ?? Step?.Name ?? RunLeaves.ArgillaLeaf;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Name is null && Run is null)
            ThrowTerminatingError(Errors.ArgillaNameNeeded());
        CheckNames();
        _progress = new PumpProgress(this, Step?.Name ?? MyInvocation.MyCommand.Name, atOnce: Step is not null);
        _whatIf = IsWhatIf;
        if (Run is { WritesNothing: true } || Name is null)
            return;
        if (Run is not null && !HasServer)
        {
            WriteWarning($"It is not said where Argilla is (-ApiUrl or {Core.Argilla.ArgillaConnection.UrlVariable}), so the rows are not sent: " +
                $"they are kept as the config {StepOrDefault}.");
            return;
        }
        _session = Open();
        _dataset = _session.Find(Name);
        // -WhatIf is told at the end, when it is known how many rows came.
        _sends = !_whatIf && ShouldProcess(Described, SettingsOnly ? "Make dataset" : "Send records");
        if (_whatIf && _dataset is { IsReady: true } ready)
        {
            Terminating(() => _target = Await(cancellation => PreferenceTarget.ReadAsync(_session.Client, ready, cancellation)).For(NumGenerations));
            WarnOfWhatStays();
        }
        else if ((_sends || Foresees) && (NumGenerations is not null || _dataset is { IsReady: true }))
            Prepare(NumGenerations);
    }

    protected override void ProcessRecord()
    {
        foreach (var row in InputObject is null ? [] : InputRows.Of(InputObject))
            Accept(row);
    }

    protected override void EndProcessing()
    {
        if (_session is null)
        {
            base.EndProcessing();
            return;
        }
        if (_sends || _whatIf)
        {
            SendFirst();
            Flush();
        }
        base.EndProcessing();
        if (_sends)
        {
            if (_target is null && SettingsOnly)
                ThrowTerminatingError(Errors.NumGenerationsNeeded(DatasetName));
        }
        else if (_whatIf)
        {
            ShouldProcess(Described, SettingsOnly ? "Make dataset" : $"Send {Text.Count(_wouldSend, "record")}");
        }
        _progress!.Complete();
        foreach (var warning in _tally.Warnings())
            WriteWarning(_whatIf ? "What if: " + warning : warning);
        if (_sender?.Removal.Warning() is { } left)
            WriteWarning(left);
        if (_ended is not null)
            WriteError(_ended.ToSendingEnded(_notSent, _progress.Done, _suspects));
        else if (_target is not null && _sends)
            WriteVerbose($"{StepOrDefault}: {Text.Count(_progress.Done, "row")} in " +
                $"{_session!.Client.Connection}/dataset/{_session.Client.Words(_target.Dataset.Id)}/annotation-mode");
    }

    ColumnGap? IColumnStage.Foresee(ColumnForecast columns)
    {
        if (SettingsOnly || Run is null && !_sends && !_whatIf)
            return null;
        var question = columns.Question(InputColumn);
        return !columns.Has(question) ? new ColumnGap(question, "-InputColumn")
            : !columns.Has(Columns.Generations) && !columns.Has(Columns.Generation) ? new ColumnGap(Columns.Generations)
            : null;
    }

    private protected override void ReportProgress()
    {
        if (_progress is { IsDue: true })
            _progress.Report(_came, expected: null, Notice);
    }

    /// <summary>Whether rows are looked at by a dataset that would be made, and is not.</summary>
    private bool Foresees => _whatIf && _session is not null && _dataset is null;

    private string Described =>
        $"dataset '{Name}'{(_dataset is null ? " (new)" : "")} in the workspace '{_session!.Client.Words(_session.Workspace.Name)}' of " +
        $"{_session.Client.Connection}";

    private void CheckNames()
    {
        try
        {
            if (Name is not null)
                ArgillaNames.CheckDataset(Name);
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(error.BadName(Name!));
        }
        try
        {
            if (Workspace is not null)
                ArgillaNames.CheckWorkspace(Workspace);
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(error.BadName(Workspace!));
        }
    }

    private void Accept(PSObject input)
    {
        var target = InputRows.Target(input);
        var source = RowObject.ProvenanceOf(input);
        _came++;
        Step?.TakeFrom(source?.Step);
        if (_ended is not null)
        {
            _notSent.Add(target);
            return;
        }
        Row row;
        ReadAnswers? answers;
        try
        {
            row = PSRow.Read(input, Columns.Instruction);
            answers = IsReading ? Answered(row) : null;
            if (answers is null && Run is not null)
                Keep(row, source);
        }
        catch (RowException problem)
        {
            Take(new Taken(null, target, null, null, problem.ToErrorRecord(target)));
            return;
        }
        if (answers is null)
            Pass(row, source);
        else
            Take(new Taken(row, target, source, answers, null));
    }

    /// <summary>Whether a row is looked at beyond what a run keeps: it is to be sent, or would be, or says how many answers a dataset holds.</summary>
    private bool IsReading => _session is not null && (_sends || _whatIf) && !(SettingsOnly && _target is not null);

    /// <summary>A row in its order: as long as it is not known how many answers the dataset holds, it waits for others.</summary>
    private void Take(Taken taken)
    {
        var waits = _sends || Foresees;
        if (waits && _target is null && _first.IsOver)
            SendFirst();
        if (!waits || _target is not null || taken.Error is not null && _first.IsEmpty)
        {
            Queue(taken);
            return;
        }
        _first.Add(taken, taken.Answers?.Row.Generations.Count);
        ReportProgress();
        if (_first.IsOver && _first.Generations is not null)
            SendFirst();
    }

    /// <summary>Makes the dataset by the rows that came first, and lets them go.</summary>
    private void SendFirst()
    {
        if (_target is null && _first.Generations is { } generations)
            Prepare(generations);
        foreach (var taken in _first.Take())
            Queue(taken);
    }

    /// <summary>Makes a row's record and has it wait for its call.</summary>
    private void Queue(Taken taken)
    {
        var (row, target, source, answers, error) = taken;
        if (error is not null)
        {
            Wait(new Waiting(null, target, 0, error));
            return;
        }
        PreferenceRecord? record = null;
        try
        {
            if (!SettingsOnly && _target is not null && _ended is null)
                record = PreferenceRecord.Of(answers!.Row, answers.Rationales, answers.Judge, _target, answers.IsRated);
            if (Run is not null && _ended is null)
                Keep(row!, source);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            Wait(new Waiting(null, target, 0, problem.NoRecord(answers!.Row.Instruction, target)));
            return;
        }
        if (_ended is null && (_whatIf || record is null))
        {
            if (record is not null)
                _tally.Add(record, answers!.Row.Instruction);
            _wouldSend++;
            Pass(row!, source);
            return;
        }
        if (record is not null && _batch.MustGoBefore(record))
            Flush();
        // The batch that went may have been the last that the server takes.
        if (_ended is not null)
        {
            _notSent.Add(target);
            return;
        }
        _tally.Add(record!, answers!.Row.Instruction);
        Wait(new Waiting(row, target, _batch.Add(record!), null, source, answers.Row.Instruction));
    }

    /// <summary>The row as one of the run's dataset.</summary>
    private void Keep(Row row, Provenance? source)
    {
        if (_session is null)
            Answered(row);
        try
        {
            Run!.Leaves?.Take(PSRow.ToPlain(row), source, StepOrDefault);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Core.Datasets.DatasetFormatException)
        {
            ThrowTerminatingError(error.CannotWrite(Run!.Folder?.Distiset ?? ""));
        }
    }

    private void Pass(Row row, Provenance? source)
    {
        if (Step is not null)
            Step.RowsOut++;
        WriteObject(PSRow.Write(row, source, Run is null ? null : StepOrDefault));
    }

    private void Wait(Waiting item)
    {
        _waiting.Add(item);
        if (_batch.Records.Count == 0 || _batch.IsDue || _waiting.Count >= MostWaiting)
            Flush();
        ReportProgress();
    }

    /// <summary>Sends what waits and passes on the rows that were taken.</summary>
    private void Flush()
    {
        if (_waiting.Count == 0)
            return;
        // Taken out first: downstream may end the pipeline while rows are written.
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        var batch = _batch;
        _batch = new RecordBatch(TimeProvider.System);
        if (batch.Records.Count == 0)
        {
            foreach (var item in waiting)
                Fail(item.Error!);
            return;
        }
        var upload = _sender!.Upload(batch.Records);
        try
        {
            Await(upload.SendAsync);
        }
        catch (ArgillaException error)
        {
            _ended = error;
        }
        foreach (var (row, target, place, error, source, question) in waiting)
        {
            if (error is not null)
            {
                Fail(error);
                continue;
            }
            switch (upload.Fate(place))
            {
                case RecordFate.Accepted:
                    _progress!.Done++;
                    Pass(row!, source);
                    break;
                case RecordFate.Refused:
                    Fail(upload.Reason(place)!.RecordRefused(question, target, upload.LacksMetadata(place)));
                    break;
                default:
                    if (upload.IsSuspect(place))
                        _suspects.Add(question);
                    _notSent.Add(target);
                    break;
            }
        }
        WriteVerbose($"{StepOrDefault}: {Text.Count(_progress!.Done, "row")} taken so far.");
        if (_ended is not null && _progress.Done == 0)
            ThrowTerminatingError(_ended.ToSendingEnded(_notSent, 0, _suspects));
    }

    private void Fail(ErrorRecord error)
    {
        _progress!.Failed++;
        Fail(error, error.TargetObject);
    }

    private void Prepare(int? generations)
    {
        if (Foresees)
        {
            _target = PreferenceTarget.Foreseen(_session!.Workspace, DatasetName, generations!.Value, UseMarkdown);
            return;
        }
        Terminating(() => _target = Await(cancellation => PreferenceTarget.PrepareAsync(
            _session!.Client, _session.Workspace, DatasetName, _dataset, generations, UseMarkdown, MinimumResponses, cancellation)));
        _sender = new RecordSender(_session!.Client, _target!);
        WarnOfWhatStays();
    }

    /// <summary>A dataset that is there stays as it is, whatever is asked for here.</summary>
    private void WarnOfWhatStays()
    {
        if (UseMarkdown && !_target!.UsesMarkdown)
            WriteWarning($"The dataset '{Name}' is there already and shows its texts as they are: -UseMarkdown is for a new one.");
        if (MyInvocation.BoundParameters.ContainsKey(nameof(MinimumResponses)) && _dataset is not null && _dataset.MinimumResponses != MinimumResponses)
        {
            var kept = _dataset.MinimumResponses is { } known ? $" and asks for {known} of each record" : "";
            WriteWarning($"The dataset '{Name}' is there already{kept}: -MinimumResponses {MinimumResponses} is for a new one. It can be changed in Argilla.");
        }
    }

    private void Terminating(Action work)
    {
        try
        {
            work();
        }
        catch (ArgillaException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(DatasetName));
        }
    }

    private ReadAnswers Answered(Row row)
    {
        var instruction = AskedColumn.Text(row, InputColumn, MyInvocation.MyCommand.Name);
        var generations = Generations(row, out var isSingle);
        var ratings = OneForEach(row, Columns.Ratings, generations);
        var rationales = OneForEach(row, Columns.Rationales, generations);
        var name = row[Columns.ModelName] as string;
        var answered = AnswerColumns.Of(row, instruction, generations, ratings: null, author: isSingle && ratings is null ? name : null);
        // As they stand in the row: one that is no rating costs its suggestion, and not the row.
        return new ReadAnswers(
            ratings is null ? answered : answered with { Ratings = ratings },
            rationales ?? (row.Has(Columns.Rationales) ? [] : null),
            // Before a judge has come, the one name in the row is the author's.
            ratings is null ? null : name,
            row.Has(Columns.Ratings));
    }

    private IReadOnlyList<string?> Generations(Row row, out bool isSingle)
    {
        var column = row.Has(Columns.Generations) ? Columns.Generations : Columns.Generation;
        isSingle = AnswerColumns.TextOfOne(row, column) is not null;
        if (AnswerColumns.TextOfOne(row, column) is { } one)
            return [one];
        if (row[column] is null)
            throw Errors.MissingColumn(Columns.Generations, MyInvocation.MyCommand.Name, row);
        return AnswerColumns.Texts(row, column) is { Count: > 0 } list ? list : throw Errors.NotTheList(column, row[column]!, "a list of texts");
    }

    private static IReadOnlyList<object?>? OneForEach(Row row, string column, IReadOnlyList<string?> generations) => row[column] is null
        ? null
        : AnswerColumns.OneForEach(generations, AnswerColumns.List(row, column) ?? throw Errors.NotTheList(column, row[column]!), column);
}
