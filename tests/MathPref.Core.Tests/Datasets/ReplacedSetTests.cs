using System.Collections.Concurrent;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Hub;

namespace MathPref.Core.Tests.Datasets;

/// <summary>A set that is replaced while it is read: whoever reads has one set, or an error that says what happened.</summary>
public sealed class ReplacedSetTests : IDisposable
{
    private const int Rows = 2500;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    /// <summary>Several shards, all rows of which say whose they are. Two sets have cards that differ in nothing.</summary>
    private void Export(string name, double? trainSize = null, string config = "default", int rows = Rows)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = config, Force = true, MaximumShardBytes = 1, TrainSize = trainSize });
        for (var i = 0; i < rows; i++)
            writer.Write(new Row { { "prompt", i.ToString(System.Globalization.CultureInfo.InvariantCulture) }, { "name", name }, { Columns.ModelName, name } });
        Assert.True(writer.Complete());
    }

    private IEnumerable<string> Names(string? config = null) =>
        new DatasetReader { Config = config, OnError = error => throw error, OnWarning = _ => { } }.Read(Root).Select(row => (string)row["name"]!);

    [Fact]
    public void Shards_that_are_replaced_between_two_of_them_are_an_error()
    {
        Export("a");
        using var names = Names().GetEnumerator();
        Assert.True(names.MoveNext());
        Export("b");
        var seen = new HashSet<string>();
        var error = Assert.ThrowsAny<IOException>(() =>
        {
            do
                seen.Add(names.Current);
            while (names.MoveNext());
        });
        Assert.Equal(["a"], seen);
        Assert.Contains("replaced while it was read", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("b", Rows), Names());
    }

    [Fact]
    public void Another_config_that_is_replaced_is_nobody_s_error()
    {
        Export("a");
        Export("x", config: "other");
        using var names = Names("default").GetEnumerator();
        Assert.True(names.MoveNext());
        Export("y", config: "other");
        var count = 1;
        while (names.MoveNext())
            count++;
        Assert.Equal(Rows, count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beside_a_writer_that_never_rests_every_reading_is_one_set_or_an_error(bool twoSplits)
    {
        double? share = twoSplits ? 0.6 : null;
        Export("a", share);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (whole, refused, wrong) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var writer = Task.Run(() =>
        {
            // On a busy machine a reader may come late.
            for (var i = 0; i < 25 || (i < 500 && whole.Distinct().Count() < 3); i++)
                Export(i % 2 == 0 ? "b" : "a", share);
        }, TestContext.Current.CancellationToken);

        Task Reader(string kind, Func<(IReadOnlyCollection<string> Names, long Rows)> read) => Task.Run(() =>
        {
            while (!writer.IsCompleted)
            {
                try
                {
                    var (names, rows) = read();
                    if (names.Distinct().Count() == 1 && rows == Rows)
                        whole.Add(kind);
                    else
                        wrong.Add($"{kind}: {rows} rows of {string.Join(" and ", names.Distinct())}");
                }
                catch (Exception error) when (error is IOException or DatasetFormatException)
                {
                    if (error.Message.Contains("replaced while it was read", StringComparison.Ordinal))
                        refused.Add(kind);
                    else
                        wrong.Add($"{kind}: {error.GetType().Name} {error.Message}");
                }
            }
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(
            writer,
            Reader("import", () => Names().ToList() is var names ? (names, names.Count) : default),
            Reader("get", () => Distiset.Read(Root) is var set ? ((IReadOnlyCollection<string>)set.Models, set.Rows!.Value) : default),
            Reader("test", () =>
            {
                var problems = DistisetChecker.Check(Root).Where(problem => problem.Severity is ProblemSeverity.Error).ToList();
                return problems.Count == 0 ? (["checked"], Rows) : (problems.Select(problem => problem.Message).ToList(), -1);
            }));
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Take(5)));
        Assert.Equal(["get", "import", "test"], whole.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Beside_a_writer_that_never_rests_every_commit_is_one_set()
    {
        await using var hub = await StrictHubServer.StartAsync();
        hub.MultipartFrom = hub.PartSize = 1_000_000;
        Export("a");
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
                Export(i % 2 == 0 ? "b" : "a");
        }, TestContext.Current.CancellationToken);
        var refused = 0;
        do
        {
            try
            {
                await hub.PublishAsync(Root);
                var published = _folder["published"];
                foreach (var (path, blob) in hub.Head(HubSetup.Repo).Tree.Where(file => file.Key != ".gitattributes"))
                    _folder.File("published/" + path, blob.LargeOid is { } large ? hub.Objects[large] : blob.Bytes);
                var names = new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(published).Select(row => (string)row["name"]!).ToList();
                Assert.Equal(Rows, names.Count);
                Assert.Single(names.Distinct());
                Assert.DoesNotContain(DistisetChecker.Check(published), problem => problem.Severity is ProblemSeverity.Error);
                Directory.Delete(published, recursive: true);
            }
            catch (Exception error) when (error is HubException { Failure: HubFailure.FileChanged } or DatasetReplacedException
                || (error is DatasetFormatException && error.Message.Contains("has not ended", StringComparison.Ordinal)))
            {
                refused++;
            }
        }
        while (!writer.IsCompleted);
        await writer;
        Assert.True(refused > 0, "the writer was never met");
        await hub.PublishAsync(Root);
    }
}
