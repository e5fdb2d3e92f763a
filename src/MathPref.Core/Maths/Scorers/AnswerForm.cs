namespace MathPref.Core.Maths.Scorers;

/// <summary>How a completion has to state its final answer so that a scorer finds it.</summary>
public enum AnswerForm
{
    /// <summary>In <c>\boxed{…}</c>.</summary>
    Box,

    /// <summary>Behind <c>#### </c>, as in GSM8K.</summary>
    Hashes,

    /// <summary>On a last line <c>Answer: …</c>.</summary>
    AnswerLine,

    /// <summary>Behind <c>&lt;think&gt;…&lt;/think&gt;</c>, in <c>\boxed{…}</c>.</summary>
    ThinkThenBox,
}
