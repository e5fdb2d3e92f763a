using System.Text;
using MathPref.Core.Datasets;

namespace MathPref.Core.Runs;

/// <summary>The folder of a run, held by one process at a time: what it is made of, and where the parts lie.</summary>
internal sealed class RunFolder : IDisposable
{
    public const string JournalName = "journal.db";
    public const string LogName = "log.jsonl";
    public const string FailedName = "failed.jsonl";
    public const string SkippedName = "skipped.jsonl";
    public const string PreviewName = "preview.jsonl";
    public const string ExportsName = "exports.json";

    /// <summary>Where scripts go that another took the place of.</summary>
    private const string EarlierName = "earlier";

    private const string LockName = ".lock";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream hold) => (Path, _lock) = (path, hold);

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    public string Distiset => this[DatasetFiles.DistisetInRun];

    public string Journal => this[JournalName];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Takes the folder, which is made where it is missing. Throws <see cref="RunException"/> where another process has it, and
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it cannot be written.
    /// </summary>
    public static RunFolder Take(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            return new RunFolder(
                path,
                new FileStream(
                    System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new RunException(
                "RunIsRunning",
                $"{path} is being run by another pipeline, perhaps of another process. Wait for it, or give another -Path.",
                error);
        }
    }

    /// <summary>The record of the run that was made here; null where there is none. Throws <see cref="RunException"/> for one that cannot be read.</summary>
    public RunRecord? ReadRecord() => ReadRecord(Path);

    /// <summary>The same of a folder that is not taken.</summary>
    public static RunRecord? ReadRecord(string folder)
    {
        var file = System.IO.Path.Combine(folder, DatasetFiles.RunRecord);
        try
        {
            return File.Exists(file) ? RunRecord.FromJson(File.ReadAllBytes(file)) : null;
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new RunException(
                "BadRunRecord",
                $"{file} is no record of a run: {error.Message} Move it away, or give another -Path; the journal beside it keeps every answer.",
                error);
        }
    }

    public void Write(RunRecord record, Secrets secrets) => Replace(DatasetFiles.RunRecord, record.Without(secrets).ToJson());

    /// <summary>
    /// Throws <see cref="RunException"/> where the folder holds what no run made and a run would replace. With <paramref name="force"/> a
    /// dataset may be added to.
    /// </summary>
    public void CheckOwner(bool force)
    {
        if (File.Exists(this[DatasetFiles.RunRecord]))
            return;
        if (File.Exists(this[DatasetFiles.RunScript]))
            throw new RunException("NotARun", $"{this[DatasetFiles.RunScript]} was made by no run, and a run would replace it. " +
                "Move it away, or give another -Path.");
        if (!force && File.Exists(System.IO.Path.Combine(Distiset, DistisetLayout.CardName)))
            throw new RunException("NotARun", $"{Distiset} holds a dataset that no run made. " +
                "Give another -Path, or -Force to write the run's configs into it.");
    }

    /// <summary>
    /// Throws <see cref="RunException"/> for the folder of a dataset: whoever reads it would find the run's from then on, and no longer that one.
    /// </summary>
    /// <param name="path">The folder's full path, there or not.</param>
    public static void CheckNoDataset(string path)
    {
        if (DatasetFiles.IsRun(path) || !DatasetFiles.IsDataset(path) || RunPage.IsPage(path))
            return;
        throw new RunException("HoldsDataset", $"{path} holds a dataset, and a run makes one of its own in its folder: Import-Dataset and Publish-Distiset " +
            "would find that and no longer what is there. Give another -Path for the run, or move the dataset elsewhere.");
    }

    public string? ReadScript() => ReadScript(Path);

    /// <summary>The same of a folder that is not taken.</summary>
    public static string? ReadScript(string folder) =>
        System.IO.Path.Combine(folder, DatasetFiles.RunScript) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>Where the script that is there is kept when another takes its place: each one once.</summary>
    public static string KeptScript(string folder, string script)
    {
        for (var number = 1; ; number++)
        {
            var name = $"{EarlierName}/pipeline-{number}.ps1";
            var file = System.IO.Path.Combine(folder, name);
            if (!File.Exists(file) || File.ReadAllText(file) == script)
                return name;
        }
    }

    /// <summary>Keeps the script that is there before another takes its place.</summary>
    public void KeepScript()
    {
        if (ReadScript() is not { } script)
            return;
        Directory.CreateDirectory(this[EarlierName]);
        Replace(KeptScript(Path, script), Encoding.UTF8.GetBytes(script));
    }

    /// <summary>
    /// The files of the dataset that were changed since the run wrote them, by their paths in it: what is in them cannot be made again. Nothing is known of
    /// an execution that was killed. One that is gone is no loss.
    /// </summary>
    public static IReadOnlyList<string> ChangedFiles(string folder, RunRecord record)
    {
        var root = System.IO.Path.Combine(folder, DatasetFiles.DistisetInRun);
        bool IsChanged(string name, string hash)
        {
            // A record may come from anybody, and leads nowhere else.
            if (System.IO.Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
                return false;
            var path = System.IO.Path.Combine(root, name);
            return File.Exists(path) && HashOf(path) != hash;
        }
        return record.Ended is null ? [] : record.Files.Where(file => IsChanged(file.Key, file.Value)).Select(file => file.Key).ToList();
    }

    /// <summary>Whether the script that is there was changed since the run wrote it; false where that is not known.</summary>
    public static bool IsEdited(string script, RunRecord record) => record.ScriptSha256 is { } hash && HashOfScript(script) != hash;

    /// <summary>SHA-256 of a script, lower-case hex: one that was checked out with other line ends is the same.</summary>
    public static string HashOfScript(string script) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n").TrimEnd())));

    /// <summary>SHA-256 of a file of the dataset, lower-case hex.</summary>
    public static string HashOf(string path)
    {
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
    }

    public void WriteScript(string text) => Replace(DatasetFiles.RunScript, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Rows that an execution which was killed had begun to write. All of them are made again from the journal, so nothing is lost with
    /// the files.
    /// </summary>
    public void ClearUnfinished()
    {
        if (!Directory.Exists(Distiset))
            return;
        var spools = Directory.EnumerateFiles(Distiset, ".incomplete-*.jsonl", SearchOption.AllDirectories)
            .Where(file => !DistisetFolder.IsBeingWritten(file))
            .ToList();
        foreach (var file in spools)
            File.Delete(file);
        // A folder is made before its file and goes after it: a kill between the two leaves it empty. An export that begins there makes both in one turn.
        using var turn = FolderLock.Take(Distiset, CancellationToken.None);
        foreach (var folder in Directory.EnumerateDirectories(Distiset).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()).ToList())
            Directory.Delete(folder);
    }

    public void Dispose() => _lock.Dispose();

    private void Replace(string name, byte[] content) => ReplaceFile(this[name], content);

    /// <summary>A kill leaves the old file or the new one, never a part.</summary>
    public static void ReplaceFile(string path, byte[] content)
    {
        var beside = path + ".new";
        File.WriteAllBytes(beside, content);
        File.Move(beside, path, overwrite: true);
    }
}
