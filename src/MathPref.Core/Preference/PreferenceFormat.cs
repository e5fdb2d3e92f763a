namespace MathPref.Core.Preference;

/// <summary>For whom a pair is shaped.</summary>
public enum PreferenceFormat
{
    /// <summary>distilabel's: prompt is a text, chosen and rejected are whole conversations. TRL from 0.29 on refuses it.</summary>
    Distilabel,

    /// <summary>TRL's explicit, conversational preference: prompt is a list of messages, chosen and rejected are the answer alone.</summary>
    Trl,

    /// <summary>OpenAI's preference fine-tuning: input, preferred_output, non_preferred_output and nothing else.</summary>
    OpenAI,
}
