using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

internal static class GeometryFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new PolygonAngles(),
        new SimilarTriangles(),
        new HeronArea(),
        new BoxDiagonal(),
        new PyramidSurface(),
        new ConeVolume(),
        new DomedCylinder(),
        new SimilarSolids(),
        new SegmentLength(),
        new DividingPoint(),
        new ShoelaceArea(),
        new LineThroughPoints(),
        new PerpendicularBisector(),
        new PointLineDistance(),
        new PointReflection(),
        new CrossProduct(),
        new VectorAngle(),
        new VectorProjection(),
        new TripleProduct(),
        new PerpendicularVectors(),
        new VectorCombination(),
        new SpaceTriangle(),
        new CircleRadius(),
        new CircleTangent(),
        new TangentLength(),
        new ChordLength(),
        new SectorPerimeter(),
        new CircularSegment(),
        new SecantTheorem(),
        new TangentSecant(),
        new CyclicQuadrilateral(),
        new InscribedAngles(),
    ];
}
