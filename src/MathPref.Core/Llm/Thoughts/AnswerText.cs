namespace MathPref.Core.Llm.Thoughts;

/// <summary>
/// Separates what a model answered from what else stands in its text: its thinking, and marks of the template that it was prompted by. Servers
/// take both out only where they were started with the model's own parser.
/// <para>
/// Three things go: thoughts in the marks of <see cref="ThoughtForms"/>, messages of other channels (<see cref="AnswerChannels"/>), and marks of
/// turns with all that a model wrote after its own turn (<see cref="TurnMarks"/>). An answer may speak of any of these marks, and then nothing of it
/// may go. So a mark alone proves nothing; where it stands does:
/// </para>
/// <list type="number">
/// <item>At the very beginning an opening mark is one: a thought comes before the answer, and models begin with it. Without a closing mark all
/// is thought, for the answer was cut off. Not where the sentence goes on (<c>&lt;think&gt; is a token</c>, <c>&lt;think&gt;x&lt;/think&gt; is how</c>),
/// nor where nothing but a word such as "and" stands between the two.</item>
/// <item>Elsewhere a thought is a block: its opening mark begins a line. Within a line (<c>a &lt;think&gt;b&lt;/think&gt; c</c>) the text speaks of
/// it, and a line that ends with a colon announces an example, unless its writer speaks of itself (<c>Let me think:</c>). Without a closing mark
/// it has to follow a sentence, or a capital has to follow it, and its name must be no word of mathematics (<c>&lt;reflection&gt;</c>).</item>
/// <item>A closing mark without an opening one ends a thought that began in the prompt. On its own line it does, unless a sentence goes on across it
/// (<c>the tag is / &lt;/think&gt; / and it has</c>); of several such the last with an answer. Elsewhere it has to be the only one that can be
/// (<see cref="MarkPlace.Closes"/>): at the beginning of a line, or glued to what is before it, if an answer begins behind it, or if it is glued to
/// the end of a sentence; at the end of a line, if no word before it needs it; between spaces, if one sentence ends before it and another begins
/// behind. Otherwise a small letter after a space goes on with a sentence about it.</item>
/// <item>A mark in quotation marks or backticks, or in a block of code, is text. An opening one is also behind a fence that never closes; a
/// closing one is not, for the fence may have been the thought's.</item>
/// <item>Marks of turns go at the answer's end and beginning, where no sentence needs them, and with a role's header after them wherever they are:
/// what follows is not the model's to say. In the middle of a text they go with what follows behind a sentence, and behind a formula if they are
/// no term of it (<c>7&lt;eos&gt;</c>, <c>5&lt;|return|&gt;3</c>). A text in which a header begins a line, and no turn ended before it, shows a
/// template: there nothing of that goes.</item>
/// <item>Around the whole of an answer after a thought, tags such as <c>&lt;answer&gt;</c> belong to the thought's form. Without a thought they are
/// the answer's own. Working that a prompt asked for in <c>&lt;reasoning&gt;</c> is thinking too: models were trained to write theirs so, and it is
/// kept as thinking.</item>
/// </list>
/// <para>
/// Where these contend, a thought that stays in an answer is the worse fault, for a draft is then judged and trained on; a sentence that speaks of a
/// mark is rare in mathematics, and what is taken for a thought is not lost.
/// </para>
/// <para>
/// A thought without any mark cannot be told from an answer, and is none. Sources of the forms: vLLM's vllm/reasoning, SGLang's
/// srt/parser/reasoning_parser.py, and the models' own chat templates.
/// </para>
/// </summary>
internal static class AnswerText
{
    /// <summary>Between several thoughts of one answer.</summary>
    private const string Gap = "\n\n";

    private static readonly char[] s_beginMarks = ['<', '[', '\u25C1'];

    /// <param name="content">What the model wrote.</param>
    /// <param name="hasThought">Whether its thinking, or some of it, came apart from the text.</param>
    /// <returns>The answer and the thinking; each is empty where there is none.</returns>
    public static (string Text, string Thinking) Separate(string content, bool hasThought = false)
    {
        var text = content.Trim();
        if (text.IndexOfAny(s_beginMarks) < 0 && !ThoughtForms.MayBeOfWords(text))
            return (text, "");
        var thoughts = new List<string>();
        // Before a mark may stand what is no space and cannot be seen either: a mark of byte order, a space without width.
        text = text.TrimStart('\uFEFF', '\u200B');
        text = TurnMarks.CutAtTurnOfOthers(text);
        text = AnswerChannels.Take(text, thoughts);
        text = ThoughtFinder.Take(text, thoughts);
        text = TurnMarks.Trim(TurnMarks.CutAtNextTurn(text));
        text = AnswerWrapping.Remove(text, hasThought || thoughts.Count > 0);
        return (text, string.Join(Gap, thoughts.Select(TurnMarks.Trim).Where(thought => thought.Length > 0)));
    }

    /// <summary>Both, or the one that says more where each holds the same.</summary>
    public static string Join(string thinking, string other) =>
        other.Length == 0 || thinking.Contains(other, StringComparison.Ordinal) ? thinking
        : thinking.Length == 0 || other.Contains(thinking, StringComparison.Ordinal) ? other
        : thinking + Gap + other;
}
