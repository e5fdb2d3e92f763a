using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Reads the body of a success: the answer's text apart from the model's thinking, why it ended and what it used. An answer that a server or a filter
/// broke off is none, and neither is an error that comes with the status of a success.
/// </summary>
internal static class ChatReplyReader
{
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
        var finish = pieces.Finish switch
        {
            null => null,
            // Nearly all answers: nothing is looked for in these.
            "stop" or "length" => pieces.Finish,
            var said => errors.Words(said) is { Length: > 0 } words ? words : null,
        };
        if (end is AnswerEnd.BrokenOff)
            throw new LlmException(LlmFailure.Server, $"{spec} broke off its answer (finish_reason: {finish}).") { MayBeBilled = true };
        if (!pieces.IsWhole)
            throw errors.FromTextOfSuccess(body, beginsAsReply: pieces.IsReply);
        if (!pieces.HasMessage && pieces.HasChoice && end is AnswerEnd.Refused or AnswerEnd.Cut)
            throw WithoutText(pieces.Refusal, "", end, finish, spec, errors);
        if (!pieces.HasMessage)
            throw errors.FromBodyOfSuccess(body, pieces.First, pieces.HasChoice);
        if (pieces.IsUnended)
            throw errors.FromUnendedStream();

        var (text, thinking) = pieces.Texts;
        if (string.IsNullOrWhiteSpace(text))
            throw WithoutText(pieces.Refusal, thinking, end, finish, spec, errors);
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

    private static LlmException WithoutText(string? refusal, string thinking, AnswerEnd end, string? finish, LlmSpec spec, ChatErrorReader errors)
    {
        if (!string.IsNullOrWhiteSpace(refusal))
            return new LlmException(LlmFailure.Refused, $"{spec} refused: {errors.Words(refusal)}");
        return end switch
        {
            AnswerEnd.Refused => new LlmException(LlmFailure.Refused, $"{spec} gave no text: its content filter removed it (finish_reason: {finish})."),
            _ when thinking.Length > 0 => ThinkingAlone.Failure(spec, thinking, finish, isCut: end is AnswerEnd.Cut),
            AnswerEnd.Cut => new LlmException(
                LlmFailure.Refused,
                $"{spec} used up its tokens before it wrote any text; give it more with -MaxNewTokens."),
            _ => new LlmException(LlmFailure.Refused, $"{spec} gave an answer without text (finish_reason: {finish ?? "none"})."),
        };
    }
}
