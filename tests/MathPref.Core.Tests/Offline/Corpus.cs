using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Offline;

/// <summary>Problems of every family, drawn once for all tests, and shorthand to ask the models.</summary>
internal static class Corpus
{
    public const int PerFamily = 400;

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> s_problems =
        new(() => ProblemFamilies.All.AsParallel().ToDictionary(family => family.Name, family => FamilyChecks.Draw(family, Level.Usual, PerFamily)));

    /// <summary>The texts of a family in the order drawn, repeats included.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Problems => s_problems.Value;

    /// <summary>So many problems of every family, with the family's name.</summary>
    public static IEnumerable<(string Family, string Problem)> Take(int perFamily) =>
        Problems.SelectMany(p => p.Value.Distinct().Take(perFamily).Select(problem => (p.Key, problem)));

    public static ChatResponse Ask(string model, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        using OfflineChatClient client = new(model);
        var answer = client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        Assert.True(answer.IsCompleted);
        return answer.GetAwaiter().GetResult();
    }

    public static string Ask(string model, string question, long seed = 0) =>
        Ask(model, [new(ChatRole.User, question)], new() { Seed = seed }).Text;
}
