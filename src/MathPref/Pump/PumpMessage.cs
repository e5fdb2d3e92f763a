namespace MathPref.Pump;

/// <summary>What a worker has to say; the pipeline thread says it.</summary>
internal abstract record PumpMessage
{
    public sealed record Completed(PumpItem Item) : PumpMessage;

    public sealed record Verbose(string Text) : PumpMessage;

    public sealed record Warning(string Text) : PumpMessage;
}
