using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using MathPref.Core.Runs;
using MathPref.Rows;

namespace MathPref.Runs;

/// <summary>Runs the block of a run on behalf of a cmdlet.</summary>
internal sealed class BlockInvoker(PSCmdlet cmdlet)
{
    /// <summary>A variable's name that no block has.</summary>
    private const string Hidden = "MathPref.Run";

    /// <summary>The cmdlet's own parameters that hold in the block as well.</summary>
    private static readonly (string Parameter, string Variable)[] s_common =
    [
        ("ErrorAction", "ErrorActionPreference"), ("WarningAction", "WarningPreference"), ("InformationAction", "InformationPreference"),
        ("Verbose", "VerbosePreference"), ("Debug", "DebugPreference"), ("ProgressAction", "ProgressPreference"),
    ];

    /// <summary>Those that collect what the block says.</summary>
    private static readonly string[] s_variables = ["ErrorVariable", "WarningVariable", "InformationVariable"];

    /// <summary>
    /// Runs the block as an advanced function of this pipeline, in a scope of its own: its streams, preferences and variables for errors are
    /// those of the cmdlet. An error that ends a pipeline in it ends the run.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="given">Variables that it finds.</param>
    /// <param name="run">The run that it belongs to.</param>
    /// <param name="passThru">Whether the rows that leave it are the cmdlet's output.</param>
    public void Invoke(ScriptBlock block, IReadOnlyDictionary<string, object> given, Run run, bool passThru)
    {
        var script = new StringBuilder($"${{{Hidden}}} = $args[0]\n");
        if (run.WritesNothing)
            script.Append("$WhatIfPreference = $true\n");
        foreach (var name in given.Keys)
            script.Append(CultureInfo.InvariantCulture, $"${name} = ${{{Hidden}}}.Variables['{name}']\n");
        // The block finds no variable of this script but the one, whose name nobody else has.
        script.Append(CultureInfo.InvariantCulture, $$"""
            $args = ${{{Hidden}}}.Common
            try { & { [CmdletBinding()] param() & ${{{Hidden}}}.Block } @args | & ${{{Hidden}}}.Sink -Run ${{{Hidden}}}.Receiver } catch { throw }
            """);
        using var preferences = PreferencesOf(block, run);
        var common = new Hashtable();
        var kept = new List<(string Parameter, ArrayList Records)>();
        foreach (var (name, _) in s_common.Where(given => cmdlet.MyInvocation.BoundParameters.ContainsKey(given.Parameter)))
            common[name] = cmdlet.MyInvocation.BoundParameters[name];
        foreach (var name in s_variables.Where(cmdlet.MyInvocation.BoundParameters.ContainsKey))
        {
            // Of the commands before the last of a pipeline a function's variable gets nothing: ours tell the run, into the same list, in their turn.
            var records = name == "ErrorVariable" ? run.Errors : [];
            kept.Add((name, records));
            script.Insert(0, $"${{{Hidden}.{name}}} = $args[0].{name}\n");
            common[name] = $"+{Hidden}.{name}";
        }
        var handed = new PSObject();
        void Add(string name, object value) => handed.Properties.Add(new PSNoteProperty(name, value));
        Add("Block", block);
        Add("Sink", new CmdletInfo(ReceiveRunRowCommand.Name, typeof(ReceiveRunRowCommand)));
        Add("Receiver", new ReceiveRunRowCommand.Receiver(cmdlet, run, passThru && run.Mode is not RunMode.Plan));
        Add("Common", common);
        Add("Variables", given);
        foreach (var (name, records) in kept)
            Add(name, records);
        try
        {
            using (RunStack.Enter(run))
                NestedScript.Run(cmdlet, script.ToString(), handed);
        }
        finally
        {
            foreach (var (name, records) in kept)
            {
                var variable = ((string)cmdlet.MyInvocation.BoundParameters[name]).TrimStart('+');
                if (PSRow.Unwrap(cmdlet.SessionState.PSVariable.GetValue(variable)) is ArrayList list)
                    list.AddRange(records.Cast<object>().Distinct(ReferenceEqualityComparer.Instance).ToList());
            }
        }
    }

    /// <summary>A block of another module, or one that a module was given, does not see the variables of this scope: they are set where it looks.</summary>
    private PreferenceScope? PreferencesOf(ScriptBlock block, Run run)
    {
        if (block.Module == cmdlet.SessionState.Module)
            return null;
        var values = s_common.Where(given => cmdlet.MyInvocation.BoundParameters.ContainsKey(given.Parameter)).ToDictionary(
            given => given.Variable,
            given => cmdlet.MyInvocation.BoundParameters[given.Parameter] is SwitchParameter on
                ? on ? ActionPreference.Continue : ActionPreference.SilentlyContinue
                : cmdlet.MyInvocation.BoundParameters[given.Parameter]);
        if (run.WritesNothing)
            values["WhatIfPreference"] = true;
        return new PreferenceScope(
            block.Module?.SessionState.PSVariable ?? cmdlet.SessionState.PSVariable,
            block.Module is null ? "global:" : "script:",
            values);
    }
}
