using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Core.Text;
using MathPref.Rows;

namespace MathPref.Runs;

/// <summary>
/// What a run sets of its steps, in distilabel's shape: step, then llm and generation_kwargs for the options of its model, or a parameter
/// of the cmdlet, in PascalCase or snake_case. Here they win over the block.
/// </summary>
internal sealed partial class RunParameters(Row steps)
{
    private const string Llm = "llm";
    private const string GenerationKwargs = "generation_kwargs";

    private static readonly string[] s_generationKwargs =
    [
        nameof(LlmOptions.MaxNewTokens), nameof(LlmOptions.Temperature), nameof(LlmOptions.TopP), nameof(LlmOptions.Seed), nameof(LlmOptions.Stop),
        nameof(LlmOptions.ReasoningEffort),
    ];

    /// <summary>distilabel's names for what the cmdlets call otherwise.</summary>
    private static readonly Dictionary<string, string> s_ofLlm = new(StringComparer.OrdinalIgnoreCase)
    {
        ["timeout"] = "TimeoutSec",
        ["max_retries"] = "MaximumRetryCount",
    };

    /// <summary>Rows, models, keys and names are the block's own business.</summary>
    private static readonly HashSet<string> s_ofTheBlock = new(StringComparer.OrdinalIgnoreCase)
    {
        "InputObject", "StepName", "Llm", "ApiKey", "Token", "ProxyCredential", "Proxy", "NoProxy", "AllowUnencryptedAuthentication",
        "Endpoint", "Template", "Path", "LiteralPath", "ApiUrl", "MaxCost", "Journal", "NoJournal", "RefreshJournal", "Unordered",
    };

    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>As they were given.</summary>
    public Row Steps { get; } = steps;

    /// <summary>Steps that no cmdlet of the block turned out to be.</summary>
    public IReadOnlyList<string> Unused => Steps.Names.Where(name => !_used.Contains(name)).ToList();

    /// <summary>Reads a dictionary, or an object as JSON gives it. Throws <see cref="RunException"/> for another shape.</summary>
    public static RunParameters Read(object given)
    {
        object? plain;
        try
        {
            plain = PSRow.ToPlain(given);
        }
        catch (Exception error) when (error is RowException or InvalidOperationException)
        {
            throw Bad($"-Parameters cannot be read: {error.Message}");
        }
        if (plain is not Row steps)
            throw Bad("-Parameters must be a hashtable of steps, such as @{ text_generation_0 = @{ llm = @{ generation_kwargs = @{ temperature = 0.7 } } } }.");
        if (HoldsNoNumber(steps))
            throw Bad("-Parameters holds NaN or an infinite number, which no model takes.");
        foreach (var (step, settings) in steps)
        {
            if (settings is not Row)
                throw Bad($"What -Parameters says of '{step}' must be a hashtable, such as @{{ llm = @{{ generation_kwargs = @{{ temperature = 0.7 }} }} }}.");
        }
        return new RunParameters(steps);
    }

    private static bool HoldsNoNumber(object? value) => value switch
    {
        double number => !double.IsFinite(number),
        float number => !float.IsFinite(number),
        Row row => row.Any(column => HoldsNoNumber(column.Value)),
        string => false,
        IEnumerable list => list.Cast<object?>().Any(HoldsNoNumber),
        _ => false,
    };

    /// <summary>
    /// Checks, before anything runs, all that the block's text tells: unknown steps, keys and values. Throws <see cref="RunException"/> with
    /// the nearest name.
    /// </summary>
    public void Check(PipelineBlock block)
    {
        foreach (var (step, settings) in Steps)
        {
            var named = block.Steps.Where(placed => block.NamesOf(placed)?.Contains(step, StringComparer.OrdinalIgnoreCase) is true).ToList();
            foreach (var placed in named)
                CheckKeys(placed.Type, placed.Cmdlet, step, (Row)settings!);
            if (named.Count == 0 && block.NamesAreKnown)
                throw UnknownStep(step, block.Steps.SelectMany(placed => block.NamesOf(placed) ?? []));
        }
    }

    /// <summary>Throws for entries that matched no step, once all steps have begun.</summary>
    public static RunException UnknownStep(string step, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return Bad($"-Parameters names a step '{step}', and the block has none of that " +
            $"name.{NearestName.Hint(step, names)}{(names.Count == 0 ? "" : $" Its steps: {string.Join(", ", names)}.")}");
    }

    /// <summary>Sets the cmdlet's parameters. Options of single models are asked for with <see cref="OptionsOf"/>.</summary>
    public void Apply(PSCmdlet cmdlet, IReadOnlyList<string> names)
    {
        var set = new Dictionary<string, (string Step, object? Value)>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (Steps[name] is not Row settings)
                continue;
            _used.Add(name);
            CheckKeys(cmdlet.GetType(), cmdlet.MyInvocation.MyCommand.Name, name, settings);
            foreach (var (property, value) in OfCmdlet(cmdlet.GetType(), name, settings))
            {
                if (set.TryGetValue(property.Name, out var other) && !RowValues.AreEqual(PSRow.ToPlain(other.Value), PSRow.ToPlain(value)))
                    throw Bad($"-Parameters sets {property.Name} of '{other.Step}' and of '{name}' to different values, " +
                        $"and the two are one {cmdlet.MyInvocation.MyCommand.Name}. Give each a cmdlet of its own, or one value.");
                set[property.Name] = (name, value);
                property.SetValue(cmdlet, value);
                cmdlet.MyInvocation.BoundParameters[property.Name] = value;
            }
        }
    }

    /// <summary>The options that the run sets for the model of a step of that cmdlet; empty where it sets none.</summary>
    public LlmOptions OptionsOf(Type cmdlet, string step)
    {
        if ((Steps[step] as Row)?[Llm] is not Row { } llm || llm[GenerationKwargs] is not Row kwargs)
            return new LlmOptions();
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in kwargs)
        {
            var property = Find(cmdlet, key)!;
            given[property.Name] = Convert(property, $"{step}.{Llm}.{GenerationKwargs}.{key}", value);
        }
        return new LlmOptions
        {
            MaxNewTokens = (int?)given.GetValueOrDefault(nameof(LlmOptions.MaxNewTokens)),
            Temperature = (double?)given.GetValueOrDefault(nameof(LlmOptions.Temperature)),
            TopP = (double?)given.GetValueOrDefault(nameof(LlmOptions.TopP)),
            Seed = (long?)given.GetValueOrDefault(nameof(LlmOptions.Seed)),
            Stop = (string[]?)given.GetValueOrDefault(nameof(LlmOptions.Stop)),
            ReasoningEffort = (string?)given.GetValueOrDefault(nameof(LlmOptions.ReasoningEffort)),
        };
    }

    private static void CheckKeys(Type cmdlet, string cmdletName, string step, Row settings)
    {
        _ = OfCmdlet(cmdlet, step, settings).ToList();
        if (!settings.Has(Llm))
            return;
        if (StepAttribute.Of(cmdlet) is not { CallsModels: true })
            throw Bad($"-Parameters sets {step}.{Llm}, and {cmdletName} calls no model.");
        if (settings[Llm] is not Row llm)
            throw Bad($"{step}.{Llm} in -Parameters must be a hashtable, such as @{{ {GenerationKwargs} = @{{ temperature = 0.7 }} }}.");
        foreach (var (key, value) in llm)
        {
            if (s_ofLlm.ContainsKey(key))
                continue;
            if (!string.Equals(key, GenerationKwargs, StringComparison.OrdinalIgnoreCase))
                throw UnknownKey($"{step}.{Llm}", key, s_ofLlm.Keys.Append(GenerationKwargs));
            if (value is not Row kwargs)
                throw Bad($"{step}.{Llm}.{GenerationKwargs} in -Parameters must be a hashtable, such as @{{ temperature = 0.7; max_new_tokens = 512 }}.");
            foreach (var (option, setting) in kwargs)
            {
                if (Find(cmdlet, option) is not { } property || !s_generationKwargs.Contains(property.Name))
                    throw UnknownKey($"{step}.{Llm}.{GenerationKwargs}", option, s_generationKwargs.Select(Snake));
                Convert(property, $"{step}.{Llm}.{GenerationKwargs}.{option}", setting);
            }
        }
    }

    /// <summary>What a step's settings say of the cmdlet itself, checked and converted.</summary>
    private static IEnumerable<(PropertyInfo Property, object? Value)> OfCmdlet(Type cmdlet, string step, Row settings)
    {
        foreach (var (key, value) in settings)
        {
            if (string.Equals(key, Llm, StringComparison.OrdinalIgnoreCase))
                continue;
            var property = Find(cmdlet, key)
                ?? throw UnknownKey(
                    step,
                    key,
                    Settable(cmdlet).Select(p => Snake(p.Name)).Concat(StepAttribute.Of(cmdlet) is { CallsModels: true } ? [Llm] : []));
            yield return (property, Convert(property, $"{step}.{key}", value));
        }
        if (settings[Llm] is not Row llm)
            yield break;
        foreach (var (key, value) in llm)
        {
            if (s_ofLlm.TryGetValue(key, out var name) && Find(cmdlet, name) is { } property)
                yield return (property, Convert(property, $"{step}.{Llm}.{key}", value));
        }
    }

    private static IEnumerable<PropertyInfo> Settable(Type cmdlet) =>
        cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)) && !s_ofTheBlock.Contains(p.Name));

    private static PropertyInfo? Find(Type cmdlet, string key) => Settable(cmdlet).FirstOrDefault(p =>
        string.Equals(p.Name, key, StringComparison.OrdinalIgnoreCase) || string.Equals(Snake(p.Name), key, StringComparison.OrdinalIgnoreCase)
        || p.GetCustomAttribute<AliasAttribute>() is { } alias && alias.AliasNames.Contains(key, StringComparer.OrdinalIgnoreCase));

    /// <summary>As the binder would convert and check it.</summary>
    private static object? Convert(PropertyInfo property, string place, object? value)
    {
        object? converted;
        try
        {
            converted = LanguagePrimitives.ConvertTo(
                value is IList list && property.PropertyType.IsArray ? list.Cast<object?>().ToArray() : value,
                property.PropertyType,
                CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException error)
        {
            throw Bad($"{place} in -Parameters cannot be {Shown(value)}: {error.InnerException?.Message ?? error.Message}");
        }
        foreach (var rule in property.GetCustomAttributes<ValidateArgumentsAttribute>())
        {
            try
            {
                s_validate.Invoke(rule, [converted, null]);
            }
            catch (TargetInvocationException error)
            {
                throw Bad($"{place} in -Parameters cannot be {Shown(value)}: {error.InnerException!.Message}");
            }
        }
        return converted;
    }

    private static readonly MethodInfo s_validate = typeof(ValidateArgumentsAttribute).GetMethod("Validate", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static string Shown(object? value) => value switch
    {
        null => "$null",
        string text => $"'{Text.Shorten(text)}'",
        Row => "a hashtable",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Text.Shorten(value.ToString() ?? ""),
    };

    private static RunException UnknownKey(string place, string key, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        return Bad($"-Parameters sets {place}.{key}, which is not known.{NearestName.Hint(key, names)} There are: " +
            $"{string.Join(", ", names.Order(StringComparer.Ordinal))}.");
    }

    private static string Snake(string name) => WordBegin().Replace(name, "_$0").ToLowerInvariant();

    private static RunException Bad(string message) => new("BadParameters", message);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordBegin();
}
