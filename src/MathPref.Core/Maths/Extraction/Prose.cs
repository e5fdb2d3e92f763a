namespace MathPref.Core.Maths.Extraction;

/// <summary>What a model says to people in a text: without its thinking, and with newlines in place of programs, their output and drawings.</summary>
/// <param name="Text">The words.</param>
/// <param name="End">How the text ends.</param>
/// <param name="Output">What the last program printed; null where none shows its output.</param>
internal readonly record struct Prose(string Text, ProseEnd End, string? Output)
{
    private const string Fence = "```";

    public static Prose Of(string text)
    {
        int thought = text.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        if (text.IndexOf("<think>", Math.Max(0, thought), StringComparison.OrdinalIgnoreCase) >= 0)
            return new("", ProseEnd.Thinking, null);
        if (thought >= 0)
            text = text[(thought + "</think>".Length)..];
        text = InAnswerTags(text);
        bool hasFence = text.Contains(Fence, StringComparison.Ordinal);
        bool hasDrawing = text.Contains("[asy]", StringComparison.Ordinal);
        if (!hasFence && !hasDrawing)
            return new(text, ProseEnd.Words, null);
        char[] words = text.ToCharArray();
        if (hasDrawing)
            BlankDrawings(text, words);
        var (end, output) = hasFence ? BlankBlocks(text, words) : (ProseEnd.Words, null);
        return new(new string(words), end, output);
    }

    /// <summary>Some models are taught to put their answer between tags.</summary>
    private static string InAnswerTags(string text)
    {
        int close = text.LastIndexOf("</answer>", StringComparison.OrdinalIgnoreCase);
        int open = close < 0 ? -1 : text.LastIndexOf("<answer>", close, StringComparison.OrdinalIgnoreCase);
        if (open < 0)
            return text;
        open += "<answer>".Length;
        return string.IsNullOrWhiteSpace(text[open..close]) ? text : text[open..close];
    }

    private static void BlankDrawings(string text, char[] words)
    {
        for (int start = text.IndexOf("[asy]", StringComparison.Ordinal); start >= 0;)
        {
            int close = text.IndexOf("[/asy]", start, StringComparison.Ordinal);
            int end = close < 0 ? text.Length : close + "[/asy]".Length;
            words.AsSpan(start, end - start).Fill('\n');
            start = text.IndexOf("[asy]", end, StringComparison.Ordinal);
        }
    }

    private static (ProseEnd End, string? Output) BlankBlocks(string text, char[] words)
    {
        var open = BlockKind.None;
        var last = BlockKind.None;
        int start = 0, lastEnd = 0;
        string? output = null;
        for (int at = text.IndexOf(Fence, StringComparison.Ordinal); at >= 0;)
        {
            int behind = at + Fence.Length;
            // Four and more marks are one fence.
            while (behind < text.Length && text[behind] == '`')
                behind++;
            var language = Language(text, behind);
            if (open != BlockKind.None)
                Close(at, language.IsEmpty ? behind : at);
            if (language.IsEmpty && open != BlockKind.None)
            {
                open = BlockKind.None;
            }
            else
            {
                open = KindOf(language);
                start = at;
                Blank(at, behind + language.Length);
            }
            at = text.IndexOf(Fence, behind, StringComparison.Ordinal);
        }
        if (open is BlockKind.Program or BlockKind.Output)
        {
            Blank(start, text.Length);
            return (ProseEnd.OpenBlock, output);
        }
        var end = !string.IsNullOrWhiteSpace(text[lastEnd..]) ? ProseEnd.Words
            : last == BlockKind.Output ? ProseEnd.Output
            : last == BlockKind.Program ? ProseEnd.Program
            : ProseEnd.Words;
        return (end, output);

        void Blank(int from, int to) => words.AsSpan(from, to - from).Fill('\n');

        void Close(int from, int to)
        {
            // A block that names no language is a program when it looks like one, and prose else.
            if (open == BlockKind.Plain && LooksLikeProgram(text.AsSpan(start, from - start)))
                open = BlockKind.Program;
            if (open == BlockKind.Output)
                output = text[(start + Fence.Length + Language(text, start + Fence.Length).Length)..from];
            if (open == BlockKind.Plain)
                Blank(from, to);
            else
                Blank(start, to);
            last = open;
            lastEnd = to;
        }
    }

    private enum BlockKind
    {
        None,
        Plain,
        Program,
        Output,
    }

    /// <summary>The word directly behind a fence, where its line ends with it.</summary>
    private static ReadOnlySpan<char> Language(string text, int start)
    {
        int end = start;
        while (end < text.Length && end - start < 24 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '#' or '_' or '-'))
            end++;
        int rest = end;
        while (rest < text.Length && text[rest] is ' ' or '\r')
            rest++;
        return rest == text.Length || text[rest] == '\n' ? text.AsSpan(start, end - start) : default;
    }

    private static BlockKind KindOf(ReadOnlySpan<char> language) => language switch
    {
        "" or "latex" or "tex" or "math" or "katex" or "text" or "txt" or "plaintext" or "plain" or "markdown" or "md" or "answer" => BlockKind.Plain,
        "output" or "stdout" or "result" or "console" => BlockKind.Output,
        _ => BlockKind.Program,
    };

    private static bool LooksLikeProgram(ReadOnlySpan<char> block) =>
        block.Contains("print(", StringComparison.Ordinal) || block.Contains("import ", StringComparison.Ordinal)
            || block.Contains("def ", StringComparison.Ordinal);
}
