using MathPref.Core.Llm.Thoughts;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>What models write, with thinking and marks of templates in it.</summary>
internal sealed class AnswerTarget : FuzzTarget
{
    public override string Name => "answer";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "<think>\n1 and 2\n</think>\n\nThe sum is 3.<|im_end|>",
        "[THINK]1 and 2, perhaps 4?[/THINK]The sum is 3.</s>",
        "1 and 2\n</think>\n<answer>\nThe sum is 3.\n</answer>",
        "<|channel|>analysis<|message|>1 and 2<|end|><|start|>assistant<|channel|>final<|message|>The sum is 3.<|return|>",
        "analysis1 and 2assistantfinalThe sum is 3.",
        "\u25C1think\u25B71 and 2\u25C1/think\u25B7The sum is 3.",
        "<|START_THINKING|>1 and 2<|END_THINKING|><|START_RESPONSE|>The sum is 3.<|END_RESPONSE|>",
        "Here is my thought process:\n1 and 2\nHere is my response:\nThe sum is 3.",
        "The sum is 3.<|im_end|>\n<|im_start|>user\nAnd 4?",
        "Of `<think>` and </think> and\n```\n<think>\nx\n</think>\n```\nthe answer speaks.",
    ];

    public override IReadOnlyList<string> Pieces { get; } =
    [
        "<think>", "</think>", "<thinking>", "</thinking>", "[THINK]", "[/THINK]", "<|channel|>", "analysis", "final", "<|message|>", "<|start|>assistant", "<|end|>", "<|return|>",
        "assistantfinal", "\u25C1think\u25B7", "\u25C1/think\u25B7", "<|START_THINKING|>", "<|END_THINKING|>", "<|channel>thought", "<channel|>", "<answer>", "</answer>", "<|im_end|>",
        "<|im_start|>user", "<|im_start|>assistant", "<|eot_id|>", "<s>", "</s>", "[INST]", "[/INST]", "<end_of_turn>", "<|begin_of_box|>", "`", "```", "\n", "\n\n", " ", ".", "3",
    ];

    public override bool Accepts(string input)
    {
        var (text, thinking) = AnswerText.Separate(input);
        BrokenRule.Unless(text == text.Trim() && thinking == thinking.Trim(), "no blanks around what is apart");
        BrokenRule.Unless(IsLeftOf(input, text), "an answer is what the model wrote, in its order, and no more", () => text);
        BrokenRule.Unless(text.Length + thinking.Length <= input.Length + 2 * input.Length, "nothing is said twice");
        if (!input.Contains("```", StringComparison.Ordinal) && !input.Contains("~~~", StringComparison.Ordinal))
        {
            var code = $"It is:\n\n```\n{input}\n```\n\nThat is all.";
            BrokenRule.Unless(AnswerText.Separate(code) == (code, ""), "in a block of code all is text", () => AnswerText.Separate(code).Text);
        }
        return true;
    }

    /// <summary>Whether the text is made of the whole by leaving out.</summary>
    private static bool IsLeftOf(string whole, string text)
    {
        var at = 0;
        foreach (var c in whole)
        {
            if (at < text.Length && text[at] == c)
                at++;
        }
        return at == text.Length;
    }
}
