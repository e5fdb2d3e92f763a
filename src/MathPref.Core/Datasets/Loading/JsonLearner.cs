using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Learns what a loader makes of JSON lines, from the rows one after the other: the types of the columns, and what comes back as something
/// else. It holds the names and a few numbers of each place, never a row.
/// </summary>
public sealed class JsonLearner
{
    private readonly JsonPlace _root = new();
    private readonly HashSet<string> _first = new(StringComparer.Ordinal);

    /// <summary>Rows learnt from.</summary>
    public long Rows { get; private set; }

    /// <summary>
    /// Whether these are rows of the first ten megabytes of a split, which a loader looks through: it makes Json of objects whose keys differ.
    /// In what follows they are united.
    /// </summary>
    public bool IsScanned { get; set; } = true;

    /// <summary>The columns so far, in the order in which a loader gives them.</summary>
    public LoadedColumns Columns
    {
        get
        {
            var isLookedThrough = IsLookedThrough;
            var fields = _root.Fields.Select(column => new LoadedField(column.Key, column.Value.Type(isLookedThrough))).ToList();
            // Columns of Json are written into each row anew, into the first, too.
            var later = fields.Where(column => HasJson(column.Type) && !_first.Contains(column.Name)).ToList();
            if (later.Count == 0)
                return new LoadedColumns(fields);
            fields.RemoveAll(later.ToHashSet().Contains);
            fields.InsertRange(_first.Count, later);
            return new LoadedColumns(fields);
        }
    }

    /// <summary>What comes back as something else, place by place.</summary>
    public IReadOnlyList<JsonFact> Facts => FactsBeside(hasJson: false);

    /// <summary>Why a loader does not get through these rows, which are each as they should be; null where it does.</summary>
    public string? EndsLoad
    {
        get
        {
            // What becomes Json is read by pandas line by line, and found again by a path of names with slashes between them.
            var mixed = _root.Fields.FirstOrDefault(column => column.Value.IsMixed);
            return mixed.Value is null ? null
                : _root.HasHuge ? $"the column '{mixed.Key}' holds values of several kinds, and a number beyond 64 bits stands beside them"
                : HasBlankLines ? $"the column '{mixed.Key}' holds values of several kinds, and there are blank lines, or rows of several"
                : mixed.Value.HasSlash(mixed.Key) ? $"the column '{mixed.Key}' holds values of several kinds, and has a name with a slash"
                : null;
        }
    }

    /// <summary>Whether not every row stands on a line of its own, or lines are blank.</summary>
    internal bool HasBlankLines { get; set; }

    /// <summary>The facts, beside columns of Json that are settled elsewhere or not.</summary>
    internal IReadOnlyList<JsonFact> FactsBeside(bool hasJson)
    {
        // Asked once: it looks at every place.
        var isLookedThrough = IsLookedThrough;
        hasJson |= _root.Fields.Any(column => HasJson(column.Value.Type(isLookedThrough)));
        return _root.Fields.SelectMany(column => column.Value.Facts(column.Key, isLookedThrough, hasJson)).ToList();
    }

    internal JsonPlace Root => _root;

    // Pandas, which looks through them, reads no number beyond 64 bits.
    private bool IsLookedThrough => IsScanned && !HasBlankLines && !_root.HasHuge;

    /// <summary>
    /// Adds a row as a document of JSON has it. Throws <see cref="InvalidDataException"/> for what ends a load: a key twice, half a pair of
    /// surrogates, no object, more than <see cref="LoadedType.MaximumDepth"/> within each other.
    /// </summary>
    public void Add(JsonElement row)
    {
        if (row.ValueKind is not JsonValueKind.Object)
            throw new InvalidDataException("a row is no object");
        Rows++;
        Add(_root, row, 0);
        EndRow();
    }

    /// <summary>Adds a row as JSON lines of ours hold it. Throws as for a document.</summary>
    public void Add(Row row)
    {
        Rows++;
        Add(_root, row, 0);
        EndRow();
    }

    /// <summary>Begins a row whose values are given to <see cref="Root"/>.</summary>
    internal void BeginRow() => Rows++;

    internal void EndRow()
    {
        if (Rows == 1)
            _first.UnionWith(_root.Fields.Select(column => column.Key));
    }

    internal static JsonPlace Key(JsonPlace place, string name, long row) =>
        place.AddKey(name, row) ?? throw new InvalidDataException($"the name '{name}' stands twice in an object");

    internal static void CheckDepth(int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException($"a row has more than {LoadedType.MaximumDepth} lists and objects within each other");
    }

    internal static void AddNumber(JsonPlace place, ReadOnlySpan<byte> number, long row)
    {
        var isWhole = number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        long? whole = isWhole && long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
        var size = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(size))
            throw new InvalidDataException("a number is beyond every double");
        var isHuge = isWhole && whole is null && !ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        place.AddNumber(row, whole, size, isWhole, isHuge);
    }

    private void Add(JsonPlace place, JsonElement value, int depth)
    {
        CheckDepth(depth);
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                place.AddBool(Rows);
                break;
            case JsonValueKind.Number:
                AddNumber(place, Number(value), Rows);
                break;
            case JsonValueKind.String:
                place.AddText(Rows, Text(() => value.GetString()!));
                break;
            case JsonValueKind.Array:
                var item = place.AddList(Rows);
                foreach (var inner in value.EnumerateArray())
                    Add(item, inner, depth + 1);
                break;
            case JsonValueKind.Object:
                place.AddObject(Rows);
                var keys = 0;
                foreach (var property in value.EnumerateObject())
                {
                    Add(Key(place, Text(() => property.Name), Rows), property.Value, depth + 1);
                    keys++;
                }
                place.EndObject(keys, Rows);
                break;
        }
    }

    private static byte[] Number(JsonElement value) => Encoding.UTF8.GetBytes(value.GetRawText());

    private void Add(JsonPlace place, object? value, int depth)
    {
        CheckDepth(depth);
        switch (value)
        {
            case null:
                break;
            case string text:
                place.AddText(Rows, Whole(text));
                break;
            case bool:
                place.AddBool(Rows);
                break;
            case double or float:
                AddFraction(place, ColumnValues.Fraction(value));
                break;
            case decimal number:
                AddNumber(place, Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), Rows);
                break;
            case BigInteger or ulong:
                AddNumber(place, Encoding.UTF8.GetBytes(ColumnValues.Text(value)), Rows);
                break;
            case long or int or short or sbyte or byte or ushort or uint:
                var whole = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                place.AddNumber(Rows, whole, whole, isWholeText: true);
                break;
            case Row row:
                place.AddObject(Rows);
                foreach (var (name, inner) in row)
                    Add(Key(place, Whole(name), Rows), inner, depth + 1);
                place.EndObject(row.Count, Rows);
                break;
            case IEnumerable list:
                var item = place.AddList(Rows);
                foreach (var inner in list)
                    Add(item, inner, depth + 1);
                break;
            default:
                place.AddText(Rows, Whole(ColumnValues.Text(value)));
                break;
        }
    }

    private void AddFraction(JsonPlace place, double number)
    {
        // Neither has a form in JSON: the value is null there.
        if (double.IsFinite(number))
            place.AddNumber(Rows, null, number, isWholeText: false);
    }

    private static string Whole(string text) => ColumnValues.IndexOfHalfPair(text) is >= 0 and var at
        ? throw new InvalidDataException($"a text holds {ColumnValues.DescribeHalfPair(text, at)}")
        : text;

    private static string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException("a text is no UTF-8, or holds half of a surrogate pair", broken);
        }
    }

    internal static bool HasJson(LoadedType type) =>
        type.Kind is LoadedKind.Json || type.Item is { } item && HasJson(item) || type.Fields.Any(column => HasJson(column.Type));
}
