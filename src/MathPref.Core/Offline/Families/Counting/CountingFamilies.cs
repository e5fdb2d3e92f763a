using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Counting;

internal static class CountingFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new LetterArrangements(),
        new BooksOnShelf(),
        new RoundTable(),
        new Committees(),
        new DigitNumbers(),
        new StarsAndBars(),
        new BinomialPower(),
        new BinomialTerm(),
        new ConstantTerm(),
        new CoefficientSum(),
        new ProductCoefficient(),
        new UnknownExponent(),
        new BinomialRemainder(),
        new InductionConstant(),
        new InductionIncrement(),
        new InductionStart(),
        new PowerDivisor(),
        new PolynomialDivisor(),
        new FaultyStep(),
    ];
}
