using System.Text.Json;
using MathPref.Core.Llm.Thoughts;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>
/// What the values of a body say together. An answer may come whole (<c>message</c>), in pieces (<c>delta</c>, as OpenAI streams it, or Ollama's own
/// <c>message</c> and <c>done</c>), or as the <c>text</c> of a completion; its content is a string, null or a list of parts. An error may stand beside
/// it, in the choice, or in place of all.
/// </summary>
internal sealed class ReplyPieces
{
    private readonly MessageTexts _texts = new();
    private readonly ReplyBody _body;
    private bool _hasWhole;
    private bool _hasDelta;

    public ReplyPieces(ReplyBody body)
    {
        _body = body;
        var values = 0;
        foreach (var value in body.Values)
        {
            // What comes after the answer can be missing, but nothing within it.
            IsWhole |= values++ == body.WholeUntil && HasEnded;
            if (value.ValueKind is not JsonValueKind.Array)
            {
                Add(value);
                continue;
            }
            foreach (var item in value.EnumerateArray())
                Add(item);
        }
        IsWhole |= body.IsWhole ? values > 0 : values == body.WholeUntil && HasEnded;
        Error ??= body.Error;
    }

    /// <summary>The answer and the thinking; each is empty where there is none.</summary>
    public (string Text, string Thinking) Texts => _texts.Read();

    /// <summary>Why the answer ended, in the server's word.</summary>
    public string? Finish { get; private set; }

    public string? Refusal { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>The first thing that has an error in it.</summary>
    public JsonElement? Error { get; private set; }

    /// <summary>Whether anything in the body is of a reply, or begins as one.</summary>
    public bool IsReply => HasChoice || HasMessage || _body.BeginsAsValue;

    /// <summary>Whether all of the answer could be read.</summary>
    public bool IsWhole { get; }

    public bool HasChoice { get; private set; }

    public bool HasMessage => _hasWhole || _hasDelta;

    /// <summary>Whether the answer came in pieces and nothing says that the last one was among them.</summary>
    public bool IsUnended => !HasEnded && !_body.IsDone;

    private bool HasEnded => _hasWhole || Finish is not null;

    /// <summary>The value that an error in another form than any that is known would be.</summary>
    public JsonElement? First => _body.Count > 0 ? _body.Values.First() : null;

    private void Add(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
            Error ??= value;
        if (value.ValueKind is not JsonValueKind.Object)
            return;
        if (Envelope(value) is { } inner)
        {
            Add(inner);
            return;
        }
        LookForError(value);
        Usage = ReplyUsage.Of(value) ?? Usage;
        if (value.TryGetProperty("choices", out var choices) && choices.ValueKind is JsonValueKind.Array)
        {
            if (FirstOf(choices) is { } first)
                AddChoice(first);
        }
        else if (value.TryGetProperty("done", out var done) && done.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            AddOllama(value, isLast: done.ValueKind is JsonValueKind.True);
        }
    }

    /// <summary>Some gateways put the body into another: <c>{"code":200,"data":{…}}</c>.</summary>
    private static JsonElement? Envelope(JsonElement value)
    {
        if (value.TryGetProperty("choices", out _))
            return null;
        foreach (var name in (ReadOnlySpan<string>)["data", "result", "response"])
        {
            if (value.TryGetProperty(name, out var inner) && inner.ValueKind is JsonValueKind.Object && inner.TryGetProperty("choices", out _))
                return inner;
        }
        return null;
    }

    /// <summary>One answer is asked for; pieces of another number are none of it.</summary>
    private JsonElement? FirstOf(JsonElement choices)
    {
        JsonElement? first = null;
        foreach (var choice in choices.EnumerateArray())
        {
            first ??= choice;
            if (choice.ValueKind is not JsonValueKind.Object || !choice.TryGetProperty("index", out var index) || index.ValueKind is not JsonValueKind.Number
                || index.TryGetInt32(out var number) && number == 0)
                return choice;
        }
        return HasChoice ? null : first;
    }

    private void AddChoice(JsonElement choice)
    {
        HasChoice = true;
        if (choice.ValueKind is not JsonValueKind.Object)
            return;
        LookForError(choice);
        Finish = FinishOf(choice) ?? Finish;
        if (choice.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.Object)
        {
            // Some send the whole once more after its pieces; of two wholes the first is the answer.
            if (_hasWhole)
                return;
            LookForError(message);
            _texts.Clear();
            _hasWhole = true;
            Collect(message);
        }
        else if (choice.TryGetProperty("delta", out var delta) && delta.ValueKind is JsonValueKind.Object)
        {
            if (_hasWhole)
                return;
            LookForError(delta);
            _hasDelta = true;
            Collect(delta);
        }
        else if (!_hasWhole && JsonText.OfMember(choice, "text") is { } text)
        {
            (_hasWhole, _hasDelta) = (_body.Count == 1, true);
            _texts.Add(text);
        }
    }

    /// <summary>
    /// SGLang says why as an object. OpenRouter keeps the word of the provider behind it beside its own, which may be the milder one.
    /// </summary>
    private static string? FinishOf(JsonElement choice)
    {
        var finish = JsonText.OfMember(choice, "finish_reason");
        if (finish is null && choice.TryGetProperty("finish_reason", out var reason))
            finish = JsonText.OfMember(reason, "type");
        var native = JsonText.OfMember(choice, "native_finish_reason");
        return string.IsNullOrEmpty(finish) || FinishReasons.EndOf(finish) is AnswerEnd.Whole && FinishReasons.EndOf(native) is not AnswerEnd.Whole
            ? string.IsNullOrEmpty(native) ? finish is "" ? null : finish : native
            : finish;
    }

    private void AddOllama(JsonElement value, bool isLast)
    {
        _hasDelta = true;
        if (value.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.Object)
            Collect(message);
        else
            _texts.Add(JsonText.OfMember(value, "response"));
        if (isLast)
            Finish = JsonText.OfMember(value, "done_reason") is { Length: > 0 } reason ? reason : "stop";
    }

    private void LookForError(JsonElement element)
    {
        if (Error is null && element.TryGetProperty("error", out var error) && SaysSomething(error))
            Error = element;
    }

    /// <summary>Some have an error that says that there is none.</summary>
    private static bool SaysSomething(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => error.GetRawText() != "0",
        JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array => ErrorBody.Of(error).SaysSomething,
        _ => false,
    };

    private void Collect(JsonElement message)
    {
        _texts.Add(message);
        Refusal = JsonText.OfMember(message, "refusal") is { } refusal ? Refusal + refusal : Refusal;
    }
}
