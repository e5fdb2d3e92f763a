namespace MathPref.Core.Maths.Extraction;

/// <summary>A formula of a text between its marks; an environment that stands alone is its own content.</summary>
internal readonly record struct Formula(int Start, int End, int ContentStart, int ContentEnd);
