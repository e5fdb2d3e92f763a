using System.Text.RegularExpressions;

namespace MathPref.Shell;

/// <summary>
/// The commands of this and earlier sessions. What looks like a secret stays in memory. A file that cannot be read or written is as
/// good as none: nobody loses a prompt over it.
/// </summary>
internal sealed partial class History
{
    public const int Limit = 1_000;
    private const string FileVariable = "MATHPREF_HISTORY";

    private readonly string? _file;
    private readonly List<string> _entries = [];
    private int _at;
    private string _draft = "";

    /// <param name="file">Where the commands are kept; null keeps them in memory alone.</param>
    public History(string? file)
    {
        _file = file;
        WithFile(FileMode.Open, stream => _entries.AddRange(Read(stream).TakeLast(Limit)));
        Restart();
    }

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>The file that the environment asks for: MATHPREF_HISTORY, empty for none, or one in the user's folder for such things.</summary>
    public static string? DefaultFile()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { } chosen)
            return chosen.Length == 0 ? null : chosen;
        var folder = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) : StateFolder();
        return Path.IsPathRooted(folder) ? Path.Combine(folder, "mathpref", "history") : null;
    }

    /// <summary>Whether a command holds what no file should: a key, a token, a password. Rather once too often.</summary>
    public static bool HoldsSecret(string command) => Secret().IsMatch(command);

    public void Add(string command)
    {
        command = command.Trim();
        if (command.Length > 0 && (_entries.Count == 0 || _entries[^1] != command))
        {
            _entries.Add(command);
            if (_entries.Count > Limit)
                _entries.RemoveAt(0);
            if (!HoldsSecret(command))
                Save(command);
        }
        Restart();
    }

    /// <summary>Forgets how far back the last prompt went.</summary>
    public void Restart() => (_at, _draft) = (_entries.Count, "");

    /// <summary>The command a step earlier (-1) or later (1); null at the end. What is being typed comes after the last.</summary>
    public string? Step(int step, string current)
    {
        var next = _at + step;
        if (next < 0 || next > _entries.Count)
            return null;
        if (_at == _entries.Count)
            _draft = current;
        _at = next;
        return next == _entries.Count ? _draft : _entries[next];
    }

    private static string StateFolder() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)
        ? state
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");

    /// <summary>Other sessions write the same file, so the new line goes behind what is there now.</summary>
    private void Save(string command) => WithFile(FileMode.OpenOrCreate, stream =>
    {
        var lines = Read(stream).ToList();
        if (lines.Count > 0 && lines[^1] == command)
            return;
        if (lines.Count >= Limit)
        {
            stream.SetLength(0);
            stream.Write(Encode(lines.Append(command).TakeLast(Limit)));
        }
        else
        {
            stream.Write(Encode([command]));
        }
    });

    private void WithFile(FileMode mode, Action<FileStream> use)
    {
        if (_file is null)
            return;
        try
        {
            var options = new FileStreamOptions { Mode = mode, Access = mode == FileMode.Open ? FileAccess.Read : FileAccess.ReadWrite, Share = FileShare.ReadWrite };
            if (mode != FileMode.Open)
            {
                options.Share = FileShare.None;
                var folder = Path.GetDirectoryName(Path.GetFullPath(_file))!;
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(folder);
                }
                else
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                    Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }
            using var stream = new FileStream(_file, options);
            if (stream.CanSeek)
                use(stream);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException)
        {
        }
    }

    private static IEnumerable<string> Read(FileStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return Escaped().Replace(line, m => m.Value[1] == 'n' ? "\n" : m.Value[1..]);
        }
    }

    /// <summary>A command of several lines is one line of the file.</summary>
    private static byte[] Encode(IEnumerable<string> commands) => System.Text.Encoding.UTF8.GetBytes(string.Concat(
        commands.Select(c => c.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\n")));

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escaped();

    [GeneratedRegex(
        """
        token\b | (?<!\w)-(ap|api|apik|apike|to|tok|toke)\b | api_?-?key | _key\b | \$\w*key\w*\s*= | passw(or)?d | passphrase | secret | securestring | credential |
        authorization | bearer | \b(hf_|sk-|ghp_|github_pat_)\w | ://[^/\s]*:[^/\s]*@
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
