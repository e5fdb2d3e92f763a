using MathPref.Core.Offline.Algebra;

namespace MathPref.Core.Offline.Problems;

/// <summary>SplitMix64 (Steele, Lea, Flood, 2014): <see cref="Random"/> may change its sequence with the runtime, this can't.</summary>
internal sealed class Rng(ulong state)
{
    private ulong _state = state;

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Next(int min, int max) => min + (int)Math.BigMul(NextUInt64(), (ulong)((long)max - min + 1), out _);

    /// <summary>As <see cref="Next"/>, but never 0.</summary>
    public int NonZero(int min, int max)
    {
        while (true)
        {
            int number = Next(min, max);
            if (number != 0)
                return number;
        }
    }

    /// <summary>A square matrix of whole numbers in a range, drawn row by row.</summary>
    public Matrix Matrix(int size, int min, int max) => new(size, size, (_, _) => Next(min, max));

    public bool Percent(int chance) => Next(1, 100) <= chance;

    public T Pick<T>(params IReadOnlyList<T> items) => items[Next(0, items.Count - 1)];

    /// <summary>So many different items in a random order.</summary>
    public T[] Several<T>(int count, params IEnumerable<T> items)
    {
        List<T> left = [.. items];
        var taken = new T[Math.Min(count, left.Count)];
        for (int i = 0; i < taken.Length; i++)
        {
            int at = Next(0, left.Count - 1);
            taken[i] = left[at];
            left.RemoveAt(at);
        }
        return taken;
    }

    private ulong NextUInt64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
