namespace MathPref.Core.Runs;

/// <summary>A run that cannot be begun or gone on with as it is asked for.</summary>
/// <param name="id">A stable name of the kind of error.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What caused it.</param>
public sealed class RunException(string id, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Id { get; } = id;
}
