using MathPref.Core.Llm.Thoughts;

namespace MathPref.Core.Tests.Llm;

/// <summary>An answer's text apart from thinking and from marks of templates, in every form that servers let through; what the answer itself says stays.</summary>
public sealed class SeparatedAnswerTests
{
    private const string Thought = "1 and 2, perhaps 4?", Answer = "The sum is 3.";

    /// <summary>Where T stands for the thought and A for the answer.</summary>
    public static TheoryData<string> Forms =>
    [
        "<think>T</think>A",
        "<think>\nT\n</think>\n\nA",
        "\n<think>\n\nT</think>\n\n\nA\n",
        "\uFEFF<think>T</think>A",
        "<THINK>T</THINK>\nA",
        "<think >T</think >A",
        "< think >T< /think >A",
        "<think effort=\"low\">T</think>A",
        "<thinking>T</thinking>\n\nA",
        "<Thought>T</Thought>\n<Output>\nA\n</Output>",
        "<thought>\nT\n</thought>\n\nA",
        "<thoughts>T</thoughts>A",
        "<reasoning>\nT\n</reasoning>\n<answer>\nA\n</answer>",
        "<reflection>T</reflection>\nA",
        "<think>\nT\n</think>\n<answer>\nA\n</answer>",
        "<think> T </think> <answer> A </answer>",
        "T\n</think>\n\n<response>\nA\n</response>\n",
        "<think>T</think><response>A</response>",
        "<think>T</think><answer>A",
        "<seed:think>T</seed:think>A",
        "<mm:think>T</mm:think>A",
        "<think:opensource>T</think:opensource>A",
        "<longcat_think>T</longcat_think>\nA",
        "<ifm|think_fast>T</ifm|think_fast>A",
        "[THINK]T[/THINK]A",
        "[THINK]T[/THINK]\n\nA</s>",
        "\u25C1think\u25B7T\u25C1/think\u25B7A",
        "<|open|>think<|sep|>T<|close|>think<|sep|><|open|>response<|sep|>A<|close|>response<|sep|><|end_of_msg|>",
        "<|START_THINKING|>T<|END_THINKING|><|START_RESPONSE|>A<|END_RESPONSE|>",
        "T<|END_THINKING|><|START_TEXT|>A<|END_TEXT|><|END_OF_TURN_TOKEN|>",
        "<|inner_prefix|>T<|inner_suffix|>A<|assistant_end|>",
        "<|channel>thought\nT<channel|>A<turn|>",
        "T<channel|>A",
        "<|think:start|>T<|think:end|>A",
        "T<|think:end|>A",
        "<|begin|>assistant<|think|>T<|end|><|begin|>assistant<|content|>A<|end|>",
        "<|think|>T<|end|><|content|>A<|flush|>",
        "<|plamo:begin_think:plamo|>T<|plamo:end_think:plamo|>A<|plamo:tag|>",
        "[unused16]T[unused17]A",
        "<|begin_of_thought|>\n\nT\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nA\n\n<|end_of_solution|>",
        "<|message_model|><|content_thinking|>T<|end_message|><|message_model|><|content_text|>A<|end_message|><|content_model_end_sampling|>",
        "<scratchpad>T</scratchpad>\nA",
        "<|thinking|>T<|/thinking|>A",
        "<|think|>T<|/think|>A",
        "<\uFF5Cbegin\u2581of\u2581thinking\uFF5C>T<\uFF5Cend\u2581of\u2581thinking\uFF5C>A",
        "<|im_start|>think\nT\n<|im_start|>answer\nA<|im_end|>",
        "/think\nT<|im_end|>\n<|im_start|>assistant\nA<|im_end|>",
        "Here is my thought process:\n\nT\n\nHere is my response:\n\nA",
        "Here's my thought process: T\nHere's my response: A",
        "<details type=\"reasoning\" done=\"true\" duration=\"3\">\nT\n</details>\nA",
        "<think>T</think>\n<|begin_of_box|>A<|end_of_box|>",
        // GPT-OSS.
        "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>final<|message|>A<|return|>",
        "<|start|>assistant<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>final<|message|>A",
        "T<|end|><|start|>assistant<|channel|>final<|message|>A<|return|>",
        "<|channel|>analysis<|message|>T<|channel|>final<|message|>A<|end|>",
        "<|channel|>analysis<|message|>T<|end|>A",
        "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>A<|return|>",
        "analysisTassistantfinalA",
        // Muse Glimmer.
        "to=self<|message|>T<|eom|><|start|>assistant to=user<|message|>A<|eot|>",
        "<|start|>assistant to=self<|message|>T<|eom|><|start|>assistant to=user<|message|>A<|eot|>",
        // The opening mark stood in the prompt.
        "T</think>A",
        "T\n</think>\n\nA",
        "T</think></think>\n\nA",
        "T\n</think>\n</think>\nA",
        "T[/THINK]A",
        "T\u25C1/think\u25B7A",
        "T</seed:think>A",
        "T</thinking>\nA",
        "T<|inner_suffix|>A",
        // Marks within the thought, and after it.
        "<think>T</think>\n\nA\n</think>",
        "<|im_start|>assistant\n<think>\nT\n</think>\n\nA<|im_end|>",
        "<|im_start|>assistant\n<think>\nT<|im_end|>\n</think>\n\nA<|im_end|>",
        "<think>T</think>A<|im_end|>\n<|im_start|>user\nAnd 3?<|im_end|>\n<|im_start|>assistant\n<think>\nmore\n</think>\n6",
        "<think><think>T</think></think>A",
        "<thinking>\nT\n</think>\nA",
        "<think>T</thinking>A",
        "<think>\nT\n<answer>\nA\n</answer>",
        "<reasoning>\nT\n<answer>A",
        "<think>\n<think>\nT\n</think>\n</think>\nA",
        // The opening mark stood in the prompt, and the answer follows on the same line.
        "T\n</think>A",
        "T\n</think> A",
        "T</think> A",
        "T </think>A",
        "T </think> A",
        "T </think>\nA",
        "T\n[/THINK] A",
        "T\n</think> <answer>A</answer>",
        "T</think> <answer>A</answer>",
        "T\n    ...\n<channel|>A",
        "T So I write </think> and answer.\n</think>A",
        "T Use <think> tags?\n</think>\n\nA",
        "T\n<think>x</think> then y.\n</think>\n\nA",
        "<unused94>thought\nT<unused95>A",
        "<cot>T</cot>A",
        "<analysis>T</analysis>A",
        "<thought_process>T</thought_process>\nA",
        "<internal_thoughts>T</internal_thoughts>\nA",
        "<antThinking>T</antThinking>\nA",
        "[thinking]T[/thinking]A",
        "[BEGIN_THINK]T[END_THINK]A",
        "Here is my thought process: T Here is my response: A",
        // Harmony without some of its marks.
        "analysis<|message|>T<|end|><|start|>assistant<|channel|>final<|message|>A",
        "assistantanalysis<|message|>T<|end|><|start|>assistant<|channel|>final<|message|>A<|return|>",
        "analysis<|message|>T<|end|>A",
        "T<|start|>assistant<|channel|>final<|message|>A",
        "T\n<|start|>assistant<|channel|>final<|message|>A",
        "Tassistant<|channel|>final<|message|>A",
        "<|channel|>analysis<|message|>Tassistant<|channel|>final<|message|>A",
        "analysis\nT\nassistantfinal\nA",
        "analysisTassistantcommentaryassistantfinalA",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Thinking_stays_apart_in_every_form(string form)
    {
        var (text, thinking) = AnswerText.Separate(Written(form));
        Assert.Equal(Answer, text);
        Assert.Contains(Thought, thinking, StringComparison.Ordinal);
        Assert.DoesNotContain(Answer, thinking, StringComparison.Ordinal);
        Assert.DoesNotContain("<|", thinking, StringComparison.Ordinal);
    }

    /// <summary>A capital T or A between other letters is part of a mark's name.</summary>
    private static string Written(string form) => System.Text.RegularExpressions.Regex.Replace(
        form, "(?<![A-Z_|])[TA](?![A-Z_]|houg|hink|nd |ssist)", mark => mark.Value == "T" ? Thought : Answer);

    [Theory]
    [InlineData("<think>a</think>\n\n<think>b</think>\n\nIt is 4.", "It is 4.", "a\n\nb")]
    [InlineData("<think>a</think>First.\n<think>\nb\n</think>\nThen.", "First.\nThen.", "a\n\nb")]
    [InlineData("Let me see.\n<think>\na\n</think>\nIt is 4.", "Let me see.\nIt is 4.", "a")]
    [InlineData("a\n</think>\nIt is 4.\n<think>\nb\n</think>\nYes.", "It is 4.\nYes.", "a\n\nb")]
    [InlineData("Let me see.\n\n<think>\na\n</think>\n\nIt is 4.", "Let me see.\n\nIt is 4.", "a")]
    [InlineData("Let me see.\n<think>a</think>\n<think>b</think>\nIt is 4.", "Let me see.\nIt is 4.", "a\n\nb")]
    [InlineData("Okay.</think>It is 4.</think>", "It is 4.", "Okay.")]
    [InlineData("<think>a</think>The mark is </think>", "The mark is </think>", "a")]
    [InlineData("one\n</think>\ntwo\n</think>\nthree", "three", "one\n</think>\ntwo")]
    [InlineData("<think>a <think>b</think> c</think>It is 4.", "It is 4.", "a <think>b</think> c")]
    [InlineData("<think>a <think> is a mark. b</think>It is 4.", "It is 4.", "a <think> is a mark. b")]
    [InlineData("<think>I end with `</think>` as asked.</think>It is 4.", "It is 4.", "I end with `</think>` as asked.")]
    [InlineData("<think>I end with </think> as asked.\n</think>\nIt is 4.", "It is 4.", "I end with </think> as asked.")]
    [InlineData("<think>hmm </think> it is 4.", "it is 4.", "hmm")]
    [InlineData("<think>a</think>It is 4.\n<think>\nIs it", "It is 4.", "a\n\nIs it")]
    [InlineData("It is 4.\n<think>\nIs it", "It is 4.", "Is it")]
    [InlineData("Let me think:\n<think>\na\n</think>\nIt is 4.", "Let me think:\nIt is 4.", "a")]
    [InlineData("Okay, so </think>It is 4.", "It is 4.", "Okay, so")]
    [InlineData("Perhaps 4?\n</think> -3", "-3", "Perhaps 4?")]
    [InlineData("Perhaps 4?</think> it is 4.", "it is 4.", "Perhaps 4?")]
    [InlineData("So $x=4$.\n</think>**Answer:** $x=4$", "**Answer:** $x=4$", "So $x=4$.")]
    [InlineData("So 4.\n</think>\\boxed{4}", "\\boxed{4}", "So 4.")]
    [InlineData("So 4.\n</think>it is 4.", "it is 4.", "So 4.")]
    [InlineData("The answer is\n</think>\n\nIt is 4.", "It is 4.", "The answer is")]
    [InlineData("<reason>1+2</reason>\n<answer>3</answer>", "3", "1+2")]
    [InlineData("analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>It is 4.", "It is 4.", "a\n\nb")]
    [InlineData("<think>```\nx\n```\n</think>\n```\n<think>\ny\n</think>\n```", "```\n<think>\ny\n</think>\n```", "```\nx\n```")]
    [InlineData("The user asks for `<think>` tags.\n</think>\n\nUse `<think>`.", "Use `<think>`.", "The user asks for `<think>` tags.")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>It is 4.", "It is 4.", "a\n\nb")]
    [InlineData("analysisaassistantanalysisbassistantfinalIt is 4.", "It is 4.", "a\n\nb")]
    [InlineData("assistantfinalIt is 4.", "It is 4.", "")]
    [InlineData("<|channel|>final<|message|>It is 4.<|return|>", "It is 4.", "")]
    [InlineData("<think></think>It is 4.", "It is 4.", "")]
    [InlineData("<think>\n\n</think>\n\nIt is 4.", "It is 4.", "")]
    [InlineData("</think>\n\nIt is 4.", "It is 4.", "")]
    [InlineData("</mm:think>It is 4.", "It is 4.", "")]
    public void Several_thoughts_nested_ones_and_empty_ones_are_told_from_the_answer(string content, string text, string thinking) =>
        Assert.Equal((text, thinking), AnswerText.Separate(content));

    [Theory]
    [InlineData("<think>endless thoughts", "endless thoughts")]
    [InlineData("<think>\nendless thoughts<|im_end|>", "endless thoughts")]
    [InlineData("[THINK]endless thoughts", "endless thoughts")]
    [InlineData("\u25C1think\u25B7endless thoughts", "endless thoughts")]
    [InlineData("<|START_THINKING|>endless thoughts", "endless thoughts")]
    [InlineData("<|channel|>analysis<|message|>endless thoughts", "endless thoughts")]
    [InlineData("<|channel|>analysis<|message|>endless thoughts<|end|>", "endless thoughts")]
    [InlineData("<|channel>thought\nendless thoughts", "endless thoughts")]
    [InlineData("analysisWe have endless thoughts", "We have endless thoughts")]
    [InlineData("endless thoughts\n</think>", "endless thoughts")]
    [InlineData("<think>a</think>\n<think>\nb", "a\n\nb")]
    [InlineData("<think>a</think>\n<|im_end|>", "a")]
    public void A_thought_without_an_answer_leaves_no_answer(string content, string thinking) =>
        Assert.Equal(("", thinking), AnswerText.Separate(content));

    [Theory]
    [InlineData("The answer is A </s>", "The answer is A")]
    [InlineData("It is a\n<|im_end|>", "It is a")]
    [InlineData("It has 3 in <|eot_id|>", "It has 3 in")]
    [InlineData("$x = 4$<|im_end|>", "$x = 4$")]
    [InlineData("$x = 4$<|im_end|>\nThe user asks for more.", "$x = 4$")]
    [InlineData("\\boxed{4}<|eot_id|>It is 4.", "\\boxed{4}")]
    [InlineData("\\boxed{4} </s>", "\\boxed{4}")]
    [InlineData("4</s>", "4")]
    public void A_mark_goes_whatever_the_answer_ends_with(string content, string text) => Assert.Equal((text, ""), AnswerText.Separate(content));

    [Theory]
    [InlineData("It is 4.<|im_end|>")]
    [InlineData("It is 4.\n<|im_end|>\n")]
    [InlineData("It is 4.<|im_end|><|endoftext|>")]
    [InlineData("It is 4.<|EOT|>\n<|EOT|>\n<|EOT|>")]
    [InlineData("It is 4. </s>")]
    [InlineData("<s> It is 4.</s>")]
    [InlineData("<s>It is 4.")]
    [InlineData("It is 4.</s><s>[INST] And 5? [/INST] It is 6.</s>")]
    [InlineData("It is 4.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd 5?")]
    [InlineData("<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nIt is 4.<|eot_id|>")]
    [InlineData("<|start_header_id|>assistant<|end_header_id|>\n\nIt is 4.")]
    [InlineData("<|header_start|>assistant<|header_end|>\n\nIt is 4.<|eot|>")]
    [InlineData("It is 4.<|im_end|>\n<|im_start|>assistant\nIt is 4.<|im_end|>")]
    [InlineData("It is 4.<|im_end|>\n<|im_start|>user\nAnd 5?")]
    [InlineData("It is 4.assistant\n\nIs there anything else?assistant\n\nNo.")]
    [InlineData("assistant\n\nIt is 4.")]
    [InlineData("<start_of_turn>model\nIt is 4.<end_of_turn>")]
    [InlineData("It is 4.<end_of_turn>\n<start_of_turn>user\nAnd 5?")]
    [InlineData("<|assistant|>\nIt is 4.<|end|>")]
    [InlineData("It is 4.<|end|><|user|>And 5?<|end|><|assistant|>6")]
    [InlineData("It is 4.<|endoftext|><|user|>\nAnd 5?")]
    [InlineData("It is 4.<|end_of_text|>")]
    [InlineData("It is 4.<\uFF5Cend\u2581of\u2581sentence\uFF5C>")]
    [InlineData("<\uFF5CAssistant\uFF5C>It is 4.<\uFF5Cend\u2581of\u2581sentence\uFF5C><\uFF5CUser\uFF5C>And 5?")]
    [InlineData("[/INST] It is 4.")]
    [InlineData("It is 4. [/INST]")]
    [InlineData("It is 4.[|endofturn|]")]
    [InlineData("It is 4.<|turn_end|>")]
    [InlineData("It is 4.<|return|>")]
    [InlineData("It is 4.<|END_OF_TURN_TOKEN|>")]
    [InlineData("<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>It is 4.<|END_OF_TURN_TOKEN|>")]
    [InlineData("<|turn>model\nIt is 4.<turn|>")]
    [InlineData("It is 4.<eos><pad><pad>")]
    [InlineData("It is 4.[e~[")]
    [InlineData("<|start_of_role|>assistant<|end_of_role|>It is 4.<|end_of_text|>")]
    [InlineData("<|im_assistant|>assistant<|im_middle|>It is 4.<|im_end|>")]
    [InlineData("It is <|begin_of_box|>4<|end_of_box|>.")]
    [InlineData("<|im_start|>assistant<|im_sep|>It is 4.<|im_end|>")]
    [InlineData("It is 4.<|eot_id|>It is 4.<|eot_id|>It is 4.")]
    [InlineData("It is 4.<|endoftext|>\n\nHuman: And 5?")]
    [InlineData("It is 4.</s> </s>")]
    [InlineData("It is 4.<|im_end|>\n<s>")]
    [InlineData("It is 4.<|im_end")]
    [InlineData("It is 4.<|im_")]
    [InlineData("It is 4.<|tool_calls_section_end|>")]
    [InlineData("It is 4.<longcat_s>")]
    [InlineData("assistant\nIt is 4.")]
    [InlineData("It is 4.<|return|><|start|>assistant<|channel|>analysis<|message|>And 5?")]
    [InlineData("It is 4.<eos>\nIt is 5.")]
    public void Marks_of_turns_go_with_what_was_said_for_others(string content) => Assert.Equal(("It is 4.", ""), AnswerText.Separate(content));

    [Theory]
    [InlineData("An answer on `</think>` and on </think> as text. The end.")]
    [InlineData("Write </think> to end a thought.\nThat is all.")]
    [InlineData("one</think>\ntwo</think>\nthree")]
    [InlineData("An answer with <think> and </think>\nas marks.")]
    [InlineData("a <think>b</think> c")]
    [InlineData("<think> and </think> are the marks of DeepSeek.")]
    [InlineData("<think>...</think> is where it thinks.")]
    [InlineData("<think> is a token of its own.")]
    [InlineData("`<think>` begins a thought, `</think>` ends it.")]
    [InlineData("\"<think>\" begins a thought.")]
    [InlineData("It writes \"<think>a</think>\" first.")]
    [InlineData("The model says:\n\n```\n<think>\na\n</think>\n\n4\n```\n\nThat is the form.")]
    [InlineData("~~~xml\n<reasoning>\na\n</reasoning>\n~~~\nis asked for.")]
    [InlineData("The template:\n\n    <think>\n    a\n    </think>\n\nis Qwen's.")]
    [InlineData("```\nThe sum is 4.<|im_end|>\n<|im_start|>user\nNext\n```\nis ChatML.")]
    [InlineData("The keys are 4; status none </think> 1234.")]
    [InlineData("if x <think then y>2")]
    [InlineData("a < think > b")]
    [InlineData("ChatML ends a turn with <|im_end|> and begins one with <|im_start|>.")]
    [InlineData("ChatML's token for the end is <|im_end|>")]
    [InlineData("(as `<|im_end|>`), <|eot_id|>, or 1.<|end|>: all the same.")]
    [InlineData("```\nIt is 4.<|im_end|>\nmore\n```")]
    [InlineData("It begins with `x</think>y` there.")]
    [InlineData("So `4.<|im_end|>5` and ``<think>`a`</think>`` are read.")]
    [InlineData("It is:\n\n```\nx<|end|><|start|>assistant<|channel|>final<|message|>y\n<|begin_of_box|>4<|end_of_box|>\n```\nSo.")]
    [InlineData("<s>4.</s>\nIt is <s>5.</s>6.")]
    [InlineData("It ends with `<|im_end|>`")]
    [InlineData("The marks are: <|eot_id|>, <|im_end|> and </s>")]
    [InlineData("Llama 2 puts </s> after each answer, and [INST] before each question.")]
    [InlineData("The sum is <s>5</s> 4.")]
    [InlineData("<s>5</s> 4, and <s>6</s>")]
    [InlineData("4, not <s>5</s>")]
    [InlineData("<answer>4</answer>")]
    [InlineData("<answer>4</answer> is the form.")]
    [InlineData("analysis of the sum: 1 + 2 = 3.")]
    [InlineData("analysis")]
    [InlineData("assistant professors earn 3.")]
    [InlineData("The assistant\n\nsays 3.")]
    [InlineData("Here is my thought process: 1 + 2 = 3.")]
    [InlineData("Here is my response: 3.")]
    [InlineData("/think is a command of Qwen.")]
    [InlineData("[1, 2] and [3]: $\\{x \\mid x<3\\}$, 1<|x|<2, <|a|>, ⟨a|b⟩, \u25C1 and \u25B7.")]
    [InlineData("$|x|>3$ <|end")]
    [InlineData("GPT-OSS writes `<|channel|>final<|message|>` before its answer.")]
    [InlineData("The header <|channel|>final<|message|> comes before the answer.")]
    [InlineData("<details>\n<summary>Steps</summary>\n1 + 2\n</details>\n3")]
    [InlineData("<p>Three.</p>")]
    [InlineData("{\"answer\": \"x</think>y\"}")]
    [InlineData("{\"answer\": \"<think>\", \"b\": \"</think>\"}")]
    [InlineData("| tag | use |\n|---|---|\n| <think> | open |\n| </think> | close |")]
    [InlineData("1. <think> is opening\n2. </think> is closing\n3. done")]
    [InlineData("The model said:\n> <think>\n> hmm\n> </think>\n> 3")]
    [InlineData("A reason</reasons>is no mark.")]
    [InlineData("Padding [1, 2] to length 4 gives [1, 2]<pad><pad>\nSo 2 pads are used.")]
    [InlineData("The sequence is 3, 5, 7<eos>\nThe number of tokens is 4.")]
    [InlineData("Each sentence costs 5 tokens (4 words plus the end mark)</s>x")]
    [InlineData("The function prints 5<|return|>3 here.")]
    [InlineData("A ChatML prompt is:\n<|im_start|>user\nHi.<|im_end|>\n<|im_start|>assistant\nThe user turn has 4 marks.")]
    [InlineData("DeepSeek closes its reasoning with </think>\nSo the answer starts after it, and there are 8 characters.")]
    [InlineData("The closing tag is\n</think>\nand it has 8 characters.")]
    [InlineData("The marks are these.\n</think> closes a thought.\nThat is all.")]
    [InlineData("The last mark is </think>")]
    [InlineData("<think> has 7 characters, <answer> has 8.")]
    [InlineData("<think>x</think> is how R1 writes; its length is 16.")]
    [InlineData("The matrix of\n<reflection>\nis -1.")]
    [InlineData("The matrix is this.\n<reflection>\nIts determinant is -1.")]
    [InlineData("DeepSeek's template appends\n<think>\nto the prompt.")]
    [InlineData("Template:\n<think>\nreasoning here\n</think>\n<answer>\nanswer here\n</answer>\nUses 2 tags.")]
    [InlineData("The tags are:\n<think>\n</think>\nTogether 15 characters.")]
    [InlineData("It says\n```\n<think>\nx\n</think>\ny")]
    [InlineData("analysisResult = 3")]
    [InlineData("analysisResult is 3.")]
    [InlineData("<bos> is the first token of 3.")]
    [InlineData("assistantfinal exams number 3.")]
    [InlineData("The sum is as follows.\n<analysis>\n3\n</analysis>")]
    [InlineData("<analysis> of 3 is short.")]
    [InlineData("A harmony answer is:\n<|start|>assistant<|channel|>final<|message|>3")]
    [InlineData("The header\n<|start|>assistant<|channel|>final<|message|>\nis the last.")]
    [InlineData("$|x|>3$.<|e")]
    [InlineData("The machine halts when it reads <|stop|>")]
    [InlineData("The roles are (user)assistant\n\nand system.")]
    [InlineData("assistant\n\nmanagers earn 3 dollars")]
    public void What_the_answer_says_of_marks_stays(string content) => Assert.Equal((content, ""), AnswerText.Separate(content));

    [Fact]
    public void Tags_around_the_answer_go_where_the_thought_came_apart_from_the_text()
    {
        Assert.Equal(("4", ""), AnswerText.Separate("<answer>\n4\n</answer>", hasThought: true));
        Assert.Equal(("<answer>4</answer> or <answer>5</answer>", ""), AnswerText.Separate("<answer>4</answer> or <answer>5</answer>", hasThought: true));
    }

    [Fact]
    public void What_is_apart_stays_as_it_is_when_it_is_separated_once_more()
    {
        foreach (var form in Forms)
        {
            var text = AnswerText.Separate(Written(form)).Text;
            Assert.Equal((text, ""), AnswerText.Separate(text));
        }
    }

    public static TheoryData<string> Floods => ["<think>", "</think>", "<think>\n", "\n</think>\n", "<think> x\n", "a</think>b ", "<|im_end|>\n", "<|EOT|>", "<|im_end|><|im_start|>user", "```\n<think>\n",
        "<|channel|>analysis<|message|>", "<|end|>", "[THINK]", "< ", "<", "<s>", "</s>", "assistantfinal", "<details type=\"reasoning\" ", "<think a=", "4.[/INST]", "4.</s>x", "[INST]", "`x`", "\u25C1", "<|", "Here is my thought process:\n", "<think>\n</think>\n",
        "x? </think> Y", "\n</think>Y", "x:\n<think>\n", "assistant", "assistant<|channel|>final<|message|>", "analysis<|message|>", "\n<|im_start|>user\n", "x.\n<reflection>\n", "x <|im_", "<analysis>"];

    /// <summary>It comes to an end: by work that grows with the square of the length this takes minutes.</summary>
    [Theory]
    [MemberData(nameof(Floods))]
    public void A_text_of_nothing_but_marks_takes_work_that_grows_with_its_length(string mark)
    {
        var flood = string.Concat(Enumerable.Repeat(mark, 200_000 / mark.Length));
        foreach (var text in (string[])[flood, "x\n" + flood, flood + " 4", "<think>" + flood, flood + "</think> y", $"It is:\n```\n{flood.Replace("```", "", StringComparison.Ordinal)}\n```\nSo."])
            Assert.InRange(AnswerText.Separate(text).Text.Length, 0, text.Length);
    }
}
