using System.Management.Automation;

namespace MathPref.Runs;

/// <summary>Runs a script as a part of a cmdlet.</summary>
internal static class NestedScript
{
    /// <summary>
    /// What it writes, to whatever stream, goes where the cmdlet's own would, in that order. A steppable pipeline is the engine's one way to this: what
    /// merges the cmdlet's errors into its output (<c>2&gt;&amp;1</c>, <c>*&gt;&amp;1</c>) is known to its runtime alone, and only such a pipeline takes it
    /// over; InvokeScript would write them past whoever waits for them.
    /// </summary>
    /// <param name="cmdlet">The cmdlet, which is running.</param>
    /// <param name="script">Runs in a scope of its own.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public static void Run(PSCmdlet cmdlet, string script, params object[] arguments)
    {
        using var pipeline = cmdlet.InvokeCommand.NewScriptBlock("param($script, $arguments) & $script @arguments")
            .GetSteppablePipeline(CommandOrigin.Internal, [cmdlet.InvokeCommand.NewScriptBlock(script), arguments]);
        pipeline.Begin(cmdlet);
        pipeline.End();
    }
}
