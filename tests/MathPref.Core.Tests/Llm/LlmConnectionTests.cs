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

    [Theory]
    [InlineData("127.0.0.1:9999", "http://127.0.0.1:9999/v1/")]
    [InlineData("localhost", "http://localhost/v1/")]
    [InlineData("http://box.local:11434/", "http://box.local:11434/v1/")]
    [InlineData("https://box.local/ollama/v1", "https://box.local/ollama/v1/")]
    public void OLLAMA_HOST_may_be_host_and_port(string variable, string address) =>
        Assert.Equal(address, Resolve("ollama/x", ("OLLAMA_HOST", variable)).Endpoint.ToString());

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
