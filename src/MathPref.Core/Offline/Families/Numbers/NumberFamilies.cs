using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Numbers;

internal static class NumberFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new GreatestCommonDivisor(),
        new LeastCommonMultiple(),
        new DivisorCount(),
        new DivisorSum(),
        new Totient(),
        new FactorialPower(),
        new PowerModulo(),
        new ModularInverse(),
        new ChineseRemainder(),
        new DiophantineCount(),
    ];
}
