using System.Collections;
using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Columns of structs, which become objects of PowerShell when somebody looks at them.</summary>
public sealed class RowStructTests : IDisposable
{
    private const string Judged = "Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -NumInstructions 1 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private object? One(string script) => Assert.Single(_engine.Run(script).Clean()).BaseObject;

    [Fact]
    public void They_are_read_by_name_like_any_other() => Assert.Equal(
        "user, assistant; 1",
        One(Judged + "ConvertTo-DpoFormat | ForEach-Object { \"$($_.chosen.role -join ', '); $(@($_.distilabel_metadata.raw_output_self_instruct_0).Count)\" }"));

    [Fact]
    public void What_a_script_changes_in_them_is_there_for_the_next_cmdlet() => Assert.Equal(
        "checked by hand",
        One(Judged + "ForEach-Object { $_.distilabel_metadata.raw_output_ultra_feedback_0 = 'checked by hand'; $_ } | ConvertTo-DpoFormat | ForEach-Object { $_.distilabel_metadata.raw_output_ultra_feedback_0 }"));

    [Fact]
    public void What_a_script_adds_to_them_is_there_for_the_next_cmdlet() => Assert.Equal(
        "me",
        One(Judged + "ForEach-Object { $_.distilabel_metadata.PSObject.Properties.Add([psnoteproperty]::new('checker', 'me')); $_ } | ConvertTo-DpoFormat | ForEach-Object { $_.distilabel_metadata.checker }"));

    [Fact]
    public void A_change_to_one_of_several_rows_of_the_same_source_leaves_the_others_alone()
    {
        var result = _engine.Run("Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -NumInstructions 2 | Expand-Column instructions -As instruction | ForEach-Object { $script:n++; if ($script:n -eq 1) { $_.distilabel_metadata.statistics_self_instruct_0.input_tokens = -1 }; $_ } | ForEach-Object { $_.distilabel_metadata.statistics_self_instruct_0.input_tokens -eq -1 }");
        Assert.Equal([true, false], result.Clean().Select(o => o.BaseObject));
    }

    [Fact]
    public void A_copy_of_a_row_that_nobody_looked_into_is_whole()
    {
        var copy = Assert.Single(_engine.Run(Judged + "ConvertTo-DpoFormat | ForEach-Object { $_.PSObject.Copy() }").Clean());
        var chosen = ((IEnumerable)copy.Properties["chosen"].Value).Cast<PSObject>().ToList();
        Assert.Equal(["user", "assistant"], chosen.Select(m => m.Properties["role"].Value));
        Assert.Equal("System.Management.Automation.PSCustomObject", copy.Properties["distilabel_metadata"].TypeNameOfValue);
    }

    [Fact]
    public void Another_value_takes_their_place() => Assert.Equal(
        "none",
        One(Judged + "ForEach-Object { $_.distilabel_metadata = 'none'; $_ } | ForEach-Object { $_.distilabel_metadata }"));
}
