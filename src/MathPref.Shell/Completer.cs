using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MathPref.Shell;

/// <summary>Asks the engine, as PowerShell's own prompt does: cmdlets, parameters, the module's argument completers, variables.</summary>
internal sealed class Completer(Runspace runspace)
{
    /// <summary>Null for nothing to offer. A completer may be anybody's code: what it throws must not end the session.</summary>
    public Offer? Complete(string text, int cursor)
    {
        try
        {
            return AskEngine(text, cursor) ?? PathCompleter.Complete(text, cursor, runspace.SessionStateProxy.Path.CurrentFileSystemLocation.Path);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private Offer? AskEngine(string text, int cursor)
    {
        var errors = (ArrayList)runspace.SessionStateProxy.GetVariable("Error");
        var before = errors.Count;
        using var powershell = PowerShell.Create();
        powershell.Runspace = runspace;
        var found = CommandCompletion.CompleteInput(text, cursor, null, powershell);
        // What went wrong in completers is not what the user's commands did wrong.
        if (errors.Count > before)
            errors.RemoveRange(0, errors.Count - before);
        var isSound = found.CompletionMatches.Count > 0 && found.ReplacementIndex >= 0 && found.ReplacementLength >= 0
            && found.ReplacementIndex + found.ReplacementLength <= text.Length;
        return isSound
            ? new Offer(found.ReplacementIndex, found.ReplacementLength, found.CompletionMatches.Select(m => new Candidate(m.CompletionText, Cells.Clean(m.ListItemText), Cells.Clean(m.ToolTip))).ToList())
            : null;
    }
}
