using Microsoft.Extensions.AI;

namespace MathPref.Core.Tasks;

/// <summary>
/// Topic in, instructions out: one user message that asks for <see cref="NumInstructions"/> queries, one a line.
/// The method is Self-Instruct (Wang et al., 2022); the settings and the order of the headings are those of distilabel's task.
/// </summary>
public sealed record SelfInstructTask
{
    /// <summary>The criteria used when none are given: verbs vary, one or two sentences, self-contained, questions and commands.</summary>
    public const string DefaultCriteria =
        """
        Use a different verb or question word in each query.
        Keep each query to one or two sentences that a language model can answer in text.
        Make each query complete in itself: everything needed to answer it is stated.
        Mix questions with commands.
        """;

    /// <summary>How many instructions are asked for, and the most that are taken from a reply.</summary>
    public int NumInstructions { get; init; } = 5;

    /// <summary>What the instructions are meant for; it is shown to the model.</summary>
    public string ApplicationDescription { get; init; } = "AI assistant";

    /// <summary>What the instructions must be like; one criterion a line.</summary>
    public string Criteria { get; init; } = DefaultCriteria;

    /// <summary>How hard the instructions are to be, from 1 (one easy step) to 5 (the hardest of a textbook's chapter); null for a mixture.</summary>
    public int? Difficulty { get; init; }

    /// <summary>The messages that ask for instructions about <paramref name="topic"/>.</summary>
    public IReadOnlyList<ChatMessage> BuildPrompt(string topic) =>
    [
        new(ChatRole.User,
            $"""
            {SelfInstructPrompt.Task}
            {SelfInstructPrompt.BeforeCount} {NumInstructions} {SelfInstructPrompt.AfterCount} that people could put to the AI application below. Each one is about the given context, and no two are alike: vary {Varied()}.

            ## Criteria for Queries
            {Criteria.Trim()}
            Write exactly one query per line, with no numbering, no bullets and no other text.

            ## AI Application
            {ApplicationDescription.Trim()}
            {Level()}
            {SelfInstructPrompt.Context}
            {topic.Trim()}

            {SelfInstructPrompt.Output}

            """.ReplaceLineEndings("\n"))
    ];

    private string Varied() => Difficulty is null ? "the subject matter, the wording and the difficulty" : "the subject matter and the wording";

    /// <summary>Without a level the prompt is what it was before there were any.</summary>
    private string Level() => Difficulty is not { } level ? "" :
        $"""

        {SelfInstructPrompt.Difficulty}
        {SelfInstructPrompt.BeforeLevel} {level} of 5, where 1 is one easy step with small numbers and 5 is the hardest problem of a good textbook's chapter. All queries are of this level.

        """;

    /// <summary>Reads the instructions from a reply: trimmed, without marks, without duplicates, at most <see cref="NumInstructions"/>.</summary>
    /// <param name="reply">The model's reply.</param>
    /// <param name="isCutShort">Whether the token limit ended the reply: then a last instruction that stops within a sentence is dropped.</param>
    public IReadOnlyList<string> Parse(string reply, bool isCutShort = false) => InstructionListParser.Parse(reply, NumInstructions, isCutShort);
}
