using System.Diagnostics;
using System.Runtime.InteropServices;
using MathPref.Core.Datasets;
using MathPref.Parquet;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>Arrow schemas whose bytes are nobody's: each is read, or refused with an <see cref="InvalidDataException"/>, in little time.</summary>
public sealed class ArrowSchemaTests
{
    private static byte[] Kept() => Convert.FromBase64String(ParquetTail.ReadFile(LoadingFiles.Fixture("parquet-types.parquet")).Metadata["ARROW:schema"]);

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            Assert.NotNull(ArrowSchema.Read(bytes));
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    [Fact]
    public void The_schema_of_a_file_is_read()
    {
        var fields = ArrowSchema.Read(Kept());
        Assert.Equal(["i", "u", "f", "d", "day", "at", "bin", "ls", "dict", "steps"], fields.Select(field => field.Name));
        Assert.Equal(
            ["int8", "uint64", "float32", "decimal128(10, 2)", "date32", "timestamp[us, tz=UTC]", "binary", "large_string", "dictionary", "list"],
            fields.Select(field => field.Type.Name));
        Assert.All(fields, field => Assert.True(field.IsNullable));
    }

    [Fact]
    public void A_schema_that_is_cut_off_is_refused()
    {
        var bytes = Kept();
        for (var length = 0; length < bytes.Length - 8; length++)
            Assert.False(TryRead(bytes[..length]));
    }

    [Fact]
    public void Broken_bytes_end_in_no_other_error()
    {
        var bytes = Kept();
        Random random = new(11);
        for (var i = 0; i < 50_000; i++)
        {
            var copy = (byte[])bytes.Clone();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                copy[random.Next(copy.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : random.Next(2) * 255);
            TryRead(copy);
        }
    }

    [Fact]
    public void No_base64_is_refused() => Assert.Throws<InvalidDataException>(() => ArrowSchema.Read("no base64!"));

    [Fact]
    public void Schemas_that_share_their_parts_take_time_by_their_bytes()
    {
        var bytes = Layers(60, 500);
        var watch = Stopwatch.StartNew();
        Assert.False(TryRead(bytes));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    [Fact]
    public void Structs_within_structs_are_read_as_deep_as_types_may_be()
    {
        Assert.True(TryRead(Layers(60, 1)));
        Assert.EndsWith("too deeply", Assert.Throws<InvalidDataException>(() => ArrowSchema.Read(Layers(100_000, 1))).Message, StringComparison.Ordinal);
    }

    /// <summary>Structs within structs: so many layers, each with so many fields that are all the same one.</summary>
    private static byte[] Layers(int layers, int fields)
    {
        List<byte> bytes = [];
        void Int(int value) => bytes.AddRange(BitConverter.GetBytes(value));
        void Places(params short[] offsets)
        {
            foreach (var value in (short[])[(short)(4 + 2 * offsets.Length), 64, .. offsets])
                bytes.AddRange(BitConverter.GetBytes(value));
        }
        // Leads from a place to the end of what is written so far.
        void Lead(int from) => BitConverter.GetBytes(bytes.Count - from).CopyTo(CollectionsMarshal.AsSpan(bytes)[from..]);
        // The message: header_type 1, header.
        Int(0);
        var places = bytes.Count;
        Places(0, 4, 8);
        Lead(0);
        Int(bytes.Count - places);
        Int(1);
        var next = bytes.Count;
        Int(0);
        // The schema: fields.
        places = bytes.Count;
        Places(0, 4);
        Lead(next);
        Int(bytes.Count - places);
        next = bytes.Count;
        Int(0);
        Lead(next);
        Int(1);
        List<int> items = [bytes.Count];
        Int(0);
        // Fields: type_type 13, type (a table that is not looked at), children.
        places = bytes.Count;
        Places(0, 0, 4, 8, 0, 12);
        for (var layer = 0; layer < layers; layer++)
        {
            foreach (var item in items)
                Lead(item);
            Int(bytes.Count - places);
            Int(13);
            Int(0);
            next = bytes.Count;
            Int(0);
            Lead(next);
            items.Clear();
            var count = layer == layers - 1 ? 0 : fields;
            Int(count);
            for (var i = 0; i < count; i++)
            {
                items.Add(bytes.Count);
                Int(0);
            }
        }
        return [.. BitConverter.GetBytes(-1), .. BitConverter.GetBytes(bytes.Count), .. bytes];
    }
}
