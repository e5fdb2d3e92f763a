namespace MathPref.Shell;

/// <summary>What a key did to the command as a whole.</summary>
internal enum EditOutcome
{
    /// <summary>It is still being typed.</summary>
    Editing,

    /// <summary>It is to run.</summary>
    Accepted,

    /// <summary>It is dropped, and another is asked for.</summary>
    Dropped,

    /// <summary>It is still being typed, on an empty screen.</summary>
    Cleared,

    /// <summary>No more commands: the session ends.</summary>
    Left,
}
