using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>
/// Texts that are messages of several channels: GPT-OSS's harmony (<c>&lt;|channel|&gt;analysis&lt;|message|&gt;…&lt;|end|&gt;&lt;|start|&gt;assistant</c>…),
/// of which the channel "final" is the answer, and Muse Glimmer's, which are addressed: to itself (<c>to=self</c>) a model thinks. A server that
/// drops the special tokens leaves <c>analysis…assistantfinal…</c>.
/// </summary>
internal static partial class AnswerChannels
{
    private const string BareAnalysis = "analysis", BareFinal = "assistantfinal";

    /// <summary>Takes out all but the answer; a text without channels stays as it is.</summary>
    public static string Take(string text, List<string> thoughts)
    {
        if (text.StartsWith(BareAnalysis, StringComparison.Ordinal) || text.StartsWith("assistant", StringComparison.Ordinal))
            return TakeBare(text, thoughts);
        if (!Header().IsMatch(text))
            return text;
        var code = Code.Of(text);
        var headers = Header().Matches(text)
            .Where(header => !MarkPlace.IsQuoted(text, header.Index, header.Index + header.Length) && !code.Contains(header.Index))
            .ToList();
        if (headers.Count == 0)
            return text;
        var head = text[..headers[0].Index];
        // The first header may have stood in the prompt, so that the text begins with the thought.
        if (head.Trim().Length > 0)
        {
            if (!TurnMarks.EndsWithMark(head))
                return text;
            thoughts.Add(head);
        }
        var answer = new StringBuilder();
        for (var i = 0; i < headers.Count; i++)
        {
            var begin = headers[i].Index + headers[i].Length;
            var body = text[begin..(i + 1 < headers.Count ? headers[i + 1].Index : text.Length)];
            if (IsAnswer(headers[i]))
            {
                answer.Append(TurnMarks.Trim(body));
                continue;
            }
            // Without a header before the answer, the end of the thought's message is all that parts them.
            var end = i == headers.Count - 1 && answer.Length == 0 ? body.IndexOf("<|end|>", StringComparison.OrdinalIgnoreCase) : -1;
            thoughts.Add(end < 0 ? body : body[..end]);
            if (end >= 0)
                answer.Append(TurnMarks.Trim(body[end..]["<|end|>".Length..]));
        }
        return answer.ToString().Trim();
    }

    private static bool IsAnswer(Match header)
    {
        var (channel, to) = (header.Groups["channel"], header.Groups["to"]);
        return channel.Success ? channel.ValueSpan.SequenceEqual("final") : !to.Success || to.ValueSpan.SequenceEqual("user");
    }

    private static string TakeBare(string text, List<string> thoughts)
    {
        var final = text.IndexOf(BareFinal, StringComparison.Ordinal);
        var begin = text.StartsWith(BareAnalysis, StringComparison.Ordinal) ? BareAnalysis.Length
            : text.StartsWith("assistant" + BareAnalysis, StringComparison.Ordinal) ? "assistant".Length + BareAnalysis.Length
            : final == 0 ? 0
            : -1;
        if (begin < 0)
            return text;
        if (final >= 0)
        {
            thoughts.Add(text[begin..Math.Max(begin, final)].Replace("assistant" + BareAnalysis, "\n\n", StringComparison.Ordinal));
            return text[(final + BareFinal.Length)..].Trim();
        }
        // Cut off within the thought. Glued to a capital letter it is no word of a sentence.
        if (begin >= text.Length || !char.IsAsciiLetterUpper(text[begin]))
            return text;
        thoughts.Add(text[begin..]);
        return "";
    }

    [GeneratedRegex(
        @"(?:<\|start\|>\s*assistant\s*)?(?:\bto=(?<to>[\w.-]{1,80})\s*)?"
        + @"(?:<\|channel\|>\s*(?<channel>[a-z]{1,20})[^<|]{0,120}(?:<\|constrain\|>[^<|]{0,60})?)?<\|message\|>",
        RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
