using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Core.Text;
using MathPref.Rows;

namespace MathPref.Scripted;

/// <summary>
/// Reads what -Reply takes: a text, an exception, a dictionary with Text, a script block; a list of them; a dictionary of patterns.
/// Throws <see cref="ScriptedReplyException"/> for anything else.
/// </summary>
internal static class ReplyReader
{
    private const string Text = nameof(ScriptedReply.Text);

    private static readonly string[] s_names =
        [Text, nameof(ScriptedReply.FinishReason), nameof(ScriptedReply.InputTokens), nameof(ScriptedReply.OutputTokens)];

    public static ReplySource Read(object? value) => PSRow.Unwrap(value) switch
    {
        IDictionary dictionary when !IsReply(dictionary) => ReadPatterns(dictionary),
        var replies => ReadReplies(replies, null),
    };

    /// <summary>One reply: what a script block wrote, or an item of a list.</summary>
    public static ScriptedReply ReadOne(object? value) => PSRow.Unwrap(value) switch
    {
        null => throw NotAReply("A reply is null. For a model that says nothing give an empty text, ''."),
        Exception exception => ScriptedReply.Failed(exception),
        ErrorRecord error => ScriptedReply.Failed(error.Exception),
        string text => new ScriptedReply { Text = text },
        IDictionary or PSObject => ReadParts(value),
        IEnumerable => throw NotAReply("A reply is a list. A list of lists has no meaning; for a text of several lines join them with `n."),
        var other => new ScriptedReply { Text = LanguagePrimitives.ConvertTo<string>(other) },
    };

    public static ScriptedReplyException NotAReply(string message) => new(ScriptedFailure.NotAReply, message);

    /// <summary>PowerShell does not tell 'x' from the list of it, so a list of one is that one: it answers every call.</summary>
    private static ReplySource ReadReplies(object? value, string? pattern)
    {
        if (value is not IEnumerable list || value is string or IDictionary)
            return ReadSource(value);
        var sources = list.Cast<object?>().Select(item => ReadSource(PSRow.Unwrap(item))).ToList();
        return sources.Count switch
        {
            0 => throw NotAReply(pattern is null ? "-Reply is an empty list." : $"The pattern '{pattern}' of -Reply has an empty list of replies."),
            1 => sources[0],
            _ => new RepliesInTurn(sources, pattern),
        };
    }

    private static ReplySource ReadSource(object? value) => value is ScriptBlock block ? new BlockReply(block) : new FixedReply(ReadOne(value));

    private static bool IsReply(IDictionary dictionary) =>
        dictionary.Keys.Cast<object?>().Any(key => string.Equals(key as string, Text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The order in which a Hashtable gives its keys is chance.</summary>
    private static RepliesByPattern ReadPatterns(IDictionary dictionary)
    {
        if (dictionary.Count == 0)
            throw NotAReply("-Reply has no pattern in it.");
        var patterns = dictionary.Keys.Cast<object>().Select(key => ReadPattern(PSRow.Unwrap(key)!, PSRow.Unwrap(dictionary[key]))).ToList();
        return new RepliesByPattern(patterns, isOrdered: dictionary is not Hashtable);
    }

    private static ReplyPattern ReadPattern(object key, object? value)
    {
        if (key is Regex regex)
            return new ReplyPattern(regex.ToString(), regex.IsMatch, ReadReplies(value, regex.ToString()));
        var text = LanguagePrimitives.ConvertTo<string>(key);
        var wildcard = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            wildcard.IsMatch("");
        }
        catch (WildcardPatternException wrong)
        {
            throw NotAReply($"The pattern '{text}' of -Reply is no wildcard pattern: {wrong.Message} A bracket that is meant as such is written `[; " +
                "a [regex] is taken as a pattern too.");
        }
        return new ReplyPattern(text, wildcard.IsMatch, ReadReplies(value, text));
    }

    private static ScriptedReply ReadParts(object? value)
    {
        Row parts;
        try
        {
            parts = (Row)PSRow.ToPlain(value)!;
        }
        catch (Exception error) when (error is RowException or InvalidOperationException)
        {
            throw NotAReply($"A reply cannot be read: {error.Message}");
        }
        foreach (var (name, _) in parts)
        {
            if (!s_names.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw NotAReply($"A reply has no '{name}'.{NearestName.Hint(name, s_names)} It has {string.Join(", ", s_names)}.");
        }
        if (!parts.Has(Text))
            throw NotAReply($"A reply given as a hashtable needs Text; this one has {string.Join(", ", parts.Select(p => p.Key))}.");
        return new ScriptedReply
        {
            Text = LanguagePrimitives.ConvertTo<string>(parts[Text]) ?? "",
            FinishReason = LanguagePrimitives.ConvertTo<string>(parts[nameof(ScriptedReply.FinishReason)]) is { Length: > 0 } reason ? reason : null,
            InputTokens = Tokens(parts, nameof(ScriptedReply.InputTokens)),
            OutputTokens = Tokens(parts, nameof(ScriptedReply.OutputTokens)),
        };
    }

    private static long? Tokens(Row parts, string name) => parts[name] switch
    {
        null => null,
        var value when LanguagePrimitives.TryConvertTo<long>(value, out var count) && count >= 0 => count,
        var other => throw NotAReply($"{name} of a reply is a count of tokens, not '{other}'."),
    };
}
