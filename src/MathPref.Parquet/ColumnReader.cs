namespace MathPref.Parquet;

/// <summary>
/// Goes through the entries of one column of a row group, page by page. Source: apache/parquet-format, README.md, Data Pages, and
/// parquet.thrift, DataPageHeader and DataPageHeaderV2.
/// </summary>
internal sealed class ColumnReader
{
    /// <summary>More would have to be held at once, and no writer makes such pages.</summary>
    private const int MaximumPageValues = 1 << 25;

    private readonly ParquetSource _source;
    private readonly ColumnChunk _chunk;
    private readonly LeafNode _leaf;
    private readonly long _end;
    private long _offset;
    private long _left;
    private object[]? _dictionary;
    private int[] _repetitions = [];
    private int[] _definitions = [];
    private object[] _values = [];
    private int _count;
    private int _at;
    private int _valueAt;

    public ColumnReader(ParquetSource source, ColumnChunk chunk, LeafNode leaf)
    {
        (_source, _chunk, _leaf, _left) = (source, chunk, leaf, chunk.Values);
        _offset = chunk.DictionaryOffset > 0 ? Math.Min(chunk.DictionaryOffset, chunk.DataOffset) : chunk.DataOffset;
        _end = _offset + chunk.CompressedSize;
        if (chunk.IsEncrypted || chunk.IsElsewhere)
            throw new ParquetException(chunk.IsEncrypted ? "it is encrypted" : "its columns lie in other files");
        if (chunk.Type != leaf.Element.Type || chunk.Values < 0)
            throw new ParquetException("the schema and the row group do not fit each other");
    }

    /// <summary>Whether there is an entry; false at the end of the column.</summary>
    public bool IsReady
    {
        get
        {
            while (_at == _count && _left > 0)
                ReadNextPage();
            return _at < _count;
        }
    }

    public int Repetition => _leaf.RepetitionLevel == 0 ? 0 : _repetitions[_at];

    public int Definition => _leaf.Defined == 0 ? 0 : _definitions[_at];

    /// <summary>The value of an entry that has one: its definition level is the column's highest.</summary>
    public object Value => _values[_valueAt];

    public void Next()
    {
        if (Definition == _leaf.Defined)
            _valueAt++;
        _at++;
    }

    private void ReadNextPage()
    {
        try
        {
            ReadPage();
        }
        catch (Exception broken) when (ParquetException.IsOfTheFile(broken))
        {
            throw ParquetException.Of(broken);
        }
    }

    private void ReadPage()
    {
        if (_offset >= _end)
            throw new ParquetException("a column ends too early");
        var page = _source.ReadPageHeader(ref _offset);
        var bytes = _source.Read(_offset, page.CompressedSize);
        _offset += bytes.Length;
        if (page.Crc is { } crc && crc != PageCompression.Crc(bytes))
            throw new ParquetException("a page is damaged: its checksum differs");
        switch (page.Kind)
        {
            case PageKind.Dictionary:
                if (_dictionary is not null || page.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
                    throw new ParquetException("its dictionary is broken");
                var entries = PageCompression.Expand(_chunk.Codec, bytes, 0, page.UncompressedSize);
                _dictionary = PageValues.Read(_leaf.Element, PageEncoding.Plain, entries, page.Values);
                break;
            case PageKind.Data:
                Begin(page);
                ReadVersion1(page, PageCompression.Expand(_chunk.Codec, bytes, 0, page.UncompressedSize));
                break;
            case PageKind.DataV2:
                Begin(page);
                ReadVersion2(page, bytes);
                break;
            case PageKind.Index:
                break;
            default:
                throw new ParquetException("the head of a page is broken");
        }
    }

    private void Begin(PageHeader page)
    {
        if (page.Values > _left)
            throw new ParquetException("a page holds more values than its column");
        if (page.Values > MaximumPageValues)
            throw new ParquetException($"a page holds {page.Values} values, more than can be read at once");
        _left -= page.Values;
        (_count, _at, _valueAt) = (page.Values, 0, 0);
    }

    private void ReadVersion1(PageHeader page, byte[] bytes)
    {
        var rest = bytes.AsSpan();
        _repetitions = ReadLevels(ref rest, _leaf.RepetitionLevel, page.RepetitionEncoding);
        _definitions = ReadLevels(ref rest, _leaf.Defined, page.DefinitionEncoding);
        ReadValues(page.Encoding, rest);
    }

    private int[] ReadLevels(ref Span<byte> rest, int maximum, PageEncoding encoding)
    {
        if (maximum == 0)
            return [];
        if (encoding is not PageEncoding.Rle)
            throw new ParquetException($"levels in the encoding {encoding} cannot be read");
        if (rest.Length < 4 || BitConverter.ToInt32(rest) is var length && (length < 0 || length > rest.Length - 4))
            throw new ParquetException("the levels of a page are broken");
        var levels = Levels(rest.Slice(4, length), maximum);
        rest = rest[(4 + length)..];
        return levels;
    }

    private int[] Levels(ReadOnlySpan<byte> bytes, int maximum)
    {
        var levels = new int[_count];
        RunLengthEncoding.Read(bytes, RunLengthEncoding.BitsFor(maximum), maximum, levels);
        return levels;
    }

    /// <summary>The levels stand before the values and are never compressed.</summary>
    private void ReadVersion2(PageHeader page, byte[] bytes)
    {
        var (repetitions, definitions) = (page.RepetitionLength, page.DefinitionLength);
        if (repetitions < 0 || definitions < 0 || (long)repetitions + definitions > Math.Min(bytes.Length, page.UncompressedSize))
            throw new ParquetException("the levels of a page are broken");
        _repetitions = _leaf.RepetitionLevel == 0 ? [] : Levels(bytes.AsSpan(0, repetitions), _leaf.RepetitionLevel);
        _definitions = _leaf.Defined == 0 ? [] : Levels(bytes.AsSpan(repetitions, definitions), _leaf.Defined);
        var start = repetitions + definitions;
        var isCompressed = page.IsCompressed && start < bytes.Length;
        ReadValues(page.Encoding, isCompressed ? PageCompression.Expand(_chunk.Codec, bytes, start, page.UncompressedSize - start) : bytes.AsSpan(start));
    }

    private void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> bytes)
    {
        var count = _leaf.Defined == 0 ? _count : _definitions.AsSpan().Count(_leaf.Defined);
        if (encoding is not (PageEncoding.PlainDictionary or PageEncoding.RleDictionary))
        {
            // A page of nulls alone may say any encoding.
            _values = count == 0 ? [] : PageValues.Read(_leaf.Element, encoding, bytes, count);
            return;
        }
        _values = new object[count];
        if (count == 0)
            return;
        if (_dictionary is not { Length: > 0 } dictionary || bytes.Length == 0 || bytes[0] > 32)
            throw new ParquetException("its dictionary is broken");
        var indices = new int[count];
        // With no bits at all there is nothing to read: every index is 0.
        if (bytes[0] > 0)
            RunLengthEncoding.Read(bytes[1..], bytes[0], dictionary.Length - 1, indices);
        for (var i = 0; i < count; i++)
            _values[i] = dictionary[indices[i]];
    }
}
