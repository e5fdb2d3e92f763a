using System.Runtime.InteropServices;

namespace MathPref.Core.Runs;

/// <summary>Who this process is to the files of a Unix.</summary>
internal static partial class UnixUser
{
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial int GetId();
}
