using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>What is to be asked for a row, and the work that asks it.</summary>
internal sealed record RowPlan(IReadOnlyList<ChatMessage> Messages, Func<RowContext, Task<Row>> Work);
