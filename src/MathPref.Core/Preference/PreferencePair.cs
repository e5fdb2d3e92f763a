namespace MathPref.Core.Preference;

/// <summary>Two answers to one instruction, by their index in the row, the better one first.</summary>
public readonly record struct PreferencePair(int Chosen, int Rejected);

/// <summary>What becomes of a row whose best and worst rating are the same.</summary>
public enum TiePolicy
{
    /// <summary>No pair.</summary>
    Skip,

    /// <summary>The first answer is chosen and the next different one rejected, though the ratings do not tell them apart.</summary>
    First,

    /// <summary>An error for that row.</summary>
    Error,
}

/// <summary>Which pairs are made of more than two answers.</summary>
public enum PairSelection
{
    /// <summary>One: the first of the best against the first of the worst.</summary>
    BestWorst,

    /// <summary>Every two whose ratings differ.</summary>
    All,
}

/// <summary>Why a row makes no pair.</summary>
public enum NoPairReason
{
    /// <summary>Fewer than two answers with a known rating.</summary>
    TooFewRatings,

    /// <summary>The best and the worst are rated alike.</summary>
    Tie,

    /// <summary>The ratings are closer together than asked for.</summary>
    SmallMargin,

    /// <summary>The answers say the same, word for word.</summary>
    SameText,
}
