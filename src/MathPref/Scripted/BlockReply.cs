using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using MathPref.Core.Llm;
using MathPref.Rows;

namespace MathPref.Scripted;

/// <summary>Replies that a script block makes. It is given the call as $_, and as its first argument for blocks with param().</summary>
internal sealed class BlockReply(ScriptBlock block) : ReplySource
{
    private readonly Runspace? _home = Runspace.DefaultRunspace;

    public override ScriptedReply Next(ScriptedCall call)
    {
        Collection<PSObject> output;
        try
        {
            // What is written as an error counts as thrown, whatever the caller's preference: a block that failed has no reply.
            output = Block().InvokeWithContext(null, [new PSVariable("_", call), new PSVariable("ErrorActionPreference", ActionPreference.Stop)], call);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return ScriptedReply.Failed(Thrown(error));
        }
        catch (PSInvalidOperationException error)
        {
            return ScriptedReply.Failed(error);
        }
        var items = output.Where(item => item is not null).ToList();
        return items switch
        {
            [] => throw ReplyReader.NotAReply($"The script block of -Reply wrote nothing for the prompt '{call.PromptStart}'. " +
                "For a model that says nothing write an empty text, ''."),
            [var one] => ReplyReader.ReadOne(one),
            _ => Join(items),
        };
    }

    /// <summary>
    /// Elsewhere than in its own runspace, as in ForEach-Object -Parallel, the block would be sent home and wait there for a thread
    /// that waits for it. Its text runs anywhere, without the variables around it.
    /// </summary>
    private ScriptBlock Block() => ReferenceEquals(_home, Runspace.DefaultRunspace) ? block : block.Ast switch
    {
        ScriptBlockAst ast => ast.GetScriptBlock(),
        FunctionDefinitionAst function => function.Body.GetScriptBlock(),
        _ => block,
    };

    private static ScriptedReply Join(List<PSObject> items)
    {
        var replies = items.ConvertAll(ReplyReader.ReadOne);
        if (replies.Find(r => r.Failure is not null) is { } failed)
            return failed;
        if (items.Exists(item => PSRow.Unwrap(item) is System.Collections.IDictionary or PSObject))
            throw ReplyReader.NotAReply("The script block of -Reply wrote a hashtable and something else. A hashtable is the whole reply.");
        return new ScriptedReply { Text = string.Join('\n', replies.Select(r => r.Text)) };
    }

    /// <summary>The exception that was thrown, without what the engine wraps around it.</summary>
    private static Exception Thrown(RuntimeException error) => error.ErrorRecord?.Exception is { } own and not ParentContainsErrorRecordException ? own : error;
}
