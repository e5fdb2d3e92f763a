using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MathPref.Foresight;

/// <summary>
/// The cmdlets of this module that have begun in one pipeline, by their place in it. The engine begins all commands of a pipeline, the first one
/// first, before a row goes through it. Nothing is held by this but for a moment: it refers to cmdlets weakly.
/// </summary>
internal sealed class BegunPipeline
{
    /// <summary>Pipelines that are open at the same time stand in each other; of one that is deeper nothing is foreseen.</summary>
    private const int Most = 16;

    [ThreadStatic]
    private static List<BegunPipeline>? t_latest;

    private readonly int _length;
    private readonly SortedList<int, WeakReference<PSCmdlet>> _stages = [];

    private BegunPipeline(int length, string? script) => (_length, Script) = (length, script);

    /// <summary>The text in which the pipeline stands; null where that cannot be told.</summary>
    public string? Script { get; }

    /// <summary>
    /// Notes a cmdlet that begins; null for one that stands alone. Two pipelines of one length can be taken for one here, which whoever looks at a
    /// stage finds by its place in the script.
    /// </summary>
    public static BegunPipeline? Enter(PSCmdlet cmdlet)
    {
        var call = cmdlet.MyInvocation;
        if (call.PipelineLength < 2)
            return null;
        var latest = t_latest ??= [];
        var pipeline = latest.FindLast(open => open._length == call.PipelineLength && open._stages.Keys[^1] < call.PipelinePosition);
        if (pipeline is null)
        {
            if (latest.Count == Most)
                latest.RemoveAt(0);
            latest.Add(pipeline = new BegunPipeline(call.PipelineLength, ScriptThatCalls()));
        }
        pipeline._stages.Add(call.PipelinePosition, new WeakReference<PSCmdlet>(cmdlet));
        return pipeline;
    }

    /// <summary>An invocation tells its line and no more; the text around it is the caller's.</summary>
    private static string? ScriptThatCalls() =>
        Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault()?.Position?.StartScriptPosition?.GetFullScript();

    /// <summary>The cmdlet that began at that place, from 1; null where none of this module did.</summary>
    public PSCmdlet? At(int position) => _stages.TryGetValue(position, out var stage) && stage.TryGetTarget(out var cmdlet) ? cmdlet : null;
}
