namespace MathPref.Benchmarks.Fuzz;

/// <summary>
/// A parser of foreign text, what it is fed with, and what must hold of all that it gives. An input is a string; where the parser reads
/// bytes, each character is one of them (see <see cref="RawText"/>), so that one mutator serves all.
/// </summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>Whether each character of an input stands for a byte.</summary>
    public virtual bool IsBytes => true;

    /// <summary>Inputs that the parser must accept, as they are.</summary>
    public abstract IReadOnlyList<string> Seeds { get; }

    /// <summary>What the parser looks for: headings, marks, brackets.</summary>
    public abstract IReadOnlyList<string> Pieces { get; }

    /// <summary>An input that is made from nothing, now and then in place of a seed; null for none.</summary>
    public virtual string? Make(Random random) => null;

    /// <summary>
    /// Feeds the parser. False for an input that it refuses, as an exception is that <see cref="IsRefusal"/> knows; any other exception is a
    /// failure, and so is a <see cref="BrokenRule"/>.
    /// </summary>
    public abstract bool Accepts(string input);

    /// <summary>Whether that is what the parser's documentation says it throws.</summary>
    public virtual bool IsRefusal(Exception thrown) => false;

    /// <summary>What reading may allocate in all: much of it is garbage, none of it may be unbounded.</summary>
    public virtual long MostAllocated(int length) => (64L << 20) + 3000L * length;

    /// <summary>A choice among so many, by a character of the input: its digits choose themselves.</summary>
    protected static int Choice(string input, int at, int count) => at < input.Length ? ((input[at] - '0') % count + count) % count : 0;

    protected static IReadOnlyList<string> Bytes(params IEnumerable<string> texts) => texts.Select(RawText.OfText).ToList();
}

/// <summary>Something that must hold of every outcome and does not hold of this one.</summary>
/// <param name="rule">The rule, the same for all inputs that break it.</param>
/// <param name="detail">What was found instead.</param>
internal sealed class BrokenRule(string rule, string detail) : Exception($"{rule}: {detail}")
{
    public string Rule { get; } = rule;

    /// <summary>Throws unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string rule, Func<string>? detail = null)
    {
        if (!holds)
            throw new BrokenRule(rule, detail?.Invoke() ?? "it does not hold");
    }
}
