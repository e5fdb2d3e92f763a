using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// What has come of a file: on disk, where it waits for the rest, and hashed as it came. Each byte is on disk before it counts, so that a process that is
/// killed loses none.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly FileStream _file;
    private readonly HubEntry _entry;
    private readonly Action<long>? _onBytes;
    private readonly IncrementalHash _hash;

    private PartialFile(string path, HubEntry entry, Action<long>? onBytes)
    {
        (_entry, _onBytes) = (entry, onBytes);
        Buffer = new byte[Math.Clamp(entry.Size + 1, 1, BufferSize)];
        _hash = IncrementalHash.CreateHash(entry.LargeOid is null ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch
        {
            _hash.Dispose();
            throw;
        }
    }

    /// <summary>For pieces on their way here.</summary>
    public byte[] Buffer { get; }

    /// <summary>How many bytes are here.</summary>
    public long Length { get; private set; }

    /// <summary>Opens what is there and hashes it. What is longer than the file can be is nothing of it.</summary>
    /// <param name="path">Where it waits.</param>
    /// <param name="entry">What it is to become.</param>
    /// <param name="onBytes">Told of bytes that are here, and with less than nothing of those that are given up.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PartialFile> OpenAsync(string path, HubEntry entry, Action<long>? onBytes, CancellationToken cancellationToken)
    {
        var partial = new PartialFile(path, entry, onBytes);
        try
        {
            partial.BeginHash();
            if (partial._file.Length > entry.Size)
                partial._file.SetLength(0);
            var there = partial._file.Length;
            while (partial.Length < there)
            {
                var count = await partial._file.ReadAsync(partial.Buffer, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                partial.Count(partial.Buffer.AsSpan(0, count));
            }
            return partial;
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    }

    /// <summary>Adds the next bytes. They are written to their end even where the download is called off.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _file.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        Count(bytes.Span);
    }

    /// <summary>Begins again from nothing.</summary>
    public void Reset()
    {
        if (Length == 0)
            return;
        _file.SetLength(0);
        _file.Position = 0;
        _hash.TryGetHashAndReset(stackalloc byte[SHA256.HashSizeInBytes], out _);
        BeginHash();
        _onBytes?.Invoke(-Length);
        Length = 0;
    }

    /// <summary>Whether it is the file, whole and with the hash of the listing.</summary>
    public bool IsWhole() =>
        Length == _entry.Size && string.Equals(Convert.ToHexStringLower(_hash.GetCurrentHash()), HubCache.EtagOf(_entry), StringComparison.Ordinal);

    /// <summary>Makes sure that it outlives the machine: what lies in the cache is not looked at again.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
        _onBytes?.Invoke(bytes.Length);
    }

    /// <summary>Git hashes the length, too.</summary>
    private void BeginHash()
    {
        if (_entry.LargeOid is null)
            _hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {_entry.Size}\0")));
    }
}
