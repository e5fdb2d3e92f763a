namespace MathPref.Benchmarks.Fuzz;

/// <summary>The inputs of a target in their order. Each follows from the seed and its number alone, so that any one can be made again.</summary>
internal sealed class FuzzInputs(FuzzTarget target, int seed)
{
    /// <summary>The first inputs are the seeds as they are, and must be accepted.</summary>
    public bool IsSeed(long number) => number < target.Seeds.Count;

    /// <param name="number">From 0.</param>
    /// <param name="scale">Below 1 the same input with shorter repetitions, to see how time grows.</param>
    public string Make(long number, double scale = 1)
    {
        if (IsSeed(number))
            return target.Seeds[(int)number];
        var random = new Random(Mix(seed, number));
        var made = target.Make(random);
        if (made is not null && random.Next(2) == 0)
            return made;
        var text = made ?? target.Seeds[random.Next(target.Seeds.Count)];
        return new Mutator(target, random, scale).Mutate(text);
    }

    /// <summary>Neighbouring numbers must not give neighbouring sequences. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators".</summary>
    private static int Mix(int seed, long number)
    {
        var z = ((ulong)(uint)seed << 32) + (ulong)number * 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return (int)(z ^ z >> 31);
    }
}
