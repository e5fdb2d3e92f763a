using System.Management.Automation;
using MathPref.Core.Tasks;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>An aspect of UltraFeedback. ValidateSet would do, but completes its values itself, without saying what each of them is.</summary>
public sealed class ValidateAspectAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>For the help pages, as ValidateSet has it.</summary>
    public IList<string> ValidValues { get; } = UltraFeedbackAspects.Names.ToList();

    protected override void ValidateElement(object element)
    {
        if (!ValidValues.Contains(PSRow.Unwrap(element)?.ToString() ?? "", StringComparer.OrdinalIgnoreCase))
            throw new ValidationMetadataException($"'{element}' is not an aspect. There are: {string.Join(", ", ValidValues)}.");
    }
}
