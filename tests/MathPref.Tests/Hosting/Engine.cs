using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using MathPref.Commands;

namespace MathPref.Tests.Hosting;

/// <summary>A runspace of PowerShell's engine in this process, with the cmdlets by type and a few of the tests' own.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in CmdletTypes.Concat([typeof(TakeFirstCommand), typeof(FailDownstreamCommand)]))
        {
            var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
            state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
        }
        _runspace = Open(state);
        // Seen once in many hundreds, where several open at once: the engine opens without the drive of the file system, or the provider of it, and nothing works in it.
        for (var tries = 0; tries < 3 && _runspace.SessionStateProxy.Drive.GetAll().All(drive => drive.Provider.Name != "FileSystem"); tries++)
        {
            _runspace.Dispose();
            _runspace = Open(state);
        }
    }

    private static Runspace Open(InitialSessionState state)
    {
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }

    public static IEnumerable<Type> CmdletTypes => typeof(GetMathTopicCommand).Assembly.GetTypes().Where(t => t.GetCustomAttribute<CmdletAttribute>() is not null);

    /// <summary>Runs a script to its end. What it wrote and how it ended is in the result; nothing is thrown.</summary>
    public Result Run(string script, params (string Name, object? Value)[] variables)
    {
        using var ps = Start(script, variables);
        return Finish(ps, () => ps.Invoke());
    }

    /// <summary>A script that is to be stopped, or watched while it runs.</summary>
    public PowerShell Start(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        var ps = PowerShell.Create(_runspace);
        ps.AddScript(script);
        return ps;
    }

    public static Result Finish(PowerShell ps, Func<Collection<PSObject>> run)
    {
        IReadOnlyList<PSObject> output = [];
        Exception? ended = null;
        try
        {
            output = run();
        }
        catch (RuntimeException error)
        {
            ended = error;
        }
        return new Result(output, ps.Streams.Error.ToList(), ps.Streams.Warning.Select(w => w.Message).ToList(), ps.Streams.Verbose.Select(v => v.Message).ToList(), ended);
    }

    public void Dispose() => _runspace.Dispose();

    internal sealed record Result(
        IReadOnlyList<PSObject> Output,
        IReadOnlyList<ErrorRecord> Errors,
        IReadOnlyList<string> Warnings,
        IReadOnlyList<string> Verbose,
        Exception? Ended)
    {
        /// <summary>The output of a run that said nothing on any other stream.</summary>
        public IReadOnlyList<PSObject> Clean()
        {
            Assert.Null(Ended);
            Assert.Empty(Errors.Select(e => e.ToString()));
            Assert.Empty(Warnings);
            return Output;
        }

        /// <summary>The error that ended the statement: outside try, the engine goes on with the next statement after it.</summary>
        public ErrorRecord TerminatingError()
        {
            Assert.Empty(Output);
            return Ended is RuntimeException { ErrorRecord: var record } ? record : OneError();
        }

        public ErrorRecord OneError() => Assert.Single(Errors);
    }
}

/// <summary>Stops the pipeline after so many objects, by the exception that Select-Object -First throws.</summary>
[Cmdlet("Take", "First")]
public sealed class TakeFirstCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    private int _seen;

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_seen < Count)
            return;
        var type = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [this], null)!;
    }
}

/// <summary>A cmdlet downstream that breaks at its first object.</summary>
[Cmdlet("Fail", "Downstream")]
public sealed class FailDownstreamCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord() => throw new InvalidOperationException("broken downstream");
}
