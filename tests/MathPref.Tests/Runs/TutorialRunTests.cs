using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>The tutorial's script, step by step, with its own names and parameters and the models of today.</summary>
public sealed class TutorialRunTests
{
    private static string Script(string small, string other, string judge) =>
        $$"""
        $distiset = Invoke-DatasetPipeline -Name mistral-pipe -Description 'A pipeline to generate and score a distiset' -Path $env:TEST_RUN -ScriptBlock {
            $answers = Get-MathTopic -First 10 |
                New-SelfInstruct -Llm {{small}} -StepName self_instruct_ministral |
                Expand-Column instructions -As instruction -StepName expand_columns |
                Invoke-TextGeneration -Llm {{small}}, {{other}} -StepName 'generate_ministral-8b', 'generate_mistral-small'
            $answers |
                Invoke-UltraFeedback -Llm {{judge}} -Aspect overall-rating -StepName ultrafeedback_mistral_large |
                Export-ArgillaDataset -NumGenerations 2 |
                ConvertTo-DpoFormat -StepName format_dpo
        } -Parameters @{
            'generate_ministral-8b'  = @{ llm = @{ generation_kwargs = @{ max_new_tokens = 512; temperature = 0.7 } } }
            'generate_mistral-small' = @{ llm = @{ generation_kwargs = @{ max_new_tokens = 512; temperature = 0.7 } } }
        }
        $distiset
        """;

    [Fact]
    public void It_runs_with_the_embedded_models_and_makes_both_configs()
    {
        using var scratch = new Scratch();
        var outcome = Programs.ShellCommand(Script("offline/careful", "offline/hasty", "offline/judge"), ("TEST_RUN", scratch["run"]));
        outcome.Succeeded();
        Assert.Equal("", outcome.Error);
        Assert.Equal([("format_dpo", 50L), ("preference_to_argilla_0", 50L)], Distiset.Read(scratch["run"]).Configs.Select(c => (c.Name, c.Rows)));
        Assert.Contains("format_dpo", outcome.Output, StringComparison.Ordinal);
        var metadata = (Row)Rows(scratch["run"], "format_dpo")[0]["distilabel_metadata"]!;
        foreach (var step in new[] { "self_instruct_ministral", "generate_ministral-8b", "generate_mistral-small", "ultrafeedback_mistral_large" })
            Assert.True(metadata.Has("raw_output_" + step), step);
    }

    [Fact]
    public async Task It_runs_with_a_strict_Mistral_and_its_parameters_reach_the_two_generators_alone()
    {
        using var scratch = new Scratch();
        await using var server = await StrictMistralServer.StartAsync();
        server.Script = call =>
        {
            var prompt = call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
            if (prompt.StartsWith("# Task Description", StringComparison.Ordinal))
                return ScriptedReply.Text(string.Join('\n', Enumerable.Range(1, 5).Select(i => $"What is {i} in the case of {prompt.Split("## Context\n")[1].Split('\n')[0]}?")));
            return prompt.Contains("## Annotation", StringComparison.Ordinal)
                ? ScriptedReply.Text("#### Output for Text 1\nRating: 2\nRationale: short\n\n#### Output for Text 2\nRating: 4\nRationale: good")
                : ScriptedReply.Text($"{call.Body.GetProperty("model").GetString()} says: {prompt.Length}");
        };
        (string, string?)[] environment = [("TEST_RUN", scratch["run"]), ("MISTRAL_BASE_URL", server.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)];
        var script = Script("mistral/ministral-8b-latest", "mistral/mistral-small-latest", "mistral/mistral-large-latest");
        var outcome = await Task.Run(() => Programs.ShellCommand(script, environment));
        outcome.Succeeded();
        Assert.Equal("", outcome.Error);
        Assert.Equal([("format_dpo", 50L), ("preference_to_argilla_0", 50L)], Distiset.Read(scratch["run"]).Configs.Select(c => (c.Name, c.Rows)));
        Assert.All(Rows(scratch["run"], "format_dpo"), row => Assert.Equal("mistral-small-latest", row["chosen_model"]));

        var calls = server.Calls.ToList();
        Assert.Equal(10 + 100 + 50, calls.Count);
        (int?, double?) Options(JsonElement body) => (body.TryGetProperty("max_tokens", out var most) ? most.GetInt32() : null, body.TryGetProperty("temperature", out var t) ? t.GetDouble() : null);
        string Kind(JsonElement body) => body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()! is var prompt && prompt.StartsWith("# Task", StringComparison.Ordinal) ? "instruct" : prompt.Contains("## Annotation", StringComparison.Ordinal) ? "judge" : "answer";
        Assert.All(calls, call => Assert.Equal(Kind(call.Body) == "answer" ? (512, 0.7) : (null, null), Options(call.Body)));
        Assert.DoesNotContain(StrictMistralServer.Key, string.Concat(Directory.EnumerateFiles(scratch["run"], "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);

        await Task.Run(() => Programs.ShellCommand(script, environment));
        Assert.Equal(160, server.Calls.Count);
    }

    private static List<Row> Rows(string folder, string config) => new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config }.Read(folder).ToList();
}
