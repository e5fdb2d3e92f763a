namespace MathPref.Parquet;

/// <summary>What stands before a page. Source: apache/parquet-format, parquet.thrift, PageHeader.</summary>
internal sealed class PageHeader
{
    /// <summary>The kind of page that the header describes: it has a struct of fields for each.</summary>
    private PageKind? _described;

    public PageKind Kind { get; set; }

    public int UncompressedSize { get; set; } = -1;

    public int CompressedSize { get; set; } = -1;

    public int? Crc { get; set; }

    public int Values { get; set; } = -1;

    public PageEncoding Encoding { get; set; }

    public PageEncoding DefinitionEncoding { get; set; } = PageEncoding.Rle;

    public PageEncoding RepetitionEncoding { get; set; } = PageEncoding.Rle;

    /// <summary>Bytes of the definition levels; only a data page of version 2 says them here.</summary>
    public int DefinitionLength { get; set; }

    /// <summary>Bytes of the repetition levels; only a data page of version 2 says them here.</summary>
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
        var isDescribed = page.Kind is PageKind.Index || page.Values >= 0 && page.Kind == page._described;
        if (page.UncompressedSize < 0 || page.CompressedSize < 0 || !isDescribed)
            throw new ParquetException("the head of a page is broken");
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
