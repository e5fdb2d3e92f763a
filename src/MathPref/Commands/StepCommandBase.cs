using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>A cmdlet that can stand in the block of a run, and then takes what the run sets. One with a <see cref="StepAttribute"/> is a step of it.</summary>
public abstract class StepCommandBase : CancellableCommandBase
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

    /// <summary>The pipeline in which the cmdlet stands; null where it stands alone.</summary>
    private protected BegunPipeline? Pipeline { get; private set; }

    protected override void BeginProcessing()
    {
        Pipeline = BegunPipeline.Enter(this);
        Run = RunStack.Current;
        if (Run is null || StepAttribute.Of(GetType()) is null)
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

    /// <summary>A dry run sets the preference for other people's cmdlets and not for these.</summary>
    private protected override bool IsWhatIf => MyInvocation.BoundParameters.ContainsKey("WhatIf")
        ? base.IsWhatIf
        : Run?.Mode is RunMode.Plan || Run?.Mode is not RunMode.Dry && base.IsWhatIf;

    /// <summary>How the rows that this cmdlet makes are made; to be asked for when its parameters are settled.</summary>
    /// <param name="files">What stands in place of the files that it reads or writes.</param>
    /// <param name="isSource">Whether it makes rows of none.</param>
    /// <param name="models">What its models are asked.</param>
    private protected Provenance Trace(string? files = null, bool isSource = false, ModelTally? models = null) =>
        new(MyInvocation.MyCommand.Name, Typed.Command(this, files), Step, isSource, models);

    private readonly RepeatedErrors _repeated = new();

    /// <summary>An error of one row, which is not passed on. A mistake that was said before is counted, and said once more at the end.</summary>
    private protected void Fail(ErrorRecord error, object row)
    {
        if (Step is not null)
            Run!.Fail(Step, error, row, ColumnOfStrings);
        if (_repeated.Counts(error, row))
            return;
        Run?.Errors.Add(error);
        base.WriteError(error);
    }

    /// <summary>Says how often mistakes were made again; what overrides it calls it when the last row has been written.</summary>
    protected override void EndProcessing()
    {
        foreach (var error in _repeated.Take())
        {
            Run?.Errors.Add(error);
            base.WriteError(error);
        }
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
