using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MathPref.Shell;

/// <summary>What a terminal at the standard streams can do.</summary>
internal static class Terminal
{
    private const int UnixOutput = 1;
    private const int WindowsOutput = -11;
    private const int WindowsError = -12;
    private const uint VirtualTerminalProcessing = 4;

    private static readonly bool s_isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Whether stdout and stderr understand the sequences that move the cursor.</summary>
    public static bool OutputDraws { get; } = !Console.IsOutputRedirected && !s_isDumb && WindowsDraws(WindowsOutput);

    public static bool ErrorDraws { get; } = !Console.IsErrorRedirected && !s_isDumb && WindowsDraws(WindowsError);

    /// <summary>Whether another program reads stdout, which may write to the terminal in its turn.</summary>
    public static bool OutputIsPipe { get; } = Console.IsOutputRedirected && !OutputCanSeek();

    /// <summary>Whether the user wants no colours.</summary>
    public static bool IsPlain { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Windows knows no size where stdout is redirected, even though stderr may be a terminal.</summary>
    public static (int Width, int Height) Size
    {
        get
        {
            try
            {
                return (Math.Max(Console.WindowWidth, 8), Math.Max(Console.WindowHeight, 2));
            }
            catch (IOException)
            {
                return (80, 24);
            }
        }
    }

    private static bool OutputCanSeek()
    {
        using var handle = new SafeFileHandle(OperatingSystem.IsWindows() ? GetStdHandle(WindowsOutput) : UnixOutput, ownsHandle: false);
        try
        {
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            return stream.CanSeek;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The console of Windows has to be told.</summary>
    private static bool WindowsDraws(int stream)
    {
        if (!OperatingSystem.IsWindows())
            return true;
        var handle = GetStdHandle(stream);
        return GetConsoleMode(handle, out var mode) != 0 && SetConsoleMode(handle, mode | VirtualTerminalProcessing) != 0;
    }

    [DllImport("kernel32.dll")]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32.dll")]
    private static extern int GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32.dll")]
    private static extern int SetConsoleMode(nint handle, uint mode);
}
