using System.Text.RegularExpressions;
using MathPref.Core.Text;

namespace MathPref.Core.Tasks;

/// <summary>
/// The instructions in JSON of any shape: a list of texts or of objects, under a name, by numbers, by topics, as messages, or JSON in a text of
/// JSON. What stands beside an instruction (its answer, its topic) is none.
/// </summary>
internal static partial class InstructionObjects
{
    private const int MostNestedTexts = 4;

    private static readonly string[] s_namesOfTypes = ["object", "array", "string", "integer", "number", "boolean"];
    private static readonly string[] s_rolesOfOthers = ["assistant", "system", "gpt", "model", "bot", "tool", "function", "developer"];

    /// <summary>The texts in their order; none where it cannot be told which they are.</summary>
    public static List<string> Texts(ModelJsonValue value) => [.. Of(value, isRecord: false, MostNestedTexts)];

    /// <param name="value">The value.</param>
    /// <param name="isRecord">Whether an object is one of several with the same names, so that at most one of its members is the instruction.</param>
    /// <param name="nested">How many texts of JSON may be opened within each other.</param>
    private static IEnumerable<string> Of(ModelJsonValue value, bool isRecord, int nested)
    {
        switch (value)
        {
            case ModelJsonValue.Text text:
                return OfText(text, nested);
            case ModelJsonValue.List list:
                var isTable = AreRecords(list);
                return list.Items.SelectMany(item => Of(item, isTable, nested));
            case ModelJsonValue.Map map:
                return OfMap(map, isRecord, nested);
            default:
                return [];
        }
    }

    /// <summary>What the limit of tokens cut off is no instruction; JSON within a text is read, where it can be, and never one itself.</summary>
    private static IEnumerable<string> OfText(ModelJsonValue.Text text, int nested)
    {
        var words = text.Value.Trim();
        if (text.IsCut || words.Length == 0 || Swallowed().IsMatch(words))
            return [];
        if (words[0] is not ('[' or '{') || ModelJson.Read(words, 0, out var end) is not { } inner || end < words.Length)
            return [words];
        return nested == 0 ? [] : Of(inner, isRecord: false, nested - 1);
    }

    private static IEnumerable<string> OfMap(ModelJsonValue.Map map, bool isRecord, int nested)
    {
        if (IsOfAnotherRole(map) || IsSchema(map))
            return [];
        var ranked = map.Members.Select(member => (member.Value, Rank: InstructionNames.Rank(member.Key)))
            .Where(member => member.Rank is not null)
            .ToList();
        // "questions": […] says more than "prompt": "Write five questions." beside it.
        var lists = ranked.Where(member => member.Value is ModelJsonValue.List or ModelJsonValue.Map)
            .SelectMany(member => Of(member.Value, isRecord: false, nested)).ToList();
        if (lists.Count > 0)
            return lists;
        var byRank = ranked.GroupBy(member => member.Rank!.Value).OrderBy(group => group.Key).ToLookup(group => InstructionNames.IsWeak(group.Key));
        List<string> Surest(bool isWeak) => byRank[isWeak]
            .Select(group => group.SelectMany(member => Of(member.Value, isRecord: false, nested)).ToList())
            .FirstOrDefault(texts => texts.Count > 0, []);
        if (Surest(isWeak: false) is { Count: > 0 } sure)
            return sure is [var only] ? [WithItsInput(map, only)] : sure;
        var others = map.Members.Where(member => InstructionNames.Rank(member.Key) is null && !InstructionNames.IsOfSomethingElse(member.Key)).ToList();
        var deeper = others.Where(member => member.Value is ModelJsonValue.List or ModelJsonValue.Map)
            .SelectMany(member => OfUnknown(member.Key, member.Value, nested)).ToList();
        if (deeper.Count > 0)
            return deeper;
        if (Surest(isWeak: true) is { Count: > 0 } weak)
            return weak;
        var unknown = others.SelectMany(member => OfUnknown(member.Key, member.Value, nested));
        // {"frage": "…", "antwort": "…"}, row after row: the first is what the row is about.
        return isRecord ? unknown.Take(1) : unknown;
    }

    /// <summary>What stands under a number, a topic or a name in another language; a query itself can be the name of its answer.</summary>
    private static IEnumerable<string> OfUnknown(string name, ModelJsonValue value, int nested)
    {
        if (InstructionNames.IsNumber(name))
            return Of(value, isRecord: false, nested);
        if (name.Contains(' ', StringComparison.Ordinal) && name.TrimEnd() is [.., '?' or '.'] && value is ModelJsonValue.Text or ModelJsonValue.Other)
            return [name.Trim()];
        return Of(value, isRecord: false, nested).Where(IsSentence);
    }

    /// <summary>What an instruction speaks of stands beside it: the input of Self-Instruct's own records, the story of a word problem, the choices.</summary>
    private static string WithItsInput(ModelJsonValue.Map map, string text)
    {
        ModelJsonValue? Member(string name) => map.Members.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        if (Member("instruction") is ModelJsonValue.Text instruction && instruction.Value.Trim() == text
            && Member("input") is ModelJsonValue.Text { IsCut: false } input && !string.IsNullOrWhiteSpace(input.Value))
            return $"{text}\n{input.Value.Trim()}";
        // A topic can be called the context as well: it is no sentence.
        if (s_stories.Select(Member).OfType<ModelJsonValue.Text>().FirstOrDefault() is { IsCut: false } story
            && story.Value.Trim() is [.., '.' or '!' or '?' or ':'] words && !text.Contains(words, StringComparison.Ordinal))
            text = $"{words}\n{text}";
        return SpeaksOfChoices().IsMatch(text) && s_choices.Select(Member).FirstOrDefault(value => value is not null) is { } choices
            ? string.Join('\n', [text, .. Choices(choices)])
            : text;
    }

    private static readonly string[] s_stories = ["context", "scenario", "passage", "story", "background", "setup"];
    private static readonly string[] s_choices = ["options", "choices"];

    private static IEnumerable<string> Choices(ModelJsonValue value) => value switch
    {
        ModelJsonValue.List list => list.Items.OfType<ModelJsonValue.Text>().Where(text => !text.IsCut).Select(text => text.Value.Trim()),
        ModelJsonValue.Map map => map.Members.Where(member => member.Value is ModelJsonValue.Text { IsCut: false })
            .Select(member => $"{member.Key}) {((ModelJsonValue.Text)member.Value).Value.Trim()}"),
        _ => [],
    };

    /// <summary>Whether a value has an object in it with a member that is named as an instruction.</summary>
    public static bool IsNamed(ModelJsonValue value) => value switch
    {
        ModelJsonValue.List list => list.Items.Any(IsNamed),
        ModelJsonValue.Map map => map.Members.Any(member =>
            InstructionNames.Rank(member.Key) is { } rank && !InstructionNames.IsWeak(rank) || IsNamed(member.Value)),
        _ => false,
    };

    /// <summary>Whether these are sentences: what a mathematical list or set has in it is words and letters.</summary>
    public static bool AreQueries(IReadOnlyCollection<string> texts) =>
        texts.Count > 0 && texts.All(text =>
            text.TrimEnd() is [.., '?' or '.' or '!' or '？' or '。'] || text.Count(c => c == ' ') >= (char.IsUpper(text[0]) ? 1 : 2));

    private static bool AreRecords(ModelJsonValue.List list)
    {
        var maps = list.Items.OfType<ModelJsonValue.Map>().Take(2).ToList();
        return maps.Count == 2 && maps[0].Members.Count > 1
            && maps[0].Members.Select(member => member.Key).SequenceEqual(maps[1].Members.Select(member => member.Key), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsOfAnotherRole(ModelJsonValue.Map map) => map.Members.Any(member =>
        member.Key.ToLowerInvariant() is "role" or "from" && member.Value is ModelJsonValue.Text role
        && s_rolesOfOthers.Contains(role.Value.ToLowerInvariant()));

    /// <summary>A model that says back what form it was to write; {"type": "string", "value": "What is x?"} has more than the form.</summary>
    private static bool IsSchema(ModelJsonValue.Map map) =>
        map.Members.Any(member => member is { Key: "type", Value: ModelJsonValue.Text type } && s_namesOfTypes.Contains(type.Value))
        && !map.Members.Any(member => member.Value is ModelJsonValue.List && member.Key is "items" or "data"
            || member.Value is ModelJsonValue.List or ModelJsonValue.Text && member.Key is not "description" && InstructionNames.Rank(member.Key) is not null);

    private static bool IsSentence(string text) =>
        text.Trim() is var words && (words.Any(char.IsWhiteSpace) || words.EndsWith('?') || words.Any(c => c > '\u2E80'));

    /// <summary>The name of the next member: the text lost its closing quote, or what is behind it.</summary>
    [GeneratedRegex(@"[""”'][^""“'\n]{1,8}[""“'][\w -]{1,40}[""”']\W{0,3}:", RegexOptions.CultureInvariant)]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"\b(?:which|following|these|choose|select|pick|options?|choices?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfChoices();
}
