using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>The blocks of code in a text: what stands between two fences. One that never closes is none.</summary>
internal sealed partial class CodeBlocks
{
    private readonly List<int> _begins = [];
    private readonly List<int> _ends = [];

    private CodeBlocks()
    {
    }

    public static CodeBlocks Of(string text)
    {
        var blocks = new CodeBlocks();
        Match? open = null;
        foreach (Match fence in Fence().Matches(text))
        {
            if (open is null)
            {
                open = fence;
            }
            else if (fence.Groups["mark"].ValueSpan.StartsWith(open.Groups["mark"].ValueSpan) && fence.Groups["info"].ValueSpan.IsWhiteSpace())
            {
                blocks._begins.Add(open.Index);
                blocks._ends.Add(fence.Index + fence.Length);
                open = null;
            }
        }
        return blocks;
    }

    public bool Contain(int index)
    {
        var found = _begins.BinarySearch(index);
        return found >= 0 || ~found > 0 && index < _ends[~found - 1];
    }

    [GeneratedRegex(@"^[ ]{0,3}(?<mark>`{3,}|~{3,})(?<info>[^`\n]*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
