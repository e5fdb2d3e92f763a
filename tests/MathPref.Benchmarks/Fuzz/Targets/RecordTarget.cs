using System.Text;
using System.Text.Json;
using MathPref.Core.Llm;
using MathPref.Core.Runs;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Our own records, which may come from another's run or disk: run.json and the journal's entries.</summary>
internal sealed class RecordTarget : FuzzTarget
{
    public override string Name => "record";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(
        """{"name":"maths","mathpref":"1.0.0","status":"completed","started":"2026-01-01T00:00:00Z","ended":"2026-01-01T00:01:00Z","seed":7,"parameters":{"a":{"temperature":0.5}},"steps":[{"names":["self_instruct_0"],"cmdlet":"New-SelfInstruct","models":[{"model":"offline/careful","settings":""}],"rows_in":1,"rows_out":1}],"configs":{"default":5},"cost":0.5,"executions":[{"started":"2026-01-01T00:00:00Z","status":"completed","calls":1}]}""",
        """{"name":"n","mathpref":"1","status":"running","started":"2026-01-01T00:00:00","steps":[],"configs":{},"executions":[]}""",
        """{"text":"4","thinking":"Hm.","finishReason":"stop","inputTokens":10,"outputTokens":1,"isCutByBudget":true}""",
        """{"text":"é"}""");

    public override IReadOnlyList<string> Pieces { get; } = Bytes(
        ["\"name\":", "\"status\":", "\"started\":", "\"steps\":[", "\"names\":", "\"configs\":{", "\"executions\":[", "\"parameters\":", "\"cost\":", "\"text\":", "\"thinking\":", "\"inputTokens\":", "\"finishReason\":", .. JsonPieces.All]);

    public override bool IsRefusal(Exception thrown) => thrown is JsonException;

    public override bool Accepts(string input)
    {
        var bytes = RawText.ToBytes(input);
        return Try(() =>
        {
            var record = RunRecord.FromJson(bytes);
            BrokenRule.Unless(record is { Name: not null, Status: not null, Mathpref: not null }, "a run has a name and a state");
            // What is no UTF-8 is lost by the first writing.
            var again = RunRecord.FromJson(record.ToJson());
            BrokenRule.Unless(Encoding.UTF8.GetString(RunRecord.FromJson(again.ToJson()).ToJson()) == Encoding.UTF8.GetString(again.ToJson()), "a record that is written twice stays the same");
            foreach (var step in record.Steps)
                BrokenRule.Unless(step is { Names: not null, Cmdlet: not null }, "a step has its parts");
            BrokenRule.Unless(record.Executions.All(execution => execution is { Status: not null }), "an execution has its parts");
        }) | Try(() =>
        {
            var entry = JournalEntry.FromJson(bytes);
            var response = entry.ToResponse("m");
            BrokenRule.Unless(entry.Text is not null && response.Text == entry.Text, "a reply in the journal has text");
            BrokenRule.Unless(JournalEntry.FromJson(entry.ToJson()) == entry, "a reply comes back from the journal as it was");
        });
    }

    private static bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
