using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>The reader of JSON (packaged_modules/json/json.py), of files that fit into one batch.</summary>
/// <param name="field">The member of the file's one object in which the rows are.</param>
internal sealed class JsonReader(string? field)
{
    private const int Batch = 10 << 20;

    private static readonly byte[] s_mark = [0xEF, 0xBB, 0xBF];

    /// <summary>The file cannot be read in pieces, and only those may be read now.</summary>
    private sealed class FullReadException : Exception;

    /// <summary>The features of the first file that has rows; null where it has to be read whole for that, and where there is none it is an error.</summary>
    public StructFeature? Learn(IReadOnlyList<byte[]> files)
    {
        try
        {
            var first = Tables(files, null, mayReadAll: false).FirstOrDefault() ?? throw new PythonError("StopIteration", "no rows at all");
            return CheckTraces(first.Features);
        }
        catch (FullReadException)
        {
            return null;
        }
    }

    /// <summary>Files that look like what agents leave are read in a way of their own.</summary>
    private static StructFeature CheckTraces(StructFeature features)
    {
        bool Is<T>(string name) => features.Fields.GetValueOrDefault(name) is T;
        bool IsText(string name) => features.Fields.GetValueOrDefault(name)?.Type == ArrowType.String;
        if (IsText("type") && (Is<JsonFeature>("message") || Is<JsonFeature>("payload"))
            || IsText("id") && IsText("source") && IsText("model") && IsText("system_prompt") && (Is<ListFeature>("messages") || Is<JsonFeature>("messages")))
            throw new UnmodelledException("traces of agents");
        return features;
    }

    public IEnumerable<Table> Tables(IReadOnlyList<byte[]> files, StructFeature? features) => Tables(files, features, mayReadAll: true);

    private IEnumerable<Table> Tables(IReadOnlyList<byte[]> files, StructFeature? features, bool mayReadAll)
    {
        var paths = features is null ? [] : MixedTypes.PlacesOf(features);
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Length > Batch)
                throw new UnmodelledException("a JSON file of more than one batch");
            if (field is not null)
            {
                if (!mayReadAll)
                    throw new FullReadException();
                yield return Cast(PandasRecords.Read(MemberOf(files[i])), features, []);
            }
            else if (files[i].Length > 0)
            {
                yield return ReadLines(files[i], isFirst: i == 0, features, paths, mayReadAll);
            }
        }
    }

    private object? MemberOf(byte[] file)
    {
        var text = Utf8.Decode(file) ?? throw new PythonError("UnicodeDecodeError", "no UTF-8");
        if (UltraJson.Read(text) is not Struct fields)
            throw PythonError.TypeError("indices must be integers");
        return fields.Has(field!) ? fields.Get(field!) : throw new PythonError("KeyError", field!);
    }

    private static Table ReadLines(byte[] file, bool isFirst, StructFeature? features, List<IReadOnlyList<string>> paths, bool mayReadAll)
    {
        var batch = isFirst && file.AsSpan().StartsWith(s_mark) ? file[3..] : file;
        if (batch is [(byte)'[', ..])
        {
            if (!mayReadAll)
                throw new FullReadException();
            batch = LinesOfArray(batch);
        }
        if (isFirst && features is null && TryRows(batch) is { } rows)
            paths.AddRange(MixedTypes.Find(rows));
        var original = batch;
        if (paths.Count > 0)
            batch = Encode(original, paths);
        Table? table = null;
        try
        {
            while (table is null)
            {
                try
                {
                    table = ArrowJson.Read(batch);
                }
                catch (ArrowJson.ChangedException changed)
                {
                    if (changed.Path.Any(name => name.Contains('/', StringComparison.Ordinal)))
                        throw new UnmodelledException("a name with a slash, whose values have no common type");
                    MixedTypes.Insert(paths, changed.Path);
                    batch = Encode(original, paths);
                }
            }
        }
        catch (PythonError broken) when (broken.Kind == "ArrowInvalid")
        {
            if (!mayReadAll)
                throw new FullReadException();
            if (Utf8.Decode(file) is { } text && UltraJson.IsJson(text) && UltraJson.Read(text) is Struct whole && whole.Exists(member => member.Value is Struct or List<object?>))
                throw new UnmodelledException("a file that pandas may read where Arrow does not");
            throw;
        }
        return Cast(table, features, paths);
    }

    private static byte[] LinesOfArray(byte[] batch)
    {
        var text = Utf8.Decode(batch) ?? throw PythonError.ValueError("no UTF-8");
        var isOfObjects = text[..Math.Min(100, text.Length)].Split('"')[0].Contains('{', StringComparison.Ordinal);
        if (UltraJson.Read(text) is not List<object?> items)
            throw PythonError.ValueError("no array");
        return Encoding.UTF8.GetBytes(string.Join('\n', items.Select(item => UltraJson.Write(isOfObjects ? item : new Struct { ("text", item) }))));
    }

    private static List<object?>? TryRows(byte[] batch)
    {
        try
        {
            return Rows(batch);
        }
        catch (PythonError broken) when (broken.Kind == "ValueError")
        {
            return null;
        }
    }

    private static List<object?> Rows(byte[] batch)
    {
        var text = Utf8.Decode(batch) ?? throw PythonError.ValueError("no UTF-8");
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines.ConvertAll(UltraJson.Read);
    }

    private static byte[] Encode(byte[] batch, List<IReadOnlyList<string>> paths)
    {
        var rows = Rows(batch);
        foreach (var path in paths)
            rows = rows.ConvertAll(row => MixedTypes.Encode(row, path));
        return Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(UltraJson.Write)));
    }

    private static Table Cast(Table table, StructFeature? features, IReadOnlyList<IReadOnlyList<string>> paths)
    {
        if (features is null)
            return paths.Count == 0 ? table : Caster.Cast(table, (StructFeature)MixedTypes.Set(table.Features, paths));
        var missing = features.Fields.Where(own => table.Find(own.Key) is null).Select(own => new Column(own.Key, own.Value.Type, new object?[table.Rows]));
        var whole = table with { Columns = [.. table.Columns, .. missing] };
        if (whole.Columns.Any(column => column.Type.IsStruct && features.Fields.GetValueOrDefault(column.Name) is ValueFeature { Value.Name: "string" }))
            throw new UnmodelledException("objects as texts");
        return Caster.Cast(whole, features);
    }
}
