using Microsoft.Win32.SafeHandles;

namespace MathPref.Parquet;

/// <summary>The bytes of a Parquet file, read at any place by several columns.</summary>
internal sealed class ParquetSource : IDisposable
{
    private const int WindowStart = 1 << 10;
    private const int WindowLimit = 1 << 26;

    private readonly SafeFileHandle _file;

    public ParquetSource(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        End = RandomAccess.GetLength(_file);
    }

    /// <summary>Where what may be read ends: pages never reach into the footer.</summary>
    public long End { get; set; }

    /// <summary>Throws <see cref="ParquetException"/> for a place beyond the end.</summary>
    public byte[] Read(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > End - offset || count > Array.MaxLength)
            throw new ParquetException("it points beyond its own end");
        var bytes = new byte[count];
        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(_file, bytes.AsSpan(read), offset + read);
            if (more == 0)
                throw new ParquetException("it ends too early");
            read += more;
        }
        return bytes;
    }

    /// <summary>Reads the head of a page, which does not say how long it is: some writers put whole texts into it.</summary>
    public PageHeader ReadPageHeader(ref long offset)
    {
        for (var window = WindowStart; ; window *= 4)
        {
            var isAll = window >= End - offset;
            var thrift = new ThriftReader(Read(offset, Math.Min(window, Math.Max(0, End - offset))));
            try
            {
                var header = PageHeader.Read(ref thrift);
                offset += thrift.Position;
                return header;
            }
            catch (EndOfStreamException) when (!isAll && window < WindowLimit)
            {
                // The window was too small.
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
