namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Pictures as rows, with the columns of a metadata.jsonl or with labels by folder (folder_based_builder.py).</summary>
internal sealed class PictureFolder(Place place)
{
    private const string Metadata = "metadata.jsonl";

    public (StructFeature Features, OrderedDictionary<string, Table> Splits) Read(OrderedDictionary<string, List<string>> files)
    {
        var pictures = files.Select(split => (split.Key, Paths: split.Value.Where(IsPicture).ToList())).ToDictionary(split => split.Key, split => split.Paths);
        var all = files.Values.SelectMany(paths => paths).ToList();
        if (all.Exists(path => !IsPicture(path) && Glob.BaseName(path) != Metadata))
            throw new UnmodelledException("pictures beside other files");
        if (all.Exists(path => Glob.BaseName(path) == Metadata))
            return WithMetadata(files);
        var labels = all.Select(path => Parent(path).Split('/')[^1]).Distinct().Order(CodePointOrder.Instance).ToList();
        var isLabelled = labels.Count > 1 && all.Select(path => path.Count(c => c == '/')).Distinct().Count() == 1;
        if (isLabelled && files.Count > 1)
            throw new UnmodelledException("labels over several splits");
        StructFeature features = new(isLabelled ? [("image", new PictureFeature()), ("label", new LabelFeature(labels))] : [("image", (Feature)new PictureFeature())]);
        return (features, new(files.Keys.Select(split =>
        {
            List<Column> columns = [new("image", new PictureFeature().Type, [.. pictures[split].Select(Picture)])];
            if (isLabelled)
                columns.Add(new("label", ArrowType.Int64, [.. pictures[split].Select(path => (object?)new System.Numerics.BigInteger(labels.IndexOf(Parent(path).Split('/')[^1])))]));
            return KeyValuePair.Create(split, new Table(columns, pictures[split].Count));
        })));
    }

    private (StructFeature Features, OrderedDictionary<string, Table> Splits) WithMetadata(OrderedDictionary<string, List<string>> files)
    {
        StructFeature? features = null;
        OrderedDictionary<string, Table> splits = [];
        foreach (var (split, paths) in files)
        {
            List<string> metadata = [.. paths.Where(path => Glob.BaseName(path) == Metadata)];
            if (metadata.Count != 1 || files.Count > 1)
                throw new UnmodelledException("several files of metadata");
            var table = Rows(metadata[0]);
            features ??= table.Features;
            splits[split] = table;
        }
        var known = features!;
        if (!known.Fields.ContainsKey("image"))
            throw PythonError.ValueError("`file_name` must be present as dictionary key in metadata files");
        return (known, splits);
    }

    private Table Rows(string metadata)
    {
        Table table;
        try
        {
            table = ArrowJson.Read(place.Files[metadata]);
        }
        catch (ArrowJson.ChangedException)
        {
            throw PythonError.ArrowInvalid("Column changed");
        }
        var folder = Parent(metadata);
        return table with
        {
            MetadataFeatures = new StructFeature([("image", new PictureFeature())]),
            Columns = [.. table.Columns.Select(column => column.Name == "file_name" && column.Type == ArrowType.String
                ? new Column("image", new PictureFeature().Type, [.. column.Values.Select(name => name is string own ? Picture(folder.Length == 0 ? own : $"{folder}/{own}") : null)])
                : column)],
        };
    }

    private Struct? Picture(string path) => place.Files.TryGetValue(path, out var bytes)
        ? [("bytes", bytes), ("path", path)]
        : throw new PythonError("FileNotFoundError", path);

    private static bool IsPicture(string path) => FileKinds.Pictures.Contains(Path.GetExtension(path).ToLowerInvariant());

    private static string Parent(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
}
