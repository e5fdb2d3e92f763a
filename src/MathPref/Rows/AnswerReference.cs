using MathPref.Core.Maths;

namespace MathPref.Rows;

/// <summary>The reference of a row: as it stands there, and as answers are compared with it.</summary>
/// <param name="Written">The text of the column; empty where it holds none.</param>
/// <param name="Described">What it holds instead, for people; null where it is a text.</param>
internal sealed record AnswerReference(string Written, string? Described = null)
{
    private readonly Lazy<MathReference> _read = new(() => MathReference.Read(Written));

    /// <summary>Whether it is one that no model has given yet.</summary>
    public bool IsPlanned { get; init; }

    public MathReference Read => _read.Value;

    /// <summary>What a model is shown: the final answer, or where none was found the text in which it is to be.</summary>
    public string Shown => Read.Text ?? Written;
}
