using System.Collections.Concurrent;
using System.Text;
using MathPref.Core.Hub;
using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Hub;

/// <summary>Pushes as the tests make them, and folders to push.</summary>
internal static class HubSetup
{
    public const string Repo = StrictHubServer.Owner + "/maths";

    /// <summary>How long a test waits for what should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = Timeout.InfiniteTimeSpan };

    public static HubConnection Connection(StrictHubServer server, string? token = null) => HubConnection.Resolve(null, false, name => name switch
    {
        "HF_ENDPOINT" => server.Address + "/",
        "HF_TOKEN" => token ?? server.Token,
        _ => null,
    });

    public static PublishRequest Request(string path, string repo = Repo) => new() { Path = path, Repo = RepoId.Parse(repo) };

    public static HubPublisher Publisher(StrictHubServer server, PushLog? log = null, HubSettings? settings = null, string? token = null)
    {
        log ??= new PushLog();
        return HubPublisher.Create(Connection(server, token), settings ?? new HubSettings(), log.Warnings.Enqueue, log.Told.Enqueue, s_http, log.Time);
    }

    public static Task<PublishResult> PublishAsync(this StrictHubServer server, PublishRequest request, PushLog? log = null, HubSettings? settings = null, string? token = null) =>
        Publisher(server, log, settings, token).PublishAsync(request, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static Task<PublishResult> PublishAsync(this StrictHubServer server, string path, PushLog? log = null) => server.PublishAsync(Request(path), log);

    public static async Task<HubException> FailAsync(this StrictHubServer server, PublishRequest request, PushLog? log = null, HubSettings? settings = null, string? token = null) =>
        await Assert.ThrowsAsync<HubException>(() => server.PublishAsync(request, log, settings, token));

    /// <summary>Nothing was done against the protocol, and nothing said the token.</summary>
    public static void AssertStrict(this StrictHubServer server) => Assert.Empty(server.Violations);

    /// <summary>A card as Export-Distiset writes it.</summary>
    public static string Card(IEnumerable<string> configs, string body = "# Mathematics\n", string extra = "") =>
        $"---\n{extra}configs:\n{string.Concat(configs.Select(c => $"- config_name: {c}\n  data_files:\n  - split: train\n    path: {(c == "default" ? "data" : c)}/train-*\n"))}---\n\n{body}";

    /// <summary>Bytes that no two names share.</summary>
    public static byte[] Bytes(string name, int length)
    {
        var bytes = new byte[length];
        new Random(name.Aggregate(17, (seed, c) => seed * 31 + c)).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The shards of a config, all of the given size.</summary>
    public static void Shards(TemporaryFolder folder, string config, int count, int size, string salt = "", string extension = "parquet")
    {
        var name = config == "default" ? "data" : config;
        for (var i = 0; i < count; i++)
            folder.File($"{name}/train-{i:D5}-of-{count:D5}.{extension}", Bytes($"{salt}{config}{i}", size));
    }

    /// <summary>Three configs of twelve shards in all; one shard is large enough to be sent in parts.</summary>
    public static TemporaryFolder ThreeConfigs()
    {
        TemporaryFolder folder = new();
        folder.File("README.md", Card(["default", "kto", "trl"]));
        Shards(folder, "default", 5, 300);
        Shards(folder, "kto", 4, 200);
        Shards(folder, "trl", 3, 400);
        folder.File("data/train-00002-of-00005.parquet", Bytes("large", 1234));
        return folder;
    }

    /// <summary>What a repository's tree must be: each file's content by its oid, as the Hub keeps it.</summary>
    public static SortedDictionary<string, string> Expected(TemporaryFolder folder, params string[] names)
    {
        SortedDictionary<string, string> tree = new(StringComparer.Ordinal) { [".gitattributes"] = "git:" + HubBlob.GitOid(Encoding.UTF8.GetBytes("*.parquet filter=lfs diff=lfs merge=lfs -text\n")) };
        foreach (var name in names.Length > 0 ? names : folder.Entries())
        {
            var bytes = File.ReadAllBytes(folder[name.Split('/')]);
            tree[name] = name.EndsWith(".parquet", StringComparison.Ordinal) && bytes.Length > 0 ? "lfs:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) : "git:" + HubBlob.GitOid(bytes);
        }
        return tree;
    }
}

/// <summary>What a push said, and a clock on which it never waits.</summary>
internal sealed class PushLog
{
    public ConcurrentQueue<string> Warnings { get; } = [];

    public ConcurrentQueue<string> Told { get; } = [];

    public ImpatientTime Time { get; } = new();
}

/// <summary>A clock on which a wait ends at once and is written down; a limit of time, which is longer, never ends.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    private readonly ConcurrentQueue<TimeSpan> _waits = [];

    public IReadOnlyList<double> Waits => [.. _waits.Select(w => w.TotalSeconds)];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= s_limit || dueTime == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
