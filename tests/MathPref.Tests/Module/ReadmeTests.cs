using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using MathPref.Core.Tests.Argilla;
using MathPref.Core.Tests.Hub;
using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>
/// Every block of README is run as it is printed, in an empty folder, with strict services on loopback in place of Mistral, the Hub and
/// Argilla. What a reader has at hand by then ($instructions, $judged, …) is there; the placeholder '…' is the service's key. What
/// builds is run in a copy of the sources.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] s_sources = ["src", "docs"];
    private static readonly string[] s_builds = ["dotnet build src/MathPref\n", "./build.ps1 -Task Package\n"];

    private static readonly string s_readme = File.ReadAllText(Path.Combine(Programs.Root, "README.md"));

    /// <summary>What stands in the blocks without being a part of them.</summary>
    private const string AtHand =
        """
        $models = 'mistral/ministral-8b-latest', 'mistral/mistral-small-latest'
        $instructions = 'What is 1 + 1?', 'poison'
        $judged = @(foreach ($i in 1..12) {
            [pscustomobject]@{ instruction = "What is $i + 1?"; generations = "It is $($i + 1).", 'It is 77.'; model_names = 'a', 'b'; ratings = 5, 1; rationales = 'right', 'wrong'; model_name = 'c' }
        })
        $pairs = $judged | ConvertTo-DpoFormat
        $answers = [pscustomobject]@{ instruction = 'What is 1 + 1?'; generations = '\boxed{2}', '\boxed{3}', '\boxed{2}'; reference_answer = '2' }
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($PWD.Path, 'topics.csv'), "input`nMatrices`nDeterminants`n")
        """;

    /// <summary>For the blocks that do not write it themselves.</summary>
    private const string PairsAtHand = "$null = $pairs | Export-Distiset ./pairs -Config first\n";

    private static readonly List<string> s_blocks = PowerShellBlock().Matches(s_readme).Select(m => m.Groups["code"].Value).ToList();

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, s_blocks.Count).Where(i => !Builds(s_blocks[i]))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_runs_as_it_is_printed(int number)
    {
        var code = s_blocks[number];
        using var scratch = new Scratch();
        await using var hub = await StrictHubServer.StartAsync();
        hub.AddGsm8k();
        await using var argilla = await StrictArgillaServer.StartAsync();
        await using var mistral = await StrictMistralServer.StartAsync();
        var poisoned = 0;
        mistral.Script = call =>
        {
            var prompt = call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
            if (prompt == "poison" && Interlocked.Increment(ref poisoned) <= 2)
                return ScriptedReply.Error(400, """{"object":"error","message":"poisoned","type":"invalid_request_error","param":null,"code":"3000"}""");
            if (prompt.StartsWith("# Task Description", StringComparison.Ordinal))
                return ScriptedReply.Text(string.Join('\n', Enumerable.Range(1, 5).Select(i => $"What is {i} of {prompt.Split("## Context\n")[1].Split('\n')[0]}?")));
            return ScriptedReply.Text(prompt.Contains("## Annotation", StringComparison.Ordinal)
                ? "#### Output for Text 1\nRating: 5\nRationale: right\n\n#### Output for Text 2\nRating: 1\nRationale: wrong"
                : $"{call.Body.GetProperty("model").GetString()} says so: {call.Number % 2 + 41}.");
        };
        // What stands in for Mistral has no list price, which -MaxCost needs.
        code = Program().Replace(code, "").Replace(" -MaxCost 20", "", StringComparison.Ordinal).Replace(" -MaxCost 2", "", StringComparison.Ordinal);
        foreach (var (variable, value) in new[] { ("MISTRAL_API_KEY", StrictMistralServer.Key), ("HF_TOKEN", hub.Token), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey), ("ARGILLA_API_URL", argilla.Address.ToString()) })
            code = Regex.Replace(code, $@"(?m)^(\$env:{variable} = )'[^']*'", $"$1'{value}'");
        var script = $"Set-Location '{scratch.Path}'\n{AtHand}\n{(code.Contains("Export-Distiset ./pairs", StringComparison.Ordinal) ? "" : PairsAtHand)}$ErrorActionPreference = 'Stop'\n{code}";
        if (code.Contains("-ErrorVariable", StringComparison.Ordinal))
            script = script.Replace("$ErrorActionPreference = 'Stop'\n", "$ErrorActionPreference = 'SilentlyContinue'\n", StringComparison.Ordinal) + "\nif ($failed.Count -ne 1 -or @($more).Count -ne 1) { throw 'not as README says' }";
        var outcome = await Task.Run(() => Programs.ShellCommand(
            script,
            ("HF_ENDPOINT", hub.Address), ("HF_TOKEN", hub.Token), ("HF_HUB_CACHE", scratch["hub"]),
            ("ARGILLA_API_URL", argilla.Address.ToString()), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey),
            ("MISTRAL_BASE_URL", mistral.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        Assert.True(outcome.ExitCode == 0, $"{code}\n{outcome.Output}\n{outcome.Error}");
        // What the block names, it asks.
        Assert.True(mistral.Calls.Count > 0 == (code.Contains("mistral/", StringComparison.Ordinal) || code.Contains("$models", StringComparison.Ordinal)), outcome.Output + outcome.Error);
        Assert.Equal(
            code.Contains("Publish-Distiset", StringComparison.Ordinal) || code.Contains("-Source hf://", StringComparison.Ordinal), hub.Calls.Count > 0);
    }

    /// <summary>The clone has a name that is not the module's, with a blank in it, and is moved after its build.</summary>
    [Fact]
    public void What_builds_runs_in_a_clone_of_any_name_as_it_is_printed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A test cannot have a folder of its own there for what a user installs.");
        using var scratch = new Scratch();
        var clone = scratch["any name"];
        CopySources(clone);
        (string, string?)[] home =
        [
            .. Programs.Home(scratch["home"]), ("NUGET_PACKAGES", Programs.Packages),
            // Node and server of a build that another one shares would hold the folder.
            ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
            // So that the second block finds built what the first one builds.
            ("Configuration", "Release"),
        ];
        var blocks = s_blocks.Where(Builds).ToList();
        Assert.Equal(s_builds.Length, blocks.Count);
        foreach (var (block, moduleBase) in blocks.Zip([clone, scratch["home/.local/share/powershell/Modules/MathPref"]]))
        {
            var outcome = Programs.PowerShell($"Set-Location '{clone}'\n$ErrorActionPreference = 'Stop'\n{block}\n(Get-Module MathPref).ModuleBase; @(Get-MathTopic).Count", home);
            Assert.True(outcome.ExitCode == 0 && outcome.Lines.Count > 2, outcome.Output + outcome.Error);
            Assert.StartsWith(moduleBase, outcome.Lines[^2], StringComparison.Ordinal);
            Assert.Equal("46", outcome.Lines[^1]);
        }
        Directory.Move(clone, scratch["moved"]);
        Assert.Equal($"{scratch["moved/artifacts/modules/MathPref"]}\n46\n", Programs.PowerShell("Import-Module MathPref; (Get-Module MathPref).ModuleBase; @(Get-MathTopic).Count", ("PSModulePath", scratch["moved/artifacts/modules"])).Succeeded());
    }

    private static bool Builds(string block) => s_builds.Any(start => block.StartsWith(start, StringComparison.Ordinal));

    /// <summary>What a clone has, as far as a build needs it.</summary>
    private static void CopySources(string clone)
    {
        var files = Directory.GetFiles(Programs.Root).Concat(s_sources.SelectMany(folder => Directory.GetFiles(Path.Combine(Programs.Root, folder), "*", SearchOption.AllDirectories)));
        foreach (var file in files)
        {
            var copy = Path.Combine(clone, Path.GetRelativePath(Programs.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [Fact]
    public void The_shell_s_commands_run_as_they_are_printed()
    {
        var commands = ShellLine().Matches(s_readme).Select(m => m.Groups["arguments"].Value).ToList();
        Assert.Equal(3, commands.Count);
        foreach (var arguments in commands)
        {
            using var scratch = new Scratch();
            Parser.ParseInput("x " + arguments.Replace("./math-preference", scratch["math-preference"], StringComparison.Ordinal), out var tokens, out _);
            Programs.Shell([.. tokens.Skip(1).Where(token => token.Kind is not TokenKind.EndOfInput).Select(token => token is StringToken text ? text.Value : token.Text)]).Succeeded();
        }
    }

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();

    /// <summary>Lines that call other programs.</summary>
    [GeneratedRegex(@"^trl .*\n", RegexOptions.Multiline)]
    private static partial Regex Program();

    [GeneratedRegex(@"^dotnet run --project src/MathPref\.Shell -- (?<arguments>.+)$", RegexOptions.Multiline)]
    private static partial Regex ShellLine();
}
