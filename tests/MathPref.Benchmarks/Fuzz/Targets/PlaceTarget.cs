using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>
/// Exports into folders as others lay them out: what loaded before loads after, by a model of the Python loader, or the export is refused and
/// changes nothing. The input is only what the place and the export are drawn by.
/// </summary>
internal sealed class PlaceTarget : FuzzTarget
{
    public override string Name => "place";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } = [.. Enumerable.Range(0, 16).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public override IReadOnlyList<string> Pieces { get; } = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];

    public override string? Make(Random random) => random.Next().ToString(CultureInfo.InvariantCulture);

    public override long MostAllocated(int length) => 1L << 31;

    public override bool Accepts(string input)
    {
        var seed = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
        var folder = Directory.CreateTempSubdirectory("mathpref-");
        try
        {
            ChangeLog log = new();
            ExportTrial.Run(new Random(seed), input, folder.FullName, log);
            if (log.FirstLoss is { } loss)
                throw new BrokenRule(loss.Kind, loss.Detail);
            return true;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
