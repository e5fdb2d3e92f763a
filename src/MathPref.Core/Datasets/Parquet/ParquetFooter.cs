namespace MathPref.Core.Datasets;

/// <summary>How Parquet stores a value.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}

/// <summary>What a stored value means, whether the file says so in the old form (ConvertedType) or the new one (LogicalType).</summary>
internal enum Meaning
{
    None,
    Text,
    List,
    Map,
    Decimal,
    Date,
    TimeMillis,
    TimeMicros,
    TimeNanos,
    TimestampMillis,
    TimestampMicros,
    TimestampNanos,
    Signed,
    Unsigned,
    Uuid,
    Float16,
}

internal enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}

internal enum CompressionCodec
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}

internal enum PageEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
}

/// <summary>A line of the schema, which a file lists in depth-first order.</summary>
internal sealed class SchemaElement
{
    public string Name { get; set; } = "";

    /// <summary>Null for a group.</summary>
    public PhysicalType? Type { get; set; }

    public int TypeLength { get; set; }

    /// <summary>The root has none.</summary>
    public Repetition? Repetition { get; set; }

    public int Children { get; set; }

    public int Scale { get; set; }

    public int Precision { get; set; }

    public Meaning Meaning { get; set; }

    /// <summary>Whether a timestamp is a moment; otherwise it is a date and time of no known zone.</summary>
    public bool IsUtc { get; set; } = true;
}

/// <summary>Where the pages of one column lie within a row group.</summary>
internal sealed class ColumnChunk
{
    public PhysicalType Type { get; set; }

    public CompressionCodec Codec { get; set; }

    public long Values { get; set; }

    public long UncompressedSize { get; set; }

    public long CompressedSize { get; set; }

    public long DataOffset { get; set; }

    /// <summary>0 where there is no dictionary.</summary>
    public long DictionaryOffset { get; set; }

    public bool IsElsewhere { get; set; }

    public bool IsEncrypted { get; set; }

    /// <summary>Only written: a reader of rows has no use for them.</summary>
    public ColumnStatistics? Statistics { get; set; }

    public bool HasDictionary => DictionaryOffset > 0;
}

/// <summary>Minimum and maximum as stored; null where they are not known.</summary>
internal sealed record ColumnStatistics(long Nulls, byte[]? Minimum, byte[]? Maximum);

internal sealed class RowGroup
{
    public List<ColumnChunk> Columns { get; } = [];

    public long Rows { get; set; }
}

internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}

internal sealed class PageHeader
{
    /// <summary>The kind whose own fields are there.</summary>
    private PageKind? _described;

    public PageKind Kind { get; set; }

    public int UncompressedSize { get; set; } = -1;

    public int CompressedSize { get; set; } = -1;

    public int? Crc { get; set; }

    public int Values { get; set; } = -1;

    public PageEncoding Encoding { get; set; }

    public PageEncoding DefinitionEncoding { get; set; } = PageEncoding.Rle;

    public PageEncoding RepetitionEncoding { get; set; } = PageEncoding.Rle;

    /// <summary>Version 2 only, and so is the other.</summary>
    public int DefinitionLength { get; set; }

    public int RepetitionLength { get; set; }

    public bool IsCompressed { get; set; } = true;

    public static PageHeader Read(ref ThriftReader thrift)
    {
        var page = new PageHeader();
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: page.Kind = (PageKind)thrift.Int32(type); break;
                case 2: page.UncompressedSize = thrift.Int32(type); break;
                case 3: page.CompressedSize = thrift.Int32(type); break;
                case 4: page.Crc = thrift.Int32(type); break;
                case 5: page._described = PageKind.Data; page.ReadData(ref thrift, type); break;
                case 7: page._described = PageKind.Dictionary; page.ReadDictionary(ref thrift, type); break;
                case 8: page._described = PageKind.DataV2; page.ReadDataV2(ref thrift, type); break;
                default: thrift.Skip(type); break;
            }
        }
        if (page.UncompressedSize < 0 || page.CompressedSize < 0 || page.Kind is not PageKind.Index && (page.Values < 0 || page.Kind != page._described))
            throw new InvalidDataException("the head of a page is broken");
        return page;
    }

    private void ReadData(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: Values = thrift.Int32(type); break;
                case 2: Encoding = (PageEncoding)thrift.Int32(type); break;
                case 3: DefinitionEncoding = (PageEncoding)thrift.Int32(type); break;
                case 4: RepetitionEncoding = (PageEncoding)thrift.Int32(type); break;
                default: thrift.Skip(type); break;
            }
        }
    }

    private void ReadDictionary(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: Values = thrift.Int32(type); break;
                case 2: Encoding = (PageEncoding)thrift.Int32(type); break;
                default: thrift.Skip(type); break;
            }
        }
    }

    private void ReadDataV2(ref ThriftReader thrift, int structType)
    {
        thrift.ExpectStruct(structType);
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1: Values = thrift.Int32(type); break;
                case 4: Encoding = (PageEncoding)thrift.Int32(type); break;
                case 5: DefinitionLength = thrift.Int32(type); break;
                case 6: RepetitionLength = thrift.Int32(type); break;
                case 7: IsCompressed = thrift.Bool(type); break;
                default: thrift.Skip(type); break;
            }
        }
    }

    /// <summary>Writes the head of a data page (version 1) or of a dictionary.</summary>
    public void Write(ByteBuffer output)
    {
        var thrift = new ThriftWriter(output);
        thrift.Begin();
        thrift.Int32(1, (int)Kind);
        thrift.Int32(2, UncompressedSize);
        thrift.Int32(3, CompressedSize);
        thrift.Int32(4, Crc ?? 0);
        thrift.Begin(Kind is PageKind.Dictionary ? 7 : 5);
        thrift.Int32(1, Values);
        thrift.Int32(2, (int)Encoding);
        if (Kind is PageKind.Data)
        {
            thrift.Int32(3, (int)PageEncoding.Rle);
            thrift.Int32(4, (int)PageEncoding.Rle);
        }
        thrift.End();
        thrift.End();
    }
}

/// <summary>
/// The metadata at the end of a Parquet file. Source: apache/parquet-format, parquet.thrift. Read from untrusted bytes: throws
/// <see cref="InvalidDataException"/> or <see cref="EndOfStreamException"/>.
/// </summary>
internal sealed class ParquetFooter
{
    /// <summary>Rows or bytes of a row group: more than any has, and so many can be added up.</summary>
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
                    throw new InvalidDataException("it is encrypted");
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
        var (converted, logical) = (Meaning.None, Meaning.None);
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
                case 6: converted = OfConverted(thrift.Int32(type)); break;
                case 7: element.Scale = thrift.Int32(type); break;
                case 8: element.Precision = thrift.Int32(type); break;
                case 10: logical = ReadLogical(ref thrift, type, element); break;
                default: thrift.Skip(type); break;
            }
        }
        element.Meaning = logical is not Meaning.None ? logical : converted;
        if (element.Type is < PhysicalType.Boolean or > PhysicalType.FixedLengthByteArray || element.Repetition is < Repetition.Required or > Repetition.Repeated)
            throw new InvalidDataException($"its schema has an unknown type at '{element.Name}'");
        return element;
    }

    private static Meaning OfConverted(int converted) => converted switch
    {
        0 or 4 or 19 => Meaning.Text,
        1 or 2 => Meaning.Map,
        3 => Meaning.List,
        5 => Meaning.Decimal,
        6 => Meaning.Date,
        7 => Meaning.TimeMillis,
        8 => Meaning.TimeMicros,
        9 => Meaning.TimestampMillis,
        10 => Meaning.TimestampMicros,
        >= 11 and <= 14 => Meaning.Unsigned,
        >= 15 and <= 18 => Meaning.Signed,
        _ => Meaning.None,
    };

    private static Meaning ReadLogical(ref ThriftReader thrift, int structType, SchemaElement element)
    {
        thrift.ExpectStruct(structType);
        var meaning = Meaning.None;
        var field = 0;
        while (thrift.Next(ref field, out var type))
        {
            meaning = field switch
            {
                1 or 4 or 12 => Meaning.Text,
                2 => Meaning.Map,
                3 => Meaning.List,
                5 => Meaning.Decimal,
                6 => Meaning.Date,
                7 => Meaning.TimeMillis,
                8 => Meaning.TimestampMillis,
                10 => Meaning.Signed,
                14 => Meaning.Uuid,
                15 => Meaning.Float16,
                _ => Meaning.None,
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
                    case (10, 2): meaning = thrift.Bool(innerType) ? Meaning.Signed : Meaning.Unsigned; break;
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
            unit = field is >= 1 and <= 3 ? field - 1 : throw new InvalidDataException("its schema has an unknown unit of time");
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
            throw new InvalidDataException("a row group has a size that is none");
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
        if (element.Repetition is { } repetition)
            thrift.Int32(3, (int)repetition);
        thrift.Text(4, element.Name);
        if (element.Type is null)
            thrift.Int32(5, element.Children);
        var (converted, logical) = element.Meaning switch
        {
            Meaning.Text => (0, 1),
            Meaning.List => (3, 3),
            _ => (-1, -1),
        };
        if (logical >= 0)
        {
            thrift.Int32(6, converted);
            thrift.Begin(10);
            thrift.Begin(logical);
            thrift.End();
            thrift.End();
        }
        thrift.End();
    }

    private static void WriteRowGroup(ThriftWriter thrift, RowGroup group, int ordinal, IReadOnlyList<IReadOnlyList<string>> leaves)
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
        PageEncoding[] encodings = chunk.HasDictionary ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary] : [PageEncoding.Plain, PageEncoding.Rle];
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
