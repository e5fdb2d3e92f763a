using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MathPref.Core.Datasets;

namespace MathPref.Benchmarks.Torture;

/// <summary>What is looked at after a round; each thing that is wrong is a line.</summary>
internal sealed partial class Proof(Plan plan, Expected expected)
{
    private const int MostLines = 25;

    private static readonly string[] s_ofARun = ["README.md", "run.json", "pipeline.ps1", "journal.db", "log.jsonl", "failed.jsonl", "skipped.jsonl"];

    private readonly List<string> _failures = [];

    public IReadOnlyList<string> Failures => _failures;

    public void Fail(string what)
    {
        if (_failures.Count < MostLines)
            _failures.Add(what);
    }

    /// <summary>An execution that was not killed came to its end, and said just what it must say of its rows and its dataset.</summary>
    public void Ended(string which, Outcome outcome)
    {
        if (outcome.ExitCode != 0 || !outcome.Lines(ChainScript.DoneMark).Any())
            Fail($"The {which} execution ended with {outcome.ExitCode}. It said: {Tail(outcome.Error)}");
        foreach (var problem in outcome.Lines(ChainScript.ProblemMark).Where(problem => problem.StartsWith("Error", StringComparison.Ordinal)))
            Fail($"Test-Distiset after the {which} execution: {problem}");
        var errors = outcome.Lines(ChainScript.ErrorMark).Select(line => line.Split(' ')).Select(parts => new ExpectedError(parts[0], parts[1], Encoding.UTF8.GetString(Convert.FromBase64String(parts[2]))));
        SameItems($"errors of the {which} execution", expected.Errors, errors);
    }

    /// <summary>An execution that did nothing any more, and what was seen of it.</summary>
    public void Hung(string which, Outcome outcome) => Fail($"The {which} execution hung: {outcome.Hung}; its errors: {Tail(outcome.Error)}");

    /// <summary>An execution that has spent its budget came to its end all the same, and said so. How many of its rows it came to is the budget's matter.</summary>
    public void EndedByBudget(string which, Outcome outcome)
    {
        if (!outcome.Lines(ChainScript.DoneMark).Any())
            Fail($"The {which} execution reached its budget and ended with {outcome.ExitCode}. It said: {Tail(outcome.Error)}");
        // Where no row was made there is no dataset.
        foreach (var problem in outcome.Lines(ChainScript.ProblemMark).Where(problem => problem.StartsWith("Error", StringComparison.Ordinal) && !problem.StartsWith("Error NoDataset", StringComparison.Ordinal)))
            Fail($"Test-Distiset after the {which} execution: {problem}");
    }

    /// <summary>A second process in a run's folder is refused by name.</summary>
    public void Refused(Outcome outcome)
    {
        var errors = outcome.Lines(ChainScript.ErrorMark).Select(line => line.Split(' ')[0]).ToList();
        if (outcome.Hung is { } seen)
            Fail($"The second process hung: {seen}");
        else if (errors is not ["RunIsRunning"])
            Fail($"The second process in the run's folder must be refused with RunIsRunning, and said: {string.Join(", ", errors)}. {Tail(outcome.Error)}");
    }

    /// <summary>run.json's cost covers what the server bills, and no more than was allowed; where every bill was answered, it is the bill.</summary>
    public void Cost(string which, string run, decimal billed, decimal cap, bool isExact)
    {
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!;
        // One that was cut off before its own end has no record but that of its beginning.
        if ((string?)record["status"] is "running")
            return;
        if (record["cost"] is not JsonValue value)
        {
            Fail($"After the {which} execution run.json has no cost, and the server bills ${billed}.");
            return;
        }
        var cost = value.GetValue<decimal>();
        if (cost < billed)
            Fail($"After the {which} execution run.json says ${cost}, and the server bills ${billed}.");
        else if (cost > cap)
            Fail($"After the {which} execution run.json says ${cost}, which is more than -MaxCost ${cap}.");
        else if (isExact && cost != billed)
            Fail($"After the {which} execution run.json says ${cost}, and the server bills just ${billed}.");
    }

    /// <summary>What a kill left is no dataset yet, or one that loads.</summary>
    public void Loads(string folder)
    {
        foreach (var problem in File.Exists(Path.Combine(folder, "README.md")) ? DistisetChecker.Check(folder).Where(problem => problem.Severity is ProblemSeverity.Error) : [])
            Fail($"After a kill Test-Distiset says {problem.Check} of {problem.Config}/{problem.Split}: {problem.Message}");
    }

    /// <summary>The dataset has each row that the oracle knows once, in its place, and no other.</summary>
    public void Dataset(string folder)
    {
        var configs = Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(Path.GetFileName).Select(name => name == "data" ? "default" : name!).Order(StringComparer.Ordinal).ToList() : [];
        if (!configs.SequenceEqual(expected.Configs.Keys.Order(StringComparer.Ordinal)))
            Fail($"The dataset has the configs {string.Join(", ", configs)}; expected are {string.Join(", ", expected.Configs.Keys)}.");
        foreach (var (config, rows) in expected.Configs)
        {
            var splits = DatasetRows.Read(folder, config);
            if (plan.IsUnordered)
                Multiset(config, rows, splits.Values.SelectMany(split => split).ToList());
            else
                Sequence(config, rows, splits);
        }
    }

    /// <summary>Columns within columns stand in the order in which rows brought them, which is free too.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Two datasets are the same, byte for byte; where the order is free, row for row.</summary>
    public void Same(string undisturbed, string disturbed)
    {
        if (plan.IsUnordered)
        {
            foreach (var config in expected.Configs.Keys)
            {
                string[] Rows(string folder) => [.. DatasetRows.Read(folder, config).SelectMany(split => split.Value.Select(row => $"{split.Key} {Sorted(row)!.ToJsonString()}"))];
                SameItems($"rows of {config}, disturbed and not", Rows(undisturbed), Rows(disturbed));
            }
            return;
        }
        Dictionary<string, byte[]> Files(string folder) => Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !PreviousFile().IsMatch(Path.GetFileName(file))).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes)
            : [];
        var (one, other) = (Files(undisturbed), Files(disturbed));
        SameItems("files of the dataset, disturbed and not", one.Keys, other.Keys);
        foreach (var name in one.Keys.Where(other.ContainsKey).Where(name => !one[name].AsSpan().SequenceEqual(other[name])))
            Fail($"{name} is not byte for byte what an undisturbed run makes.");
    }

    /// <summary>failed.jsonl has the rows that failed.</summary>
    public void FailedRows(string run)
    {
        var file = Path.Combine(run, "failed.jsonl");
        var rows = File.Exists(file) ? File.ReadAllLines(file).Select(line => Oracle.NameOf(JsonNode.Parse(line)!.AsObject())) : [];
        SameItems("rows of failed.jsonl", expected.Errors.Where(error => error.Id != "IncompleteGroup").Select(error => error.Row), rows);
    }

    /// <summary>Nothing but a dataset's files is in its folder. What an export was killed over is kept for its owner, by design, and in a run it goes.</summary>
    public void NoLeftovers(string folder, string? run)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)) : [])
        {
            var isDataset = file == "README.md" || ShardFile().IsMatch(Path.GetFileName(file)) && Path.GetDirectoryName(file) is { Length: > 0 } config && !config.Contains('.', StringComparison.Ordinal);
            if (!isDataset && !(run is null && PreviousFile().IsMatch(Path.GetFileName(file))))
                Fail($"{file} was left in the dataset.");
        }
        foreach (var file in run is null ? [] : Directory.EnumerateFiles(run).Select(file => Path.GetFileName(file)).Where(name => !s_ofARun.Contains(name)))
            Fail($"{file} was left in the run's folder.");
    }

    /// <summary>The key is in no file and in nothing that was said.</summary>
    public void NoKey(string folder, IEnumerable<Outcome> outcomes)
    {
        foreach (var (outcome, number) in outcomes.Select((outcome, i) => (outcome, i + 1)))
        {
            if (outcome.Output.Contains(plan.Key, StringComparison.Ordinal) || outcome.Error.Contains(plan.Key, StringComparison.Ordinal))
                Fail($"The key is in what execution {number} said.");
        }
        var forms = KeyForms().ToList();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var (form, name) in forms.Where(form => bytes.AsSpan().IndexOf(form.Bytes) >= 0))
                Fail($"The key is in {Path.GetRelativePath(folder, file)}, as {name}.");
        }
    }

    private IEnumerable<(byte[] Bytes, string Name)> KeyForms()
    {
        var key = Encoding.UTF8.GetBytes(plan.Key);
        yield return (key, "text");
        yield return (Encoding.Unicode.GetBytes(plan.Key), "UTF-16");
        // Base64 has three forms, by what stands before; the characters at the ends hold bits of neighbours.
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. key]);
            var start = (before * 8 + 5) / 6;
            yield return (Encoding.ASCII.GetBytes(text[start..((before + key.Length) * 8 / 6)]), "base64");
        }
    }

    private void Sequence(string config, List<JsonObject> rows, IReadOnlyDictionary<string, List<JsonNode>> splits)
    {
        // With train and test each split has its rows in the order of the input.
        var next = splits.Keys.ToDictionary(split => split, _ => 0);
        foreach (var (row, number) in rows.Select((row, i) => (row, i)))
        {
            var heads = splits.ToDictionary(s => s.Key, s => next[s.Key] < s.Value.Count ? DatasetRows.Difference(row, s.Value[next[s.Key]]) : "has no more rows");
            if (heads.FirstOrDefault(head => head.Value is null).Key is not { } split)
            {
                Fail($"{config}: row {number} of {rows.Count} ('{Oracle.NameOf(row)}') is not in its place. {string.Join("; ", heads.Select(head => $"{head.Key}: {head.Value}"))}.");
                return;
            }
            next[split]++;
        }
        foreach (var (split, list) in splits.Where(s => next[s.Key] < s.Value.Count))
            Fail($"{config}/{split} has {list.Count - next[split]} rows too many, the first of them {DatasetRows.Short(list[next[split]])}.");
    }

    private void Multiset(string config, List<JsonObject> rows, List<JsonNode> actual)
    {
        foreach (var row in rows)
        {
            var at = actual.FindIndex(other => DatasetRows.Difference(row, other) is null);
            if (at < 0)
                Fail($"{config}: a row is missing: {DatasetRows.Short(row)}");
            else
                actual.RemoveAt(at);
        }
        foreach (var row in actual)
            Fail($"{config}: a row too many: {DatasetRows.Short(row)}");
    }

    private void SameItems<T>(string what, IEnumerable<T> expectedItems, IEnumerable<T> actualItems) where T : notnull
    {
        var rest = actualItems.ToList();
        foreach (var item in expectedItems.Where(item => !rest.Remove(item)))
            Fail($"{what}: missing is {Short(item)}");
        foreach (var item in rest)
            Fail($"{what}: too many is {Short(item)}");
    }

    private static string Short(object item)
    {
        const int most = 300;
        var text = item.ToString()!;
        return text.Length <= most ? text : text[..most] + "…";
    }

    private static string Tail(string text)
    {
        const int most = 1500;
        return text.Length <= most ? text : "…" + text[^most..];
    }

    [GeneratedRegex(@"^(?:train|test)-[0-9]{5}-of-[0-9]{5}\.(?:parquet|jsonl)\z")]
    private static partial Regex ShardFile();

    [GeneratedRegex(@"^\.incomplete-(?:train|test)-previous(?:-[0-9]+)?\.jsonl\z")]
    private static partial Regex PreviousFile();
}
