using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MathPref.Core.Text;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>
/// A cmdlet whose work ends with its pipeline. The engine tells of that in two ways: Ctrl+C calls StopProcessing, and -ErrorAction Stop, a later
/// cmdlet that has enough or an error downstream call Dispose alone.
/// </summary>
public abstract class CancellableCommandBase : PSCmdlet, IDisposable
{
    /// <summary>How long work that was cancelled may take to come home.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cancellation = new();
    private bool _isDisposed;

    /// <summary>Cancelled when the pipeline ends before its end, and when the cmdlet is done.</summary>
    private protected CancellationToken Cancellation { get; }

    protected CancellableCommandBase() => Cancellation = _cancellation.Token;

    /// <summary>Whether -WhatIf holds here.</summary>
    private protected virtual bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>
    /// Waits on the pipeline thread, where alone messages may be written; <paramref name="meanwhile"/> writes them, now and then and at the end.
    /// Ctrl+C ends the wait at once with a <see cref="PipelineStoppedException"/>.
    /// </summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work, Action? meanwhile = null)
    {
        var running = Task.Run(() => work(Cancellation));
        try
        {
            while (!running.Wait((int)PumpProgress.Interval.TotalMilliseconds, Cancellation))
                meanwhile?.Invoke();
            meanwhile?.Invoke();
            return running.GetAwaiter().GetResult();
        }
        catch (Exception) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException failed) when (failed.InnerException is { } inner)
        {
            meanwhile?.Invoke();
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
        finally
        {
            // Ctrl+C, or a message that -ErrorAction or -WarningAction made an end of, leaves the work behind.
            if (!running.IsCompleted)
            {
                _cancellation.Cancel();
                Task.WaitAny([running], s_farewell);
            }
        }
    }

    // The one door for messages: they hold words of models, servers and files, which a terminal must not obey. BannedSymbols.txt keeps it the only one.
#pragma warning disable RS0030
    private protected new void WriteVerbose(string text) => base.WriteVerbose(MessageText.Lines(text));

    private protected new void WriteWarning(string text) => base.WriteWarning(MessageText.Lines(text));

    /// <summary>A line for whoever looks on, and no output.</summary>
    private protected void Say(string line) => WriteInformation(new HostInformationMessage { Message = MessageText.Lines(line) }, ["PSHOST"]);

    private protected new void WriteError(ErrorRecord error) => base.WriteError(error.Shown());

    private protected new void ThrowTerminatingError(ErrorRecord error) => base.ThrowTerminatingError(error.Shown());
#pragma warning restore RS0030

    protected override void StopProcessing() => _cancellation.Cancel();

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // It is not disposed of itself: Ctrl+C may come at this moment, late work may look at the token, and it holds nothing but memory.
        _cancellation.Cancel();
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds, after its work was cancelled.</summary>
    private protected virtual void Release()
    {
    }
}
