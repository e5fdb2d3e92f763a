namespace MathPref.Core.Offline.Problems;

/// <summary>A believable mistake.</summary>
/// <param name="Step">The step that goes wrong, as one who makes the mistake would write it: one sentence, without its full stop.</param>
/// <param name="Answer">The wrong answer that it leads to, in LaTeX and in the form of the right one.</param>
/// <param name="Kind">What kind of mistake it is.</param>
internal sealed record Slip(string Step, string Answer, SlipKind Kind = SlipKind.Formula)
{
    /// <summary>A sign that is lost or turned.</summary>
    public static Slip Sign(string step, string answer) => new(step, answer, SlipKind.Sign);

    /// <summary>A miscount by one, a factor or a term that is dropped, a number miscopied.</summary>
    public static Slip Careless(string step, string answer) => new(step, answer, SlipKind.Careless);
}

/// <summary>What kind of mistake a slip is.</summary>
internal enum SlipKind
{
    /// <summary>A formula or rule that is not the right one.</summary>
    Formula,

    /// <summary>A sign that is lost or turned.</summary>
    Sign,

    /// <summary>A miscount by one, a factor or a term that is dropped, a number miscopied.</summary>
    Careless,
}
