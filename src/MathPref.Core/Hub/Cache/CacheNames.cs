using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>Names from the Hub that become names on this machine, and may not lead anywhere else.</summary>
internal static class CacheNames
{
    /// <summary>The path of something by its name with slashes below a folder. Throws <see cref="HubException"/> for a name that leads out of it.</summary>
    public static string Below(string folder, string name, string kind) => IsSafe(name)
        ? Path.Combine([folder, .. name.Split('/')])
        : throw new HubException(HubFailure.BadRequest, $"'{MessageText.Short(name)}' cannot be {kind} on this machine: nothing is read or written there.");

    /// <summary>
    /// Whether each part is the name of something in its folder. On Windows a colon names a stream, and what ends in dots or blanks something else.
    /// </summary>
    public static bool IsSafe(string name)
    {
        var odd = Path.GetInvalidFileNameChars();
        return name.Split('/').All(part => part.Length > 0
            && part is not ("." or "..")
            && part.IndexOfAny(odd) < 0
            && !(OperatingSystem.IsWindows() && part[^1] is ('.' or ' ')));
    }
}
