using System.Collections;
using System.Management.Automation;
using MathPref.Core.Llm;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>Lets <c>-Llm</c> take <c>'provider/model'</c> as well as what New-Llm gives.</summary>
public sealed class LlmTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PSRow.Unwrap(inputData) switch
    {
        null => inputData,
        IEnumerable list and not string => list.Cast<object?>().Select(ToSpec).ToArray(),
        var one => new[] { ToSpec(one) },
    };

    private static LlmSpec ToSpec(object? item)
    {
        try
        {
            return PSRow.Unwrap(item) switch
            {
                LlmSpec spec => spec,
                string text => LlmSpec.Parse(text),
                var other => throw new ArgumentException($"'{other}' is not a model: give provider/model, such as mistral/ministral-8b-latest, " +
                    "or what New-Llm gives."),
            };
        }
        catch (ArgumentException wrong)
        {
            throw new ArgumentTransformationMetadataException(wrong.Message, wrong);
        }
    }
}
