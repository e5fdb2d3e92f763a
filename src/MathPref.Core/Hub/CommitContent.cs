using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>The body of a commit: JSON lines, the header first. Contents are encoded as they go out, so that none is held in memory.</summary>
internal sealed class CommitContent : HttpContent
{
    private static readonly byte[] s_before = "{\"key\":\"file\",\"value\":{\"content\":\""u8.ToArray();
    private static readonly byte[] s_newLine = "\n"u8.ToArray();

    private readonly byte[] _header;
    private readonly List<(PushFile File, byte[] After)> _regular;
    private readonly byte[] _rest;
    private readonly Action<long> _onBytes;

    public CommitContent(HubCommit commit, Action<long> onBytes)
    {
        _onBytes = onBytes;
        _header = Line("header", json =>
        {
            json.WriteString("summary", commit.Summary);
            json.WriteString("description", commit.Description);
            if (commit.Parent is { } parent)
                json.WriteString("parentCommit", parent);
        });
        _regular = commit.Regular.Select(file => (file, After(file))).ToList();
        _rest =
        [
            .. commit.Large.SelectMany(file => Line("lfsFile", json =>
            {
                json.WriteString("path", file.Path);
                json.WriteString("algo", "sha256");
                json.WriteString("oid", file.Sha256);
                json.WriteNumber("size", file.Length);
            })),
            .. commit.Deleted.SelectMany(path => Line("deletedFile", json => json.WriteString("path", path))),
        ];
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_header, cancellationToken).ConfigureAwait(false);
        foreach (var (file, after) in _regular)
        {
            await stream.WriteAsync(s_before, cancellationToken).ConfigureAwait(false);
            await WriteBase64Async(file, stream, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(after, cancellationToken).ConfigureAwait(false);
        }
        await stream.WriteAsync(_rest, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _header.Length + _rest.Length + _regular.Sum(r => s_before.Length + (r.File.Length + 2) / 3 * 4 + r.After.Length);
        return true;
    }

    /// <summary>What stands behind the content of a file, from its closing quote on.</summary>
    private static byte[] After(PushFile file)
    {
        var members = JsonBytes.WriteObject(json =>
        {
            json.WriteString("path", file.Path);
            json.WriteString("encoding", "base64");
        });
        return [(byte)'"', (byte)',', .. members.AsSpan(1), (byte)'}', .. s_newLine];
    }

    private static byte[] Line(string key, Action<Utf8JsonWriter> write)
    {
        var line = JsonBytes.WriteObject(json =>
        {
            json.WriteString("key", key);
            json.WriteStartObject("value");
            write(json);
            json.WriteEndObject();
        });
        return [.. line, .. s_newLine];
    }

    private async Task WriteBase64Async(PushFile file, Stream stream, CancellationToken cancellationToken)
    {
        // Three bytes are four letters; what is left of a block waits for the next one.
        var kept = new byte[2];
        var keptCount = 0;
        var letters = Array.Empty<byte>();
        await file.CopyAsync(
            0,
            file.Length,
            async bytes =>
            {
                byte[] block = [.. kept.AsSpan(0, keptCount), .. bytes.Span];
                var whole = block.Length / 3 * 3;
                keptCount = block.Length - whole;
                block.AsSpan(whole).CopyTo(kept);
                if (letters.Length < whole / 3 * 4)
                    letters = new byte[whole / 3 * 4];
                Base64.EncodeToUtf8(block.AsSpan(0, whole), letters, out _, out var written);
                await stream.WriteAsync(letters.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
                _onBytes(bytes.Length);
            },
            cancellationToken).ConfigureAwait(false);
        var last = new byte[4];
        Base64.EncodeToUtf8(kept.AsSpan(0, keptCount), last, out _, out var count);
        await stream.WriteAsync(last.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
    }
}
