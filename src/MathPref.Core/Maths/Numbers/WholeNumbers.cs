using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

/// <summary>Factorials multiplied out.</summary>
internal static class WholeNumbers
{
    /// <summary>Larger factorials are not multiplied out: 3,000! has 9,131 digits.</summary>
    public const int MaxFactorial = 3000;

    private static readonly BigInteger[] s_factorials = MakeFactorials(257);

    /// <summary>n!, for n from 0 to <see cref="MaxFactorial"/>.</summary>
    public static BigInteger Factorial(int n) =>
        n < s_factorials.Length ? s_factorials[n] : s_factorials[^1] * Product(s_factorials.Length, n);

    /// <summary>The product of the whole numbers from low to high; halves are about of one length, which multiplies fastest.</summary>
    private static BigInteger Product(int low, int high)
    {
        if (high - low < 8)
        {
            BigInteger product = low;
            for (int i = low + 1; i <= high; i++)
                product *= i;
            return product;
        }
        int middle = (low + high) / 2;
        return Product(low, middle) * Product(middle + 1, high);
    }

    private static BigInteger[] MakeFactorials(int count)
    {
        var all = new BigInteger[count];
        all[0] = 1;
        for (int i = 1; i < count; i++)
            all[i] = i * all[i - 1];
        return all;
    }
}
