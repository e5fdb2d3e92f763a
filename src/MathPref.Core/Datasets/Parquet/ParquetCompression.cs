using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;

namespace MathPref.Core.Datasets;

/// <summary>The bytes of pages, compressed and not, and their checksum.</summary>
internal static class ParquetCompression
{
    private static readonly uint[][] s_crc = MakeCrcTables();

    public static void Snap(ReadOnlySpan<byte> bytes, ByteBuffer output) =>
        output.Advance(Snappy.Compress(bytes, output.Reserve(Snappy.GetMaxCompressedLength(bytes.Length))));

    /// <summary>Throws <see cref="InvalidDataException"/> for bytes that are not what <paramref name="codec"/> writes, or not <paramref name="size"/> when expanded.</summary>
    public static byte[] Expand(CompressionCodec codec, byte[] bytes, int offset, int size)
    {
        var compressed = bytes.AsSpan(offset);
        if (codec is CompressionCodec.None)
            return compressed.Length == size ? offset == 0 ? bytes : compressed.ToArray() : throw new InvalidDataException("a page is not as long as it says");
        if (size == 0)
            return [];
        // What no codec can reach is not allocated: snappy and LZ4 copy at most 255 bytes for one, deflate 1032.
        var isDoubtful = size / 1100 > compressed.Length;
        if (isDoubtful && codec is not (CompressionCodec.Zstd or CompressionCodec.Brotli))
            throw new InvalidDataException("a page is not as long as it says");
        byte[] expanded;
        int count;
        try
        {
            // The other two may reach anything: what they are said to give is allocated as it comes.
            expanded = isDoubtful ? ReadSlowly(Open(codec, bytes, offset), size) : new byte[size];
            count = isDoubtful ? expanded.Length : codec switch
            {
                CompressionCodec.Snappy => Snappy.GetUncompressedLength(compressed) == size ? Snappy.Decompress(compressed, expanded) : -1,
                CompressionCodec.Zstd => Unzstd(compressed, expanded),
                CompressionCodec.Lz4Raw => LZ4Codec.Decode(compressed, expanded),
                CompressionCodec.Lz4 => UnLz4(compressed, expanded),
                CompressionCodec.Gzip => ReadAll(Open(codec, bytes, offset), expanded),
                CompressionCodec.Brotli => ReadAll(Open(codec, bytes, offset), expanded),
                _ => throw new InvalidDataException($"the compression {codec} cannot be read"),
            };
        }
        catch (Exception broken) when (broken is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"a page cannot be decompressed ({codec}): {broken.Message}", broken);
        }
        return count == size ? expanded : throw new InvalidDataException($"a page cannot be decompressed ({codec})");
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

    /// <summary>The CRC-32 of zip and Ethernet, which Parquet keeps for a page. Only a package that we do not need otherwise has it.</summary>
    public static int Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        // Eight bytes at once, each with the table of what it does to the sum that many steps later.
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = s_crc[7][(byte)crc] ^ s_crc[6][(byte)(crc >> 8)] ^ s_crc[5][(byte)(crc >> 16)] ^ s_crc[4][crc >> 24]
                ^ s_crc[3][bytes[4]] ^ s_crc[2][bytes[5]] ^ s_crc[1][bytes[6]] ^ s_crc[0][bytes[7]];
        }
        foreach (var b in bytes)
            crc = s_crc[0][(byte)(crc ^ b)] ^ crc >> 8;
        return (int)~crc;
    }

    private static uint[][] MakeCrcTables()
    {
        var tables = new uint[8][];
        for (var step = 0; step < 8; step++)
        {
            tables[step] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var crc = step == 0 ? i : tables[step - 1][i];
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
                tables[step][i] = crc;
            }
        }
        return tables;
    }
}
