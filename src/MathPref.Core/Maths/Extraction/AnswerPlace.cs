namespace MathPref.Core.Maths.Extraction;

/// <summary>
/// Where in a text its final answer stood, the most trusted first. Of <see cref="Hashes"/> and <see cref="Phrase"/> the later one is taken; so is the
/// later one of
/// <see cref="Formula"/> and <see cref="Number"/>. A box gives way to an explicit final phrase behind it: see <see cref="FinalAnswers.Find"/>.
/// </summary>
internal enum AnswerPlace
{
    /// <summary>In the last <c>\boxed</c> or <c>\fbox</c>, or in several that stand together.</summary>
    Box,

    /// <summary>Behind <c>####</c>.</summary>
    Hashes,

    /// <summary>Behind "Final answer:", "the answer is" and the like.</summary>
    Phrase,

    /// <summary>The text is the answer and no more.</summary>
    Whole,

    /// <summary>Between bold marks in the last line.</summary>
    Bold,

    /// <summary>What a program printed, where nothing follows it.</summary>
    Output,

    /// <summary>Behind "is", "are" or "we get" in the last sentence, up to its end.</summary>
    Statement,

    /// <summary>The last display or inline formula.</summary>
    Formula,

    /// <summary>The last number.</summary>
    Number,

    /// <summary>There is none: the text is empty, was cut, or refuses.</summary>
    None,
}
