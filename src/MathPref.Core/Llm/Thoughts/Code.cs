using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>The code in a text: what stands between two fences, or between backticks on one line. What never closes is none.</summary>
internal sealed partial class Code
{
    /// <summary>In their order; none is within another.</summary>
    private readonly int[] _begins;
    private readonly int[] _ends;

    private Code(List<(int Begin, int End)> blocks, int unclosed = int.MaxValue)
    {
        Unclosed = unclosed;
        blocks.Sort();
        _begins = blocks.ConvertAll(block => block.Begin).ToArray();
        _ends = blocks.ConvertAll(block => block.End).ToArray();
    }

    /// <summary>Where a fence begins that never closes; behind all where there is none.</summary>
    public int Unclosed { get; }

    public static Code Of(string text)
    {
        var blocks = new List<(int Begin, int End)>();
        Match? open = null;
        foreach (Match fence in Fence().Matches(text))
        {
            if (open is null)
            {
                open = fence;
            }
            else if (fence.Groups["mark"].ValueSpan.StartsWith(open.Groups["mark"].ValueSpan) && fence.Groups["info"].ValueSpan.IsWhiteSpace())
            {
                blocks.Add((open.Index, fence.Index + fence.Length));
                open = null;
            }
        }
        var fenced = new Code([.. blocks]);
        foreach (Match span in Span().Matches(text))
        {
            if (!fenced.Contains(span.Index))
                blocks.Add((span.Index, span.Index + span.Length));
        }
        return new Code(blocks, open?.Index ?? int.MaxValue);
    }

    public bool Contains(int index)
    {
        var found = Array.BinarySearch(_begins, index);
        return found >= 0 || ~found > 0 && index < _ends[~found - 1];
    }

    [GeneratedRegex(@"^[ ]{0,3}(?<mark>`{3,}|~{3,})(?<info>[^`\n]*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)(?<mark>`{1,2})(?!`)[^`\n]+\k<mark>(?!`)", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}
