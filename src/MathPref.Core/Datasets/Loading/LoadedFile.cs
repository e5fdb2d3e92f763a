namespace MathPref.Core.Datasets;

/// <summary>A text file that a loader reads: what it is called, and its bytes as they lie, each time from their beginning.</summary>
public sealed record LoadedFile(string Path, Func<Stream> Open)
{
    /// <summary>A file on the disk.</summary>
    public static LoadedFile At(string path) =>
        new(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan));

    /// <summary>
    /// The text's bytes, expanded where the first of them say that it is compressed, whatever its name. Throws
    /// <see cref="DatasetFormatException"/> for what loaders expand and is not read here.
    /// </summary>
    internal HeadStream OpenText()
    {
        var stream = new HeadStream(Open());
        try
        {
            var head = stream.Peek(6);
            return head switch
            {
                [0x1F, 0x8B, 0x08, ..] => WholeGzipStream.Open(stream),
                [0x28, 0xB5, 0x2F, 0xFD, ..] => new HeadStream(new ZstdSharp.DecompressionStream(stream, leaveOpen: false)),
                [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => throw Unread("xz"),
                [(byte)'B', (byte)'Z', (byte)'h', ..] => throw Unread("bzip2"),
                [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => throw Unread("zip"),
                [0x04, 0x22, 0x4D, 0x18, ..] => throw Unread("LZ4"),
                [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => throw Unread("7-Zip"),
                [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => throw Unread("RAR"),
                _ => stream,
            };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private DatasetFormatException Unread(string kind) =>
        new(Path, null, null, $"this is a file of {kind}, which loaders expand; its types cannot be found out here");
}
