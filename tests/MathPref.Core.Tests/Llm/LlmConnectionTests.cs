using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Llm;

public sealed class LlmConnectionTests
{
    private static LlmConnection Resolve(string model, params (string Name, string Value)[] environment) => Resolve(LlmSpec.Parse(model), environment);

    private static LlmConnection Resolve(LlmSpec spec, params (string Name, string Value)[] environment) =>
        LlmConnection.Resolve(spec, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/v1/")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5000/v1/")]
    [InlineData("http://127.0.0.1:5000/v1", "http://127.0.0.1:5000/v1/")]
    [InlineData("http://127.0.0.1:5000/v1/", "http://127.0.0.1:5000/v1/")]
    [InlineData(" http://127.0.0.1:5000/v1 ", "http://127.0.0.1:5000/v1/")]
    [InlineData("https://proxy.example/mistral/api", "https://proxy.example/mistral/api/")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000/v1/")]
    public void Address_comes_from_the_environment_with_and_without_v1(string variable, string address)
    {
        Assert.Equal(address, Resolve("mistral/x", ("MISTRAL_BASE_URL", variable), ("MISTRAL_API_KEY", "k")).Endpoint.ToString());
        Assert.Equal(address, Resolve("openai/x", ("OPENAI_BASE_URL", variable), ("OPENAI_API_KEY", "k")).Endpoint.ToString());
    }

    [Theory]
    [InlineData("mistral/x", "https://api.mistral.ai/v1/", "max_tokens")]
    [InlineData("openai/x", "https://api.openai.com/v1/", "max_completion_tokens")]
    [InlineData("ollama/x", "http://localhost:11434/v1/", "max_tokens")]
    [InlineData("vllm/x", "http://localhost:8000/v1/", "max_tokens")]
    [InlineData("llamacpp/x", "http://localhost:8080/v1/", "max_tokens")]
    public void Without_any_setting_a_provider_has_its_own_address(string model, string address, string lengthField)
    {
        var connection = Resolve(model, ("MISTRAL_API_KEY", "key"), ("OPENAI_API_KEY", "key"));
        Assert.Equal((address, lengthField), (connection.Endpoint.ToString(), connection.LengthField));
        Assert.Equal(model[..2] is "mi" or "op" ? "key" : null, connection.ApiKey);
    }

    [Fact]
    public void A_stand_in_for_OpenAI_is_sent_the_old_name_of_the_length() =>
        Assert.Equal("max_tokens", Resolve("openai/x", ("OPENAI_BASE_URL", "http://127.0.0.1:1")).LengthField);

    [Fact]
    public void A_parameter_wins_over_the_environment()
    {
        var spec = LlmSpec.Parse("mistral/x") with { Endpoint = new Uri("http://127.0.0.1:7/base"), ApiKey = ModelSetup.Secret(" given ") };
        var connection = Resolve(spec, ("MISTRAL_BASE_URL", "http://127.0.0.1:8"), ("MISTRAL_API_KEY", "environment"));
        Assert.Equal(("http://127.0.0.1:7/base/", "given"), (connection.Endpoint.ToString(), connection.ApiKey));
    }

    /// <summary>As Ollama's own client reads it (envconfig/config.go); each of these names a server, if only by its port.</summary>
    [Theory]
    [InlineData("127.0.0.1:9999", "http://127.0.0.1:9999/v1/")]
    [InlineData("127.0.0.1", "http://127.0.0.1:11434/v1/")]
    [InlineData("localhost", "http://localhost:11434/v1/")]
    [InlineData("box.local:80", "http://box.local/v1/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/v1/")]
    [InlineData("0.0.0.0:11434", "http://127.0.0.1:11434/v1/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/v1/")]
    [InlineData(":8080", "http://127.0.0.1:8080/v1/")]
    [InlineData("http://", "http://127.0.0.1/v1/")]
    [InlineData("http://:8080/", "http://127.0.0.1:8080/v1/")]
    [InlineData("http://box.local", "http://box.local/v1/")]
    [InlineData("https://box.local", "https://box.local/v1/")]
    [InlineData("https://box.local:8443", "https://box.local:8443/v1/")]
    [InlineData("http://box.local:11434/", "http://box.local:11434/v1/")]
    [InlineData("https://box.local/ollama", "https://box.local/ollama/v1/")]
    [InlineData("https://box.local/ollama/v1", "https://box.local/ollama/v1/")]
    [InlineData("box.local/ollama/", "http://box.local:11434/ollama/v1/")]
    [InlineData("::1", "http://[::1]:11434/v1/")]
    [InlineData("[::1]", "http://[::1]:11434/v1/")]
    [InlineData("[::1]:8080", "http://[::1]:8080/v1/")]
    [InlineData("::", "http://[::1]:11434/v1/")]
    [InlineData("[::]:8080", "http://[::1]:8080/v1/")]
    [InlineData("  'localhost' ", "http://localhost:11434/v1/")]
    [InlineData("\"0.0.0.0:8080\"", "http://127.0.0.1:8080/v1/")]
    [InlineData("box.local:http", "http://box.local:11434/v1/")]
    [InlineData("box.local:70000", "http://box.local:11434/v1/")]
    [InlineData("http://box.local:", "http://box.local/v1/")]
    [InlineData("https://box.local:-1", "https://box.local/v1/")]
    [InlineData("ollama.com", "https://ollama.com/v1/")]
    public void OLLAMA_HOST_is_read_as_Ollama_reads_it(string variable, string address) =>
        Assert.Equal(address, Resolve("ollama/x", ("OLLAMA_HOST", variable)).Endpoint.ToString());

    [Theory]
    [InlineData("ftp://box.local")]
    [InlineData("a b")]
    public void OLLAMA_HOST_that_names_no_server_is_an_error(string variable)
    {
        var message = Assert.Throws<LlmConfigurationException>(() => Resolve("ollama/x", ("OLLAMA_HOST", variable))).Message;
        Assert.Contains("OLLAMA_HOST", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_OLLAMA_HOST_holds_is_an_address_or_that_error()
    {
        const string Letters = "[]:/.0123456789abc'\"@?# %-\u00e9";
        var random = new Random(20);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(random.GetItems<char>(Letters, random.Next(1, 14)));
            try
            {
                Assert.Contains("/v1", Resolve("ollama/x", ("OLLAMA_HOST", text)).Endpoint.AbsolutePath, StringComparison.Ordinal);
            }
            catch (LlmConfigurationException)
            {
                // It says what is wrong.
            }
        }
    }

    [Theory]
    [InlineData("http://h:1/openai/deployments/gpt?api-version=2024-10-21", "http://h:1/openai/deployments/gpt/chat/completions?api-version=2024-10-21", "http://h:1/openai/models?api-version=2024-10-21")]
    [InlineData("http://h:1/openai/deployments/gpt/?a=1&b=%2F", "http://h:1/openai/deployments/gpt/chat/completions?a=1&b=%2F", "http://h:1/openai/models?a=1&b=%2F")]
    [InlineData("http://h:1/v1?tenant=a%20b", "http://h:1/v1/chat/completions?tenant=a%20b", "http://h:1/v1/models?tenant=a%20b")]
    [InlineData("http://h:1?tenant=a", "http://h:1/v1/chat/completions?tenant=a", "http://h:1/v1/models?tenant=a")]
    [InlineData("http://h:1/v1/?", "http://h:1/v1/chat/completions", "http://h:1/v1/models")]
    [InlineData("http://h:1/v1/chat/completions", "http://h:1/v1/chat/completions", "http://h:1/v1/models")]
    [InlineData("http://h:1/v1/completions", "http://h:1/v1/chat/completions", "http://h:1/v1/models")]
    [InlineData("http://h:1/v1/responses", "http://h:1/v1/chat/completions", "http://h:1/v1/models")]
    [InlineData("https://r.openai.azure.com", "https://r.openai.azure.com/openai/v1/chat/completions", "https://r.openai.azure.com/openai/v1/models")]
    [InlineData("https://r.openai.azure.com/openai/responses?api-version=2025-04-01-preview", "https://r.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2025-04-01-preview", "https://r.openai.azure.com/openai/models?api-version=2025-04-01-preview")]
    [InlineData("http://h:1/chat/completions/", "http://h:1/chat/completions", "http://h:1/models")]
    [InlineData("http://h:1/x/chat/completions?api-version=1", "http://h:1/x/chat/completions?api-version=1", "http://h:1/x/models?api-version=1")]
    public void What_is_asked_stands_in_the_path_and_the_query_of_an_address_stays(string endpoint, string chat, string models)
    {
        var connection = Resolve(LlmSpec.Parse("openai/gpt") with { Endpoint = new Uri(endpoint) });
        Assert.Equal((chat, models), (connection.ChatAddress.AbsoluteUri.TrimEnd('?'), connection.ModelsAddress.AbsoluteUri.TrimEnd('?')));
    }

    [Theory]
    [InlineData("openai/gpt", "http://h:1")]
    [InlineData("azure/gpt 4", "https://r.openai.azure.com")]
    [InlineData("azure/gpt", "https://r.openai.azure.com/openai/deployments/x")]
    [InlineData("deepseek/x", "http://h:1/v1")]
    public void Whatever_stands_behind_a_host_leads_to_the_chat_or_is_refused(string model, string beginning)
    {
        string[] parts = ["/", "?", "&", "=", "a", "%2F", "%", "%zz", "v1", "/chat/completions", "/responses", "api-version=2024-10-21", "/openai", "/deployments/", ";", ":", "#", "é", " ", "..", "//"];
        var random = new Random(21);
        for (var i = 0; i < 10_000; i++)
        {
            if (!Uri.TryCreate(beginning + string.Concat(random.GetItems<string>(parts, random.Next(0, 7))), UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
                continue;
            try
            {
                var connection = Resolve(LlmSpec.Parse(model) with { Endpoint = endpoint });
                Assert.EndsWith("/chat/completions", connection.ChatAddress.AbsolutePath, StringComparison.Ordinal);
                Assert.EndsWith("/models", connection.ModelsAddress.AbsolutePath, StringComparison.Ordinal);
                Assert.Equal(connection.Endpoint.Query, connection.ChatAddress.Query);
            }
            catch (LlmConfigurationException)
            {
                // It says what is wrong.
            }
        }
    }

    [Fact]
    public void A_query_tells_one_server_from_another_and_none_leaves_its_key_as_it_was()
    {
        static Uri Of(string endpoint) => Resolve(LlmSpec.Parse("openai/gpt") with { Endpoint = new Uri(endpoint) }).Endpoint;
        Assert.Equal("https://h/v1/", Of("https://h/v1").ToString());
        Assert.Equal("https://h/v1/?tenant=a", Of("https://h/v1?tenant=a").ToString());
        Assert.NotEqual(Of("https://h/v1?tenant=a"), Of("https://h/v1?tenant=b"));
    }

    /// <summary>It would turn up where addresses do: in messages, in the console, in records.</summary>
    [Theory]
    [InlineData("https://h/v1?key=AIzaSyD-secret-5Zu1vQ", "key=…")]
    [InlineData("https://h/v1?api-version=1&code=q8Zk2LmX0vR7tYw3", "code=…")]
    [InlineData("https://h/v1?subscription-key=5Zu1vQ", "subscription-key=…")]
    [InlineData("https://h/v1?sv=1&sig=5Zu1vQ%2F", "sig=…")]
    [InlineData("https://h/v1?access_token=5Zu1vQ", "access_token=…")]
    [InlineData("https://h/v1?who=sk-proj-q8Zk2LmX0vR7tYw3Bn5Cd9Ef1Gh4Jk6", "who=…")]
    [InlineData("https://h/v1#secret", "'#'")]
    [InlineData("https://me:secret@h/v1", "-ApiKey")]
    public void A_key_in_an_address_is_refused_and_not_repeated(string endpoint, string words)
    {
        foreach (var message in new[]
        {
            Assert.Throws<LlmConfigurationException>(() => Resolve(LlmSpec.Parse("openai/gpt") with { Endpoint = new Uri(endpoint) })).Message,
            Assert.Throws<LlmConfigurationException>(() => Resolve("openai/gpt", ("OPENAI_BASE_URL", endpoint), ("OPENAI_API_KEY", "k"))).Message,
        })
        {
            Assert.Contains(words, message, StringComparison.Ordinal);
            Assert.DoesNotContain("5Zu1vQ", message, StringComparison.Ordinal);
            Assert.DoesNotContain("q8Zk2LmX", message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("mistral/x", "MISTRAL_API_KEY")]
    [InlineData("openai/x", "OPENAI_API_KEY")]
    public void A_missing_key_is_an_error_that_names_the_variable_the_parameter_and_the_page(string model, string variable)
    {
        foreach (var environment in ((string, string)[][])[[], [(variable, "")], [(variable, "  ")]])
        {
            var message = Assert.Throws<LlmConfigurationException>(() => Resolve(model, environment)).Message;
            Assert.Contains(variable, message, StringComparison.Ordinal);
            Assert.Contains("-ApiKey", message, StringComparison.Ordinal);
            Assert.Contains("https://", message, StringComparison.Ordinal);
            Assert.Contains(model, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("http://")]
    [InlineData("http://a b")]
    [InlineData("file:///etc")]
    public void An_address_that_is_none_is_an_error_that_names_the_variable(string address)
    {
        var message = Assert.Throws<LlmConfigurationException>(() => Resolve("mistral/x", ("MISTRAL_BASE_URL", address), ("MISTRAL_API_KEY", "k"))).Message;
        Assert.Contains("MISTRAL_BASE_URL", message, StringComparison.Ordinal);
        Assert.Contains(address, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_at_home_need_no_key()
    {
        Assert.Null(Resolve("ollama/x").ApiKey);
        Assert.Null(Resolve("mistral/x", ("MISTRAL_BASE_URL", "http://127.0.0.1:8")).ApiKey);
    }
}
