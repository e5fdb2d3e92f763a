using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>
/// The marks by which chat templates part one turn from the next: ChatML, Llama 2, 3 and 4, Gemma, Phi, Mistral, DeepSeek, GLM, Kimi, Granite,
/// Command, EXAONE, Apertus, Hunyuan, MiniMax, harmony. A model writes one at the end of its answer, and a server that does not know it as the end
/// passes it on, with what the model then says in the others' place.
/// </summary>
internal static partial class TurnMarks
{
    /// <summary>Longer than any mark.</summary>
    private const int LongestMark = 64;

    private const string Ends =
        @"(?:<[|\uFF5C](?:im_end|eot_id|eom_id|eot|eom|eod|end|endoftext|end_of_text|end_of_turn|endofturn|turn_end|end_of_turn_token|return|call|eos|stop"
        + @"|end_response|end_text|assistant_end|end_message|end_of_msg|content_model_end_sampling|end_of_solution|end_of_document|endofprompt"
        + @"|end_?of_?assistant|eoa|flush|tool_calls_section_end"
        + @"|pad|plamo:tag|end[\u2581_ ]of[\u2581_ ]sentence|hy_eos[^|\uFF5C<>]{0,24})[|\uFF5C]>"
        + @"|</s>|<end_of_turn>|<turn\|>|<eos>|<eoa>|<pad>|\[EO[ST]\]|\[\|endofturn\|\]|<longcat_s>|\[e~\["
        + @"|\[/?INST\]|<\|close\|>(?:response|message)<\|sep\|>)";

    /// <summary>The beginning of the model's own turn.</summary>
    private const string OwnTurn =
        @"(?:<\|im_start\|>\s*assistant\b(?:<\|im_sep\|>)?|<\|(?:start_header_id|header_start)\|>\s*(?:assistant|ipython)\s*<\|(?:end_header_id|header_end)\|>"
        + @"|<start_of_turn>\s*model\b|<\|turn>\s*model\b|<\|start_of_role\|>\s*assistant\s*<\|end_of_role\|>|<\|assistant(?:_start)?\|>"
        + @"|\[\|assistant\|\]|<\uFF5C(?:hy_)?Assistant[^|\uFF5C<>]{0,24}\uFF5C>|<\|START_OF_TURN_TOKEN\|>\s*<\|CHATBOT_TOKEN\|>"
        + @"|<\|im_assistant\|>\s*(?:assistant\s*)?<\|im_middle\|>|<\|begin\|>\s*assistant\b|<\|start\|>\s*assistant\b|<\|message_model\|>)";

    private const string TurnOfOthers =
        @"(?:<\|im_start\|>\s*(?:user|system|tool|human)\b"
        + @"|<\|(?:start_header_id|header_start)\|>\s*(?:user|system|tool)\s*<\|(?:end_header_id|header_end)\|>"
        + @"|<start_of_turn>\s*user\b|<\|turn>\s*(?:user|system)\b|<\|start_of_role\|>\s*(?:user|system|tool)\w*\s*<\|end_of_role\|>"
        + @"|<\|(?:user|system|observation|user_start|im_user|im_system|message_user)\|>|\[\|(?:user|system)\|\]"
        + @"|<\uFF5C(?:hy_)?User[^|\uFF5C<>]{0,24}\uFF5C>|<\|START_OF_TURN_TOKEN\|>\s*<\|(?:USER|SYSTEM)_TOKEN\|>"
        + @"|<\|begin\|>\s*(?:user|system)\b|<\|start\|>\s*(?:user|system|developer)\b|\[INST\])";

    /// <summary>What else stands before an answer; &lt;s&gt; is looked at by itself.</summary>
    private const string Beginnings =
        @"(?:<bos>|<\|(?:begin_of_text|startoftext|bos|start_response|start_text|begin_of_solution|content|content_text)\|>"
        + @"|<\uFF5Cbegin[\u2581_ ]of[\u2581_ ]sentence\uFF5C>|<\|open\|>(?:response|message)<\|sep\|>|\[gMASK\]|<sop>|\[/INST\])";

    /// <summary>Where the text begins from that place on, without what stands before an answer in a template.</summary>
    public static int Begin(string text, int at)
    {
        at = AfterSpace(text, at);
        while (Start().Match(text, at) is { Success: true } found && !MarkPlace.SentenceGoesOn(text, at + found.Length))
            at = AfterSpace(text, at + found.Length);
        if (StrayStart().Match(text, at) is not { Success: true } stray || MarkPlace.SentenceGoesOn(text, at + stray.Length))
            return at;
        var isStruckOut = stray.ValueSpan is Strike.Opening && text.IndexOf(Strike.Closing, at, StringComparison.Ordinal) >= 0;
        return isStruckOut ? at : AfterSpace(text, at + stray.Length);
    }

    /// <summary>Without what stands before and after an answer in a template.</summary>
    public static string Trim(string text)
    {
        var begin = Begin(text, 0);
        var end = text.Length;
        var struckOut = text.AsSpan().Count(Strike.Opening);
        var strikes = struckOut > 0 ? text.AsSpan().Count(Strike.Closing) : 0;
        var isAround = struckOut == 1 && text.AsSpan(begin).StartsWith(Strike.Opening) && strikes > 0;
        while (true)
        {
            end = begin + text.AsSpan(begin, end - begin).TrimEnd().Length;
            // In HTML the mark of Llama 2 and Mistral closes what is struck out.
            if (EndMark(text.AsSpan(begin, end - begin)) is not { } mark || mark == Strike.Closing && struckOut > 0 && struckOut >= strikes && !isAround)
                break;
            end -= mark.Length;
            strikes -= mark == Strike.Closing ? 1 : 0;
        }
        if (isAround && strikes == 0)
            begin += Strike.Opening.Length;
        return text[begin..end].Trim();
    }

    public static bool EndsWithMark(ReadOnlySpan<char> text) => EndAtEnd().IsMatch(Tail(text.TrimEnd()));

    /// <summary>Without the turns that a model wrote for others after its own.</summary>
    public static string CutAtTurnOfOthers(string text) => CutAt(OthersTurn(), text, out _);

    /// <summary>Without any turn after the first.</summary>
    public static string CutAtNextTurn(string text) => CutAt(AnyTurn(), text, out var showsTurns) is var cut && showsTurns ? cut : CutAtEnd(cut);

    /// <summary>Without what a model wrote on and on behind a mark of its turn's end, which no sentence holds: there is no space before it.</summary>
    private static string CutAtEnd(string text)
    {
        Code? code = null;
        var hasStrikes = text.Contains(Strike.Opening, StringComparison.Ordinal);
        for (var found = EndWithin().Match(text); found.Success; found = found.NextMatch())
        {
            if ((found.ValueSpan is not Strike.Closing || !hasStrikes)
                && !MarkPlace.IsQuoted(text, found.Index, found.Index + found.Length) && !(code ??= Code.Of(text)).Contains(found.Index))
                return text[..found.Index];
        }
        return text;
    }

    /// <param name="turn">The beginning of a turn.</param>
    /// <param name="text">The text.</param>
    /// <param name="showsTurns">
    /// Whether the text itself shows how a template parts turns: one begins a line that no turn ended before. Then all is the answer's.
    /// </param>
    private static string CutAt(Regex turn, string text, out bool showsTurns)
    {
        showsTurns = false;
        Code? code = null;
        for (var found = turn.Match(text); found.Success; found = found.NextMatch())
        {
            var before = text.AsSpan(0, found.Index);
            // A model's second turn may begin without a mark where only the tokens' names are left: Llama 3's "…assistant" and an empty line.
            if (found.Index == 0 || (code ??= Code.Of(text)).Contains(found.Index))
                continue;
            if (found.Groups["bare"].Success || EndsWithMark(before))
                return before.TrimEnd().ToString();
            showsTurns |= MarkPlace.BeginsLine(text, found.Index);
            if (showsTurns)
                return text;
        }
        return text;
    }

    private static int AfterSpace(string text, int at) => text.Length - text.AsSpan(at).TrimStart().Length;

    private static string Tail(ReadOnlySpan<char> text) => text[Math.Max(0, text.Length - LongestMark)..].ToString();

    /// <summary>A mark at the end that no sentence needs; null where there is none.</summary>
    private static string? EndMark(ReadOnlySpan<char> text)
    {
        var tail = Tail(text);
        return EndAtEnd().Match(tail) is { Success: true } found && !MarkPlace.SentenceNeedsMore(tail, found.Index) ? found.Value : null;
    }

    private static class Strike
    {
        public const string Opening = "<s>", Closing = "</s>";
    }

    [GeneratedRegex(
        $@"\G(?:(?:{Ends}\s*)?{OwnTurn}|{Beginnings}|assistant\r?\n(?:\r?\n(?-i:(?![a-z]))|(?-i:(?=[A-Z0-9\\$*#]))))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    /// <summary>Marks that are something else in the middle of a line.</summary>
    [GeneratedRegex(@"\G(?:<s>|<\|im_start\|>(?=\s*\n))", RegexOptions.CultureInvariant)]
    private static partial Regex StrayStart();

    /// <summary>One that was cut in two is none of a formula.</summary>
    [GeneratedRegex(
        $@"(?:{Ends}|(?<=[.!?)\]}}$*])<\|(?:im(?:_(?:e(?:nd?)?)?)?|eo[tms][a-z_]*|end[a-z_]*)\|?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndAtEnd();

    [GeneratedRegex($@"(?:<s>\s*)?{TurnOfOthers}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OthersTurn();

    [GeneratedRegex(
        $@"(?:<s>\s*)?(?:{TurnOfOthers}|{OwnTurn})|(?<bare>(?<=[.!?)\]}}$*])(?-i:assistant)\r?\n\r?\n(?-i:(?![a-z])))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyTurn();

    /// <summary>
    /// Behind the end of a sentence, and before the end of the line or another word. Behind a formula a mark may be a term of it (<c>5&lt;eos&gt;</c>):
    /// there it has to be one in bars, and a capital or the end of the line has to follow.
    /// </summary>
    [GeneratedRegex(
        $@"(?:(?<=[.!?\u3002\uFF01\uFF1F]){Ends}(?=[ \t]*\r?\n|[^\s.,;:!?)'""`])"
        + $@"|(?<=[)\]}}$*0-9])(?!<(?:pad|eos|eoa)>){Ends}(?=[ \t]*\r?\n|(?-i:[A-Z])))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndWithin();
}
