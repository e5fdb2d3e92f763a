using System.Text.Json;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Tests.Offline;

/// <summary>KaTeX, by which pages set formulas, renders whatever the embedded models write.</summary>
public sealed class KatexTests
{
    private const int Problems = 10_000;

    private static readonly NodePackage s_katex = new("katex", "render.mjs");

    private static readonly Lazy<string?> s_absence = new(s_katex.Absence);

    public KatexTests() => Tools.Need(s_absence.Value);

    [Fact]
    public void Every_problem_answer_step_and_slip_of_ten_thousand_is_rendered()
    {
        var families = ProblemFamilies.All;
        var perLevel = Problems / (families.Count * FamilyChecks.Levels.Count) + 1;
        var texts = families.AsParallel().AsOrdered()
            .SelectMany(family => FamilyChecks.Levels.SelectMany(level => FamilyChecks.Draw(family, level, perLevel)).SelectMany(problem =>
            {
                var worked = FamilyChecks.Solve(family, problem);
                return new[] { problem, AnswerWriter.Careful(worked), $"${worked.Answer}$" }.Concat(worked.Slips.SelectMany(slip => new[] { slip.Step, $"${slip.Answer}$" }));
            }))
            .ToList();
        var (rendered, formulas, errors) = Render(texts);
        Assert.True(errors.Count == 0, $"{errors.Count} of {texts.Count}:\n{string.Join('\n', errors.Take(20))}");
        Assert.Equal(texts.Count, rendered);
        Assert.True(formulas > 5 * Problems, $"{formulas} formulas");
    }

    [Fact]
    public void What_cannot_be_rendered_is_told()
    {
        var (rendered, _, errors) = Render([@"Fine: $\frac{1}{2}$.", @"$\frac{1}$", "$x", "$é$", @"$\nonsense$"]);
        Assert.Equal((5, 4), (rendered, errors.Count));
    }

    private static (int Texts, int Formulas, List<string> Errors) Render(IReadOnlyList<string> texts)
    {
        using var node = s_katex.Run();
        var error = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var writing = Task.Run(() =>
        {
            using var input = node.StandardInput;
            foreach (var text in texts)
                input.Write(JsonSerializer.Serialize(text) + "\n");
        }, TestContext.Current.CancellationToken);
        List<string> errors = [];
        var counts = (Texts: 0, Formulas: 0);
        while (node.StandardOutput.ReadLine() is { } line)
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.TryGetProperty("texts", out var read))
                counts = (read.GetInt32(), said.RootElement.GetProperty("formulas").GetInt32());
            else
                errors.Add(line);
        }
        node.WaitForExit();
        writing.Wait(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, error.Result);
        return (counts.Texts, counts.Formulas, errors);
    }
}
