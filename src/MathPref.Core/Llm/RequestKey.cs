using System.Security.Cryptography;
using System.Text.Json;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// The SHA-256 of everything that decides an answer: address, model, messages, options and the number of the generation. Not the
/// key, not the time, not a length that only the budget asked for.
/// </summary>
internal static class RequestKey
{
    public static byte[] Of(string endpoint, string model, IEnumerable<ChatMessage> messages, CallOptions call) => JsonBytes.Write(
        json =>
        {
            json.WriteStartArray();
            json.WriteStringValue(endpoint);
            json.WriteStringValue(model);
            json.WriteNumberValue(call.Generation);
            Write(json, call.Temperature);
            Write(json, call.TopP);
            Write(json, call.LengthIsBudgets ? null : call.MaxOutputTokens);
            Write(json, call.Seed);
            foreach (var stop in call.StopSequences ?? [])
                json.WriteStringValue(stop);
            if (call.ReasoningEffort is { } effort)
            {
                // An object, which nothing else here is, so that it is taken for no message and no text to stop at.
                json.WriteStartObject();
                json.WriteString("reasoning_effort", effort);
                json.WriteEndObject();
            }
            foreach (var message in messages)
            {
                json.WriteStartArray();
                json.WriteStringValue(message.Role.Value);
                json.WriteStringValue(message.Text);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        },
        static written => SHA256.HashData(written));

    private static void Write(Utf8JsonWriter json, double? number)
    {
        if (number is { } value)
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}
