using CsCheck;
using K4os.Compression.LZ4;
using MathPref.Parquet;

namespace MathPref.Core.Tests.Parquet;

/// <summary>Corners of the format that no fixture has.</summary>
public sealed class ParquetFormatTests
{
    private static SchemaElement Group(string name, Repetition repetition, int children, LogicalType type = LogicalType.None) => new() { Name = name, Repetition = repetition, Children = children, LogicalType = type };

    private static SchemaElement Text(string name, Repetition repetition) => new() { Name = name, Repetition = repetition, Type = PhysicalType.ByteArray, LogicalType = LogicalType.String };

    private static ParquetSchema Schema(params SchemaElement[] column) => ParquetSchema.Of([new() { Name = "root", Children = 1 }, .. column]);

    /// <summary>The forms of lists that older writers used: apache/parquet-format, LogicalTypes.md, backward compatibility.</summary>
    [Fact]
    public void Lists_of_every_older_form_are_understood()
    {
        static string Form(params SchemaElement[] column)
        {
            var schema = Schema(column);
            return $"{schema.Root.Fields[0]} {string.Join(' ', schema.Leaves.Select(leaf => $"{string.Join('.', leaf.Path)}:{leaf.RepetitionLevel}/{leaf.Defined}"))}";
        }

        Assert.Equal("list<string> a.list.element:1/3", Form(Group("a", Repetition.Optional, 1, LogicalType.List), Group("list", Repetition.Repeated, 1), Text("element", Repetition.Optional)));
        Assert.Equal("list<string> a.bag.item:1/1", Form(Group("a", Repetition.Required, 1, LogicalType.List), Group("bag", Repetition.Repeated, 1), Text("item", Repetition.Required)));
        Assert.Equal("list<string> a.element:1/2", Form(Group("a", Repetition.Optional, 1, LogicalType.List), Text("element", Repetition.Repeated)));
        Assert.Equal("list<struct<x: string>> a.array.x:1/3", Form(Group("a", Repetition.Optional, 1, LogicalType.List), Group("array", Repetition.Repeated, 1), Text("x", Repetition.Optional)));
        Assert.Equal("list<struct<x: string>> a.a_tuple.x:1/3", Form(Group("a", Repetition.Optional, 1, LogicalType.List), Group("a_tuple", Repetition.Repeated, 1), Text("x", Repetition.Optional)));
        Assert.Equal("list<struct<x: string, y: string>> a.element.x:1/2 a.element.y:1/3", Form(Group("a", Repetition.Optional, 1, LogicalType.List), Group("element", Repetition.Repeated, 2), Text("x", Repetition.Required), Text("y", Repetition.Optional)));
        Assert.Equal("list<string> a:1/1", Form(Text("a", Repetition.Repeated)));
        Assert.Equal("list<struct<x: string>> a.x:1/2", Form(Group("a", Repetition.Repeated, 1), Text("x", Repetition.Optional)));
        Assert.Equal("list<struct<key: string, value: string>> a.key_value.key:1/2 a.key_value.value:1/3", Form(Group("a", Repetition.Optional, 1, LogicalType.Map), Group("key_value", Repetition.Repeated, 2), Text("key", Repetition.Required), Text("value", Repetition.Optional)));
    }

    [Fact]
    public void A_schema_that_is_none_is_refused()
    {
        Assert.Throws<ParquetException>(() => ParquetSchema.Of([]));
        Assert.Throws<ParquetException>(() => ParquetSchema.Of([new() { Name = "root" }]));
        Assert.Throws<ParquetException>(() => Schema(Group("a", Repetition.Optional, 2), Text("x", Repetition.Optional)));
        Assert.Throws<ParquetException>(() => Schema(Text("a", Repetition.Optional), Text("b", Repetition.Optional)));
        Assert.Throws<ParquetException>(() => Schema(Group("a", Repetition.Optional, 1, LogicalType.List), Text("x", Repetition.Optional)));
        Assert.Throws<ParquetException>(() => Schema([.. Enumerable.Repeat(Group("a", Repetition.Optional, 1), 1000), Text("x", Repetition.Optional)]));
    }

    [Fact]
    public void Property_packed_numbers_come_back() =>
        Gen.Int[1, 31].SelectMany(bits => Gen.Select(Gen.Const(bits), Gen.OneOf(Gen.Int[0, (int)((1L << bits) - 1)].Array[1, 60], Gen.Select(Gen.Int[0, 1], Gen.Int[1, 20], (value, times) => Enumerable.Repeat(value, times).ToArray()).Array[1, 9].Select(runs => runs.SelectMany(run => run).ToArray()))))
            .Sample((bits, values) =>
            {
                ByteBuffer bytes = new();
                RunLengthEncoding.Write(values, bits, bytes);
                var back = new int[values.Length];
                RunLengthEncoding.Read(bytes.Span, bits, values.Max(), back);
                Assert.Equal(values, back);
            }, iter: 500, threads: 1);

    [Fact]
    public void Timestamps_of_96_bits_are_read()
    {
        static string Stamp(long nanoseconds, int julianDay) => (string)PageValues.Read(new SchemaElement { Type = PhysicalType.Int96 }, PageEncoding.Plain, (byte[])[.. BitConverter.GetBytes(nanoseconds), .. BitConverter.GetBytes(julianDay)], 1)[0];

        Assert.Equal("1970-01-01T00:00:00", Stamp(0, 2_440_588));
        Assert.Equal("2000-02-29T23:59:59.000000001", Stamp(86_399_000_000_001, 2_440_588 + 11_016));
        Assert.Equal("1969-12-31T23:59:59.999999999", Stamp(-1, 2_440_588));
    }

    [Fact]
    public void Half_precision_and_split_bytes_are_read()
    {
        Assert.Equal([1.5, -2.0], PageValues.Read(new SchemaElement { Type = PhysicalType.FixedLengthByteArray, TypeLength = 2, LogicalType = LogicalType.Float16 }, PageEncoding.Plain, [0x00, 0x3E, 0x00, 0xC0], 2));
        Assert.Equal([0x01020304L, 0x05060708L], PageValues.Read(new SchemaElement { Type = PhysicalType.Int32 }, PageEncoding.ByteStreamSplit, [4, 8, 3, 7, 2, 6, 1, 5], 2));
    }

    [Fact]
    public void Old_LZ4_is_read_with_and_without_the_sizes_of_Hadoop()
    {
        static byte[] Pack(byte[] bytes)
        {
            var packed = new byte[LZ4Codec.MaximumOutputSize(bytes.Length)];
            return packed[..LZ4Codec.Encode(bytes, packed)];
        }

        static byte[] Framed(byte[] bytes) => [0, 0, 0, (byte)bytes.Length, 0, 0, 0, (byte)Pack(bytes).Length, .. Pack(bytes)];

        var (one, two) = ("a text, a text, a text, a text"u8.ToArray(), "and more, and more, and more"u8.ToArray());
        Assert.Equal(one, PageCompression.Expand(CompressionCodec.Lz4, Pack(one), 0, one.Length));
        Assert.Equal([.. one, .. two], PageCompression.Expand(CompressionCodec.Lz4, [.. Framed(one), .. Framed(two)], 0, one.Length + two.Length));
        Assert.Throws<ParquetException>(() => PageCompression.Expand(CompressionCodec.Lz4, Framed(one), 0, one.Length + 1));
        Assert.Throws<ParquetException>(() => PageCompression.Expand(CompressionCodec.Lzo, one, 0, one.Length));
    }

    [Fact]
    public void The_checksum_is_that_of_zip()
    {
        Assert.Equal(unchecked((int)0xCBF43926), PageCompression.Crc("123456789"u8));
        Assert.Equal(unchecked((int)0x414FA339), PageCompression.Crc("The quick brown fox jumps over the lazy dog"u8));
    }

    [Fact]
    public void Metadata_that_promises_more_than_is_there_ends_the_reading_at_once()
    {
        // A list of 2^31 items, and structs within structs without end.
        Assert.Throws<EndOfStreamException>(() => ParquetFooter.Read([0x29, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]));
        Assert.Throws<ParquetException>(() => ParquetFooter.Read(Enumerable.Repeat((byte)0xFC, 100_000).ToArray()));
    }

    [Fact]
    public void A_number_that_is_larger_than_its_type_is_a_broken_footer() =>
        Assert.Throws<ParquetException>(() => ParquetFooter.Read([0x29, 0x1C, 0x15, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x00]));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(1, -1)]
    [InlineData(1, long.MaxValue)]
    public void A_row_group_of_a_size_that_is_none_is_a_broken_footer(long rows, long bytes)
    {
        ParquetFooter footer = new() { Rows = 1 };
        footer.RowGroups.Add(new RowGroup { Rows = rows, Columns = { new ColumnChunk { UncompressedSize = bytes } } });
        ByteBuffer buffer = new();
        footer.Write(buffer, [["a"]]);
        Assert.Throws<ParquetException>(() => ParquetFooter.Read(buffer.Span));
    }

    [Fact]
    public void A_page_that_says_it_has_more_truths_than_bits_allocates_nothing() =>
        Assert.Throws<ParquetException>(() => PageValues.Read(new SchemaElement { Type = PhysicalType.Boolean }, PageEncoding.Plain, [1], int.MaxValue));

    [Theory]
    [InlineData(nameof(CompressionCodec.Zstd))]
    [InlineData(nameof(CompressionCodec.Brotli))]
    public void A_page_that_says_it_is_far_longer_than_it_is_allocates_what_there_is(string name)
    {
        var codec = Enum.Parse<CompressionCodec>(name);
        byte[] Pack(byte[] bytes)
        {
            if (codec is CompressionCodec.Zstd)
            {
                using ZstdSharp.Compressor zstd = new();
                return zstd.Wrap(bytes).ToArray();
            }
            using MemoryStream packed = new();
            using (System.IO.Compression.BrotliStream brotli = new(packed, System.IO.Compression.CompressionMode.Compress))
                brotli.Write(bytes);
            return packed.ToArray();
        }

        var zeros = Pack(new byte[10_000_000]);
        Assert.True(zeros.Length < 9000);
        Assert.Equal(new byte[10_000_000], PageCompression.Expand(codec, zeros, 0, 10_000_000));
        Assert.Throws<ParquetException>(() => PageCompression.Expand(codec, zeros, 0, 9_999_999));
        var few = Pack([1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ParquetException>(() => PageCompression.Expand(codec, few, 0, int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }
}
