namespace MathPref.Benchmarks.Torture;

/// <summary>One plan, carried out twice: undisturbed, and through faults, kills and restarts.</summary>
internal sealed class Round : IDisposable
{
    private const int StartMs = 500;

    private readonly Plan _plan;
    private readonly Expected _expected;
    private readonly string _script;
    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref-torture").FullName;
    private readonly List<Outcome> _outcomes = [];
    private readonly Proof _proof;

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
    public string Summary { get; private set; } = "";

    /// <summary>What throws is a failure of the round as well: it has a seed, and the others go on.</summary>
    public async Task RunAsync()
    {
        try
        {
            await TortureAsync();
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
        var peace = Execution.RunAsync(_script, undisturbed.Environment, () => calm.Progress);
        int killed;
        try
        {
            killed = await DisturbAsync(wild, disturbed);
        }
        finally
        {
            _outcomes.Add(await peace);
        }
        _proof.Ended("undisturbed", _outcomes[^1]);
        calm.EndExecution(JournalLook.Keys(undisturbed.Journal), wasKilled: false);
        if (calm.Missing > 0)
            _proof.Fail($"{calm.Missing} answers of the undisturbed execution are not in its journal.");

        foreach (var violation in calm.Violations.Select(v => "Undisturbed: " + v).Concat(wild.Violations))
            _proof.Fail(violation);
        _proof.Dataset(undisturbed.Set);
        _proof.Dataset(disturbed.Set);
        _proof.Same(undisturbed.Set, disturbed.Set);
        _proof.NoLeftovers(disturbed.Set, disturbed.Run);
        if (disturbed.Run is { } run)
            _proof.FailedRows(run);
        _proof.NoKey(_folder, _outcomes);
        Summary = $"{_expected.Configs.Values.Sum(rows => rows.Count)} rows, {_expected.Calls.Values.Sum()} calls, {wild.Faults} faults, {killed} of {_plan.Kills.Count} kills, {wild.Repeated} repeated, {_expected.Errors.Count} rows fail";
    }

    /// <summary>The plan's kills, the execution that comes to its end, and one more. Gives how many were killed.</summary>
    private async Task<int> DisturbAsync(TortureServer server, Place place)
    {
        var killed = 0;
        foreach (var kill in _plan.Kills)
        {
            var outcome = await ExecuteAsync(server, place, When(kill, server));
            if (outcome.Hung)
                _proof.Ended("killed", outcome);
            killed += outcome.WasKilled ? 1 : 0;
            var lost = server.EndExecution(JournalLook.Keys(place.Journal), outcome.WasKilled);
            if (lost > (outcome.WasKilled ? _plan.MostInFlight : 0))
                _proof.Fail($"{lost} answers were lost, and {(outcome.WasKilled ? $"at most {_plan.MostInFlight} were in flight at the kill" : "nothing was killed")}.");
            _proof.Loads(place.Set);
        }
        _proof.Ended("last", await ExecuteAsync(server, place));
        var missed = server.EndExecution(JournalLook.Keys(place.Journal), wasKilled: false);
        if (missed > 0 || server.Missing > 0)
            _proof.Fail($"After the last execution {server.Missing} answers are not in the journal, {missed} of which were given in it.");
        var answered = server.Answered;
        _proof.Ended("repeated", await ExecuteAsync(server, place));
        server.EndExecution(JournalLook.Keys(place.Journal), wasKilled: false);
        if (server.Answered != answered)
            _proof.Fail($"The finished command made {server.Answered - answered} calls more when it was executed again.");
        return killed;
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

    private async Task<Outcome> ExecuteAsync(TortureServer server, Place place, Task? killed = null)
    {
        var outcome = await Execution.RunAsync(_script, place.Environment, () => server.Progress, killed);
        _outcomes.Add(outcome);
        return outcome;
    }

    private static async Task When(Kill kill, TortureServer server)
    {
        var missing = server.Missing;
        await server.WhenAnswered(kill.Share >= 1 ? missing : (int)Math.Ceiling(kill.Share * missing));
        if (missing == 0)
            await Task.Delay(StartMs);
        await Task.Delay(kill.DelayMs);
    }

    /// <summary>Where an execution works, and what its environment tells it.</summary>
    private sealed class Place
    {
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
                ("TMPDIR", temporary), ("DOTNET_EnableDiagnostics", "0"), ("POWERSHELL_DIAGNOSTICS_OPTOUT", "1"), ("DOTNET_TieredPGO", "0"),
            };
            if (plan.KeyPlace is KeyPlace.Environment)
                environment.AddRange([("OPENAI_API_KEY", plan.Key), ("MISTRAL_API_KEY", plan.Key)]);
            if (plan.KeyPlace is KeyPlace.Variable)
                environment.Add(("TORTURE_KEY", plan.Key));
            if (plan.ModelsByName)
                environment.AddRange([("OPENAI_BASE_URL", address), ("MISTRAL_BASE_URL", address)]);
            if (plan.JournalPlace is JournalPlace.Environment)
                environment.Add(("MATHPREF_JOURNAL", Journal));
            Environment = [.. environment];
        }

        /// <summary>Null for a plain pipe.</summary>
        public string? Run { get; }

        public string Set { get; }

        public string Journal { get; }

        public (string, string)[] Environment { get; }
    }
}
