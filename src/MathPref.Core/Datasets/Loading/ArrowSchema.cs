using System.Buffers.Binary;

namespace MathPref.Core.Datasets;

/// <summary>
/// The Arrow schema that writers of Parquet keep under the key <c>ARROW:schema</c>: base64 of an IPC message. Read from untrusted bytes in
/// time that grows as they do. Source: apache/arrow, format/Message.fbs and Schema.fbs, and docs, Columnar.rst, Encapsulated message format.
/// </summary>
internal sealed class ArrowSchema
{
    private static readonly string[] s_units = ["s", "ms", "us", "ns"];

    private readonly FlatBuffer _buffer;
    private int _fieldsLeft;

    private ArrowSchema(FlatBuffer buffer)
    {
        _buffer = buffer;
        // No field takes less: its entry in a list and the offset to its list of places. Those that are shared could be read without end.
        _fieldsLeft = buffer.Length / 8;
    }

    /// <summary>The fields. Throws <see cref="InvalidDataException"/> where the schema is broken, on which loading fails.</summary>
    public static IReadOnlyList<ArrowField> Read(string base64)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64);
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException("its Arrow schema is no base64", broken);
        }
        return Read(bytes);
    }

    internal static IReadOnlyList<ArrowField> Read(ReadOnlyMemory<byte> message)
    {
        var start = message.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(message.Span) == uint.MaxValue ? 8 : 4;
        var length = message.Length >= start ? BinaryPrimitives.ReadInt32LittleEndian(message.Span[(start - 4)..]) : -1;
        if (length < 4 || length > message.Length - start)
            throw new InvalidDataException("its Arrow schema is cut off");
        var schema = new ArrowSchema(new FlatBuffer(message.Slice(start, length)));
        var root = schema._buffer.Root;
        return schema._buffer.Byte(root, 1) == 1 && schema._buffer.Table(root, 2) is { } table
            ? schema.Fields(table, 1, 0)
            : throw new InvalidDataException("its Arrow schema is another kind of message");
    }

    private List<ArrowField> Fields(int table, int field, int depth)
    {
        if (depth > LoadedType.MaximumDepth)
            throw new InvalidDataException("its Arrow schema is nested too deeply");
        var fields = new List<ArrowField>();
        for (var (i, count) = (0, _buffer.Count(table, field)); i < count; i++)
            fields.Add(Field(_buffer.Item(table, field, i), depth));
        return fields;
    }

    private ArrowField Field(int table, int depth)
    {
        if (--_fieldsLeft < 0)
            throw new InvalidDataException("its Arrow schema is broken");
        var type = Type(_buffer.Byte(table, 2), _buffer.Table(table, 3) ?? throw new InvalidDataException("its Arrow schema is broken"), table, depth);
        if (_buffer.Table(table, 4) is not null)
            type = new ArrowType("dictionary") { Children = [new ArrowField("", type)] };
        if (Extension(table) is { } extension)
            type = new ArrowType("extension") { Extension = extension, Children = [new ArrowField("", type)] };
        return new ArrowField(_buffer.Text(table, 0), type, _buffer.Byte(table, 1) != 0);
    }

    private (string Name, string Parameters)? Extension(int field)
    {
        var (name, parameters) = ("", "");
        for (var (i, count) = (0, _buffer.Count(field, 6)); i < count; i++)
        {
            if (--_fieldsLeft < 0)
                throw new InvalidDataException("its Arrow schema is broken");
            var pair = _buffer.Item(field, 6, i);
            switch (_buffer.Text(pair, 0))
            {
                case "ARROW:extension:name": name = _buffer.Text(pair, 1); break;
                case "ARROW:extension:metadata": parameters = _buffer.Text(pair, 1); break;
            }
        }
        return name.Length == 0 ? null : (name, name == ArrowType.JsonName ? "" : parameters);
    }

    private ArrowType Type(byte kind, int type, int field, int depth)
    {
        switch (kind)
        {
            case 12 or 21 or 16 or 17:
                var items = Fields(field, 5, depth + 1);
                if (items.Count != 1)
                    throw new InvalidDataException("its Arrow schema has a list that is none");
                return kind switch
                {
                    12 => ArrowType.List("list", items[0]),
                    21 => ArrowType.List("large_list", items[0]),
                    16 => ArrowType.List("fixed_size_list", items[0], _buffer.Int32(type, 0, 0)),
                    _ => ArrowType.List("map", items[0]),
                };
            case 13:
                return ArrowType.Struct(Fields(field, 5, depth + 1));
            default:
                return new ArrowType(NameOf(kind, type));
        }
    }

    private string NameOf(byte kind, int type) => kind switch
    {
        1 => "null",
        2 => (_buffer.Int32(type, 0, 0), _buffer.Byte(type, 1) != 0) switch
        {
            (8, true) => "int8",
            (16, true) => "int16",
            (32, true) => "int32",
            (64, true) => "int64",
            (8, false) => "uint8",
            (16, false) => "uint16",
            (32, false) => "uint32",
            (64, false) => "uint64",
            _ => "an integer of another width",
        },
        3 => _buffer.Int16(type, 0, 0) switch { 0 => "float16", 1 => "float32", 2 => "float64", _ => "a float of another width" },
        4 => "binary",
        5 => "string",
        6 => "bool",
        7 => FormattableString.Invariant($"decimal{_buffer.Int32(type, 2, 128)}({_buffer.Int32(type, 0, 0)}, {_buffer.Int32(type, 1, 0)})"),
        8 => _buffer.Int16(type, 0, 1) == 0 ? "date32" : "date64",
        9 => FormattableString.Invariant($"time{_buffer.Int32(type, 1, 32)}[{Unit(_buffer.Int16(type, 0, 1))}]"),
        10 => _buffer.Text(type, 1) is { Length: > 0 } zone
            ? $"timestamp[{Unit(_buffer.Int16(type, 0, 0))}, tz={zone}]"
            : $"timestamp[{Unit(_buffer.Int16(type, 0, 0))}]",
        11 => "interval",
        14 => "union",
        15 => FormattableString.Invariant($"fixed_size_binary[{_buffer.Int32(type, 0, 0)}]"),
        18 => $"duration[{Unit(_buffer.Int16(type, 0, 1))}]",
        19 => "large_binary",
        20 => "large_string",
        22 => "run_end_encoded",
        23 => "binary_view",
        24 => "string_view",
        25 => "list_view",
        26 => "large_list_view",
        _ => "unknown",
    };

    private static string Unit(short unit) => unit >= 0 && unit < s_units.Length ? s_units[unit] : throw new InvalidDataException("its Arrow schema is broken");
}
