using System.Net;
using System.Text;
using MathPref.Core.Llm;
using MathPref.Core.Text;

namespace MathPref.Core.Tests.Llm;

/// <summary>Each provider's stand-in, and what is sent to it.</summary>
public sealed class ProviderTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhenVyZSJ9.c2lnbmF0dXJl";

    public static TheoryData<string> Names => [.. ProviderRules.All.Select(rules => rules.Provider)];

    private static LlmSpec Spec(StrictProviderServer server, string provider, string path = "", string key = StrictProviderServer.Key) =>
        LlmSpec.Parse($"{provider}/a-model") with
        {
            Endpoint = new Uri(server.Address.ToString().TrimEnd('/') + (path.Length > 0 ? path : Base(provider))),
            ApiKey = provider == "lmstudio" || key.Length == 0 ? null : ModelSetup.Secret(key),
        };

    /// <summary>The whole address of the chat; the resource's own is what Azure's users have.</summary>
    private static string Base(string provider) => provider == "azure" ? "" : ProviderRules.Of(provider).ChatPath;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_with_every_option_is_taken_and_nothing_of_it_is_ignored(string provider)
    {
        await using var server = await StrictProviderServer.StartAsync(provider);
        CallOptions all = new() { Temperature = 0.5f, TopP = 0.9f, MaxOutputTokens = 50, Seed = 7, StopSequences = ["END", "\n\nQ"] };
        var response = await ModelSetup.Client(Spec(server, provider)).AskAsync(all);
        Assert.Equal("WHAT IS 2+2?", response.Text);
        Assert.Empty(server.Ignored);
        var call = Assert.Single(server.Calls);
        Assert.Equal(ProviderRules.Of(provider).ChatPath, call.Path);
        Assert.Equal("50", call.Text(provider == "groq" ? "max_completion_tokens" : "max_tokens"));
        Assert.Equal(provider is "anthropic" or "gemini" or "deepseek" ? [] : ["7"], call.Fields.Where(f => f.Contains("seed", StringComparison.Ordinal)).Select(call.Text));
        Assert.Equal("""["END","\n\nQ"]""", call.Text("stop"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_without_a_key_or_to_another_path_is_refused(string provider)
    {
        await using var server = await StrictProviderServer.StartAsync(provider);
        if (provider != "lmstudio")
        {
            var refused = await ModelSetup.Client(Spec(server, provider, key: "another-key-5Zu1vQ")).FailAsync();
            Assert.Equal(LlmFailure.Authentication, refused.Failure);
            Assert.Contains(Providers.Find(provider)!.KeyVariable!, refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(LlmFailure.UnknownModel, (await ModelSetup.Client(Spec(server, provider, "/elsewhere")).FailAsync()).Failure);
    }

    /// <summary>The stand-ins are no softer than what they stand for.</summary>
    [Theory]
    [InlineData("anthropic", "\"seed\":1", 200, "seed")]
    [InlineData("anthropic", "\"response_format\":{\"type\":\"json_object\"}", 200, "response_format")]
    [InlineData("anthropic", "\"temperature\":1.5", 200, "temperature")]
    [InlineData("anthropic", "\"reasoning_effort\":\"high\"", 200, "reasoning_effort")]
    [InlineData("anthropic", "\"stop\":[\" \"]", 400, "")]
    [InlineData("anthropic", "\"n\":2", 400, "")]
    [InlineData("gemini", "\"seed\":1", 400, "")]
    [InlineData("gemini", "\"temperature\":2.1", 400, "")]
    [InlineData("gemini", "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]", 400, "")]
    [InlineData("azure", "\"random_seed\":1", 400, "")]
    [InlineData("azure", "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", 400, "")]
    [InlineData("openrouter", "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", 400, "")]
    [InlineData("deepseek", "\"seed\":1", 400, "")]
    [InlineData("deepseek", "\"max_completion_tokens\":1", 400, "")]
    [InlineData("groq", "\"logprobs\":true", 400, "")]
    [InlineData("groq", "\"logit_bias\":{}", 400, "")]
    [InlineData("groq", "\"n\":2", 400, "")]
    [InlineData("together", "\"max_completion_tokens\":1", 400, "")]
    [InlineData("lmstudio", "\"reasoning_effort\":\"low\"", 200, "reasoning_effort")]
    public async Task What_a_provider_refuses_is_refused_and_what_it_ignores_is_ignored(string provider, string field, int status, string ignored)
    {
        await using var server = await StrictProviderServer.StartAsync(provider);
        var rules = ProviderRules.Of(provider);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, rules.ChatPath));
        request.Content = new StringContent($$"""{"model":"m","messages":[{"role":"user","content":"hi"}],{{field}}}""", Encoding.UTF8, "application/json");
        if (rules.KeyHeader is not null)
            request.Headers.TryAddWithoutValidation(rules.KeyHeader, rules.KeyPrefix + StrictProviderServer.Key);
        using var response = await ModelSetup.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(ignored.Length == 0 ? [] : [ignored], server.Ignored);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_models_are_listed(string provider)
    {
        await using var server = await StrictProviderServer.StartAsync(provider);
        var models = await ModelCatalogue.ListAsync(Spec(server, provider), _ => null, StrictMistralServer.Patience, TestContext.Current.CancellationToken);
        var model = Assert.Single(models);
        Assert.Equal($"{provider}/a-model", model.ToString());
        Assert.Equal(provider is "openrouter" or "groq" or "together" ? 131072L : null, model.ContextLength);
        if (provider == "anthropic")
            Assert.Equal((2026, "/v1/models?limit=1000"), (model.Created!.Value.Year, server.Calls[0].Path));
    }

    [Theory]
    [InlineData("/openai/deployments/gpt?api-version=2024-10-21", "/openai/deployments/gpt/chat/completions?api-version=2024-10-21", "2023-05-15")]
    [InlineData("/openai/deployments/gpt/chat/completions?api-version=2024-10-21", "/openai/deployments/gpt/chat/completions?api-version=2024-10-21", null)]
    [InlineData("/openai/deployments/gpt/", "/openai/deployments/gpt/chat/completions?api-version=2024-10-21", "2024-10-21")]
    [InlineData("", "/openai/deployments/a-model/chat/completions?api-version=2024-10-21", "2024-10-21")]
    [InlineData("/openai", "/openai/deployments/a-model/chat/completions?api-version=2025-01-01-preview", "2025-01-01-preview")]
    [InlineData("?api-version=2024-10-21", "/openai/deployments/a-model/chat/completions?api-version=2024-10-21", null)]
    public async Task Azures_classic_addresses_have_the_deployment_and_the_version(string path, string asked, string? version)
    {
        var rules = ProviderRules.Of("azure") with { ChatPath = asked[..asked.IndexOf('?')], ModelsPath = "/openai/models", NeedsVersion = true };
        await using var server = await StrictProviderServer.StartAsync(rules);
        string? Environment(string name) => name == "OPENAI_API_VERSION" ? version : null;
        var spec = Spec(server, "azure", path);
        var client = new HttpChatClient(spec, LlmConnection.Resolve(spec, Environment), ModelSetup.Http, StrictMistralServer.Patience, TimeProvider.System);
        Assert.Equal("WHAT IS 2+2?", (await client.AskAsync()).Text);
        Assert.Equal(asked, server.Calls[0].Path);
        await ModelCatalogue.ListAsync(spec, Environment, StrictMistralServer.Patience, TestContext.Current.CancellationToken);
        Assert.Equal("/openai/models" + asked[asked.IndexOf('?')..], server.Calls[1].Path);
    }

    [Theory]
    [InlineData("https://r.openai.azure.com", null, "https://r.openai.azure.com/openai/v1/")]
    [InlineData("https://r.openai.azure.com/", "preview", "https://r.openai.azure.com/openai/v1/")]
    [InlineData("https://r.openai.azure.com/openai/v1/", "2024-10-21", "https://r.openai.azure.com/openai/v1/")]
    [InlineData("https://r.services.ai.azure.com/openai/v1", null, "https://r.services.ai.azure.com/openai/v1/")]
    [InlineData("https://r.services.ai.azure.com/models?api-version=2024-05-01-preview", null, "https://r.services.ai.azure.com/models/?api-version=2024-05-01-preview")]
    [InlineData("https://r.openai.azure.com/openai/v1/?api-version=preview", null, "https://r.openai.azure.com/openai/v1/?api-version=preview")]
    [InlineData("https://r.openai.azure.com/", "2024-10-21", "https://r.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21")]
    public void Azures_resource_is_found_by_its_variable(string variable, string? version, string endpoint)
    {
        var connection = LlmConnection.Resolve(LlmSpec.Parse("azure/gpt"), name => name switch
        {
            "AZURE_OPENAI_ENDPOINT" => variable,
            "AZURE_OPENAI_API_KEY" => "k",
            "OPENAI_API_VERSION" => version,
            _ => null,
        });
        Assert.Equal((endpoint, "api-key", false, "max_tokens"), (connection.Endpoint.ToString(), connection.KeyHeader, connection.HasBearer, connection.LengthField));
    }

    [Fact]
    public void Azure_without_an_address_a_version_or_a_key_says_what_is_missing()
    {
        static string Message(string? endpoint, string? key) => Assert.Throws<LlmConfigurationException>(() => LlmConnection.Resolve(
            LlmSpec.Parse("azure/gpt"), name => name switch { "AZURE_OPENAI_ENDPOINT" => endpoint, "AZURE_OPENAI_API_KEY" => key, _ => null })).Message;
        Assert.Contains("AZURE_OPENAI_ENDPOINT", Message(null, "k"), StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_VERSION", Message("https://r.openai.azure.com/openai/deployments/gpt", "k"), StringComparison.Ordinal);
        Assert.Contains("AZURE_OPENAI_API_KEY", Message("https://r.openai.azure.com", null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure/gpt", "https://r.openai.azure.com", Token, null, true)]
    [InlineData("azure/gpt", "https://r.openai.azure.com", "0123456789abcdef", "api-key", false)]
    [InlineData("openai/gpt", "https://r.openai.azure.com/openai/v1", "0123456789abcdef", "api-key", false)]
    [InlineData("openai/gpt", "https://gateway.example/openai/deployments/gpt?api-version=2024-10-21", "0123456789abcdef", "api-key", true)]
    [InlineData("openai/gpt", "https://gateway.example/v1", Token, null, true)]
    [InlineData("mistral/x", "https://gateway.example/v1", "0123456789abcdef", null, true)]
    public void Azure_gets_keys_in_its_own_header_and_tokens_as_everybody_does(string model, string endpoint, string key, string? header, bool hasBearer)
    {
        var connection = LlmConnection.Resolve(LlmSpec.Parse(model) with { Endpoint = new Uri(endpoint), ApiKey = ModelSetup.Secret(key) }, _ => null);
        using var request = new HttpRequestMessage();
        connection.Authorize(request.Headers);
        Assert.Equal(hasBearer ? $"Bearer {key}" : null, request.Headers.Authorization?.ToString());
        Assert.Equal(header is null ? [] : [key], request.Headers.TryGetValues("api-key", out var values) ? values : []);
    }

    [Fact]
    public async Task A_reasoning_deployment_of_Azure_is_given_the_length_by_its_new_name()
    {
        await using var server = await StrictProviderServer.StartAsync(ProviderRules.Of("azure") with { RefusesMaxTokens = true });
        var client = ModelSetup.Client(Spec(server, "azure"));
        CallOptions limited = new() { MaxOutputTokens = 50 };
        Assert.Equal("WHAT IS 2+2?", (await client.AskAsync(limited)).Text);
        await client.AskAsync(limited);
        Assert.Equal(3, server.Calls.Count);
        Assert.Equal("50", server.Calls[2].Text("max_completion_tokens"));
    }

    [Theory]
    [InlineData("anthropic", "https://api.anthropic.com/v1/", "ANTHROPIC_API_KEY")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com/v1beta/openai/", "GEMINI_API_KEY")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com/v1beta/openai/", "GOOGLE_API_KEY")]
    [InlineData("openrouter", "https://openrouter.ai/api/v1/", "OPENROUTER_API_KEY")]
    [InlineData("deepseek", "https://api.deepseek.com/", "DEEPSEEK_API_KEY")]
    [InlineData("groq", "https://api.groq.com/openai/v1/", "GROQ_API_KEY")]
    [InlineData("together", "https://api.together.ai/v1/", "TOGETHER_API_KEY")]
    [InlineData("lmstudio", "http://localhost:1234/v1/", null)]
    public void Without_any_setting_a_provider_has_its_own_address_and_its_keys_variable(string provider, string endpoint, string? variable)
    {
        var connection = LlmConnection.Resolve(LlmSpec.Parse(provider + "/x"), name => name == variable ? " k " : null);
        Assert.Equal((endpoint, variable is null ? null : "k", true), (connection.Endpoint.ToString(), connection.ApiKey, connection.IsProvidersOwn));
        if (variable is null)
            return;
        var message = Assert.Throws<LlmConfigurationException>(() => LlmConnection.Resolve(LlmSpec.Parse(provider + "/x"), _ => null)).Message;
        Assert.Contains(Providers.Find(provider)!.KeyVariable!, message, StringComparison.Ordinal);
        Assert.Contains("https://", message, StringComparison.Ordinal);
        Assert.Contains(variable, Providers.KeyVariables);
    }

    /// <summary>The variables of the SDKs hold what these take: Groq's and Anthropic's the host alone.</summary>
    [Theory]
    [InlineData("groq", "GROQ_BASE_URL", "https://api.groq.com", "https://api.groq.com/openai/v1/")]
    [InlineData("anthropic", "ANTHROPIC_BASE_URL", "https://gateway.example", "https://gateway.example/v1/")]
    [InlineData("openrouter", "OPENROUTER_BASE_URL", "https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/")]
    [InlineData("deepseek", "DEEPSEEK_BASE_URL", "\"https://api.deepseek.com/v1\"", "https://api.deepseek.com/v1/")]
    [InlineData("together", "TOGETHER_BASE_URL", "https://api.together.xyz/v1", "https://api.together.xyz/v1/")]
    public void A_providers_own_variable_moves_its_address(string provider, string variable, string value, string endpoint) =>
        Assert.Equal(endpoint, LlmConnection.Resolve(LlmSpec.Parse(provider + "/x"), name => name == variable ? value : "k").Endpoint.ToString());

    /// <summary>Only openai/ stands for any server with an address; what another provider's fields are called does not hang on where it is found.</summary>
    [Theory]
    [InlineData("groq/x", "max_completion_tokens")]
    [InlineData("openai/x", "max_tokens")]
    [InlineData("together/x", "max_tokens")]
    public void A_stand_in_has_the_fields_of_its_provider_unless_that_is_openai(string model, string lengthField) =>
        Assert.Equal(lengthField, LlmConnection.Resolve(LlmSpec.Parse(model) with { Endpoint = new Uri("http://127.0.0.1:1") }, _ => null).LengthField);

    [Fact]
    public void A_Together_key_is_known_by_its_form() =>
        Assert.Equal("the key <redacted> is wrong", KeyText.Redact("the key tgp_v1_q8Zk2LmX0vR7tYw3Bn5Cd9Ef1Gh4Jk6 is wrong", [], KeySigns.Sure));

    [Fact]
    public void Prices_are_known_of_the_providers_own_service_and_nowhere_else()
    {
        var spec = LlmSpec.Parse("anthropic/claude-sonnet-5-5");
        Assert.Equal(new Price(2, 10), PriceList.Find(spec, LlmConnection.Resolve(spec, _ => "https://api.anthropic.com")));
        Assert.Null(PriceList.Find(spec, LlmConnection.Resolve(spec with { Endpoint = new Uri("http://127.0.0.1:1") }, _ => null)));
        Assert.All(Providers.Names.Except(["azure", "openrouter", "ollama", "vllm", "llamacpp", "lmstudio", "offline", "scripted"]), name =>
            Assert.NotEqual("", PriceList.DateOf(name)));
        Assert.Equal("2026-08-21", PriceList.DateOf("mistral"));
    }
}
