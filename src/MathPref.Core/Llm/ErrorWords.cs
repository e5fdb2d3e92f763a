using System.Text.RegularExpressions;

namespace MathPref.Core.Llm;

/// <summary>
/// Whose fault an error is, by its status and, where that leaves it open (a success, a 400 or 500 of a gateway, a 403 that may be the key's matter or
/// the question's), by its codes and words. Sources: the error references of OpenAI, Anthropic, Google (google.rpc.Code), OpenRouter, Mistral, Groq,
/// MiniMax and Z.ai, and the messages of vLLM, llama.cpp, TGI and LiteLLM.
/// </summary>
internal static partial class ErrorWords
{
    private const int LongestRead = 2000;

    private static readonly string[] s_emptyAllowance =
    [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active", "usage_limit_reached", "usage_limit_exceeded",
        "budget_exceeded", "exceeded_current_quota_error", "insufficient_balance", "insufficient_credits",
    ];

    private static readonly string[] s_unknownModel =
    [
        "invalid_model", "unknown_model", "model_not_found", "1500", "model_decommissioned", "model_not_available", "model_not_exist", "model_terminated",
    ];

    private static readonly string[] s_wrongKey = ["api_key_invalid", "invalid_api_key", "access_terminated", "api_key_expired"];

    /// <summary>Of an error with a status that is no success.</summary>
    public static LlmFailure Classify(int status, ErrorBody error)
    {
        if (Has(error, s_emptyAllowance))
            return LlmFailure.AllowanceEmpty;
        switch (status)
        {
            case 400 or 403 when NoCredit().IsMatch(Head(error.Words)) || UsageLimit().IsMatch(Head(error.Words)):
            case 429 when NoCredit().IsMatch(Head(error.Words)) || NoLimit().IsMatch(Head(error.Words)):
                return LlmFailure.AllowanceEmpty;
            case 429 when TooLarge().IsMatch(Head(error.Words)):
                return LlmFailure.BadRequest;
            // The question's fault, and not the key's.
            case 403 or 451 or 500 when IsModeration(error):
                return LlmFailure.Refused;
            case 400 when IsUnknownModel(error):
                return LlmFailure.UnknownModel;
            case 400 or 422 when IsWrongKey(error):
                return LlmFailure.Authentication;
            case 404 when Later().IsMatch(Head(error.Words)):
                return LlmFailure.Server;
            // A gateway's own status says little where it tells that of the provider behind it.
            case 400 when error.Status is 408 or 429 or >= 500:
            case 500 when error.Status is >= 400 and < 500:
                return OfStatus(error.Status.Value);
            default:
                return OfStatus(status);
        }
    }

    /// <summary>
    /// Of an error that came with the status of a success: by a status in it, else its codes, else its words. What says nothing of this may pass.
    /// </summary>
    public static LlmFailure Classify(ErrorBody error)
    {
        if (Has(error, s_emptyAllowance) || NoCredit().IsMatch(Head(error.Words)))
            return LlmFailure.AllowanceEmpty;
        // "The content filter is unavailable" (503) is no word of it.
        if (error.Status is 408 or 429 or >= 500)
            return OfStatus(error.Status.Value);
        if (IsModeration(error))
            return LlmFailure.Refused;
        if (IsUnknownModel(error))
            return LlmFailure.UnknownModel;
        if (IsWrongKey(error) || OfAccount().IsMatch(Head(error.Words)))
            return LlmFailure.Authentication;
        if (error.Status is { } status)
            return OfStatus(status);
        foreach (var code in error.Codes)
        {
            if (OfCode(code) is { } failure)
                return failure;
        }
        var words = Head(error.Words);
        return Limit().IsMatch(words) ? LlmFailure.RateLimited
            : Passing().IsMatch(words) ? LlmFailure.Server
            : Request().IsMatch(words) ? LlmFailure.BadRequest
            : LlmFailure.Server;
    }

    /// <summary>What a status means on its own. 424, 425, 498 and 499: a server that fails, waits or has no room (Hugging Face, Groq, nginx).</summary>
    private static LlmFailure OfStatus(int status) => status switch
    {
        401 or 403 => LlmFailure.Authentication,
        402 => LlmFailure.AllowanceEmpty,
        404 => LlmFailure.UnknownModel,
        408 => LlmFailure.Timeout,
        409 or 424 or 425 or 498 or 499 => LlmFailure.Server,
        429 => LlmFailure.RateLimited,
        >= 500 => LlmFailure.Server,
        _ => LlmFailure.BadRequest,
    };

    private static bool Has(ErrorBody error, string[] codes) => error.Codes.Any(code => codes.Contains(code, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a filter refused what this request says. An account that was flagged is another matter.</summary>
    private static bool IsModeration(ErrorBody error) =>
        error.ListsReasons
        || !Has(error, s_wrongKey) && !OfAccount().IsMatch(Head(error.Words))
            && (error.Codes.Any(code => Moderation().IsMatch(Head(code))) || Moderation().IsMatch(Head(error.Words)));

    private static bool IsUnknownModel(ErrorBody error) => Has(error, s_unknownModel) || UnknownModel().IsMatch(Head(error.Words));

    private static bool IsWrongKey(ErrorBody error) => Has(error, s_wrongKey) || WrongKey().IsMatch(Head(error.Words));

    private static ReadOnlySpan<char> Head(string text) => text.AsSpan(0, Math.Min(text.Length, LongestRead));

    private static LlmFailure? OfCode(string code)
    {
        var match = CodeForms().Match(code, 0, Math.Min(code.Length, LongestRead));
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
        @"capacity|cancelled)|" +
        @"(?<key>auth|unauth|invalid[_-]?api[_-]?key|permission|forbidden)|(?<credit>billing|payment)|(?<model>(?:deployment[_-]?)?not[_-]?found)|" +
        @"(?<request>invalid|bad[_-]?request|unprocessable|context|exceed|unsupported|unknown[_-]?param|validation|missing|string[_-]above))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeForms();

    [GeneratedRegex(@"\brate[ -]?limit|\btoo many requests|\bthrottl", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Limit();

    /// <summary>What may pass is asked before what cannot: "the model is overloaded and cannot be found" can.</summary>
    [GeneratedRegex(
        @"\boverload|\bunavailable\b|\btemporar|\btry again|\bretry\b|\btim(?:e|ed)[ -]?out|\bbusy\b|\bcapacity\b|\binternal\b|\bupstream\b|\bgateway\b|" +
        @"\bconnection\b|\bloading\b|\bserver error\b|\breturned error\b|\beof\b|\bunexpected end\b|\bcontext (?:deadline|cancel)|\binvalid response\b|" +
        @"\brestart|\bmaximum requests\b|\bcrash|\bout of memory\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Passing();

    [GeneratedRegex(
        @"\bnot found\b|\bnot exist|\binvalid\b|\bnot supported\b|\bunsupported\b|\bdoes not support\b|\bcontext\b|\btoo (?:long|large)\b|" +
        @"\bmaximum\b|\brequired\b|\bmust be\b|\bnot (?:allowed|permitted)\b|\bforbidden\b|\bunknown\b|\bunrecogni[sz]ed\b|\bunexpected\b|\bdenied\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Request();

    [GeneratedRegex(@"\btemporar|\btry again (?:later|in)\b|\bretry later\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Later();

    [GeneratedRegex(
        @"\bunauthori[sz]ed\b|\b(?:invalid|incorrect|missing|wrong|bad|no|expired)\b.{0,20}\b(?:api[ _-]?key|access token|credentials)\b|" +
        @"\bapi[ _-]?key\b.{0,20}\b(?:not valid|invalid|expired|incorrect|missing|not found|was revoked)\b|\blogin fail|" +
        @"\b(?:user )?location is not supported\b|\bcountry\b.{0,40}\bnot supported\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WrongKey();

    [GeneratedRegex(
        @"^invalid model\b|\b(?:invalid|unknown) model name\b|\bnot a valid model\b|\bmodel not exist|" +
        @"\bmodel\b.{0,80}\b(?:does not exist|not found|been decommissioned|been deprecated|no longer (?:available|supported))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownModel();

    /// <summary>Nothing is left on the account; where a 429 says less it may mean the minute.</summary>
    [GeneratedRegex(
        @"\bcredit balance is too low|\binsufficient (?:account )?(?:credits?|balance|funds?|quota)\b|\bout of credits?\b|\bno credits? (?:left|remaining)\b|" +
        @"\bused all available credits\b|\brequires more credits\b|\bplease recharge\b|\bbudget\b.{0,20}\bexceeded\b|\bexceeded\b.{0,20}\bbudget\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoCredit();

    [GeneratedRegex(@"\busage limits?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UsageLimit();

    /// <summary>A quota of nothing, as Google tells it.</summary>
    [GeneratedRegex(@"\blimit: 0\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoLimit();

    /// <summary>One request that is more than a minute has.</summary>
    [GeneratedRegex(@"\brequest too large\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooLarge();

    [GeneratedRegex(
        @"content[ _-]?(?:filter|policy|management|violat|moderat|blocked)|\bmoderation|\bmoderated\b|\bflagged\b|policy[ _-]?violation|data[ _-]?inspection|" +
        @"responsible[ _-]?ai|usage (?:guidelines|polic)|safety[ _-](?:system|filter|polic|check|setting|guard)|guard[ _-]?rail|\binappropriate|\bharmful\b|" +
        @"\bsensitive (?:content|words?)|new_sensitive\b|content exists risk|\bhigh risk\b|prohibited[ _-]content|\bprompt (?:was |is )?blocked|" +
        @"blocked by .{0,40}(?:filter|policy|safety)|violat\w+ .{0,60}(?:polic|guideline|terms)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Moderation();

    /// <summary>What is said of who asks, and not of what is asked.</summary>
    [GeneratedRegex(
        @"\b(?:account|organi[sz]ation|workspace|team|project|access|subscription|api[ _-]?key|your key|ip(?: address)?)\b.{0,40}" +
        @"\b(?:flagged|suspended|blocked|banned|disabled|restricted|deactivated|terminated|revoked)\b|\bblocked by your\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfAccount();
}
