namespace MathPref.Core.Preference;

/// <summary>Which answers are trained on.</summary>
public enum AnswerChoice
{
    /// <summary>Whatever is known of them.</summary>
    Any,

    /// <summary>Those that are known to be right.</summary>
    Correct,
}
