namespace MathPref.Core.Maths.Extraction;

/// <summary>The last <c>\boxed{…}</c> or <c>\fbox{…}</c> of a text, and those that stand together with it.</summary>
internal static class Boxes
{
    private const int MaxBeside = 8;

    private const int MaxAside = 160;

    /// <summary>The last answer in boxes; null where there is none. <paramref name="end"/>: where the last box ends.</summary>
    public static FinalAnswer? Find(string text, out int end)
    {
        end = 0;
        if (!TryLast(text, text.Length, out var box))
            return null;
        end = box.End;
        if (box.Content is null)
            return new([], AnswerPlace.None, "no answer: the last box does not end");
        for (int passed = 0; passed < MaxBeside && (IsOfAnError(text, box) || Denials.Denies(text, box)) && TryLast(text, box.Start, out var before)
            && before.Content is not null && before.End <= box.Start; passed++)
            box = before;
        while (Withdrawals.AreOf(text, box))
        {
            if (!TryLast(text, box.Start, out var before) || before.Content is null || before.End > box.Start)
                return new([], AnswerPlace.None, "no answer: the text says that its box is wrong");
            box = before;
        }
        var boxes = new List<Box> { box };
        bool areOfThings = false;
        while (TryLast(text, box.Start, out var previous) && previous.Content is not null && previous.End <= box.Start)
        {
            Joiners.NameBefore(text, box.Start, out int gapEnd);
            var gap = text.AsSpan(previous.End, Math.Max(previous.End, gapEnd) - previous.End);
            if (gap.StartsWith("~~") && text.AsSpan(0, previous.Start).TrimEnd('$').EndsWith("~~"))
                break;
            if (!Joiners.AreAll(gap))
            {
                if (!Joiners.AreOfOneSentence(gap))
                    break;
                areOfThings = true;
            }
            boxes.Add(previous);
            box = previous;
        }
        var beside = Beside(text, box);
        if (boxes.Count == 1)
            return new([Calculations.Result(box.Content)], AnswerPlace.Box, @"the last \boxed") { Alternatives = beside };
        boxes.Reverse();
        var parts = PartsOf(text, boxes);
        return new(parts, AnswerPlace.Box, parts.Count == 1 ? @"the last \boxed" : $@"the last {parts.Count} \boxed that stand together")
        {
            Alternatives = areOfThings || AreOfNames(boxes) ? [.. beside, .. boxes.Select(each => RightSide(each.Content!))] : beside,
        };
    }

    /// <summary>Whether a box stands in a bracket that tells of an error: "(A common error gives <c>\boxed{4}</c>.)"</summary>
    private static bool IsOfAnError(string text, Box box)
    {
        int from = Math.Max(0, box.Start - MaxAside);
        var before = text.AsSpan(from, box.Start - from);
        int open = before.LastIndexOf(" (");
        if (open < 0 || open + 2 >= before.Length || !char.IsUpper(before[open + 2]) || before[open..].Contains(") ", StringComparison.Ordinal))
            return false;
        var aside = before[open..];
        return aside.Contains("error", StringComparison.OrdinalIgnoreCase) || aside.Contains("mistake", StringComparison.OrdinalIgnoreCase)
            || aside.Contains("wrong", StringComparison.OrdinalIgnoreCase) || aside.Contains("incorrect", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text is a box without an answer.</summary>
    public static bool IsEmpty(string text) => (text.Contains(@"\boxed{", StringComparison.Ordinal) || text.Contains(@"\fbox{", StringComparison.Ordinal))
        && text.Length < MaxAside && !TryLast(text, text.Length, out _);

    /// <summary>The boxes before one in its sentence, apart from it: <c>\boxed{40} adult tickets at $3 and \boxed{90} at $2</c>.</summary>
    private static List<string> Beside(string text, Box box)
    {
        var beside = new List<string>();
        while (beside.Count < MaxBeside && TryLast(text, box.Start, out var previous) && previous.Content is { } content && previous.End <= box.Start
            && Joiners.AreNamedInOneSentence(text.AsSpan(previous.End, box.Start - previous.End)))
        {
            if (!Denials.Denies(text, previous))
                beside.Add(RightSide(content));
            box = previous;
        }
        return beside;
    }

    /// <summary>Whether each box is an equation of another name: <c>\boxed{\text{Seat} = 40}</c>, <c>\boxed{\text{Balcony} = 25}</c>.</summary>
    private static bool AreOfNames(List<Box> boxes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var box in boxes)
        {
            int sign = box.Content!.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || !names.Add(box.Content[..sign].Trim()))
                return false;
        }
        return true;
    }

    private static string RightSide(string content) => content[(content.LastIndexOf('=') + 1)..].Trim();

    /// <summary>Boxes of different names keep them, <c>x = \boxed{1}, y = \boxed{2}</c>; the same value twice is one.</summary>
    private static List<string> PartsOf(string text, List<Box> boxes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var box in boxes)
        {
            if (Joiners.NameBefore(text, box.Start, out _) is { } name)
                names.Add(name);
        }
        bool areNamed = names.Count == boxes.Count;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<string>();
        foreach (var box in boxes)
        {
            string part = areNamed && !box.Content!.Contains('=', StringComparison.Ordinal)
                ? $"{Joiners.NameBefore(text, box.Start, out _)} = {box.Content}"
                : box.Content!;
            if (seen.Add(part.Replace(" ", "", StringComparison.Ordinal)))
                parts.Add(part);
        }
        return parts;
    }

    private static bool TryLast(string text, int before, out Box box)
    {
        while (true)
        {
            int at = before < 3 ? -1 : text.AsSpan(0, before).LastIndexOf("ox");
            if (at < 1)
            {
                box = default;
                return false;
            }
            before = at + 1;
            int start = CommandStart(text, at);
            if (start < 0)
                continue;
            int name = at + (text.AsSpan(at).StartsWith("oxed") ? "oxed".Length : "ox".Length);
            box = Read(text, start, name);
            if (box.Content is null || !IsPlaceholder(box.Content))
                return true;
            before = start + 1;
        }
    }

    /// <summary>
    /// Where the command begins of which "ox" is a part: <c>\boxed</c>, <c>\fbox</c>, also with a doubled backslash, or with one that a program took for
    /// an escape.
    /// </summary>
    private static int CommandStart(string text, int ox)
    {
        bool isBoxed = text.AsSpan(ox).StartsWith("oxed");
        int name = isBoxed ? ox - 1 : ox - 2;
        if (ox + (isBoxed ? 4 : 2) < text.Length && char.IsAsciiLetter(text[ox + (isBoxed ? 4 : 2)]))
            return -1;
        if (isBoxed && text[ox - 1] == '\b')
            return ox - 1;
        if (!isBoxed && text[ox - 1] == 'b' && ox > 1 && text[ox - 2] == '\f')
            return ox - 2;
        if (name < 1 || text[ox - 1] != 'b' || (!isBoxed && text[name] != 'f') || text[name - 1] != '\\')
            return -1;
        return name > 1 && text[name - 2] == '\\' ? name - 2 : name - 1;
    }

    private static Box Read(string text, int start, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n')
            at++;
        if (at < text.Length && text[at] == '{')
        {
            int close = ClosingBrace(text, at);
            return close < 0
                ? new(start, text.Length, null)
                : new(start, close + 1, Latex.WithoutDoubledBackslashes(text[(at + 1)..close].Trim()));
        }
        int end = at;
        while (end < text.Length && !IsEndOfUnbraced(text, end))
            end++;
        return new(start, end, Latex.WithoutDoubledBackslashes(text[at..end].Trim().TrimEnd(',', '.')));
    }

    /// <summary><c>\boxed 5$</c> goes to the end of its formula, line or sentence.</summary>
    private static bool IsEndOfUnbraced(string text, int at) =>
        text[at] is '$' or '\n' or '。'
        || (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is ')' or ']')
        || (text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    /// <summary>The brace that closes the one at a place; -1 where none does. Braces behind a backslash are signs, not groups.</summary>
    private static int ClosingBrace(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            int next = text.AsSpan(i).IndexOfAny('{', '}', '\\');
            if (next < 0)
                return -1;
            i += next;
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (--depth == 0)
                return i;
        }
        return -1;
    }

    /// <summary>An empty box, or one of an instruction that was repeated: "put your answer in \boxed{}".</summary>
    private static bool IsPlaceholder(string content) =>
        content.AsSpan().Trim(@" ~.\?_-") is "" or "ldots" or "dots" or "cdots" or "text{answer}" or "answer" or "text{Answer}" or "Answer" or "your answer"
            or "text{your answer}" or "final answer" or "text{final answer}" or "quad" or "phantom{}" or ",";
}
