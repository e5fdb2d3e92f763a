using System.Globalization;

namespace MathPref.Core.Datasets;

/// <summary>
/// What stands at one place of JSON, a column, a key or the items of a list, over all rows. Source of what becomes of it: apache/arrow,
/// json/parser.cc and json/converter.cc; datasets, utils/json.py, find_mixed_struct_types_field_paths.
/// </summary>
internal sealed class JsonPlace
{
    private const long LargestExact = 1L << 53;

    private readonly OrderedDictionary<string, JsonPlace> _fields = new(StringComparer.Ordinal);
    private readonly Mark _dates = new();
    private readonly Mark _read = new();
    private readonly Mark _rounded = new();
    private readonly Mark _empty = new();
    private int _kinds;
    private long _objects;
    private long _mixedRow;
    private long _otherKeysRow;
    private bool _hasOtherText;
    private bool _hasFractions;
    private bool _hasHuge;
    private bool _hasInexact;
    private long _lastObject;
    private long _seen;
    private long _values;

    /// <summary>How often something was seen, and where first.</summary>
    private sealed class Mark
    {
        public long Count { get; private set; }

        public long Row { get; private set; }

        public string? Example { get; private set; }

        public void Add(long row, string? example)
        {
            if (Count++ == 0)
                (Row, Example) = (row, example);
        }
    }

    [Flags]
    private enum Kinds
    {
        Bool = 1,
        Number = 2,
        Text = 4,
        List = 8,
        Object = 16,
    }

    /// <summary>The items of lists here; null where no list had one.</summary>
    private JsonPlace? _item;

    public IEnumerable<KeyValuePair<string, JsonPlace>> Fields => _fields;

    /// <summary>Whether values of several kinds stand here, or somewhere below.</summary>
    public bool IsMixed => int.PopCount(_kinds) > 1 || _item?.IsMixed == true || _fields.Values.Any(inner => inner.IsMixed);

    /// <summary>Whether a number is beyond 64 bits, which pandas does not read.</summary>
    public bool HasHuge => _hasHuge || _item?.HasHuge == true || _fields.Values.Any(inner => inner.HasHuge);

    /// <summary>Whether a place of several kinds, this one or one below, has a name on its way that no path can hold.</summary>
    public bool HasSlash(string name) =>
        IsMixed && (name.Contains('/') || name is "[]" or "" || _item?.HasSlash("item") == true
            || _fields.Any(inner => inner.Value.HasSlash(inner.Key)));

    public void AddBool(long row) => Add(Kinds.Bool, row);

    /// <summary>Adds a number; <paramref name="isHuge"/> is a whole one beyond 64 bits, with a sign or without.</summary>
    public void AddNumber(long row, long? whole, double value, bool isWholeText, bool isHuge = false)
    {
        Add(Kinds.Number, row);
        _hasFractions |= whole is null;
        _hasHuge |= isHuge;
        _hasInexact |= whole is > LargestExact or < -LargestExact;
        if (!isWholeText && !UjsonText.Keeps(value))
            _rounded.Add(row, value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void AddText(long row, string text)
    {
        Add(Kinds.Text, row);
        if (ArrowTime.IsMoment(text, 0, out _))
            _dates.Add(row, text);
        else
            _hasOtherText = true;
        if (UjsonText.Reads(text))
            _read.Add(row, text);
    }

    /// <summary>Adds a list, and gives the place of its items.</summary>
    public JsonPlace AddList(long row)
    {
        Add(Kinds.List, row);
        return _item ??= new JsonPlace();
    }

    /// <summary>Adds an object, whose keys are to be given to <see cref="AddKey"/>, and then to <see cref="EndObject"/> how many they were.</summary>
    public void AddObject(long row)
    {
        Add(Kinds.Object, row);
        _objects++;
    }

    /// <summary>The place of a key of the object that was added last; null where that has had it before, which ends a load.</summary>
    public JsonPlace? AddKey(string name, long row)
    {
        if (!_fields.TryGetValue(name, out var place))
        {
            _fields.Add(name, place = new JsonPlace());
            if (_objects > 1)
                NoteOtherKeys(row);
        }
        if (place._lastObject == _objects)
            return null;
        place._lastObject = _objects;
        place._seen++;
        return place;
    }

    public void EndObject(int keys, long row)
    {
        if (keys < _fields.Count)
            NoteOtherKeys(row);
        if (keys == 0)
            _empty.Add(row, null);
    }

    /// <summary>
    /// The type that the place has. Where the lines were looked through first (<paramref name="isScanned"/>), objects with other keys, and those
    /// without any, become Json; else they are united.
    /// </summary>
    public LoadedType Type(bool isScanned)
    {
        switch ((Kinds)_kinds)
        {
            case 0:
                return LoadedType.Null;
            case Kinds.Bool:
                return LoadedType.Bool;
            case Kinds.Number:
                return _hasFractions ? LoadedType.Float64 : LoadedType.Int64;
            case Kinds.Text:
                return _hasOtherText ? LoadedType.String : LoadedType.Seconds;
            case Kinds.List:
                return LoadedType.ListOf(_item!.Type(isScanned));
            case Kinds.Object when !isScanned || HasSameKeys && _fields.Count > 0:
                return LoadedType.StructOf(_fields.Select(field => new LoadedField(field.Key, field.Value.Type(isScanned))).ToList());
            default:
                return LoadedType.Json;
        }
    }

    /// <summary>What is to be said of the place and of those below. In a file with Json numbers lose digits wherever they are.</summary>
    public IEnumerable<JsonFact> Facts(string path, bool isScanned, bool hasJson)
    {
        var type = Type(isScanned);
        if (type.Kind is LoadedKind.Json)
        {
            yield return int.PopCount(_kinds) > 1 ? new JsonFact(path, JsonFactKind.Mixed, _values, _mixedRow)
                : _fields.Count == 0 ? new JsonFact(path, JsonFactKind.EmptyObjects, _empty.Count, _empty.Row)
                : new JsonFact(path, JsonFactKind.OtherKeys, _objects, _otherKeysRow);
            if (_read.Count > 0)
                yield return new JsonFact(path, JsonFactKind.TextsRead, _read.Count, _read.Row, _read.Example);
        }
        else if (type.Equals(LoadedType.Seconds))
            yield return new JsonFact(path, JsonFactKind.Dates, _dates.Count, _dates.Row, _dates.Example);
        if (hasJson && _rounded.Count > 0)
            yield return new JsonFact(path, JsonFactKind.Rounded, _rounded.Count, _rounded.Row, _rounded.Example);
        // Within Json nothing has a type of its own, but numbers lose their digits.
        var inner = (_item?.Facts(path + "[]", isScanned, hasJson) ?? [])
            .Concat(_fields.SelectMany(field => field.Value.Facts(path.Length == 0 ? field.Key : $"{path}.{field.Key}", isScanned, hasJson)));
        foreach (var fact in inner)
        {
            if (type.Kind is not LoadedKind.Json || fact.Kind is JsonFactKind.Rounded)
                yield return fact;
        }
    }

    /// <summary>
    /// Why the values here may not load as a type that is settled; null where they do. Numbers become texts, moments, too, where that is a
    /// text; the values are then others than those that stand there.
    /// </summary>
    public string? Problem(LoadedType type, string path)
    {
        if (_kinds == 0 || type.Kind is LoadedKind.Json)
            return null;
        switch ((Kinds)_kinds)
        {
            case Kinds.List when type.Kind is LoadedKind.List or LoadedKind.LargeList && type.Length is null:
                return _item!.Problem(type.Item!, path + "[]");
            case Kinds.Object when type.Kind is LoadedKind.Struct:
                foreach (var (name, field) in _fields)
                {
                    var inner = path.Length == 0 ? name : $"{path}.{name}";
                    if (type.Field(name) is not { } there)
                        return $"it has '{inner}', which those before it have not";
                    if (field.Problem(there, inner) is { } problem)
                        return problem;
                }
                return null;
            default:
                return int.PopCount(_kinds) == 1 && type.Kind is LoadedKind.Value && Goes(type.Name)
                    ? null
                    : $"its '{path}' may not be read as {type}, which it is in those before it";
        }
    }

    private bool HasSameKeys => _fields.Values.All(inner => inner._seen == _objects);

    private bool Goes(string dtype) => (Kinds)_kinds switch
    {
        Kinds.Bool => dtype is "bool" or "string",
        Kinds.Number => dtype switch
        {
            "int64" => !_hasFractions,
            "float64" => _hasFractions || !_hasInexact,
            _ => dtype is "string" or "large_string",
        },
        Kinds.Text => dtype is "string" or "large_string" || !_hasOtherText && ArrowNames.Timestamp(dtype) is { Zone: null or "" },
        _ => false,
    };

    private void Add(Kinds kind, long row)
    {
        _values++;
        if ((_kinds | (int)kind) != _kinds)
        {
            _kinds |= (int)kind;
            if (int.PopCount(_kinds) == 2)
                _mixedRow = row;
        }
    }

    private void NoteOtherKeys(long row)
    {
        if (_otherKeysRow == 0)
            _otherKeysRow = row;
    }
}
