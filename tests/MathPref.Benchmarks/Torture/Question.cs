using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MathPref.Benchmarks.Torture;

internal enum QuestionKind
{
    Instruct,
    Generate,
    Judge,
}

/// <summary>What a request asks, taken apart: all that decides the answer, and what the oracle can know without the module's prompts.</summary>
internal sealed partial record Question(QuestionKind Kind, string Model, long? Seed, string? System, string Text, int Count, bool IsTyped, IReadOnlyList<string> Answers)
{
    private string? _id;

    public string Id => _id ??= Convert.ToHexStringLower(Hash(""))[..12];

    public static Question Instruct(string model, long? seed, string topic, int count) => new(QuestionKind.Instruct, NameOf(model), seed, null, Plain(topic), count, false, []);

    public static Question Generate(string model, long? seed, string? system, string instruction) => new(QuestionKind.Generate, NameOf(model), seed, system, instruction, 0, false, []);

    public static Question Judge(string model, long? seed, string instruction, IEnumerable<string> answers, bool isTyped, string mark) =>
        new(QuestionKind.Judge, NameOf(model), seed, null, Plain(instruction), 0, isTyped, answers.Select(Plain).ToList()) { Mark = mark };

    /// <summary>By which a judge's own headings and labels are known; it follows from the rest.</summary>
    public string Mark { get; private init; } = "";

    /// <summary>The mark of a judge's prompt: the first one, which stands above all material; null in any other prompt.</summary>
    public static string? MarkIn(string prompt) => JudgePrompt().Match(prompt) is { Success: true } judged ? judged.Groups["mark"].Value : null;

    /// <summary>The question of a request's body.</summary>
    public static Question Read(JsonElement body)
    {
        var model = body.GetProperty("model").GetString()!;
        long? seed = body.TryGetProperty("seed", out var given) || body.TryGetProperty("random_seed", out given) ? given.GetInt64() : null;
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        var text = messages[^1].GetProperty("content").GetString()!;
        if (InstructPrompt().Match(text) is { Success: true } asked)
            return Instruct(model, seed, asked.Groups["topic"].Value, int.Parse(asked.Groups["count"].Value, CultureInfo.InvariantCulture));
        if (MarkIn(text) is { } mark)
            return ReadJudge(model, seed, text, mark);
        return Generate(model, seed, messages.Count > 1 ? messages[0].GetProperty("content").GetString() : null, text);
    }

    public override string ToString() => $"{Kind} by {Model}{(Seed is { } seed ? FormattableString.Invariant($" (seed {seed})") : "")}, [{Id}] '{(Text.Length > 80 ? Text[..80] + "…" : Text)}'";

    /// <summary>From 0 to below 1, by the question and a word for what is drawn.</summary>
    public double Share(string what) => Draw(what) / (double)(1UL << 53);

    public int Pick(string what, int count) => (int)(Draw(what) % (ulong)count);

    /// <summary>The same for every model that is asked this.</summary>
    public double ShareOfText(string what) => (this with { Model = "", Seed = null, _id = null }).Share(what);

    private ulong Draw(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Hash(what)) >> 11;

    private byte[] Hash(string what) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u0001', [what, Kind.ToString(), Model, Seed?.ToString(CultureInfo.InvariantCulture) ?? "", System ?? "", Text, Count.ToString(CultureInfo.InvariantCulture), IsTyped.ToString(), .. Answers])));

    private static Question ReadJudge(string model, long? seed, string text, string mark)
    {
        var material = text[text.IndexOf($"\n## Annotation [{mark}]\n", StringComparison.Ordinal)..];
        string? Framed(string name)
        {
            var (open, close) = ($"<{name} {mark}> ", $" </{name} {mark}>");
            var start = material.IndexOf(open, StringComparison.Ordinal) + open.Length;
            return start < open.Length ? null : material[start..material.IndexOf(close, StringComparison.Ordinal)];
        }
        var answers = Enumerable.Range(1, int.MaxValue).Select(number => Framed(FormattableString.Invariant($"text {number}"))).TakeWhile(answer => answer is not null);
        return Judge(model, seed, Framed("instruction")!, answers!, isTyped: text.Contains($"\nType [{mark}]: <", StringComparison.Ordinal), mark);
    }

    private static string NameOf(string model) => model[(model.IndexOf('/') + 1)..];

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    [GeneratedRegex(@"^The mark of this task is (?<mark>[a-z]+)\.", RegexOptions.Multiline)]
    private static partial Regex JudgePrompt();

    [GeneratedRegex(@"^# Task Description\nWrite (?<count>[0-9]+) queries [\s\S]*\n## Context\n(?<topic>[\s\S]*)\n\n## Output")]
    private static partial Regex InstructPrompt();
}
