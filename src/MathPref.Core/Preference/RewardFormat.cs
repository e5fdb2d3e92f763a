namespace MathPref.Core.Preference;

/// <summary>For whom a question with an answer that can be checked is shaped.</summary>
public enum RewardFormat
{
    /// <summary>TRL's GRPOTrainer: prompt is a list of messages, solution what its accuracy_reward reads.</summary>
    Trl,

    /// <summary>verl's: data_source, prompt, ability, reward_model, extra_info and nothing else.</summary>
    Verl,
}
