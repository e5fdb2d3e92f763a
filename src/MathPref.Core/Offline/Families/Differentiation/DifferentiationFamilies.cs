using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

internal static class DifferentiationFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ProductRule(),
        new QuotientRule(),
        new ChainRule(),
        new HigherDerivative(),
        new DerivativeFromValues(),
        new ImplicitDerivative(),
        new LogarithmicDerivative(),
        new TangentLine(),
        new LocalExtremum(),
        new InflectionPoint(),
        new MonotoneIntervals(),
        new FenceCost(),
        new OpenBox(),
        new RelatedRates(),
        new LimitByCancelling(),
        new LimitAtInfinity(),
        new LimitOfDifference(),
        new LimitByConjugate(),
        new LimitOfSines(),
        new ContinuousConstant(),
        new OneSidedLimit(),
        new LHospital(),
        new AverageRate(),
        new Motion(),
        new LinearApproximation(),
        new MeanValuePoint(),
        new InverseFunction(),
        new FunctionComposition(),
        new FunctionDomain(),
        new QuadraticRange(),
        new FixedPoints(),
        new FunctionRecursion(),
        new FunctionParity(),
        new FunctionCount(),
    ];
}
