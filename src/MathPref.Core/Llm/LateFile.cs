using System.Text.Json;
using System.Text.Json.Serialization;

namespace MathPref.Core.Llm;

/// <summary>
/// What a journal could not take while its process had to go on or end: a file beside it, one change a line, which the next that opens the
/// journal takes in. A process has its own and holds it locked, so that nobody takes in what is still being written.
/// </summary>
/// <param name="journal">The journal's real path.</param>
internal sealed class LateFile(string journal)
{
    private const string Mark = "-late-";

    private FileStream? _file;

    /// <summary>Where the changes are; null while there are none.</summary>
    public string? Path => _file?.Name;

    /// <summary>Adds a change; it survives the end of the process when this returns. Throws <see cref="IOException"/> and the like.</summary>
    public void Add(LateChange change)
    {
        _file ??= new FileStream($"{journal}{Mark}{Guid.NewGuid():n}", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        // A line begins anew after one that a full disk has cut.
        _file.Write([(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(change, LateJson.Default.LateChange), (byte)'\n']);
    }

    /// <summary>The journal has it all.</summary>
    public void Delete()
    {
        if (Path is not { } path)
            return;
        Leave();
        Forget(path);
    }

    /// <summary>Leaves it to the next that opens the journal.</summary>
    public void Leave()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>The files of that kind that lie beside a journal.</summary>
    public static IReadOnlyList<string> Beside(string journal) => JournalFile.Beside(journal, Mark);

    /// <summary>Removes a file whose changes the journal has. One that stays is taken in once more, which changes nothing.</summary>
    public static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>
    /// Takes a file's changes into the journal; taken twice they are the same. False for one that another process holds. What was cut or is
    /// no change is passed over.
    /// </summary>
    public static bool TakeIn(string file, JournalStatements statements)
    {
        byte[] content;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            content = new byte[stream.Length];
            stream.ReadExactly(content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        foreach (var line in content.AsSpan().Split((byte)'\n'))
        {
            try
            {
                JsonSerializer.Deserialize(content.AsSpan()[line], LateJson.Default.LateChange)?.Make(statements);
            }
            catch (JsonException)
            {
            }
        }
        return true;
    }
}

/// <summary>A reply, or what a call cost.</summary>
internal sealed record LateChange(string Model, byte[]? Key = null, byte[]? Reply = null, long? Cost = null, long Nanodollars = 0)
{
    public void Make(JournalStatements statements)
    {
        if (Key is not null && Reply is not null)
            statements.Keep(Key, Model, Reply);
        if (Cost is { } id)
            statements.NoteCost(id, Model, Nanodollars);
    }
}

[JsonSerializable(typeof(LateChange))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class LateJson : JsonSerializerContext;
