using System.Globalization;

namespace MathPref.Benchmarks.Torture;

/// <summary>One plan, carried out twice: undisturbed, and through faults, kills and restarts.</summary>
internal sealed class Round : IDisposable
{
    private const int StartMs = 500;

    private const decimal Plenty = 1_000_000;
    private const decimal LeastCap = 0.000001m;

    private readonly Plan _plan;
    private readonly Expected _expected;
    private readonly string _script;
    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref-torture").FullName;
    private readonly List<Outcome> _outcomes = [];
    private readonly Proof _proof;
    private int _reached;

    public Round(Plan plan)
    {
        _plan = plan;
        _expected = Oracle.Work(plan);
        _script = ChainScript.Of(plan);
        _proof = new Proof(plan, _expected);
    }

    public string Folder => _folder;

    public IReadOnlyList<string> Failures => _proof.Failures;

    /// <summary>What happened, for the line of the round.</summary>
    public string Summary { get; private set; } = "not to its end";

    /// <summary>What throws is a failure of the round as well: it has a seed, and the others go on.</summary>
    public async Task RunAsync()
    {
        try
        {
            await TortureAsync();
        }
        catch (HungException)
        {
            // Said already; of a journal that nobody brought to its end there is nothing to prove.
        }
        catch (Exception error)
        {
            _proof.Fail(error.ToString());
        }
    }

    private async Task TortureAsync()
    {
        await using var calm = await TortureServer.StartAsync(_plan, _expected, hasFaults: false);
        await using var wild = await TortureServer.StartAsync(_plan, _expected, hasFaults: true);
        var (undisturbed, disturbed) = (new Place(_plan, Path.Combine(_folder, "undisturbed"), calm.Address), new Place(_plan, Path.Combine(_folder, "disturbed"), wild.Address));
        calm.BeginExecution(Plenty);
        var peace = Execution.RunAsync(_script, undisturbed.Environment(Plenty), calm, undisturbed.Run);
        int hits;
        try
        {
            hits = await DisturbAsync(wild, disturbed);
        }
        finally
        {
            _outcomes.Add(await peace);
        }
        ThrowIfHung("undisturbed", _outcomes[^1]);
        _proof.Ended("undisturbed", _outcomes[^1]);
        calm.EndExecution(JournalLook.Keys(undisturbed.Journal), wasCut: false);
        if (calm.Missing > 0)
            _proof.Fail($"{calm.Missing} answers of the undisturbed execution are not in its journal.");
        // An answer without a text, and one whose usage is nonsense, count with the most that they could cost.
        if (_plan.Money is { } money && undisturbed.Run is { } record)
            _proof.Cost("undisturbed", record, calm.Billed, Plenty, isExact: money.Absurd == 0 && _plan.Poisons.Empty == 0 && _plan.ServerQuota is null);

        foreach (var violation in calm.Violations.Select(v => "Undisturbed: " + v).Concat(wild.Violations))
            _proof.Fail(violation);
        _proof.Dataset(undisturbed.Set);
        _proof.Dataset(disturbed.Set);
        _proof.Same(undisturbed.Set, disturbed.Set);
        _proof.NoLeftovers(disturbed.Set, disturbed.Run);
        if (disturbed.Run is { } run)
            _proof.FailedRows(run);
        _proof.NoKey(_folder, _outcomes);
        var paid = _plan.Money is null ? "" : string.Create(CultureInfo.InvariantCulture, $", ${wild.Billed:0.0000} billed, {_reached} budgets reached");
        Summary = $"{_expected.Configs.Values.Sum(rows => rows.Count)} rows, {_expected.Calls.Values.Sum()} calls, {wild.Faults} faults, {hits} of {_plan.Disturbances.Count} hit, {wild.Repeated} repeated, {_expected.Errors.Count} rows fail{paid}";
    }

    /// <summary>The plan's disturbances, executions until one comes to its end, and one more. Gives how many disturbances hit.</summary>
    private async Task<int> DisturbAsync(TortureServer server, Place place)
    {
        var hits = 0;
        foreach (var disturbance in _plan.Disturbances)
        {
            var hit = disturbance.Kind switch
            {
                DisturbanceKind.Second when place.Run is not null => await RefuseAsync(server, place),
                DisturbanceKind.Second or DisturbanceKind.SecondKilled => await BesideAsync(server, place, disturbance),
                _ => await HitAsync(server, place, disturbance),
            };
            hits += hit ? 1 : 0;
        }
        // Each execution that reaches its budget has more of it the next time, and plenty in the end.
        Outcome last;
        do
        {
            var had = _reached;
            last = await ExecuteAsync("last", server, place);
            if (had == _reached)
                break;
        }
        while (_reached <= _plan.Money!.Shares.Count);
        if (server.Missing > 0)
            _proof.Fail($"After the last execution {server.Missing} answers are not in the journal.");
        var answered = server.Answered;
        await ExecuteAsync("repeated", server, place);
        if (server.Answered != answered)
            _proof.Fail($"The finished command made {server.Answered - answered} calls more when it was executed again.");
        return hits;
    }

    /// <summary>Writes down what is needed to look into a failure; not the key.</summary>
    public void Keep()
    {
        string Clean(string text) => text.Replace(_plan.Key, "(the key)", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "script.ps1"), Clean(_script));
        foreach (var (outcome, number) in _outcomes.Select((outcome, i) => (outcome, i + 1)))
            File.WriteAllText(Path.Combine(_folder, FormattableString.Invariant($"execution-{number}.txt")), Clean(outcome.Output + "\n--- errors ---\n" + outcome.Error));
    }

    public void Dispose()
    {
        if (Failures.Count == 0)
            Directory.Delete(_folder, recursive: true);
    }

    private decimal Cap => _plan.Money is { } money && _reached < money.Shares.Count
        ? Math.Max(LeastCap, Math.Round((decimal)money.Shares[_reached] * _expected.Cost / (_plan.Kind is ChainKind.Pipe ? Stages : 1), 9))
        : Plenty;

    private int Stages => (_plan.Instruct is null ? 0 : 1) + (_plan.Generate.InBranches ? 2 : 1) + (_plan.Judge is null ? 0 : 1);

    /// <summary>An execution that is killed, interrupted or suspended.</summary>
    private async Task<bool> HitAsync(TortureServer server, Place place, Disturbance disturbance)
    {
        var isSuspended = false;
        var outcome = await ExecuteAsync($"{disturbance.Kind}", server, place, disturbance.Kind is DisturbanceKind.Suspend, async execution =>
        {
            await When(disturbance, server);
            switch (disturbance.Kind)
            {
                case DisturbanceKind.Kill:
                    execution.Kill();
                    break;
                case DisturbanceKind.Interrupt:
                    execution.Interrupt();
                    break;
                default:
                    isSuspended = true;
                    // The calls that were let through meanwhile are in flight as well.
                    await Task.Delay(50);
                    await execution.SuspendAsync(TimeSpan.FromSeconds(_plan.Faults.TimeoutSec!.Value + 1.2));
                    break;
            }
        });
        return outcome.WasCut || isSuspended;
    }

    /// <summary>A second process comes into the folder while the run is under way there.</summary>
    private async Task<bool> RefuseAsync(TortureServer server, Place place)
    {
        Outcome? second = null;
        var cap = Cap;
        await ExecuteAsync("first", server, place, disturb: async _ =>
        {
            await server.WhenAnswered(1, holds: true);
            second = await Execution.RunAsync(_script, place.Environment(cap, ("TORTURE_REFUSED", "1")), server, place.Run);
            server.Release();
        });
        if (second is null)
            return false;
        _outcomes.Add(second);
        _proof.Refused(second);
        return true;
    }

    /// <summary>Two processes work at once on one journal, each on a dataset of its own; the second may be killed.</summary>
    private async Task<bool> BesideAsync(TortureServer server, Place place, Disturbance disturbance)
    {
        var other = place.Beside(_plan.SpellsAnew);
        var cap = Cap;
        await server.WhenAnswered(0, holds: true);
        var second = Execution.RunAsync(_script, other.Environment(cap), server, null, async execution =>
        {
            // Both have asked by then, or wait for what the other asks.
            await execution.WhenWaitingAsync();
            server.Release();
            if (disturbance.Kind is not DisturbanceKind.SecondKilled)
                return;
            await When(disturbance, server);
            server.BeforeCut();
            execution.Kill();
        });
        // What is said of the execution is said when both have ended.
        await ExecuteAsync("first of two", server, place, processes: 2, beside: second);
        var outcome = await second;
        _outcomes.Add(outcome);
        ThrowIfHung("second of two", outcome);
        if (!outcome.WasCut && !ReachedBudget(outcome))
        {
            _proof.Ended("second of two", outcome);
            _proof.Dataset(other.Set);
        }
        return outcome.WasCut || disturbance.Kind is DisturbanceKind.Second;
    }

    /// <summary>One execution, and what must be true after it however it ended.</summary>
    private async Task<Outcome> ExecuteAsync(
        string which, TortureServer server, Place place, bool isSuspended = false, Func<Execution, Task>? disturb = null, int processes = 1, Task<Outcome>? beside = null)
    {
        var cap = Cap;
        server.BeginExecution(_plan.Money is null ? null : cap, processes, isSuspended);
        var outcome = await Execution.RunAsync(_script, place.Environment(cap), server, place.Run, disturb);
        _outcomes.Add(outcome);
        ThrowIfHung(which, outcome);
        var other = beside is null ? null : await beside;
        server.Release();
        await server.SettleAsync();
        var wasCut = outcome.WasCut || other is { WasCut: true };
        var lost = server.EndExecution(JournalLook.Keys(place.Journal), wasCut);
        if (lost > (wasCut ? _plan.MostInFlight : 0))
            _proof.Fail($"{lost} answers were lost in the {which} execution, and {(wasCut ? $"at most {_plan.MostInFlight} were in flight at its end" : "nothing cut it off")}.");
        var hasReached = ReachedBudget(outcome);
        if (hasReached)
            _proof.EndedByBudget(which, outcome);
        else if (!outcome.WasCut)
            _proof.Ended(which, outcome);
        _reached += hasReached || other is not null && ReachedBudget(other) ? 1 : 0;
        _proof.Loads(place.Set);
        if (_plan.Money is not null && place.Run is { } run && outcome.Cut is not Cut.Killed && File.Exists(Path.Combine(run, "run.json")))
            _proof.Cost(which, run, server.Billed, cap, isExact: false);
        return outcome;
    }

    private void ThrowIfHung(string which, Outcome outcome)
    {
        if (outcome.Hung is null)
            return;
        _proof.Hung(which, outcome);
        throw new HungException();
    }

    private static bool ReachedBudget(Outcome outcome) => outcome.Lines(ChainScript.ErrorMark).Any(line => line.StartsWith("BudgetReached ", StringComparison.Ordinal));

    private static async Task When(Disturbance disturbance, TortureServer server)
    {
        var missing = server.Missing;
        await server.WhenAnswered(disturbance.Share >= 1 ? missing : (int)Math.Ceiling(disturbance.Share * missing), holds: disturbance.Kind is DisturbanceKind.Suspend);
        if (missing == 0)
            await Task.Delay(StartMs);
        await Task.Delay(disturbance.DelayMs);
    }

    private sealed class HungException : Exception;

    /// <summary>Where an execution works, and what its environment tells it.</summary>
    private sealed class Place
    {
        private readonly (string Name, string Value)[] _environment;

        public Place(Plan plan, string folder, string address)
        {
            var temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
            Run = plan.Kind is ChainKind.Pipe ? null : Path.Combine(folder, "run");
            Set = Run is null ? Path.Combine(folder, "set") : Path.Combine(Run, "distiset");
            Journal = Path.Combine(Run ?? folder, "journal.db");
            var environment = new List<(string, string)>
            {
                ("TORTURE_URL", address), ("TORTURE_SET", Set), ("TORTURE_RUN", Run ?? ""), ("TORTURE_JOURNAL", Journal),
                // What a process leaves in the folder for temporary files is looked at too; the sockets of the debugger are no files.
                ("TMPDIR", temporary), ("DOTNET_EnableDiagnostics", "0"), ("POWERSHELL_DIAGNOSTICS_OPTOUT", "1"), ("DOTNET_TieredPGO", "0"), ("NO_COLOR", "1"),
            };
            if (plan.KeyPlace is KeyPlace.Environment)
                environment.AddRange([("OPENAI_API_KEY", plan.Key), ("MISTRAL_API_KEY", plan.Key)]);
            if (plan.KeyPlace is KeyPlace.Variable)
                environment.Add(("TORTURE_KEY", plan.Key));
            if (plan.ModelsByName)
                environment.AddRange([("OPENAI_BASE_URL", address), ("MISTRAL_BASE_URL", address)]);
            if (plan.JournalPlace is JournalPlace.Environment)
                environment.Add(("MATHPREF_JOURNAL", Journal));
            _environment = [.. environment];
        }

        private Place(Place first, string set, string journal)
        {
            (Set, Journal) = (set, journal);
            _environment = [.. first._environment.Select(variable => variable.Value == first.Set ? (variable.Name, set) : variable.Value == first.Journal ? (variable.Name, journal) : variable)];
        }

        /// <summary>Null for a plain pipe.</summary>
        public string? Run { get; }

        public string Set { get; }

        public string Journal { get; }

        /// <summary>Another dataset by the same journal.</summary>
        /// <param name="spellsAnew">Whether the journal's path goes another way to the same file.</param>
        public Place Beside(bool spellsAnew)
        {
            var folder = Path.GetDirectoryName(Journal)!;
            var journal = Journal;
            if (spellsAnew)
            {
                // Beside the folder: a link in it would lead around in a circle whoever looks through it.
                journal = OperatingSystem.IsWindows()
                    ? Path.Combine(folder, "tmp", "..", Path.GetFileName(Journal))
                    : Path.Combine(Directory.CreateSymbolicLink(folder + "-again", folder).FullName, Path.GetFileName(Journal));
            }
            return new Place(this, Path.Combine(folder, "set-of-second"), journal);
        }

        public (string, string)[] Environment(decimal cap, params ReadOnlySpan<(string, string)> more) =>
            [.. _environment, ("TORTURE_CAP", cap.ToString(CultureInfo.InvariantCulture)), .. more];
    }
}
