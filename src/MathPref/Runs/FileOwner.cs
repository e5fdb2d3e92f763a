using System.Globalization;
using System.Management.Automation;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>Whose a file is, and who else may write it: what is run out of a file may come from nobody else.</summary>
internal static class FileOwner
{
    private const int GroupMayWrite = 0b010_000, OthersMayWrite = 0b010;

    /// <summary>Why a file or folder may be another's work, in words; null where it is this user's own.</summary>
    public static string? Doubt(PSCmdlet cmdlet, string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            return "it is a link";
        return OperatingSystem.IsWindows() ? DoubtOnWindows(path) : DoubtOnUnix(cmdlet, path);
    }

    private static string? DoubtOnUnix(PSCmdlet cmdlet, string path)
    {
        // The engine's own look at a file: the runtime has none at its owner.
        var seen = cmdlet.InvokeProvider.Item.Get([path], force: true, literalPath: true).FirstOrDefault()?.Properties["UnixStat"]?.Value;
        if (seen is null)
            return "its owner cannot be told";
        int Number(string name) => Convert.ToInt32(PSObject.AsPSObject(seen).Properties[name].Value, CultureInfo.InvariantCulture);
        var (user, group, mode) = (Number("UserId"), Number("GroupId"), Number("Mode"));
        if (user != UnixUser.GetId())
            return "it belongs to another user";
        // Where each user has a group of the own, which has the user's number, files are that group's to write, and so nobody else's.
        return (mode & OthersMayWrite) != 0 || (mode & GroupMayWrite) != 0 && group != user ? "others may write it (chmod go-w)" : null;
    }

    [SupportedOSPlatform("windows")]
    private static string? DoubtOnWindows(string path)
    {
        FileSystemSecurity security = Directory.Exists(path) ? new DirectoryInfo(path).GetAccessControl() : new FileInfo(path).GetAccessControl();
        var owner = security.GetOwner(typeof(SecurityIdentifier));
        using var me = WindowsIdentity.GetCurrent();
        // What an administrator makes may belong to them all.
        return owner is not null && (owner.Equals(me.User) || owner.Equals(me.Owner)) ? null : "it belongs to another user";
    }
}
