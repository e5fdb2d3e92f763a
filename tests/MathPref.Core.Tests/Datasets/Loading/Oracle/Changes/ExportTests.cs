namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>Whatever lies in a folder, an export into it loses nothing that loads, or is refused and changes nothing.</summary>
public sealed class ExportTests(ITestOutputHelper output)
{
    [Fact]
    public void An_export_loses_nothing_that_loads()
    {
        ChangeLog log = new();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var number = 0; number < ChangeBounds.Most(100) && watch.Elapsed < ChangeBounds.Time; number++)
        {
            using TemporaryFolder folder = new();
            ExportTrial.Run(ChangeBounds.RandomOf(number), $"number {number}", folder.Path, log);
        }
        output.WriteLine($"seed {ChangeBounds.Seed}\n{log}");
        Assert.False(log.HasLosses, log.ToString());
        // A machine that is busy comes to a few, of which half says nothing.
        Assert.True(log.OnPlacesThatLoad < 30 || log.RefusedOnPlacesThatLoad * 2 <= log.OnPlacesThatLoad, log.ToString());
    }
}
