using System.Diagnostics;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

/// <summary>kill -9 while a set takes the place of another.</summary>
public sealed class ExportKillTests
{
    private const int Kills = 20;
    private const int Rows = 8_000;

    [Fact]
    public async Task After_each_of_twenty_kills_at_random_moments_the_folder_loads_as_the_old_set_or_the_new_one()
    {
        using var scratch = new Scratch();
        var set = scratch["set"];
        WriteRows(scratch["a.jsonl"], "a", Rows);
        WriteRows(scratch["b.jsonl"], "b", Rows / 2);
        const string script = "Import-Dataset $env:TEST_ROWS | Export-Distiset $env:TEST_SET -Force -TrainSize 0.8 -MaxShardSize 1 -WarningAction SilentlyContinue";
        Process Start(string rows) => Programs.StartShell(script, ("TEST_ROWS", scratch[rows + ".jsonl"]), ("TEST_SET", set));
        using (var first = Start("a"))
        {
            first.StandardInput.Close();
            await first.WaitForExitAsync();
            Assert.Equal(0, first.ExitCode);
        }
        var now = WhatLoads(set, "before any kill");
        Assert.Equal("a", now);

        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var seen = new HashSet<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var next = now == "a" ? "b" : "a";
            var (name, moment) = Moment(set, kill, random);
            using (var process = Start(next))
            {
                process.StandardInput.Close();
                try
                {
                    while (!process.HasExited && !moment())
                        await Task.Yield();
                }
                finally
                {
                    process.Kill();
                    await process.WaitForExitAsync();
                }
            }
            var about = $"seed {seed}, kill {kill}, {name}";
            var loads = WhatLoads(set, about);
            seen.Add(loads == now ? "old" : "new");
            now = loads;
        }
        // The moments were not all on one side of the replacement.
        Assert.Equal(["new", "old"], seen.Order(StringComparer.Ordinal));

        using var last = Start("b");
        last.StandardInput.Close();
        await last.WaitForExitAsync();
        Assert.Equal("b", WhatLoads(set, "at the end"));
        Assert.Equal(["README.md", "data"], Directory.GetFileSystemEntries(set).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>A moment in one of the phases of an export, at random within it.</summary>
    private static (string Name, Func<bool> IsNow) Moment(string set, int kill, Random random)
    {
        var (data, staging, card) = (Path.Combine(set, "data"), Path.Combine(set, "data-train.new"), Path.Combine(set, "README.md"));
        var (files, bytes) = (random.Next(1, 6), random.Next(1, 400_000));
        int Files(string folder, string pattern)
        {
            // The exporter may be moving the folder while it is counted.
            try
            {
                return Directory.EnumerateFiles(folder, pattern).Count();
            }
            catch (DirectoryNotFoundException)
            {
                return 0;
            }
        }
        int Shards(string folder) => Files(folder, "*.parquet");
        bool IsStaged() => TryRead(card).Contains(".new/", StringComparison.Ordinal);
        var before = Shards(data);
        return (kill % 5) switch
        {
            0 => ("rows arrive", () => new FileInfo(Path.Combine(data, ".incomplete-train.jsonl")) is { Exists: true } spool && spool.Length >= bytes),
            1 => ("shards are written", () => Files(staging, ".*") + Shards(staging) >= files),
            2 => ("the card points to them", IsStaged),
            3 => ("the place is filled", () => IsStaged() && Shards(data) != before && Shards(data) >= files - 1),
            _ => ("the card points back", () => Shards(data) != before && !IsStaged()),
        };
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Which of the two sets is there, whole; anything else fails.</summary>
    private static string WhatLoads(string set, string about)
    {
        var errors = DistisetChecker.Check(set).Where(problem => problem.Severity is ProblemSeverity.Error).ToList();
        Assert.True(errors.Count == 0, $"{about}: {string.Join("\n", errors)}");
        var rows = new DatasetReader { OnError = error => Assert.Fail($"{about}: {error.Message}"), OnWarning = _ => { } }.Read(set).Select(row => (string)row[Columns.Instruction]!).ToList();
        var name = rows[0][..1];
        Assert.Equal(Enumerable.Range(0, name == "a" ? Rows : Rows / 2).Select(i => Instruction(name, i)).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        return name;
    }

    private static string Instruction(string name, int i) => $"{name}: what is {i} and {i}?";

    private static void WriteRows(string path, string name, int count) =>
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => $"{{\"instruction\":\"{Instruction(name, i)}\",\"generation\":\"{i + i}\"}}"));
}
