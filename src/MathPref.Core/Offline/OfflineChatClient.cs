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
    private const int BytesPerToken = 4;

    private readonly EmbeddedModel _model;
    private readonly string _modelName;
    private readonly ChatClientMetadata _metadata;

    /// <summary>
    /// The client for one of <see cref="Models"/>, alone or with options behind it: <c>hasty:errors=0.6</c>, <c>judge:first=1</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such model, or it has no such option.</exception>
    public OfflineChatClient(string modelName)
    {
        ArgumentNullException.ThrowIfNull(modelName);
        _model = EmbeddedModel.Parse(modelName);
        _modelName = _model.ToString();
        _metadata = new("offline", null, _modelName);
    }

    /// <summary>
    /// <c>careful</c> is always right and shows its steps, <c>hasty</c> errs in about two problems of five and shows little,
    /// <c>judge</c> is meant for rating.
    /// </summary>
    public static IReadOnlyList<string> Models => Providers.Offline.Models;

    /// <summary>The topics that it has problems for.</summary>
    public static IReadOnlyList<string> Topics => ProblemFamilies.Topics;

    /// <summary>The right answer, in LaTeX, to a problem that one of these models could have written; null for any other text.</summary>
    public static string? ReferenceAnswer(string problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return ProblemFamilies.TrySolve(problem, out var worked) ? worked.Answer : null;
    }

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
        var (full, behaviour) = Reply(question, RequestRng.For(_modelName, options?.Seed ?? 0, messages), cancellationToken);
        string answer = Cut(BeforeStop(full, options?.StopSequences), options?.MaxOutputTokens, out bool cut);
        long input = messages.Sum(m => Tokens(m.Text)), output = Tokens(answer);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = "offline/" + _modelName,
            FinishReason = cut ? ChatFinishReason.Length : ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output },
        };
        ToldBehaviour.Set(response, behaviour);
        return response;
    }

    /// <summary>The reply, and what the model was told to do in it; null where it was told nothing.</summary>
    private (string Text, string? Behaviour) Reply(string question, Rng rng, CancellationToken cancellationToken)
    {
        if (InstructionRequest.Read(question) is { } wanted)
        {
            var families = ProblemFamilies.About(wanted.Topic);
            return families.Count > 0
                ? (InstructionWriter.Write(families, wanted.Count, wanted.Level, rng, cancellationToken), null)
                : throw UnknownTopic(wanted.Topic);
        }
        if (JudgementRequest.Read(question) is { } request)
        {
            return !ProblemFamilies.TrySolve(request.Instruction, out var judged) ? throw UnknownInstruction()
                : _model is { Name: EmbeddedModel.Judge, IsTold: true } ? JudgementWriter.WriteBiased(request, judged, new(_model, request, judged, rng))
                : (JudgementWriter.Write(request, judged), null);
        }
        if (AnswerCheckRequest.Read(question) is { } check)
            return ProblemFamilies.TrySolve(check.Question, out var asked) ? (AnswerCheckWriter.Write(check, asked), null) : throw UnknownComparison();
        if (!ProblemFamilies.TrySolve(question, out var worked))
            throw UnknownRequest();
        return _model.Name == EmbeddedModel.Hasty ? HastyWriter.Write(worked, _model, rng) : (AnswerWriter.Careful(worked), null);
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
