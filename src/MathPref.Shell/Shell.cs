using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace MathPref.Shell;

/// <summary>One runspace with the module in it, and the ways to run something there.</summary>
internal sealed class Shell : IDisposable
{
    private const string Prompt = "MathPref> ";
    private const string Continuation = ">> ";
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const string ScriptFunction = "Invoke-ShellScript";

    private readonly ShellArguments _arguments;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly TerminalPrompt? _prompt;
    private readonly Lock _lock = new();
    private Pipeline? _running;
    private int? _stoppedBy;
    private bool _isConversing;

    public Shell(ShellArguments arguments)
    {
        _arguments = arguments;
        _host = new ShellHost(arguments.NonInteractive, dataOnly: arguments.Json);
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry(OutJsonLineCommand.Name, typeof(OutJsonLineCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        _runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = AbsentCommands.Explain;
        if (_host.UI.CanEdit && arguments is { Command: null, File: null })
            _prompt = new TerminalPrompt(_host.UI, Prompt, Continuation, new Completer(_runspace).Complete, IsIncomplete);
    }

    public int Run()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, Terminated));
        if (!ImportModule())
            return 1;
        if (_arguments.File is { } file)
            return RunFile(file);
        if (_arguments.Command is { } command)
            return Invoke(ScriptPipeline(command), failureCounts: true);
        return Converse();
    }

    public void Dispose() => _runspace.Dispose();

    private bool ImportModule()
    {
        var manifest = _arguments.Module ?? FindManifest();
        if (manifest is null)
        {
            _host.UI.WriteErrorLine("MathPref.psd1 was not found above this program. Build the repository, and run the shell from there.");
            return false;
        }
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", manifest);
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        return Invoke(CommandPipeline(import), failureCounts: false) == 0;
    }

    private static string? FindManifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = Path.Combine(folder.FullName, "MathPref.psd1");
            if (File.Exists(manifest))
                return manifest;
        }
        return null;
    }

    /// <summary>A script's pipeline is in the history: the engine keeps $? only then.</summary>
    private Pipeline ScriptPipeline(string text) => _runspace.CreatePipeline(text, addToHistory: true);

    private Pipeline CommandPipeline(Command command)
    {
        var pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return pipeline;
    }

    /// <summary>
    /// The file becomes a function of that text: <c>exit</c> in a script that is run by its path would end the script alone and
    /// leave this program without the code. Its own path is kept, and with it $PSScriptRoot.
    /// </summary>
    private int RunFile(string file)
    {
        var script = Parser.ParseFile(file, out _, out var errors);
        if (errors.Length > 0)
        {
            foreach (var error in errors)
                _host.UI.WriteErrorLine($"{error.Extent.File}:{error.Extent.StartLineNumber}: {error.Message}");
            return 1;
        }
        var define = new Command($"param($script) ${{function:global:{ScriptFunction}}} = $script", isScript: true, useLocalScope: true);
        define.Parameters.Add("script", script.GetScriptBlock());
        if (Invoke(CommandPipeline(define), failureCounts: false) is not 0 and var failed)
            return failed;
        var run = new Command(ScriptFunction, isScript: false, useLocalScope: false);
        foreach (var argument in _arguments.FileArguments)
            run.Parameters.Add(argument);
        return Invoke(CommandPipeline(run), failureCounts: false);
    }

    private int Converse()
    {
        _host.UI.WriteLine("MathPref: Get-Command -Module MathPref lists the cmdlets, exit leaves.");
        _isConversing = true;
        while (_host.ExitCode is null)
        {
            if (ReadCommand() is not { } line)
                return 0;
            if (line.Trim().Length > 0)
                Invoke(ScriptPipeline(line), failureCounts: true);
        }
        return _host.ExitCode ?? 0;
    }

    /// <summary>A command may go on over several lines until its brackets and quotes are closed, or it ends with a pipe.</summary>
    private string? ReadCommand()
    {
        if (_prompt is not null)
            return _prompt.Read();
        _host.UI.Write(Prompt);
        var text = Console.In.ReadLine();
        while (text is not null && IsIncomplete(text))
        {
            _host.UI.Write(Continuation);
            if (Console.In.ReadLine() is not { } more)
                break;
            text += "\n" + more;
        }
        return text;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(e => e.IncompleteInput);
    }

    private int Invoke(Pipeline pipeline, bool failureCounts)
    {
        using var _ = pipeline;
        // Errors keep their place among the output; the last command tells the two apart.
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(_arguments.Json ? OutJsonLineCommand.Name : "Out-Default");
        lock (_lock)
        {
            _stoppedBy = null;
            _running = pipeline;
        }
        try
        {
            pipeline.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return _host.ExitCode ?? _stoppedBy ?? 1;
        }
        catch (RuntimeException error)
        {
            _host.UI.WriteErrorLine(ErrorText.Of(error.ErrorRecord));
            return _host.ExitCode ?? 1;
        }
        finally
        {
            lock (_lock)
                _running = null;
            _host.UI.EndProgress();
        }
        return _host.ExitCode ?? _stoppedBy ?? (failureCounts && !LastSucceeded() ? 1 : 0);
    }

    /// <summary>As in pwsh, -Command fails when its last statement did, and -File does not.</summary>
    private bool LastSucceeded()
    {
        using var pipeline = _runspace.CreatePipeline("$global:?");
        return pipeline.Invoke().LastOrDefault()?.BaseObject is not false;
    }

    private void Stop(PosixSignalContext signal, int exitCode)
    {
        Pipeline? running;
        lock (_lock)
        {
            running = _running;
            if (running is null)
            {
                // At the prompt an interrupt drops the line, not the session.
                signal.Cancel = _isConversing && exitCode == Interrupted;
                if (!signal.Cancel)
                    _prompt?.Restore();
                else if (_prompt is null)
                    _host.UI.Write("\n" + Prompt);
                return;
            }
            // Code that does not listen to the engine ends with the second signal.
            if (_stoppedBy is not null)
            {
                _host.UI.EndProgress();
                return;
            }
            _stoppedBy = exitCode;
        }
        signal.Cancel = true;
        // Stop waits for the pipeline to end; the thread of the signal must not.
        _ = Task.Run(running.Stop);
    }
}
