using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>
/// Texts that are messages of several channels: GPT-OSS's harmony (<c>&lt;|channel|&gt;analysis&lt;|message|&gt;…&lt;|end|&gt;&lt;|start|&gt;assistant</c>…),
/// of which the channel "final" is the answer, and Muse Glimmer's, which are addressed: to itself (<c>to=self</c>) a model thinks. The first token
/// may be missing, for it stood in the prompt, and so may any mark between the messages. A server that drops the special tokens leaves
/// <c>analysis…assistantfinal…</c>.
/// </summary>
internal static partial class AnswerChannels
{
    private const string BareAnalysis = "analysis", BareFinal = "assistantfinal";

    /// <summary>Takes out all but the answer; a text without channels stays as it is.</summary>
    public static string Take(string text, List<string> thoughts)
    {
        if (!text.Contains("<|message|>", StringComparison.OrdinalIgnoreCase))
            return TakeBare(text, thoughts);
        var code = Code.Of(text);
        var headers = Header().Matches(text)
            .Where(header => !MarkPlace.IsQuoted(text, header.Index, header.Index + header.Length) && !code.Contains(header.Index))
            .ToList();
        if (headers.Count == 0)
            return TakeBare(text, thoughts);
        var head = text[..headers[0].Index];
        // The first header may have stood in the prompt, so that the text begins with the thought.
        if (head.Trim().Length > 0)
        {
            if (!TurnMarks.EndsWithMark(head) && !IsGlued(head, headers[0]))
                return text;
            // The mark behind the answer alone, after which a model should not have gone on.
            if (head.AsSpan().TrimEnd().EndsWith("<|return|>"))
                return head;
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

    /// <summary>Whether a header of the answer follows at once, or after a sentence: a sentence about it has a space before it.</summary>
    private static bool IsGlued(string head, Match header) =>
        header.Groups["channel"].Success && IsAnswer(header) && (!char.IsWhiteSpace(head[^1]) || head[^1] == '\n' && MarkPlace.EndsSentence(head));

    private static string TakeBare(string text, List<string> thoughts)
    {
        var final = text.IndexOf(BareFinal, StringComparison.Ordinal);
        // "assistantfinal exams" begins a sentence.
        if (final == 0 && !MarkPlace.IsGlued(text, 0, BareFinal.Length))
            return text;
        var begin = text.StartsWith(BareAnalysis, StringComparison.Ordinal) ? BareAnalysis.Length
            : text.StartsWith("assistant" + BareAnalysis, StringComparison.Ordinal) ? "assistant".Length + BareAnalysis.Length
            : final == 0 ? 0
            : -1;
        if (begin < 0)
            return text;
        if (final >= 0)
        {
            thoughts.Add(BareBetween().Replace(text[begin..Math.Max(begin, final)], "\n\n"));
            return text[(final + BareFinal.Length)..].Trim();
        }
        // Cut off within the thought. Glued to the capital letter of a sentence it is neither a word of one nor a variable.
        if (!SentenceBegins().IsMatch(text, begin))
            return text;
        thoughts.Add(text[begin..]);
        return "";
    }

    [GeneratedRegex("assistant(?:analysis|commentary)", RegexOptions.CultureInvariant)]
    private static partial Regex BareBetween();

    [GeneratedRegex(@"\G[A-Z][a-z']{0,20},? (?!(?:is|are|was|has|holds|means|contains|returns|gives|equals)\b)[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceBegins();

    [GeneratedRegex(
        @"\A\s*(?:assistant\s*)?(?<channel>analysis|commentary|final)\s*<\|message\|>"
        + @"|(?:<\|start\|>\s*assistant\s*|assistant\s*(?=<\|channel\|>|to=))?(?:\bto=(?<to>[\w.-]{1,80})\s*)?"
        + @"(?:<\|channel\|>\s*(?<channel>[a-z]{1,20})[^<|]{0,120}(?:<\|constrain\|>[^<|]{0,60})?)?<\|message\|>",
        RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
