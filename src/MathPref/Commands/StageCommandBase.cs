using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>A cmdlet that can stand in the block of a run, and then takes what the run sets.</summary>
public abstract class StageCommandBase : PSCmdlet
{
    /// <summary>The run in whose block this cmdlet stands; null elsewhere.</summary>
    private protected Run? Run { get; private set; }

    /// <summary>What this cmdlet is in the run.</summary>
    private protected RunStep? Step { get; private set; }

    /// <summary>The names of the steps where they are given; null for those by default.</summary>
    private protected virtual IReadOnlyList<string>? GivenSteps => null;

    /// <summary>How many steps the cmdlet is: one for each model.</summary>
    private protected virtual int StepCount => 1;

    /// <summary>The column that a plain string becomes.</summary>
    private protected virtual string ColumnOfStrings => Columns.Instruction;

    /// <summary>Whether it is a step of a run at all.</summary>
    private protected virtual bool IsStep => true;

    protected override void BeginProcessing()
    {
        Run = RunStack.Current;
        if (Run is null || !IsStep)
            return;
        try
        {
            Step = Run.Begin(this, StepCount, GivenSteps);
        }
        catch (RunException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(null));
        }
    }

    /// <summary>Whether -WhatIf holds here. A dry run sets the preference for other people's cmdlets and not for these.</summary>
    private protected bool IsWhatIf() => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : Run?.Mode is RunMode.Plan || Run?.Mode is not RunMode.Dry && LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>An error of one row, which is not passed on.</summary>
    private protected void Fail(ErrorRecord error, object row)
    {
        if (Step is not null)
            Run!.Fail(Step, error, row, ColumnOfStrings);
        Run?.Errors.Add(error);
        base.WriteError(error);
    }

    private protected new void WriteWarning(string text)
    {
        Run?.Log?.Write("warning", Step?.Name, text);
        base.WriteWarning(text);
    }

    private protected new void WriteVerbose(string text)
    {
        Run?.Log?.Write("info", Step?.Name, text);
        base.WriteVerbose(text);
    }

    private protected new void WriteError(ErrorRecord error)
    {
        Run?.Log?.Write("error", Step?.Name, error.ToString());
        Run?.Errors.Add(error);
        base.WriteError(error);
    }

    private protected new void ThrowTerminatingError(ErrorRecord error)
    {
        Run?.Log?.Write("error", Step?.Name, error.ToString());
        base.ThrowTerminatingError(error);
    }
}
