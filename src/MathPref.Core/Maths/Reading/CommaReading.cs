namespace MathPref.Core.Maths.Reading;

/// <summary>What a plain comma between digits is: <c>1,234</c> and <c>3,14</c> may be one number or two.</summary>
internal enum CommaReading
{
    /// <summary>Before groups of exactly three digits it parts thousands; elsewhere it separates.</summary>
    Thousands,

    /// <summary>It always separates.</summary>
    Separator,

    /// <summary>Directly before a digit it is the decimal point, and a full stop before three digits parts thousands.</summary>
    DecimalPoint,
}
