using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>What is to be asked for a row, and the work that asks it.</summary>
/// <param name="Messages">The question.</param>
/// <param name="Work">Asks it and gives the row that is passed on.</param>
/// <param name="Planned">The row that would be passed on, its texts as long as answers are expected to be; for a plan that calls nothing.</param>
internal sealed record RowPlan(IReadOnlyList<ChatMessage> Messages, Func<RowContext, Task<Row>> Work, Func<Row> Planned);
