using System.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>How many tokens a call will take, before the server has said so.</summary>
internal static class TokenEstimate
{
    /// <summary>What an answer is taken for when nothing bounds it.</summary>
    public const int TypicalAnswer = 512;

    private const int BytesPerToken = 4;
    private const int TokensPerMessage = 8;
    private const int LongestText = 32_768;

    /// <summary>About the tokens of the messages: four bytes of UTF-8 each, as English text has it.</summary>
    public static int Input(IEnumerable<ChatMessage> messages) => messages.Sum(m => Encoding.UTF8.GetByteCount(m.Text) / BytesPerToken + TokensPerMessage);

    /// <summary>About the tokens of an answer.</summary>
    public static int Output(string text) => (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    /// <summary>A text of so many tokens, which begins with <paramref name="beginning"/>.</summary>
    public static string Text(int tokens, string beginning) => beginning.PadRight(Math.Min(tokens, LongestText) * BytesPerToken, '.');

    /// <summary>What the messages cannot exceed: a token is at least one byte.</summary>
    public static int MostInput(IEnumerable<ChatMessage> messages) => messages.Sum(m => Encoding.UTF8.GetByteCount(m.Text) + TokensPerMessage);

    public static int Total(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        (int)Math.Min((long)Input(messages) + (options?.MaxOutputTokens ?? TypicalAnswer), int.MaxValue);

    /// <summary>What an answer that was shown cannot exceed.</summary>
    public static long MostOutput(ChatResponse answer) => answer.Messages.SelectMany(m => m.Contents)
        .Sum(c => (long)Encoding.UTF8.GetByteCount(c switch { TextContent text => text.Text, TextReasoningContent thought => thought.Text, _ => "" }));
}
