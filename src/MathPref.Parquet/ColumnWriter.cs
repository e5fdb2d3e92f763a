using System.Buffers.Binary;
using System.Text;

namespace MathPref.Parquet;

/// <summary>The entries of one column of the row group that is being filled.</summary>
internal sealed class ColumnWriter(LeafNode leaf)
{
    /// <summary>A page's size is a 32-bit number, and the page is compressed in memory.</summary>
    private const int MaximumBytes = 1 << 30;

    private const int DecimalBytes = ParquetSchemaBuilder.DecimalBytes;

    private readonly ByteBuffer _repetitions = new();
    private readonly ByteBuffer _definitions = new();

    /// <summary>Numbers as they are stored, a decimal in 16 bytes from the highest on, Booleans a byte each, texts one after the other.</summary>
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

    public void Add(int repetition, Int128 value)
    {
        AddNull(repetition, Leaf.Defined);
        BinaryPrimitives.WriteInt128BigEndian(_values.Reserve(DecimalBytes), value);
        _values.Advance(DecimalBytes);
    }

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

    /// <summary>Makes the pages and forgets the entries. Their places are those in a file whose first row group this is.</summary>
    public ColumnChunk Flush(PageWriter pages)
    {
        var chunk = new ColumnChunk { Type = Leaf.Element.Type!.Value, Codec = CompressionCodec.Snappy, Values = _definitions.Count };
        var dictionary = IsText ? TextDictionary.TryMake(_values.Span, _ends) : null;
        if (dictionary is not null)
        {
            chunk.DictionaryOffset = RowGroup.First + pages.Pages.Count;
            foreach (var entry in dictionary.Entries)
                AddText(pages.Body, entry);
            pages.Write(chunk, new PageHeader { Kind = PageKind.Dictionary, Values = dictionary.Entries.Count, Encoding = PageEncoding.Plain });
        }
        chunk.DataOffset = RowGroup.First + pages.Pages.Count;
        if (Leaf.RepetitionLevel > 0)
            RunLengthEncoding.WriteWithLength(_repetitions.Span, Leaf.RepetitionLevel, pages.Body);
        RunLengthEncoding.WriteWithLength(_definitions.Span, Leaf.Defined, pages.Body);
        if (dictionary is not null)
        {
            pages.Body.Add((byte)dictionary.Bits);
            RunLengthEncoding.Write(dictionary.Indices, dictionary.Bits, pages.Body);
        }
        else
        {
            AddPlain(pages.Body);
        }
        var encoding = dictionary is null ? PageEncoding.Plain : PageEncoding.RleDictionary;
        pages.Write(chunk, new PageHeader { Kind = PageKind.Data, Values = _definitions.Count, Encoding = encoding });
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
            return new ColumnStatistics(nulls, [(byte)(_values.Span.Contains((byte)0) ? 0 : 1)], [(byte)(_values.Span.Contains((byte)1) ? 1 : 0)]);
        var (minimum, maximum) = Leaf.Element.Type switch
        {
            PhysicalType.Double => DoubleRange(),
            PhysicalType.FixedLengthByteArray => DecimalRange(),
            _ => WholeRange(),
        };
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

    private (byte[], byte[]) DecimalRange()
    {
        var (minimum, maximum) = (Int128.MaxValue, Int128.MinValue);
        for (var i = 0; i < _values.Count; i += DecimalBytes)
        {
            var value = BinaryPrimitives.ReadInt128BigEndian(_values.Span[i..]);
            (minimum, maximum) = (Int128.Min(minimum, value), Int128.Max(maximum, value));
        }
        return (InBytes(minimum), InBytes(maximum));

        static byte[] InBytes(Int128 value)
        {
            var bytes = new byte[DecimalBytes];
            BinaryPrimitives.WriteInt128BigEndian(bytes, value);
            return bytes;
        }
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
}
