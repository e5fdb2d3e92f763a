using MathPref.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace MathPref.Tests.Runs;

/// <summary>kill -9 in the middle of a run, and the same run again.</summary>
public sealed class RunKillTests
{
    private const int Kills = 6;
    private const int Throttle = 4;

    private const string Script =
        """
        $m = New-Llm openai/small -Endpoint $env:TEST_URL -InputPrice 1 -OutputPrice 1
        $n = New-Llm openai/other -Endpoint $env:TEST_URL -InputPrice 1 -OutputPrice 1
        $null = Invoke-DatasetPipeline killed -Path $env:TEST_RUN -ThrottleLimit 4 {
            Get-MathTopic -First 8 | New-SelfInstruct -Llm $m -ThrottleLimit 2 | Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm $m, $n -ThrottleLimit 4 | Invoke-UltraFeedback -Llm $n -ThrottleLimit 2 |
                Export-ArgillaDataset | ConvertTo-DpoFormat
        } -WarningAction SilentlyContinue
        """;

    private static ChatServer.Reply Answer(ChatServer.Request request)
    {
        if (request.Text.StartsWith("# Task Description", StringComparison.Ordinal))
            return new ChatServer.Reply(string.Join('\n', Enumerable.Range(1, 5).Select(i => $"What is {i} of {request.Text.Split("## Context\n")[1].Split('\n')[0]}?")));
        return request.Text.Contains("## Annotation", StringComparison.Ordinal)
            ? new ChatServer.Reply("#### Output for Text 1\nRating: 2\nRationale: short\n\n#### Output for Text 2\nRating: 4\nRationale: good")
            : new ChatServer.Reply($"{request.Body.GetProperty("model").GetString()} says {request.Text}");
    }

    [Fact]
    public async Task The_dataset_is_the_same_byte_for_byte_and_no_answer_that_was_kept_is_asked_for_again()
    {
        using var scratch = new Scratch();
        await using var server = await ChatServer.StartAsync(Answer);
        (string, string?)[] Environment(string folder) => [("TEST_URL", server.Address), ("TEST_RUN", scratch[folder])];
        (await Task.Run(() => Programs.ShellCommand(Script, Environment("whole")))).Succeeded();
        var needed = server.Started;
        Assert.Equal(8 + 2 * 40 + 40, needed);

        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (kept, before) = (Kept(scratch["killed"]), server.Started);
            var until = before + random.Next(1, Math.Max(2, needed - kept));
            using var process = Programs.StartShell(Script, Environment("killed"));
            process.StandardInput.Close();
            await server.WaitAsync(s => s.Started >= until || process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
            // Each execution asks for nothing that the one before has kept.
            Assert.True(server.Started - before <= needed - kept, $"seed {seed}, kill {kill}: {server.Started - before} calls, {needed - kept} answers were missing");
            Assert.True(server.Started - before - (Kept(scratch["killed"]) - kept) <= Throttle, $"seed {seed}, kill {kill}: more calls are lost than the throttle allows");
        }
        var (last, missing) = (server.Started, needed - Kept(scratch["killed"]));
        var outcome = await Task.Run(() => Programs.ShellCommand(Script, Environment("killed")));
        outcome.Succeeded();
        Assert.Equal(missing, server.Started - last);
        Assert.Equal(Files(scratch["whole"]), Files(scratch["killed"]));
        Assert.Contains("\"status\": \"completed\"", File.ReadAllText(Path.Combine(scratch["killed"], "run.json")), StringComparison.Ordinal);
    }

    /// <summary>What calls may have cost is noted before they begin, so a budget holds over kills too.</summary>
    [Fact]
    public async Task The_budget_is_not_exceeded_over_kills()
    {
        using var scratch = new Scratch();
        await using var server = await ChatServer.StartAsync(request => new ChatServer.Reply(request.Text));
        // Ten tokens and five: two cents each at these prices. What a call may cost at most is 2.5 cents for the first rows.
        const string script =
            """
            $m = New-Llm openai/small -Endpoint $env:TEST_URL -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5
            $null = Invoke-DatasetPipeline money -Path $env:TEST_RUN -MaxCost 1 { 0..199 | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm $m -ThrottleLimit 4 }
            """;
        var random = new Random();
        for (var kill = 0; kill < 4; kill++)
        {
            var until = server.Started + random.Next(1, 12);
            using var process = Programs.StartShell(script, ("TEST_URL", server.Address), ("TEST_RUN", scratch["run"]));
            process.StandardInput.Close();
            await server.WaitAsync(s => s.Started >= until || process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var outcome = await Task.Run(() => Programs.ShellCommand(script, ("TEST_URL", server.Address), ("TEST_RUN", scratch["run"])));
        Assert.Contains("The budget of $1 is reached", outcome.Error, StringComparison.Ordinal);
        Assert.True(0.02m * server.Started <= 1m, $"{server.Started} calls");
        Assert.InRange(server.Started, 30, 50);
    }

    private static int Kept(string folder)
    {
        var journal = Path.Combine(folder, "journal.db");
        if (!File.Exists(journal))
            return 0;
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'replies'";
        if (Convert.ToInt32(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0)
            return 0;
        count.CommandText = "SELECT count(*) FROM replies";
        return Convert.ToInt32(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Files(string run) => Directory.EnumerateFiles(Path.Combine(run, "distiset"), "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(run, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
