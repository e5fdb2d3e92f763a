namespace MathPref.Parquet;

/// <summary>
/// The metadata at the end of a Parquet file. Source: apache/parquet-format, parquet.thrift. Read from untrusted bytes: throws
/// <see cref="ParquetException"/> or <see cref="EndOfStreamException"/>.
/// </summary>
internal sealed class ParquetFooter
{
    /// <summary>The most rows or bytes that a row group may say it has: no file has more, and those of all groups can be added up.</summary>
    private const long Largest = 1L << 40;

    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public List<SchemaElement> Schema { get; } = [];

    public List<RowGroup> RowGroups { get; } = [];

    public long Rows { get; set; }

    public Dictionary<string, string> Metadata { get; } = [];

    public static ParquetFooter Read(ReadOnlySpan<byte> bytes)
    {
        var footer = new ParquetFooter();
        var thrift = new ThriftReader(bytes);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 2:
                    for (var left = thrift.List(type, out var item); left > 0; left--)
                        footer.Schema.Add(ReadElement(ref thrift, item));
                    break;
                case 3:
                    footer.Rows = thrift.Int64(type);
                    break;
                case 4:
                    for (var left = thrift.List(type, out var item); left > 0; left--)
                        footer.RowGroups.Add(ReadRowGroup(ref thrift, item));
                    break;
                case 5:
                    for (var left = thrift.List(type, out var item); left > 0; left--)
                        footer.ReadMetadata(ref thrift, item);
                    break;
                case 8:
                    throw new ParquetException("it is encrypted");
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        return footer;
    }

    private static SchemaElement ReadElement(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var element = new SchemaElement();
        var (converted, logical) = (LogicalType.None, LogicalType.None);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: element.Type = (PhysicalType)thrift.Int32(type); break;
                case 2: element.TypeLength = thrift.Int32(type); break;
                case 3: element.Repetition = (Repetition)thrift.Int32(type); break;
                case 4: element.Name = thrift.Text(type); break;
                case 5: element.Children = thrift.Int32(type); break;
                case 6: converted = ReadConverted(ref thrift, type, element); break;
                case 7: element.Scale = thrift.Int32(type); break;
                case 8: element.Precision = thrift.Int32(type); break;
                case 10: logical = ReadLogical(ref thrift, type, element); break;
                default: thrift.Skip(type); break;
            }
        }
        element.LogicalType = logical is not LogicalType.None ? logical : converted;
        var isKnown = element.Type is null or (>= PhysicalType.Boolean and <= PhysicalType.FixedLengthByteArray);
        if (!isKnown || element.Repetition is < Repetition.Required or > Repetition.Repeated)
            throw new ParquetException($"its schema has an unknown type at '{element.Name}'");
        return element;
    }

    private static LogicalType ReadConverted(ref ThriftReader thrift, int type, SchemaElement element)
    {
        var converted = thrift.Int32(type);
        if (element.Other is OtherMeaning.None)
        {
            element.Other = converted switch
            {
                4 => OtherMeaning.Enum,
                19 => OtherMeaning.Json,
                20 => OtherMeaning.Bson,
                21 => OtherMeaning.Interval,
                _ => OtherMeaning.None,
            };
        }
        if (converted is >= 11 and <= 18 && element.BitWidth == 0)
            element.BitWidth = 8 << ((converted - 11) % 4);
        return OfConverted(converted);
    }

    private static OtherMeaning OtherOf(int logical) => logical switch
    {
        4 => OtherMeaning.Enum,
        9 => OtherMeaning.Interval,
        11 => OtherMeaning.Null,
        12 => OtherMeaning.Json,
        13 => OtherMeaning.Bson,
        >= 1 and <= 15 => OtherMeaning.None,
        _ => OtherMeaning.Unknown,
    };

    private static LogicalType OfConverted(int converted) => converted switch
    {
        0 or 4 or 19 => LogicalType.String,
        1 or 2 => LogicalType.Map,
        3 => LogicalType.List,
        5 => LogicalType.Decimal,
        6 => LogicalType.Date,
        7 => LogicalType.TimeMillis,
        8 => LogicalType.TimeMicros,
        9 => LogicalType.TimestampMillis,
        10 => LogicalType.TimestampMicros,
        >= 11 and <= 14 => LogicalType.Unsigned,
        >= 15 and <= 18 => LogicalType.Signed,
        _ => LogicalType.None,
    };

    private static LogicalType ReadLogical(ref ThriftReader thrift, int structType, SchemaElement element)
    {
        thrift.ExpectStruct(structType);
        var meaning = LogicalType.None;
        var field = 0;
        element.IsNewForm = true;
        while (thrift.Next(ref field, out var type))
        {
            element.Other = OtherOf(field);
            meaning = field switch
            {
                1 or 4 or 12 => LogicalType.String,
                2 => LogicalType.Map,
                3 => LogicalType.List,
                5 => LogicalType.Decimal,
                6 => LogicalType.Date,
                7 => LogicalType.TimeMillis,
                8 => LogicalType.TimestampMillis,
                10 => LogicalType.Signed,
                14 => LogicalType.Uuid,
                15 => LogicalType.Float16,
                _ => LogicalType.None,
            };
            if (field is not (5 or 7 or 8 or 10))
            {
                thrift.Skip(type);
                continue;
            }
            thrift.ExpectStruct(type);
            var inner = 0;
            while (thrift.Next(ref inner, out var innerType))
            {
                switch (field, inner)
                {
                    case (5, 1): element.Scale = thrift.Int32(innerType); break;
                    case (5, 2): element.Precision = thrift.Int32(innerType); break;
                    case (7 or 8, 1): element.IsUtc = thrift.Bool(innerType); break;
                    case (7 or 8, 2): meaning += ReadUnit(ref thrift, innerType); break;
                    case (10, 1): element.BitWidth = thrift.Int32(innerType); break;
                    case (10, 2): meaning = thrift.Bool(innerType) ? LogicalType.Signed : LogicalType.Unsigned; break;
                    default: thrift.Skip(innerType); break;
                }
            }
        }
        return meaning;
    }

    /// <summary>0 for milliseconds, 1 for microseconds, 2 for nanoseconds.</summary>
    private static int ReadUnit(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var (unit, field) = (0, 0);
        while (thrift.Next(ref field, out var type))
        {
            unit = field is >= 1 and <= 3 ? field - 1 : throw new ParquetException("its schema has an unknown unit of time");
            thrift.Skip(type);
        }
        return unit;
    }

    private static RowGroup ReadRowGroup(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var group = new RowGroup();
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    for (var left = thrift.List(type, out var item); left > 0; left--)
                        group.Columns.Add(ReadChunk(ref thrift, item));
                    break;
                case 3: group.Rows = thrift.Int64(type); break;
                default: thrift.Skip(type); break;
            }
        }
        if (group.Rows is < 0 or > Largest || group.Columns.Exists(chunk => chunk.UncompressedSize is < 0 or > Largest))
            throw new ParquetException("a row group has a size that is none");
        return group;
    }

    private static ColumnChunk ReadChunk(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var chunk = new ColumnChunk();
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: chunk.IsElsewhere = thrift.Binary(type).Length > 0; break;
                case 3: ReadChunkData(ref thrift, type, chunk); break;
                case 8: chunk.IsEncrypted = true; thrift.Skip(type); break;
                default: thrift.Skip(type); break;
            }
        }
        return chunk;
    }

    private static void ReadChunkData(ref ThriftReader thrift, int structType, ColumnChunk chunk)
    {
        thrift.ExpectStruct(structType);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: chunk.Type = (PhysicalType)thrift.Int32(type); break;
                case 4: chunk.Codec = (CompressionCodec)thrift.Int32(type); break;
                case 5: chunk.Values = thrift.Int64(type); break;
                case 6: chunk.UncompressedSize = thrift.Int64(type); break;
                case 7: chunk.CompressedSize = thrift.Int64(type); break;
                case 9: chunk.DataOffset = thrift.Int64(type); break;
                case 11: chunk.DictionaryOffset = thrift.Int64(type); break;
                default: thrift.Skip(type); break;
            }
        }
    }

    private void ReadMetadata(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var (key, value, field) = ("", "", 0);
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: key = thrift.Text(type); break;
                case 2: value = thrift.Text(type); break;
                default: thrift.Skip(type); break;
            }
        }
        Metadata[key] = value;
    }

    /// <summary>Writes the footer. <paramref name="leaves"/> are the paths of the columns, in the order of every row group's chunks.</summary>
    public void Write(ByteBuffer output, IReadOnlyList<IReadOnlyList<string>> leaves)
    {
        var thrift = new ThriftWriter(output);
        thrift.Begin();
        thrift.Int32(1, 2);
        thrift.List(2, ThriftType.Struct, Schema.Count);
        foreach (var element in Schema)
            WriteElement(thrift, element);
        thrift.Int64(3, Rows);
        thrift.List(4, ThriftType.Struct, RowGroups.Count);
        for (var i = 0; i < RowGroups.Count; i++)
            WriteRowGroup(thrift, RowGroups[i], i, leaves);
        if (Metadata.Count > 0)
        {
            thrift.List(5, ThriftType.Struct, Metadata.Count);
            foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                thrift.Begin();
                thrift.Text(1, key);
                thrift.Text(2, value);
                thrift.End();
            }
        }
        // Not the module's version: the same rows are to give the same bytes.
        thrift.Text(6, "MathPref version 1.0.0 (build 1)");
        // Without it readers trust no minimum and maximum.
        thrift.List(7, ThriftType.Struct, leaves.Count);
        foreach (var _ in leaves)
        {
            thrift.Begin();
            thrift.Begin(1);
            thrift.End();
            thrift.End();
        }
        thrift.End();
    }

    private static void WriteElement(ThriftWriter thrift, SchemaElement element)
    {
        thrift.Begin();
        if (element.Type is { } type)
            thrift.Int32(1, (int)type);
        if (element.Type is PhysicalType.FixedLengthByteArray)
            thrift.Int32(2, element.TypeLength);
        if (element.Repetition is { } repetition)
            thrift.Int32(3, (int)repetition);
        thrift.Text(4, element.Name);
        if (element.Type is null)
            thrift.Int32(5, element.Children);
        var (converted, logical) = element.LogicalType switch
        {
            LogicalType.String => (0, 1),
            LogicalType.List => (3, 3),
            LogicalType.Decimal => (5, 5),
            _ => (-1, -1),
        };
        if (logical >= 0)
        {
            var isDecimal = element.LogicalType is LogicalType.Decimal;
            thrift.Int32(6, converted);
            if (isDecimal)
            {
                thrift.Int32(7, element.Scale);
                thrift.Int32(8, element.Precision);
            }
            thrift.Begin(10);
            thrift.Begin(logical);
            if (isDecimal)
            {
                thrift.Int32(1, element.Scale);
                thrift.Int32(2, element.Precision);
            }
            thrift.End();
            thrift.End();
        }
        thrift.End();
    }

    public static void WriteRowGroup(ThriftWriter thrift, RowGroup group, int ordinal, IReadOnlyList<IReadOnlyList<string>> leaves)
    {
        thrift.Begin();
        thrift.List(1, ThriftType.Struct, group.Columns.Count);
        for (var i = 0; i < group.Columns.Count; i++)
            WriteChunk(thrift, group.Columns[i], leaves[i]);
        thrift.Int64(2, group.Columns.Sum(chunk => chunk.UncompressedSize));
        thrift.Int64(3, group.Rows);
        thrift.Int64(5, Start(group.Columns[0]));
        thrift.Int64(6, group.Columns.Sum(chunk => chunk.CompressedSize));
        if (ordinal <= short.MaxValue)
            thrift.Int16(7, ordinal);
        thrift.End();
    }

    private static long Start(ColumnChunk chunk) => chunk.HasDictionary ? chunk.DictionaryOffset : chunk.DataOffset;

    private static void WriteChunk(ThriftWriter thrift, ColumnChunk chunk, IReadOnlyList<string> path)
    {
        thrift.Begin();
        thrift.Int64(2, 0);
        thrift.Begin(3);
        thrift.Int32(1, (int)chunk.Type);
        PageEncoding[] encodings = [PageEncoding.Plain, PageEncoding.Rle, .. chunk.HasDictionary ? [PageEncoding.RleDictionary] : (PageEncoding[])[]];
        thrift.List(2, ThriftType.I32, encodings.Length);
        foreach (var encoding in encodings)
            thrift.Signed((int)encoding);
        thrift.List(3, ThriftType.Binary, path.Count);
        foreach (var name in path)
            thrift.Text(name);
        thrift.Int32(4, (int)chunk.Codec);
        thrift.Int64(5, chunk.Values);
        thrift.Int64(6, chunk.UncompressedSize);
        thrift.Int64(7, chunk.CompressedSize);
        thrift.Int64(9, chunk.DataOffset);
        if (chunk.HasDictionary)
            thrift.Int64(11, chunk.DictionaryOffset);
        if (chunk.Statistics is { } statistics)
        {
            thrift.Begin(12);
            thrift.Int64(3, statistics.Nulls);
            if (statistics is { Maximum: { } maximum, Minimum: { } minimum })
            {
                thrift.Binary(5, maximum);
                thrift.Binary(6, minimum);
            }
            thrift.End();
        }
        thrift.End();
        thrift.End();
    }
}
