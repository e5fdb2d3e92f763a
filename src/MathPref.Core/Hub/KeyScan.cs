using System.Collections;
using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// Looks once more through what is about to be sent. What tells how a dataset was made may hold nothing that looks like a key. Data and card
/// are full of texts of others: a key in use is refused there, and what has a key's form and no other unless that is wanted.
/// </summary>
internal sealed class KeyScan(PublishRequest request)
{
    private const int BlockSize = 1 << 20;

    /// <summary>The end of a block is looked at again with the next: a key may stand on both.</summary>
    private const int Overlap = 4096;

    private KeySigns SignsInData => request.Force ? KeySigns.Known : KeySigns.Sure;

    /// <summary>Throws <see cref="HubException"/> (<see cref="HubFailure.KeyFound"/>), which says where and never what.</summary>
    /// <param name="path">Where the file lies in the repository.</param>
    /// <param name="source">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Check(string path, string source, CancellationToken cancellationToken)
    {
        if (path == DatasetFiles.RunScript)
            CheckLines(path, File.ReadAllText(source), request.CleanScript);
        else if (path == DatasetFiles.RunRecord)
            CheckLines(path, File.ReadAllText(source), text => KeyText.Redact(text, request.Keys));
        else if (!DatasetReader.IsParquet(source) || !CheckRows(path, source, cancellationToken))
            CheckBlocks(path, source, cancellationToken);
    }

    public void CheckCard(string card) => CheckLines(DistisetLayout.CardName, card, text => KeyText.Redact(text, request.Keys, SignsInData), inData: true);

    private static void CheckLines(string path, string text, Func<string, string> clean, bool inData = false)
    {
        var (lines, cleaned) = (text.Split('\n'), clean(text).Split('\n'));
        for (var i = 0; i < lines.Length; i++)
        {
            if (i >= cleaned.Length || lines[i] != cleaned[i])
                throw Found(FormattableString.Invariant($"{path}, line {i + 1}"), inData);
        }
    }

    /// <summary>False for a file that cannot be read as rows.</summary>
    private bool CheckRows(string path, string source, CancellationToken cancellationToken)
    {
        var number = 0L;
        try
        {
            foreach (var row in DatasetReader.ReadFile(source, static _ => { }))
            {
                cancellationToken.ThrowIfCancellationRequested();
                number++;
                foreach (var (name, value) in row)
                {
                    if (Holds(name) || Holds(value))
                    {
                        var column = MessageText.Short(KeyText.Redact(name, request.Keys));
                        throw Found(FormattableString.Invariant($"{path}, row {number}, column {column}"), inData: true);
                    }
                }
            }
            return true;
        }
        catch (DatasetFormatException)
        {
            return false;
        }
    }

    private bool Holds(object? value) => value switch
    {
        string text => KeyText.Find(text, request.Keys, SignsInData).Count > 0,
        Row row => row.Any(column => Holds(column.Key) || Holds(column.Value)),
        IEnumerable list => list.Cast<object?>().Any(Holds),
        _ => false,
    };

    private void CheckBlocks(string path, string source, CancellationToken cancellationToken)
    {
        if (!DatasetReader.IsParquet(source))
        {
            // What a loader would make of it: compressed, or with a 0 after each letter, a key looks like none.
            using var text = TextSource.Open(source);
            if (text.IsConverted)
                CheckBlocks(path, text.Utf8, cancellationToken);
        }
        using var bytes = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        CheckBlocks(path, bytes, cancellationToken);
    }

    private void CheckBlocks(string path, Stream source, CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        var (kept, line) = (0, 1L);
        int count;
        while ((count = source.Read(block.AsSpan(kept))) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = block.AsSpan(0, kept + count);
            // A key is ASCII, whatever stands around it.
            if (KeyText.Find(Encoding.Latin1.GetString(bytes), request.Keys, SignsInData) is [var (start, _), ..])
                throw Found(FormattableString.Invariant($"{path}, line {line + bytes[..start].Count((byte)'\n')}"), inData: true);
            kept = Math.Min(bytes.Length, Overlap);
            line += bytes[..^kept].Count((byte)'\n');
            bytes[^kept..].CopyTo(block);
        }
    }

    private static HubException Found(string where, bool inData) => new(
        HubFailure.KeyFound,
        $"{where} holds a key, or what looks like one. Nothing was sent: take it out, and let a key that others have seen be replaced by its service." +
        (inData ? " What only looks like a key is sent with -Force." : ""));
}
