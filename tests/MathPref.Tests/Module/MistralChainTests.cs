using System.Text.Json;
using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>The tutorial's chain with today's model names against a server as strict as Mistral's, which refuses every field that it does not know.</summary>
public sealed class MistralChainTests
{
    private static readonly HashSet<string> s_known =
    [
        "model", "messages", "temperature", "top_p", "max_tokens", "stop", "random_seed", "stream", "n", "response_format", "presence_penalty", "frequency_penalty",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    public async Task The_chain_sends_one_request_a_row_and_model_and_only_what_Mistral_takes(string path)
    {
        await using var server = await StrictMistralServer.StartAsync();
        server.Script = call =>
        {
            var prompt = call.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
            if (prompt.StartsWith("# Task Description", StringComparison.Ordinal))
                return ScriptedReply.Text("Here are three queries:\n\n1. What is 1 + 1 in this case?\n2. Find x.\n3. Name a set.\n\nI hope these help!");
            return prompt.Contains("## Annotation", StringComparison.Ordinal)
                ? ScriptedReply.Text("#### Output for Text 1\nRating: 2\nRationale: short\n\n#### Output for Text 2\nRating: 4\nRationale: good")
                : ScriptedReply.Text($"{call.Body.GetProperty("model").GetString()} says: {prompt.Length}");
        };
        var script =
            """
            Get-MathTopic -First 4 | New-SelfInstruct -Llm mistral/ministral-8b-latest -NumInstructions 3 -Seed 1 |
                Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm mistral/ministral-8b-latest, mistral/mistral-small-latest -MaxNewTokens 512 -Temperature 0.7 -TopP 0.9 -Stop END |
                Invoke-UltraFeedback -Llm mistral/mistral-large-latest | ConvertTo-DpoFormat | ForEach-Object { $_ | ConvertTo-Json -Depth 9 -Compress }
            """;
        var outcome = await Task.Run(() => Programs.ShellCommand(
            script, ("MISTRAL_BASE_URL", server.Address.ToString().TrimEnd('/') + path), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        outcome.Succeeded();
        Assert.Equal("", outcome.Error);
        Assert.Equal(12, outcome.Lines.Count);
        foreach (var line in outcome.Lines)
        {
            using var row = JsonDocument.Parse(line);
            Assert.Equal("mistral-small-latest", row.RootElement.GetProperty("chosen_model").GetString());
            Assert.Equal("ministral-8b-latest", row.RootElement.GetProperty("rejected_model").GetString());
            Assert.Equal("mistral-large-latest", row.RootElement.GetProperty("model_name").GetString());
        }
        Assert.Equal(4 + 12 * 2 + 12, server.Calls.Count);
        Assert.All(server.Calls, call => Assert.Subset(s_known, call.Fields.ToHashSet()));
        int Asked(string model) => server.Calls.Count(call => call.Body.GetProperty("model").ValueEquals(model));
        Assert.Equal((4 + 12, 12, 12), (Asked("ministral-8b-latest"), Asked("mistral-small-latest"), Asked("mistral-large-latest")));
    }

    [Theory]
    [InlineData("open-mistral-7b", "ministral-8b-latest")]
    [InlineData("open-mixtral-8x7b", "mistral-small-latest")]
    public async Task A_retired_model_is_named_as_retired_with_its_replacement(string model, string replacement)
    {
        await using var server = await StrictMistralServer.StartAsync();
        var outcome = await Task.Run(() => Programs.ShellCommand(
            $"'What is 1 + 1?' | Invoke-TextGeneration -Llm mistral/{model}",
            ("MISTRAL_BASE_URL", server.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Invalid model", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("was retired on 2025-03-30", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(replacement, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_models_of_a_provider_are_listed_with_their_end_and_replacement()
    {
        await using var server = await StrictMistralServer.StartAsync();
        var outcome = await Task.Run(() => Programs.ShellCommand(
            "Get-LlmModel mistral, offline | ForEach-Object { $_ | ConvertTo-Json -Compress }", ("MISTRAL_BASE_URL", server.Address.ToString()), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        outcome.Succeeded();
        var models = outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(models, m => m.GetProperty("Model").GetString() == "ministral-8b-latest");
        Assert.Equal(3, models.Count(m => m.GetProperty("Provider").GetString() == "offline"));
    }
}
