using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Whatever a model, a server or a file says: no message holds what a terminal obeys.</summary>
public sealed class ShownMessageTests : IDisposable
{
    /// <summary>Clears the screen, sets the title, colours, goes back over the line and turns the direction of writing.</summary>
    private const string Hostile = "a\u001b[2J\u001b]0;title\u0007b\u009b31mc\rd\b\u202ee\u2066\u0085\u061cf";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task A_judge_s_unreadable_rating_is_quoted_plain()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply($"Rating: {Hostile}\nRationale: {Hostile}"));
        var result = _engine.Run("[pscustomobject]@{ instruction = $hostile; generations = , $hostile } | Invoke-UltraFeedback -Llm (New-Llm openai/judge -Endpoint $url)", ("url", server.Address), ("hostile", Hostile));
        Assert.Contains("is not a whole number from 1 to 5", Assert.Single(result.Warnings), StringComparison.Ordinal);
        AssertPlain(result);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ instruction = 'i'; \"$hostile\" = 1 } | Invoke-TextGeneration -Llm (New-Llm scripted/a -Reply { throw $hostile })")]
    [InlineData("'i' | Invoke-TextGeneration -Llm (New-Llm scripted/a -Reply @{ $hostile = 'x' })")]
    [InlineData("[pscustomobject]@{ \"$hostile\" = 1 } | Expand-Column $hostile, instruction")]
    [InlineData("[pscustomobject]@{ \"$hostile\" = 1 } | ConvertTo-DpoFormat")]
    [InlineData("Import-Dataset \"/no/such/$hostile.jsonl\"")]
    [InlineData("Get-Distiset \"/no/such/$hostile\"")]
    [InlineData("Get-MathTopic \"$hostile\"")]
    public void What_comes_from_rows_files_and_names_is_shown_plain(string script) => AssertPlain(_engine.Run(script, ("hostile", Hostile)));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_server_s_refusal_is_quoted_plain(int status)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", status, System.Text.Json.JsonSerializer.Serialize(new { error = new { message = Hostile } })));
        var result = _engine.Run("'i' | Invoke-TextGeneration -Llm (New-Llm openai/model -Endpoint $url -MaximumRetryCount 0)", ("url", server.Address));
        Assert.NotEmpty(result.Errors.Select(e => e.ToString()).Concat(result.Ended is null ? [] : [result.Ended.Message]));
        AssertPlain(result);
    }

    private static void AssertPlain(Engine.Result result)
    {
        var errors = result.Errors.Concat(result.Ended is System.Management.Automation.RuntimeException { ErrorRecord: var last } ? [last] : []).ToList();
        var messages = result.Warnings.Concat(result.Verbose).Concat(errors.Select(e => e.ToString())).Concat(errors.Select(e => e.CategoryInfo.ToString())).ToList();
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.DoesNotContain(message, c => (char.IsControl(c) && c is not '\n') || c is '\u202e' or '\u2066' or '\u2028' or '\u061c'));
    }
}
