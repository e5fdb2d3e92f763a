using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Management.Automation.Runspaces;

namespace MathPref.Runs;

/// <summary>
/// Which run the cmdlets of a runspace belong to. A run stands there while its block runs, and is taken down while rows are written to a
/// consumer outside the block.
/// </summary>
internal static class RunStack
{
    /// <summary>Tells other processes that a block is running which they are no part of.</summary>
    private const string Variable = "MATHPREF_RUN";

    /// <summary>The run in whose block this process was started.</summary>
    private static readonly string? s_outer = Environment.GetEnvironmentVariable(Variable);

    /// <summary>The run in whose block a thread was started: it goes along to the threads of other runspaces, which have no run.</summary>
    private static readonly AsyncLocal<string?> s_around = new();

    private static readonly Lock s_runningLock = new();
    private static readonly List<string> s_running = [];

    /// <summary>The latest last; null stands for the outside of a block whose rows are being written.</summary>
    private static readonly ConcurrentDictionary<Guid, ImmutableStack<Run?>> s_stacks = new();

    /// <summary>The run of this runspace; null outside a block.</summary>
    public static Run? Current => Here is { IsEmpty: false } stack ? stack.Peek() : null;

    /// <summary>
    /// The run (its name, # and something that tells it from others) that is running elsewhere, where this runspace has none to do
    /// with; null where there is none.
    /// </summary>
    public static string? Elsewhere => Here.IsEmpty && (s_around.Value ?? s_outer) is { Length: > 0 } name ? name : null;

    /// <summary>Puts a run on the stack until what is returned is disposed of.</summary>
    public static IDisposable Enter(Run run)
    {
        var name = $"{run.Name}#{Guid.NewGuid():N}";
        var before = s_around.Value;
        s_around.Value = name;
        Tell(running => running.Add(name));
        var place = new Place(run);
        return new Ending(() =>
        {
            place.Dispose();
            Tell(running => running.Remove(name));
            s_around.Value = before;
        });
    }

    /// <summary>Several runspaces of a process may each have a run; a process that is started is told of the latest.</summary>
    private static void Tell(Action<List<string>> change)
    {
        lock (s_runningLock)
        {
            change(s_running);
            Environment.SetEnvironmentVariable(Variable, s_running.LastOrDefault() ?? s_outer);
        }
    }

    /// <summary>Takes the run down for a while.</summary>
    public static IDisposable Leave() => new Place(null);

    private static Guid Key => Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;

    private static ImmutableStack<Run?> Here => s_stacks.GetValueOrDefault(Key, []);

    private sealed class Place : IDisposable
    {
        private readonly Guid _key = Key;
        private readonly ImmutableStack<Run?> _before = Here;

        public Place(Run? run) => s_stacks[_key] = _before.Push(run);

        public void Dispose()
        {
            if (_before.IsEmpty)
                s_stacks.TryRemove(_key, out _);
            else
                s_stacks[_key] = _before;
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
