using MathPref.Core.Llm;
using MathPref.Core.Offline;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>Asks for instructions about the topic of one row; the lists of several generations are joined and duplicates dropped.</summary>
/// <param name="caller">The model.</param>
/// <param name="task">How it is asked and read.</param>
/// <param name="row">The row, which gets the instructions.</param>
/// <param name="topic">What they are to be about.</param>
/// <param name="generations">How often it is asked.</param>
/// <param name="hasReferences">Whether the row gets the right answers too, as far as the embedded models know them.</param>
/// <param name="metadata">The row's metadata, to be added to.</param>
/// <param name="step">The step's name there.</param>
internal sealed class InstructionWork(
    LlmCaller caller, SelfInstructTask task, Row row, string topic, int generations, bool hasReferences, Row metadata, string step) : IRowWork
{
    /// <summary>Tokens of one or two sentences.</summary>
    private const int TypicalInstruction = 40;

    public IReadOnlyList<ChatMessage> Messages { get; } = task.BuildPrompt(topic);

    public int Generations => generations;

    private int Asked => task.NumInstructions * generations;

    public async Task<Row> RunAsync(RowContext context)
    {
        // Every call is awaited before a failure is thrown: what is under way is paid for.
        var replies = await Task.WhenAll(
            Enumerable.Range(0, generations).Select(number => caller.AskAsync(context, 0, Messages, number, generations))).ConfigureAwait(false);
        var instructions = replies
            .SelectMany(reply => task.Parse(reply.Text, isCutShort: FinishReasons.IsCut(reply.FinishReason?.Value)))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (instructions.Length == 0)
            throw Errors.NoInstructions(replies[0].Text);
        if (instructions.Length < Asked)
            context.Warn("with fewer instructions than were asked for",
                $"{Text.Count(instructions.Length, "instruction")} instead of {Asked} for '{Text.Shorten(topic)}'. " +
                $"The raw reply is in distilabel_metadata.raw_output_{step}.");
        Replies.AddMetadata(metadata, step, Messages, replies);
        Fill(instructions, (instruction, _) => OfflineChatClient.ReferenceAnswer(instruction));
        row[Columns.ModelName] = caller.Models[0].ModelName;
        row[Columns.Metadata] = metadata;
        return row;
    }

    public Row Plan()
    {
        Fill([.. Enumerable.Range(1, Asked).Select(number => TokenEstimate.Text(TypicalInstruction, $"Planned instruction {number} about {topic}."))],
            (_, index) => LlmCaller.PlannedReference(index));
        row[Columns.ModelName] = caller.Models[0].ModelName;
        Replies.AddPlanned(row, metadata, [step], Messages);
        return row;
    }

    private void Fill(string[] instructions, Func<string, int, string?> reference)
    {
        row[Columns.Instructions] = instructions;
        if (hasReferences)
            row[Columns.ReferenceAnswers] = instructions.Select(reference).ToArray();
        if (task.Difficulty is { } level)
            row[Columns.Difficulty] = (long)level;
    }
}
