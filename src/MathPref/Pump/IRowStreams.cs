using System.Management.Automation;
using MathPref.Rows;

namespace MathPref.Pump;

/// <summary>Where a pump writes: the streams of the cmdlet that owns it, on the pipeline thread.</summary>
internal interface IRowStreams
{
    /// <summary>Passes a row on.</summary>
    void Write(RowObject row);

    /// <summary>The error of one row, which is not passed on.</summary>
    void Fail(ErrorRecord error, object row);

    /// <summary>Keeps the rows that were not done when <paramref name="error"/> ended the work, to be tried again.</summary>
    void KeepNotDone(ErrorRecord error, IReadOnlyList<object> rows);

    void WriteError(ErrorRecord error);

    void WriteWarning(string text);

    void WriteVerbose(string text);

    /// <summary>Ends the pipeline.</summary>
    void ThrowTerminatingError(ErrorRecord error);
}
