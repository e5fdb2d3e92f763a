using MathPref.Core.Tests.Hub;

namespace MathPref.Tests.Hosting;

/// <summary>Datasets that pages of the documentation name, as small as they can be.</summary>
internal static class HubSets
{
    public static void AddGsm8k(this StrictHubServer hub)
    {
        hub.AddRepo("openai/gsm8k");
        foreach (var split in (string[])["train", "test"])
            hub.CommitByOthers("openai/gsm8k", $"main/{split}.jsonl", """{"question": "What is 6 times 7?", "answer": "6 * 7 = <<6*7=42>>42\n#### 42"}""");
        hub.CommitByOthers("openai/gsm8k", "README.md", "---\nconfigs:\n- config_name: main\n  data_dir: main\n---\n");
    }
}
