using System.Text.RegularExpressions;

namespace MathPref.Core.Llm;

/// <summary>
/// What codes and words of an error say where its status does not: a success, or a 403 that may be the key's matter or the question's. Sources: the error
/// references of OpenAI, Anthropic, Google (google.rpc.Code), OpenRouter and Mistral, and the messages of vLLM, llama.cpp, TGI and LiteLLM.
/// </summary>
internal static partial class ErrorWords
{
    private const int LongestRead = 2000;

    private static readonly string[] s_emptyAllowance =
    [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active", "usage_limit_reached", "usage_limit_exceeded",
    ];

    private static readonly string[] s_unknownModel = ["invalid_model", "unknown_model", "model_not_found", "1500"];

    /// <summary>Whether a code says that the account has nothing left.</summary>
    public static bool IsAllowanceEmpty(ErrorBody error) => error.Codes.Any(s_emptyAllowance.Contains);

    /// <summary>Whether the words do; where a 429 says so it may mean the minute.</summary>
    public static bool SayAllowanceEmpty(ErrorBody error) => NoCredit().IsMatch(Head(error.Words));

    public static bool IsUnknownModel(ErrorBody error) =>
        error.Codes.Any(s_unknownModel.Contains) || error.Words.StartsWith("Invalid model", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a filter refused what this request says. An account that was flagged is another matter.</summary>
    public static bool IsModeration(ErrorBody error) =>
        !OfAccount().IsMatch(Head(error.Words))
        && (error.ListsReasons || error.Codes.Any(code => Moderation().IsMatch(Head(code))) || Moderation().IsMatch(Head(error.Words)));

    /// <summary>
    /// Whose fault an error is that came with the status of a success: by a status in it, else its codes, else its words. What says nothing of
    /// this may pass.
    /// </summary>
    public static LlmFailure Classify(ErrorBody error)
    {
        if (IsAllowanceEmpty(error) || SayAllowanceEmpty(error))
            return LlmFailure.AllowanceEmpty;
        // "The content filter is unavailable" (503) is no word of it.
        if (error.Status is 408 or 429 or >= 500)
            return OfStatus(error.Status.Value);
        if (IsModeration(error))
            return LlmFailure.Refused;
        if (IsUnknownModel(error))
            return LlmFailure.UnknownModel;
        if (error.Status is { } status)
            return OfStatus(status);
        foreach (var code in error.Codes)
        {
            if (OfWord(CodeForms(), code) is { } failure)
                return failure;
        }
        return OfWord(WordForms(), error.Words) ?? LlmFailure.Server;
    }

    /// <summary>What a status means on its own.</summary>
    public static LlmFailure OfStatus(int status) => status switch
    {
        401 or 403 => LlmFailure.Authentication,
        402 => LlmFailure.AllowanceEmpty,
        404 => LlmFailure.UnknownModel,
        408 => LlmFailure.Timeout,
        409 => LlmFailure.Server,
        429 => LlmFailure.RateLimited,
        >= 500 => LlmFailure.Server,
        _ => LlmFailure.BadRequest,
    };

    private static ReadOnlySpan<char> Head(string text) => text.AsSpan(0, Math.Min(text.Length, LongestRead));

    private static LlmFailure? OfWord(Regex forms, string text)
    {
        var match = forms.Match(text, 0, Math.Min(text.Length, LongestRead));
        return !match.Success ? null
            : match.Groups["limit"].Success ? LlmFailure.RateLimited
            : match.Groups["server"].Success ? LlmFailure.Server
            : match.Groups["key"].Success ? LlmFailure.Authentication
            : match.Groups["credit"].Success ? LlmFailure.AllowanceEmpty
            : match.Groups["model"].Success ? LlmFailure.UnknownModel
            : LlmFailure.BadRequest;
    }

    [GeneratedRegex(
        @"^(?:(?<limit>rate[_-]?limit|too[_-]?many|resource[_-]?exhausted|slow[_-]?down|throttl)|" +
        @"(?<server>internal|server|service|overload|unavailable|timeout|gateway|bad[_-]?gateway|upstream|provider|engine|api[_-]?error|deadline|aborted|" +
        @"capacity)|" +
        @"(?<key>auth|unauth|invalid[_-]?api[_-]?key|permission|forbidden)|(?<credit>billing|payment)|(?<model>(?:deployment[_-]?)?not[_-]?found)|" +
        @"(?<request>invalid|bad[_-]?request|unprocessable|context|exceed|unsupported|unknown[_-]?param|validation|missing|string[_-]above))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeForms();

    /// <summary>What may pass is asked first: "the model is overloaded and cannot be found" can.</summary>
    [GeneratedRegex(
        @"(?<limit>\brate[ -]?limit|\btoo many requests|\bthrottl)|" +
        @"(?<server>\boverload|\bunavailable\b|\btemporar|\btry again|\bretry\b|\btim(?:e|ed)[ -]?out|\bbusy\b|\bcapacity\b|\binternal\b|\bupstream\b|" +
        @"\bgateway\b|\bconnection\b|\bloading\b|\bserver error\b|\breturned error\b)|" +
        @"(?<key>\bunauthori[sz]ed\b|\b(?:invalid|incorrect|missing|wrong|bad|no)\b.{0,20}\b(?:key|token|credentials)\b)|" +
        @"(?<request>\bnot found\b|\bnot exist|\binvalid\b|\bnot supported\b|\bunsupported\b|\bdoes not support\b|\bcontext\b|\btoo (?:long|large)\b|" +
        @"\bmaximum\b|\brequired\b|\bmust be\b|\bnot (?:allowed|permitted)\b|\bforbidden\b|\bunknown\b|\bunrecogni[sz]ed\b|\bunexpected\b|\bdenied\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WordForms();

    [GeneratedRegex(
        @"\bcredit balance is too low|\binsufficient (?:credits?|balance|funds?|quota)\b|\bout of credits?\b|\bno credits? (?:left|remaining)\b|" +
        @"\bused all available credits\b|\brequires more credits\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoCredit();

    [GeneratedRegex(
        @"content[ _-]?(?:filter|policy|management|violat|moderat|blocked)|\bmoderation|\bmoderated\b|\bflagged\b|policy[ _-]?violation|data[ _-]?inspection|" +
        @"responsible[ _-]?ai|usage (?:guidelines|polic)|safety[ _-](?:system|filter|polic|check|setting|guard)|guard[ _-]?rail|\binappropriate|\bharmful\b|" +
        @"\bsensitive (?:content|words?)|content exists risk|\bhigh risk\b|prohibited[ _-]content|\bprompt (?:was |is )?blocked|" +
        @"blocked by .{0,40}(?:filter|policy|safety)|violat\w+ .{0,60}(?:polic|guideline|terms)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Moderation();

    [GeneratedRegex(
        @"\b(?:account|organi[sz]ation|workspace|user|api[ _-]?key|your key|ip(?: address)?)\b.{0,40}" +
        @"\b(?:flagged|suspended|blocked|banned|disabled|restricted|deactivated)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfAccount();
}
