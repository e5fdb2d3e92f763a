using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>The marks between which models think, in no order: no two can stand at one place.</summary>
internal static class ThoughtForms
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>
    /// Names of tags: DeepSeek, Qwen, GLM and most others think in &lt;think&gt;, EXAONE Deep and Gemini's OpenAI layer in &lt;thought&gt;, Seed and
    /// MiniMax in &lt;seed:think&gt; and &lt;mm:think&gt;, Hunyuan 3 in &lt;think:opensource&gt;, LongCat in &lt;longcat_think&gt;, K2 Horizon in
    /// &lt;ifm|think_fast&gt;, models that were trained or told to by a prompt in &lt;thinking&gt;, &lt;reasoning&gt;, &lt;reflection&gt; or
    /// &lt;scratchpad&gt;.
    /// </summary>
    private static readonly string[] s_tags =
    [
        "think", "thinking", "scratch_?pad", "(?:inner|internal)_?(?:monologue|thoughts?|reasoning)", "thought_?process", "cot",
        "ant_?thinking", "longcat_think",
        "[a-z]{1,16}:think(?:ing)?", "think:[a-z]{1,24}", @"ifm\|think(?:_fast|_faster)?",
    ];

    private static readonly string[] s_words = ["thoughts?", "reason", "reasoning", "reflection"];

    public static IReadOnlyList<ThoughtForm> All { get; } =
    [
        .. s_tags.Select(name => Tag(name)),
        .. s_words.Select(name => Tag(name, isWord: true)),
        Form("<analysis>", "</analysis>", closesAlone: false, mustClose: true, beginsAlone: true),
        // Mistral: Magistral and what came after it.
        Pair("[THINK]", "[/THINK]"),
        Form(@"\[thinking\]", @"\[/thinking\]", mustClose: true),
        Pair("[BEGIN_THINK]", "[END_THINK]"),
        // Kimi: VL and K3.
        Pair("\u25C1think\u25B7", "\u25C1/think\u25B7"),
        Pair("<|open|>think<|sep|>", "<|close|>think<|sep|>"),
        // Apertus.
        Pair("<|inner_prefix|>", "<|inner_suffix|>"),
        // Gemma 4, whose channel begins with its name.
        Form(@"<\|channel>(?:\s*thought\b)?", @"<channel\|>"),
        // MedGemma, where its tokens have no names.
        Form(@"<unused94>(?:\s*thought\b)?", "<unused95>"),
        // Solar Open 2, and the first, whose closing mark ends any message.
        Pair("<|think:start|>", "<|think:end|>"),
        Form(@"<\|think\|>", @"<\|(?:end|/think)\|>", closesAlone: false),
        // PLaMo 3.
        Pair("<|plamo:begin_think:plamo|>", "<|plamo:end_think:plamo|>"),
        // Pangu, where its tokens have no names.
        Pair("[unused16]", "[unused17]"),
        // Cohere's Command, Sky-T1, OpenThinker, and others in their way.
        Form(
            @"<[|\uFF5C](?:(?:begin|start)[_\u2581](?:of[_\u2581])?)?(?:thinking|thoughts?|reasoning)[|\uFF5C]>",
            @"<[|\uFF5C](?:/|end[_\u2581](?:of[_\u2581])?)(?:thinking|thoughts?|reasoning)[|\uFF5C]>"),
        // Inkling.
        Form(@"(?:<\|message_model\|>\s*)?<\|content_thinking\|>", @"<\|end_message\|>", closesAlone: false),
        // s1.
        Form(@"<\|im_start\|>think\b", @"<\|im_start\|>answer\b"),
        // HyperCLOVA X.
        Form(@"/think\r?\n", @"<\|im_end\|>\s*<\|im_start\|>assistant\b", closesAlone: false, mustClose: true),
        // Granite 3.2.
        Form(@"Here(?:'s| is) my thought process:", @"(?:^[ \t]*|(?<=[.!?]\s))Here(?:'s| is) my response:", closesAlone: false, mustClose: true),
        // Open WebUI, which stands before other servers.
        Form("""<details\s[^<>]{0,200}?type="reasoning"[^<>]{0,200}>""", @"</details\s*>", closesAlone: false),
    ];

    /// <summary>Whether there may be a mark in a text without any bracket: some are words, and where special tokens are dropped, roles are left.</summary>
    public static bool MayBeOfWords(string text) =>
        text.StartsWith("Here", StringComparison.OrdinalIgnoreCase) || text.StartsWith('/') || text.StartsWith("analysis", StringComparison.Ordinal)
        || text.Contains("assistant", StringComparison.Ordinal);

    private static ThoughtForm Tag(string name, bool isWord = false) =>
        Form($@"<\s?{name}(?:\s+\w+=[^<>]{{0,200}})?\s?>", $@"<\s?/\s?{name}\s?>", isTags: true, isWord: isWord);

    private static ThoughtForm Pair(string opening, string closing, bool closesAlone = true) =>
        Form(Regex.Escape(opening), Regex.Escape(closing), closesAlone);

    private static ThoughtForm Form(
        string opening, string closing, bool closesAlone = true, bool mustClose = false, bool isTags = false, bool isWord = false, bool beginsAlone = false) =>
        new(new Regex(opening, Options | RegexOptions.Multiline), new Regex(closing, Options | RegexOptions.Multiline))
        {
            ClosesAlone = closesAlone,
            MustClose = mustClose,
            IsTags = isTags,
            IsWord = isWord,
            BeginsAlone = beginsAlone,
        };
}
