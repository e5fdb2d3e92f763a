namespace MathPref.Core.Tasks;

/// <summary>What the judge looks at. The four aspects are UltraFeedback's (Cui et al., 2023); the overall rating is distilabel's.</summary>
public enum UltraFeedbackAspect
{
    OverallRating,
    Honesty,
    InstructionFollowing,
    Helpfulness,
    Truthfulness,
}
