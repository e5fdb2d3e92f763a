namespace MathPref.Core.Llm;

/// <summary>A call that a scripted model did not answer.</summary>
public sealed class ScriptedReplyException(ScriptedFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ScriptedFailure Failure { get; } = failure;
}
