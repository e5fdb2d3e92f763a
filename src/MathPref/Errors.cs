using System.Management.Automation;
using MathPref.Core.Argilla;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Offline;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Core.Text;

namespace MathPref;

/// <summary>Every error of the cmdlets, by name. The target of a row's error is the row as it came in, so that it can be piped in again.</summary>
internal static class Errors
{
    /// <summary>A failure of one row's calls.</summary>
    public static ErrorRecord ToErrorRecord(this Exception error, object? row) => error switch
    {
        ServiceException failed => failed.ToServiceError(row),
        JournalException journal => new ErrorRecord(error, "JournalUnusable", ErrorCategory.OpenError, row ?? journal.Path),
        LlmConfigurationException => new ErrorRecord(error, "LlmConfiguration", ErrorCategory.InvalidArgument, row),
        OfflineModelException => new ErrorRecord(error, "OfflineModelCannot", ErrorCategory.InvalidArgument, row),
        ScriptedReplyException scripted => scripted.ToScriptedError(row),
        RunException run => new ErrorRecord(
            run,
            run.Id,
            run.Id is "RunIsRunning" ? ErrorCategory.ResourceBusy
                : run.Id is "DatasetWasChanged" ? ErrorCategory.ResourceExists
                : run.Id is "NotYourRun" ? ErrorCategory.PermissionDenied
                : ErrorCategory.InvalidArgument,
            row),
        RowException problem => new ErrorRecord(problem, problem.Id, problem.Category, row),
        DatasetFormatException => new ErrorRecord(error, "UnreadableData", ErrorCategory.InvalidData, row),
        _ => new ErrorRecord(error, "RowFailed", ErrorCategory.NotSpecified, row),
    };

    /// <summary>The error as it may be shown: its words can be those of a model, a server or a file, which a terminal must not obey.</summary>
    public static ErrorRecord Shown(this ErrorRecord error)
    {
        if (MessageText.Lines(error.ToString()) is var message && message != error.ToString())
            error.ErrorDetails = new ErrorDetails(message) { RecommendedAction = error.ErrorDetails?.RecommendedAction };
        if (MessageText.Lines(error.CategoryInfo.TargetName) is var target && target != error.CategoryInfo.TargetName)
            error.CategoryInfo.TargetName = target;
        return error;
    }

    /// <summary>A run would write over what it cannot make again.</summary>
    public static RunException DatasetWasChanged(string folder, IReadOnlyList<string> files) => new(
        "DatasetWasChanged",
        System.IO.Path.Combine(folder, "distiset", files[0]) + (files.Count == 1 ? " was" : $" and {files.Count - 1} more were") +
            " changed since the run wrote it, and what was changed cannot be made again. Copy it away, give another -Path, or -Force to have it replaced.");

    /// <summary>A call to a service that came to nothing: what is the same for every service has the same id.</summary>
    private static ErrorRecord ToServiceError(this ServiceException error, object? target)
    {
        var (id, category) = error.Kind switch
        {
            ServiceFailure.Connection => ("ConnectionFailed", ErrorCategory.ConnectionError),
            ServiceFailure.Unreachable => ("ServerUnreachable", ErrorCategory.ConnectionError),
            ServiceFailure.Timeout => ("RequestTimedOut", ErrorCategory.OperationTimeout),
            ServiceFailure.RateLimited => ("RateLimited", ErrorCategory.LimitsExceeded),
            ServiceFailure.Server => ("ServerFailed", ErrorCategory.ResourceUnavailable),
            ServiceFailure.BadResponse => ("ResponseParseFailed", ErrorCategory.InvalidData),
            ServiceFailure.BadRequest => ("RequestRefused", ErrorCategory.InvalidArgument),
            ServiceFailure.Authentication => ("AuthenticationFailed", ErrorCategory.PermissionDenied),
            ServiceFailure.AllowanceEmpty => ("AllowanceEmpty", ErrorCategory.QuotaExceeded),
            _ => error switch
            {
                LlmException model => OfModel(model.Failure),
                HubException hub => OfHub(hub.Failure),
                ArgillaException argilla => OfArgilla(argilla.Failure),
                _ => ("RowFailed", ErrorCategory.NotSpecified),
            },
        };
        return new ErrorRecord(error, id, category, target);
    }

    private static (string Id, ErrorCategory Category) OfModel(LlmFailure failure) => failure switch
    {
        LlmFailure.Refused => ("NoAnswer", ErrorCategory.InvalidResult),
        LlmFailure.UnknownModel => ("ModelNotFound", ErrorCategory.ObjectNotFound),
        _ => ("BudgetReached", ErrorCategory.LimitsExceeded),
    };

    private static (string Id, ErrorCategory Category) OfHub(HubFailure failure) => failure switch
    {
        HubFailure.Forbidden => ("WriteForbidden", ErrorCategory.PermissionDenied),
        HubFailure.ReadForbidden => ("ReadForbidden", ErrorCategory.PermissionDenied),
        HubFailure.Gated => ("RepoGated", ErrorCategory.PermissionDenied),
        HubFailure.NotFound => ("RepoNotFound", ErrorCategory.ObjectNotFound),
        HubFailure.RevisionNotFound => ("RevisionNotFound", ErrorCategory.ObjectNotFound),
        HubFailure.Conflict => ("CommitConflict", ErrorCategory.ResourceBusy),
        HubFailure.CardRefused => ("CardRefused", ErrorCategory.InvalidData),
        HubFailure.KeyFound => ("KeyFound", ErrorCategory.SecurityError),
        HubFailure.NotInCache => ("NotInCache", ErrorCategory.ObjectNotFound),
        HubFailure.RepoIsPublic => ("RepoIsPublic", ErrorCategory.ResourceExists),
        _ => ("FileChanged", ErrorCategory.ReadError),
    };

    private static (string Id, ErrorCategory Category) OfArgilla(ArgillaFailure failure) => failure switch
    {
        ArgillaFailure.Configuration => ("ArgillaConfiguration", ErrorCategory.InvalidArgument),
        ArgillaFailure.NotArgilla => ("NotArgilla", ErrorCategory.ObjectNotFound),
        ArgillaFailure.TooOld => ("ArgillaTooOld", ErrorCategory.NotImplemented),
        ArgillaFailure.Workspace => ("WorkspaceNotFound", ErrorCategory.ObjectNotFound),
        ArgillaFailure.DatasetNotFound => ("DatasetNotFound", ErrorCategory.ObjectNotFound),
        ArgillaFailure.DatasetMismatch => ("DatasetMismatch", ErrorCategory.InvalidOperation),
        _ => ("RequestRefused", ErrorCategory.InvalidData),
    };

    /// <summary>A failure that a script plays is shown as it was thrown.</summary>
    private static ErrorRecord ToScriptedError(this ScriptedReplyException error, object? row) => error.Failure switch
    {
        ScriptedFailure.Played => new ErrorRecord(error.InnerException ?? error, "ScriptedFailure", ErrorCategory.OperationStopped, row),
        ScriptedFailure.RanOut => new ErrorRecord(error, "RepliesRanOut", ErrorCategory.LimitsExceeded, row),
        ScriptedFailure.NoMatch => new ErrorRecord(error, "NoReplyMatches", ErrorCategory.ObjectNotFound, row),
        ScriptedFailure.Ambiguous => new ErrorRecord(error, "ReplyAmbiguous", ErrorCategory.InvalidArgument, row),
        _ => new ErrorRecord(error, "NotAReply", ErrorCategory.InvalidData, row),
    };

    /// <summary>The server takes the rest, and not this row's record, or of a record that it took not the metadata.</summary>
    public static ErrorRecord RecordRefused(this ArgillaException error, string question, object row, bool lacksMetadata) =>
        new(
            new ArgillaException(
                error.Failure,
                $"{Asking(question)} {(lacksMetadata ? "is in Argilla, and its metadata (models, system prompt, id) were not taken" : "was not taken")}. " +
                error.Message,
                error) { Status = error.Status },
            "RecordRefused",
            ErrorCategory.InvalidData,
            row);

    public static ErrorRecord NoRecord(this Exception error, string question, object row) =>
        new(error, "NoRecord", ErrorCategory.InvalidData, row) { ErrorDetails = new ErrorDetails($"{Asking(question)}: {error.Message}") };

    private static string Asking(string question) => $"The row that asks '{MessageText.Brief(question)}'";

    /// <summary>The one error that ends the sending of records. The rows that are not known to be in the dataset are its target.</summary>
    /// <param name="error">What ended it.</param>
    /// <param name="notSent">The rows.</param>
    /// <param name="accepted">How many rows have been passed on.</param>
    /// <param name="suspects">The questions of rows that failed alone, one after another, where that ended it.</param>
    public static ErrorRecord ToSendingEnded(this ArgillaException error, IReadOnlyList<object> notSent, long accepted, IReadOnlyList<string> suspects)
    {
        const int named = 3;
        var record = error.ToServiceError(notSent.Count == 1 ? notSent[0] : notSent.ToArray());
        var lost = suspects.Count == 0
            ? ""
            : $"It answers, and took none of {RecordUpload.MostLostInRow} records in a row, each sent alone (the first: " +
                $"{string.Join(", ", suspects.Take(named).Select(s => $"'{MessageText.Brief(s)}'"))}). ";
        if (notSent.Count > 0)
        {
            record.ErrorDetails = new ErrorDetails(
                $"{error.Message} {lost}No further record was sent: {Text.Count(notSent.Count, "row was", "rows were")} not taken (they are the target of " +
                $"this error), {Text.Count(accepted, "row has", "rows have")} been passed on. To send a record again is safe.");
        }
        return record;
    }

    public static ErrorRecord NumGenerationsNeeded(string dataset) => new(
        new ArgumentException($"How many answers a record of '{dataset}' holds is not known: no row came, and the dataset is not there yet. " +
            "Give -NumGenerations."),
        "NumGenerationsNeeded",
        ErrorCategory.InvalidArgument,
        dataset);

    /// <summary>The one error that ends the work after some of it was done.</summary>
    public static ErrorRecord ToWorkEnded(this Exception error, IReadOnlyList<object> notDone, long written)
    {
        var record = error.ToErrorRecord(notDone.Count == 1 ? notDone[0] : notDone.ToArray());
        record.ErrorDetails = new ErrorDetails(
            $"{error.Message} No further call was made: {Text.Count(notDone.Count, "row was", "rows were")} not done (they are the target of this error), " +
            $"{Text.Count(written, "row has", "rows have")} been passed on.");
        return record;
    }

    /// <summary>A column is missing in a row, or empty.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cmdlet">The cmdlet that needs it.</param>
    /// <param name="row">The row, whose columns are named.</param>
    /// <param name="remedy">What helps besides making the column, beginning with a blank.</param>
    public static RowException MissingColumn(string column, string cmdlet, Row row, string remedy = "") => new(
        "MissingColumn",
        ErrorCategory.InvalidData,
        (row.Has(column) ? $"The column '{column}' of this row is empty." : $"This row has no column '{column}'; it has {Text.Names(row.Names)}.")
            + MakerOf(column, cmdlet) + remedy)
    {
        Column = row.Has(column) ? column + " (empty)" : column,
    };

    /// <summary>Two parameters of which one makes nothing of the other.</summary>
    public static ErrorRecord NotTogether(string parameter, string other, string why) => new(
        new ArgumentException($"{parameter} does not go with {other}: {why}"),
        "ParametersNotTogether",
        ErrorCategory.InvalidArgument,
        parameter);

    /// <summary>Bounds between which there is nothing.</summary>
    public static ErrorRecord EmptyRange(string minimum, double from, string maximum, double to) => new(
        new ArgumentException(FormattableString.Invariant($"{minimum} {from} is greater than {maximum} {to}: no row is between them.")),
        "EmptyRange",
        ErrorCategory.InvalidArgument,
        minimum);

    /// <summary>A row that was answered lacks the question: often it was asked by another column, which the row does not tell any more.</summary>
    public static RowException NoQuestion(string column, string cmdlet, Row row) =>
        MissingColumn(column, cmdlet, row, " Name the column that was asked with -InputColumn.");

    /// <summary>Said before the first call: its answer would be paid for and lost.</summary>
    /// <param name="stage">The cmdlet that will miss it.</param>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The cmdlet's parameter that names the column; null where nothing does.</param>
    /// <param name="columns">Those that there will be.</param>
    /// <param name="rows">The rows that came.</param>
    public static ErrorRecord ColumnMissingAhead(
        string stage, string column, string? parameter, IReadOnlyList<string> columns, IReadOnlyList<object> rows)
    {
        var maker = MakerOf(column, stage);
        var naming = parameter is null || maker.Contains(parameter, StringComparison.Ordinal) ? "" : $" {parameter} of {stage} names another one.";
        return new ErrorRecord(
            new InvalidOperationException(
                $"{stage}, further down the pipe, needs the column '{column}', which the rows will not have: they will have {Text.Names(columns)}." +
                $"{maker}{naming} Nothing was asked."),
            "ColumnMissingAhead",
            ErrorCategory.InvalidArgument,
            rows.Count == 1 ? rows[0] : rows.ToArray());
    }

    /// <summary>Said before the first call, where the column is there and no row has in it what the stage can use.</summary>
    /// <param name="stage">The cmdlet that can use none.</param>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The cmdlet's parameter that names the column; null where nothing does.</param>
    /// <param name="first">What the first row has in it, and what is wrong with that.</param>
    /// <param name="columns">Those that there are.</param>
    /// <param name="rows">The rows that came.</param>
    public static ErrorRecord UnusableAhead(
        string stage, string column, string? parameter, (string Value, string Problem) first, IReadOnlyList<string> columns, IReadOnlyList<object> rows)
    {
        var (value, problem) = first;
        var others = columns.Where(name => !name.Equals(column, StringComparison.OrdinalIgnoreCase)).ToList();
        var naming = parameter is null ? ""
            : $" {parameter} of {stage} names another column{(others.Count == 0 ? "" : $": there are {Text.Names(others)}")}.";
        return new ErrorRecord(
            new InvalidOperationException(
                $"{stage}, further down the pipe, can read the column '{column}' of none of the rows ({rows.Count} were looked at). " +
                $"The first has {(string.IsNullOrWhiteSpace(value) ? "nothing in it" : $"'{Text.Shorten(value)}'")}: {problem.TrimEnd('.')}." +
                $"{naming} Nothing was asked."),
            "UnusableAhead",
            ErrorCategory.InvalidData,
            rows.Count == 1 ? rows[0] : rows.ToArray());
    }

    public static RowException WrongColumn(string column, string expected) => new(
        "WrongColumn",
        ErrorCategory.InvalidData,
        $"The column '{column}' of this row is not {expected}.")
    {
        Column = column,
    };

    /// <summary>Training on it would reward wrong answers, or none.</summary>
    /// <param name="column">The column of the reference.</param>
    /// <param name="reader">Whose scorer would read it.</param>
    /// <param name="reason">Why nothing safe can be written.</param>
    public static RowException CannotWriteSolution(string column, string reader, string reason) => new(
        "CannotWriteSolution",
        ErrorCategory.InvalidData,
        $"The reference in '{column}' cannot be written so that {reader} reads it: {reason}.")
    {
        Column = $"{column}: {reason}",
    };

    /// <summary>A column that must be a list and is not.</summary>
    public static RowException NotTheList(string column, object value, string expected = "a list") => value is string text && ListTexts.IsLost(text)
        ? new("WrongColumn", ErrorCategory.InvalidData, $"The column '{column}' of this row is the text '{Text.Shorten(text)}': Export-Csv writes that for a " +
            "list, and the list itself is lost. Keep lists with Export-Distiset (Parquet or JSON lines); a CSV can hold one as JSON text.")
        {
            Column = column,
        }
        : WrongColumn(column, $"{expected} (it is {Described(value)})");

    /// <summary>A rating that is no number.</summary>
    /// <param name="value">What stands in its place.</param>
    /// <param name="index">Its place in the list, from 0.</param>
    /// <param name="count">How many ratings there are.</param>
    public static RowException BadRating(object value, int index, int count) => new(
        "BadRating",
        ErrorCategory.InvalidData,
        $"Rating {index + 1} of {count} in 'ratings' of this row is {Described(value)}, which is no number. " +
            "Write it as 4 or 4.5, or leave it empty (null) where the answer was not rated.");

    public static RowException BadRating(object value) => new(
        "BadRating",
        ErrorCategory.InvalidData,
        $"The rating of this row is {Described(value)}, which is no number. Write it as 4 or 4.5, or leave it empty (null) where the answer was not rated.");

    public static RowException BadVerdict(object value) => new(
        "BadVerdict",
        ErrorCategory.InvalidData,
        $"answers_correct of this row holds {Described(value)}. It holds true or false for each answer, and nothing (null) where that is not known.");

    public static RowException DeletedRow() => new(
        "DeletedRow",
        ErrorCategory.InvalidData,
        "This DataRow was deleted from its table, so it has no values any more. Take it out, or AcceptChanges() on the table first.");

    private static string Described(object value) => value switch
    {
        string text => $"the text '{Text.Shorten(text)}'",
        double or float or bool => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
        _ => value.GetType().Name,
    };

    /// <summary>
    /// Whether an error is one that the rows or the parameters bring and no call was made for: the same for row after row, it is said once. What
    /// a server, a model or -OnTie Error says is said for each.
    /// </summary>
    public static bool IsOfTheInput(this ErrorRecord error) =>
        error.Exception is RowException { Id: not ("NoInstructions" or "Tie") } || error.FullyQualifiedErrorId is "RowNotWritten" or "NoRecord";

    /// <summary>The rows that had an error which was said before. The id is the same, so that scripts that ask for it see all rows.</summary>
    /// <param name="first">The error as it was said.</param>
    /// <param name="count">How many rows had it after that.</param>
    /// <param name="rows">The first of them.</param>
    public static ErrorRecord Repeated(ErrorRecord first, long count, object[] rows)
    {
        var id = first.FullyQualifiedErrorId.Split(',')[0];
        var message = $"{Text.Count(count, "more row")} had the same error ({id}): {first} " +
            (count > rows.Length ? $"The first {rows.Length} of them are the target of this error." : "They are the target of this error.");
        // With the first one's own exception it would not stand in $Error beside it.
        return new RowException(id, first.CategoryInfo.Category, message).ToErrorRecord(rows);
    }

    /// <summary>The lines of a file that had an error which was said before.</summary>
    /// <param name="first">The error as it was said.</param>
    /// <param name="count">How many lines had it after that.</param>
    /// <param name="lines">The first of them; none where the format has no lines.</param>
    public static DatasetFormatException RepeatedMistake(DatasetFormatException first, long count, IReadOnlyList<long> lines)
    {
        var places = lines.Count == 0 ? "" : $" ({(lines.Count == 1 ? "line" : "lines")} {string.Join(", ", lines)}{(count > lines.Count ? ", …" : "")})";
        return new DatasetFormatException(
            first.Path,
            null,
            null,
            $"{Text.Count(count, "more mistake")} of the same kind{places}, as this one: {first.Message[first.Path.Length..].TrimStart(',', ':', ' ')}");
    }

    public static RowException BadColumnName(string? name) => new(
        "BadColumnName",
        ErrorCategory.InvalidData,
        string.IsNullOrEmpty(name)
            ? "A column of this row has no name. Give it one."
            : $"This row has the column '{name}' twice (names are compared without case). Rename one of them.");

    public static RowException BadJson(string problem) => new(
        "BadJson", ErrorCategory.InvalidData, $"The JSON in this row can be no columns: {problem}");

    public static RowException ListAsRow() => new(
        "ListAsRow", ErrorCategory.InvalidData, "This is a list, and a row was expected: pass its items down the pipe one by one, or give it as -InputObject.");

    public static RowException TakenApart() => new(
        "TakenApart",
        ErrorCategory.InvalidArgument,
        "This is one key with its value, and no row: PowerShell takes such a dictionary apart in the pipe. Put a comma before it " +
            "(, $row | ...), or give it as -InputObject.");

    public static ErrorRecord RowAsAnswer() => new(
        new ArgumentException("-Reference is for answers that are texts or numbers, and this is a row or a list. Rows carry their reference in a column: " +
            "leave -Reference out, and -ReferenceColumn names the column (without it, reference_answer). Items of a list go down the pipe one by one."),
        "RowAsAnswer",
        ErrorCategory.InvalidArgument,
        null);

    public static RowException StepTaken(string step) => new(
        "StepTaken",
        ErrorCategory.ResourceExists,
        $"The row's distilabel_metadata already has a step '{step}'. Give another -StepName; what a step said is never overwritten.");

    public static RowException NoInstructions(string reply) => new(
        "NoInstructions",
        ErrorCategory.InvalidResult,
        $"The model wrote no instructions. Its reply: {Text.Shorten(reply)}");

    public static RowException NoAnswers() => new(
        "NoAnswers",
        ErrorCategory.InvalidData,
        "None of the generations of this row has text, so there is nothing to judge.");

    public static ErrorRecord RunInRun(string outer, string inner) => new RunException(
        "RunInRun",
        $"The run '{outer}' is running, and a run cannot be part of another. Take the inner block's cmdlets into the outer block, "
        + "or run the two one after the other.").ToErrorRecord(inner);

    public static RunException ParametersTwice() => new("BadParameters", "Give -Parameters or -ParametersPath, not both.");

    public static RunException NoParametersFile(string file) => new("BadParameters", $"-ParametersPath: there is no file {file}.");

    public static RowException ToTemplateFailed(this RuntimeException error) => new(
        "TemplateFailed",
        ErrorCategory.InvalidOperation,
        $"The script block of -Template failed for this row: {error.Message}");

    public static RowException EmptyTemplate() => new(
        "EmptyTemplate",
        ErrorCategory.InvalidResult,
        "The script block of -Template gave no text for this row.");

    public static RowException Tie(double rating) => new(
        "Tie",
        ErrorCategory.InvalidResult,
        FormattableString.Invariant($"All answers of this row are rated {rating}; there is no better one (-OnTie Error)."));

    public static RowException NotAList(string column) => new(
        "NotAList",
        ErrorCategory.InvalidData,
        $"The column '{column}' of this row is empty, so it cannot be expanded.");

    public static ErrorRecord OneBranchOnly(string? model, object[] rows) => new(
        new RowException(
            "OneBranchOnly",
            ErrorCategory.InvalidData,
            $"Nothing was merged: every key came once, {(model is null ? "and no row names its model" : $"and all rows are of {model}")}, so this is one " +
            "branch and not several. If a branch failed, try its rows again; two answers of the same model are merged with -Count 2, " +
            "or made by -NumGenerations."),
        "OneBranchOnly",
        ErrorCategory.InvalidData,
        rows);

    public static ErrorRecord IncompleteGroup(string by, string key, IReadOnlyList<string> missing, object[] rows) => new(
        new RowException(
            "IncompleteGroup",
            ErrorCategory.InvalidData,
            $"The group with {by} '{Text.Shorten(key)}' is incomplete: {rows.Length} row{(rows.Length == 1 ? "" : "s")}, {string.Join(", ", missing)}. " +
            "It was not merged; its rows are the target of this error."),
        "IncompleteGroup",
        ErrorCategory.InvalidData,
        rows);

    public static ErrorRecord OneModelOnly(string cmdlet) => new(
        new ArgumentException($"-Llm of {cmdlet} takes one model; Invoke-TextGeneration takes several."),
        "OneModelOnly",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord NoReferences(string model) => new(
        new ArgumentException($"-IncludeReference needs a model that knows the answers to what it asks: offline/careful. {model} gives none with its " +
            "instructions; let a model answer them (Invoke-TextGeneration), or compare answers with each other (Test-MathAnswer -Vote)."),
        "NoReferences",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord NothingToRefresh() => new(
        new ArgumentException("-RefreshJournal needs a journal: give -Journal, or set MATHPREF_JOURNAL."),
        "NothingToRefresh",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord OnePriceOnly() => new(
        new ArgumentException("Give both -InputPrice and -OutputPrice, in USD per million tokens; one that is free is 0."),
        "OnePriceOnly",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord ReplyOfRealModel(LlmSpec model) => new(
        new ArgumentException($"-Reply makes a scripted model, and {model} is a real one. Name it scripted/<any name>, or leave the name out."),
        "ReplyOfRealModel",
        ErrorCategory.InvalidArgument,
        model);

    public static ErrorRecord NoReplyGiven(LlmSpec model) => new(
        new ArgumentException($"{model} has nothing to say: give -Reply texts, patterns or a script block."),
        "NoReplyGiven",
        ErrorCategory.InvalidArgument,
        model);

    public static ErrorRecord StepNameCount(int names, int models) => new(
        new ArgumentException($"-StepName has {names} name{(names == 1 ? "" : "s")} for {models} model{(models == 1 ? "" : "s")}; give one a model."),
        "StepNameCount",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord ColumnCounts(string what, int left, int right) => new(
        new ArgumentException($"{what}: {left} and {right} names. Give as many of one as of the other."),
        "ColumnCounts",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord LoaderConflict(this Exception error, string path) => new(error, "LoaderConflict", ErrorCategory.ResourceExists, path);

    public static ErrorRecord SplitExists(this IOException error, string path) => new(
        error, error is LoaderConflictException ? "LoaderConflict" : "SplitExists", ErrorCategory.ResourceExists, path);

    public static ErrorRecord CannotWrite(this Exception error, string path, IReadOnlyList<string>? waiting = null)
    {
        var record = new ErrorRecord(error, error is LoaderConflictException ? "LoaderConflict" : "CannotWrite", ErrorCategory.WriteError, path);
        if (waiting is { Count: > 0 })
            record.ErrorDetails = new ErrorDetails($"{error.Message} The dataset that was there before stays. " +
                $"The rows of this export are kept in {string.Join(" and ", waiting)}, which Import-Dataset reads.");
        return record;
    }

    public static ErrorRecord BadName(this ArgumentException error, string name) => new(
        new ArgumentException(error.Message.Split(" (Parameter", 2)[0], error), "BadName", ErrorCategory.InvalidArgument, name);

    public static ErrorRecord RowNotWritten(this Exception error, object row) => new(error, "RowNotWritten", ErrorCategory.InvalidData, row);

    public static ErrorRecord NoRows(string path, long refused) => new(
        new InvalidOperationException($"{(refused == 0 ? "No rows came" : $"None of {Text.Count(refused, "row")} could be written")}, " +
            $"so nothing was written to {path}: an empty split cannot be loaded."),
        "NoRows",
        ErrorCategory.InvalidData,
        path);

    /// <param name="source">Where the rows come from.</param>
    /// <param name="given">The column that is not there; null where none was given and none is there by a name that is known.</param>
    /// <param name="parameter">The parameter that names it.</param>
    /// <param name="columns">Those that there are.</param>
    public static ErrorRecord NoSuchColumn(string source, string? given, string parameter, IEnumerable<string> columns) => new(
        new ArgumentException(
            (given is null ? $"Which column of {source} {parameter} is to be, no name tells" : $"{source} has no column '{given}' ({parameter})") +
            $": it has {Text.Names(columns)}. {parameter} names one of them. Nothing was asked."),
        "NoSuchColumn",
        ErrorCategory.InvalidArgument,
        parameter);

    public static ErrorRecord NoRowsInSource(string source) => new(
        new InvalidOperationException($"{source} has no rows. Nothing was asked."),
        "NoRowsInSource",
        ErrorCategory.InvalidData,
        source);

    public static ErrorRecord PathNotFound(string path) => new(
        new ItemNotFoundException($"There is no file or folder '{path}'."),
        "PathNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    public static ErrorRecord SeveralPaths(string path, IReadOnlyList<string> found) => new(
        new ArgumentException($"'{path}' matches {found.Count} files and folders ({Text.Shorten(string.Join(", ", found))}), and one is taken here. " +
            "Give its name; -LiteralPath takes every character of it as it is."),
        "SeveralPaths",
        ErrorCategory.InvalidArgument,
        path);

    public static ErrorRecord IntoRun(string folder, string dataset) => new(
        new IOException($"{folder} is the folder of a run (run.json), whose dataset is {dataset}: what is written beside it, Import-Dataset and " +
            "Publish-Distiset would not find. Give another -Path, such as the folder's name with '-export' behind it. In the run's own block leave -Path " +
            "out, and the rows become a config of the run's dataset."),
        "IntoRun",
        ErrorCategory.ResourceExists,
        folder);

    public static ErrorRecord BadDelimiter() => new(
        new ArgumentException("-Delimiter cannot be a quote or an end of line: in CSV they mean something else."),
        "BadDelimiter",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord BadHeader(string name) => new(
        new ArgumentException(name.Length == 0
            ? "-Header has a name that is empty. Give one to each column."
            : $"-Header has the name '{name}' twice (names are compared without case). Rename one of them."),
        "BadHeader",
        ErrorCategory.InvalidArgument,
        name);

    public static ErrorRecord NoRowsLeft(string name) => new(
        new InvalidOperationException($"The block of the run '{name}' passed no rows on, so there is nothing to write. " +
            "What its steps did with their rows is in log.jsonl and run.json in its folder."),
        "NoRows",
        ErrorCategory.InvalidResult,
        name);

    public static ErrorRecord NameIsPath(string name) => new(
        new ArgumentException($"'{name}' is a path, and what comes first is the run's name. Give it to -Path; the name is the folder's then."),
        "NameIsPath",
        ErrorCategory.InvalidArgument,
        name);

    public static ErrorRecord PathNeeded() => new(
        new ArgumentException("No -Path was given. Only in the block of Invoke-DatasetPipeline it can be left out: there the rows go into the run's dataset."),
        "PathNeeded",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord ArgillaNameNeeded() => new(
        new ArgumentException("No -Name was given. Only in the block of Invoke-DatasetPipeline it can be left out: " +
            "there the rows become a config of the run's dataset and are not sent."),
        "NameNeeded",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord NotAFolder(string path) => new(
        new ArgumentException($"'{path}' is a file. Give the folder of a dataset; Import-Dataset reads single files."),
        "NotAFolder",
        ErrorCategory.InvalidArgument,
        path);

    public static ErrorRecord SplitAndTrainSize() => new(
        new ArgumentException("-Split names one split and -TrainSize makes two, train and test. Give one of them."),
        "SplitAndTrainSize",
        ErrorCategory.InvalidArgument,
        null);

    public static ErrorRecord NotAFileSystemPath(string path) => new(
        new ArgumentException($"'{path}' is not a path of the file system."),
        "NotAFileSystemPath",
        ErrorCategory.InvalidArgument,
        path);

    public static ErrorRecord UnreadableData(this Exception error, string path) => error is CacheException ? error.CannotWrite(path)
        : error is DatasetReplacedException
        ? new ErrorRecord(error, "DatasetReplaced", ErrorCategory.ResourceBusy, path)
        : new ErrorRecord(
            error,
            // Why a place gives nothing concerns whoever has another; for a user it is one error.
            error is DatasetFormatException { Id: not (ReadPlan.NoData or ReadPlan.UnreadKind or ReadPlan.LoadingScript) and var id } ? id : "UnreadableData",
            ErrorCategory.InvalidData,
            path);

    public static ErrorRecord CannotReachHub(this HubConfigurationException error, string repo) => error.IsMissingToken
        ? new ErrorRecord(error, "TokenMissing", ErrorCategory.AuthenticationError, repo)
        : new ErrorRecord(error, "HubConfiguration", ErrorCategory.InvalidArgument, repo);

    public static ErrorRecord BadAddress(this ArgumentException error, string address) => new(error, "BadAddress", ErrorCategory.InvalidArgument, address);

    public static ErrorRecord ExportToHub(string address) => new(
        new ArgumentException($"Export-Distiset writes a folder, and '{address}' is on the Hub: give a folder, and have Publish-Distiset put it there."),
        "NotAFolder",
        ErrorCategory.InvalidArgument,
        address);

    public static ErrorRecord NotOfTheHub(string address, string cmdlet) => new(
        new ArgumentException($"{cmdlet} looks into folders, and '{address}' is on the Hub: Import-Dataset reads it, and Export-Distiset makes a folder " +
            "of it."),
        "NotAFolder",
        ErrorCategory.InvalidArgument,
        address);

    public static ErrorRecord RevisionOfNoRepo(string path) => new(
        new ArgumentException($"-Revision is of a dataset on the Hub, and '{path}' is none: give hf://datasets/<owner>/<name>, or -RepoId."),
        "RevisionOfNoRepo",
        ErrorCategory.InvalidArgument,
        path);

    public static ErrorRecord BadRepoId(this ArgumentException error, string repo) => new(error, "BadRepoId", ErrorCategory.InvalidArgument, repo);

    public static ErrorRecord BadRevision(string revision, string problem) => new(
        new ArgumentException($"'{revision}' cannot be a branch: {problem}."),
        "BadRevision",
        ErrorCategory.InvalidArgument,
        revision);

    public static ErrorRecord PullRequestNeedsMain(string revision) => new(
        new ArgumentException($"-CreatePullRequest is made from the branch main. Leave out -Revision '{revision}', or give -Revision refs/pr/<number> alone " +
            "to add to a pull request that is there."),
        "PullRequestNeedsMain",
        ErrorCategory.InvalidArgument,
        revision);

    public static ErrorRecord NoSuchTopic(string name) => new(
        new ItemNotFoundException($"No topic matches '{name}'. Get-MathTopic lists all 46."),
        "NoSuchTopic",
        ErrorCategory.ObjectNotFound,
        name);

    private static string MakerOf(string column, string cmdlet) => column.ToLowerInvariant() switch
    {
        "input" => " Get-MathTopic makes it, or name another column with -InputColumn.",
        "instructions" => " New-SelfInstruct makes it.",
        "instruction" when cmdlet.StartsWith("Expand", StringComparison.Ordinal) => " New-SelfInstruct makes a list to expand.",
        "instruction" when cmdlet.StartsWith("Invoke", StringComparison.Ordinal) =>
            " Expand-Column instructions -As instruction makes it, or name another column with -InputColumn.",
        "instruction" => " Expand-Column instructions -As instruction makes it.",
        "generation" or "generations" => " Invoke-TextGeneration makes it.",
        "ratings" => " Invoke-UltraFeedback makes it.",
        "reference_answer" when cmdlet.StartsWith("ConvertTo", StringComparison.Ordinal) =>
            " It comes with the questions of a dataset (Import-Dataset), or -ReferenceColumn names another column.",
        "reference_answer" => " It comes with the questions of a dataset (Import-Dataset), or -ReferenceColumn names another column; -Vote needs none.",
        "answers" or "answers_correct" or "answer_methods" or "pass_rate" or "agreement" => " Test-MathAnswer makes it.",
        _ => "",
    };
}

/// <summary>Something is wrong with one row; the others go on.</summary>
internal sealed class RowException(string id, ErrorCategory category, string message) : Exception(message)
{
    public string Id { get; } = id;

    public ErrorCategory Category { get; } = category;

    /// <summary>The column that it is about; rows whose errors have the same id and column have the same error.</summary>
    public string? Column { get; init; }
}
