using System.Management.Automation.Runspaces;
using MathPref.Shell;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Shell;

public sealed class CompleterTests : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
    private readonly Scratch _scratch = new();

    public CompleterTests()
    {
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(_scratch.Path);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("Get-Modu", "Get-Module")]
    [InlineData("1 | ForEach-Object -Begi", "-Begin")]
    [InlineData("$HOM", "$HOME")]
    [InlineData("[System.Tim", "System.TimeSpan")]
    public void The_engine_completes(string text, string expected) => Assert.Contains(expected, Texts(text));

    [Fact]
    public void Paths_complete_with_quotes_where_they_need_them()
    {
        Directory.CreateDirectory(_scratch["my sets"]);
        File.WriteAllText(_scratch["my sets/it's.csv"], "");
        File.WriteAllText(_scratch["mine.csv"], "");
        File.WriteAllText(_scratch[".hidden"], "");
        Assert.Equal(["./mine.csv", $"'./my sets{Path.DirectorySeparatorChar}'"], Texts("Import-Dataset ./m"));
        Assert.Equal(["'my sets/it''s.csv'"], Texts("Import-Dataset 'my sets/"));
        Assert.Equal(["mine.csv", $"'my sets{Path.DirectorySeparatorChar}'"], Texts("Import-Dataset "));
        Assert.Equal([".hidden"], Texts("Import-Dataset .h"));
        Assert.Equal([_scratch["mine.csv"]], Texts($"Import-Dataset {_scratch["MIN"]}"));
    }

    [Fact]
    public void Variables_of_the_environment_complete() => Assert.Contains("$env:PATH", Texts("$env:PAT"), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("")]
    [InlineData("Import-Dataset ./nowhere/x")]
    [InlineData("Import-Dataset -NoSuch")]
    [InlineData("\"$(\"")]
    [InlineData("@{{")]
    public void Where_there_is_nothing_to_offer_nothing_happens(string text)
    {
        Assert.Empty(Texts(text));
        Assert.Equal(0, _runspace.SessionStateProxy.PSVariable.GetValue("Error") is System.Collections.ArrayList errors ? errors.Count : -1);
    }

    [Fact]
    public void A_completer_that_fails_is_no_failure_of_the_prompt()
    {
        using var define = _runspace.CreatePipeline("Register-ArgumentCompleter -CommandName Get-Module -ParameterName Name -ScriptBlock { throw 'broken' }");
        define.Invoke();
        new Completer(_runspace).Complete("Get-Module -Name x", 18);
        _runspace.Dispose();
        Assert.Null(new Completer(_runspace).Complete("Get-Modu", 8));
    }

    private IEnumerable<string> Texts(string text) => new Completer(_runspace).Complete(text, text.Length)?.Candidates.Select(c => c.Text) ?? [];
}
