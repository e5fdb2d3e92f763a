using MathPref.Core.Net;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>Puts the layers of a model together: journal, retry, limits, budget, then HTTP, the embedded or a scripted model.</summary>
internal static class Chat
{
    /// <summary>
    /// Throws <see cref="LlmConfigurationException"/> when the model cannot be called as it is set up and
    /// <see cref="JournalException"/> for a journal that cannot be used; nothing has been sent then.
    /// </summary>
    public static OpenChat Open(LlmSpec spec, LlmOptions options, ChatSettings settings)
    {
        var connection = spec.Profile.HasServer ? LlmConnection.Resolve(spec, Environment.GetEnvironmentVariable) : null;
        if (spec.Profile.IsScripted && spec.Script is null)
            throw new LlmConfigurationException($"{spec} has no replies: New-Llm {spec} -Reply … makes it.");
        CheckOptions(spec, options, connection);
        var price = PriceList.Find(spec, connection);
        if (settings.Budgets.Any(budget => budget.Limit is not null) && price is null)
            throw new LlmConfigurationException(NoPrice(spec, connection));

        if (price is not null)
        {
            foreach (var budget in settings.Budgets)
                budget.PriceEarlier(spec.ToString(), price);
        }

        IChatClient client;
        if (connection is null)
        {
            client = spec.Profile.IsScripted ? new ScriptedChatClient(spec) : settings.Embedded(spec.Model);
            client = new LimitedChatClient(WithBudgets(client, settings.Budgets, price, spec), settings.Gate, runGate: settings.RunGate);
        }
        else
        {
            var timeout = spec.TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Timeout;
            var limits = ModelLimits.Shared(spec, connection, spec.Limits.OverriddenBy(settings.Limits), settings.Time);
            limits.Quota.LongestWait = settings.Retry.MaximumRetryInterval;
            client = new HttpChatClient(spec, connection, HttpClients.For(spec.Proxy), timeout, settings.Time);
            client = new LimitedChatClient(WithBudgets(client, settings.Budgets, price, spec), settings.Gate, limits, settings.RunGate);
            client = new RetryChatClient(client, settings.Retry, settings.Time, () => limits.HasAnswered, connection.AddressSource);
        }
        var endpoint = connection?.Endpoint.ToString() ?? OfflineEndpoint;
        if (settings is { IsPlan: true, Journal: { } looked })
        {
            if (JournalPeek.Open(looked) is { } peek)
                client = new JournalPeekClient(client, peek, spec, endpoint);
        }
        else if (settings.Journal is { } journal)
        {
            var kept = Journal.Open(journal);
            var isUnpriced = price is null && settings.Budgets.Any(budget => budget.Ledger == kept);
            client = new JournalChatClient(client, kept, spec, endpoint, settings.Requests, settings.RefreshJournal, isUnpriced, settings.Time);
        }
        return new OpenChat(client, price, connection?.Endpoint);
    }

    /// <summary>The cmdlet's own comes first: what is shared most is taken last.</summary>
    private static IChatClient WithBudgets(IChatClient client, IReadOnlyList<Budget> budgets, Price? price, LlmSpec spec) =>
        price is null ? client : budgets.Reverse().Aggregate(client, (inner, budget) => new BudgetChatClient(inner, budget, price, spec.ToString()));

    /// <summary>Another version of the module may answer otherwise.</summary>
    private static string OfflineEndpoint => $"offline {typeof(Chat).Assembly.GetName().Version}";

    private static string NoPrice(LlmSpec spec, LlmConnection? connection)
    {
        var remedy = $"give it with New-Llm {spec} -InputPrice … -OutputPrice … (USD per million tokens)";
        return connection is { AddressSource: { } source } && PriceList.Has(spec)
            ? $"-MaxCost needs the price of {spec}. The list's is that of {spec.Profile.DefaultEndpoint!.Host}, and the calls go to {connection.Shown} " +
                $"({source}), where nobody knows it here: {remedy}."
            : $"-MaxCost needs the price of {spec}, which is not in the list of {PriceList.DateOf(spec.Provider)}: {remedy}.";
    }

    private static void CheckOptions(LlmSpec spec, LlmOptions options, LlmConnection? connection)
    {
        if (options.Temperature > spec.Profile.MaxTemperature)
        {
            throw new LlmConfigurationException(FormattableString.Invariant(
                $"{spec} takes a temperature from 0 to {spec.Profile.MaxTemperature}; -Temperature is {options.Temperature}."));
        }
        if (options.Stop?.Count > spec.Profile.MostStops)
            throw new LlmConfigurationException($"{spec} takes at most {spec.Profile.MostStops} texts in -Stop; there are {options.Stop.Count}.");
        if (spec.Profile.StopsNeedText && options.Stop?.Any(string.IsNullOrWhiteSpace) is true)
            throw new LlmConfigurationException($"{spec} takes no text of blanks alone in -Stop.");
        // A server of its own under openai/ has its own words.
        if (options.ReasoningEffort is { } effort && spec.Profile.ReasoningEfforts is { Count: > 0 } known && !known.Contains(effort)
            && !(spec.Profile.StandsForAny && connection?.IsProvidersOwn is false))
        {
            throw new LlmConfigurationException(
                $"{spec} takes a reasoning effort of {string.Join(", ", known.SkipLast(1))} or {known[^1]}; -ReasoningEffort is {effort}.");
        }
        if (options.TopP is < 1 && options.Temperature is 0 && spec.Profile.GreedyNeedsWholeTopP)
            throw new LlmConfigurationException(FormattableString.Invariant($"{spec} takes no -TopP but 1 at temperature 0; -TopP is {options.TopP}."));
    }
}
