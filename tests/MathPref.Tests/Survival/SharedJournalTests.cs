using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MathPref.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace MathPref.Tests.Survival;

/// <summary>Processes that are stopped, killed and kept waiting, alone and beside others on one journal: what was paid for is kept, and nothing is paid for twice.</summary>
public sealed class SharedJournalTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Journal => _scratch["journal.db"];

    /// <summary>PowerShell that asks for its rows and says each answer in a line; its key tells the server which it is.</summary>
    private sealed class Asker : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _output;
        private readonly Task<string> _error;

        public Asker(ChatServer server, string key, string rows, string journal, string more = "")
        {
            Key = key;
            _process = Programs.StartShell(
                "$m = New-Llm openai/small -Endpoint $env:TEST_URL; " + rows + " | ForEach-Object { \"row $_\" } | " +
                    $"Invoke-TextGeneration -Llm $m -ThrottleLimit 4 -Journal $env:TEST_JOURNAL {more} | ForEach-Object generation",
                ("TEST_URL", server.Address), ("TEST_JOURNAL", journal), ("OPENAI_API_KEY", key));
            _process.StandardInput.Close();
            _output = _process.StandardOutput.ReadToEndAsync();
            _error = _process.StandardError.ReadToEndAsync();
        }

        public string Key { get; }

        public bool HasExited => _process.HasExited;

        public bool IsStopped { get; private set; }

        public bool IsKilled { get; private set; }

        public void Stop() => Send("STOP", isStopped: true);

        public void Continue() => Send("CONT", isStopped: false);

        public void Kill()
        {
            IsKilled = true;
            _process.Kill();
            _process.WaitForExit();
        }

        /// <summary>The answers of one that ended well.</summary>
        public async Task<IReadOnlyList<string>> AnswersAsync(string context = "")
        {
            using var limit = new CancellationTokenSource(s_patience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{Key} hangs. {context}");
            }
            var error = await _error;
            Assert.True(_process.ExitCode == 0 && error.Length == 0, $"{Key}: exit code {_process.ExitCode}\n{await _output}\n{error}\n{context}");
            return (await _output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.StartsWith("row ", StringComparison.Ordinal)).ToList();
        }

        /// <summary>What is said while it runs.</summary>
        public async Task<string> OutputAsync() => await _output + await _error;

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }

        private void Send(string signal, bool isStopped)
        {
            IsStopped = isStopped;
            if (_process.HasExited)
                return;
            using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }

    private Asker Start(ChatServer server, string key, string rows = "0..59", string more = "") => new(server, key, rows, Journal, more);

    private static Task<ChatServer> StartServerAsync(Func<ChatServer.Request, Task>? wait = null) => ChatServer.StartAsync(async request =>
    {
        await (wait?.Invoke(request) ?? Task.CompletedTask);
        return new ChatServer.Reply($"{request.Text} #{request.Number}");
    });

    private static void SkipWithoutSignals() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");

    [Fact]
    public async Task Two_processes_on_one_journal_ask_each_request_once_and_give_the_same_answers()
    {
        // They meet: nothing is answered before both have asked.
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartServerAsync(_ => both.Task);
        using var one = Start(server, "one");
        using var two = Start(server, "two");
        Assert.True(await server.WaitAsync(s => s.Requests.Select(r => r.Authorization).Distinct().Count() == 2, s_patience));
        both.SetResult();
        var answers = await one.AnswersAsync();
        Assert.Equal(60, answers.Count);
        Assert.Equal(answers, await two.AnswersAsync());
        Assert.Equal(60, server.Started);
    }

    [Fact]
    public async Task What_a_killed_process_was_asking_is_asked_by_the_other_at_once()
    {
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartServerAsync(async request =>
        {
            if (request.Authorization.Contains("one", StringComparison.Ordinal))
                await mayAnswer.Task.WaitAsync(request.Gone);
        });
        using var one = Start(server, "one", "0..3");
        Assert.True(await server.WaitAsync(s => s.Started == 4, s_patience));
        using var two = Start(server, "two", "0..5");
        Assert.True(await server.WaitAsync(s => s.Answered == 2, s_patience));
        Assert.False(await server.WaitAsync(s => s.Started > 6, TimeSpan.FromMilliseconds(300)));
        one.Kill();
        Assert.Equal(6, (await two.AnswersAsync()).Count);
        Assert.Equal(10, server.Started);
        Assert.Empty(Directory.GetFiles(_scratch.Path, "*-owner-*"));
    }

    [Fact]
    public async Task Answers_that_came_while_the_process_was_stopped_for_longer_than_its_time_are_kept()
    {
        SkipWithoutSignals();
        var isStopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartServerAsync(_ => isStopped.Task);
        using var asker = Start(server, "one", "0..3", "-TimeoutSec 3 -MaximumRetryCount 0");
        Assert.True(await server.WaitAsync(s => s.Started == 4, s_patience));
        asker.Stop();
        isStopped.SetResult();
        Assert.True(await server.WaitAsync(s => s.Answered == 4, s_patience));
        // Its own clock goes on.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        asker.Continue();
        Assert.Equal(4, (await asker.AnswersAsync()).Count);
        Assert.Equal(4, server.Started);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_that_come_while_the_journal_is_locked_wait_for_it_and_outlive_a_kill(bool isKilled)
    {
        SkipWithoutSignals();
        var isLocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartServerAsync(_ => isLocked.Task);
        using (var first = Start(server, "one", "0..3"))
        {
            Assert.True(await server.WaitAsync(s => s.Started == 4, s_patience));
            using (Lock())
            {
                isLocked.SetResult();
                // One file a process, and a line an answer; it is held locked, which a plain program does not ask for.
                var began = Stopwatch.StartNew();
                while (Directory.GetFiles(_scratch.Path, "*-late-*") is not [var late] || Programs.Run("cat", [late]).Lines.Count < 4)
                {
                    Assert.True(began.Elapsed < s_patience, string.Join(", ", Directory.GetFiles(_scratch.Path)));
                    await Task.Delay(50, TestContext.Current.CancellationToken);
                }
                if (isKilled)
                    first.Kill();
                Assert.Empty(Kept());
            }
            if (!isKilled)
            {
                Assert.Equal(4, (await first.AnswersAsync()).Count);
                Assert.Contains("locked by another program", Assert.Single((await first.OutputAsync()).Split('\n'), line => line.Contains("WARNING", StringComparison.Ordinal)), StringComparison.Ordinal);
            }
        }
        using var next = Start(server, "two", "0..3");
        Assert.Equal(4, (await next.AnswersAsync()).Count);
        Assert.Equal(4, server.Started);
        Assert.Equal(["journal.db"], Directory.GetFiles(_scratch.Path).Select(Path.GetFileName));
    }

    /// <summary>
    /// Two to four processes on the same requests, each in an order of its own, are stopped, continued, killed and begun anew at random moments.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task At_random_moments_nothing_is_lost_or_asked_twice_but_what_a_kill_cut_off(int processes)
    {
        SkipWithoutSignals();
        const int rows = 60;
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var server = await StartServerAsync(request => Task.Delay(20 + request.Number % 7 * 40, request.Gone));
        var cutOff = new Dictionary<string, int>();
        var kept = new Dictionary<string, string>();
        var askers = new List<Asker>();
        var number = 0;
        Asker Begin()
        {
            var first = random.Next(rows);
            var asker = Start(server, $"asker-{number++}-", $"({first}..{rows - 1}) + (0..{first})");
            askers.Add(asker);
            return asker;
        }
        try
        {
            var running = Enumerable.Range(0, processes).Select(_ => Begin()).ToList();
            Assert.True(await server.WaitAsync(s => s.Started > 0, s_patience));
            var history = new List<string>();
            for (var step = 0; step < 5 * processes; step++)
            {
                var until = server.Started + random.Next(1, 6);
                await server.WaitAsync(s => s.Started >= until, TimeSpan.FromMilliseconds(random.Next(100, 1500)));
                var which = random.Next(processes);
                var asker = running[which];
                if (asker.HasExited)
                    continue;
                if (asker.IsStopped)
                {
                    asker.Continue();
                }
                else if (random.Next(3) > 0)
                {
                    asker.Stop();
                }
                else if (history.Count(h => h.Contains("kill", StringComparison.Ordinal)) < processes)
                {
                    asker.Kill();
                    // A stopped one in the middle of its commit would keep the file for itself.
                    running.ForEach(other => other.Continue());
                    foreach (var (text, answer) in Kept())
                        kept.TryAdd(text, answer);
                    foreach (var request in server.Requests.Where(r => r.Authorization.Contains(asker.Key, StringComparison.Ordinal) && !kept.ContainsKey(r.Text)))
                        cutOff[request.Text] = cutOff.GetValueOrDefault(request.Text) + 1;
                    running[which] = Begin();
                    history.Add($"{step}: kill {asker.Key} after {server.Started}");
                    continue;
                }
                history.Add($"{step}: {(asker.IsStopped ? "stop" : "continue")} {asker.Key} after {server.Started}");
            }
            running.ForEach(asker => asker.Continue());
            var context = $"seed {seed}\n{string.Join('\n', history)}";
            foreach (var asker in running)
                Assert.True((await asker.AnswersAsync(context)).Distinct().Count() == rows, $"{asker.Key} lost rows. {context}");
            var end = Kept();
            Assert.True(end.Count == rows, context);
            Assert.All(kept, was => Assert.True(end[was.Key] == was.Value, $"{was.Key} was {was.Value} and is {end[was.Key]}. {context}"));
            foreach (var asked in server.Requests.GroupBy(r => r.Text))
                Assert.True(asked.Count() <= 1 + cutOff.GetValueOrDefault(asked.Key), $"{asked.Key} was asked by {string.Join(", ", asked.Select(r => r.Authorization))}. {context}");
            // A kill costs no more calls than the throttle has.
            Assert.True(cutOff.Values.Sum() <= 4 * (number - processes), context);
        }
        finally
        {
            askers.ForEach(asker => asker.Dispose());
        }
    }

    /// <summary>Another program that has locked the journal.</summary>
    private SqliteConnection Lock()
    {
        var other = new SqliteConnection($"Data Source={Journal};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }

    /// <summary>The answers in the journal, by what was asked.</summary>
    private Dictionary<string, string> Kept()
    {
        using var connection = new SqliteConnection($"Data Source={Journal};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT reply FROM replies";
        using var replies = read.ExecuteReader();
        var kept = new Dictionary<string, string>();
        while (replies.Read())
        {
            var text = JsonDocument.Parse((byte[])replies[0]).RootElement.GetProperty("text").GetString()!;
            kept[text[..text.IndexOf(" #", StringComparison.Ordinal)]] = text;
        }
        return kept;
    }
}
