using System.Diagnostics;
using MathPref.Core.Llm;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Measures;

/// <summary>Measure 11: writes to the journal, each committed before its writer goes on, with 64 writers.</summary>
internal static class JournalWrites
{
    private const int Writers = 64;

    public static async Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var (writes, rounds) = isShort ? (20_000, 2) : (100_000, 3);
        var speeds = new List<double>();
        var kept = true;
        for (var round = 0; round < rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("mathpref-journal").FullName;
            try
            {
                using var journal = Journal.Open(Path.Combine(folder, "journal.db"));
                await WriteAsync(journal, 0, 2000);
                var watch = Stopwatch.StartNew();
                await WriteAsync(journal, 2000, writes);
                speeds.Add(writes / watch.Elapsed.TotalSeconds);
                for (var i = 0; i < 2000 + writes; i++)
                    kept &= journal.Read(Key(i)) is not null;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return
        [
            new Figure
            {
                Number = "11", Name = "writes to the journal with 64 writers in flight", Unit = "writes/s", Value = speeds.Median(), Mark = 5000, Aim = 20_000, IsMoreBetter = true,
                Detail = $"median of {rounds} times {writes}, each of about 500 characters and committed before its writer goes on", Wrong = kept ? null : "a write that was committed could not be read",
            },
        ];
    }

    private static Task WriteAsync(Journal journal, int first, int count)
    {
        var next = first - 1;
        async Task WorkAsync()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < first + count)
                await journal.WriteAsync(Key(i), "openai/answer", Entry(i));
        }
        return Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WorkAsync)));
    }

    private static byte[] Key(int i)
    {
        Span<byte> number = stackalloc byte[4];
        BitConverter.TryWriteBytes(number, i);
        return System.Security.Cryptography.SHA256.HashData(number);
    }

    private static JournalEntry Entry(int i)
    {
        var text = string.Concat(Enumerable.Repeat($"Step {i}: both sides are divided by two. ", 12));
        return JournalEntry.From(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop, Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 120 } }, new CallOptions());
    }
}
