using System.Security;
using MathPref.Core.Net;
using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>A model and how to reach it: what <c>-Llm</c> takes and New-Llm gives. It names the key's source and never shows the key.</summary>
public sealed record LlmSpec
{
    internal LlmSpec(ProviderProfile provider, string model)
    {
        Profile = provider;
        Model = model;
    }

    /// <summary>
    /// The provider's name: mistral, openai, anthropic, gemini, azure, openrouter, deepseek, groq, together, ollama, vllm, llamacpp, lmstudio,
    /// offline or scripted.
    /// </summary>
    public string Provider => Profile.Name;

    /// <summary>The model's id, sent to the server as it is.</summary>
    public string Model { get; }

    /// <summary>The base address; null for the provider's own (or its environment variable).</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The options of every call; a cmdlet's own parameters win.</summary>
    public LlmOptions Options { get; init; } = new();

    /// <summary>Seconds that one attempt may take; null for the cmdlet's setting.</summary>
    public int? TimeoutSec { get; init; }

    /// <summary>Limits over all that this process asks of the model.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>What its tokens cost; null for the list price, where that is known.</summary>
    public Price? Price { get; init; }

    /// <summary>The journal's full path; null for the cmdlet's.</summary>
    public string? Journal { get; init; }

    /// <summary>Whether a key may go over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>The name that rows carry: the model's id as the server knows it, and <c>offline/…</c> or <c>scripted/…</c> for one that has none.</summary>
    public string ModelName => Profile.HasServer ? Model : ToString();

    internal ProviderProfile Profile { get; }

    /// <summary>What a scripted model says; it is not shown anywhere.</summary>
    internal ReplyScript? Script { get; init; }

    internal SecureString? ApiKey { get; init; }

    internal ProxySettings? Proxy { get; init; }

    public override string ToString() => $"{Provider}/{Model}";

    /// <summary>A provider without a model, to ask what it offers.</summary>
    internal static LlmSpec OfProvider(string provider) => new(Providers.Find(provider)!, "*");

    /// <summary>Reads <c>provider/model</c>. Throws <see cref="ArgumentException"/> with the nearest names for an unknown provider or embedded model.</summary>
    public static LlmSpec Parse(string text)
    {
        var slash = text.IndexOf('/');
        if (slash <= 0 || string.IsNullOrWhiteSpace(text[..slash]) || string.IsNullOrWhiteSpace(text[(slash + 1)..]))
        {
            throw new ArgumentException(
                $"'{text}' names no model: write it as provider/model, such as mistral/ministral-8b-latest or offline/careful. Providers: " +
                $"{string.Join(", ", Providers.Names)}.");
        }
        var (provider, model) = (text[..slash].Trim(), text[(slash + 1)..].Trim());
        var profile = Providers.Find(provider)
            ?? throw new ArgumentException(
                $"'{provider}' is not a provider.{NearestName.Hint(provider, Providers.Names)} Providers: " +
                $"{string.Join(", ", Providers.Names)}. Any other OpenAI-compatible server is reached as openai/<model> with -Endpoint.");
        return new LlmSpec(profile, profile.IsOffline ? EmbeddedModel.Parse(model).ToString() : model);
    }
}
