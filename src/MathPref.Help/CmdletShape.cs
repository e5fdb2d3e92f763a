using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace MathPref.Help;

/// <summary>A parameter as its attributes declare it.</summary>
internal sealed record ParameterShape(
    string Name,
    Type Type,
    IReadOnlyList<ParameterAttribute> Sets,
    IReadOnlyList<string> Aliases,
    bool TakesWildcards,
    IReadOnlyList<string> Values,
    string? Default)
{
    public bool IsSwitch => Type == typeof(SwitchParameter);

    /// <summary>The type as PowerShell shows it.</summary>
    public string TypeName => (Nullable.GetUnderlyingType(Type) ?? Type).Name;

    /// <summary>How it stands in a parameter set; null where it does not belong to it.</summary>
    public ParameterAttribute? In(string set) =>
        Sets.FirstOrDefault(s => s.ParameterSetName == set) ?? Sets.FirstOrDefault(s => s.ParameterSetName == ParameterAttribute.AllParameterSets);
}

/// <summary>What a cmdlet's class says of itself: the truth about everything in help that is not prose.</summary>
internal sealed class CmdletShape
{
    private CmdletShape(Type type, CmdletAttribute cmdlet)
    {
        Verb = cmdlet.VerbName;
        Noun = cmdlet.NounName;
        Parameters = ReadParameters(type, cmdlet.SupportsShouldProcess);
        var named = Parameters
            .SelectMany(p => p.Sets)
            .Select(s => s.ParameterSetName)
            .Where(s => s != ParameterAttribute.AllParameterSets)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        // The default one first, as Get-Command shows them.
        ParameterSets = named.Count == 0 ? [ParameterAttribute.AllParameterSets] : named.OrderBy(s => s != cmdlet.DefaultParameterSetName).ToList();
    }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    /// <summary>As they are declared, those of the cmdlet's own class first.</summary>
    public IReadOnlyList<ParameterShape> Parameters { get; }

    public IReadOnlyList<string> ParameterSets { get; }

    /// <summary>The cmdlets of an assembly, by name.</summary>
    public static IReadOnlyList<CmdletShape> ReadAll(string assembly) => Assembly.LoadFrom(Path.GetFullPath(assembly)).GetTypes()
        .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
        .Where(c => c.Cmdlet is not null)
        .Select(c => new CmdletShape(c.Type, c.Cmdlet!))
        .OrderBy(c => c.Name, StringComparer.Ordinal)
        .ToList();

    private static List<ParameterShape> ReadParameters(Type type, bool shouldProcess)
    {
        var cmdlet = Activator.CreateInstance(type)!;
        var parameters = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: true))
            .OrderByDescending(p => Depth(p.DeclaringType))
            .ThenBy(p => p.MetadataToken)
            .Select(p => new ParameterShape(
                p.Name,
                p.PropertyType,
                // What overrides another has its own sets, as the engine sees it.
                p.GetCustomAttributes<ParameterAttribute>(inherit: false).ToList(),
                p.GetCustomAttributes<AliasAttribute>(inherit: true).SelectMany(a => a.AliasNames).ToList(),
                p.IsDefined(typeof(SupportsWildcardsAttribute), inherit: true),
                Values(p),
                DefaultOf(p, cmdlet)))
            .ToList();
        if (shouldProcess)
        {
            // The engine adds these two; what they do here is worth saying all the same.
            parameters.Add(new ParameterShape("WhatIf", typeof(SwitchParameter), [new ParameterAttribute()], ["wi"], false, [], "False"));
            parameters.Add(new ParameterShape("Confirm", typeof(SwitchParameter), [new ParameterAttribute()], ["cf"], false, [], "False"));
        }
        (cmdlet as IDisposable)?.Dispose();
        return parameters;
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static IReadOnlyList<string> Values(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type.IsEnum ? Enum.GetNames(type) : ValidValues(property);
    }

    /// <summary>ValidateSet's, or those of an attribute of the module's own that has them under the same name.</summary>
    private static IReadOnlyList<string> ValidValues(PropertyInfo property) =>
        property.GetCustomAttributes()
            .Select(a => a.GetType().GetProperty(nameof(ValidateSetAttribute.ValidValues))?.GetValue(a))
            .OfType<IEnumerable<string>>()
            .FirstOrDefault()?.ToList() ?? [];

    /// <summary>Null for one that says "not given" and for one too long for a line, which the text explains.</summary>
    private static string? DefaultOf(PropertyInfo property, object cmdlet)
    {
        var value = property.GetValue(cmdlet);
        if (value is null or Array or int.MaxValue || property.GetCustomAttributes<ParameterAttribute>(inherit: false).All(set => set.Mandatory))
            return value is Array { Length: > 0 } list ? string.Join(", ", list.Cast<object>()) : null;
        if (property.GetCustomAttribute<ValidateRangeAttribute>() is { MinRange: IComparable least }
            && least.CompareTo(Convert.ChangeType(value, least.GetType(), CultureInfo.InvariantCulture)) > 0)
            return null;
        var text = value is SwitchParameter on ? on.IsPresent.ToString() : Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text) || text.Contains('\n', StringComparison.Ordinal) ? null : text;
    }
}
