using MathPref.Core.Net;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Net;

public sealed class AttemptTimeTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly SleepWatch _watch;

    public AttemptTimeTests() => _watch = new SleepWatch(_time);

    private AttemptTime Begin(int seconds) => new(TimeSpan.FromSeconds(seconds), _time, _watch);

    /// <summary>While the process runs, its beats come in time.</summary>
    private void Run(double seconds)
    {
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(seconds); passed += s_step)
            _time.Advance(s_step);
    }

    /// <summary>All timers are late when it is over.</summary>
    private void Sleep(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void An_attempt_of_a_process_that_runs_ends_in_its_time()
    {
        using var attempt = Begin(60);
        Run(59.5);
        Assert.False(attempt.Token.IsCancellationRequested);
        Run(1);
        Assert.True(attempt.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(10, 3600)]
    [InlineData(10, 70)]
    [InlineData(59.5, 1)]
    [InlineData(0, 61)]
    [InlineData(30, 10)]
    public void What_the_process_slept_through_is_not_counted(double before, double slept)
    {
        using var attempt = Begin(60);
        Run(before);
        Sleep(slept);
        // What lies in the socket can be read, and what was left of the time is left.
        Run(Math.Max(4.5, 60 - before - 1));
        Assert.False(attempt.Token.IsCancellationRequested);
        Run(6);
        Assert.True(attempt.Token.IsCancellationRequested);
    }

    [Fact]
    public void Sleep_after_sleep_is_not_counted_and_every_attempt_ends_in_the_end()
    {
        using var attempt = Begin(60);
        for (var time = 0; time < 5; time++)
        {
            Run(10);
            Sleep(100);
        }
        Assert.False(attempt.Token.IsCancellationRequested);
        Run(16);
        Assert.True(attempt.Token.IsCancellationRequested);
    }

    [Fact]
    public void Time_begun_anew_counts_no_earlier_sleep()
    {
        using var attempt = Begin(60);
        Sleep(100);
        Run(1);
        attempt.Restart();
        Run(59);
        Assert.False(attempt.Token.IsCancellationRequested);
        Run(1.5);
        Assert.True(attempt.Token.IsCancellationRequested);
    }

    [Fact]
    public void Sleep_before_an_attempt_and_while_nobody_watches_is_none_of_its()
    {
        using (Begin(60))
            Sleep(100);
        Sleep(1000);
        using var attempt = Begin(60);
        Run(60);
        Assert.True(attempt.Token.IsCancellationRequested);
    }
}
