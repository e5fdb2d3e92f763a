using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using K4os.Compression.LZ4;
using Snappier;

namespace MathPref.Parquet;

/// <summary>The bytes of pages, compressed and not, and their checksum. Source: apache/parquet-format, Compression.md.</summary>
internal static class PageCompression
{
    public static void Snap(ReadOnlySpan<byte> bytes, ByteBuffer output) =>
        output.Advance(Snappy.Compress(bytes, output.Reserve(Snappy.GetMaxCompressedLength(bytes.Length))));

    /// <summary>
    /// Throws <see cref="ParquetException"/> for bytes that are not what <paramref name="codec"/> writes, or not <paramref name="size"/> when
    /// expanded.
    /// </summary>
    public static byte[] Expand(CompressionCodec codec, byte[] bytes, int offset, int size)
    {
        var compressed = bytes.AsSpan(offset);
        if (codec is CompressionCodec.None)
            return compressed.Length == size ? offset == 0 ? bytes : compressed.ToArray() : throw new ParquetException("a page is not as long as it says");
        if (size == 0)
            return [];
        // A size that the codec cannot reach from so few bytes is not allocated: of one byte snappy and LZ4 make at most 255, deflate 1032.
        var isDoubtful = size / 1100 > compressed.Length;
        if (isDoubtful && codec is not (CompressionCodec.Zstd or CompressionCodec.Brotli))
            throw new ParquetException("a page is not as long as it says");
        byte[] expanded;
        int count;
        try
        {
            // Zstd and Brotli may make any number of bytes of one, so where that is doubtful, memory is taken as the bytes come.
            expanded = isDoubtful ? ReadSlowly(Open(codec, bytes, offset), size) : new byte[size];
            count = isDoubtful ? expanded.Length : codec switch
            {
                CompressionCodec.Snappy => Snappy.GetUncompressedLength(compressed) == size ? Snappy.Decompress(compressed, expanded) : -1,
                CompressionCodec.Zstd => Unzstd(compressed, expanded),
                CompressionCodec.Lz4Raw => LZ4Codec.Decode(compressed, expanded),
                CompressionCodec.Lz4 => UnLz4(compressed, expanded),
                CompressionCodec.Gzip => ReadAll(Open(codec, bytes, offset), expanded),
                CompressionCodec.Brotli => ReadAll(Open(codec, bytes, offset), expanded),
                _ => throw new ParquetException($"the compression {codec} cannot be read"),
            };
        }
        catch (InvalidDataException broken)
        {
            throw new ParquetException(broken.Message, broken);
        }
        catch (Exception broken) when (broken is not (ParquetException or OutOfMemoryException))
        {
            throw new ParquetException($"a page cannot be decompressed ({codec}): {broken.Message}", broken);
        }
        return count == size ? expanded : throw new ParquetException($"a page cannot be decompressed ({codec})");
    }

    private static int Unzstd(ReadOnlySpan<byte> compressed, byte[] expanded)
    {
        using var zstd = new ZstdSharp.Decompressor();
        return zstd.Unwrap(compressed, expanded);
    }

    /// <summary>The old LZ4 is Hadoop's: blocks, each with both sizes before it. Some writers left those out.</summary>
    private static int UnLz4(ReadOnlySpan<byte> compressed, Span<byte> expanded)
    {
        var (from, to) = (0, 0);
        while (compressed.Length - from >= 8)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(compressed[from..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(compressed[(from + 4)..]);
            if (size > expanded.Length - to || length > compressed.Length - from - 8)
                break;
            if (LZ4Codec.Decode(compressed.Slice(from + 8, (int)length), expanded.Slice(to, (int)size)) != size)
                break;
            (from, to) = (from + 8 + (int)length, to + (int)size);
        }
        return from == compressed.Length && to == expanded.Length ? to : LZ4Codec.Decode(compressed, expanded);
    }

    private static Stream Open(CompressionCodec codec, byte[] bytes, int offset)
    {
        var compressed = new MemoryStream(bytes, offset, bytes.Length - offset);
        return codec switch
        {
            CompressionCodec.Zstd => new ZstdSharp.DecompressionStream(compressed),
            CompressionCodec.Brotli => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => new GZipStream(compressed, CompressionMode.Decompress),
        };
    }

    /// <summary>What there is, and at most one byte more than <paramref name="size"/>.</summary>
    private static byte[] ReadSlowly(Stream stream, int size)
    {
        using (stream)
        {
            var expanded = new ByteBuffer();
            while (expanded.Count <= size)
            {
                var room = expanded.Reserve(1 << 16);
                var read = stream.Read(room[..(int)Math.Min(room.Length, size + 1L - expanded.Count)]);
                if (read == 0)
                    break;
                expanded.Advance(read);
            }
            return expanded.Span.ToArray();
        }
    }

    private static int ReadAll(Stream stream, byte[] expanded)
    {
        using (stream)
        {
            var count = stream.ReadAtLeast(expanded, expanded.Length, throwOnEndOfStream: false);
            return stream.ReadByte() < 0 ? count : -1;
        }
    }

    /// <summary>The CRC-32 of zip and Ethernet, which the format keeps for a page (README.md, Checksumming).</summary>
    public static int Crc(ReadOnlySpan<byte> bytes) => (int)Crc32.HashToUInt32(bytes);
}
