using System.Text;
using System.Text.Json;
using MathPref.Core.Runs;

namespace MathPref.Core.Tests.Runs;

public sealed class RunRecordTests
{
    [Theory]
    [InlineData("null", "[]")]
    [InlineData("[null]", "[]")]
    [InlineData("[]", "[null]")]
    public void A_record_with_a_part_that_is_null_is_none(string steps, string executions) => Assert.Throws<JsonException>(() => RunRecord.FromJson(Encoding.UTF8.GetBytes(
        $$"""{"name":"a","mathpref":"1","status":"completed","started":"2026-01-01T00:00:00Z","configs":{},"steps":{{steps}},"executions":{{executions}}}""")));
}
