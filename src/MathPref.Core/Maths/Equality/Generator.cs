using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

internal enum GeneratorKind
{
    Symbol,
    Imaginary,
    Pi,

    /// <summary>e to the argument: a monomial by a whole number.</summary>
    Exponential,

    /// <summary>The base to the argument: a monomial by a whole number.</summary>
    Power,

    /// <summary>The root of the base, by its index.</summary>
    Root,

    /// <summary>The natural logarithm of the base.</summary>
    Logarithm,

    /// <summary>Any other function of the argument.</summary>
    Function,
}

/// <summary>What a canonical form is a polynomial in: a variable, or something that is computed no further.</summary>
internal sealed class Generator
{
    public required GeneratorKind Kind { get; init; }

    public string Name { get; init; } = "";

    public Function Function { get; init; }

    public Polynomial Base { get; init; } = Polynomial.Zero;

    public RationalFunction Argument { get; init; } = RationalFunction.Zero;

    public RationalFunction Second { get; init; } = RationalFunction.Zero;

    /// <summary>The index of a root.</summary>
    public int Index { get; init; }

    /// <summary>The power of the generator that equals <see cref="Relation"/>; 0 where none does.</summary>
    public int RelationDegree { get; init; }

    public Polynomial Relation { get; init; } = Polynomial.Zero;

    public bool Same(Generator other) => Kind == other.Kind && Name == other.Name && Function == other.Function && Index == other.Index
        && Base.Same(other.Base) && Argument.Same(other.Argument) && Second.Same(other.Second);
}
