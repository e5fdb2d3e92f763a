using System.Globalization;
using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Merges the rows of several branches that have the same key into one row with lists.</summary>
[Cmdlet(VerbsData.Merge, "Column")]
[OutputType(PSRow.TypeName)]
[Step("combine_columns")]
public sealed class MergeColumnCommand : RowCommandBase, IColumnStage
{
    private static readonly string[] s_defaultColumns = [Columns.Generation, Columns.ModelName, Columns.FinishReason, Columns.Thinking];

    /// <summary>The columns whose values, together, tell which rows belong together.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ColumnCompleter))]
    public string[] By { get; set; } = [Columns.Instruction];

    /// <summary>The columns that become lists: by default generation, model_name, finish_reason and thinking.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ColumnCompleter))]
    public string[]? Column { get; set; }

    /// <summary>The names of the lists: by default the columns' names in the plural.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[]? As { get; set; }

    /// <summary>How many rows make a group, which then is passed on at once. Without it all groups are passed on at the end.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Model), int> _seen = [];
    private readonly List<string> _models = [];
    private long _arrived;

    private string[] Sources => Column ?? s_defaultColumns;

    private sealed class Group(string key, long arrival)
    {
        public string Key { get; } = key;

        public long Arrival { get; } = arrival;

        public List<(Row Row, object Target, int Branch)> Members { get; } = [];
    }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // Thinking became a column of answers when names for the other three had long been given.
        if (As is { } names && names.Length != Sources.Length && !(Column is null && names.Length == s_defaultColumns.Length - 1))
            ThrowTerminatingError(Errors.ColumnCounts("Columns and -As", Sources.Length, names.Length));
    }

    private protected override void Process(Row row, object target)
    {
        var key = Key(row);
        foreach (var column in Column ?? [Columns.Generation])
        {
            // An answer without thinking has no column of it.
            if (!row.Has(column) && column != Columns.Thinking)
                throw Errors.MissingColumn(column, "Merge-Column", row);
        }
        var model = row[Columns.ModelName] as string;
        // The second row of a model with a key it had before belongs to the second group of that key.
        var number = 0;
        if (model is not null)
        {
            _seen.TryGetValue((key, model), out number);
            _seen[(key, model)] = number + 1;
        }
        var branch = BranchOf(model);
        var id = key + "\u0001" + number.ToString(CultureInfo.InvariantCulture);
        if (!_groups.TryGetValue(id, out var group))
            _groups[id] = group = new Group(key, _arrived++);
        group.Members.Add((row, target, branch));
        if (Count > 0 && group.Members.Count == Count)
        {
            _groups.Remove(id);
            Write(Merge(group));
        }
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        var groups = _groups.Values.OrderBy(g => g.Arrival).ToList();
        if (_models.Count == 1 && groups.All(g => g.Members.Count == 1))
            groups = ByKeyAlone(groups);
        var full = Count > 0 ? Count : groups.Select(g => g.Members.Count).DefaultIfEmpty().Max();
        if (full == 1 && Count == 0 && groups.Count > 0)
        {
            WriteError(Errors.OneBranchOnly(_models.Count == 1 ? _models[0] : null, groups.SelectMany(g => g.Members.Select(m => m.Target)).ToArray()));
            return;
        }
        foreach (var group in groups)
        {
            if (group.Members.Count == full)
                Write(Merge(group));
            else
                Refuse(group, full);
        }
    }

    ColumnGap? IColumnStage.Foresee(ColumnForecast columns)
    {
        var gap = Array.Find(By, column => !columns.Has(column)) is { } key ? new ColumnGap(key, "-By")
            : Array.Find(Column ?? [Columns.Generation], column => !columns.Has(column) && column != Columns.Thinking) is { } value
                ? new ColumnGap(value, "-Column")
            : null;
        var there = Sources.Index().Where(source => columns.Has(source.Item)).ToList();
        columns.Remove([.. there.ConvertAll(source => source.Item)]);
        columns.Add([.. there.ConvertAll(source => As?.ElementAtOrDefault(source.Index) ?? source.Item + "s")]);
        columns.AddPossible(Columns.Thinkings);
        return gap;
    }

    private void Refuse(Group group, int full)
    {
        Provenance.Skip("of incomplete groups", group.Members.Count);
        WriteError(Errors.IncompleteGroup(
            string.Join(", ", By),
            group.Key.Replace("\u0000", ", ", StringComparison.Ordinal),
            Missing(group, full),
            group.Members.Select(m => m.Target).ToArray()));
    }

    /// <summary>Branches that asked one and the same model cannot be told apart by its name: there the key alone tells what belongs together.</summary>
    private static List<Group> ByKeyAlone(List<Group> groups) => groups
        .GroupBy(g => g.Key, StringComparer.Ordinal)
        .Select(same =>
        {
            var whole = new Group(same.Key, same.First().Arrival);
            whole.Members.AddRange(same.SelectMany(g => g.Members));
            return whole;
        })
        .ToList();

    private int BranchOf(string? model)
    {
        if (model is null)
            return -1;
        var branch = _models.IndexOf(model);
        if (branch < 0)
        {
            branch = _models.Count;
            _models.Add(model);
        }
        return branch;
    }

    private string Key(Row row) => string.Join('\u0000', By.Select(column =>
        row.Has(column)
            ? row[column] is { } value ? LanguagePrimitives.ConvertTo<string>(value) : throw Errors.MissingColumn(column, "Merge-Column", row)
            : throw Errors.MissingColumn(column, "Merge-Column", row)));

    private List<string> Missing(Group group, int full)
    {
        var absent = _models.Where((_, branch) => group.Members.All(m => m.Branch != branch)).ToList();
        return absent.Count > 0 && absent.Count == full - group.Members.Count
            ? absent.ConvertAll(model => $"none of {model}")
            : [$"{full} expected"];
    }

    private static void MakeList(Row merged, List<(Row Row, object Target, int Branch)> members, string column, string name)
    {
        if (!members.Any(m => m.Row.Has(column)))
            return;
        merged.Remove(column);
        merged[name] = members.Select(m => m.Row[column]).ToArray();
    }

    private Row Merge(Group group)
    {
        var members = group.Members.OrderBy(m => m.Branch).ToList();
        var merged = members[0].Row.Copy();
        // Branches that asked different columns leave it to the parameter or the default.
        merged.Asked = members.Select(m => m.Row.Asked).OfType<AskedText>().DistinctBy(asked => asked.Column, StringComparer.OrdinalIgnoreCase).ToList()
            is [var one] ? one : null;
        var metadata = PSRow.ToPlain(merged[Columns.Metadata]) as Row;
        foreach (var (row, _, _) in members.Skip(1))
        {
            foreach (var (name, value) in row)
            {
                if (!merged.Has(name))
                    merged.Add(name, value);
            }
            if (PSRow.ToPlain(row[Columns.Metadata]) is Row other)
                StepMetadata.Merge(metadata ??= [], other);
        }
        for (var i = 0; i < Sources.Length; i++)
            MakeList(merged, members, Sources[i], As?.ElementAtOrDefault(i) ?? Sources[i] + "s");
        // The thinking of one answer is not that of several, whatever columns were named.
        if (Sources.Contains(Columns.Generation) && !Sources.Contains(Columns.Thinking))
            MakeList(merged, members, Columns.Thinking, Columns.Thinkings);
        if (metadata is not null)
        {
            merged.Remove(Columns.Metadata);
            merged[Columns.Metadata] = metadata;
        }
        return merged;
    }
}
