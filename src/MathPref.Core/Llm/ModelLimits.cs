using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Llm.Limits;

namespace MathPref.Core.Llm;

/// <summary>
/// The limits of one model at one address with one key. Every cmdlet and pipeline of the process that calls it shares them, as they
/// share the account.
/// </summary>
internal sealed class ModelLimits
{
    private static readonly ConcurrentDictionary<string, ModelLimits> s_all = new(StringComparer.Ordinal);

    /// <summary>Just below, so that a clock that runs a little faster than the server's does not cost refusals.</summary>
    private const double Below = 0.98;

    private readonly Lock _lock = new();
    private LimitSettings _settings = new();
    private CallGate? _gate;

    public ModelLimits(TimeProvider time)
    {
        Pacer = new CallPacer(time);
        Quota = new QuotaLearner(Pacer);
    }

    /// <summary>Whether the model has ever answered this process, if only with a refusal.</summary>
    public bool HasAnswered { get; set; }

    public CallPacer Pacer { get; }

    public QuotaLearner Quota { get; }

    /// <summary>The model's own gate (New-Llm -ThrottleLimit); null without one.</summary>
    public CallGate? Gate => _gate;

    /// <summary>The limits that all users of the same model and key share.</summary>
    public static ModelLimits Shared(LlmSpec spec, LlmConnection connection, LimitSettings settings, TimeProvider time)
    {
        var secret = connection.ApiKey is { } key ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))) : "";
        var limits = s_all.GetOrAdd($"{connection.Endpoint}\n{spec.Model}\n{secret}", _ => new ModelLimits(time));
        limits.Set(settings);
        return limits;
    }

    /// <summary>A limit that is given replaces the one before; one that is not leaves it as it is.</summary>
    public void Set(LimitSettings settings)
    {
        lock (_lock)
        {
            var before = _settings;
            _settings = before.OverriddenBy(settings);
            if (_settings.RequestsPerMinute != before.RequestsPerMinute)
            {
                Quota.Given = _settings.RequestsPerMinute * Below;
                Pacer.RequestsPerMinute = Quota.Given;
            }
            if (_settings.TokensPerMinute != before.TokensPerMinute)
                Pacer.TokensPerMinute = _settings.TokensPerMinute * Below;
            if (_settings.ThrottleLimit is { } most && most != before.ThrottleLimit)
                _gate = new CallGate(most);
        }
    }
}
