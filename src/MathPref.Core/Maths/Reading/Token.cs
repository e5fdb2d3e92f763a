namespace MathPref.Core.Maths.Reading;

internal enum TokenKind
{
    /// <summary>
    /// Digits with what belongs to them, read as one, in the spelling that <see cref="NumberText"/> reads: <c>1,234.5</c> is <c>1234.5</c>,
    /// <c>1\,000</c> is <c>1000</c>, <c>½</c> is <c>1/2</c>, <c>1.\overline{6}</c> is <c>1.(6)</c>, <c>6.58E+04</c> is <c>6.58e4</c>.
    /// </summary>
    Number,

    /// <summary>A letter or a run of letters outside of text: a variable, <c>xy</c> of two, a function's name (<c>sqrt</c>), a word of prose.</summary>
    Letters,

    /// <summary>
    /// A command of LaTeX without its backslash: <c>frac</c>, <c>alpha</c>. Spellings of one thing come as one (<c>dfrac</c> as <c>frac</c>, <c>…</c> as
    /// <c>dots</c>, <c>⇒</c> as <c>Rightarrow</c>, <c>∅</c> as <c>emptyset</c>), Greek letters of Unicode by their names, <c>\mathbb{R}</c> and <c>ℝ</c> as
    /// <c>Reals</c> (<c>Integers</c>, <c>Naturals</c>, <c>Rationals</c>, <c>Complexes</c>). A sign that nobody knows comes as itself.
    /// </summary>
    Command,

    /// <summary>
    /// What stands upright in <c>\text{…}</c>, <c>\mathrm{…}</c>, <c>\operatorname{…}</c>: a name of a function, a unit, words; without blanks at its ends.
    /// </summary>
    Words,

    /// <summary>
    /// ( [ { and their like: <c>\{</c> is Text "\\{", a group of LaTeX "{"; <c>lfloor</c>, <c>lceil</c>, <c>langle</c>, <c>lvert</c> and <c>lVert</c> by their
    /// commands' names. <c>\left]</c> is an Open, <c>\right[</c> a Close. Groups of LaTeX always match; round and square brackets match one another.
    /// </summary>
    Open,
    Close,

    /// <summary>A bar | (or <c>\vert</c>), whose side is not known, and <c>\mid</c> with Text "mid"; <c>\lvert</c> and <c>\left|</c> are Open.</summary>
    Bar,
    Plus, Minus, PlusMinus, MinusPlus,

    /// <summary>Text is "×" for <c>\times</c>, "*" for a star, else "·".</summary>
    Times,
    Divide,

    /// <summary>Text is "**" for two stars, else "^".</summary>
    Caret, Underscore, Bang, Prime,

    /// <summary>= &lt; &gt; ≤ ≥ ≠ ≈ ≡ ∈ ∉ ∪ ∩ ∖ : in one spelling each, the Unicode sign.</summary>
    Relation,
    Comma, Semicolon, Colon,

    /// <summary>A full stop that is none of a number's; those at the end of the text are gone.</summary>
    Stop,
    Percent, Degree,

    /// <summary>$ € £ as a currency, not as a mark of mathematics.</summary>
    Currency,

    /// <summary>&amp; of a matrix.</summary>
    Cell,

    /// <summary><c>\\</c> of a matrix or of cases.</summary>
    Row,

    /// <summary><c>\begin{name}</c> and <c>\end{name}</c>: the name without a star; the columns of an array are gone.</summary>
    Begin,
    End,
}

/// <summary>A piece of an answer's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In its one spelling.</param>
/// <param name="Start">Where it stands in the text that was read, in characters.</param>
/// <param name="HasSpaceBefore">Whether a blank stood before it (thin ones of LaTeX too).</param>
/// <param name="HasCommaGroups">Of a number: whether its thousands stand apart by plain commas, so that it may be several numbers.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, bool HasSpaceBefore, bool HasCommaGroups = false)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;
}
