namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Columns whose values have no common type, and places within them, are kept as JSON text (utils/json.py). A place is a list of names, in
/// which <see cref="Items"/> stands for the items of a list.
/// </summary>
internal static class MixedTypes
{
    public const string Items = "\0items";

    /// <summary>Where objects have other keys, or objects and lists stand beside other values.</summary>
    public static List<IReadOnlyList<string>> Find(IEnumerable<object?> rows)
    {
        List<IReadOnlyList<string>> found = [];
        List<object> start = [.. rows.OfType<object>()];
        Queue<(IReadOnlyList<string> Path, List<object> Values)> open = new(start.Count > 0 ? [([], start)] : []);
        while (open.TryDequeue(out var next))
        {
            var (path, values) = next;
            if (values.TrueForAll(value => value is Struct))
            {
                List<Struct> structs = [.. values.Cast<Struct>()];
                HashSet<string> first = [.. structs[0].Select(field => field.Name)];
                if (path.Count > 0 && (first.Count == 0 || structs.Exists(fields => !first.SetEquals(fields.Select(field => field.Name)))))
                {
                    found.Add(path);
                    continue;
                }
                foreach (var name in structs.SelectMany(fields => fields.Select(field => field.Name)).Distinct())
                {
                    List<object> below = [.. structs.Select(fields => fields.Get(name)).OfType<object>()];
                    if (below.Count > 0)
                        open.Enqueue(([.. path, name], below));
                }
            }
            else if (values.TrueForAll(value => value is List<object?>))
            {
                List<object> items = [.. values.Cast<List<object?>>().SelectMany(list => list).OfType<object>()];
                if (items.Count > 0)
                    open.Enqueue(([.. path, Items], items));
            }
            else if (values.Exists(value => value is Struct or List<object?>))
            {
                found.Add(path);
            }
        }
        return found;
    }

    /// <summary>A place takes the place of the first that lies below it.</summary>
    public static void Insert(List<IReadOnlyList<string>> paths, IReadOnlyList<string> path)
    {
        var below = paths.FindIndex(known => known.Take(path.Count).SequenceEqual(path));
        if (below >= 0)
            paths[below] = path;
        else
            paths.Add(path);
    }

    /// <summary>The row with the value at the place as JSON text; a text that reads as JSON is that JSON.</summary>
    public static object? Encode(object? value, IReadOnlyList<string> path)
    {
        if (value is null)
            return null;
        if (path.Count == 0)
            return value is string text && UltraJson.IsJson(text) ? text : UltraJson.Write(value);
        IReadOnlyList<string> rest = [.. path.Skip(1)];
        if (path[0] == Items)
            return value is List<object?> items ? items.ConvertAll(item => Encode(item, rest)) : throw PythonError.TypeError("not iterable");
        if (value is not Struct fields)
            throw PythonError.TypeError("not a mapping");
        Struct made = [];
        made.AddRange(fields);
        made.Set(path[0], Encode(fields.Get(path[0]), rest));
        return made;
    }

    /// <summary>Where a feature has JSON.</summary>
    public static List<IReadOnlyList<string>> PlacesOf(Feature feature)
    {
        List<IReadOnlyList<string>> found = [];
        Visit(feature, [], found);
        return found;
    }

    private static void Visit(Feature feature, IReadOnlyList<string> path, List<IReadOnlyList<string>> found)
    {
        switch (feature)
        {
            case JsonFeature:
                found.Add(path);
                break;
            case ListFeature list:
                Visit(list.Item, [.. path, Items], found);
                break;
            case StructFeature fields:
                foreach (var (name, field) in fields.Fields)
                    Visit(field, [.. path, name], found);
                break;
        }
    }

    /// <summary>The feature with JSON at the places.</summary>
    public static Feature Set(Feature feature, IReadOnlyList<IReadOnlyList<string>> places, IReadOnlyList<string>? path = null)
    {
        path ??= [];
        if (places.Any(place => place.SequenceEqual(path)))
            return new JsonFeature();
        return feature switch
        {
            ListFeature list => list with { Item = Set(list.Item, places, [.. path, Items]) },
            StructFeature fields => new StructFeature(fields.Fields.Select(field => (field.Key, Set(field.Value, places, [.. path, field.Key])))),
            _ => feature,
        };
    }
}
