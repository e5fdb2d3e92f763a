using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>
/// Objects of .NET that are columns by their keys and no <see cref="IDictionary"/>: JSON as its own library has it, ExpandoObject and other
/// generic dictionaries.
/// </summary>
internal static class KeyedObjects
{
    private static readonly ConcurrentDictionary<Type, bool> s_isKeyed = new();

    /// <summary>Whether it is a generic dictionary whose keys are texts.</summary>
    public static bool IsKeyed(object value) => s_isKeyed.GetOrAdd(value.GetType(), static type => Array.Exists(type.GetInterfaces(), face =>
        face.IsGenericType
        && (face.GetGenericTypeDefinition() == typeof(IDictionary<,>) || face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        && face.GetGenericArguments()[0] == typeof(string)));

    /// <summary>The columns of what is keyed, in its order.</summary>
    public static Row ReadKeyed(object keyed, Func<object?, object?> convert)
    {
        var row = new Row();
        foreach (var pair in (IEnumerable)keyed)
        {
            // An item is a KeyValuePair of whatever type.
            var item = PSObject.AsPSObject(pair);
            var name = item.Properties["Key"].Value as string;
            if (string.IsNullOrEmpty(name) || !row.TryAdd(name, convert(item.Properties["Value"].Value)))
                throw Errors.BadColumnName(name);
        }
        return row;
    }

    /// <summary>Whether it is one key with its value: what is left in the pipe of a dictionary that the engine took apart.</summary>
    public static bool IsPair(object value) =>
        value is DictionaryEntry || value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    /// <summary>JSON as a row has it: an object is a row, an array a list. Throws a <see cref="RowException"/> for what no row can hold.</summary>
    public static object? ReadJson(object json)
    {
        try
        {
            switch (json)
            {
                case JsonElement element:
                    return JsonRows.Read(element);
                case JsonDocument whole:
                    return JsonRows.Read(whole.RootElement);
                default:
                    using (var document = JsonDocument.Parse(((JsonNode)json).ToJsonString(), JsonRows.ReaderOptions))
                        return JsonRows.Read(document.RootElement);
            }
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException or ArgumentException or JsonException)
        {
            throw Errors.BadJson(error.Message);
        }
    }
}
