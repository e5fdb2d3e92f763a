using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>Values of a function of whole numbers in fixed point, made when they are first asked for and kept for every width up to a bound.</summary>
/// <param name="length">Arguments are below.</param>
/// <param name="make">The value for an argument in units of 2^-bits, right to a unit.</param>
internal sealed class FixedTable(int length, Func<int, int, BigInteger> make)
{
    private const int Step = 64;
    private const int KeptBits = 1280;

    private readonly Kept?[]?[] _widths = new Kept?[]?[KeptBits / Step + 1];

    /// <summary>Right to two units of 2^-bits.</summary>
    public BigInteger Get(int argument, int bits)
    {
        int index = (bits + Step - 1) / Step;
        if (index >= _widths.Length)
            return make(argument, bits);
        var row = _widths[index] ??= new Kept?[length];
        var kept = row[argument] ??= new(make(argument, index * Step));
        int extra = index * Step - bits;
        return extra == 0 ? kept.Value : kept.Value >> extra;
    }

    private sealed class Kept(BigInteger value)
    {
        public readonly BigInteger Value = value;
    }
}
