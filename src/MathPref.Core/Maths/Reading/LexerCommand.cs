namespace MathPref.Core.Maths.Reading;

/// <summary>What the lexer does with a command of LaTeX.</summary>
internal enum CommandRole
{
    /// <summary>It is a token of its own.</summary>
    Token,

    /// <summary>It changes looks alone and is passed over.</summary>
    Nothing,
    Blank,

    /// <summary>It changes the looks of its group, whose braces go with it.</summary>
    Looks,

    /// <summary>Its group is upright text.</summary>
    Text,

    /// <summary>It and its first group (also one in square brackets) are passed over.</summary>
    Ignored,

    /// <summary>The next delimiter opens (<c>\left</c>) or closes (<c>\right</c>).</summary>
    Left,
    Right,
    Begin,
    End,

    /// <summary><c>\mathbb</c>.</summary>
    Blackboard,

    /// <summary><c>\not</c>: the next relation is denied.</summary>
    Not,
}

/// <param name="Role">What is done with it.</param>
/// <param name="Kind">The kind of its token.</param>
/// <param name="Text">The text of its token.</param>
internal readonly record struct LexerCommand(CommandRole Role, TokenKind Kind, string Text);
