using System.IO.Compression;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Files that are packed are known by their first bytes (utils/extract.py).</summary>
internal static class Unpacked
{
    public static IEnumerable<byte[]> Of(byte[] file) => file switch
    {
        [0x1F, 0x8B, ..] => [All(new GZipStream(new MemoryStream(file), CompressionMode.Decompress))],
        [0x28, 0xB5, 0x2F, 0xFD, ..] => [All(new ZstdSharp.DecompressionStream(new MemoryStream(file)))],
        [(byte)'P', (byte)'K', 3, 4, ..] => FileKinds.Archive(file).Where(entry => !entry.Name.Split('/').Any(step => step.StartsWith('.') || step.StartsWith("__", StringComparison.Ordinal))).Select(entry => entry.Bytes),
        [0xFD, 0x37, 0x7A, 0x58, ..] or [0x42, 0x5A, 0x68, ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x04, 0x22, 0x4D, 0x18, ..] or [0x52, 0x61, 0x72, 0x21, ..] => throw new UnmodelledException("an archive"),
        _ => [file],
    };

    private static byte[] All(Stream stream)
    {
        using (stream)
        {
            MemoryStream content = new();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }
}
