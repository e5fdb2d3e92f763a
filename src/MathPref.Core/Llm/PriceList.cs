using System.Text.Json;

namespace MathPref.Core.Llm;

/// <summary>List prices, from one data file (Prices.json) that says of each list where and when it was looked up.</summary>
public static class PriceList
{
    private static readonly Lazy<(Dictionary<string, string> Dates, Dictionary<string, Price> Prices)> s_list = new(Read);

    /// <summary>The latest day on which a provider's prices were looked up.</summary>
    public static string Date => s_list.Value.Dates.Values.Max(StringComparer.Ordinal)!;

    /// <summary>The day on which that provider's prices were looked up; the list's where it has none of it.</summary>
    internal static string DateOf(string provider) => s_list.Value.Dates.GetValueOrDefault(provider) ?? Date;

    /// <summary>Whether the provider's own service has a list price for the model.</summary>
    internal static bool Has(LlmSpec spec) => s_list.Value.Prices.ContainsKey(spec.ToString());

    /// <summary>The list price of a provider's own service; null where it is not known, which is not the same as nothing.</summary>
    internal static Price? Find(LlmSpec spec, LlmConnection? connection)
    {
        if (spec.Price is { } given)
            return given;
        if (!spec.Profile.HasServer)
            return new Price(0, 0);
        return connection is null or { IsProvidersOwn: true } ? s_list.Value.Prices.GetValueOrDefault(spec.ToString()) : null;
    }

    private static (Dictionary<string, string> Dates, Dictionary<string, Price> Prices) Read()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("MathPref.Core.Llm.Prices.json")!;
        using var document = JsonDocument.Parse(stream);
        var dates = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var prices = new Dictionary<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in document.RootElement.GetProperty("lists").EnumerateArray())
        {
            var date = list.GetProperty("date").GetString()!;
            foreach (var model in list.GetProperty("usdPerMillionTokens").EnumerateObject())
            {
                prices.Add(model.Name, new Price(model.Value[0].GetDecimal(), model.Value[1].GetDecimal()));
                var provider = model.Name[..model.Name.IndexOf('/')];
                if (string.CompareOrdinal(date, dates.GetValueOrDefault(provider)) > 0)
                    dates[provider] = date;
            }
        }
        return (dates, prices);
    }
}
