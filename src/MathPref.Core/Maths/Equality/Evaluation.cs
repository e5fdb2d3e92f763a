namespace MathPref.Core.Maths.Equality;

/// <summary>How the computation of a value ended.</summary>
internal enum Evaluation
{
    Done,

    /// <summary>There is no value: a division by 0, the logarithm of 0.</summary>
    Undefined,

    /// <summary>There is no real value, or a function has several branches here.</summary>
    NotReal,

    /// <summary>A ball straddles a place where the function jumps or has a pole; more digits may help.</summary>
    Imprecise,

    /// <summary>Nothing here computes this, or it takes too long.</summary>
    Beyond,
}
