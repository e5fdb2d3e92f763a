using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Rows;

/// <summary>
/// The column <c>distilabel_metadata</c>: raw_input_&lt;step&gt;, raw_output_&lt;step&gt; and statistics_&lt;step&gt; for each
/// task that worked on the row. Steps are added and never overwritten.
/// </summary>
public static partial class StepMetadata
{
    private static readonly string[] s_prefixes = ["raw_input_", "raw_output_", "statistics_", "thinking_", "behaviour_"];

    /// <summary>The first <c>&lt;task&gt;_&lt;number&gt;</c> that <paramref name="metadata"/> does not hold yet.</summary>
    public static string FreeStep(Row metadata, string task) => FirstFree(task, step => Holds(metadata, step));

    /// <summary>
    /// Adds what a step was asked, what it answered, how many tokens that took (null where the server did not say), and what the
    /// model thought where it showed that; and of a model that is told how to err or to judge, what it did.
    /// </summary>
    public static void Add(
        Row metadata, string step, IEnumerable<ChatMessage> input, object? output, UsageDetails? usage, object? thinking = null, object? behaviour = null)
    {
        metadata["raw_input_" + step] = ChatMessages.ToRows(input);
        metadata["raw_output_" + step] = output;
        metadata["statistics_" + step] = new Row { { "input_tokens", usage?.InputTokenCount }, { "output_tokens", usage?.OutputTokenCount } };
        if (thinking is not null)
            metadata["thinking_" + step] = thinking;
        if (behaviour is not null)
            metadata["behaviour_" + step] = behaviour;
    }

    /// <summary>
    /// Adds the steps of <paramref name="other"/>. A step of the same name that is not the same step (two branches both begin at
    /// text_generation_0) takes the next number that is free in both. What else <paramref name="metadata"/> holds already stays as it is.
    /// </summary>
    public static void Merge(Row metadata, Row other)
    {
        var renamed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in Steps(other))
        {
            if (!Holds(metadata, step) || s_prefixes.All(p => RowValues.AreEqual(metadata[p + step], other[p + step])))
                continue;
            var task = TrailingNumber().Replace(step, "");
            renamed[step] = FirstFree(task, name => Holds(metadata, name) || Holds(other, name) || renamed.ContainsValue(name));
        }
        foreach (var (name, value) in other)
        {
            var place = StepOf(name) is { } step && renamed.TryGetValue(step, out var free) ? name[..^step.Length] + free : name;
            if (!metadata.Has(place))
                metadata[place] = value;
        }
    }

    /// <summary>What each step was asked: the text of its last message, the first step first.</summary>
    public static IEnumerable<string> Questions(Row metadata) => metadata
        .Where(said => said.Key.StartsWith(s_prefixes[0], StringComparison.OrdinalIgnoreCase))
        .Select(said => (said.Value as IEnumerable<object?>)?.OfType<Row>().LastOrDefault()?["content"] as string)
        .OfType<string>();

    /// <summary>Whether the metadata speaks of that step.</summary>
    public static bool Holds(Row metadata, string step)
    {
        foreach (var name in metadata.Names)
        {
            if (name.EndsWith(step, StringComparison.OrdinalIgnoreCase) && s_prefixes.Contains(name[..^step.Length], StringComparer.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string FirstFree(string task, Func<string, bool> isTaken)
    {
        for (var number = 0; ; number++)
        {
            var step = task + "_" + number.ToString(CultureInfo.InvariantCulture);
            if (!isTaken(step))
                return step;
        }
    }

    private static IEnumerable<string> Steps(Row metadata) =>
        metadata.Names.Select(StepOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static string? StepOf(string name) =>
        s_prefixes.FirstOrDefault(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } prefix ? name[prefix.Length..] : null;

    [GeneratedRegex(@"_[0-9]+\z")]
    private static partial Regex TrailingNumber();
}
