using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Rows;

namespace MathPref.Formatting;

/// <summary>What the format views call, and nobody else: text for a terminal, without what could reach through it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class View
{
    private const int WidthWithoutHost = 80;
    private const int WidestTable = 400;
    private const int WidestCell = 2_000;

    /// <summary>Equal for rows that can stand under one header.</summary>
    public static string RowKey(PSObject row, PSHost host) => RowTable.For(row, Width(host)).Key;

    /// <summary>The header of a table of rows.</summary>
    public static string RowHeader(PSObject row, PSHost host) => RowTable.For(row, Width(host)).Header(Width(host));

    /// <summary>A row in a table.</summary>
    public static string RowLine(PSObject row, PSHost host, string mark, string unmark) => RowTable.For(row, Width(host)).Line(row, Width(host), mark, unmark);

    /// <summary>Whether a row has a column.</summary>
    public static bool Has(PSObject row, string name) => row.Properties[name] is not null;

    /// <summary>The columns of a row that the list view has no item for, one a line.</summary>
    public static string Others(PSObject row) =>
        string.Join('\n', row.Properties
            .Where(p => !IsListed(p.Name))
            .Select(p => $"{Line(p.Name)}: {ValueText.Full(ValueText.Read(p)).Replace("\n", "\n  ", StringComparison.Ordinal)}"));

    /// <summary>Whether a row has columns that the list view has no item for.</summary>
    public static bool HasOthers(PSObject row) => row.Properties.Any(p => !IsListed(p.Name));

    /// <summary>A column of a row in full.</summary>
    public static string Column(PSObject row, string name) => ValueText.Full(ValueText.Read(row.Properties[name]));

    /// <summary>A value in full.</summary>
    public static string Full(object? value) => ValueText.Full(value);

    /// <summary>A value on one line.</summary>
    public static string Line(object? value) => ValueText.Line(value, WidestCell);

    /// <summary>A value on one line that leaves so many cells of the terminal's width to the other columns.</summary>
    public static string Fit(object? value, PSHost host, int others) => ValueText.Line(value, Math.Max(10, Width(host) - others));

    /// <summary>The items of a list, one a line of the width that the other columns leave.</summary>
    public static string Stack(object? value, PSHost host, int others) =>
        string.Join('\n', (PSRow.AsList(value) ?? []).Select(item => Fit(item, host, others)));

    /// <summary>A text in lines of the width that the other columns leave, broken between words, which the format system does not do.</summary>
    public static string Wrap(object? value, PSHost host, int others) => string.Join('\n', PlainText.Wrap(Line(value), Math.Max(10, Width(host) - others)));

    /// <summary>A size such as 1.2 MB.</summary>
    public static string Bytes(long bytes) => Text.Bytes(bytes);

    /// <summary>A count such as 1.2M.</summary>
    public static string Tokens(long tokens) => Text.Tokens(tokens)[..^" tokens".Length];

    /// <summary>An amount of USD; – where it is not known.</summary>
    public static string Dollars(decimal? amount) => amount is { } known ? Text.Dollars(known) : ValueText.Nothing;

    /// <summary>A day; empty where there is none.</summary>
    public static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>The header of a dataset's table: equal for datasets that can stand under one.</summary>
    public static string SetHeader(Distiset set, PSHost host) => new DistisetTable(set, Width(host)).Header;

    /// <summary>A dataset in a table, a line for each split.</summary>
    public static string SetLines(Distiset set, PSHost host) => new DistisetTable(set, Width(host)).Lines;

    /// <summary>Where a problem is, as far as it is in one place.</summary>
    public static string Place(DistisetProblem problem) => Line(string.Join('/', new[] { problem.Config, problem.Split, problem.Column }.OfType<string>()));

    /// <summary>What is set of a model besides its name, as New-Llm's parameters say it.</summary>
    public static string Settings(LlmSpec model) => string.Join(", ", new[]
    {
        model.Options.ToString(),
        model.Limits.RequestsPerMinute is { } requests ? FormattableString.Invariant($"rpm {requests}") : "",
        model.Limits.TokensPerMinute is { } tokens ? FormattableString.Invariant($"tpm {tokens}") : "",
        model.Limits.ThrottleLimit is { } calls ? FormattableString.Invariant($"throttle {calls}") : "",
    }.Where(set => set.Length > 0));

    private static bool IsListed(string name) => s_listed.Contains(name);

    /// <summary>In the order of the list view in MathPref.Row.Format.ps1xml.</summary>
    public static IReadOnlyCollection<string> ListedColumns => s_listed;

    private static readonly HashSet<string> s_listed = new(StringComparer.OrdinalIgnoreCase)
    {
        Columns.Prompt, Columns.PromptId, Columns.Input, Columns.Instructions, Columns.ReferenceAnswers, Columns.Difficulty, Columns.Instruction,
        Columns.SystemPrompt,
        Columns.Generation, Columns.Generations,
        Columns.ModelNames, Columns.GenerationModels, Columns.FinishReason, Columns.FinishReasons, Columns.Thinking, Columns.Thinkings, Columns.Types,
        Columns.Ratings, Columns.Rationales, Columns.RationalesForRatings,
        Columns.ReferenceAnswer, Columns.Answers, Columns.AnswersCorrect, Columns.AnswerMethods, Columns.PassRate, Columns.Agreement,
        "suggested_ratings", "num_responses", "num_discarded", Columns.ModelName,
        Columns.Chosen, Columns.ChosenModel, Columns.ChosenRating, Columns.Rejected, Columns.RejectedModel, Columns.RejectedRating,
        "completion", "label", "messages", "rating", "model", "preferred_output", "non_preferred_output",
        "solution", "data_source", "ability", "reward_model", "extra_info", Columns.Metadata,
    };

    /// <summary>One less than the terminal has: some of them break a line that reaches their edge.</summary>
    private static int Width(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is > 1 and var width ? Math.Min(width, WidestTable) - 1 : WidthWithoutHost - 1;
        }
        catch (Exception)
        {
            // A host without a terminal may throw what it likes.
            return WidthWithoutHost - 1;
        }
    }
}
