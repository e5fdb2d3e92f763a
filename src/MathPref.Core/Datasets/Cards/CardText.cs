using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// What a card says to people. It stands between two marks, which do not show; the text around them is other people's and stays. Each
/// config has a section of its own, which stays until that config is written again. Nothing in it depends on when, where or how often
/// something was tried.
/// </summary>
internal static partial class CardText
{
    /// <summary>Stands for where the dataset lies; whoever publishes it puts the repository's name there.</summary>
    public const string Place = "path/to/this/dataset";

    /// <summary>Stands for a folder on one's own disk.</summary>
    public const string Folder = "./dataset";

    /// <summary>Before what this module writes in a card.</summary>
    internal const string Begin = "<!-- mathpref:begin -->";
    private const string End = "<!-- mathpref:end -->";
    private const int LongestText = 600;
    private const int LongestList = 10;

    /// <summary>The rows of one split, for the table.</summary>
    public sealed record SplitRows(string Config, string Split, long? Rows);

    /// <summary>What is said of the splits that one export wrote.</summary>
    public sealed record Section
    {
        public required string Config { get; init; }

        public required IReadOnlyList<SplitRows> Splits { get; init; }

        public DatasetMaking? Making { get; init; }

        /// <summary>A row, as it is in the files.</summary>
        public required Row Example { get; init; }

        /// <summary>How a trainer takes every row of it.</summary>
        public TrainerShape Shape { get; init; }

        /// <summary>Whether the rows look like what this module makes.</summary>
        public bool IsOurs { get; init; }
    }

    /// <summary>The body of a card with a new section and the table of all splits.</summary>
    public static string Update(string body, IReadOnlyList<SplitRows> all, Section section)
    {
        var (before, old, after) = Take(body);
        if (before.Trim().Length == 0 && after.Trim().Length == 0)
            before = section.IsOurs ? "# Mathematical preference dataset\n\n" : "# Dataset\n\n";
        var written = section.Splits.Select(s => s.Split).ToHashSet(StringComparer.Ordinal);
        var sections = Sections(old)
            .Where(s => all.Any(row => row.Config == s.Config && s.Splits.Contains(row.Split))
                && !(s.Config == section.Config && s.Splits.Any(written.Contains)))
            .Append((section.Config, [.. section.Splits.Select(s => s.Split)], Write(section)));
        return Assemble(before, all, sections, after, Place);
    }

    /// <summary>
    /// Another card's body with the sections that <paramref name="ours"/> has of some configs: its own text and its sections of other
    /// configs stay, the table is made anew.
    /// </summary>
    public static string Merge(string theirs, string ours, IReadOnlyCollection<string> configs, IReadOnlyList<SplitRows> all)
    {
        var (before, old, after) = Take(theirs);
        var mine = Take(ours).Own;
        if (mine.Length == 0 || all.Count == 0)
            return theirs;
        var sections = Sections(old).Where(s => !configs.Contains(s.Config) && all.Any(row => row.Config == s.Config && s.Splits.Contains(row.Split)))
            .Concat(Sections(mine).Where(s => configs.Contains(s.Config)));
        return Assemble(before, all, sections, after, LoadedFrom().Match(mine) is { Success: true } place ? place.Groups["place"].Value : Place);
    }

    /// <summary>The body without the section of a config that is gone.</summary>
    public static string Without(string body, string config, IReadOnlyList<SplitRows> all)
    {
        var (before, own, after) = Take(body);
        return own.Length == 0 || all.Count == 0
            ? body
            : Assemble(
                before,
                all,
                Sections(own).Where(s => s.Config != config),
                after,
                LoadedFrom().Match(own) is { Success: true } place ? place.Groups["place"].Value : Place);
    }

    private static string Assemble(
        string before, IReadOnlyList<SplitRows> all, IEnumerable<(string Config, string[] Splits, string Text)> sections, string after, string place)
    {
        var text = new StringBuilder(before).Append(Begin).Append('\n');
        AppendOverview(text, all, place);
        foreach (var (_, _, part) in sections.OrderBy(s => s.Config, StringComparer.Ordinal).ThenBy(s => s.Splits[0], StringComparer.Ordinal))
            text.Append('\n').Append(part);
        return text.Append(End).Append('\n').Append(after).ToString();
    }

    private static (string Before, string Own, string After) Take(string body)
    {
        // The marks count where they have a line of their own; somebody may write about them.
        var begin = BeginMark().Match(body);
        var end = begin.Success ? EndMark().Match(body, begin.Index + begin.Length) : Match.Empty;
        if (!end.Success)
            return (body.Trim().Length == 0 ? "" : body.TrimEnd('\r', '\n') + "\n\n", "", "");
        return (body[..begin.Index], body[(begin.Index + begin.Length)..end.Index], body[(end.Index + end.Length)..].TrimStart('\r', '\n'));
    }

    private static IEnumerable<(string Config, string[] Splits, string Text)> Sections(string own)
    {
        var marks = SectionMark().Matches(own);
        for (var i = 0; i < marks.Count; i++)
        {
            var end = i + 1 < marks.Count ? marks[i + 1].Index : own.Length;
            yield return (marks[i].Groups["config"].Value, marks[i].Groups["splits"].Value.Split('+'), own[marks[i].Index..end].TrimEnd('\n') + "\n");
        }
    }

    private static void AppendOverview(StringBuilder text, IReadOnlyList<SplitRows> all, string place)
    {
        text.Append("| config | split | rows |\n| --- | --- | ---: |\n");
        foreach (var (config, split, rows) in all)
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(config)} | {Cell(split)} | {Count(rows)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            ```python
            from datasets import load_dataset

            dataset = load_dataset("{place}", {Quoted(all[0].Config)}, split={Quoted(all[0].Split)})
            ```

            In PowerShell, from a copy on disk: `Import-Dataset {Folder}{Choice(all)}`.

            """);
    }

    /// <summary>What Import-Dataset is to be told where there are several configs.</summary>
    private static string Choice(IReadOnlyList<SplitRows> all)
    {
        var name = all[0].Config;
        return all.All(split => split.Config == name) ? "" : " -Config " + (name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : "*");
    }

    private static string Write(Section section)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<!-- mathpref:config {section.Config} {string.Join('+', section.Splits.Select(s => s.Split))} -->\n## {Escape(section.Config)}\n\n");
        var version = typeof(CardText).Assembly.GetName().Version?.ToString(3);
        var splits = string.Join(", ", section.Splits.Select(s => $"{s.Split} {Count(s.Rows)} {(s.Rows == 1 ? "row" : "rows")}"));
        text.Append(CultureInfo.InvariantCulture, $"Made with MathPref {version}: {splits}.\n");
        AppendSources(text, section.Making?.Sources ?? []);
        if (TrainingCommand(section.Shape, section.Config) is { } training)
            text.Append(CultureInfo.InvariantCulture, $"\n{training}\n");
        if (section.Making is { Steps.Count: > 0 } making)
        {
            AppendModels(text, making);
            AppendSkipped(text, making);
        }
        text.Append("\nOne row, its long texts cut:\n\n");
        AppendFenced(text, "json", Json(section.Example));
        if (section.Making is { Steps.Count: > 1 } made)
        {
            text.Append(made switch
            {
                { IsChain: true, IsWhole: true } => "\nHow to make it again (commands of others that stood between are not shown):\n\n",
                { IsChain: true } => "\nThe last steps that made it; where their rows came from is not known here:\n\n",
                _ => "\nThe steps that made it, each after those whose rows it took:\n\n",
            });
            AppendFenced(text, "powershell", string.Join(made.IsChain ? " |\n    " : "\n", made.Steps.Select(step => Clean(step.Command))));
        }
        return text.ToString();
    }

    private static void AppendSources(StringBuilder text, IReadOnlyList<SourceDataset> sources)
    {
        // Of a folder on somebody's disk alone there is nothing to say that others could follow.
        var named = sources.Where(source => source.Names.Count > 0).Select(ToText).Distinct(StringComparer.Ordinal).ToList();
        if (named is [var one])
            text.Append(CultureInfo.InvariantCulture, $"\nThe rows come from {one}.\n");
        else if (named.Count > 1)
            text.Append(CultureInfo.InvariantCulture, $"\nThe rows come from:\n\n{string.Concat(named.Select(source => $"- {source}\n"))}");
    }

    private static string ToText(SourceDataset source)
    {
        var license = source.License is { } known ? $"licence {Escape(known.ToString())}" : "which names no licence";
        if (source.Name is not { } name)
            return $"a dataset on disk that is made from {string.Join(", ", source.Sources.Select(origin => LinkTo(origin)))}, {license}";
        var commit = source.Revision is { } revision && Commit().IsMatch(revision) ? revision : null;
        var at = commit is not null ? $" at `{commit}`" : source.Revision is { } other ? $" at {Escape(other)}" : "";
        var splits = source.Splits.Count == 0 ? null : (source.Splits.Count == 1 ? "split " : "splits ") + Escape(string.Join(", ", source.Splits));
        var parts = string.Join(", ", new[] { source.Config is { } config ? "config " + Escape(config) : null, splits }.OfType<string>());
        return $"{LinkTo(name, commit)}{at}{(parts == "" ? "" : $" ({parts})")}, {license}";
    }

    /// <summary>A dataset's page on the Hub; a name that the Hub would not give is text.</summary>
    private static string LinkTo(string name, string? commit = null) => !NameOnHub().IsMatch(name)
        ? Escape(name)
        : $"[{Escape(name)}](https://huggingface.co/datasets/{name}{(commit is null ? "" : $"/tree/{commit}")})";

    private static void AppendModels(StringBuilder text, DatasetMaking making)
    {
        var asked = making.Steps.SelectMany(step => step.Models.Select(model => (step.Cmdlet, Model: model))).ToList();
        if (asked.Count == 0)
            return;
        text.Append("\n| step | model | settings | tokens read | tokens written | USD |\n| --- | --- | --- | ---: | ---: | ---: |\n");
        foreach (var (cmdlet, model) in asked)
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(cmdlet)} | {Cell(model.Name)} | {Cell(Clean(model.Settings))} | {Count(model.InputTokens)} | " +
                $"{Count(model.OutputTokens)} | {Cost(model.Cost)} |\n");
        if (asked.Count > 1)
            text.Append(CultureInfo.InvariantCulture, $"| in all | | | {Count(Sum(asked.Select(a => a.Model.InputTokens)))} | " +
                $"{Count(Sum(asked.Select(a => a.Model.OutputTokens)))} | {Cost(asked.Aggregate((decimal?)0, (sum, a) => sum + a.Model.Cost))} |\n");
        foreach (var (cmdlet, model) in asked.Where(a => a.Model.Cut > 0))
            text.Append(CultureInfo.InvariantCulture, $"\n{Count(model.Cut)} {(model.Cut == 1 ? "answer" : "answers")} of {Escape(model.Name)} " +
                $"({Escape(cmdlet)}) ended at the limit of tokens.\n");
        text.Append(CultureInfo.InvariantCulture, $"\nTokens are those of every answer that was given for these rows and for those left out. " +
            $"Prices are the list's of {making.PricesOf} where no other was given.\n");
    }

    private static void AppendSkipped(StringBuilder text, DatasetMaking making)
    {
        var skipped = making.Steps
            .SelectMany(step => step.Skipped.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (step.Cmdlet, Reason: s.Key, Rows: s.Value)))
            .ToList();
        if (skipped.Count == 0)
            return;
        text.Append("\nLeft out on the way:\n\n");
        foreach (var (cmdlet, reason, rows) in skipped)
            text.Append(CultureInfo.InvariantCulture, $"- {Count(rows)} {(rows == 1 ? "row" : "rows")} {Escape(reason)} ({Escape(cmdlet)})\n");
    }

    /// <summary>How TRL trains on rows of that shape with no code between, or what is in the way.</summary>
    private static string? TrainingCommand(TrainerShape shape, string config)
    {
        var at = $"--dataset_name {Place} --dataset_config {(PlainArgument().IsMatch(config) ? config : $"\"{config}\"")}";
        return shape switch
        {
            TrainerShape.TrlPreference => $"TRL trains on it as it is: `trl dpo --model_name_or_path <model> {at}`",
            TrainerShape.TrlUnpaired => $"TRL trains on it as it is: `trl kto --model_name_or_path <model> {at}`",
            TrainerShape.Conversation => $"TRL trains on it as it is: `trl sft --model_name_or_path <model> {at}`",
            TrainerShape.TrlGrpo =>
                $"TRL trains on it as it is: `trl grpo --model_name_or_path <model> {at} --reward_funcs accuracy_reward` (math-verify has to be installed)",
            TrainerShape.Verl => "verl trains on its Parquet files as they are: `data.train_files` of its configuration is the list of their paths.",
            TrainerShape.DistilabelPreference =>
                "The shape is distilabel's (prompt a text, chosen and rejected whole conversations). " +
                "TRL takes it without the column `prompt`, or as `ConvertTo-DpoFormat -Format Trl` makes it.",
            _ => null,
        };
    }

    /// <summary>The row as JSON to read: without the raw prompts and replies, long texts and lists cut.</summary>
    private static string Json(Row row)
    {
        var shown = row.Copy();
        shown.Remove(Columns.Metadata);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonRows.WriterOptions with { Indented = true, NewLine = "\n" }))
            JsonRows.Write(json, Shorten(shown), CellRules.Shown);
        // No text of a model can end the block or stand as HTML.
        return Encoding.UTF8.GetString(bytes.ToArray()).Replace("<", "\\u003c", StringComparison.Ordinal);
    }

    private static object? Shorten(object? value) => value switch
    {
        string { Length: > LongestText } text => text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…",
        Row row => Copy(row),
        string => value,
        System.Collections.IEnumerable list => list.Cast<object?>().Take(LongestList).Select(Shorten).ToArray(),
        _ => value,
    };

    private static Row Copy(Row row)
    {
        var copy = new Row();
        foreach (var (name, value) in row)
            copy.Add(name, Shorten(value));
        return copy;
    }

    private static void AppendFenced(StringBuilder text, string language, string content)
    {
        var longest = Backticks().Matches(content).Select(run => run.Length).DefaultIfEmpty().Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        // A mark of ours in somebody's text would end the section, and a terminal would obey an escape.
        content = Controls().Replace(content, "\uFFFD");
        text.Append(CultureInfo.InvariantCulture, $"{fence}{language}\n{content.Replace("<!--", "<! --", StringComparison.Ordinal)}\n{fence}\n");
    }

    /// <summary>What a person typed, which may hold a key.</summary>
    private static string Clean(string text) => KeyText.Redact(text, []);

    private static long? Sum(IEnumerable<long?> numbers) => numbers.Aggregate((long?)0, (sum, n) => sum + n);

    private static string Count(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "not known";

    private static string Cost(decimal? cost) => cost?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "not known";

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Cell(string text) => Escape(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Escape(string text) =>
        Markup().Replace(Controls().Replace(LineEnds().Replace(text, " "), "\uFFFD"), @"\$0").Replace("<", "&lt;", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=^|\n)<!-- mathpref:begin -->(?=\r?\n|\z)")]
    private static partial Regex BeginMark();

    [GeneratedRegex(@"(?<=^|\n)<!-- mathpref:end -->(?=\r?\n|\z)")]
    private static partial Regex EndMark();

    [GeneratedRegex("load_dataset\\(\"(?<place>[^\"]+)\"")]
    private static partial Regex LoadedFrom();

    [GeneratedRegex("<!-- mathpref:config (?<config>.+) (?<splits>[A-Za-z0-9_.+]+) -->")]
    private static partial Regex SectionMark();

    [GeneratedRegex(@"^[0-9a-f]{40}(?:[0-9a-f]{24})?\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex NameOnHub();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"[\r\n]+")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"[\x00-\x09\x0B-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();

    [GeneratedRegex(@"[\\`*\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")]
    private static partial Regex Markup();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+\z")]
    private static partial Regex PlainArgument();
}
