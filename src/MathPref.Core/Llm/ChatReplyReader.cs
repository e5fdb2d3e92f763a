using System.Text;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Reads the body of a success: the answer's text apart from the model's thinking, why it ended and what it used. An answer that a server or a filter
/// broke off is none, and neither is an error that comes with the status of a success.
/// </summary>
internal static class ChatReplyReader
{
    private const string Opening = "<think>", Closing = "</think>";

    public static ChatResponse Read(byte[] body, LlmSpec spec, ChatErrorReader errors)
    {
        using var values = ReplyBody.Read(body);
        var pieces = new ReplyPieces(values);
        try
        {
            return ReadPieces(pieces, body, spec, errors);
        }
        catch (LlmException failed)
        {
            failed.Usage = pieces.Usage;
            throw;
        }
    }

    private static ChatResponse ReadPieces(ReplyPieces pieces, byte[] body, LlmSpec spec, ChatErrorReader errors)
    {
        if (pieces.Error is { } error)
            throw errors.FromErrorInSuccess(error);
        var end = FinishReasons.EndOf(pieces.Finish);
        var finish = pieces.Finish is { } said && errors.Words(said) is { Length: > 0 } words ? words : null;
        if (end is AnswerEnd.BrokenOff)
            throw new LlmException(LlmFailure.Server, $"{spec} broke off its answer (finish_reason: {finish}).") { MayBeBilled = true };
        if (!pieces.IsWhole)
            throw errors.FromTextOfSuccess(body, beginsAsReply: pieces.IsReply);
        if (!pieces.HasMessage)
            throw errors.FromBodyOfSuccess(body, pieces.First, pieces.HasChoice);
        if (pieces.IsUnended)
            throw errors.FromUnendedStream();

        var (text, thinking) = Separate(pieces.Text, pieces.Thinking);
        if (string.IsNullOrWhiteSpace(text))
            throw WithoutText(pieces.Refusal, end, finish, spec, errors);
        if (end is AnswerEnd.Refused)
            throw new LlmException(LlmFailure.Refused, $"{spec} refused within its answer (finish_reason: {finish}).");
        var contents = new List<AIContent>(2);
        if (thinking.Length > 0)
            contents.Add(new TextReasoningContent(thinking));
        contents.Add(new TextContent(text));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = spec.ModelName,
            FinishReason = finish is null ? null : new ChatFinishReason(finish),
            Usage = pieces.Usage,
        };
    }

    private static LlmException WithoutText(string? refusal, AnswerEnd end, string? finish, LlmSpec spec, ChatErrorReader errors)
    {
        if (refusal is not null)
            return new LlmException(LlmFailure.Refused, $"{spec} refused: {errors.Words(refusal)}");
        return end switch
        {
            AnswerEnd.Refused => new LlmException(LlmFailure.Refused, $"{spec} gave no text: its content filter removed it (finish_reason: {finish})."),
            AnswerEnd.Cut => new LlmException(
                LlmFailure.Refused,
                $"{spec} used up its tokens before it wrote any text; give it more with -MaxNewTokens."),
            _ => new LlmException(LlmFailure.Refused, $"{spec} gave an answer without text (finish_reason: {finish ?? "none"})."),
        };
    }

    /// <summary>The answer and the thinking of what the server wrote, by the marks in it.</summary>
    private static (string Text, string Thinking) Separate(string answer, string thought)
    {
        var thinking = new StringBuilder(thought);
        // Servers without a parser for reasoning leave it in the text; the closing mark may lie beyond the limit of tokens.
        var begin = answer.IndexOf(Opening, StringComparison.Ordinal);
        var end = answer.IndexOf(Closing, StringComparison.Ordinal);
        if (begin >= 0 && string.IsNullOrWhiteSpace(answer[..begin]))
            begin += Opening.Length;
        else if (EndsThought(answer, begin, end))
            begin = 0;
        else
            return (answer.Trim(), thinking.ToString());
        thinking.Append(answer[begin..(end < 0 ? answer.Length : end)].Trim());
        return (end < 0 ? "" : answer[(end + Closing.Length)..].Trim(), thinking.ToString());
    }

    /// <summary>
    /// The opening mark of a thought may have stood in the prompt. Then the closing one stands alone, at the end of its line; within a line,
    /// or where there are more, the text speaks of it.
    /// </summary>
    private static bool EndsThought(string answer, int begin, int end) =>
        end >= 0 && !(begin >= 0 && begin < end) && end == answer.LastIndexOf(Closing, StringComparison.Ordinal)
        && answer.AsSpan(end + Closing.Length).TrimStart(" \t") is [] or ['\r' or '\n', ..];
}
