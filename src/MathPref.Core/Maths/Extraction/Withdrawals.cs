using System.Collections.Frozen;

namespace MathPref.Core.Maths.Extraction;

/// <summary>Boxes that their own sentence calls wrong: <c>It is not \boxed{5}</c>, <c>\boxed{5} is wrong</c>.</summary>
internal static class Withdrawals
{
    private const int LongestWord = 14;

    private static readonly string[] s_behind = ["is wrong", "is incorrect", "is not correct", "is not right", "is not the answer", "is not the correct",
        "was wrong", "was incorrect", "isn't correct", "isn't right", "is invalid", "cannot be right", "cannot be correct",
        "can't be right", "can't be correct"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_counted = new[]
    {
        "step", "statement", "option", "equation", "line", "number", "choice", "item", "claim", "proposition", "formula",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the words beside a box say that it is not the answer.</summary>
    public static bool AreOf(string text, Box box)
    {
        var before = text.AsSpan(0, box.Start).TrimEnd(" $*([\\");
        if (before.EndsWith(" not", StringComparison.OrdinalIgnoreCase) || before.EndsWith("n't be", StringComparison.Ordinal)
            || before.EndsWith(" not be", StringComparison.Ordinal) || before.EndsWith(" isn't", StringComparison.Ordinal)
            || before.EndsWith(" isn’t", StringComparison.Ordinal))
            return true;
        var behind = text.AsSpan(box.End).TrimStart("$*)]\\ ");
        foreach (string word in s_behind)
        {
            // "Statement C is wrong" and "step 3 is wrong" answer what is wrong.
            if (behind.StartsWith(word, StringComparison.Ordinal))
                return box.Content.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && !IsCounted(before);
        }
        return false;
    }

    private static bool IsCounted(ReadOnlySpan<char> before)
    {
        int start = before.Length;
        while (start > 0 && before.Length - start < LongestWord && char.IsAsciiLetter(before[start - 1]))
            start--;
        return s_counted.Contains(before[start..]);
    }
}
