using System.Collections;
using System.Data;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Rows;
using MathPref.Core.Runs;

namespace MathPref.Rows;

/// <summary>Rows as PowerShell has them, and back.</summary>
internal static class PSRow
{
    public const string TypeName = "MathPref.Row";

    /// <summary>
    /// Reads what came down the pipe: a row of ours or any object by its properties, a dictionary by its keys, a bare value as
    /// <paramref name="column"/>. No value of a column has the engine's wrapping around it; what is inside stays as it is, since columns that
    /// nobody knows pass through untouched.
    /// </summary>
    public static Row Read(PSObject input, string column)
    {
        switch (input.BaseObject)
        {
            case IDictionary dictionary:
                return ReadDictionary(dictionary, Unwrap);
            case DataRow or DataRowView or IDataRecord:
                return DataRows.Read(input, Unwrap);
            case JsonNode or JsonElement or JsonDocument:
                return KeyedObjects.ReadJson(input.BaseObject) is var json && json is Row read ? read
                    : json is object?[] ? throw Errors.ListAsRow()
                    : new Row { { column, json } };
            case ValueType pair when KeyedObjects.IsPair(pair):
                throw Errors.TakenApart();
            case string or ValueType:
                return new Row { { column, input.BaseObject } };
            case IEnumerable keyed when KeyedObjects.IsKeyed(keyed):
                return KeyedObjects.ReadKeyed(keyed, Unwrap);
            default:
                var row = ReadProperties(input, Unwrap);
                Plumbing.Remove(row, input);
                row.Asked = (input as RowObject)?.Asked;
                return row;
        }
    }

    /// <summary>A row for the pipe, with how it was made; each call makes a new object, so that a consumer may change it.</summary>
    public static RowObject Write(Row row, Provenance? provenance = null, string? keptAs = null)
    {
        var output = WriteStruct(row, new RowObject(provenance, keptAs, row.Asked));
        output.TypeNames.Insert(0, TypeName);
        return output;
    }

    /// <summary>A value without any PowerShell around it: structs become <see cref="Row"/>, lists arrays, all the way down.</summary>
    public static object? ToPlain(object? value) => ToPlain(value, 0);

    /// <summary>All columns without any PowerShell around them.</summary>
    public static Row ToPlain(Row row) => ToPlainRow(row, 0);

    /// <summary>A list column; null where the value is no list.</summary>
    public static IReadOnlyList<object?>? AsList(object? value) => Unwrap(value) switch
    {
        null or string or IDictionary or Row or PSObject => null,
        DataTable table => table.Rows.Cast<object?>().ToList(),
        object?[] list when !Array.Exists(list, item => item is PSObject or DBNull) => list,
        IEnumerable list when !KeyedObjects.IsKeyed(list) => list.Cast<object?>().Select(Unwrap).ToList(),
        _ => null,
    };

    /// <summary>A value without the engine's wrapping around it. What a database, and a pipeline that gave nothing, have for null is null.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        null or string => value,
        PSObject { BaseObject: not PSCustomObject } wrapped => Unwrap(wrapped.BaseObject),
        DBNull or System.Data.SqlTypes.INullable { IsNull: true } or System.Management.Automation.Language.NullString => null,
        PSObject when ReferenceEquals(value, System.Management.Automation.Internal.AutomationNull.Value) => null,
        PSObject custom when DeserializedNull.Is(custom) => null,
        JsonNode or JsonElement or JsonDocument => KeyedObjects.ReadJson(value),
        _ => value,
    };

    private const int MaximumDepth = 300;
    private const int UsualColumns = 20;

    private static object? ToPlain(object? value, int depth)
    {
        if (depth > MaximumDepth)
            throw new InvalidOperationException($"A value is nested more than {MaximumDepth} deep, or contains itself.");
        return Unwrap(value) switch
        {
            null => null,
            string text => text,
            Row row => ToPlainRow(row, depth),
            PSObject custom => ReadProperties(custom, v => ToPlain(v, depth + 1)),
            DataTable table => table.Rows.Cast<object?>().Select(v => ToPlain(v, depth + 1)).ToArray(),
            DataRow or DataRowView => DataRows.Read(PSObject.AsPSObject(value!), v => ToPlain(v, depth + 1)),
            IDictionary dictionary => ReadDictionary(dictionary, v => ToPlain(v, depth + 1)),
            object?[] list => Array.ConvertAll(list, v => ToPlain(v, depth + 1)),
            IEnumerable keyed when KeyedObjects.IsKeyed(keyed) => KeyedObjects.ReadKeyed(keyed, v => ToPlain(v, depth + 1)),
            IEnumerable list => list.Cast<object?>().Select(v => ToPlain(v, depth + 1)).ToArray(),
            var other => other,
        };
    }

    private static Row ToPlainRow(Row row, int depth)
    {
        var plain = new Row();
        foreach (var (name, value) in row)
            plain.Add(name, ToPlain(value, depth + 1));
        return plain;
    }

    /// <summary>A Hashtable has no order of its own (it changes from process to process), so its columns are sorted.</summary>
    private static Row ReadDictionary(IDictionary dictionary, Func<object?, object?> convert)
    {
        var row = new Row();
        var entries = dictionary.Keys.Cast<object>().Select(key => (Name: LanguagePrimitives.ConvertTo<string>(key), Value: dictionary[key]));
        foreach (var (name, value) in dictionary.GetType() == typeof(Hashtable) ? entries.OrderBy(e => e.Name, StringComparer.Ordinal) : entries)
        {
            if (string.IsNullOrEmpty(name) || row.Has(name))
                throw Errors.BadColumnName(name);
            row.Add(name, convert(value));
        }
        return row;
    }

    private static Row ReadProperties(PSObject source, Func<object?, object?> convert)
    {
        var row = new Row(UsualColumns);
        foreach (var property in source.Properties)
        {
            if (!property.IsGettable)
                continue;
            object? value;
            try
            {
                value = property is StructProperty { Plain: { } plain } ? plain : property.Value;
            }
            catch (GetValueException)
            {
                continue;
            }
            if (string.IsNullOrEmpty(property.Name) || !row.TryAdd(property.Name, convert(value)))
                throw Errors.BadColumnName(property.Name);
        }
        return row;
    }

    private static T WriteStruct<T>(Row row, T output) where T : PSObject
    {
        foreach (var (name, value) in row)
        {
            var known = name.Length == 0 ? Unnamed(row) : name;
            output.Properties.Add(HoldsStruct(value) ? new StructProperty(known, value!) : new PSNoteProperty(known, value), preValidated: true);
        }
        return output;
    }

    /// <summary>A property must have a name; Import-Csv calls a column without one H1.</summary>
    private static string Unnamed(Row row) => Enumerable.Range(1, int.MaxValue).Select(i => $"H{i}").First(name => !row.Has(name));

    private static bool HoldsStruct(object? value) => value is Row || value is object?[] list && Array.Exists(list, item => item is Row or object?[]);

    private static object? WriteValue(object? value) => value switch
    {
        Row row => WriteStruct(row, new PSObject()),
        object?[] list when HoldsStruct(list) => Array.ConvertAll(list, WriteValue),
        _ => value,
    };

    /// <summary>
    /// A column of structs. They become objects of PowerShell when somebody looks at them: few do, and each such object costs as much as a row.
    /// </summary>
    private sealed class StructProperty(string name, object plain) : PSNoteProperty(name, plain)
    {
        /// <summary>One for all: a look takes microseconds, and each row has several of these.</summary>
        private static readonly Lock s_lock = new();

        private bool _isWritten;

        /// <summary>The value as rows have it; null from when it can have been changed.</summary>
        public object? Plain
        {
            get
            {
                lock (s_lock)
                    return _isWritten ? null : base.Value;
            }
        }

        public override object? Value
        {
            get
            {
                lock (s_lock)
                {
                    if (!_isWritten)
                    {
                        base.Value = WriteValue(base.Value);
                        _isWritten = true;
                    }
                    return base.Value;
                }
            }
            set
            {
                lock (s_lock)
                {
                    base.Value = value;
                    _isWritten = true;
                }
            }
        }

        public override string TypeNameOfValue
        {
            get
            {
                _ = Value;
                return base.TypeNameOfValue;
            }
        }

        /// <summary>The engine keeps a copy of each property that is added to an object.</summary>
        public override PSMemberInfo Copy() => Plain is { } plain ? new StructProperty(Name, plain) : base.Copy();

        public override string ToString()
        {
            _ = Value;
            return base.ToString();
        }
    }
}
