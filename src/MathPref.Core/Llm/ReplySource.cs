namespace MathPref.Core.Llm;

/// <summary>Where the replies of a scripted model come from.</summary>
internal abstract class ReplySource
{
    /// <summary>Whether a reply depends on how many calls came before, so that the order of the calls has to be known.</summary>
    public virtual bool IsInTurn => false;

    /// <summary>The reply to a call. Throws <see cref="ScriptedReplyException"/> where there is none.</summary>
    public abstract ScriptedReply Next(ScriptedCall call);
}

/// <summary>The same reply to every call.</summary>
internal sealed class FixedReply(ScriptedReply reply) : ReplySource
{
    public override ScriptedReply Next(ScriptedCall call) => reply;
}

/// <summary>A reply to each call, in turn, until they run out; with <paramref name="pattern"/>, to each call whose prompt matches it.</summary>
internal sealed class RepliesInTurn(IReadOnlyList<ReplySource> replies, string? pattern = null) : ReplySource
{
    private int _calls;

    public override bool IsInTurn => true;

    public override ScriptedReply Next(ScriptedCall call)
    {
        var number = _calls++;
        return number < replies.Count
            ? replies[number].Next(call)
            : throw new ScriptedReplyException(
                ScriptedFailure.RanOut,
                $"{call.Model} has no reply left{(pattern is null ? "" : $" for '{pattern}'")}: -Reply gave {replies.Count}, and this is call number " +
                $"{number + 1}. Give one for each call; a single reply answers every call.");
    }
}

/// <summary>A reply for prompts that match.</summary>
/// <param name="Text">The pattern as the user wrote it.</param>
/// <param name="IsMatch">Whether a prompt matches.</param>
/// <param name="Reply">What is said then.</param>
internal sealed record ReplyPattern(string Text, Func<string, bool> IsMatch, ReplySource Reply);

/// <summary>
/// The reply of the pattern that matches the prompt: the first, or, where patterns have no order of their own, the longest, which is
/// taken for the most specific.
/// </summary>
internal sealed class RepliesByPattern(IReadOnlyList<ReplyPattern> patterns, bool isOrdered) : ReplySource
{
    private const int MostShown = 10;

    private readonly IReadOnlyList<ReplyPattern> _patterns = isOrdered ? patterns : patterns.OrderByDescending(p => p.Text.Length).ToList();

    public override bool IsInTurn { get; } = patterns.Any(p => p.Reply.IsInTurn);

    public override ScriptedReply Next(ScriptedCall call)
    {
        var prompt = call.Prompt;
        var matching = _patterns.Where(p => p.IsMatch(prompt)).Take(2).ToList();
        if (matching.Count == 0)
            throw NoMatch(call);
        if (!isOrdered && matching.Count == 2 && matching[0].Text.Length == matching[1].Text.Length)
        {
            throw new ScriptedReplyException(
                ScriptedFailure.Ambiguous,
                $"{call.Model}: the patterns '{matching[0].Text}' and '{matching[1].Text}' both match the prompt '{call.PromptStart}', and neither is " +
                $"longer. With -Reply ([ordered]@{{ … }}) the first that matches counts.");
        }
        return matching[0].Reply.Next(call);
    }

    private ScriptedReplyException NoMatch(ScriptedCall call)
    {
        var more = _patterns.Count > MostShown ? $" and {_patterns.Count - MostShown} more" : "";
        var shown = string.Join(", ", _patterns.Take(MostShown).Select(p => $"'{p.Text}'")) + more;
        return new ScriptedReplyException(
            ScriptedFailure.NoMatch,
            $"{call.Model} has no reply to the prompt '{call.PromptStart}'. Its patterns: {shown}. A wildcard pattern is matched against the whole of the " +
            "last user message: '*word*' finds a word in it, '*' matches all.");
    }
}
