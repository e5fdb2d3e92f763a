namespace MathPref.Core.Maths.Extraction;

/// <summary>How a text ends.</summary>
internal enum ProseEnd
{
    Words,

    /// <summary>In a program whose output is not shown.</summary>
    Program,

    /// <summary>In what a program printed.</summary>
    Output,

    /// <summary>In a block that does not end.</summary>
    OpenBlock,

    /// <summary>In thinking that does not end.</summary>
    Thinking,
}
