using System.Diagnostics;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Makes a failing input smaller by leaving out stretches, for as long as it fails in the same way.</summary>
internal sealed class Shrinker(FuzzTrial trial)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public string Shrink(string input, string kind)
    {
        var watch = Stopwatch.StartNew();
        for (var size = Math.Max(1, input.Length / 2); ;)
        {
            var wasShrunk = false;
            for (var at = 0; at < input.Length && watch.Elapsed < s_patience;)
            {
                var shorter = input.Remove(at, Math.Min(size, input.Length - at));
                if (trial.Run(-1, shorter).Finding?.Kind == kind)
                    (input, wasShrunk) = (shorter, true);
                else
                    at += size;
            }
            if (watch.Elapsed >= s_patience || size == 1 && !wasShrunk)
                return input;
            size = Math.Max(1, size / 2);
        }
    }
}
