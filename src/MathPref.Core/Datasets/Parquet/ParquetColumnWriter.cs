using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>The entries of one column of the row group that is being filled.</summary>
internal sealed class ParquetColumnWriter(LeafNode leaf)
{
    /// <summary>A page's size is a 32-bit number, and the page is compressed in memory.</summary>
    private const int MaximumBytes = 1 << 30;

    /// <summary>Larger dictionaries would have to be read whole for a few rows.</summary>
    private const int MaximumDictionaryBytes = 1 << 20;

    private readonly ByteBuffer _repetitions = new();
    private readonly ByteBuffer _definitions = new();

    /// <summary>Numbers as they are stored, Booleans a byte each, texts one after the other.</summary>
    private readonly ByteBuffer _values = new();

    /// <summary>Where each text ends.</summary>
    private readonly List<int> _ends = [];

    private (int Definitions, int Repetitions, int Values, int Ends) _mark;

    public LeafNode Leaf { get; } = leaf;

    public bool IsText => Leaf.Element.Type is PhysicalType.ByteArray;

    /// <summary>Memory that the entries take.</summary>
    public long Size => (long)_values.Count + _definitions.Count + _repetitions.Count + 4L * _ends.Count;

    public void Mark() => _mark = (_definitions.Count, _repetitions.Count, _values.Count, _ends.Count);

    /// <summary>Forgets what was added since the mark.</summary>
    public void Return()
    {
        _definitions.Truncate(_mark.Definitions);
        _repetitions.Truncate(_mark.Repetitions);
        _values.Truncate(_mark.Values);
        _ends.RemoveRange(_mark.Ends, _ends.Count - _mark.Ends);
    }

    public void AddNull(int repetition, int definition)
    {
        if (Leaf.RepetitionLevel > 0)
            _repetitions.Add((byte)repetition);
        _definitions.Add((byte)definition);
    }

    public void Add(int repetition, bool value)
    {
        AddNull(repetition, Leaf.Defined);
        _values.Add(value ? (byte)1 : (byte)0);
    }

    public void Add(int repetition, long value)
    {
        AddNull(repetition, Leaf.Defined);
        _values.AddInt64(value);
    }

    public void Add(int repetition, double value) => Add(repetition, BitConverter.DoubleToInt64Bits(value));

    /// <summary>False for a text that does not fit into a page any more.</summary>
    public bool Add(int repetition, string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        if (count > MaximumBytes - _values.Count)
            return false;
        AddNull(repetition, Leaf.Defined);
        _values.Advance(Encoding.UTF8.GetBytes(value, _values.Reserve(count)));
        _ends.Add(_values.Count);
        return true;
    }

    /// <summary>Writes the pages and forgets the entries.</summary>
    public ColumnChunk Flush(ParquetPageWriter pages)
    {
        var chunk = new ColumnChunk { Type = Leaf.Element.Type!.Value, Codec = CompressionCodec.Snappy, Values = _definitions.Count };
        var dictionary = IsText ? TextDictionary.TryMake(_values.Span, _ends) : null;
        if (dictionary is not null)
        {
            chunk.DictionaryOffset = pages.Position;
            foreach (var entry in dictionary.Entries)
                AddText(pages.Body, entry);
            pages.Write(chunk, new PageHeader { Kind = PageKind.Dictionary, Values = dictionary.Entries.Count, Encoding = PageEncoding.Plain });
        }
        chunk.DataOffset = pages.Position;
        if (Leaf.RepetitionLevel > 0)
            ParquetLevels.WriteWithLength(_repetitions.Span, Leaf.RepetitionLevel, pages.Body);
        ParquetLevels.WriteWithLength(_definitions.Span, Leaf.Defined, pages.Body);
        if (dictionary is not null)
        {
            pages.Body.Add((byte)dictionary.Bits);
            ParquetLevels.Write(dictionary.Indices, dictionary.Bits, pages.Body);
        }
        else
        {
            AddPlain(pages.Body);
        }
        pages.Write(chunk, new PageHeader { Kind = PageKind.Data, Values = _definitions.Count, Encoding = dictionary is null ? PageEncoding.Plain : PageEncoding.RleDictionary });
        chunk.Statistics = Statistics();
        _definitions.Truncate(0);
        _repetitions.Truncate(0);
        _values.Truncate(0);
        _ends.Clear();
        return chunk;
    }

    private void AddText(ByteBuffer output, (int Start, int End) text)
    {
        output.AddInt32(text.End - text.Start);
        output.Add(_values.Span[text.Start..text.End]);
    }

    private void AddPlain(ByteBuffer output)
    {
        switch (Leaf.Element.Type)
        {
            case PhysicalType.ByteArray:
                for (var i = 0; i < _ends.Count; i++)
                    AddText(output, (i == 0 ? 0 : _ends[i - 1], _ends[i]));
                break;
            case PhysicalType.Boolean:
                var bits = _values.Span;
                for (var i = 0; i < bits.Length; i += 8)
                {
                    var packed = 0;
                    for (var bit = 0; bit < Math.Min(8, bits.Length - i); bit++)
                        packed |= bits[i + bit] << bit;
                    output.Add((byte)packed);
                }
                break;
            default:
                output.Add(_values.Span);
                break;
        }
    }

    /// <summary>
    /// Of texts only the nulls are counted: their least and greatest would put whole answers into the footer, and cut ones are read
    /// differently by different readers.
    /// </summary>
    private ColumnStatistics Statistics()
    {
        var nulls = (long)_definitions.Count - _definitions.Span.Count((byte)Leaf.Defined);
        if (IsText || _values.Count == 0)
            return new ColumnStatistics(nulls, null, null);
        if (Leaf.Element.Type is PhysicalType.Boolean)
            return new ColumnStatistics(nulls, [_values.Span.Contains((byte)0) ? (byte)0 : (byte)1], [_values.Span.Contains((byte)1) ? (byte)1 : (byte)0]);
        var (minimum, maximum) = Leaf.Element.Type is PhysicalType.Double ? DoubleRange() : WholeRange();
        return new ColumnStatistics(nulls, minimum, maximum);
    }

    private (byte[], byte[]) WholeRange()
    {
        var (minimum, maximum) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < _values.Count; i += 8)
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(_values.Span[i..]);
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }
        return (BitConverter.GetBytes(minimum), BitConverter.GetBytes(maximum));
    }

    /// <summary>As the format wants it: none where there is a NaN, and a zero may be of either sign.</summary>
    private (byte[]?, byte[]?) DoubleRange()
    {
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < _values.Count; i += 8)
        {
            var value = BinaryPrimitives.ReadDoubleLittleEndian(_values.Span[i..]);
            if (double.IsNaN(value))
                return (null, null);
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }
        return (BitConverter.GetBytes(minimum == 0 ? -0.0 : minimum), BitConverter.GetBytes(maximum == 0 ? 0.0 : maximum));
    }

    /// <summary>Each text once, and for each value which it is. The order is that in which they first appear.</summary>
    private sealed class TextDictionary
    {
        public required IReadOnlyList<(int Start, int End)> Entries { get; init; }

        public required int[] Indices { get; init; }

        public int Bits => Math.Max(1, ParquetLevels.BitsFor(Entries.Count - 1));

        /// <summary>Null where it would not make the column smaller.</summary>
        public static TextDictionary? TryMake(ReadOnlySpan<byte> texts, List<int> ends)
        {
            if (ends.Count < 2)
                return null;
            var entries = new List<(int Start, int End)>();
            var indices = new int[ends.Count];
            var slots = new int[BitOperations.RoundUpToPowerOf2((uint)ends.Count * 2)];
            var bytes = 0L;
            for (var i = 0; i < ends.Count; i++)
            {
                var (start, end) = (i == 0 ? 0 : ends[i - 1], ends[i]);
                var text = texts[start..end];
                var slot = Hash(text) & (uint)slots.Length - 1;
                while (slots[slot] != 0 && !texts[entries[slots[slot] - 1].Start..entries[slots[slot] - 1].End].SequenceEqual(text))
                    slot = slot + 1 & (uint)slots.Length - 1;
                if (slots[slot] == 0)
                {
                    bytes += text.Length + 4;
                    if (bytes > MaximumDictionaryBytes || entries.Count > ends.Count / 2)
                        return null;
                    entries.Add((start, end));
                    slots[slot] = entries.Count;
                }
                indices[i] = slots[slot] - 1;
            }
            var dictionary = new TextDictionary { Entries = entries, Indices = indices };
            return bytes + (long)ends.Count * dictionary.Bits / 8 < texts.Length + 4L * ends.Count ? dictionary : null;
        }

        private static uint Hash(ReadOnlySpan<byte> text)
        {
            var hash = (ulong)text.Length;
            for (; text.Length >= 8; text = text[8..])
                hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15, 29);
            foreach (var b in text)
                hash = (hash ^ b) * 0x9E3779B97F4A7C15;
            return (uint)(hash >> 32);
        }
    }
}

/// <summary>Compresses pages and writes them with their heads.</summary>
internal sealed class ParquetPageWriter(Stream stream)
{
    private readonly ByteBuffer _compressed = new();
    private readonly ByteBuffer _head = new();

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>The page that is being made.</summary>
    public ByteBuffer Body { get; } = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }

    public void Write(ColumnChunk chunk, PageHeader header)
    {
        ParquetCompression.Snap(Body.Span, _compressed);
        header.UncompressedSize = Body.Count;
        header.CompressedSize = _compressed.Count;
        header.Crc = ParquetCompression.Crc(_compressed.Span);
        header.Write(_head);
        chunk.UncompressedSize += _head.Count + Body.Count;
        chunk.CompressedSize += _head.Count + _compressed.Count;
        Write(_head.Span);
        Write(_compressed.Span);
        Body.Truncate(0);
        _compressed.Truncate(0);
        _head.Truncate(0);
    }
}
