using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Tasks;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>What people type for a model, a repository, an address of the Hub, an aspect, and where a run is scripted perhaps others.</summary>
internal sealed class NameTarget : FuzzTarget
{
    public override string Name => "name";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } = ["mistral/ministral-8b-latest", "offline/careful", "openai/gpt-4o:free/x", "user/maths", "maths", "overall-rating", "ollama/llama3.2:1b", "hf://datasets/user/maths@refs/pr/3/data/a.jsonl", "hf://datasets/user/maths@a%2Fb", "https://huggingface.co/datasets/user/maths/blob/main/a%20b.csv?download=true"];

    public override IReadOnlyList<string> Pieces { get; } = ["/", "//", " ", "mistral", "mistrall", "openai/", "offline/", "offlin/", "OFFLINE/", "careful", "hastyy", "judge", "-", "--", ".", "..", ".git", "_", "datasets/", "hf://datasets/", "@", "@refs/convert/parquet", "%2F", "%", "resolve/", "**/*.jsonl", "#", "?", "https://huggingface.co/", "İ", "ı", "ſ", "overall", "honesty", "a", "A"];

    public override bool Accepts(string input)
    {
        var model = Try(() => LlmSpec.Parse(input));
        BrokenRule.Unless(model is null || model.Model.Length > 0 && LlmSpec.Parse(model.ToString()).ToString() == model.ToString(), "a model's name reads the same again");
        var repo = Try(() => RepoId.Parse(input));
        BrokenRule.Unless((repo is not null) == RepoId.IsValid(input) && (repo is null || repo.ToString() == input), "a repository's name reads the same again");
        var address = HubAddress.Is(input) ? Try(() => HubAddress.Parse(input)) : null;
        BrokenRule.Unless(address is null || HubAddress.Parse(address.ToString()) == address, "an address reads the same again", () => $"{address}");
        return Try(() => UltraFeedbackAspects.Parse(input).ToString()) is not null | model is not null | repo is not null | address is not null;
    }

    private static T? Try<T>(Func<T> parse) where T : class
    {
        try
        {
            return parse();
        }
        catch (ArgumentException refused) when (refused.GetType() == typeof(ArgumentException))
        {
            BrokenRule.Unless(refused.Message.Length > 0, "an error has a message");
            return null;
        }
    }
}
