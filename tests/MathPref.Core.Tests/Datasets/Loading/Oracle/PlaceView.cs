namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>What the library makes of a place: an error, or configs and what comes of loading each.</summary>
internal sealed record PlaceView
{
    /// <summary>Nothing can be had of the place, not even the names of its configs.</summary>
    public PythonError? Error { get; init; }

    public OrderedDictionary<string, PlaceLoad> Loads { get; init; } = [];

    public string? DefaultConfig { get; init; }

    /// <summary>What comes of a load that names no config.</summary>
    public PlaceLoad? Unnamed { get; init; }
}
