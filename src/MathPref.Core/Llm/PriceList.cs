using System.Text.Json;

namespace MathPref.Core.Llm;

/// <summary>List prices, from one data file (Prices.json) that carries its date.</summary>
public static class PriceList
{
    private static readonly Lazy<(string Date, Dictionary<string, Price> Prices)> s_list = new(Read);

    /// <summary>The day on which the prices were looked up.</summary>
    public static string Date => s_list.Value.Date;

    /// <summary>The list price of a provider's own service; null where it is not known, which is not the same as nothing.</summary>
    internal static Price? Find(LlmSpec spec, LlmConnection? connection)
    {
        if (spec.Price is { } given)
            return given;
        if (!spec.Profile.HasServer)
            return new Price(0, 0);
        var isProvidersOwn = connection is null || connection.Endpoint.Host == spec.Profile.DefaultEndpoint?.Host;
        return isProvidersOwn ? s_list.Value.Prices.GetValueOrDefault(spec.ToString()) : null;
    }

    private static (string Date, Dictionary<string, Price> Prices) Read()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("MathPref.Core.Llm.Prices.json")!;
        using var document = JsonDocument.Parse(stream);
        var prices = new Dictionary<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in document.RootElement.GetProperty("usdPerMillionTokens").EnumerateObject())
            prices.Add(model.Name, new Price(model.Value[0].GetDecimal(), model.Value[1].GetDecimal()));
        return (document.RootElement.GetProperty("date").GetString()!, prices);
    }
}
