using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Rows;

namespace MathPref.Formatting;

/// <summary>
/// Rows as a table, one line each. A row's columns tell the stage it is at, and the stage which of them are shown; of rows that are none of
/// this module's, the first ones. The table has its own header instead of the format system's, whose headers are fixed for a type: rows of
/// several stages in one stream get a new header each, where the format system would list the second kind as it is, escapes included.
/// </summary>
internal sealed class RowTable
{
    private const int NarrowestColumn = 5;
    private const int OtherWidth = 15;
    private const int MostOthers = 8;

    private readonly IReadOnlyList<Column> _columns;
    private readonly int _left;

    private RowTable(string key, IReadOnlyList<Column> columns, int left = 0)
    {
        Key = key;
        _columns = columns;
        _left = left;
    }

    /// <summary>A column of the table.</summary>
    /// <param name="Label">The header.</param>
    /// <param name="Text">The text of a row's cell, for a width.</param>
    /// <param name="Width">In a terminal of 80 columns.</param>
    /// <param name="Source">The column that must be there; null where the stage says that it is.</param>
    /// <param name="IsFixed">Whether it stays that wide in any terminal.</param>
    /// <param name="IsRight">Whether it is aligned to the right.</param>
    /// <param name="IsMarked">Whether it is the one to look at.</param>
    private sealed record Column(
        string Label,
        Func<PSObject, int, string> Text,
        int Width,
        string? Source = null,
        bool IsFixed = false,
        bool IsRight = false,
        bool IsMarked = false);

    /// <summary>Equal for rows that can stand under one header.</summary>
    public string Key { get; }

    /// <summary>The table for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="width">Of the terminal.</param>
    public static RowTable For(PSObject row, int width)
    {
        bool Has(string name) => row.Properties[name] is not null;
        if (Has("preferred_output") && Has("non_preferred_output"))
            return Stage(
                "openai",
                row,
                [Whole(Columns.Input, 26, QuestionOf), Whole("preferred_output", 26, AnswerOf), Whole("non_preferred_output", 25, AnswerOf)]);
        if (Has(Columns.Chosen) && Has(Columns.Rejected))
            return Pair(row, Has(Columns.ChosenModel) || Has(Columns.RejectedModel));
        if (Has("completion") && Has("label"))
            return Stage(
                "kto",
                row,
                [Whole(Columns.Prompt, 22, QuestionOf), Whole("completion", 25, AnswerOf), Number("label", 5), Number("rating", 6), Models("model", 17)]);
        if (Has("reward_model") && Has("data_source"))
            return Stage(
                "verl",
                row,
                [Whole(Columns.Prompt, 34, QuestionOf), new("ground_truth", (r, w) => ValueText.Line(TruthOf(r), w), 16), Text("data_source", 24)]);
        if (Has("solution") && Has(Columns.Prompt) && Messages(Value(row, Columns.Prompt)) is not null)
            return Stage("grpo", row, [Whole(Columns.Prompt, 44, QuestionOf), Text("solution", 20), Rate(Columns.PassRate, 9)]);
        if (Has("messages") && !Has(Columns.Prompt))
        {
            return Stage("sft", row,
            [
                new("messages: user", (r, w) => ValueText.Line(QuestionOf(Value(r, "messages")), w), 26),
                new("assistant", (r, w) => ValueText.Line(AnswerOf(Value(r, "messages")), w), 27),
                Number("rating", 6),
                Models("model", 17),
            ]);
        }
        var models = Has(Columns.ModelNames) ? Columns.ModelNames : Has(Columns.GenerationModels) ? Columns.GenerationModels : Columns.ModelName;
        var answers = Has(Columns.Generations) ? Columns.Generations : Columns.Generation;
        if (Has(Columns.AnswersCorrect) && Has(answers))
        {
            return Stage("tested", row,
            [
                Text(Columns.Instruction, 25), Text(Columns.ReferenceAnswer, 13), First(Columns.Answers, 13), Scores(Columns.AnswersCorrect, 15),
                Rate(Columns.PassRate, 9), Rate(Columns.Agreement, 9), Scores(Columns.Ratings, 7),
            ]);
        }
        if (Has(Columns.Ratings) && Has(answers))
            return Stage("judged", row, [Text(Columns.Instruction, 25), Models(models, 24), Scores(Columns.Ratings, 7), First(Columns.Rationales, 20)]);
        if (Has(answers))
            return Stage("answered", row, [Text(Columns.Instruction, 26), Models(models, 24), First(answers, 27)]);
        if (Has(Columns.Instructions) && !Has(Columns.Instruction))
        {
            return Stage("instructions", row,
            [
                Text(Columns.Input, 22),
                Models(Columns.ModelName, 19),
                Number(Columns.Difficulty, 10),
                new("count", (r, _) => ValueText.Line(PSRow.AsList(Value(r, Columns.Instructions))?.Count, 5), 5, IsFixed: true, IsRight: true),
                new(
                    Columns.Instructions,
                    (r, w) => ValueText.Line(PSRow.AsList(Value(r, Columns.Instructions))?.FirstOrDefault() ?? Value(r, Columns.Instructions), w),
                    30),
            ]);
        }
        if (Has(Columns.Instruction) && row.Properties.All(p => s_ofInstructions.Contains(p.Name)))
        {
            return Stage("instruction", row,
            [
                Text(Columns.Instruction, 38), Text(Columns.ReferenceAnswer, 16), Number(Columns.Difficulty, 10), Text(Columns.Input, 20),
                Models(Columns.ModelName, 19),
            ]);
        }
        return Other(row, width);
    }

    /// <summary>The line of headers.</summary>
    public string Header(int width)
    {
        var widths = Widths(width);
        var labels = _columns.Select((column, i) => PlainText.Pad(PlainText.Line(column.Label, widths[i]), widths[i], column.IsRight)).ToList();
        return (string.Join(' ', labels) + (_left > 0 ? $" +{_left}" : "")).TrimEnd();
    }

    /// <summary>One row. What is marked stands between <paramref name="mark"/> and <paramref name="unmark"/>.</summary>
    public string Line(PSObject row, int width, string mark, string unmark)
    {
        var widths = Widths(width);
        return string.Join(' ', _columns.Select((column, i) =>
        {
            var cell = PlainText.Pad(column.Text(row, widths[i]), widths[i], column.IsRight);
            return column.IsMarked && !string.IsNullOrWhiteSpace(cell) ? mark + cell + unmark : cell;
        })).TrimEnd();
    }

    private static readonly HashSet<string> s_ofInstructions = new(StringComparer.OrdinalIgnoreCase)
    {
        Columns.Input, Columns.Instructions, Columns.ReferenceAnswers, Columns.Difficulty, Columns.Instruction, Columns.ReferenceAnswer,
        Columns.ModelName, Columns.SystemPrompt, Columns.Metadata,
    };

    private static RowTable Pair(PSObject row, bool isNamed) => Stage("pair", row,
    [
        Whole(Columns.Prompt, 26, QuestionOf),
        isNamed ? Models(Columns.ChosenModel, 19) with { Source = null } : Whole(Columns.Chosen, 19, AnswerOf),
        Number(Columns.ChosenRating, 6) with { Label = "rating", IsMarked = true },
        isNamed ? Models(Columns.RejectedModel, 18) with { Source = null } : Whole(Columns.Rejected, 18, AnswerOf),
        Number(Columns.RejectedRating, 6) with { Label = "rating" },
    ]);

    /// <summary>Of a stage's columns those that the row has.</summary>
    private static RowTable Stage(string name, PSObject row, IReadOnlyList<Column> columns)
    {
        var shown = columns.Where(column => column.Source is null || row.Properties[column.Source] is not null).ToList();
        return new RowTable($"{name}: {string.Join(", ", shown.Select(column => column.Label))}", shown);
    }

    /// <summary>As many of the columns as are readable side by side; the raw prompts and replies are never among them.</summary>
    private static RowTable Other(PSObject row, int width)
    {
        var names = row.Properties.Select(p => p.Name).Where(name => !string.Equals(name, Columns.Metadata, StringComparison.OrdinalIgnoreCase)).ToList();
        var most = Math.Clamp((width + 1) / (OtherWidth + 1), 1, MostOthers);
        var shown = names.Take(most).ToList();
        return new RowTable($"columns: {string.Join(", ", names)}", shown.ConvertAll(name => Text(name, OtherWidth)), names.Count - shown.Count);
    }

    private static Column Text(string name, int width) => new(name, (row, w) => ValueText.Line(Value(row, name), w), width, name);

    private static Column Number(string name, int width) => Text(name, width) with { IsFixed = true, IsRight = true };

    /// <summary>A share, to two digits.</summary>
    private static Column Rate(string name, int width) => new(
        name,
        (row, w) => ValueText.Line(RowValues.AsNumber(Value(row, name)) is { } share ? Math.Round(share, 2) : Value(row, name), w),
        width,
        name,
        IsFixed: true,
        IsRight: true);

    private static Column Scores(string name, int width) => Text(name, width) with { IsFixed = true };

    /// <summary>A text, or a conversation of which a part is meant.</summary>
    private static Column Whole(string name, int width, Func<object?, object?> part) =>
        new(name, (row, w) => ValueText.Line(part(Value(row, name)), w), width, name);

    /// <summary>A list of texts: the first of them, and how many more there are.</summary>
    private static Column First(string name, int width) => new(name, (row, w) =>
    {
        if (PSRow.AsList(Value(row, name)) is not { Count: > 0 } list)
            return ValueText.Line(Value(row, name), w);
        var more = list.Count > 1 ? $" +{list.Count - 1}" : "";
        return ValueText.Line(list[0] ?? ValueText.Nothing, Math.Max(1, w - more.Length)) + more;
    }, width, name);

    /// <summary>Names of models: each gets its share of the width, and gives up what stands before its last slash first.</summary>
    private static Column Models(string name, int width) => new(name, (row, w) => Share(Value(row, name), w), width, name);

    private static string Share(object? value, int width)
    {
        const string Between = ", ";
        const int Least = 8;
        var list = PSRow.AsList(value) ?? [value];
        var count = Math.Clamp((width + Between.Length) / (Least + Between.Length), 1, Math.Max(1, list.Count));
        var more = list.Count > count ? $" +{list.Count - count}" : "";
        var names = list.Take(count)
            .Select(item => item is null && list.Count > 1
                ? ValueText.Nothing
                : PlainText.Line(PSRow.Unwrap(item) as string ?? ValueText.Line(item, width), 4 * width))
            .ToList();
        if (PlainText.Cells(string.Join(Between, names) + more) > width)
            names = names.ConvertAll(name => name[(name.TrimEnd('/').LastIndexOf('/') + 1)..]);
        var room = width - more.Length - Between.Length * (count - 1);
        for (var i = 0; i < names.Count; i++)
        {
            // What a short one leaves is for those after it.
            names[i] = PlainText.Line(names[i], Math.Max(1, room / (names.Count - i)));
            room -= PlainText.Cells(names[i]);
        }
        return string.Join(Between, names) + more;
    }

    /// <summary>The user's last message of a conversation, also within OpenAI's input; the value itself where it is none.</summary>
    private static object? QuestionOf(object? value)
    {
        var messages = Messages(value) ?? Messages(ValueText.Fields(value)?.FirstOrDefault(f => f.Name == "messages").Value);
        return messages is null ? value : messages.LastOrDefault(m => m.Role == "user").Content ?? messages[^1].Content;
    }

    private static object? TruthOf(PSObject row) =>
        ValueText.Fields(Value(row, "reward_model"))?.FirstOrDefault(field => field.Name == "ground_truth").Value;

    private static object? AnswerOf(object? value) => Messages(value) is { } messages ? messages[^1].Content : value;

    private static List<(string Role, string Content)>? Messages(object? value)
    {
        if (PSRow.AsList(PSRow.Unwrap(value)) is not { Count: > 0 } list)
            return null;
        var messages = list.Select(ValueText.Message).ToList();
        return messages.TrueForAll(m => m is not null) ? messages.ConvertAll(m => m!.Value) : null;
    }

    private static object? Value(PSObject row, string name) => ValueText.Read(row.Properties[name]);

    /// <summary>Fixed columns keep their width, the others share what is left in proportion to theirs.</summary>
    private int[] Widths(int width)
    {
        var room = width - (_columns.Count - 1) - (_left > 0 ? 2 + Digits(_left) : 0);
        var share = room - _columns.Where(c => c.IsFixed).Sum(c => c.Width);
        var total = _columns.Where(c => !c.IsFixed).Sum(c => c.Width);
        var widths = new int[_columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            if (_columns[i].IsFixed)
            {
                widths[i] = _columns[i].Width;
                continue;
            }
            widths[i] = Math.Max(NarrowestColumn, share * _columns[i].Width / total);
            share -= widths[i];
            total -= _columns[i].Width;
        }
        return widths;
    }

    private static int Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
}
