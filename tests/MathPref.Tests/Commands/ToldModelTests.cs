using System.Management.Automation;
using MathPref.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Embedded models that are told how to err and whom to favour, in the pipeline.</summary>
public sealed class ToldModelTests : IDisposable
{
    private const string Instructions = "'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 3 | Expand-Column instructions -As instruction | ";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void What_each_model_did_stands_in_the_metadata_and_comes_back_from_the_journal()
    {
        using var scratch = new Scratch();
        const string Script = Instructions + "Invoke-TextGeneration -Llm offline/careful, offline/hasty:errors=1 -NumGenerations 2 -Journal $journal | " +
            "Invoke-UltraFeedback -Llm offline/judge:hasty=1:first=-1 -Journal $journal";
        var rows = _engine.Run(Script, ("journal", scratch["journal.db"])).Clean();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row =>
        {
            var metadata = (PSObject)row.Properties["distilabel_metadata"].Value;
            Assert.Equal(["behaviour_text_generation_1", "behaviour_ultra_feedback_0"], metadata.Properties.Select(p => p.Name).Where(name => name.StartsWith("behaviour", StringComparison.Ordinal)));
            var did = (object[])metadata.Properties["behaviour_text_generation_1"].Value;
            Assert.Equal(2, did.Length);
            Assert.All(did, one => Assert.Matches("^((polished )?(sign|formula|careless)|unfinished)$", (string)one));
            Assert.Matches(@"^text 1: first -1 \(5 to 4\); text 3: hasty \+1 \([12] to [23]\); text 4: hasty \+1 \([12] to [23]\)$", (string)metadata.Properties["behaviour_ultra_feedback_0"].Value);
            Assert.Equal(["offline/careful", "offline/careful", "offline/hasty:errors=1", "offline/hasty:errors=1"], ((object[])row.Properties["model_names"].Value).Cast<string>());
            Assert.Equal("offline/judge:first=-1:hasty=1", row.Properties["model_name"].Value);
        });
        Assert.Equal(rows.Select(Json), _engine.Run(Script, ("journal", scratch["journal.db"])).Clean().Select(Json));
    }

    [Fact]
    public void Single_answer_has_a_text_and_models_that_are_told_nothing_have_none()
    {
        var row = Assert.Single(_engine.Run(Instructions + "Select-Object -First 1 | Invoke-TextGeneration -Llm offline/hasty:unfinished=1").Clean());
        Assert.Equal("unfinished", ((PSObject)row.Properties["distilabel_metadata"].Value).Properties["behaviour_text_generation_0"].Value);
        var plain = Assert.Single(_engine.Run(Instructions + "Select-Object -First 1 | Invoke-TextGeneration -Llm offline/careful | Invoke-UltraFeedback -Llm offline/judge").Clean());
        Assert.DoesNotContain(((PSObject)plain.Properties["distilabel_metadata"].Value).Properties, p => p.Name.StartsWith("behaviour", StringComparison.Ordinal));
    }

    [Fact]
    public void Share_that_is_none_is_an_error_before_anything_is_asked()
    {
        var error = _engine.Run("'x' | Invoke-TextGeneration -Llm offline/hasty:errors=2").TerminatingError();
        Assert.Contains("errors is 2, and goes from 0 to 1", error.Exception.Message, StringComparison.Ordinal);
    }

    private static string Json(object row)
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
            Core.Datasets.JsonRows.Write(json, PSRow.ToPlain(row));
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
