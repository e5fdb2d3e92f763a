namespace MathPref.Core.Maths.Reading;

/// <summary>What parts two values or statements; the later ones say more.</summary>
internal enum Separator
{
    Comma,
    Semicolon,
    And,
    Or,

    /// <summary>"where", "if": a condition follows.</summary>
    Where,
}

/// <param name="Span">The tokens of one value or statement.</param>
/// <param name="Before">What stands before it; of the first nothing.</param>
internal readonly record struct ListPart(TokenSpan Span, Separator Before);
