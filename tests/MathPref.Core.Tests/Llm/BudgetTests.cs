using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Llm;

public sealed class BudgetTests
{
    [Fact]
    public async Task A_call_that_does_not_fit_beside_the_reserves_waits_for_what_they_really_cost()
    {
        var budget = new Budget(1.00m);
        await budget.ReserveAsync(0.60m, default);
        var second = budget.ReserveAsync(0.60m, default);
        Assert.False(second.IsCompleted);
        budget.Pay(0.60m, 0.10m);
        await second;
        budget.Pay(0.60m, 0.20m);
        Assert.Equal(0.30m, budget.Spent);
    }

    [Fact]
    public async Task The_budget_is_reached_when_a_call_does_not_fit_with_none_in_flight()
    {
        var budget = new Budget(1.00m);
        await budget.ReserveAsync(0.60m, default);
        var second = budget.ReserveAsync(0.60m, default);
        budget.Pay(0.60m, 0.50m);
        var reached = await Assert.ThrowsAsync<LlmException>(() => second);
        Assert.Equal(LlmFailure.BudgetReached, reached.Failure);
        Assert.Contains("$0.5 is spent", reached.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LlmException>(() => budget.ReserveAsync(0.51m, default));
        await budget.ReserveAsync(0.50m, default);
    }

    [Fact]
    public async Task Whatever_comes_when_the_limit_is_never_exceeded()
    {
        var budget = new Budget(1.00m);
        var random = new Random(3);
        var (open, spent, most) = (0m, 0m, 0m);
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async _ =>
        {
            decimal amount, cost;
            lock (gate)
                (amount, cost) = (random.Next(1, 100) / 1000m, random.Next(0, 100) / 100m);
            try
            {
                await budget.ReserveAsync(amount, default);
            }
            catch (LlmException)
            {
                return;
            }
            lock (gate)
                most = Math.Max(most, spent + (open += amount));
            await Task.Yield();
            lock (gate)
                (open, spent) = (open - amount, spent + amount * cost);
            budget.Pay(amount, amount * cost);
        }));
        Assert.InRange(most, 0.9m, 1.00m);
        Assert.Equal(spent, budget.Spent);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_its_place()
    {
        var budget = new Budget(1.00m);
        await budget.ReserveAsync(0.90m, default);
        using var cancel = new CancellationTokenSource();
        var waiting = budget.ReserveAsync(0.90m, cancel.Token);
        var behind = budget.ReserveAsync(0.90m, default);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        budget.Pay(0.90m, 0m);
        await behind;
    }
}
