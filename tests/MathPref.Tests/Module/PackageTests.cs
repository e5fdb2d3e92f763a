using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

public sealed class PackageTests
{
    /// <summary>Exactly what a module folder's bin holds; a new dependency is added here on purpose or not at all.</summary>
    public static IReadOnlyList<string> BinFiles { get; } =
    [
        "CsvHelper.dll",
        "K4os.Compression.LZ4.dll",
        "MathPref.Core.dll",
        "MathPref.Dataset.Format.ps1xml",
        "MathPref.Llm.Format.ps1xml",
        "MathPref.Parquet.dll",
        "MathPref.Row.Format.ps1xml",
        "MathPref.Shared.dll",
        "MathPref.dll",
        "MathPref.psm1",
        "Microsoft.Data.Sqlite.dll",
        "Microsoft.Extensions.AI.Abstractions.dll",
        "Microsoft.Extensions.Configuration.Abstractions.dll",
        "Microsoft.Extensions.Configuration.Binder.dll",
        "Microsoft.Extensions.Configuration.dll",
        "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "Microsoft.Extensions.DependencyInjection.dll",
        "Microsoft.Extensions.Diagnostics.Abstractions.dll",
        "Microsoft.Extensions.Diagnostics.dll",
        "Microsoft.Extensions.Http.dll",
        "Microsoft.Extensions.Logging.Abstractions.dll",
        "Microsoft.Extensions.Logging.dll",
        "Microsoft.Extensions.Options.ConfigurationExtensions.dll",
        "Microsoft.Extensions.Options.dll",
        "Microsoft.Extensions.Primitives.dll",
        "Polly.Core.dll",
        "Polly.dll",
        "SQLitePCLRaw.batteries_v2.dll",
        "SQLitePCLRaw.core.dll",
        "SQLitePCLRaw.provider.e_sqlite3.dll",
        "Snappier.dll",
        "System.IO.Hashing.dll",
        "YamlDotNet.dll",
        "ZstdSharp.dll",
        "runtimes/linux-arm64/native/libe_sqlite3.so",
        "runtimes/linux-musl-arm64/native/libe_sqlite3.so",
        "runtimes/linux-musl-x64/native/libe_sqlite3.so",
        "runtimes/linux-x64/native/libe_sqlite3.so",
        "runtimes/osx-arm64/native/libe_sqlite3.dylib",
        "runtimes/osx-x64/native/libe_sqlite3.dylib",
        "runtimes/win-arm64/native/e_sqlite3.dll",
        "runtimes/win-x64/native/e_sqlite3.dll",
    ];

    /// <summary>What lies in en-US beside the manifest.</summary>
    public static IReadOnlyList<string> HelpFiles { get; } = ["MathPref.dll-Help.xml", "about_MathPref.help.txt", "about_MathPref_Llm.help.txt", "about_MathPref_Run.help.txt"];

    [Fact]
    public void A_package_can_be_imported_on_its_own_and_installed_as_modules_are()
    {
        using var scratch = new Scratch();
        var build = Programs.Shell("-File", Path.Combine(Programs.Root, "build.ps1"), "-Task", "Package", "-Configuration", Programs.Configuration, "-Destination", scratch["made"]).Succeeded();
        var folder = Assert.Single(Directory.GetDirectories(scratch["made/MathPref"]));
        var version = Path.GetFileName(folder);
        var expected = BinFiles.Select(f => "bin/" + f).Concat(HelpFiles.Select(f => "en-US/" + f)).Concat(["CHANGELOG.md", "LICENSE", "MathPref.psd1", "README.md"]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, FilesOf(folder));
        Assert.EndsWith(scratch[$"made/MathPref.{version}.nupkg"], build.TrimEnd(), StringComparison.Ordinal);
        const string Look = "(Get-Module MathPref).ModuleBase; ('Matrices' | New-SelfInstruct -Llm offline/careful).instructions.Count; (Get-Help Get-MathTopic).Synopsis; (Get-Module MathPref).Version.ToString()";
        string[] seen = ["5", "Gives the tutorial's 46 mathematical topics as rows.", version];
        Assert.Equal([folder, .. seen], Programs.PowerShell($"Import-Module '{Path.Combine(folder, "MathPref.psd1")}'; {Look}").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries));

        // From a repository into a module path, with a home of its own: the list of a user's repositories is no business of a test.
        var home = Programs.Home(scratch["home"]);
        Directory.CreateDirectory(scratch["modules"]);
        Programs.PowerShell($"$ErrorActionPreference = 'Stop'; Register-PSResourceRepository scratch -Uri '{scratch["made"]}' -Trusted; Save-PSResource MathPref -Repository scratch -Path '{scratch["modules"]}'", home).Succeeded();
        var installed = scratch[$"modules/MathPref/{version}"];
        Assert.Equal(expected, FilesOf(installed));
        // Nothing imports it: it is found by its name, and so are its cmdlets by theirs.
        var job = Programs.PowerShell($"New-MathPreferenceDataset -Path '{scratch["job"]}' 6>&1; {Look}", [.. home, ("PSModulePath", scratch["modules"])]);
        Assert.Matches(@"(?m)^made +50 pairs in format_dpo$", job.Succeeded());
        Assert.Equal([installed, .. seen], job.Lines.TakeLast(4));
    }

    private static List<string> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
}
