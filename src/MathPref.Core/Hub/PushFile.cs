using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Datasets;

namespace MathPref.Core.Hub;

/// <summary>A file to be pushed, with the two names that the Hub may know its content by.</summary>
internal sealed class PushFile
{
    private const int BufferSize = 128 << 10;
    private const int SampleSize = 512;

    private readonly string? _source;
    private readonly byte[]? _bytes;
    private readonly FileMark? _mark;

    private PushFile(string path, string? source, byte[]? bytes, FileMark? mark, long length, string sha256, string gitOid, byte[] sample)
    {
        Path = path;
        _source = source;
        _bytes = bytes;
        _mark = mark;
        Length = length;
        Sha256 = sha256;
        GitOid = gitOid;
        Sample = sample;
    }

    /// <summary>The text of a file that is not on disk.</summary>
    public string? Text => _bytes is null ? null : Encoding.UTF8.GetString(_bytes);

    /// <summary>Where it lies in the repository, with <c>/</c>.</summary>
    public string Path { get; }

    public long Length { get; }

    /// <summary>Lower-case hex: the name of a large file (LFS).</summary>
    public string Sha256 { get; }

    /// <summary>Lower-case hex SHA-1 of <c>blob {length}\0</c> and the content: git's name of a regular file.</summary>
    public string GitOid { get; }

    /// <summary>The first bytes, by which the Hub tells text from data.</summary>
    public byte[] Sample { get; }

    public static PushFile OfText(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var git = GitHash(bytes.Length);
        git.AppendData(bytes);
        return new PushFile(
            path,
            null,
            bytes,
            null,
            bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Convert.ToHexStringLower(git.GetHashAndReset()),
            bytes[..Math.Min(bytes.Length, SampleSize)]);
    }

    /// <summary>
    /// Reads a file once, in bounded memory. Throws <see cref="HubException"/> where it is no longer the one that was looked at,
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it cannot be read.
    /// </summary>
    public static async Task<PushFile> OfFileAsync(PushSource from, Action<long> onBytes, CancellationToken cancellationToken)
    {
        var (path, source, mark) = from;
        FileStream file;
        try
        {
            file = new FileStream(
                source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed(path, gone);
        }
        await using (file.ConfigureAwait(false))
        {
            var length = mark.Length;
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var git = GitHash(length);
            var sample = new MemoryStream(SampleSize);
            var buffer = new byte[BufferSize];
            var read = 0L;
            int count;
            while ((count = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                sha256.AppendData(buffer, 0, count);
                git.AppendData(buffer, 0, count);
                sample.Write(buffer, 0, (int)Math.Min(count, SampleSize - sample.Length));
                read += count;
                onBytes(count);
            }
            return read == length && FileMark.Of(source) == mark
                ? new PushFile(
                    path,
                    source,
                    null,
                    mark,
                    length,
                    Convert.ToHexStringLower(sha256.GetHashAndReset()),
                    Convert.ToHexStringLower(git.GetHashAndReset()),
                    sample.ToArray())
                : throw Changed(path);
        }
    }

    /// <summary>A part of the content as the body of a request. Each call gives a new one, so that it can be sent again.</summary>
    public HttpContent Slice(long offset, long length, Action<long> onBytes) => new SliceContent(this, offset, length, onBytes);

    /// <summary>
    /// Copies a part of the content. Throws <see cref="HubException"/> when the file is no longer the one that was read: the Hub would
    /// otherwise hold other bytes than their names say.
    /// </summary>
    public async Task CopyAsync(long offset, long length, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancellationToken)
    {
        if (_bytes is not null)
        {
            await write(_bytes.AsMemory((int)offset, (int)length)).ConfigureAwait(false);
            return;
        }
        var buffer = new byte[BufferSize];
        FileStream file;
        try
        {
            file = new FileStream(
                _source!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw Changed(Path, gone);
        }
        await using (file.ConfigureAwait(false))
        {
            CheckUnchanged(file);
            file.Position = offset;
            for (var left = length; left > 0;)
            {
                var count = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    throw Changed(Path);
                left -= count;
                // The last bytes complete the request, so what must hold is looked at before.
                if (left == 0)
                    CheckUnchanged(file);
                await write(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
    }

    public override string ToString() => Path;

    private void CheckUnchanged(FileStream file)
    {
        if (file.Length != Length || FileMark.Of(_source!) != _mark)
            throw Changed(Path);
    }

    private static HubException Changed(string path, Exception? inner = null) =>
        new(
            HubFailure.FileChanged,
            $"{path} changed while it was being published. Nothing was committed; publish again when nobody writes to the folder.",
            inner);

    private static IncrementalHash GitHash(long length)
    {
        var git = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        git.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {length}\0")));
        return git;
    }

    /// <summary>A body of known length without a type: presigned addresses take neither chunks nor headers that were not signed.</summary>
    private sealed class SliceContent(PushFile file, long offset, long length, Action<long> onBytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => file.CopyAsync(
            offset,
            length,
            async bytes =>
            {
                await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                onBytes(bytes.Length);
            },
            cancellationToken);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
