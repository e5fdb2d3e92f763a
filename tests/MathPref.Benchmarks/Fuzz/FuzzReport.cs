using System.Globalization;
using System.Text;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Says what came of each target, and keeps the inputs that failed.</summary>
internal sealed class FuzzReport(int seed)
{
    private const int LongestMessage = 400;

    private string? _folder;

    public bool HasFindings { get; private set; }

    public void Write(FuzzTarget target, FuzzResult result)
    {
        var read = Math.Max(1, result.Accepted + result.Refused);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name}: {result.Inputs:N0} inputs, {result.Inputs / result.Time.TotalSeconds:N0}/s; {result.Accepted:N0} accepted ({(double)result.Accepted / read:P0}), {result.Refused:N0} refused; {result.Allocated / 1048576.0:N0} MB allocated by the hungriest; {result.Findings.Count(finding => !finding.IsOnlyTime):N0} failed"));
        var number = 0;
        foreach (var kind in result.Findings.GroupBy(finding => finding.Kind, StringComparer.Ordinal).OrderByDescending(kind => kind.Count()))
        {
            HasFindings |= !kind.First().IsOnlyTime;
            var first = kind.MinBy(finding => finding.Number)!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {++number}. {kind.Key} ({kind.Count():N0} times{(kind.First().IsOnlyTime ? ", no failure" : "")})"));
            Console.WriteLine($"     {(first.Message.Length <= LongestMessage ? first.Message : first.Message[..LongestMessage] + "…").ReplaceLineEndings(" ")}");
            if (kind.Select(finding => finding.Shrunk).FirstOrDefault(shrunk => shrunk is not null) is { } shrunk)
                Console.WriteLine($"     made small: \"{shrunk}\"");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     again: dotnet run --project tests/MathPref.Benchmarks -- fuzz {target.Name} --seed {seed} --number {first.Number}"));
            Console.WriteLine($"     input: {Save(target, first.Number)}");
        }
    }

    private string Save(FuzzTarget target, long number)
    {
        _folder ??= Directory.CreateTempSubdirectory("mathpref-fuzz-").FullName;
        var input = new FuzzInputs(target, seed).Make(number);
        // UTF-16 keeps halves of pairs, which UTF-8 does not.
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{number}.{(target.IsBytes ? "bin" : "utf16")}"));
        File.WriteAllBytes(path, target.IsBytes ? RawText.ToBytes(input) : Encoding.Unicode.GetBytes(input));
        return path;
    }
}
