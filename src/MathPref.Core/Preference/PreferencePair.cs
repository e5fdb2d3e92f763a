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
    /// <summary>One: the first of the best against the first of the worst, and where these may not pair the next that may.</summary>
    BestWorst,

    /// <summary>One: what BestWorst chooses, against one of those that may be rejected for it, drawn by a hash of question and texts.</summary>
    BestRandom,

    /// <summary>Every two whose ratings or verdicts differ.</summary>
    All,
}

/// <summary>By what two answers become a pair.</summary>
public enum PairBasis
{
    /// <summary>The better rated is chosen.</summary>
    Rating,

    /// <summary>One that is right is chosen, one that is wrong is rejected; the first of each where there are several.</summary>
    Correctness,

    /// <summary>The same, and of several right ones the best rated is chosen, of several wrong ones the worst rated rejected.</summary>
    CorrectnessThenRating,
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

    /// <summary>One text is longer than the other by more than is allowed.</summary>
    LengthRatio,

    /// <summary>Of no answer it is known whether it is right or wrong.</summary>
    NoVerdict,

    /// <summary>No answer is known to be right.</summary>
    NoneRight,

    /// <summary>No answer is known to be wrong.</summary>
    NoneWrong,

    /// <summary>Those that are wrong state no final answer.</summary>
    NoAnswer,
}
