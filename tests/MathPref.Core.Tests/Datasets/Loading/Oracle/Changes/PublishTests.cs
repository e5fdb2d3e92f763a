using System.Security.Cryptography;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Tests.Hub;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>Whatever lies in a repository, what is published into it loses nothing that loads, or is refused and changes nothing.</summary>
public sealed class PublishTests(ITestOutputHelper output) : IAsyncLifetime
{
    private StrictHubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictHubServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_publication_loses_nothing_that_loads()
    {
        ChangeLog log = new();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var number = 0; number < ChangeBounds.Most(60) && watch.Elapsed < ChangeBounds.Time; number++)
            await TryAsync(number, log);
        output.WriteLine($"seed {ChangeBounds.Seed}\n{log}");
        _server.AssertStrict();
        Assert.False(log.HasLosses, log.ToString());
        // A machine that is busy comes to a few, of which half says nothing.
        Assert.True(log.OnPlacesThatLoad < 30 || log.RefusedOnPlacesThatLoad * 2 <= log.OnPlacesThatLoad, log.ToString());
    }

    private async Task TryAsync(int number, ChangeLog log)
    {
        PlaceDrawing drawing = new(ChangeBounds.RandomOf(number));
        var repo = $"{StrictHubServer.Owner}/maths{number}";
        try
        {
            var place = drawing.Place();
            Fill(repo, place);
            place = Read(repo);
            var before = Loader.Look(place);
            for (var turn = 0; turn < 2; turn++)
            {
                using TemporaryFolder folder = new();
                var commands = Folder(drawing, before, folder["set"]);
                if (commands.Count == 0)
                    return;
                var local = Loader.Look(Place.Read(folder["set"]));
                // What does not load here is for the test of exports.
                if (local.Error is not null || local.Loads.Values.Any(load => !load.Loads))
                    return;
                var commits = _server.Log(repo).Count;
                var refusal = await RefusedAsync(folder["set"], repo);
                log.Add(before, refusal);
                string Describe() => $"number {number}, turn {turn}: {drawing.Description} ({string.Join(", ", place.Files.Keys)})\n    published: {string.Join("\n    and: ", commands)}";
                var size = (turn * 100) + (place.Files.Count * 10) + commands.Sum(command => command.Rows.Count);
                if (refusal is not null)
                {
                    if (_server.Log(repo).Count != commits)
                        log.Lost(new("a refused command changed something", refusal.Message), size, Describe);
                    if (refusal is not (ArgumentException or IOException or DatasetFormatException or InvalidOperationException or HubException { IsTransient: false }))
                        log.Lost(new("an exception that is no refusal", refusal.ToString()), size, Describe);
                    return;
                }
                var changed = Read(repo);
                var after = Loader.Look(changed);
                var written = local.Loads.SelectMany(load => load.Value.Splits!.Select(split => new WrittenRows(load.Key, [split.Name], [.. WrittenRows.Of(split)], false))).ToList();
                foreach (var loss in PlaceComparison.Losses(before, after, written))
                    log.Lost(loss, size, Describe);
                (place, before) = (changed, after);
            }
        }
        catch (UnmodelledException unknown)
        {
            log.Unmodelled(unknown);
        }
        finally
        {
            _server.Repos.Remove(repo);
        }
    }

    /// <summary>A dataset of one config or two, or of two splits; what cannot be put together is left out.</summary>
    private static List<PlaceCommand> Folder(PlaceDrawing drawing, PlaceView before, string root)
    {
        List<PlaceCommand> done = [];
        for (var left = drawing.Parts(); left > 0; left--)
        {
            var command = drawing.Command(before, mayForce: false) with { Force = false, IsWholeConfig = false };
            try
            {
                command.Export(root);
                done.Add(command);
            }
            catch (Exception refused) when (refused is ArgumentException or IOException or DatasetFormatException or InvalidOperationException)
            {
                // Two that do not go with each other.
            }
        }
        return done;
    }

    private async Task<Exception?> RefusedAsync(string folder, string repo)
    {
        try
        {
            await _server.PublishAsync(HubSetup.Request(folder, repo));
            return null;
        }
        catch (Exception refusal)
        {
            return refusal;
        }
    }

    /// <summary>A repository as it lies on the Hub: what is large is kept apart.</summary>
    private void Fill(string repo, Place place)
    {
        _server.AddRepo(repo);
        var tree = _server.Head(repo).Tree;
        foreach (var (path, bytes) in place.Files)
        {
            var isLarge = bytes.Length > 0 && Path.GetExtension(path) is ".parquet" or ".arrow" or ".gz" or ".zip" or ".zst" or ".png";
            var oid = isLarge ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null;
            if (oid is not null)
                _server.Objects[oid] = bytes;
            tree = tree.SetItem(path, new HubBlob(isLarge ? [] : bytes, oid, bytes.Length));
        }
        _server.Repos[repo].Refs["main"] = [_server.Head(repo) with { Tree = tree }];
    }

    private Place Read(string repo)
    {
        Place place = new(repo.Split('/')[1]);
        foreach (var (path, blob) in _server.Head(repo).Tree)
            place.Files[path] = blob.LargeOid is { } oid ? _server.Objects[oid] : blob.Bytes;
        return place;
    }
}
