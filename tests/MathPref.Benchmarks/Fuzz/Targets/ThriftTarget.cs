using MathPref.Parquet;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Thrift alone: footers and heads of pages, whose documented exceptions are two.</summary>
internal sealed class ThriftTarget : FuzzTarget
{
    private static readonly Lazy<IReadOnlyList<string>> s_seeds = new(() => new ParquetTarget().Seeds.Select(Footer).ToList());

    /// <summary>Heads of fields, lists and maps, and nesting.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "\u0015", "\u0016", "\u0018", "\u0019", "\u001c", "\u0025", "\u0026", "\u0028", "\u0029", "\u002c", "\u0011", "\u0012", "\u0013", "\u0014", "\u0017", "\u001a", "\u001b", "\u001d", "\u0005\u0002", "\u0005\u00fe\u00ff\u0003", "\u0000", "\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c\u001c", "\u0019\u001c", "\u0019\u0019", "\u0019\u00fc\u00ff\u00ff\u00ff\u00ff\u000f", "\u0019\u00f1\u00ff\u0001", "\u0019\u00f9", "\u001b\u00ff\u00ff\u00ff\u000f\u0088", "\u001b\u0001\u00bb", "\u0018\u00ff\u00ff\u00ff\u00ff\u000f", "\u0018\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0001",
    ];

    public override string Name => "thrift";

    public override IReadOnlyList<string> Seeds => s_seeds.Value;

    public override IReadOnlyList<string> Pieces => Fields;

    public override bool Accepts(string input)
    {
        var bytes = RawText.ToBytes(input);
        return Try(() => ReadPage(bytes)) | Try(() => ReadFooter(bytes));
    }

    private static bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception refused) when (refused is ParquetException or EndOfStreamException)
        {
            return false;
        }
    }

    private static void ReadPage(byte[] bytes)
    {
        var thrift = new ThriftReader(bytes);
        var page = PageHeader.Read(ref thrift);
        BrokenRule.Unless(page is { UncompressedSize: >= 0, CompressedSize: >= 0 } && (page.Values >= 0 || page.Kind is PageKind.Index), "sizes are not below zero");
    }

    private static void ReadFooter(byte[] bytes)
    {
        var footer = ParquetFooter.Read(bytes);
        BrokenRule.Unless(footer.Schema.All(element => element.Name is not null), "an element has a name");
        var schema = ParquetSchema.Of(footer.Schema);
        BrokenRule.Unless(schema.Leaves.Count > 0 && schema.Root.LeafCount == schema.Leaves.Count, "a tree has all leaves");
    }

    private static string Footer(string file)
    {
        var bytes = RawText.ToBytes(file);
        var length = BitConverter.ToInt32(bytes, bytes.Length - 8);
        return RawText.OfBytes(bytes.AsSpan(bytes.Length - 8 - length, length));
    }
}
