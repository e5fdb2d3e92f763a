using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>What is asked for one row, and what becomes of the row.</summary>
internal interface IRowWork
{
    /// <summary>The question; of several the first.</summary>
    IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>The questions of a row that has several, each of which is a call.</summary>
    IReadOnlyList<IReadOnlyList<ChatMessage>> Questions => [Messages];

    /// <summary>Answers that are asked of each model.</summary>
    int Generations { get; }

    /// <summary>How many answers of each model the row has already: its generations go on counting from there. Null where it has none.</summary>
    IReadOnlyList<int>? Earlier => null;

    /// <summary>Asks, and gives the row that is passed on. Runs on a worker thread from the first wait on, and never touches the cmdlet.</summary>
    Task<Row> RunAsync(RowContext context);

    /// <summary>The row that would be passed on, its texts as long as answers are expected to be; for a plan that calls nothing.</summary>
    Row Plan();
}
