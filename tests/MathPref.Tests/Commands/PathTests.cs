using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>
/// A folder called set[v1] works in every cmdlet that takes a path: what is there by that very name comes before what it matches, -LiteralPath
/// is taken as it is, brackets escaped as Tab escapes them stand for themselves, and the path of what is written is no pattern.
/// </summary>
public sealed class PathTests : IDisposable
{
    private const string Name = "set[v1]";

    private const string Block = "{ Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -NumInstructions 1 | Export-Distiset -Config topics -PassThru }";

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public PathTests()
    {
        Directory.CreateDirectory(_scratch[Name]);
        // What the pattern would match.
        Directory.CreateDirectory(_scratch["setv"]);
        _engine.Run("$ExecutionContext.SessionState.Path.SetLocation($here)", ("here", _scratch.Path)).Clean();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("here", _scratch.Path));

    private void Dataset(string folder) => Run($"@{{ prompt = 'p'; chosen = 'a'; rejected = 'b'; from = '{folder}' }} | Export-Distiset -Path '{folder}'").Clean();

    public static TheoryData<string> Spellings =>
    [
        "./set[v1]", "set[v1]", "-Path './set[v1]'", "-LiteralPath './set[v1]'", "-Path './set`[v1`]'", "-Path (\"$here/set[v1]\")", "-LiteralPath (\"$here/set[v1]\")",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void It_is_read_checked_and_described_by_every_spelling(string path)
    {
        Dataset(Name);
        Dataset("setv");
        Assert.Equal(Name, Assert.Single(Run($"Import-Dataset {path}").Clean()).Properties["from"].Value);
        Assert.Equal(_scratch[Name], Assert.IsType<Distiset>(Assert.Single(Run($"Get-Distiset {path}").Clean()).BaseObject).Path);
        Assert.Equal(true, Assert.Single(Run($"Test-Distiset {path} -Quiet").Clean()).BaseObject);
        // It comes as far as the folder's content: the token is no token, and nothing is sent under -WhatIf.
        var published = Run($"Publish-Distiset {path} -RepoId ada/x -Token hf_x -AllowUnencryptedAuthentication -MaximumRetryCount 0 -WhatIf");
        Assert.DoesNotContain(published.Errors, error => error.FullyQualifiedErrorId.StartsWith("PathNotFound", StringComparison.Ordinal) || error.FullyQualifiedErrorId.StartsWith("SeveralPaths", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void It_is_exported_to_by_every_spelling_and_what_it_would_match_is_left_alone(string path)
    {
        Run($"@{{ n = 1 }} | Export-Distiset {path}").Clean();
        Assert.True(File.Exists(_scratch[Name + "/README.md"]));
        Assert.Equal([_scratch[Name], _scratch["setv"]], Directory.GetDirectories(_scratch.Path).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["setv"]));
    }

    [Theory]
    [InlineData("Invoke-DatasetPipeline -Path './set[v1]/run'")]
    [InlineData("Invoke-DatasetPipeline -LiteralPath './set[v1]/run'")]
    [InlineData("Invoke-DatasetPipeline -Path './set`[v1`]/run'")]
    [InlineData("Invoke-DatasetPipeline -Path \"$here/set[v1]/run\"")]
    public void A_run_and_its_parameters_lie_in_it(string command)
    {
        File.WriteAllText(_scratch[Name + "/settings.json"], """{ "self_instruct_0": { "llm": { "generation_kwargs": { "seed": 5 } } } }""");
        var steps = Run($"{command} {Block} -ParametersPath './set[v1]/settings.json'").Clean();
        Assert.Equal(_scratch[Name + "/run/distiset"], Assert.IsType<Distiset>(Assert.Single(steps).BaseObject).Path);
        Assert.Contains("\"seed\": 5", File.ReadAllText(_scratch[Name + "/run/run.json"]), StringComparison.Ordinal);
        Assert.Equal([_scratch[Name], _scratch["setv"]], Directory.GetDirectories(_scratch.Path).Order(StringComparer.Ordinal));
        foreach (var path in new[] { "-Path './set[v1]/run'", "-LiteralPath './set[v1]/run'", "-Path './set[v1]/run/pipeline.ps1'", "-Path './set`[v1`]/r*'" })
            Assert.Contains("flowchart", Assert.Single(Run($"Show-DatasetPipeline {path}").Clean()).ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(Run("Import-Dataset './set[v1]/run' -Config topics").Clean());
    }

    [Fact]
    public void The_tutorial_is_made_in_it()
    {
        Run("New-MathPreferenceDataset './set[v1]/pref' -First 1 -NumInstructions 2 -WarningAction Ignore").Clean();
        Run("New-MathPreferenceDataset -LiteralPath './set[v1]/pref2' -First 1 -NumInstructions 2 -WarningAction Ignore").Clean();
        Assert.True(File.Exists(_scratch[Name + "/pref/distiset/README.md"]));
        Assert.True(File.Exists(_scratch[Name + "/pref2/run.json"]));
        Assert.NotEmpty(Run("Import-Dataset './set[v1]/pref' -Config format_dpo").Clean());
    }

    [Theory]
    [InlineData("'Sets' | New-SelfInstruct -Llm (New-Llm -Reply 'What?') -NumInstructions 1 -Journal './set[v1]/a.db'")]
    [InlineData("'Sets' | New-SelfInstruct -Llm (New-Llm mistral/x -Endpoint http://127.0.0.1:1/v1 -Journal './set[v1]/a.db') -WhatIf")]
    [InlineData("'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 1 -Journal './set`[v1`]/a.db'")]
    public void A_journal_lies_in_it(string script)
    {
        Run(script).Clean();
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["setv"]));
        Assert.Equal([_scratch[Name], _scratch["setv"]], Directory.GetDirectories(_scratch.Path).Order(StringComparer.Ordinal));
        if (script.Contains("offline", StringComparison.Ordinal))
            Assert.True(File.Exists(_scratch[Name + "/a.db"]));
    }

    [Fact]
    public void In_such_a_folder_files_are_found_by_name_and_by_pattern()
    {
        File.WriteAllText(_scratch[Name + "/a.csv"], "n;m\n1;2\n");
        _engine.Run("$ExecutionContext.SessionState.Path.SetLocation([WildcardPattern]::Escape($there))", ("there", _scratch[Name])).Clean();
        foreach (var path in new[] { "a.csv", "./a.csv", "./*.csv", "-LiteralPath ./a.csv", "'../set[v1]/a.csv'", "'../set`[v1`]/*.csv'" })
            Assert.Equal("1", Assert.Single(Run($"Import-Dataset {path}").Clean()).Properties["n"].Value);
    }

    [Fact]
    public void Wildcards_match_where_nothing_has_that_name()
    {
        Dataset("setv");
        Dataset("set1");
        Assert.Equal(2, Run("Import-Dataset ./set?").Clean().Count);
        Assert.Equal(2, Run("Get-Distiset ./set?").Clean().Count);
        Assert.Equal([true, true], Run("Test-Distiset ./set? -Quiet").Clean().Select(o => (bool)o.BaseObject));
        Assert.Single(Run("Get-Distiset './set[1v]', ./none -ErrorAction Ignore").Output, o => ((Distiset)o.BaseObject).Path == _scratch["setv"]);
        Assert.StartsWith("PathNotFound", Run("Import-Dataset -LiteralPath './set?'").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("PathNotFound", Run("Get-Distiset -LiteralPath './set?'").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SeveralPaths", Run("Publish-Distiset './set?' ada/x -Token hf_x").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("PathNotFound", Run("Publish-Distiset -LiteralPath './set?' ada/x -Token hf_x").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("PathNotFound", Run("Publish-Distiset './none*' ada/x -Token hf_x").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_of_files_and_datasets_on_the_pipe_are_taken_by_their_exact_names()
    {
        Dataset(Name);
        Dataset("setv");
        const string item = "[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$here/set[v1]\" }";
        Assert.Equal(Name, Assert.Single(Run($"{item} | Import-Dataset").Clean()).Properties["from"].Value);
        Assert.Equal(Name, Assert.Single(Run("[System.IO.DirectoryInfo]::new(\"$here/set[v1]\") | Get-Distiset | Import-Dataset").Clean()).Properties["from"].Value);
        Assert.Single(Run($"{item} | Test-Distiset -Quiet").Clean());
        Assert.Single(Run("Get-Distiset './set[v1]' | Test-Distiset -Quiet").Clean());
        foreach (var property in new[] { "Path", "LiteralPath", "FullName", "PSPath" })
            Assert.Equal(_scratch[Name], Assert.IsType<Distiset>(Assert.Single(Run($"[pscustomobject]@{{ {property} = \"$here/set[v1]\" }} | Get-Distiset").Clean()).BaseObject).Path);
    }
}
