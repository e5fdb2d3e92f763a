using System.IO.Compression;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Which reader files are for, by their names (packaged_modules/__init__.py and load.py, infer_module_for_data_files).</summary>
internal static class FileKinds
{
    private static readonly string[] s_pictures = [.. ("blp bmp dib bufr cur pcx dcx dds ps eps fit fits fli flc ftc ftu gbr gif grib png apng jp2 j2k jpc jpf jpx " +
        "j2c icns ico im iim tif tiff jfif jpe jpg jpeg mpg mpeg msp pcd pxr pbm pgm ppm pnm psd bw rgb rgba sgi ras tga icb vda vst webp wmf emf xbm xpm").Split(' ').Select(e => "." + e)];

    private static readonly string[] s_sounds = [.. ("aiff au avr caf flac htk svx mat4 mat5 mpc2k ogg paf pvf raw rf64 sd2 sds ircam voc w64 wav nist wavex wve xi " +
        "mp3 opus 3gp 3g2 avi asf flv mp4 mov m4v mkv mpg webm f4v wmv wma ogm mxf nut").Split(' ').Select(e => "." + e)];

    private static readonly OrderedDictionary<string, (string Kind, string? Separator)> s_kinds = Build();

    private static readonly HashSet<string> s_metadataNames = ["metadata.csv", "metadata.jsonl", "metadata.parquet", "latest_version_hint.json"];

    private static readonly string[] s_favourites = [".parquet", ".lance", ".vortex", ".arrow", ".jsonl", ".json", ".csv"];

    /// <summary>Files with no other ending are never looked at.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new HashSet<string>([.. s_kinds.Keys, ".zip", ".idx", ".txn", ".manifest"]);

    public static IReadOnlyList<string> Pictures => s_pictures;

    private static OrderedDictionary<string, (string Kind, string? Separator)> Build()
    {
        OrderedDictionary<string, (string, string?)> kinds = new()
        {
            [".csv"] = ("csv", null), [".tsv"] = ("csv", "\t"), [".json"] = ("json", null), [".jsonl"] = ("json", null), [".ndjson"] = ("json", null),
            [".parquet"] = ("parquet", null), [".geoparquet"] = ("parquet", null), [".gpq"] = ("parquet", null), [".arrow"] = ("arrow", null),
            [".txt"] = ("text", null), [".conll"] = ("conll", null), [".conllu"] = ("conll", "#"), [".tar"] = ("webdataset", null), [".xml"] = ("xml", null),
            [".hdf5"] = ("hdf5", null), [".h5"] = ("hdf5", null), [".eval"] = ("eval", null), [".lance"] = ("lance", null), [".vortex"] = ("vortex", null),
            [".tsfile"] = ("tsfile", null), [".md"] = ("harbor", null),
        };
        (string Kind, string[] Endings)[] folders =
        [
            ("imagefolder", s_pictures), ("audiofolder", s_sounds), ("videofolder", [".mkv", ".mp4", ".avi", ".mpeg", ".mov"]), ("meshfolder", [".glb", ".ply", ".stl"]),
            ("pdffolder", [".pdf"]), ("niftifolder", [".nii"]),
        ];
        foreach (var (kind, endings) in folders)
        {
            foreach (var ending in endings)
                (kinds[ending], kinds[ending.ToUpperInvariant()]) = ((kind, null), (kind, null));
        }
        return kinds;
    }

    /// <summary>The one kind of all splits, and what separates its cells where its ending says so.</summary>
    public static (string Kind, string? Separator) Of(Place place, OrderedDictionary<string, List<string>> files)
    {
        var kinds = files.Values.Select(paths => Infer(place, paths)).ToList();
        if (kinds.Exists(kind => kind != kinds[0]))
            throw PythonError.ValueError("Couldn't infer the same data file format for all splits");
        return kinds[0] ?? throw new PythonError("DataFilesNotFoundError", "No (supported) data files found");
    }

    private static (string Kind, string? Separator)? Infer(Place place, IReadOnlyList<string> paths)
    {
        var counts = paths.SelectMany(path => Endings(path).Select(ending => (Ending: ending, IsMetadata: s_metadataNames.Contains(Glob.BaseName(path)))))
            .CountBy(key => key)
            .OrderBy(count => count.Key.IsMetadata)
            .ThenByDescending(count => count.Value)
            .ThenBy(count => Array.IndexOf(s_favourites, count.Key.Ending) is >= 0 and var place ? place : int.MaxValue)
            .ThenByDescending(count => count.Key.Ending, CodePointOrder.Instance);
        foreach (var ((ending, _), _) in counts)
        {
            if (s_kinds.TryGetValue(ending, out var kind))
                return kind;
            if (ending == ".zip")
                return InferInArchives(place, paths);
        }
        return null;
    }

    private static (string Kind, string? Separator)? InferInArchives(Place place, IReadOnlyList<string> paths)
    {
        var names = paths.Where(path => path.EndsWith(".zip", StringComparison.Ordinal)).Take(10).SelectMany(path => Archive(place.Files[path]).Select(entry => entry.Name));
        var common = names.SelectMany(Endings).CountBy(ending => ending).Aggregate(
            (Ending: (string?)null, Count: 0), (best, next) => next.Value > best.Count ? (next.Key, next.Value) : best);
        return common.Ending is not null && s_kinds.TryGetValue(common.Ending, out var kind) ? kind : null;
    }

    /// <summary>The files of an archive, in the order in which they are read.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Archive(byte[] bytes)
    {
        using ZipArchive archive = new(new MemoryStream(bytes));
        return [.. archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).OrderBy(entry => entry.FullName, CodePointOrder.Instance).Select(entry =>
        {
            using var stream = entry.Open();
            MemoryStream content = new();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    /// <summary>Without configs in the card only files of the kind stay.</summary>
    public static OrderedDictionary<string, List<string>> Filter(OrderedDictionary<string, List<string>> files, string kind)
    {
        List<string> endings = [.. s_kinds.Where(known => known.Value.Kind == kind).Select(known => known.Key), ".zip"];
        if (kind == "lance")
            endings.AddRange([".idx", ".txn", ".manifest"]);
        var isOfKind = new Regex($@"\A.*({string.Join('|', endings.Select(Regex.Escape))})(\..+)?\z");
        var hasMetadata = kind is "imagefolder" or "audiofolder" or "videofolder" or "meshfolder" or "pdffolder" or "niftifolder";
        return new(files.Select(split => KeyValuePair.Create(split.Key, split.Value
            .Where(path => isOfKind.IsMatch(path) || hasMetadata && s_metadataNames.Any(name => path.EndsWith(name, StringComparison.Ordinal))).ToList())));
    }

    private static IEnumerable<string> Endings(string path) => Glob.BaseName(path).Split('.').Skip(1).Select(part => "." + part.ToLowerInvariant());
}
