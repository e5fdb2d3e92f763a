using System.Runtime.InteropServices;

namespace MathPref.Benchmarks.Torture;

/// <summary>Signals of POSIX to a process. Where the system has none, what would be one is a kill.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;

    public static bool Exist => !OperatingSystem.IsWindows();

    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Send(int process, int signal) => _ = Kill(process, signal);

    /// <summary>A shell starts what runs in its background deaf to interrupts, and so would be every process that is started here.</summary>
    public static void HeedInterrupts()
    {
        const nint ignored = 1;
        if (Exist && Handle(Interrupt, 0) is var before && before != ignored)
            Handle(Interrupt, before);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);
}
