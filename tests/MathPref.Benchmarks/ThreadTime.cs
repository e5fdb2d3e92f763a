using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MathPref.Benchmarks;

/// <summary>The processor time of the thread that asks, in seconds; a clock where the system does not tell.</summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;

    public static double Seconds => OperatingSystem.IsLinux() && GetTime(ThreadClock, out var time) == 0
        ? time.Seconds + time.Nanoseconds * 1e-9
        : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);
}
