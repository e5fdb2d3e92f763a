using MathPref.Parquet;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>
/// Makes Parquet files from nothing, of any types, nesting, encodings and pages, most of them nearly right: what only changes bytes of
/// whole files seldom gets past the footer or a page's head.
/// </summary>
internal sealed class ParquetMaker(Random random)
{
    private const int OddOnceIn = 40;

    private static readonly long[] s_extremes = [0, 1, -1, 7, 127, 128, 255, 256, 65_535, 1 << 20, (1 << 25) - 1, 1 << 25, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, long.MaxValue, long.MinValue];

    private static readonly (PhysicalType Type, int Length, int Converted, int Scale, int Precision)[] s_types =
    [
        (PhysicalType.Boolean, 0, -1, 0, 0), (PhysicalType.Int32, 0, -1, 0, 0), (PhysicalType.Int32, 0, 6, 0, 0), (PhysicalType.Int32, 0, 7, 0, 0), (PhysicalType.Int32, 0, 11, 0, 0), (PhysicalType.Int32, 0, 5, 2, 9), (PhysicalType.Int64, 0, -1, 0, 0), (PhysicalType.Int64, 0, 8, 0, 0), (PhysicalType.Int64, 0, 9, 0, 0), (PhysicalType.Int64, 0, 10, 0, 0), (PhysicalType.Int64, 0, 14, 0, 0), (PhysicalType.Int64, 0, 5, 18, 18),
        (PhysicalType.Int96, 0, -1, 0, 0), (PhysicalType.Float, 0, -1, 0, 0), (PhysicalType.Double, 0, -1, 0, 0), (PhysicalType.ByteArray, 0, 0, 0, 0), (PhysicalType.ByteArray, 0, -1, 0, 0), (PhysicalType.ByteArray, 0, 5, 3, 40), (PhysicalType.FixedLengthByteArray, 16, -1, 0, 0), (PhysicalType.FixedLengthByteArray, 2, -1, 0, 0), (PhysicalType.FixedLengthByteArray, 12, 5, 5, 28),
    ];

    private readonly ByteBuffer _file = new();
    private readonly List<(int Type, int Length, int Repetition, string Name, int Children, int Converted, int Scale, int Precision)> _schema = [];
    private readonly List<(PhysicalType Type, int Length, int Defined, int Repeated, IReadOnlyList<string> Path)> _leaves = [];
    private readonly List<string> _path = [];

    public byte[] Make()
    {
        var columns = 1 + random.Next(3);
        _schema.Add((-1, 0, -1, "schema", columns, -1, 0, 0));
        for (var i = 0; i < columns; i++)
            AddNode($"c{i}", 0, 0, 0);
        _file.Add(ParquetFooter.Magic);
        var groups = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => MakeGroup()).ToList();
        var start = _file.Count;
        WriteFooter(groups);
        _file.AddInt32(random.Next(OddOnceIn) == 0 ? random.Next(start * 2) : _file.Count - start);
        _file.Add(ParquetFooter.Magic);
        return _file.Span.ToArray();
    }

    private void AddNode(string name, int defined, int repeated, int depth)
    {
        _path.Add(name);
        var repetition = random.Next(4) == 0 ? 2 : random.Next(2);
        (defined, repeated) = (defined + (repetition > 0 ? 1 : 0), repeated + (repetition == 2 ? 1 : 0));
        switch (depth < 3 ? random.Next(6) : 0)
        {
            case 4:
                var fields = 1 + random.Next(3);
                _schema.Add((-1, 0, repetition, name, fields, -1, 0, 0));
                for (var i = 0; i < fields; i++)
                    AddNode($"f{i}", defined, repeated, depth + 1);
                break;
            case 5:
                _schema.Add((-1, 0, repetition, name, 1, random.Next(4) == 0 ? 1 : 3, 0, 0));
                _schema.Add((-1, 0, random.Next(OddOnceIn) == 0 ? 1 : 2, "list", 1, -1, 0, 0));
                _path.Add("list");
                AddNode("element", defined + 1, repeated + 1, depth + 1);
                _path.RemoveAt(_path.Count - 1);
                break;
            default:
                var (type, length, converted, scale, precision) = s_types[random.Next(s_types.Length)];
                _schema.Add(((int)type, Odd(length), repetition, name, 0, Odd(converted), Odd(scale), Odd(precision)));
                _leaves.Add((type, length, defined, repeated, _path.ToList()));
                break;
        }
        _path.RemoveAt(_path.Count - 1);
    }

    private (long Rows, List<ColumnChunk> Chunks) MakeGroup()
    {
        var rows = random.Next(3) == 0 ? random.Next(200) : random.Next(9);
        var told = OddLong(rows);
        return (told, _leaves.Select(leaf => MakeChunk(leaf.Type, leaf.Length, leaf.Defined, leaf.Repeated, rows, told)).ToList());
    }

    private ColumnChunk MakeChunk(PhysicalType type, int length, int defined, int repeated, int rows, long told)
    {
        var repetitions = Repetitions(repeated, rows);
        var values = repetitions.Length;
        var codec = random.Next(4) switch { 0 => CompressionCodec.Snappy, 1 when random.Next(3) == 0 => (CompressionCodec)random.Next(8), _ => CompressionCodec.None };
        var chunk = new ColumnChunk { Type = type, Codec = codec, Values = OddLong(repeated == 0 ? told : values) };
        var start = _file.Count;
        var dictionary = random.Next(3) == 0 ? 1 + random.Next(8) : 0;
        if (dictionary > 0)
        {
            chunk.DictionaryOffset = OddLong(_file.Count);
            var body = new ByteBuffer();
            WriteValues(body, PageEncoding.Plain, type, length, dictionary);
            WritePage(PageKind.Dictionary, codec, dictionary, PageEncoding.Plain, body, 0, 0);
        }
        chunk.DataOffset = OddLong(_file.Count);
        for (var left = values; left > 0;)
        {
            var count = random.Next(3) == 0 ? 1 + random.Next(left) : left;
            MakePage(codec, type, length, defined, repeated, repetitions.AsSpan(values - left, count).ToArray(), dictionary);
            left -= count;
        }
        (chunk.CompressedSize, chunk.UncompressedSize) = (OddLong(_file.Count - start), OddLong(_file.Count - start));
        return chunk;
    }

    /// <summary>As many lists as there are rows.</summary>
    private byte[] Repetitions(int maximum, int rows)
    {
        var levels = new List<byte>();
        for (var row = 0; row < rows; row++)
        {
            levels.Add(0);
            for (var more = maximum == 0 ? 0 : random.Next(4); more > 0; more--)
                levels.Add((byte)(1 + random.Next(maximum)));
        }
        return [.. levels];
    }

    private byte[] Definitions(int maximum, int count) =>
        Enumerable.Range(0, count).Select(_ => (byte)(random.Next(4) == 0 ? random.Next(maximum + 1) : maximum)).ToArray();

    private void MakePage(CompressionCodec codec, PhysicalType type, int length, int defined, int repeated, byte[] repetitions, int dictionary)
    {
        var body = new ByteBuffer();
        var isVersion2 = random.Next(3) == 0;
        var (count, levels) = (repetitions.Length, Definitions(defined, repetitions.Length));
        var present = levels.Count(level => level == defined);
        var repetitionBytes = WriteLevels(body, repeated, repetitions, isVersion2);
        var definitionBytes = WriteLevels(body, defined, levels, isVersion2);
        var encoding = dictionary > 0 ? PageEncoding.RleDictionary : random.Next(3) == 0 ? EncodingOf(type) : PageEncoding.Plain;
        if (encoding is PageEncoding.RleDictionary or PageEncoding.PlainDictionary)
        {
            var bits = RunLengthEncoding.BitsFor(Math.Max(0, dictionary - 1));
            body.Add((byte)Odd(bits));
            RunLengthEncoding.Write(Enumerable.Range(0, present).Select(_ => random.Next(Math.Max(1, dictionary))).ToArray(), bits, body);
        }
        else
        {
            WriteValues(body, encoding, type, length, present);
        }
        WritePage(isVersion2 ? PageKind.DataV2 : PageKind.Data, codec, count, encoding, body, repetitionBytes, definitionBytes);
    }

    private PageEncoding EncodingOf(PhysicalType type) => random.Next(OddOnceIn) == 0 ? (PageEncoding)random.Next(10) : type switch
    {
        PhysicalType.Boolean => PageEncoding.Rle,
        PhysicalType.Int32 or PhysicalType.Int64 => random.Next(2) == 0 ? PageEncoding.DeltaBinaryPacked : PageEncoding.ByteStreamSplit,
        PhysicalType.ByteArray => random.Next(2) == 0 ? PageEncoding.DeltaLengthByteArray : PageEncoding.DeltaByteArray,
        PhysicalType.Float or PhysicalType.Double or PhysicalType.FixedLengthByteArray => PageEncoding.ByteStreamSplit,
        _ => PageEncoding.Plain,
    };

    /// <summary>Gives the bytes that they take.</summary>
    private int WriteLevels(ByteBuffer body, int maximum, byte[] levels, bool isVersion2)
    {
        if (maximum == 0)
            return 0;
        if (random.Next(OddOnceIn) == 0)
            levels[random.Next(levels.Length)] = (byte)random.Next(maximum + 2);
        var start = body.Count;
        if (isVersion2)
            RunLengthEncoding.Write(Array.ConvertAll(levels, level => (int)level), RunLengthEncoding.BitsFor(maximum), body);
        else
            RunLengthEncoding.WriteWithLength(levels, maximum, body);
        return body.Count - start;
    }

    private void WriteValues(ByteBuffer body, PageEncoding encoding, PhysicalType type, int length, int count)
    {
        switch (encoding)
        {
            case PageEncoding.DeltaBinaryPacked:
                WriteDeltas(body, count);
                break;
            case PageEncoding.DeltaLengthByteArray:
                WriteDeltas(body, count);
                WriteRandom(body, count * 4);
                break;
            case PageEncoding.DeltaByteArray:
                WriteDeltas(body, count);
                WriteDeltas(body, count);
                WriteRandom(body, count * 4);
                break;
            case PageEncoding.Rle:
                body.AddInt32(Odd(2));
                body.AddVarint((ulong)Math.Max(1, count) << 1);
                body.Add(1);
                break;
            default:
                for (var i = 0; i < count && type is PhysicalType.ByteArray; i++)
                {
                    var size = random.Next(12);
                    body.AddInt32(Odd(size));
                    for (; size > 0; size--)
                        body.Add((byte)(random.Next(OddOnceIn) == 0 ? random.Next(256) : random.Next('a', 'z')));
                }
                if (type is not PhysicalType.ByteArray)
                    WriteRandom(body, type is PhysicalType.Boolean ? (count + 7) / 8 : count * (type switch { PhysicalType.Int32 or PhysicalType.Float => 4, PhysicalType.Int96 => 12, PhysicalType.FixedLengthByteArray => length, _ => 8 }));
                break;
        }
    }

    /// <summary>One block whose numbers are small, so that they may be lengths.</summary>
    private void WriteDeltas(ByteBuffer body, int count)
    {
        var (block, miniblocks, bits) = (128, 4, random.Next(5) == 0 ? random.Next(66) : random.Next(3));
        body.AddVarint((ulong)OddLong(block));
        body.AddVarint((ulong)OddLong(miniblocks));
        body.AddVarint((ulong)OddLong(count));
        body.AddVarint((ulong)OddLong(random.Next(6)));
        for (var left = count - 1; left > 0; left -= block)
        {
            body.AddVarint((ulong)OddLong(0));
            for (var i = 0; i < miniblocks; i++)
                body.Add((byte)bits);
            WriteRandom(body, block * bits / 8);
        }
    }

    private void WriteRandom(ByteBuffer body, int count)
    {
        random.NextBytes(body.Reserve(count)[..count]);
        body.Advance(count);
    }

    private void WritePage(PageKind kind, CompressionCodec codec, int values, PageEncoding encoding, ByteBuffer body, int repetitions, int definitions)
    {
        var stored = body;
        if (codec is CompressionCodec.Snappy && kind is not PageKind.DataV2)
        {
            stored = new ByteBuffer();
            PageCompression.Snap(body.Span, stored);
        }
        var thrift = new ThriftWriter(_file);
        thrift.Begin();
        thrift.Int32(1, Odd((int)kind));
        thrift.Int32(2, Odd(body.Count));
        thrift.Int32(3, Odd(stored.Count));
        thrift.Begin(kind switch { PageKind.Dictionary => 7, PageKind.DataV2 => 8, _ => 5 });
        thrift.Int32(1, Odd(values));
        if (kind is PageKind.DataV2)
        {
            thrift.Int32(2, 0);
            thrift.Int32(3, Odd(values));
            thrift.Int32(4, Odd((int)encoding));
            thrift.Int32(5, Odd(definitions));
            thrift.Int32(6, Odd(repetitions));
            thrift.Bool(7, codec is not CompressionCodec.None && random.Next(4) == 0);
        }
        else
        {
            thrift.Int32(2, Odd((int)encoding));
            thrift.Int32(3, Odd((int)PageEncoding.Rle));
            thrift.Int32(4, Odd((int)PageEncoding.Rle));
        }
        thrift.End();
        thrift.End();
        _file.Add(stored.Span);
    }

    private void WriteFooter(List<(long Rows, List<ColumnChunk> Chunks)> groups)
    {
        var thrift = new ThriftWriter(_file);
        thrift.Begin();
        thrift.Int32(1, 2);
        thrift.List(2, ThriftType.Struct, _schema.Count);
        foreach (var (type, length, repetition, name, children, converted, scale, precision) in _schema)
        {
            thrift.Begin();
            if (type >= 0)
                thrift.Int32(1, Odd(type));
            if (length != 0)
                thrift.Int32(2, length);
            if (repetition >= 0)
                thrift.Int32(3, Odd(repetition));
            thrift.Text(4, name);
            if (children > 0)
                thrift.Int32(5, Odd(children));
            if (converted >= 0)
                thrift.Int32(6, converted);
            if (precision != 0)
            {
                thrift.Int32(7, scale);
                thrift.Int32(8, precision);
            }
            thrift.End();
        }
        thrift.Int64(3, OddLong(groups.Sum(group => Math.Clamp(group.Rows, -1000, 1000))));
        thrift.List(4, ThriftType.Struct, groups.Count);
        foreach (var (rows, chunks) in groups)
        {
            thrift.Begin();
            thrift.List(1, ThriftType.Struct, chunks.Count);
            for (var i = 0; i < chunks.Count; i++)
                WriteChunk(thrift, chunks[i], _leaves[i].Path);
            thrift.Int64(2, 0);
            thrift.Int64(3, rows);
            thrift.End();
        }
        thrift.End();
    }

    private void WriteChunk(ThriftWriter thrift, ColumnChunk chunk, IReadOnlyList<string> path)
    {
        thrift.Begin();
        thrift.Int64(2, 0);
        thrift.Begin(3);
        thrift.Int32(1, (int)chunk.Type);
        thrift.List(3, ThriftType.Binary, path.Count);
        foreach (var name in path)
            thrift.Text(name);
        thrift.Int32(4, Odd((int)chunk.Codec));
        thrift.Int64(5, chunk.Values);
        thrift.Int64(6, chunk.UncompressedSize);
        thrift.Int64(7, chunk.CompressedSize);
        thrift.Int64(9, chunk.DataOffset);
        if (chunk.HasDictionary)
            thrift.Int64(11, chunk.DictionaryOffset);
        thrift.End();
        thrift.End();
    }

    /// <summary>The number itself, and seldom one that lies.</summary>
    private int Odd(int number) => unchecked((int)OddLong(number));

    private long OddLong(long number) => random.Next(OddOnceIn * 6) > 0 ? number : random.Next(2) == 0 ? s_extremes[random.Next(s_extremes.Length)] : number + random.Next(-2, 3);
}
