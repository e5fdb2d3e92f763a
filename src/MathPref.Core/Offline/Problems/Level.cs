namespace MathPref.Core.Offline.Problems;

/// <summary>How hard a problem is to be: 1 is one easy step with small numbers, 5 the hardest that a family has.</summary>
/// <param name="Number">From <see cref="Least"/> to <see cref="Most"/>.</param>
internal readonly record struct Level(int Number)
{
    public const int Least = 1;
    public const int Most = 5;

    /// <summary>Where none is asked for.</summary>
    public static Level Usual { get; } = new(3);

    /// <summary>The value for this level.</summary>
    public T Of<T>(T first, T second, T third, T fourth, T fifth) => Number switch { 1 => first, 2 => second, 3 => third, 4 => fourth, _ => fifth };
}
