using System.Reflection;

namespace MathPref.Runs;

/// <summary>A cmdlet that is a step of a run where it stands in its block.</summary>
/// <param name="task">What its steps are called but for their number, as distilabel calls its own.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class StepAttribute(string task) : Attribute
{
    public string Task { get; } = task;

    /// <summary>Whether it asks models (-Llm).</summary>
    public bool CallsModels { get; init; }

    /// <summary>Whether it asks none where none is named.</summary>
    public bool CallsOnlyNamedModels { get; init; }

    /// <summary>The embedded models that stand in where none is named.</summary>
    public string[] EmbeddedModels { get; init; } = [];

    /// <summary>Whether it takes several models, each of which is a step.</summary>
    public bool IsOneForEachModel { get; init; }

    /// <summary>What a class of a cmdlet is in a run; null for one that is no step.</summary>
    public static StepAttribute? Of(Type cmdlet) => cmdlet.GetCustomAttribute<StepAttribute>();
}
