using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>What a model that is told how to err or to judge did in a reply, as the reply carries it: "polished sign".</summary>
internal static class ToldBehaviour
{
    private const string Property = "mathpref.behaviour";

    /// <summary>Null for a reply of any other model.</summary>
    public static string? Of(ChatResponse? response) => response?.AdditionalProperties?.GetValueOrDefault(Property) as string;

    public static void Set(ChatResponse response, string? behaviour)
    {
        if (behaviour is not null)
            (response.AdditionalProperties ??= [])[Property] = behaviour;
    }
}
