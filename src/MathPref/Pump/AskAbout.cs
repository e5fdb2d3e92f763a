namespace MathPref.Pump;

/// <summary>About which answers a model is asked.</summary>
public enum AskAbout
{
    /// <summary>Those of which the rules do not know whether they are right.</summary>
    Unknown,

    /// <summary>Those that are wrong by the rules too.</summary>
    NotRight,
}
