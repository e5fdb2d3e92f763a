using System.Text.Json.Nodes;
using MathPref.Core.Llm;
using MathPref.Core.Offline;
using MathPref.Core.Tasks;
using Microsoft.Extensions.AI;

namespace MathPref.Benchmarks.Torture;

/// <summary>One error that a row must get: its id, the cmdlet and what names the row.</summary>
internal sealed record ExpectedError(string Id, string Cmdlet, string Row)
{
    public override string ToString() => $"{Id} of {Cmdlet} for '{(Row.Length > 80 ? Row[..80] + "…" : Row)}'";
}

/// <summary>What must come of a plan.</summary>
/// <param name="Configs">The rows of each config, in order, with those columns that are known.</param>
/// <param name="Errors">The errors of one execution.</param>
/// <param name="Calls">Answers that the server has to give to each question, over all executions.</param>
/// <param name="Refused">Questions that it never answers.</param>
/// <param name="Cost">About what the answers cost, in USD, where the models have prices.</param>
internal sealed record Expected(
    IReadOnlyDictionary<string, List<JsonObject>> Configs,
    IReadOnlyList<ExpectedError> Errors,
    IReadOnlyDictionary<string, int> Calls,
    IReadOnlySet<string> Refused,
    decimal Cost);

/// <summary>
/// Works a plan out with none of the module's own code but the embedded models: which rows there must be, in which order, with what in
/// them.
/// </summary>
internal sealed class Oracle
{
    private const string Instruction = "instruction";
    private const int KtoThreshold = 4;

    private readonly Plan _plan;
    private readonly Answers _answers;
    private readonly List<ExpectedError> _errors = [];
    private readonly Dictionary<string, HashSet<int>> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private decimal _cost;
    private int _branch;

    private Oracle(Plan plan)
    {
        _plan = plan;
        _answers = new Answers(plan.Poisons);
    }

    public static Expected Work(Plan plan) => new Oracle(plan).Work();

    private Expected Work()
    {
        var rows = _plan.Instruct is { } instruct ? Instruct(instruct) : _plan.Source.Select(Source).ToList();
        if (_plan.Drops)
            rows = rows.Where(row => Text(row, Instruction).Length % 3 != 0).ToList();
        if (_plan.Rewords)
            rows.ForEach(row => row[Instruction] = "Please: " + Text(row, Instruction));
        rows = _plan.Generate.InBranches ? Branches(rows) : rows.Select(row => Generate(row, _plan.Generate.Models)).OfType<JsonObject>().ToList();
        if (_plan.Judge is { } judge)
            rows = rows.Select(row => Judge(judge, row)).OfType<JsonObject>().ToList();
        var configs = new Dictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        if (_plan.ToArgilla)
            configs["preference_to_argilla_0"] = rows.ConvertAll(row => (JsonObject)row.DeepClone());
        if (_plan.Kind is ChainKind.Tutorial)
            configs["trl"] = rows.SelectMany(row => Shaped(row, isTrl: true)).ToList();
        var name = !_plan.ToArgilla ? "default" : _plan.Shape.Shape switch { Shape.Kto => "format_kto", Shape.Sft => "format_sft", _ => "format_dpo" };
        configs[name] = rows.SelectMany(row => Shaped(row, _plan.Shape.Shape is Shape.Trl)).ToList();
        if (_plan.Export is { ExcludeMetadata: true })
            configs[name].ForEach(row => row.Remove("distilabel_metadata"));
        return new Expected(configs, _errors, _asked.ToDictionary(a => a.Key, a => a.Value.Count), _refused, _cost);
    }

    private JsonObject Source(SourceRow row)
    {
        var result = new JsonObject();
        if (_plan.SourceKind is SourceKind.Objects)
            result["id"] = row.Id;
        if (row.Text is not null)
            result[_plan.Instruct is null ? Instruction : "input"] = row.Text;
        return result;
    }

    private List<JsonObject> Instruct(InstructStage stage)
    {
        var rows = new List<JsonObject>();
        foreach (var row in _plan.Source.Select(Source))
        {
            if (string.IsNullOrEmpty((string?)row["input"]))
            {
                Fail("MissingColumn", "New-SelfInstruct", row);
                continue;
            }
            var replies = Enumerable.Range(0, stage.NumGenerations)
                .Select(number => Ask(stage.Model, number, Seed(stage.Seed, number), seed => Question.Instruct(stage.Model, seed, Text(row, "input"), stage.NumInstructions), () => new SelfInstructTask { NumInstructions = stage.NumInstructions }.BuildPrompt(Text(row, "input"))))
                .ToList();
            if (Failed("New-SelfInstruct", row, replies))
                continue;
            var instructions = replies
                .SelectMany(reply => IsOffline(stage.Model) ? new SelfInstructTask { NumInstructions = stage.NumInstructions }.Parse(reply.Text) : reply.Instructions)
                .Distinct().ToList();
            if (instructions.Count == 0)
            {
                Fail("NoInstructions", "New-SelfInstruct", row);
                continue;
            }
            Note(row, "self_instruct_0", replies);
            foreach (var instruction in instructions)
            {
                var one = (JsonObject)row.DeepClone();
                one["instructions"] = Strings(instructions);
                one[Instruction] = instruction;
                rows.Add(one);
            }
        }
        return rows;
    }

    private List<JsonObject> Branches(List<JsonObject> rows)
    {
        var branches = new List<List<JsonObject?>>();
        foreach (var model in _plan.Generate.Models)
        {
            branches.Add(rows.ConvertAll(row => Generate((JsonObject)row.DeepClone(), [model])));
            _branch++;
        }
        var merged = new List<JsonObject>();
        foreach (var (first, second) in branches[0].Zip(branches[1]))
        {
            if (first is null || second is null)
            {
                if ((first ?? second) is { } alone)
                    Fail("IncompleteGroup", "Merge-Column", alone);
                continue;
            }
            foreach (var column in (string[])["generation", "model_name", "finish_reason", "thinking"])
            {
                if (!first.ContainsKey(column) && !second.ContainsKey(column))
                    continue;
                first[column + "s"] = new JsonArray(first[column]?.DeepClone(), second[column]?.DeepClone());
                first.Remove(column);
            }
            foreach (var (name, value) in Metadata(second))
            {
                // Outside a run both branches call their step text_generation_0. Merge-Column takes two that say the same for one, as it
                // must of the steps before the fork: of two models that answer alike the metadata has one.
                var isOne = _plan.Kind is ChainKind.Pipe && name == "raw_output_text_generation_1" && JsonNode.DeepEquals(value, Metadata(first)["raw_output_text_generation_0"]);
                if (!isOne)
                    Metadata(first)[name] = value?.DeepClone();
            }
            merged.Add(first);
        }
        return merged;
    }

    private JsonObject? Generate(JsonObject row, IReadOnlyList<string> models)
    {
        const string cmdlet = "Invoke-TextGeneration";
        var stage = _plan.Generate;
        if (string.IsNullOrEmpty((string?)row[Instruction]))
        {
            Fail("MissingColumn", cmdlet, row);
            return null;
        }
        var instruction = Text(row, Instruction);
        var answers = new List<(string Model, Answer Answer)>();
        for (var i = 0; i < models.Count; i++)
        {
            // A model that is named again goes on counting.
            var first = models.Take(i).Count(other => other == models[i]) * stage.NumGenerations;
            for (var number = first; number < first + stage.NumGenerations; number++)
            {
                answers.Add((models[i], Ask(models[i], number, Seed(stage.Seed, number), seed => Question.Generate(models[i], seed, stage.SystemPrompt, instruction),
                    () => new TextGenerationTask { SystemPrompt = stage.SystemPrompt }.BuildPrompt(instruction))));
            }
        }
        var isPartial = stage.AllowPartial && answers.Exists(a => a.Answer.Kind is AnswerKind.Text);
        if (!isPartial && Failed(cmdlet, row, answers.ConvertAll(a => a.Answer)))
            return null;
        string? Of(Answer answer, string text) => answer.Kind is AnswerKind.Text ? text : null;
        if (answers is [var (model, one)])
        {
            row["generation"] = one.Text;
            row["model_name"] = NameOf(model);
            row["finish_reason"] = one.FinishReason;
            if (one.Thinking is not null)
                row["thinking"] = one.Thinking;
        }
        else
        {
            row["generations"] = Strings(answers.Select(a => Of(a.Answer, a.Answer.Text)));
            row["model_names"] = Strings(answers.Select(a => NameOf(a.Model)));
            row["finish_reasons"] = Strings(answers.Select(a => Of(a.Answer, a.Answer.FinishReason)));
            if (answers.Exists(a => a.Answer.Thinking is not null))
                row["thinkings"] = Strings(answers.Select(a => a.Answer.Thinking));
        }
        for (var i = 0; i < models.Count; i++)
            Note(row, $"text_generation_{i + _branch}", answers.Skip(i * stage.NumGenerations).Take(stage.NumGenerations).Select(a => a.Answer).ToList());
        return row;
    }

    private JsonObject? Judge(JudgeStage stage, JsonObject row)
    {
        if (row.ContainsKey("generation"))
        {
            foreach (var column in (string[])["generation", "model_name", "finish_reason", "thinking"])
            {
                if (!row.ContainsKey(column))
                    continue;
                row[column + "s"] = new JsonArray(row[column]?.DeepClone());
                row.Remove(column);
            }
        }
        var generations = row["generations"]!.AsArray().Select(g => (string?)g).ToList();
        var shown = Enumerable.Range(0, generations.Count).Where(i => generations[i] is not null).ToList();
        var isTyped = stage.Aspect is "helpfulness" or "truthfulness";
        var texts = shown.ConvertAll(i => generations[i]!);
        var aspect = UltraFeedbackAspects.Parse(stage.Aspect);
        var task = new UltraFeedbackTask { Aspect = aspect };
        var prompt = task.BuildPrompt(Text(row, Instruction), texts);
        var reply = Ask(stage.Model, 0, Seed(null, 0), seed => Question.Judge(stage.Model, seed, Text(row, Instruction), texts, isTyped, Question.MarkIn(prompt[^1].Text)!), () => prompt);
        if (Failed("Invoke-UltraFeedback", row, [reply]))
            return null;
        if (IsOffline(stage.Model))
        {
            var judgements = task.Parse(reply.Text, Text(row, Instruction), texts);
            reply = reply with { Ratings = judgements.Select(j => j.Rating).ToList() };
        }
        JsonArray InPlace<T>(IReadOnlyList<T> values) => new([.. Enumerable.Range(0, generations.Count).Select(i => shown.IndexOf(i) is >= 0 and var at ? JsonValue.Create(values[at]) : null)]);
        row["ratings"] = InPlace(reply.Ratings);
        if (reply.Rationales is { } rationales)
            row[isTyped ? "rationales-for-ratings" : "rationales"] = InPlace(rationales);
        row["model_name"] = NameOf(stage.Model);
        Note(row, "ultra_feedback_0", [reply]);
        return row;
    }

    private IEnumerable<JsonObject> Shaped(JsonObject row, bool isTrl)
    {
        var generations = (row["generations"] as JsonArray ?? new JsonArray(row["generation"]?.DeepClone())).Select(g => (string?)g).ToList();
        var ratings = row["ratings"]?.AsArray().Select(r => (int?)r).ToList() ?? generations.ConvertAll(_ => (int?)null);
        return _plan.Shape.Shape switch
        {
            Shape.None => [row],
            Shape.Kto => Kto(row, generations, ratings),
            Shape.Sft => Sft(row, generations, ratings),
            _ => Pairs(generations, ratings).Select(pair => Pair(row, generations, ratings, pair.Chosen, pair.Rejected, isTrl)),
        };
    }

    private static IEnumerable<JsonObject> Kto(JsonObject row, List<string?> generations, List<int?> ratings)
    {
        for (var i = 0; i < generations.Count; i++)
        {
            if (generations[i] is null || ratings[i] is null)
                continue;
            var one = (JsonObject)row.DeepClone();
            one["prompt"] = Messages(("user", Text(row, Instruction)));
            one["completion"] = Messages(("assistant", generations[i]!));
            one["label"] = ratings[i] >= KtoThreshold;
            one["rating"] = ratings[i];
            yield return one;
        }
    }

    private IEnumerable<JsonObject> Sft(JsonObject row, List<string?> generations, List<int?> ratings)
    {
        var known = Enumerable.Range(0, generations.Count).Where(i => generations[i] is not null).ToList();
        foreach (var i in _plan.Shape.All ? known : [known.MaxBy(i => ratings[i] ?? 0)])
        {
            var one = (JsonObject)row.DeepClone();
            one["messages"] = Messages(("user", Text(row, Instruction)), ("assistant", generations[i]!));
            one["rating"] = ratings[i];
            yield return one;
        }
    }

    private JsonObject Pair(JsonObject row, List<string?> generations, List<int?> ratings, int chosen, int rejected, bool isTrl)
    {
        var question = ("user", Text(row, Instruction));
        if (_plan.Shape.Shape is Shape.OpenAI)
        {
            return new JsonObject
            {
                ["input"] = new JsonObject { ["messages"] = Messages(question), ["parallel_tool_calls"] = true },
                ["preferred_output"] = Messages(("assistant", generations[chosen]!)),
                ["non_preferred_output"] = Messages(("assistant", generations[rejected]!)),
            };
        }
        JsonArray Side(int index) => isTrl ? Messages(("assistant", generations[index]!)) : Messages(question, ("assistant", generations[index]!));
        var pair = (JsonObject)row.DeepClone();
        pair["prompt"] = isTrl ? Messages(question) : Text(row, Instruction);
        pair["chosen"] = Side(chosen);
        pair["chosen_rating"] = ratings[chosen];
        pair["chosen_model"] = row["model_names"]![chosen]?.DeepClone();
        pair["rejected"] = Side(rejected);
        pair["rejected_rating"] = ratings[rejected];
        pair["rejected_model"] = row["model_names"]![rejected]?.DeepClone();
        return pair;
    }

    private IEnumerable<(int Chosen, int Rejected)> Pairs(List<string?> generations, List<int?> ratings)
    {
        var stage = _plan.Shape;
        var known = Enumerable.Range(0, generations.Count).Where(i => generations[i] is not null && ratings[i] is not null).ToList();
        if (known.Count < 2)
            return [];
        var (best, worst) = (known.Max(i => ratings[i]), known.Min(i => ratings[i]));
        if (best == worst)
        {
            var other = known.FindIndex(i => generations[i] != generations[known[0]]);
            return stage is { TieGoesToFirst: true, Margin: 0 } && other > 0 ? [(known[0], known[other])] : [];
        }
        var all = from c in known from r in known where ratings[c] > ratings[r] select (Chosen: c, Rejected: r);
        if (!stage.All)
            all = all.Where(p => ratings[p.Chosen] == best && ratings[p.Rejected] == worst);
        all = all.Where(p => ratings[p.Chosen] - ratings[p.Rejected] >= stage.Margin && generations[p.Chosen] != generations[p.Rejected]);
        return stage.All ? all.OrderByDescending(p => ratings[p.Chosen] - ratings[p.Rejected]) : all.Take(1);
    }

    private Answer Ask(string model, int number, long? seed, Func<long?, Question> question, Func<IReadOnlyList<ChatMessage>> prompt)
    {
        if (IsOffline(model))
        {
            using var offline = new OfflineChatClient(NameOf(model).Split('/')[1]);
            // The embedded models answer by the number of the answer where no seed is given.
            var text = offline.GetResponseAsync(prompt(), new ChatOptions { Seed = seed ?? number }).GetAwaiter().GetResult().Text;
            return new Answer(AnswerKind.Text, text, text);
        }
        var asked = question(seed);
        var answer = _answers.Of(asked);
        if (answer.Kind is not AnswerKind.Text)
            _refused.Add(asked.Id);
        else if (!_asked.TryAdd(asked.Id, [number]) && !_asked[asked.Id].Add(number))
            return answer;
        _cost += Bill.About(_plan, model, asked);
        return answer;
    }

    private long? Seed(long? stage, int number) => (stage ?? _plan.RunSeed) + number;

    private bool Failed(string cmdlet, JsonObject row, IReadOnlyList<Answer> answers)
    {
        if (answers.FirstOrDefault(answer => answer.Kind is not AnswerKind.Text) is not { } failed)
            return false;
        Fail(failed.Kind is AnswerKind.Refused ? "RequestRefused" : "NoAnswer", cmdlet, row);
        return true;
    }

    private void Fail(string id, string cmdlet, JsonObject row) => _errors.Add(new ExpectedError(id, cmdlet, NameOf(row)));

    /// <summary>What tells a row from others in an error: its instruction, else its topic, else its number.</summary>
    public static string NameOf(JsonObject row) => ((string[])[Instruction, "input"]).Select(column => (string?)row[column]).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? (row["id"] is { } id ? $"id {id}" : "");

    private static void Note(JsonObject row, string step, IReadOnlyList<Answer> answers)
    {
        var texts = answers.Select(answer => answer.Kind is AnswerKind.Text ? answer.Text : null).ToList();
        Metadata(row)["raw_output_" + step] = texts.Count == 1 ? texts[0] : Strings(texts);
    }

    private static JsonObject Metadata(JsonObject row)
    {
        if (row["distilabel_metadata"] is not JsonObject metadata)
            row["distilabel_metadata"] = metadata = [];
        return metadata;
    }

    private static JsonArray Messages(params ReadOnlySpan<(string Role, string Content)> messages)
    {
        var list = new JsonArray();
        foreach (var (role, content) in messages)
            list.Add(new JsonObject { ["role"] = role, ["content"] = content });
        return list;
    }

    private static JsonArray Strings(IEnumerable<string?> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static string Text(JsonObject row, string column) => (string)row[column]!;

    private static bool IsOffline(string model) => LlmSpec.Parse(model).Provider == "offline";

    private static string NameOf(string model) => LlmSpec.Parse(model).ModelName;
}
