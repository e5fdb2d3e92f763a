using System.Text;
using System.Text.Json;

namespace MathPref.Benchmarks.Torture;

/// <summary>
/// What the server takes for a request: tokens and dollars, by the question and the length that was asked for, so that the dataset is known
/// beforehand which has the tokens in it.
/// </summary>
internal sealed record Bill(long Input, long Output, decimal Dollars)
{
    private const int LengthWithoutLimit = 4096;

    /// <summary>The bill of an attempt whose answer was made, whether it arrived or not. Never more than what was sent and allowed: a token is a byte at least.</summary>
    public static Bill Of(Plan plan, Question question, JsonElement body)
    {
        var bytes = body.GetProperty("messages").EnumerateArray().Sum(m => (long)Encoding.UTF8.GetByteCount(m.GetProperty("content").GetString()!));
        var most = body.TryGetProperty("max_tokens", out var length) || body.TryGetProperty("max_completion_tokens", out length) ? length.GetInt32() : LengthWithoutLimit;
        var input = Math.Max(1, (long)(bytes * (0.25 + 0.75 * question.Share("input tokens"))));
        // Most answers are far shorter than they may be: what calls may cost together is more than a budget has left long before it is spent.
        var output = 1 + (long)((most - 1) * Math.Pow(question.Share("output tokens"), 3));
        var price = plan.Models.Values.Zip(plan.Models.Keys).FirstOrDefault(m => m.Second.EndsWith("/" + question.Model, StringComparison.Ordinal)).First?.Price;
        return new Bill(input, output, price is null ? 0 : (input * price.Input + output * price.Output) / 1_000_000);
    }

    /// <summary>What a question costs in the middle, before the prompt is known that asks it.</summary>
    public static decimal About(Plan plan, string model, Question question)
    {
        if (plan.Models.GetValueOrDefault(model) is not { Price: { } price, MaxNewTokens: { } most })
            return 0;
        var frame = question.Kind switch { QuestionKind.Instruct => 1500, QuestionKind.Judge => 3500, _ => 0 };
        var input = 0.6m * (frame + Encoding.UTF8.GetByteCount(question.Text) + question.Answers.Sum(Encoding.UTF8.GetByteCount));
        return (input * price.Input + 0.25m * most * price.Output) / 1_000_000;
    }
}
