using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// The script of one scripted model; every copy of the model shares it, and so its place in the script. A reply is settled before
/// its call begins, on the thread that reads the input: calls run side by side, and the n-th of the input gets the n-th reply all the same.
/// </summary>
internal sealed class ReplyScript(ReplySource source)
{
    private int _calls;
    private int _isTaken;

    /// <summary>Takes the reply to the next call; what the script cannot say is a reply that fails.</summary>
    public ScriptedReply Next(LlmSpec model, IReadOnlyList<ChatMessage> messages, int generation, LlmOptions options)
    {
        var call = new ScriptedCall
        {
            Model = model.ToString(),
            Number = Interlocked.Increment(ref _calls),
            Generation = generation,
            Messages = messages.Select(m => new ScriptedMessage(m.Role.Value, m.Text)).ToArray(),
            Options = options,
        };
        try
        {
            return source.Next(call);
        }
        catch (ScriptedReplyException failed)
        {
            return new ScriptedReply { Failure = failed };
        }
    }

    /// <summary>
    /// Takes the script for one cmdlet. Replies in turn cannot be shared by two that run at once: which call comes first would depend
    /// on timing. Throws <see cref="LlmConfigurationException"/> then.
    /// </summary>
    public void Take(LlmSpec model)
    {
        if (source.IsInTurn && Interlocked.Exchange(ref _isTaken, 1) == 1)
            throw new LlmConfigurationException($"{model} gives its replies in turn, and another cmdlet that still runs takes them too: which gets which " +
                "would depend on timing. Give each a New-Llm -Reply of its own, or reply by pattern or script block.");
    }

    /// <summary>Gives the script back.</summary>
    public void Leave() => Volatile.Write(ref _isTaken, 0);
}
