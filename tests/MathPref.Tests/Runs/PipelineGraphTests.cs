using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

public sealed class PipelineGraphTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Draw(string block) => (string)Assert.Single(_engine.Run("Show-DatasetPipeline " + block, ("folder", _scratch.Path)).Clean()).BaseObject;

    [Fact]
    public void The_tutorial_s_graph_has_a_node_for_each_model_and_both_leaves()
    {
        var graph = Draw("{ Get-MathTopic -First 10 | New-SelfInstruct -Llm offline/careful | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm mistral/a, mistral/b -StepName one, two | Invoke-UltraFeedback -Llm (New-Llm mistral/c -ApiKey 'secret-key') | Export-ArgillaDataset pairs | ConvertTo-DpoFormat }");
        Assert.StartsWith("flowchart TD\n", graph, StringComparison.Ordinal);
        Assert.Contains("n3[\"one<br/>Invoke-TextGeneration<br/>mistral/a\"]", graph, StringComparison.Ordinal);
        Assert.Contains("n4[\"two<br/>Invoke-TextGeneration<br/>mistral/b\"]", graph, StringComparison.Ordinal);
        Assert.Contains("Invoke-UltraFeedback<br/>mistral/c", graph, StringComparison.Ordinal);
        foreach (var edge in new[] { "n2 --> n3", "n2 --> n4", "n3 --> n5", "n4 --> n5", "n5 --> n6", "n6 -->|preference_to_argilla_0| distiset", "n6 --> n7", "n7 --> distiset" })
            Assert.Contains("    " + edge + "\n", graph + "\n", StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", graph, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_followed_through_variables_loops_and_other_commands()
    {
        var graph = Draw("""
            {
                $answers = 'a', 'b' | ForEach-Object { $_ | Invoke-TextGeneration -Llm offline/careful } | Where-Object { $_ }
                $answers | ConvertTo-SftFormat
                if ($true) { $answers | Invoke-UltraFeedback -Llm $judge }
            }
            """);
        Assert.Contains("n0([\"2 texts\"])", graph, StringComparison.Ordinal);
        Assert.Contains("n2(\"Where-Object\")", graph, StringComparison.Ordinal);
        Assert.Contains("<br/>$judge", graph, StringComparison.Ordinal);
        foreach (var edge in new[] { "n0 --> n1", "n1 --> n2", "n2 --> n3", "n2 --> n4", "n3 --> distiset", "n4 --> distiset" })
            Assert.Contains("    " + edge + "\n", graph + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_break_out_of_their_node()
    {
        var graph = Draw("{ 'x' | Invoke-TextGeneration -Llm 'openai/a\"]; click n0 href \"http://x\" <b>' }");
        Assert.Contains("#quot;", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", graph, StringComparison.Ordinal);
        Assert.Equal(2, graph.Split('\n').First(line => line.Contains("n1[", StringComparison.Ordinal)).Count(c => c == '"'));
    }

    [Fact]
    public void A_run_s_folder_and_a_script_can_be_drawn_and_nothing_is_run()
    {
        _engine.Run("$null = Invoke-DatasetPipeline drawn -Path \"$folder/run\" { 'Matrices' | New-SelfInstruct -Llm offline/careful }", ("folder", _scratch.Path));
        Assert.Contains("self_instruct_0", Draw("-Path \"$folder/run\""), StringComparison.Ordinal);
        File.WriteAllText(_scratch["s.ps1"], "throw 'it ran'; Get-MathTopic | New-SelfInstruct");
        Assert.Contains("New-SelfInstruct", Draw("-Path \"$folder/s.ps1\""), StringComparison.Ordinal);
        Assert.StartsWith("PathNotFound", _engine.Run("Show-DatasetPipeline -Path $folder/none.ps1", ("folder", _scratch.Path)).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
