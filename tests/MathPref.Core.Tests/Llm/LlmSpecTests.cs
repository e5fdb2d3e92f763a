using MathPref.Core.Llm;
using MathPref.Core.Offline;

namespace MathPref.Core.Tests.Llm;

public sealed class LlmSpecTests
{
    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Provider_and_embedded_model_are_known_in_any_case_and_other_models_stay_as_they_are(string culture) => Cultures.Under(culture, () =>
    {
        Assert.Equal("mistral/Ministral-8B-Latest", LlmSpec.Parse("MISTRAL/Ministral-8B-Latest").ToString());
        Assert.Equal("offline/careful", LlmSpec.Parse("OFFLINE/CAREFUL").ToString());
        Assert.Equal("offline/careful", LlmSpec.Parse("Offline/Careful").ModelName);
        Assert.Equal("ministral-8b-latest", LlmSpec.Parse("mistral/ministral-8b-latest").ModelName);
    });

    [Theory]
    [InlineData("openai/org/model:7b", "openai", "org/model:7b")]
    [InlineData("ollama/llama3.2:latest", "ollama", "llama3.2:latest")]
    [InlineData("llamacpp//models/x.gguf", "llamacpp", "/models/x.gguf")]
    [InlineData(" vllm / Qwen/Qwen3 ", "vllm", "Qwen/Qwen3")]
    public void Everything_behind_the_first_slash_is_the_model(string text, string provider, string model)
    {
        var spec = LlmSpec.Parse(text);
        Assert.Equal((provider, model), (spec.Provider, spec.Model));
    }

    [Theory]
    [InlineData("mistrl/x", "'mistrl' is not a provider. Did you mean 'mistral'?")]
    [InlineData("Open-AI/gpt", "'Open-AI' is not a provider. Did you mean 'openai'?")]
    [InlineData("olama/x", "Did you mean 'ollama'?")]
    [InlineData("offlin/careful", "Did you mean 'offline'?")]
    [InlineData("lamacpp/x", "Did you mean 'llamacpp'?")]
    [InlineData("cohere/x", "'cohere' is not a provider. Providers: mistral, openai, anthropic, gemini")]
    [InlineData("cohere/x", "-Endpoint")]
    [InlineData("antropic/x", "Did you mean 'anthropic'?")]
    [InlineData("lm-studio/x", "Did you mean 'lmstudio'?")]
    [InlineData("offline/carefull", "'offline/carefull' is not an embedded model. Did you mean 'careful'?")]
    [InlineData("offline/juge", "Did you mean 'judge'?")]
    [InlineData("offline/gpt-4", "There are: offline/careful, offline/hasty, offline/judge.")]
    [InlineData("ministral-8b-latest", "write it as provider/model")]
    [InlineData("", "names no model")]
    [InlineData("/x", "names no model")]
    [InlineData("mistral/", "names no model")]
    [InlineData("mistral/ ", "names no model")]
    [InlineData(" /x", "names no model")]
    public void What_names_no_model_is_an_error_with_the_nearest_names(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => LlmSpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_spec_never_shows_its_key()
    {
        var spec = LlmSpec.Parse("mistral/x") with { ApiKey = ModelSetup.Secret("very-secret-key") };
        Assert.DoesNotContain("very-secret", spec.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(LlmSpec).GetProperties(), property => property.GetValue(spec)?.ToString()?.Contains("very-secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Options_of_the_winner_win_where_it_sets_one()
    {
        LlmOptions model = new() { Temperature = 0.7, TopP = 0.9, MaxNewTokens = 100, Seed = 1, Stop = ["a"] };
        LlmOptions cmdlet = new() { Temperature = 0, Stop = ["b"] };
        var both = model.OverriddenBy(cmdlet);
        Assert.Equal((0.0, 0.9, 100, 1L), (both.Temperature, both.TopP, both.MaxNewTokens, both.Seed));
        Assert.Equal(["b"], both.Stop!);
    }

    [Fact]
    public void Embedded_models_are_three() => Assert.Equal(["careful", "hasty", "judge"], OfflineChatClient.Models);
}
