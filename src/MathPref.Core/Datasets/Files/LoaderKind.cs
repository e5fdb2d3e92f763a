using System.Text.RegularExpressions;

namespace MathPref.Core.Datasets;

/// <summary>The reader that a loader chooses by the names of files (packaged_modules/__init__.py, load.py of the datasets library).</summary>
/// <param name="Reader">Its name, such as <c>json</c>.</param>
/// <param name="Setting">What the ending sets in it: a tab between the columns of .tsv.</param>
internal sealed record LoaderKind(string Reader, string Setting = "")
{
    public bool Equals(LoaderKind? other) => other is not null && Reader == other.Reader && Setting == other.Setting;

    public override int GetHashCode() => HashCode.Combine(Reader, Setting);

    private const string Archive = ".zip";

    private Regex? _pattern;

    private static readonly string[] s_first = [".parquet", ".lance", ".vortex", ".arrow", ".jsonl", ".json", ".csv"];

    private static readonly string[] s_describing = ["metadata.csv", "metadata.jsonl", "metadata.parquet", "latest_version_hint.json"];

    private static readonly Dictionary<string, LoaderKind> s_byEnding = Endings();

    /// <summary>Whether a loader knows some ending in the name; others are as if they were not there.</summary>
    public static bool IsKnown(string path) => Suffixes(path).Any(suffix => suffix is Archive or ".idx" or ".txn" or ".manifest"
        || s_byEnding.ContainsKey(suffix)
        || (!suffix.Any(char.IsLower) && s_byEnding.TryGetValue(suffix.ToLowerInvariant(), out var kind) && kind.IsOfMedia));

    /// <summary>Pictures, sounds and the like; their endings may be in capitals.</summary>
    private bool IsOfMedia => Reader.EndsWith("folder", StringComparison.Ordinal);

    /// <summary>
    /// The kind that most files have; in a draw .parquet, then .lance, .arrow, .jsonl, .json, .csv, then the last by alphabet. Null where none is
    /// known. Files that describe pictures (metadata.jsonl) count only where there are no others.
    /// </summary>
    public static LoaderKind? Of(IReadOnlyList<string> files, Func<string, IReadOnlyList<string>>? archive)
    {
        foreach (var (ending, _) in MostCommonFirst(files))
        {
            if (s_byEnding.TryGetValue(ending, out var kind))
                return kind;
            if (ending == Archive)
                return OfArchives(files, archive);
        }
        return null;
    }

    /// <summary>Whether this kind's reader is given a file of that name.</summary>
    public bool Takes(string path) =>
        (_pattern ??= Pattern()).IsMatch(path)
        || (IsOfMedia && s_describing.Any(name => path.EndsWith(name, StringComparison.Ordinal)));

    private Regex Pattern()
    {
        var endings = s_byEnding.Where(e => e.Value.Reader == Reader).Select(e => Regex.Escape(e.Key)).Append(Regex.Escape(Archive));
        var options = RegexOptions.NonBacktracking | RegexOptions.Singleline | (IsOfMedia ? RegexOptions.IgnoreCase : RegexOptions.None);
        return new Regex($@"\A.*(?:{string.Join('|', endings)})(?:\..+)?\z", options);
    }

    private static IEnumerable<(string Ending, bool Describes)> MostCommonFirst(IReadOnlyList<string> files) => files
        .SelectMany(file => Suffixes(file).Select(suffix => (Ending: suffix.ToLowerInvariant(), Describes: s_describing.Contains(NameOf(file)))))
        .GroupBy(ending => ending)
        .OrderBy(ending => ending.Key.Describes)
        .ThenByDescending(ending => ending.Count())
        .ThenBy(ending => Array.IndexOf(s_first, ending.Key.Ending) is >= 0 and var place ? place : s_first.Length)
        .ThenByDescending(ending => ending.Key.Ending, StringComparer.Ordinal)
        .Select(ending => ending.Key);

    /// <summary>By what lies in them, the first of the most common endings; where nobody can look, the archive itself is a kind.</summary>
    private static LoaderKind? OfArchives(IReadOnlyList<string> files, Func<string, IReadOnlyList<string>>? archive)
    {
        if (archive is null)
            return new LoaderKind("zip");
        var most = files.Where(file => file.EndsWith(Archive, StringComparison.Ordinal))
            .SelectMany(archive)
            .SelectMany(Suffixes)
            .GroupBy(suffix => suffix.ToLowerInvariant(), StringComparer.Ordinal)
            .MaxBy(ending => ending.Count());
        return most is null ? null : s_byEnding.GetValueOrDefault(most.Key);
    }

    private static IEnumerable<string> Suffixes(string path) => NameOf(path).Split('.').Skip(1).Select(part => "." + part);

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static Dictionary<string, LoaderKind> Endings()
    {
        var kinds = new Dictionary<string, LoaderKind>(StringComparer.Ordinal);
        // What comes later wins, as it does there.
        void Add(LoaderKind kind, string endings)
        {
            foreach (var ending in endings.Split(' '))
                kinds["." + ending] = kind;
        }
        Add(new("csv"), "csv");
        Add(new("csv", "\t"), "tsv");
        Add(new("json"), "json jsonl ndjson");
        Add(new("parquet"), "parquet geoparquet gpq");
        Add(new("arrow"), "arrow");
        Add(new("text"), "txt");
        Add(new("conll"), "conll");
        Add(new("conll", "#"), "conllu");
        Add(new("webdataset"), "tar");
        Add(new("xml"), "xml");
        Add(new("hdf5"), "hdf5 h5");
        Add(new("eval"), "eval");
        Add(new("lance"), "lance");
        Add(new("vortex"), "vortex");
        Add(new("tsfile"), "tsfile");
        Add(new("harbor"), "md toml");
        Add(new("imagefolder"), "blp bmp dib bufr cur pcx dcx dds ps eps fit fits fli flc ftc ftu gbr gif grib h5 hdf png apng jp2 j2k jpc jpf jpx " +
            "j2c icns ico im iim tif tiff jfif jpe jpg jpeg mpg mpeg msp pcd pxr pbm pgm ppm pnm psd bw rgb rgba sgi ras tga icb vda vst webp wmf emf " +
            "xbm xpm");
        Add(new("audiofolder"), "aiff au avr caf flac htk svx mat4 mat5 mpc2k ogg paf pvf raw rf64 sd2 sds ircam voc w64 wav nist wavex wve xi mp3 opus " +
            "3gp 3g2 avi asf flv mp4 mov m4v mkv mpg webm f4v wmv wma ogm mxf nut");
        Add(new("videofolder"), "mkv mp4 avi mpeg mov");
        Add(new("meshfolder"), "glb ply stl");
        Add(new("pdffolder"), "pdf");
        Add(new("niftifolder"), "nii");
        return kinds;
    }
}
