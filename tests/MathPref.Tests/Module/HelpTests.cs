using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using MathPref.Core.Tests.Argilla;
using MathPref.Core.Tests.Hub;
using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>What Get-Help says, and that its examples do what they say they do.</summary>
public sealed partial class HelpTests
{
    private static readonly string s_pages = Path.Combine(Programs.Root, "docs", "en-US");

    /// <summary>One example of a page, by cmdlet and title; the code is looked up, so that names of tests stay short.</summary>
    public static TheoryData<string, string> Examples { get; } = ReadExamples();

    /// <summary>The chains that the pages about a subject show.</summary>
    public static TheoryData<string, int> TopicExamples { get; } = ReadTopicExamples();

    [Fact]
    public void Every_exported_cmdlet_has_help_with_all_its_parts()
    {
        var script =
            """
            foreach ($command in Get-Command -Module MathPref) {
                $help = Get-Help $command.Name
                $engine = [System.Management.Automation.Cmdlet]::CommonParameters
                foreach ($parameter in $command.Parameters.Keys) {
                    if ($parameter -in $engine) { continue }
                    $described = foreach ($p in $help.parameters.parameter) { if ($p.name -eq $parameter) { "$($p.description.Text)" } }
                    if (-not $described) { "$($command.Name): -$parameter is not described" }
                    $aliases = foreach ($p in $help.parameters.parameter) { if ($p.name -eq $parameter) { $p.aliases } }
                    $real = $command.Parameters[$parameter].Aliases -join ', '
                    if ($real -and $aliases -ne $real) { "$($command.Name): -$parameter has the aliases $real, not $aliases" }
                }
                foreach ($p in $help.parameters.parameter) {
                    if (-not $command.Parameters.ContainsKey($p.name)) { "$($command.Name): there is no -$($p.name)" }
                }
                # Help that the engine makes up has the syntax as its synopsis.
                if (-not $help.Synopsis -or $help.Synopsis.Trim().StartsWith($command.Name)) { "$($command.Name): no synopsis" }
                if (-not "$($help.description.Text)") { "$($command.Name): no description" }
                if (-not "$($help.inputTypes.inputType.type.name)") { "$($command.Name): no inputs" }
                if (-not "$($help.returnValues.returnValue.type.name)") { "$($command.Name): no outputs" }
                if (@($help.examples.example).Count -lt 2) { "$($command.Name): $(@($help.examples.example).Count) examples" }
                if (@($help.syntax.syntaxItem).Count -ne $command.ParameterSets.Count) { "$($command.Name): another number of parameter sets" }
                "$($command.Name) is looked at"
            }
            """;
        var lines = Programs.ShellCommand(script).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.EndsWith(" is looked at", line, StringComparison.Ordinal));
        Assert.Equal(Engine.CmdletTypes.Count(), lines.Length);
    }

    [Theory]
    [InlineData("about_MathPref", "-ErrorVariable failed")]
    [InlineData("about_MathPref_Llm", "MATHPREF_JOURNAL")]
    public void Get_Help_finds_the_topics(string topic, string text)
    {
        var shown = Programs.ShellCommand($"(Get-Help {topic}).ToString()").Succeeded();
        Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_runs_without_an_error(string cmdlet, string title)
    {
        var code = Code(cmdlet, title);
        using var scratch = new Scratch();
        if (code.StartsWith("# needs ", StringComparison.Ordinal))
        {
            await RunWithServices(code, scratch);
            return;
        }
        RunInEngine(code, scratch);
    }

    [Theory]
    [MemberData(nameof(TopicExamples))]
    public void Every_chain_of_a_topic_runs_without_an_error(string topic, int number)
    {
        using var scratch = new Scratch();
        RunInEngine(Blocks(Path.Combine(s_pages, topic + ".md"))[number], scratch);
    }

    [Fact]
    public void Every_PowerShell_block_of_README_parses()
    {
        var blocks = Blocks(Path.Combine(Programs.Root, "README.md"));
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            Parser.ParseInput(block, out _, out var errors);
            Assert.True(errors.Length == 0, $"{errors.FirstOrDefault()?.Message}\n{block}");
        }
    }

    [Theory]
    [InlineData("### -First\n", "### -Frist\n", "the parameter -First of Get-MathTopic is not described")]
    [InlineData("## Inputs\n", "### -Unknown\n\nText.\n\n## Inputs\n", "Get-MathTopic has no parameter -Unknown")]
    [InlineData("## Outputs\n", "## Output\n", "a page has no section 'Output'")]
    [InlineData("# Get-MathTopic\n", "# Get-MathTopics\n", "the page is called 'Get-MathTopics', and its file is not")]
    public void A_page_that_does_not_go_with_its_cmdlet_is_named(string text, string instead, string problem)
    {
        using var scratch = new Scratch();
        CopyPages(scratch.Path);
        var page = scratch["Get-MathTopic.md"];
        File.WriteAllText(page, File.ReadAllText(page).Replace(text, instead, StringComparison.Ordinal));
        var outcome = BuildHelp(scratch.Path, scratch["out"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches($@"^{Regex.Escape(page)}\(\d+\): error HELP: {Regex.Escape(problem)}", outcome.Error);
        Assert.False(Directory.Exists(scratch["out"]));
    }

    [Fact]
    public void A_cmdlet_without_a_page_is_named_and_so_is_a_page_without_a_cmdlet()
    {
        using var scratch = new Scratch();
        CopyPages(scratch.Path);
        File.Delete(scratch["Get-LlmUsage.md"]);
        File.WriteAllText(scratch["Get-Nothing.md"], "# Get-Nothing\n");
        var outcome = BuildHelp(scratch.Path, scratch["out"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("there is no page for the cmdlet Get-LlmUsage", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("there is no cmdlet Get-Nothing", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_that_was_built_is_that_of_the_pages()
    {
        using var scratch = new Scratch();
        BuildHelp(s_pages, scratch.Path).Succeeded();
        var built = Path.Combine(Programs.Root, "en-US");
        Assert.Equal(PackageTests.HelpFiles, Directory.GetFiles(built).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in PackageTests.HelpFiles)
            Assert.Equal(File.ReadAllText(scratch[file]), File.ReadAllText(Path.Combine(built, file)));
    }

    private static void RunInEngine(string code, Scratch scratch)
    {
        using var engine = new Engine();
        var result = engine.Run(In(scratch, code));
        Assert.Null(result.Ended);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
    }

    private static string In(Scratch scratch, string code) => $"Set-Location -LiteralPath '{scratch.Path}'\n{code}";

    /// <summary>What an example cannot do without, its first line says; here it is a strict server on loopback.</summary>
    private static async Task RunWithServices(string code, Scratch scratch)
    {
        await using var hub = await StrictHubServer.StartAsync();
        hub.AddGsm8k();
        await using var argilla = await StrictArgillaServer.StartAsync();
        await using var mistral = await StrictMistralServer.StartAsync();
        mistral.Script = call => ScriptedReply.Text(
            call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.Contains("## Annotation", StringComparison.Ordinal)
                ? "#### Output for Text 1\nRating: 5\nRationale: right\n\n#### Output for Text 2\nRating: 1\nRationale: wrong"
                : "What is 1 + 1?\nFind x.\nName a set.\nAdd 2 and 3.\nHalve 8.");
        var outcome = await Task.Run(() => Programs.ShellCommand(
            In(scratch, code),
            ("HF_ENDPOINT", hub.Address), ("HF_TOKEN", hub.Token), ("HF_HUB_CACHE", scratch["hub"]),
            ("ARGILLA_API_URL", argilla.Address.ToString()), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey),
            ("MISTRAL_BASE_URL", mistral.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        outcome.Succeeded();
        Assert.DoesNotMatch("(?i)error", outcome.Error);
        var asked = code.Split('\n')[0].Trim() switch
        {
            "# needs a key" => mistral.Calls.Count,
            "# needs the Hub" => hub.Calls.Count,
            "# needs Argilla" => argilla.Calls.Count,
            var other => throw new InvalidOperationException($"Nobody knows what '{other}' asks for."),
        };
        Assert.True(asked > 0, "The example says that it needs a server, and did not ask it.");
    }

    private static Programs.Outcome BuildHelp(string pages, string target) => Programs.Run("dotnet", [Programs.Built("MathPref.Help"), Programs.Built("MathPref"), pages, target]);

    private static void CopyPages(string folder)
    {
        foreach (var page in Directory.GetFiles(s_pages, "*.md"))
            File.Copy(page, Path.Combine(folder, Path.GetFileName(page)));
    }

    private static IEnumerable<string> CmdletPages => Directory.GetFiles(s_pages, "*-*.md").Order(StringComparer.Ordinal);

    private static TheoryData<string, string> ReadExamples()
    {
        var data = new TheoryData<string, string>();
        foreach (var page in CmdletPages)
        {
            foreach (Match example in Example().Matches(File.ReadAllText(page)))
                data.Add(Path.GetFileNameWithoutExtension(page), example.Groups["title"].Value);
        }
        return data;
    }

    private static TheoryData<string, int> ReadTopicExamples()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in Directory.GetFiles(s_pages, "about_*.md").Order(StringComparer.Ordinal))
        {
            for (var i = 0; i < Blocks(page).Count; i++)
                data.Add(Path.GetFileNameWithoutExtension(page), i);
        }
        return data;
    }

    private static string Code(string cmdlet, string title) => Example().Matches(File.ReadAllText(Path.Combine(s_pages, cmdlet + ".md"))).Single(example => example.Groups["title"].Value == title).Groups["code"].Value;

    private static List<string> Blocks(string file) => Block().Matches(File.ReadAllText(file)).Select(block => block.Groups["code"].Value).ToList();

    [GeneratedRegex(@"^### (?<title>[^\n]+)\n\n```powershell\n(?<code>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
