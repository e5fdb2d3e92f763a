using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>Arrow's own files and streams, uncompressed (apache/arrow, docs/source/format/Columnar.rst, IPC).</summary>
internal static class ArrowFile
{
    public static Table Read(byte[] file)
    {
        var at = file.AsSpan().StartsWith("ARROW1"u8) ? 8 : 0;
        if (file.Length < at + 8 || BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at)) != -1)
            throw PythonError.ArrowInvalid("Not an Arrow file");
        (IReadOnlyList<ArrowField> Fields, Dictionary<string, string> Metadata)? schema = null;
        List<Table> batches = [];
        while (at + 8 <= file.Length && BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at)) == -1)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            if (length == 0)
                break;
            var message = FlatTable.Root(file, at + 8);
            var body = at + 8 + length;
            if (message.Byte(1) == 1)
                schema = ArrowSchema.Read(message.Table(2)!.Value);
            else if (message.Byte(1) == 3)
                batches.Add(new Batch(file, body, message.Table(2)!.Value).Read(schema!.Value.Fields));
            else
                throw new UnmodelledException("dictionaries in an Arrow file");
            at = body + (int)message.Int64(3);
        }
        var features = ArrowSchema.FeaturesOf(schema!.Value.Metadata);
        var empty = new Table([.. schema.Value.Fields.Select(field => new Column(field.Name, field.Type, [], field.IsNullable))], 0);
        return Table.Concat([empty, .. batches.Select(batch => batch with { Columns = [.. batch.Columns.Select((c, i) => c with { IsNullable = empty.Columns[i].IsNullable })] })]) with { MetadataFeatures = features };
    }

    private sealed class Batch(byte[] file, int body, FlatTable header)
    {
        private readonly List<(long Length, long Nulls)> _nodes = header.Pairs(1);
        private readonly List<(long Offset, long Length)> _buffers = header.Pairs(2);
        private int _node;
        private int _buffer;

        public Table Read(IReadOnlyList<ArrowField> fields)
        {
            if (header.Table(3) is not null)
                throw new UnmodelledException("a compressed Arrow file");
            return new Table([.. fields.Select(field => new Column(field.Name, field.Type, Values(field.Type), field.IsNullable))], (int)header.Int64(0));
        }

        private ReadOnlySpan<byte> Buffer()
        {
            var (offset, length) = _buffers[_buffer++];
            return file.AsSpan(body + (int)offset, (int)length);
        }

        private object?[] Values(ArrowType type)
        {
            var (count, nulls) = _nodes[_node++];
            var values = new object?[count];
            if (type == ArrowType.Null)
                return values;
            var validity = Buffer();
            bool[] isThere = [.. Enumerable.Repeat(true, (int)count)];
            for (var i = 0; nulls > 0 && i < count; i++)
                isThere[i] = (validity[i / 8] >> (i % 8) & 1) != 0;
            if (type.IsStruct)
            {
                var parts = type.Fields.Select(field => (field.Name, Values: Values(field.Type))).ToList();
                for (var i = 0; i < count; i++)
                {
                    Struct made = [];
                    made.AddRange(parts.Select(part => (part.Name, part.Values[i])));
                    values[i] = isThere[i] ? made : null;
                }
                return values;
            }
            if (type.IsText || type.Name is "binary" or "list" || type == ArrowType.Json)
            {
                var isLarge = type == ArrowType.LargeString;
                var offsets = Buffer();
                int[] ends = [.. Offsets(offsets, (int)count + 1, isLarge)];
                if (type.IsList)
                {
                    var items = Values(type.Item);
                    for (var i = 0; i < count; i++)
                        values[i] = isThere[i] ? items[ends[i]..ends[i + 1]].ToList() : null;
                    return values;
                }
                var data = Buffer();
                for (var i = 0; i < count; i++)
                {
                    var slice = data[ends[i]..ends[i + 1]];
                    values[i] = !isThere[i] ? null : type.Name == "binary" ? slice.ToArray() : Encoding.UTF8.GetString(slice);
                }
                return values;
            }
            var plain = Buffer();
            for (var i = 0; i < count; i++)
            {
                values[i] = !isThere[i] ? null : type.Name switch
                {
                    "bool" => (plain[i / 8] >> (i % 8) & 1) != 0,
                    "double" => BinaryPrimitives.ReadDoubleLittleEndian(plain[(8 * i)..]),
                    "float" => (double)BinaryPrimitives.ReadSingleLittleEndian(plain[(4 * i)..]),
                    "int64" => new BigInteger(BinaryPrimitives.ReadInt64LittleEndian(plain[(8 * i)..])),
                    "int32" => (object)new BigInteger(BinaryPrimitives.ReadInt32LittleEndian(plain[(4 * i)..])),
                    _ => throw new UnmodelledException($"{type} in an Arrow file"),
                };
            }
            return values;
        }

        private static List<int> Offsets(ReadOnlySpan<byte> bytes, int count, bool isLarge)
        {
            List<int> offsets = [];
            for (var i = 0; i < count && bytes.Length > 0; i++)
                offsets.Add(isLarge ? (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]));
            return offsets.Count > 0 ? offsets : [0];
        }
    }
}
