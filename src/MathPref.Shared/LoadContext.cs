using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MathPref.Shared;

/// <summary>
/// The load context of the module. Whatever lies in the module's folder is loaded here; everything else (the framework, the
/// PowerShell engine) comes from the default context, so that its types are the same on both sides.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext
{
    private static readonly Lock s_lock = new();
    private static LoadContext? s_instance;

    private readonly string _folder;
    private Assembly? _module;

    private LoadContext(string folder) : base("MathPref") => _folder = folder;

    /// <summary>
    /// The cmdlets' assembly. Assemblies cannot be unloaded, so one process has one copy of the module: a second folder is an
    /// <see cref="InvalidOperationException"/> that names the first.
    /// </summary>
    /// <param name="folder">The folder with the module's assemblies.</param>
    public static Assembly Initialize(string folder)
    {
        lock (s_lock)
        {
            var real = RealPath.Of(folder);
            var context = s_instance ??= new LoadContext(real);
            if (!RealPath.AreSame(context._folder, real))
            {
                throw new InvalidOperationException(
                    $"This process has already loaded MathPref from {context._folder}, and assemblies cannot be unloaded. " +
                    $"Start a new PowerShell to use the copy in {folder}.");
            }
            return context._module ??= context.LoadFromAssemblyPath(Path.Combine(context._folder, "MathPref.dll"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(LoadContext).Assembly.GetName().Name)
            return typeof(LoadContext).Assembly;
        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var (prefix, extension) = OperatingSystem.IsWindows() ? ("", ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        var machine = RuntimeInformation.RuntimeIdentifier;
        // A distribution's own name (debian.12-x64) stands for linux-x64; only musl has builds of its own.
        var system = OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : machine.Contains("musl", StringComparison.Ordinal) || machine.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl"
            : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var path = Path.Combine(_folder, "runtimes", $"{system}-{architecture}", "native", prefix + unmanagedDllName + extension);
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }
}
