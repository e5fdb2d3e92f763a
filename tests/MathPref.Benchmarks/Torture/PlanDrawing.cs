using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Offline;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Torture;

/// <summary>Draws the plan of a round.</summary>
internal static class PlanDrawing
{
    private const int MostCalls = 160;

    private static readonly string[] s_servers = ["openai/alpha", "openai/beta", "mistral/gamma"];
    private static readonly string[] s_aspects = ["overall-rating", "honesty", "instruction-following", "helpfulness", "truthfulness"];
    private static readonly int[] s_throttles = [1, 2, 3, 4, 8, 16, 32];

    /// <summary>The first drawing that makes at least one row of the dataset and not too many calls.</summary>
    public static Plan Draw(int seed, int round)
    {
        for (var attempt = 0; ; attempt++)
        {
            var plan = Draw(seed, round, RandomOf(seed, round, attempt));
            var expected = Oracle.Work(plan);
            if (expected.Configs.Count > 0 && expected.Configs.Values.All(rows => rows.Count > 0) && expected.Calls.Values.Sum() is > 4 and <= MostCalls)
                return plan;
        }
    }

    private static Random RandomOf(int seed, int round, int attempt) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {round} {attempt}")))));

    private static Plan Draw(int seed, int round, Random random)
    {
        bool Chance(double share) => random.NextDouble() < share;
        T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
        long? Seed(double share) => Chance(share) ? random.Next(1000) : null;
        var kind = Of([ChainKind.Pipe, ChainKind.Pipe, ChainKind.Pipe, ChainKind.Run, ChainKind.Run, ChainKind.Tutorial]);
        var isPipe = kind is ChainKind.Pipe;
        var isTutorial = kind is ChainKind.Tutorial;
        var isOffline = Chance(0.2);
        var hasTopics = isTutorial || isOffline || Chance(0.6);
        var mayBeUnordered = isPipe && Chance(0.25) || kind is ChainKind.Run && Chance(0.2);
        string Server() => Of(s_servers);
        bool Unordered() => mayBeUnordered && Chance(0.6);

        var instruct = hasTopics
            ? new InstructStage(isOffline ? "offline/careful" : Server(), random.Next(2, 5), isTutorial ? 1 : Chance(0.25) ? 2 : 1, isTutorial ? 16 : Of(s_throttles), isTutorial ? null : Seed(0.4), Unordered())
            : null;

        string[] candidates = isOffline ? ["offline/careful", "offline/hasty", .. s_servers] : s_servers;
        var models = candidates.OrderBy(_ => random.Next()).Take(random.Next(isTutorial ? 2 : 1, 4)).ToList();
        var inBranches = !isTutorial && models.Count == 2 && Chance(0.3);
        if (!isTutorial && !inBranches && Chance(0.1))
            models.Add(models[0]);
        var generations = isTutorial || inBranches ? 1 : random.Next(1, 4);
        var isSeveral = models.Count * generations > 1;
        var generate = new GenerateStage(
            models, generations, isTutorial ? 16 : Of(s_throttles), isTutorial ? null : Seed(0.7), !isTutorial && Chance(0.3) ? "Answer in one sentence." : null,
            !isTutorial && !inBranches && isSeveral && Chance(0.4), inBranches, Unordered());

        var judge = isTutorial || Chance(0.75)
            ? new JudgeStage(isOffline && Chance(0.5) ? "offline/judge" : Server(), isTutorial ? "overall-rating" : Of(s_aspects), isTutorial ? 16 : Of(s_throttles), Unordered())
            : null;
        var shape = isTutorial ? Shape.Dpo
            : judge is null ? Of([Shape.None, Shape.Sft])
            : isSeveral ? Of([Shape.None, Shape.Dpo, Shape.Dpo, Shape.Dpo, Shape.Trl, Shape.OpenAI, Shape.Kto, Shape.Sft])
            : Of([Shape.None, Shape.Kto, Shape.Sft]);
        var toArgilla = isTutorial || kind is ChainKind.Run && judge is not null && isSeveral && shape is not Shape.None && !generate.AllowPartial && Chance(0.5);

        var export = isPipe || !isTutorial && !toArgilla && Chance(0.4)
            ? new ExportStage(shape is Shape.OpenAI || Chance(0.35), Chance(0.5) ? Of([1L, 5_000, 50_000]) : null, Chance(0.3) ? 0.6 : null, Chance(0.25))
            : null;

        var source = Source(random, instruct, isOffline, inBranches || isTutorial, out var sourceKind);
        if (isTutorial)
            sourceKind = SourceKind.Strings;
        var modelsByName = Chance(0.3);
        var hasPoisons = Chance(0.75);
        double Share(double chance, double most) => hasPoisons && Chance(chance) ? random.NextDouble() * most : 0;
        var plan = new Plan
        {
            Seed = seed,
            Round = round,
            Kind = kind,
            Key = "sk-" + string.Concat(Enumerable.Range(0, 40).Select(_ => Of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".ToCharArray()))),
            KeyPlace = modelsByName ? KeyPlace.Environment : Of([KeyPlace.Environment, KeyPlace.Variable, KeyPlace.Literal]),
            JournalPlace = !isPipe ? JournalPlace.Run : modelsByName ? Of([JournalPlace.Cmdlet, JournalPlace.Environment]) : Of([JournalPlace.Cmdlet, JournalPlace.Environment, JournalPlace.Model]),
            ModelsByName = modelsByName,
            ModelsInBlock = kind is ChainKind.Run && Chance(0.5),
            SourceKind = sourceKind,
            Source = source,
            Instruct = instruct,
            Drops = instruct is not null && !isTutorial && Chance(0.3),
            Rewords = instruct is not null && !isTutorial && !isOffline && Chance(0.3),
            Passes = !isTutorial && Chance(0.3),
            Generate = generate,
            Judge = judge,
            ToArgilla = toArgilla,
            Shape = new ShapeStage(shape, !isTutorial && Chance(0.3), !isTutorial && Chance(0.3), isTutorial || Chance(0.7) ? 0 : 2),
            Export = export,
            RunThrottle = isPipe || Chance(0.5) ? null : Of(s_throttles),
            RunSeed = isPipe ? null : Seed(0.5),
            Verbose = Chance(0.2),
            Poisons = new Poisons(Share(0.5, 0.12), Share(0.3, 0.06), Share(0.5, 0.15), Share(0.5, 0.3), Share(0.3, 0.1), Share(0.4, 0.3), Share(0.4, 0.2)),
            Faults = new Faults(Chance(0.15) ? 0 : 0.05 + random.NextDouble() * 0.35, random.Next(1, 4), Chance(0.25) ? random.Next(1, 3) : null),
            Disturbances = [.. Enumerable.Range(0, Of([0, 1, 1, 1, 2, 2, 2, 3, 4, 5])).Select(_ => Chance(0.2)
                ? new Disturbance(DisturbanceKind.Kill, 1, random.Next(0, 500))
                : new Disturbance(DisturbanceKind.Kill, random.NextDouble(), 0))],
        };
        return Besides(plan, random);
    }

    /// <summary>Money, limits, and what else than a kill can happen to a process.</summary>
    private static Plan Besides(Plan plan, Random random)
    {
        bool Chance(double share) => random.NextDouble() < share;
        T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
        var hasMoney = Chance(0.4);
        var isLimited = Chance(0.25);
        var hasQuota = !isLimited && Chance(0.1);
        var hasSecond = Chance(0.25);
        var isSuspended = !hasSecond && Chance(0.2);
        var isPipe = plan.Kind is ChainKind.Pipe;

        var disturbances = plan.Disturbances.Select(d => Chance(0.35) ? d with { Kind = DisturbanceKind.Interrupt } : d).ToList();
        // A budget that is reached and a process that is suspended take executions and time of their own.
        if (hasMoney || isSuspended || hasSecond)
            disturbances = disturbances.Take(2).ToList();
        if (isSuspended)
            disturbances.Insert(0, new Disturbance(DisturbanceKind.Suspend, random.NextDouble() * 0.7, 0));
        if (hasSecond)
            disturbances.Insert(0, new Disturbance(isPipe && Chance(0.4) ? DisturbanceKind.SecondKilled : DisturbanceKind.Second, random.NextDouble() * 0.7, 0));

        // An answer that does not fit into a socket is not sent before its reader goes on; one that a model is long to write is no text that waits.
        var huge = isSuspended || isLimited ? 0 : plan.Poisons.Huge;
        // Few permits and little money: who holds the one waits for the other.
        if (hasMoney && plan.Kind is not ChainKind.Tutorial)
        {
            int Few() => Of([1, 1, 2, 3, 4, 8]);
            plan = plan with
            {
                Instruct = plan.Instruct is null ? null : plan.Instruct with { Throttle = Few() },
                Generate = plan.Generate with { Throttle = Few() },
                Judge = plan.Judge is null ? null : plan.Judge with { Throttle = Few() },
            };
        }
        return plan with
        {
            Disturbances = disturbances,
            Faults = plan.Faults with { TimeoutSec = isSuspended ? 2 : hasSecond ? null : plan.Faults.TimeoutSec },
            Poisons = plan.Poisons with { Huge = huge },
            ModelsByName = plan.ModelsByName && !hasMoney && !isLimited,
            RunThrottle = hasMoney && !isPipe && Chance(0.5) ? Of([1, 2, 3, 4]) : plan.RunThrottle,
            Models = hasMoney || isLimited ? plan.Served.ToDictionary(model => model, _ => new ModelSettings(
                hasMoney ? new ModelPrice(Of([0.1m, 0.4m, 2m]), Of([0.3m, 1.6m, 6m])) : null,
                hasMoney ? Of([32, 64, 200, 1000]) : null,
                isLimited && Chance(0.5) ? Of([1, 2, 5]) : null,
                isLimited && Chance(0.4) ? Of([1200, 2400]) : null,
                isLimited && Chance(0.3) ? 2_000_000 : null), StringComparer.Ordinal) : plan.Models,
            Money = !hasMoney ? null : new Money(
                random.Next(4) switch
                {
                    0 => [10 + random.NextDouble() * 10],
                    1 => [0.8 + random.NextDouble() * 0.5],
                    2 => [0.1 + random.NextDouble() * 0.4],
                    _ => [0.1 + random.NextDouble() * 0.3, 0.5 + random.NextDouble() * 0.5],
                },
                Chance(0.2) ? 0.1 : 0),
            ServerQuota = hasQuota ? random.Next(15, 40) : null,
            SpellsAnew = Chance(0.5),
        };
    }

    private static List<SourceRow> Source(Random random, InstructStage? instruct, bool isOffline, bool isUnique, out SourceKind kind)
    {
        kind = random.Next(3) switch { 0 when instruct is not null && !isOffline => SourceKind.Topics, 1 => SourceKind.Objects, _ => SourceKind.Strings };
        if (kind is SourceKind.Topics)
            return [.. MathTopics.All.Take(random.Next(2, 7)).Select((topic, i) => new SourceRow(i, topic))];
        var rows = instruct is null
            ? Enumerable.Range(0, random.Next(6, 41)).Select(i => new SourceRow(i, string.Create(CultureInfo.InvariantCulture, $"Question {i} of {random.Next(10_000)}: what is {random.Next(100)} + {random.Next(100)}?"))).ToList()
            : isOffline
                ? OfflineChatClient.Topics.OrderBy(_ => random.Next()).Take(random.Next(2, 6)).Select((topic, i) => new SourceRow(i, topic)).ToList()
                : Enumerable.Range(0, random.Next(2, 7)).Select(i => new SourceRow(i, string.Create(CultureInfo.InvariantCulture, $"Topic {i}, Größe {random.Next(1000)}"))).ToList();
        if (isUnique)
            return rows;
        if (random.NextDouble() < 0.3)
            rows.Insert(random.Next(rows.Count + 1), rows[random.Next(rows.Count)] with { Id = rows.Count });
        if (random.NextDouble() < 0.3)
            rows.Insert(random.Next(rows.Count + 1), new SourceRow(rows.Count, ""));
        if (kind is SourceKind.Objects && random.NextDouble() < 0.3)
            rows.Insert(random.Next(rows.Count + 1), new SourceRow(rows.Count, null));
        return rows;
    }
}
