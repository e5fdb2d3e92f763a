using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using MathPref.Parquet;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Parquet files as pyarrow gives them: types by the key ARROW:schema, else by what the file says itself. The bytes are read by
/// MathPref.Parquet, which knows the format and nothing else; what each holds is kept, since files are read again and again.
/// </summary>
internal static class ParquetTables
{
    private static readonly ConcurrentDictionary<string, Table> s_known = [];

    /// <summary>Throws ArrowInvalid for what is no Parquet file, and for a first row group without rows.</summary>
    public static Table Read(byte[] file)
    {
        var key = Convert.ToHexString(SHA256.HashData(file));
        if (s_known.TryGetValue(key, out var known))
            return known;
        var path = Path.Combine(Path.GetTempPath(), $"mathpref-{Guid.NewGuid():N}.parquet");
        File.WriteAllBytes(path, file);
        try
        {
            using var reader = ParquetReader.Open(path);
            return s_known[key] = Read(reader);
        }
        catch (ParquetException broken)
        {
            throw PythonError.ArrowInvalid(broken.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Table Read(ParquetReader reader)
    {
        var fields = reader.Schema.Root.Fields;
        var stored = reader.Metadata.TryGetValue("ARROW:schema", out var text) ? ArrowSchema.OfMessage(Convert.FromBase64String(text)) : null;
        List<ArrowField> types = [.. fields.Select(field => stored?.FirstOrDefault(known => known.Name == field.Name) ?? new ArrowField(field.Name, TypeOf(field), IsNullable(field)))];
        var values = fields.Select(_ => new List<object?>()).ToList();
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            if (reader.RowGroups[group] == 0 && group == 0)
                throw PythonError.ArrowInvalid("a row group without rows");
            if (reader.RowGroups[group] == 0)
                continue;
            var rows = reader.OpenRowGroup(group, fields);
            while (rows.NextRow())
            {
                for (var i = 0; i < fields.Count; i++)
                    values[i].Add(Stored(ReadValue(rows, fields[i]), types[i].Type));
            }
        }
        return new Table([.. types.Select((type, i) => new Column(type.Name, type.Type, [.. values[i]], type.IsNullable))], (int)reader.Rows)
        {
            MetadataFeatures = ArrowSchema.FeaturesOf(reader.Metadata),
        };
    }

    private static bool IsNullable(ParquetNode node) => node switch
    {
        LeafNode leaf => leaf.Element.Repetition is Repetition.Optional,
        _ => true,
    };

    private static ArrowType TypeOf(ParquetNode node) => node switch
    {
        StructNode place => ArrowType.Struct(place.Fields.Select(field => new ArrowField(field.Name, TypeOf(field), IsNullable(field)))),
        ListNode list => ArrowType.List(TypeOf(list.Item)),
        LeafNode leaf => TypeOf(leaf.Element),
        _ => throw new UnmodelledException("a place that is none"),
    };

    private static ArrowType TypeOf(SchemaElement element) => element.LogicalType switch
    {
        LogicalType.String => ArrowType.String,
        LogicalType.Decimal => new ArrowType(string.Create(CultureInfo.InvariantCulture, $"decimal{(element.Precision <= 38 ? 128 : 256)}({element.Precision}, {element.Scale})")),
        LogicalType.Date => new ArrowType("date32[day]"),
        LogicalType.TimeMillis => new ArrowType("time32[ms]"),
        LogicalType.TimeMicros => new ArrowType("time64[us]"),
        LogicalType.TimeNanos => new ArrowType("time64[ns]"),
        LogicalType.TimestampMillis => Timestamp("ms", element),
        LogicalType.TimestampMicros => Timestamp("us", element),
        LogicalType.TimestampNanos => Timestamp("ns", element),
        LogicalType.Float16 => new ArrowType("halffloat"),
        LogicalType.Unsigned => element.Type is PhysicalType.Int32 ? new ArrowType("uint32") : ArrowType.UInt64,
        _ => element.Type switch
        {
            PhysicalType.Boolean => ArrowType.Bool,
            PhysicalType.Int32 => new ArrowType("int32"),
            PhysicalType.Int64 => ArrowType.Int64,
            PhysicalType.Int96 => new ArrowType("timestamp[ns]"),
            PhysicalType.Float => new ArrowType("float"),
            PhysicalType.Double => ArrowType.Double,
            PhysicalType.FixedLengthByteArray => new ArrowType($"fixed_size_binary[{element.TypeLength}]"),
            _ => ArrowType.Binary,
        },
    };

    private static ArrowType Timestamp(string unit, SchemaElement element) => new(element.IsUtc ? $"timestamp[{unit}, tz=UTC]" : $"timestamp[{unit}]");

    private static object? ReadValue(RowGroupReader rows, ParquetNode node)
    {
        switch (node)
        {
            case StructNode place:
                if (!rows.EnterStruct(place))
                    return null;
                Struct made = [];
                foreach (var field in place.Fields)
                    made.Add((field.Name, ReadValue(rows, field)));
                return made;
            case ListNode list:
                if (rows.EnterList(list) is not { } isFilled)
                    return null;
                List<object?> items = [];
                if (isFilled)
                {
                    do
                        items.Add(ReadValue(rows, list.Item));
                    while (rows.NextItem(list));
                }
                return items;
            default:
                return rows.ReadValue((LeafNode)node);
        }
    }

    /// <summary>As the model has values of that type; texts of moments become what they count.</summary>
    private static object? Stored(object? value, ArrowType type)
    {
        switch (value)
        {
            case null:
                return null;
            case long whole when type.IsDecimal:
                return new BigInteger(whole) * BigInteger.Pow(10, type.Digits.Scale);
            case long whole:
                return new BigInteger(whole);
            case decimal number:
                return new BigInteger(number * (decimal)BigInteger.Pow(10, type.Digits.Scale));
            case string text when type.IsDecimal:
                return BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            case string text when type.IsTimestamp:
                return Moments.Parse(text, "ns") is { } units ? units / (Moments.UnitsPerSecond("ns") / Moments.UnitsPerSecond(type.Unit)) : throw new UnmodelledException($"the moment {text}");
            case string text when type.Name == "date32[day]":
                return Moments.Parse(text, "s") is { } seconds ? seconds / 86_400 : throw new UnmodelledException($"the day {text}");
            case string text when type.Name.StartsWith("time", StringComparison.Ordinal):
                return Moments.Parse("1970-01-01T" + text, "ns") is { } time ? time / (Moments.UnitsPerSecond("ns") / Moments.UnitsPerSecond(type.Unit)) : throw new UnmodelledException($"the time {text}");
            case List<object?> items:
                return items.ConvertAll(item => Stored(item, type.Item));
            case Struct fields:
                Struct made = [];
                made.AddRange(fields.Select((field, i) => (field.Name, Stored(field.Value, type.Fields[i].Type))));
                return made;
            default:
                return value;
        }
    }
}
