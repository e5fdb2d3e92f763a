using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

public sealed class KeptJournalTests
{
    /// <summary>The server that was asked is long gone: a question that is not in the journal word for word is an error.</summary>
    [Fact]
    public void What_version_0_1_asked_is_not_asked_again()
    {
        using var scratch = new Scratch();
        var journal = scratch["journal.db"];
        File.Copy(Path.Combine(Programs.Root, "tests", "MathPref.Core.Tests", "Llm", "fixtures", "journal-form-1.db"), journal);
        using var engine = new Engine();
        var rows = engine.Run(
            """
            'What is 1 + 616?', 'What is 2 + 616?', 'What is 1 + 614?', 'What is 2 + 614?' |
                Invoke-TextGeneration -Llm (New-Llm vllm/first -Endpoint http://127.0.0.1:45871) -NumGenerations 2 -Temperature 0.7 -TopP 0.9 -MaxNewTokens 512 -Stop END -SystemPrompt 'Be short.' -MaximumRetryCount 0 -Journal $journal |
                Invoke-TextGeneration -Llm (New-Llm ollama/second -Endpoint http://127.0.0.1:45871) -Replace -MaximumRetryCount 0 -Journal $journal
            """,
            ("journal", journal)).Clean();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal("second says 16 and seed None.", row.Properties["generation"].Value);
            var metadata = (System.Management.Automation.PSObject)row.Properties["distilabel_metadata"].Value;
            Assert.Equal(["first says 16 and seed None.", "first says 16 and seed None."], (object[])metadata.Properties["raw_output_text_generation_0"].Value);
        });
    }
}
