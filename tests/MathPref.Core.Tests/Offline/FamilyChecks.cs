using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using MathPref.Core.Tests.Offline.Opinions;
using AnswerKind = MathPref.Core.Offline.Problems.AnswerKind;

namespace MathPref.Core.Tests.Offline;

/// <summary>What holds of every family; each check throws where it does not.</summary>
internal static partial class FamilyChecks
{
    public static IReadOnlyList<Level> Levels { get; } = [.. Enumerable.Range(Level.Least, Level.Most).Select(number => new Level(number))];

    /// <summary>So many draws tell how many different problems a family has.</summary>
    private const int Draws = 2000;

    private static readonly ConcurrentDictionary<(string Family, Level Level), (Rng Rng, List<(string Key, string Text)> Problems)> s_drawn = new();

    /// <summary>So many problems of a family at a level, repeats included; each is drawn once for all checks.</summary>
    public static IReadOnlyList<string> Draw(ProblemFamily family, Level level, int count) => [.. Drawn(family, level, count).Select(problem => problem.Text)];

    /// <summary>How many different problems there are among <see cref="Draws"/> of the usual level; the same in other words is the same.</summary>
    public static int Different(ProblemFamily family) => Drawn(family, Level.Usual, Draws).DistinctBy(problem => problem.Key).Count();

    /// <summary>Problems of all levels, most of them of the usual one.</summary>
    public static IReadOnlyList<string> OfAllLevels(ProblemFamily family, int count) =>
        [.. Levels.SelectMany(level => Draw(family, level, level == Level.Usual ? count : count / 4)).Distinct()];

    public static WorkedProblem Solve(ProblemFamily family, string problem)
    {
        Assert.True(family.TrySolve(problem, out var worked), problem);
        return worked;
    }

    public static void Topics(ProblemFamily family) => Assert.InRange(family.Topics.Count, 1, 2);

    /// <summary>There are two hundred and fifty problems or more of the usual level, and of the first fifteen among two hundred draws.</summary>
    public static void Many(ProblemFamily family)
    {
        Assert.True(Different(family) >= 250, $"{family.Name}: {Different(family)}");
        Assert.True(Draw(family, new(1), 200).Distinct().Count() >= 15, $"{family.Name} has few problems at level 1");
    }

    /// <summary>Three to six steps of one sentence each; dollar signs in pairs; one line.</summary>
    public static void WellFormed(ProblemFamily family) => Assert.All(OfAllLevels(family, 32), problem =>
    {
        var worked = Solve(family, problem);
        Assert.InRange(problem.Length, 20, ProblemFamily.MaxLength);
        Assert.InRange(worked.Steps.Count, 3, 6);
        Assert.All([problem, .. worked.Steps, .. worked.Slips.Select(slip => slip.Step)], text =>
        {
            Assert.True(text.Count(c => c == '$') % 2 == 0, $"{text}: dollar signs in pairs");
            Assert.False(text.Contains('\n') || text.Contains("  ", StringComparison.Ordinal) || text != text.Trim(), $"'{text}': blanks");
            Assert.False(AwkwardSigns().IsMatch(text), $"{text}: two signs in a row, or a factor 1");
            Assert.False(text.EndsWith('.') && text != problem, $"{text}: no full stop");
        });
        Assert.True(problem[^1] is '.' or '?' or '$', problem);
        Assert.DoesNotContain('$', worked.Answer);
        Assert.Equal(worked.Slips.Count, worked.Slips.DistinctBy(slip => slip.Answer).Count());
    });

    public static void OpinionAgrees(ProblemFamily family, int count = 80) => Assert.All(OfAllLevels(family, count), problem =>
    {
        var worked = Solve(family, problem);
        Assert.True(SecondOpinion.ByFamily[family.Name](problem, worked.Answer), $"{problem}\n{worked.Answer}");
    });

    /// <summary>What careful writes is right by Core/Maths too.</summary>
    public static void CarefulIsRight(ProblemFamily family, int count = 60) => Assert.All(OfAllLevels(family, count), problem =>
    {
        var worked = Solve(family, problem);
        var check = MathAnswer.Check(AnswerWriter.Careful(worked), worked.Answer, new() { Question = problem });
        Assert.True(check.Verdict is MathVerdict.Right, $"{problem}\n{worked.Answer}\n{check}");
    });

    /// <summary>There is a slip to every problem; none of them is right by the second opinion.</summary>
    public static void SlipsAreWrong(ProblemFamily family, int count = 30) => Assert.All(OfAllLevels(family, count), problem =>
    {
        var worked = Solve(family, problem);
        Assert.NotEmpty(worked.Slips);
        Assert.All(worked.Slips, slip => Assert.False(IsRight(family, problem, slip.Answer), $"{problem}\n{slip}"));
    });

    /// <summary>What is equal in another form is right.</summary>
    public static void EqualFormsAreRight(ProblemFamily family, int count = 40)
    {
        Random random = new(24);
        Assert.All(OfAllLevels(family, count), problem =>
        {
            var worked = Solve(family, problem);
            string other = AnswerVariants.Equal(worked.Kind, worked.Answer, random);
            var check = MathAnswer.Check(other, worked.Answer, new() { Question = problem });
            Assert.True(check.Verdict is MathVerdict.Right, $"{problem}\n{other}\n{check}");
        });
    }

    /// <summary>What is nearly the same and is not is wrong; the second opinion says which is which.</summary>
    public static void NearMissesAreWrong(ProblemFamily family, int count = 40)
    {
        Random random = new(42);
        int misses = 0;
        List<string> unknown = [];
        Assert.All(OfAllLevels(family, count), problem =>
        {
            var worked = Solve(family, problem);
            string near = AnswerVariants.Near(worked.Answer, random);
            if (near == worked.Answer || IsRight(family, problem, near))
                return;
            misses++;
            var check = MathAnswer.Check(near, worked.Answer, new() { Question = problem });
            if (check.Verdict is MathVerdict.Unknown)
                unknown.Add($"{near} | {worked.Answer}: {check.Reason}");
            Assert.True(check.Verdict is not MathVerdict.Right, $"{problem}\n{near}\n{check}");
        });
        Assert.True(unknown.Count <= misses / 50, $"{family.Name}: {unknown.Count} of {misses} are unknown:\n{string.Join('\n', unknown)}");
        if (Solve(family, OfAllLevels(family, 20)[0]).Kind is not AnswerKind.Word)
            Assert.True(misses >= count / 3, $"{family.Name}: {misses} near misses");
    }

    public static void IsOfNoOther(ProblemFamily family) => Assert.All(OfAllLevels(family, 32), problem =>
    {
        Assert.Equal([family.Name], ProblemFamilies.All.Where(f => f.TrySolve(problem, out _)).Select(f => f.Name));
        Assert.True(ProblemFamilies.TrySolve("Solve it.\n" + problem, out _));
    });

    /// <summary>Problem and way are longer at level 5 than at level 1, in the mean.</summary>
    public static void GetsHarder(ProblemFamily family)
    {
        double Size(Level level) => Draw(family, level, 60).Average(problem => Symbols(problem) + Symbols(AnswerWriter.Careful(Solve(family, problem))));
        double easy = Size(new(1)), usual = Size(Level.Usual), hard = Size(new(5));
        Assert.True(easy < usual && usual < hard, $"{family.Name}: {easy:0} at 1, {usual:0} at 3, {hard:0} at 5");
    }

    /// <summary>Whatever numbers stand in a problem, it is worked out or not, in little time and without an exception.</summary>
    public static void AnyNumbersWillDo(ProblemFamily family)
    {
        Random random = new(7);
        string[] numbers = ["0", "1", "2", "7", "12", "99", "100", "1000", "65537", "999999999999", "000", "-1", "-0", "-999999999999"];
        foreach (string problem in OfAllLevels(family, 16))
        {
            for (int i = 0; i < 6; i++)
            {
                string other = Digits().Replace(problem, number => random.Next(3) == 0 ? numbers[random.Next(numbers.Length)] : number.Value);
                if (family.TrySolve(other, out var worked))
                    Assert.True(AnswerWriter.Careful(worked).Length < 20_000 && worked.Slips.Count >= 0, other);
            }
        }
    }

    private static List<(string Key, string Text)> Drawn(ProblemFamily family, Level level, int count)
    {
        var (rng, problems) = s_drawn.GetOrAdd((family.Name, level), _ => (new(2026), []));
        lock (problems)
        {
            while (problems.Count < count)
                problems.Add(family.Generate(rng, level));
            return problems[..count];
        }
    }

    /// <summary>What cannot be read or is not defined is not right.</summary>
    private static bool IsRight(ProblemFamily family, string problem, string answer)
    {
        try
        {
            return SecondOpinion.ByFamily[family.Name](problem, answer);
        }
        catch (Exception error) when (error is not KeyNotFoundException)
        {
            return false;
        }
    }

    private static int Symbols(string text) => text.Count(c => char.IsAsciiDigit(c) || c is '+' or '-' or '=' or '\\' or '^');

    [GeneratedRegex(@"[+-] ?[+-]|(?<![0-9.,\^_{/a-z])1[a-zA-Z(](?!d\b)|\$\+|\+ -|= \+")]
    private static partial Regex AwkwardSigns();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
