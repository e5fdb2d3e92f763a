using System.Runtime.CompilerServices;
using System.Text;
using MathPref.Core.Llm;
using MathPref.Core.Offline.Problems;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Offline;

/// <summary>
/// A chat model without a network: rule-based, and deterministic for a model name, a seed and the messages. It writes problems of
/// its topics when it is shown SelfInstruct's prompt, works out its own problems, and rates or compares answers to them when it is
/// shown UltraFeedback's prompt or that of AnswerCheckTask. Anything else throws <see cref="OfflineModelException"/>.
/// </summary>
public sealed class OfflineChatClient : IChatClient
{
    private const string Hasty = "hasty";
    private const int BytesPerToken = 4;

    private readonly string _modelName;
    private readonly ChatClientMetadata _metadata;

    /// <summary>The client for one of <see cref="Models"/>.</summary>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public OfflineChatClient(string modelName)
    {
        if (!Models.Contains(modelName))
            throw new ArgumentException($"There is no model 'offline/{modelName}'. There are: " +
                $"{string.Join(", ", Models.Select(m => "offline/" + m))}.", nameof(modelName));
        _modelName = modelName;
        _metadata = new("offline", null, modelName);
    }

    /// <summary>
    /// <c>careful</c> is always right and shows its steps, <c>hasty</c> leaves steps out and slips in about two problems of five,
    /// <c>judge</c> is meant for rating.
    /// </summary>
    public static IReadOnlyList<string> Models => Providers.Offline.Models;

    /// <summary>The topics that it has problems for.</summary>
    public static IReadOnlyList<string> Topics => ProblemFamilies.Topics;

    /// <inheritdoc/>
    /// <exception cref="OfflineModelException">The last user message is none of the things that the model can do.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Respond([.. messages], options, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<ChatResponse>(cancellationToken);
        }
        catch (OfflineModelException exception)
        {
            return Task.FromException<ChatResponse>(exception);
        }
    }

    /// <inheritdoc/>
    /// <remarks>There is nothing to wait for: the whole answer comes at once.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private ChatResponse Respond(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        string question = (messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? "").ReplaceLineEndings("\n");
        string full = Reply(question, Rng.For(_modelName, options?.Seed ?? 0, messages), cancellationToken);
        string answer = Cut(BeforeStop(full, options?.StopSequences), options?.MaxOutputTokens, out bool cut);
        long input = messages.Sum(m => Tokens(m.Text)), output = Tokens(answer);
        return new(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = "offline/" + _modelName,
            FinishReason = cut ? ChatFinishReason.Length : ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output },
        };
    }

    private string Reply(string question, Rng rng, CancellationToken cancellationToken)
    {
        if (InstructionRequest.Read(question) is { } wanted)
        {
            var families = ProblemFamilies.About(wanted.Topic);
            return families.Count > 0 ? InstructionWriter.Write(families, wanted.Count, rng, cancellationToken) : throw UnknownTopic(wanted.Topic);
        }
        if (JudgementRequest.Read(question) is { } request)
            return ProblemFamilies.TrySolve(request.Instruction, out var judged) ? JudgementWriter.Write(request, judged) : throw UnknownInstruction();
        if (AnswerCheckRequest.Read(question) is { } check)
            return ProblemFamilies.TrySolve(check.Question, out var asked) ? AnswerCheckWriter.Write(check, asked) : throw UnknownComparison();
        if (!ProblemFamilies.TrySolve(question, out var worked))
            throw UnknownRequest();
        return _modelName == Hasty ? AnswerWriter.Hasty(worked, rng) : AnswerWriter.Careful(worked);
    }

    private static string BeforeStop(string text, IList<string>? stops)
    {
        foreach (string stop in stops ?? [])
        {
            int at = string.IsNullOrEmpty(stop) ? -1 : text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0)
                text = text[..at];
        }
        return text;
    }

    private static string Cut(string text, int? maxTokens, out bool cut)
    {
        cut = maxTokens is { } most && Tokens(text) > most;
        if (!cut)
            return text;
        long bytes = (long)Math.Max(0, maxTokens!.Value) * BytesPerToken;
        int length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }

    private static int Tokens(string text) => (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    private OfflineModelException UnknownTopic(string topic)
    {
        string shown = new([.. topic.Take(80).Select(c => char.IsControl(c) ? ' ' : c)]);
        return new($"offline/{_modelName} is rule-based and has no problems about '{shown}'. It knows these topics: {string.Join(", ", Topics)}. For any " +
            "other give a real model: -Llm provider/model.");
    }

    private OfflineModelException UnknownInstruction() => new(
        $"offline/{_modelName} is rule-based: it can only judge answers to problems of its own families, and the instruction is none of them. For anything " +
        "else give a real model: -Llm provider/model.");

    private OfflineModelException UnknownComparison() => new(
        $"offline/{_modelName} is rule-based: it can only compare answers to problems of its own families, and the question is none of them. For anything " +
        "else give a real model: -Llm provider/model.");

    private OfflineModelException UnknownRequest() => new(
        $"offline/{_modelName} is rule-based: it can write problems for the topics {string.Join(", ", Topics)}, work out its own problems, and judge " +
        "answers to them. For anything else give a real model: -Llm provider/model.");
}
