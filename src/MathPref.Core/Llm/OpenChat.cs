using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>A model with its layers around it, and what is known of its price.</summary>
internal sealed record OpenChat(IChatClient Client, Price? Price, Uri? Endpoint);
