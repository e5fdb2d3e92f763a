using System.Collections.Immutable;

namespace MathPref.Core.Tests.Maths;

/// <summary>An expression that is written in many ways, rewritten into an equal one, and spoiled. Has nothing of the code that it tests.</summary>
internal abstract record MathTree
{
    /// <summary>Where the variables x, y and z are what they are; NaN where it is not defined, or too close to that.</summary>
    public abstract double At(IReadOnlyDictionary<char, double> values);

    public abstract ImmutableArray<MathTree> Parts { get; }

    public abstract MathTree With(ImmutableArray<MathTree> parts);

    public int Size => 1 + Parts.Sum(part => part.Size);

    /// <summary>With one node, counted from 0 in depth-first order, put through a change.</summary>
    public MathTree Change(ref int number, Func<MathTree, MathTree?> change)
    {
        if (number-- == 0)
            return change(this) ?? this;
        var parts = Parts;
        for (var i = 0; i < parts.Length && number >= 0; i++)
            parts = parts.SetItem(i, parts[i].Change(ref number, change));
        return With(parts);
    }
}

internal sealed record Whole(int Value) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [];

    public override double At(IReadOnlyDictionary<char, double> values) => Value;

    public override MathTree With(ImmutableArray<MathTree> parts) => this;
}

/// <summary>x, y, z, or p for pi.</summary>
internal sealed record Letter(char Name) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [];

    public override double At(IReadOnlyDictionary<char, double> values) => Name == 'p' ? Math.PI : values[Name];

    public override MathTree With(ImmutableArray<MathTree> parts) => this;
}

internal sealed record Plus(ImmutableArray<MathTree> Terms) : MathTree
{
    public override ImmutableArray<MathTree> Parts => Terms;

    public override double At(IReadOnlyDictionary<char, double> values) => Terms.Sum(term => term.At(values));

    public override MathTree With(ImmutableArray<MathTree> parts) => new Plus(parts);
}

internal sealed record Times(ImmutableArray<MathTree> Factors) : MathTree
{
    public override ImmutableArray<MathTree> Parts => Factors;

    public override double At(IReadOnlyDictionary<char, double> values) => Factors.Aggregate(1.0, (product, factor) => product * factor.At(values));

    public override MathTree With(ImmutableArray<MathTree> parts) => new Times(parts);
}

internal sealed record Minus(MathTree Operand) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [Operand];

    public override double At(IReadOnlyDictionary<char, double> values) => -Operand.At(values);

    public override MathTree With(ImmutableArray<MathTree> parts) => new Minus(parts[0]);
}

internal sealed record Over(MathTree Top, MathTree Bottom) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [Top, Bottom];

    public override double At(IReadOnlyDictionary<char, double> values) => Bottom.At(values) is var bottom && Math.Abs(bottom) > 1e-3 ? Top.At(values) / bottom : double.NaN;

    public override MathTree With(ImmutableArray<MathTree> parts) => new Over(parts[0], parts[1]);
}

internal sealed record ToThe(MathTree Base, int Exponent) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [Base];

    public override double At(IReadOnlyDictionary<char, double> values) => Base.At(values) is var value && (Exponent > 0 || Math.Abs(value) > 1e-3) ? Math.Pow(value, Exponent) : double.NaN;

    public override MathTree With(ImmutableArray<MathTree> parts) => new ToThe(parts[0], Exponent);
}

/// <summary>sqrt, sin, cos, exp or ln; what is under a root or in a logarithm is positive where it is looked at.</summary>
internal sealed record Of(string Function, MathTree Argument) : MathTree
{
    public override ImmutableArray<MathTree> Parts => [Argument];

    public override double At(IReadOnlyDictionary<char, double> values)
    {
        var argument = Argument.At(values);
        return Function switch
        {
            "sqrt" => Math.Sqrt(argument),
            "sin" => Math.Sin(argument),
            "cos" => Math.Cos(argument),
            "exp" => Math.Exp(argument),
            _ => Math.Log(argument),
        };
    }

    public override MathTree With(ImmutableArray<MathTree> parts) => new Of(Function, parts[0]);
}
