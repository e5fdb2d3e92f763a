using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// Models whose template knows no message of the role system (Gemma, the first Mistral Instruct, early reasoning models) and servers that refuse one.
/// Sources: the templates' own words as vLLM, llama.cpp, TGI and LM Studio pass them on, OpenAI's for o1-mini, Google's for Gemma.
/// </summary>
internal static partial class SystemRole
{
    /// <summary>Whether a server refuses these messages because of the system's. llama.cpp says with a 500 what others say with a 400.</summary>
    public static bool IsRefused(LlmException refused, IReadOnlyList<ChatMessage> messages) =>
        messages.Any(IsSystem) && refused.Failure switch
        {
            LlmFailure.BadRequest => Template().IsMatch(refused.Message) || Request().IsMatch(refused.Message),
            LlmFailure.Server => Template().IsMatch(refused.Message),
            _ => false,
        };

    /// <summary>The system's texts before the first of the user's, in one message.</summary>
    public static IReadOnlyList<ChatMessage> Fold(IReadOnlyList<ChatMessage> messages)
    {
        var system = string.Join("\n\n", messages.Where(IsSystem).Select(message => message.Text));
        if (system.Length == 0)
            return messages;
        var others = messages.Where(message => !IsSystem(message)).ToList();
        var first = others.FindIndex(message => message.Role == ChatRole.User);
        if (first < 0)
            others.Insert(0, new ChatMessage(ChatRole.User, system));
        else
            others[first] = new ChatMessage(ChatRole.User, $"{system}\n\n{others[first].Text}");
        return others;
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;

    /// <summary>What templates raise, which llama.cpp and others pass on as a failure of theirs.</summary>
    [GeneratedRegex(
        @"\b(?:system|developer)[ _'""-]*role\b.{0,60}(?:\b(?:not|unsupported|no longer|cannot)|n't)\b|" +
        @"(?<!optional system message, (?:the )?(?:conversation )?)\broles (?:must|should) alternate|\bonly (?:the )?user(?:,| and\b).{0,40}\broles?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(
        @"\b(?:system|developer)[ _'""-]*(?:message|prompt|instruction)s?\b.{0,60}(?:\b(?:not|unsupported|no longer|cannot)|n't)\b|" +
        @"\bsystem\b.{0,20}\bnot (?:supported|allowed|enabled|accepted|permitted)\b|" +
        @"(?:\b(?:not|unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|no)|n't)\b.{0,60}" +
        @"\b(?:system|developer)[ _'""-]*(?:role|message|prompt|instruction)|" +
        @"\broles?\b.{0,60}\b(?:not|unsupported|invalid|unknown|unexpected)\b.{0,40}\bsystem\b|" +
        @"\b(?:unsupported|invalid|unknown|unexpected|unrecogni[sz]ed)\b.{0,20}\broles?\b.{0,20}\bsystem\b|" +
        @"'system'.{0,80}\b(?:not one of|failed to satisfy)\b|\brole must be (?:one of|in)\b.{0,10}\buser\b|" +
        @"\broles?\b.{0,80}'user'.{0,20}'assistant'|\bfirst (?:message|role)\b.{0,40}\buser\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Request();
}
