using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>The built module, by its path, in a process of its own.</summary>
public sealed class LoadingTests
{
    [Fact]
    public void The_manifest_is_valid_and_exports_every_cmdlet_by_name()
    {
        var names = Programs.ShellCommand($"(Test-ModuleManifest '{Programs.Manifest}').ExportedCmdlets.Keys").Succeeded();
        var classes = Engine.CmdletTypes.Select(t => t.GetCustomAttributes(typeof(System.Management.Automation.CmdletAttribute), false).Cast<System.Management.Automation.CmdletAttribute>().Single()).Select(c => $"{c.VerbName}-{c.NounName}");
        Assert.Equal(classes.Order(), names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.DoesNotContain("'*'", File.ReadAllText(Programs.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_load_in_the_modules_own_context()
    {
        var script =
            """
            'Algebraic Expressions' | New-SelfInstruct -Llm offline/careful | Out-Null
            try { 'x' | Invoke-TextGeneration -Journal ([System.IO.Path]::GetTempFileName()) -Llm openai/x -Endpoint http://127.0.0.1:9 -MaximumRetryCount 1 -RetryIntervalSec 0 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue } catch { }
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
                $name = $assembly.GetName().Name
                if ($name -match '^(Polly|Microsoft\.Extensions|CsvHelper|YamlDotNet|SQLitePCL|Microsoft\.Data|MathPref)') {
                    "$name=$([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name)"
                }
            }
            """;
        var lines = Programs.ShellCommand(script).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Polly.Core=MathPref", lines);
        Assert.Contains("Microsoft.Data.Sqlite=MathPref", lines);
        Assert.Contains("Microsoft.Extensions.Http=MathPref", lines);
        Assert.Contains("Microsoft.Extensions.AI.Abstractions=MathPref", lines);
        Assert.Equal(["MathPref.Shared=Default"], lines.Where(l => l.EndsWith("=Default", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("Import-Module '{0}' -Force; Import-Module '{0}' -Force")]
    [InlineData("Remove-Module MathPref; Import-Module '{0}'")]
    [InlineData("Remove-Module MathPref; Import-Module '{0}'; Import-Module '{0}' -Force; Remove-Module MathPref; Import-Module '{0}'")]
    public void Importing_again_keeps_every_cmdlet(string script)
    {
        var after = Programs.ShellCommand(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Programs.Manifest) + "; (Get-Command -Module MathPref).Count; (Get-MathTopic -First 3).input").Succeeded();
        Assert.Equal([Engine.CmdletTypes.Count().ToString(System.Globalization.CultureInfo.InvariantCulture), "Algebraic Expressions", "Linear Equations", "Quadratic Equations"], after.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_second_runspace_can_import_the_module_too()
    {
        var script =
            $$"""
            $second = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
            $second.Open()
            $ps = [powershell]::Create()
            $ps.Runspace = $second
            $ps.AddScript("Import-Module '{{Programs.Manifest}}'; (Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -NumInstructions 2).instructions.Count").Invoke()
            $second.Dispose()
            (Get-MathTopic -First 1).input
            """;
        Assert.Equal("2\nAlgebraic Expressions\n", Programs.ShellCommand(script).Succeeded());
    }

    [Fact]
    public void It_works_inside_ForEach_Object_Parallel()
    {
        var script = $"1..4 | ForEach-Object -Parallel {{ Import-Module '{Programs.Manifest}'; ('Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions $_).instructions.Count }} -ThrottleLimit 4 | ForEach-Object {{ $_ }}";
        Assert.Equal(["1", "2", "3", "4"], Programs.ShellCommand(script).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void Bin_holds_what_the_module_needs_and_nothing_that_the_engine_or_the_framework_has()
    {
        var bin = Path.Combine(Programs.Root, "bin");
        var files = Directory.GetFiles(bin, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(bin, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(PackageTests.BinFiles, files);
        var framework = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(f => Path.GetFileName(f)!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(files, file => framework.Contains(Path.GetFileName(file)));
    }

    [Fact]
    public void Every_script_of_the_repository_parses()
    {
        var scripts = new[] { "*.ps1", "*.psm1", "*.psd1" }
            .SelectMany(pattern => Directory.EnumerateFiles(Programs.Root, pattern, SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Programs.Root, file).Replace('\\', '/').StartsWith("artifacts/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            System.Management.Automation.Language.Parser.ParseFile(script, out _, out var errors);
            Assert.True(errors.Length == 0, $"{script}: {errors.FirstOrDefault()?.Message}");
        }
    }
}
