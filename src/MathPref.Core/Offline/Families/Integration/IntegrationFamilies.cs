using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

internal static class IntegrationFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new DefiniteIntegral(),
        new AverageValue(),
        new IntegralProperties(),
        new RiemannSum(),
        new AreaBetweenCurves(),
        new VolumeOfRevolution(),
        new ArcLength(),
        new AntiderivativeOfSum(),
        new AntiderivativeThroughPoint(),
        new SubstitutionIntegral(),
        new IntegrationByParts(),
        new LogarithmByParts(),
        new LogarithmicIntegral(),
        new PartialFractions(),
        new InverseTrigonometricIntegral(),
        new SeparableExponential(),
        new SeparableRoot(),
        new SeparableSquare(),
        new LinearFirstOrder(),
        new LinearVariable(),
        new SecondOrder(),
        new CharacteristicExponents(),
        new PowerExponents(),
        new ParticularSolution(),
        new EulerMethod(),
        new OrderAndDegree(),
        new NewtonCooling(),
        new DecayConstant(),
        new MeanValueTheorem(),
        new RolleTheorem(),
        new IntegralMeanValue(),
        new DerivativeOfIntegral(),
        new NetChange(),
        new MeanValueBound(),
        new IntermediateValue(),
        new MaclaurinCoefficient(),
        new DistanceTravelled(),
    ];
}
