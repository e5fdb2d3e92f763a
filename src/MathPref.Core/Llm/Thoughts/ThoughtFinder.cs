using System.Text;
using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>Takes the thoughts out of a text, by the rules of <see cref="AnswerText"/>.</summary>
internal static partial class ThoughtFinder
{
    /// <summary>Openings within openings, beyond which no model thinks: a text of nothing else would be read over and over.</summary>
    private const int MostNested = 64;

    private const int LongestClosing = 64;

    private const int LongestExample = 200, LongestAnnouncement = 200;

    /// <param name="text">The text, without space around it.</param>
    /// <param name="thoughts">Gets what is taken out, in its order.</param>
    /// <returns>What is left.</returns>
    public static string Take(string text, List<string> thoughts)
    {
        text = TakeFromBeginning(text, thoughts);
        var isFirst = thoughts.Count == 0;
        text = TakeBlocks(text, thoughts);
        if (isFirst && Unopened(text) is { } closing)
        {
            thoughts.Insert(0, text[..closing.Start]);
            text = TakeFromBeginning(text[closing.End..], thoughts);
        }
        return thoughts.Count > 0 ? WithoutStrayClosings(text) : text;
    }

    private static string TakeFromBeginning(string text, List<string> thoughts)
    {
        var at = 0;
        while (true)
        {
            at = TurnMarks.Begin(text, at);
            if (OpeningAt(text, at) is not var (form, opening))
                return text[at..];
            var closing = ClosingOf(form, text, opening.End) ?? OtherClosingOf(form, text, opening.End);
            if (closing is { } mark ? IsSpokenOf(text, opening, mark) : form.MustClose || MarkPlace.SentenceGoesOn(text, opening.End))
                return text[at..];
            thoughts.Add(text[opening.End..(closing?.Start ?? text.Length)]);
            at = closing?.End ?? text.Length;
        }
    }

    /// <summary>Whether two marks are words of one sentence, with nothing, or a few words, as an example between them.</summary>
    private static bool IsSpokenOf(string text, ThoughtMark opening, ThoughtMark closing) =>
        Joining().IsMatch(text[opening.End..closing.Start])
        || closing.Start - opening.End <= LongestExample && !text.AsSpan(opening.End, closing.Start - opening.End).Contains('\n')
        && MarkPlace.SentenceGoesOn(text, closing.End);

    /// <summary>Takes the thoughts whose opening mark begins a line.</summary>
    private static string TakeBlocks(string text, List<string> thoughts)
    {
        Code? code = null;
        StringBuilder? kept = null;
        var hopeless = new HashSet<ThoughtForm>();
        var from = 0;
        for (var line = 0; line < text.Length;)
        {
            var at = line + (text.Length - line - text.AsSpan(line).TrimStart(' ').Length);
            var next = text.IndexOf('\n', line) is >= 0 and var end ? end + 1 : text.Length;
            line = next;
            if (at >= text.Length || text[at] is not ('<' or '[' or '\u25C1') || !MarkPlace.BeginsLine(text, at)
                || OpeningAt(text, at) is not var (form, opening) || form.MustClose || form.BeginsAlone || hopeless.Contains(form)
                || (code ??= Code.Of(text)).Contains(at) || at >= code.Unclosed)
                continue;
            var before = text.AsSpan(Math.Max(from, at - LongestAnnouncement), at - Math.Max(from, at - LongestAnnouncement)).TrimEnd();
            if (IsAnnounced(before))
                continue;
            var isAlone = MarkPlace.EndsLine(text, opening.End);
            var closing = ClosingOf(form, text, opening.End);
            if (closing is null)
                hopeless.Add(form);
            if (closing is { } found ? !isAlone && !MarkPlace.EndsLine(text, found.End) : !isAlone || !MayStayOpen(form, text, before, opening.End))
                continue;
            (kept ??= new StringBuilder()).Append(text, from, at - from);
            // One gap is left of the two around it.
            from = closing is { } last ? text.Length - text.AsSpan(last.End).TrimStart().Length : text.Length;
            thoughts.Add(text[opening.End..(closing?.Start ?? text.Length)]);
            // The next may follow at once, on the same line.
            line = Math.Max(at + 1, from);
        }
        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString().Trim();
    }

    /// <summary>Whether the line before announces an example, and not what its writer is about to think.</summary>
    private static bool IsAnnounced(ReadOnlySpan<char> before) =>
        before.EndsWith(":") && !OwnWords().IsMatch(before[(before.LastIndexOf('\n') + 1)..]);

    /// <summary>Whether an opening mark after some text may have no closing one: not a word of mathematics, nor one in the middle of a sentence.</summary>
    private static bool MayStayOpen(ThoughtForm form, string text, ReadOnlySpan<char> before, int end) =>
        !form.IsWord && (MarkPlace.EndsSentence(before) || !(text.AsSpan(end).TrimStart() is [var first, ..] && char.IsLower(first)));

    /// <summary>The closing mark of a thought that began in the prompt, or null.</summary>
    private static ThoughtMark? Unopened(string text)
    {
        Code? code = null;
        var alone = new List<(ThoughtForm Form, ThoughtMark Mark)>();
        var others = new List<(ThoughtForm Form, ThoughtMark Mark)>();
        foreach (var form in ThoughtForms.All.Where(form => form.ClosesAlone))
        {
            var isOpen = false;
            foreach (var mark in form.Marks(text, 0))
            {
                if (MarkPlace.IsQuoted(text, mark.Start, mark.End) || MarkPlace.IsInString(text, mark.Start, mark.End)
                    || (code ??= Code.Of(text)).Contains(mark.Start))
                    continue;
                // One that closes what stays in the text is no more than that.
                var isPaired = isOpen;
                isOpen = mark.IsOpening && MarkPlace.BeginsLine(text, mark.Start);
                if (mark.IsOpening || isPaired)
                    continue;
                // One that is repeated at once is one.
                if (others is [.., var last] && last.Form == form && text.AsSpan(last.Mark.End, mark.Start - last.Mark.End).IsWhiteSpace())
                    others[^1] = (form, last.Mark with { End = mark.End });
                else if (MarkPlace.BeginsLine(text, mark.Start) && MarkPlace.EndsLine(text, mark.End))
                    alone.Add((form, mark));
                else if (MarkPlace.Closes(text, mark.Start, mark.End))
                    others.Add((form, mark));
            }
        }
        if (alone.Count > 0)
        {
            // Behind the last there may be nothing, and before it the answer.
            var withAnswer = alone.FindLastIndex(found => !text.AsSpan(found.Mark.End).IsWhiteSpace());
            var mark = alone[Math.Max(0, withAnswer)].Mark;
            return alone.Count == 1 && IsInSentence(text, mark) ? null : mark;
        }
        // One at the very end is left over where there is another.
        if (others is [_, .., var end] && text.AsSpan(end.Mark.End).IsWhiteSpace())
            others.RemoveAt(others.Count - 1);
        return others is [var only] && !only.Form.HasOpeningBefore(text, only.Mark.Start) ? only.Mark : null;
    }

    /// <summary>Whether a mark on its own line stands in a sentence that speaks of it: it goes on in the next line.</summary>
    private static bool IsInSentence(string text, ThoughtMark mark) =>
        text.AsSpan(mark.End).TrimStart() is [var first, ..] && char.IsLower(first) && MarkPlace.SentenceNeedsMore(text, mark.Start);

    private static (ThoughtForm Form, ThoughtMark Mark)? OpeningAt(string text, int at)
    {
        foreach (var form in ThoughtForms.All)
        {
            if (form.OpeningAt(text, at) is { } mark)
                return (form, mark);
        }
        return null;
    }

    /// <summary>
    /// The closing mark of a thought that was opened before that place. Thoughts within it are counted; where the count does not come out,
    /// the first closing mark is it. One that a sentence of the thought speaks of is passed over, as long as there is another.
    /// </summary>
    private static ThoughtMark? ClosingOf(ThoughtForm form, string text, int from)
    {
        ThoughtMark? first = null;
        ThoughtMark? word = null;
        var depth = 0;
        foreach (var mark in form.Marks(text, from))
        {
            if (MarkPlace.IsQuoted(text, mark.Start, mark.End))
                continue;
            var isWord = MarkPlace.IsWord(text, mark.Start, mark.End);
            if (mark.IsOpening)
            {
                if (!isWord && ++depth > MostNested)
                    break;
            }
            else if (isWord)
            {
                word ??= mark;
            }
            else
            {
                first ??= mark;
                if (depth-- == 0)
                    return mark;
            }
        }
        return first ?? word;
    }

    /// <summary>Where a thought in tags never closes: a closing tag of another name that closes none of its own, or the opening tag of the answer.</summary>
    private static ThoughtMark? OtherClosingOf(ThoughtForm form, string text, int from)
    {
        if (!form.IsTags)
            return null;
        foreach (var other in ThoughtForms.All.Where(other => other.IsTags && other != form))
        {
            var first = other.Marks(text, from).Cast<ThoughtMark?>().FirstOrDefault();
            if (first is { IsOpening: false } mark && !MarkPlace.IsQuoted(text, mark.Start, mark.End) && !MarkPlace.IsWord(text, mark.Start, mark.End))
                return mark;
        }
        return AnswerBegins().Match(text, from) is { Success: true } begin ? new ThoughtMark(begin.Index, begin.Index, false) : null;
    }

    /// <summary>After a thought, closing marks that are left at the end.</summary>
    private static string WithoutStrayClosings(string text)
    {
        var end = text.Length;
        while (true)
        {
            end = text.AsSpan(0, end).TrimEnd().Length;
            var tail = text[Math.Max(0, end - LongestClosing)..end];
            if (ClosingAtEnd(tail) is not { } closing)
                return text[..end].Trim();
            end -= closing.Length;
        }
    }

    /// <summary>One that is no word of a sentence: there is no space before it, and no mark of quotation.</summary>
    private static string? ClosingAtEnd(string text)
    {
        foreach (var form in ThoughtForms.All.Where(form => form.ClosesAlone))
        {
            for (var found = form.Closing.Match(text); found.Success; found = found.NextMatch())
            {
                if (found.Index + found.Length == text.Length && (found.Index == 0 || text[found.Index - 1] is not (' ' or '\t' or '`' or '"')))
                    return found.Value;
            }
        }
        return null;
    }

    [GeneratedRegex(@"^<(?:answer|final_answer|response|output|solution)>", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerBegins();

    [GeneratedRegex(@"\b(?:let me|let's|let us|let\u2019s|I|I'll|I\u2019ll|my|we|our)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnWords();

    /// <summary>What stands between two marks in a sentence about both.</summary>
    [GeneratedRegex(@"\A\s*(?:and|or|to|with|then|&|/|,|-|–|…|\.{3})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Joining();
}
